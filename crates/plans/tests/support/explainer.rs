//! The explanation of an advice, written a second time, slow and obvious. What is said of sets of answers is found by trying
//! every set; what may still come, by giving every answer to each open question in turn and keeping what that leads to. What a
//! single answer does, the oracle of the rule says; the crate's code has no part in it.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use serde_json::{Value as Json, json};

use super::oracle::{Oracle, RequirementRef, list, minutes, recommend, word};

/// The most plans of a catalogue that is explained here.
const MAX_PLANS: usize = 8;
const MAX_NUMBER: u64 = 999_999;

/// The plan, if any, and whether it fits. Ordered as changes are.
type Outcome = (Option<usize>, bool);

/// A catalogue, with what each answer does by itself.
pub struct Explainer {
    plans: Vec<String>,
    questions: Vec<Question>,
    /// By plan, how it differs from each plan.
    differences: Vec<Vec<Differences>>,
    /// What some questions together can lead to, by a bit for each question. Kept, since many answers leave the same ones open.
    completions: RefCell<HashMap<u64, Rc<BTreeSet<Impact>>>>,
}

struct Question {
    id: String,
    kind: String,
    answers: Vec<Single>,
}

/// A single answer; of several choices, one.
struct Single {
    answer: Answer,
    impact: Impact,
    requirements: Vec<Requirement>,
}

enum Answer {
    Choice(String),
    YesNo(bool),
    /// Any number from one to another. No offer tells one of these from another.
    Numbers(u64, u64),
}

struct Requirement {
    needs: Vec<Need>,
    /// By plan.
    met: Vec<bool>,
    /// By plan. What is not stated is neither.
    missed: Vec<bool>,
}

struct Need {
    entitlement: String,
    at_least: Json,
    /// By plan.
    offered: Vec<Json>,
    /// By plan, the condition and the price, where there are any.
    said: Vec<[Json; 2]>,
    /// By plan.
    met: Vec<bool>,
}

/// What some answers come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Impact {
    is_answered: bool,
    suited: Option<usize>,
    /// By plan, how many requirements it misses.
    missed: [usize; MAX_PLANS],
}

#[derive(Default)]
struct Differences {
    better: Vec<String>,
    worse: Vec<String>,
    other: Vec<String>,
}

/// Something given: a single answer to a question.
#[derive(Clone, Copy)]
struct AnswerRef<'a> {
    question: &'a Question,
    single: &'a Single,
    /// The number, where one was answered.
    number: Option<u64>,
}

impl Impact {
    const NONE: Self = Self { is_answered: false, suited: None, missed: [0; MAX_PLANS] };

    fn and(mut self, other: &Self) -> Self {
        self.is_answered |= other.is_answered;
        self.suited = self.suited.or(other.suited);
        for plan in 0..MAX_PLANS {
            self.missed[plan] += other.missed[plan];
        }
        self
    }

    /// What matters of it where a plan fits: which plans miss anything.
    fn blocked(mut self) -> Self {
        self.missed.iter_mut().for_each(|missed| *missed = (*missed).min(1));
        self
    }
}

impl AnswerRef<'_> {
    fn json(&self) -> Json {
        match &self.single.answer {
            Answer::Choice(choice) => json!({"question": self.question.id, "choice": choice}),
            _ => json!({"question": self.question.id}),
        }
    }

    fn requirement(&self, requirement: &Requirement, plan: usize) -> Json {
        let need = |need: &Need| {
            let number = self.number.filter(|_| need.at_least == "answer");
            let mut json = json!({
                "entitlement": need.entitlement,
                "required": number.map_or(need.at_least.clone(), Json::from),
                "offered": need.offered[plan],
                "met": need.met[plan],
            });
            for (name, text) in ["condition", "price"].into_iter().zip(&need.said[plan]) {
                if !text.is_null() {
                    json[name] = text.clone();
                }
            }
            json
        };
        let mut json = self.json();
        json["entitlements"] = requirement.needs.iter().map(|need| need.entitlement.as_str()).collect();
        json["needs"] = requirement.needs.iter().map(need).collect();
        json
    }
}

impl Explainer {
    /// Of a catalogue's JSON, which must be valid.
    pub fn new(catalog: &Json) -> Self {
        let oracle = Oracle(catalog);
        let plans = oracle.plans();
        assert!(plans.len() <= MAX_PLANS);
        let rows = list(&catalog["sections"]).iter().flat_map(|section| list(&section["entitlements"]));
        let offers = |row: &Json| plans.iter().map(|plan| oracle.offer(word(&row["id"]), plan)).collect();
        let rows: Vec<(&Json, Vec<&Json>)> = rows.map(|row| (row, offers(row))).collect();
        let beside = |plan| (0..plans.len()).map(|from| differences(&oracle, &rows, from, plan)).collect();
        Self {
            questions: oracle.questions().into_iter().map(|json| question(&oracle, json)).collect(),
            differences: (0..plans.len()).map(beside).collect(),
            plans: plans.iter().map(|plan| (*plan).to_owned()).collect(),
            completions: RefCell::default(),
        }
    }

    /// The advice on these answers, explained, in the form of [`canonical`].
    pub fn explain(&self, answers: &Json) -> Json {
        let given = self.given(answers);
        let all = given.iter().fold(Impact::NONE, |all, given| all.and(&given.single.impact));
        let (recommended, fits) = self.outcome(&all);
        let verdicts = (0..self.plans.len()).map(|plan| self.verdict(&given, &all, plan));
        let (changes, holds) = self.changes(&given, (recommended, fits));
        let (forced_by, without, conflicts) = self.sets(&given, &all);
        let state = match recommended {
            None => "nothing-answered",
            Some(_) if !fits => "closest",
            Some(plan) if all.suited.is_some_and(|suited| plan < suited) => "fits-below-size",
            Some(_) => "fits",
        };
        let explanation = json!({
            "recommended": self.id(recommended),
            "fits": fits,
            "state": state,
            "verdicts": verdicts.collect::<Vec<_>>(),
            "deciding": {"forced_by": forced_by, "cut": false, "without": without},
            "changes": changes,
            "holds": holds,
            "conflicts": {"sets": conflicts, "cut": false},
            "open": self.open(answers, &given, &all),
        });
        canonical(explanation)
    }

    fn outcome(&self, impact: &Impact) -> Outcome {
        recommend(impact.is_answered, impact.suited, &impact.missed[..self.plans.len()])
    }

    fn id(&self, plan: Option<usize>) -> Option<&str> {
        plan.map(|plan| self.plans[plan].as_str())
    }

    fn given(&self, answers: &Json) -> Vec<AnswerRef<'_>> {
        let mut given = Vec::new();
        for question in &self.questions {
            let answer = &answers[&question.id];
            given.extend(question.answers.iter().filter_map(|single| {
                let (is_given, number) = match &single.answer {
                    Answer::Choice(id) => (answer == id || list(answer).iter().any(|choice| choice == id), None),
                    Answer::YesNo(yes) => (answer == yes, None),
                    Answer::Numbers(from, to) => {
                        (answer.as_u64().is_some_and(|number| (*from..=*to).contains(&number)), answer.as_u64())
                    }
                };
                is_given.then_some(AnswerRef { question, single, number })
            }));
        }
        given
    }

    fn verdict(&self, given: &[AnswerRef<'_>], all: &Impact, plan: usize) -> Json {
        let (mut met, mut missed, mut not_stated, mut give_up) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut missed_by_recommended = BTreeSet::new();
        let recommended = self.outcome(all).0;
        for given in given {
            for requirement in &given.single.requirements {
                let side = match (requirement.met[plan], requirement.missed[plan]) {
                    (true, _) => &mut met,
                    (false, true) => &mut missed,
                    (false, false) => &mut not_stated,
                };
                side.push(given.requirement(requirement, plan));
                if recommended.is_some_and(|recommended| requirement.missed[recommended]) {
                    missed_by_recommended.extend(requirement.needs.iter().map(|need| &need.entitlement));
                }
            }
            if given.single.requirements.iter().any(|requirement| requirement.missed[plan]) {
                give_up.push(given.json());
            }
        }
        let suits_size = all.suited.map(|suited| plan >= suited);
        let mut verdict = json!({"plan": self.plans[plan], "suits_size": suits_size, "met": met, "missed": missed});
        verdict["give_up"] = give_up.into();
        if !not_stated.is_empty() {
            verdict["not_stated"] = not_stated.into();
        }
        if let Some(recommended) = recommended.filter(|recommended| *recommended != plan) {
            let Differences { better, worse, other } = &self.differences[plan][recommended];
            let unasked: Vec<_> = better.iter().filter(|row| !missed_by_recommended.contains(row)).collect();
            verdict["beside_recommended"] =
                json!({"better": better, "unasked": unasked, "worse": worse, "other": other});
        }
        verdict
    }

    /// `forced_by`, `without` and the conflicts, each from every set of what is given.
    fn sets(&self, given: &[AnswerRef<'_>], all: &Impact) -> (Json, Json, Json) {
        assert!(given.len() <= 20, "so many sets cannot be tried");
        let everything = (1_usize << given.len()) - 1;
        // What each set comes to: the impact of its first answer, and what the rest of the set comes to.
        let mut impacts = vec![Impact::NONE];
        for set in 1..=everything {
            let impact = &given[set.trailing_zeros() as usize].single.impact;
            impacts.push(impacts[set & (set - 1)].and(impact));
        }
        let answers = |set: usize| -> Json {
            let of_set = given.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            of_set.map(|(_, given)| given.json()).collect()
        };
        let minimal = |has: &dyn Fn(usize) -> bool| minimal(everything, has);
        let (plan, fits) = self.outcome(all);
        let forced = match fits && plan > Some(0) && plan >= all.suited {
            true => minimal(&|set| self.outcome(&impacts[set]) == (plan, true)),
            false => Vec::new(),
        };
        let without = match fits && plan > Some(0) {
            true => minimal(&|set| self.outcome(&impacts[everything ^ set]).0 < plan),
            false => Vec::new(),
        };
        let conflicts = match plan.is_some() && !fits {
            true => minimal(&|set| impacts[set].missed[..self.plans.len()].iter().all(|missed| *missed > 0)),
            false => Vec::new(),
        };
        let without = without.into_iter().map(|set| {
            let (plan, fits) = self.outcome(&impacts[everything ^ set]);
            json!({"answers": answers(set), "recommended": self.id(plan), "fits": fits})
        });
        let sets = |sets: Vec<usize>| sets.into_iter().map(answers).collect();
        (sets(forced), without.collect(), sets(conflicts))
    }

    /// The changes that lead elsewhere, and the numbers that do not.
    fn changes(&self, given: &[AnswerRef<'_>], present: Outcome) -> (Json, Json) {
        let mut by_outcome: BTreeMap<Outcome, Vec<Json>> = BTreeMap::new();
        let mut holds = Vec::new();
        for question in &self.questions {
            let mut change = |to: Json, impact: &Impact| {
                let outcome = self.outcome(impact);
                if outcome != present {
                    by_outcome.entry(outcome).or_default().push(json!({"question": question.id, "to": to}));
                }
            };
            let is_here = |given: &&AnswerRef<'_>| std::ptr::eq(given.question, question);
            let sum = |impact: Impact, given: &AnswerRef<'_>| impact.and(&given.single.impact);
            let here: Vec<_> = given.iter().filter(is_here).collect();
            let rest = given.iter().filter(|given| !is_here(given)).fold(Impact::NONE, sum);
            let picks = |single: &Single| here.iter().any(|given| std::ptr::eq(given.single, single));
            for single in &question.answers {
                let others = here.iter().filter(|given| !std::ptr::eq(given.single, single));
                let others = others.fold(rest, |impact, given| sum(impact, given));
                match (&single.answer, question.kind.as_str()) {
                    (Answer::Choice(id), "several") if picks(single) && here.len() > 1 => {
                        change(json!({"unpick": id}), &others);
                    }
                    (Answer::Choice(id), "several") if !picks(single) => {
                        change(json!({"pick": id}), &others.and(&single.impact));
                    }
                    (Answer::Choice(id), "one") if !picks(single) => {
                        change(json!({"pick": id}), &rest.and(&single.impact));
                    }
                    (Answer::YesNo(yes), _) if !picks(single) => {
                        change(json!({"yes-no": yes}), &rest.and(&single.impact));
                    }
                    _ => {}
                }
            }
            let outcome = |single: &Single| self.outcome(&rest.and(&single.impact));
            for range in ranges(&question.answers, outcome) {
                change(json!({"number": {"from": range.from, "to": range.to}}), &rest.and(&range.first.impact));
                if here.iter().any(|given| given.number.is_some_and(|number| range.holds(number))) {
                    holds.push(json!({"question": question.id, "from": range.from, "to": range.to}));
                }
            }
            if !here.is_empty() {
                change(json!("open"), &rest);
            }
        }
        let groups = by_outcome.into_iter();
        let groups = groups.map(|((plan, fits), by)| json!({"recommended": self.id(plan), "fits": fits, "by": by}));
        (groups.collect(), holds.into())
    }

    fn open(&self, answers: &Json, given: &[AnswerRef<'_>], all: &Impact) -> Json {
        let is_open = |question: &Question| !given.iter().any(|given| std::ptr::eq(given.question, question));
        let open: Vec<usize> = (0..self.questions.len()).filter(|at| is_open(&self.questions[*at])).collect();
        let bits = open.iter().fold(0, |bits, at| bits | 1 << at);
        let possible = self.possible(all, bits);
        // The question, and its answers: how many plans the worst leaves, all of them together, and how many they are.
        let mut next: Option<(&Question, usize, usize, usize)> = None;
        for at in open {
            let question = &self.questions[at];
            // A question of which one is not sure is not asked again; and one plan alone is not narrowed any further.
            if answers.get(&question.id).is_some_and(Json::is_null) || possible.len() < 2 {
                continue;
            }
            let after = |single: &Single| self.possible(&all.and(&single.impact), bits & !(1 << at)).len();
            let missed = |single: &Single| single.requirements.iter().map(|of| of.missed.clone()).collect::<Vec<_>>();
            let counts: Vec<usize> = match question.kind.as_str() {
                "number" => ranges(&question.answers, missed).iter().map(|range| after(range.first)).collect(),
                "several" => question.answers.iter().map(after).chain([possible.len()]).collect(),
                _ => question.answers.iter().map(after).collect(),
            };
            let (most, sum, len) = (*counts.iter().max().expect("an answer"), counts.iter().sum(), counts.len());
            // What every plan misses alike tells none from another.
            let narrows = most <= possible.len() && counts.iter().any(|count| (1..possible.len()).contains(count));
            let is_narrower =
                next.is_none_or(|(_, least, total, of)| most < least || most == least && sum * of < total * len);
            if narrows && is_narrower {
                next = Some((question, most, sum, len));
            }
        }
        let possible: Vec<_> = possible.into_iter().map(|plan| &self.plans[plan]).collect();
        json!({"possible": possible, "next": next.map(|(question, ..)| &question.id), "cut": false})
    }

    /// The plans that fit with any answers to open questions, beside what is given.
    fn possible(&self, given: &Impact, open: u64) -> BTreeSet<usize> {
        let completions = self.completions(open);
        let outcomes = completions.iter().map(|completion| self.outcome(&given.and(completion)));
        outcomes.filter(|(_, fits)| *fits).filter_map(|(plan, _)| plan).collect()
    }

    /// Everything that any answers to some questions can come to, each of which may stay open.
    fn completions(&self, open: u64) -> Rc<BTreeSet<Impact>> {
        if let Some(known) = self.completions.borrow().get(&open) {
            return known.clone();
        }
        let mut completions = BTreeSet::from([Impact::NONE]);
        if open != 0 {
            let question = &self.questions[open.trailing_zeros() as usize];
            let others = self.completions(open & (open - 1));
            completions = (*others).clone();
            for single in &question.answers {
                // Of several choices, each may be picked beside those before it; of others, only one is the answer.
                let before = if question.kind == "several" { completions.clone() } else { (*others).clone() };
                completions.extend(before.iter().map(|impact| impact.and(&single.impact).blocked()));
            }
        }
        let completions = Rc::new(completions);
        self.completions.borrow_mut().insert(open, completions.clone());
        completions
    }
}

/// The sets up to `everything` that have a property, while no set within them has it; the smaller first.
fn minimal(everything: usize, has: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    // A set is a larger number than any set within it.
    for set in 0..=everything {
        if !found.iter().any(|smaller| smaller & set == *smaller) && has(set) {
            found.push(set);
        }
    }
    found.sort_by_key(|set| set.count_ones());
    found
}

struct Range<'a> {
    from: u64,
    to: u64,
    first: &'a Single,
}

impl Range<'_> {
    fn holds(&self, number: u64) -> bool {
        (self.from..=self.to).contains(&number)
    }
}

/// The longest ranges of numbers that are alike in something.
fn ranges<T: PartialEq>(answers: &[Single], alike: impl Fn(&Single) -> T) -> Vec<Range<'_>> {
    let mut ranges: Vec<Range<'_>> = Vec::new();
    for single in answers {
        let Answer::Numbers(from, to) = single.answer else { continue };
        match ranges.last_mut() {
            Some(last) if alike(last.first) == alike(single) => last.to = to,
            _ => ranges.push(Range { from, to, first: single }),
        }
    }
    ranges
}

fn question(oracle: &Oracle<'_>, json: &Json) -> Question {
    let kind = word(&json["kind"]);
    let id = word(&json["id"]);
    let choice = |choice: &Json| word(&choice["id"]).to_owned();
    let answers: Vec<(Answer, Json)> = match kind {
        "number" => {
            // A number is held against the counts that are offered, and against 0 where nothing is.
            let rows = list(&oracle.0["sections"]).iter().flat_map(|section| list(&section["entitlements"]));
            let offers =
                rows.flat_map(|row| oracle.plans().into_iter().map(|plan| oracle.offer(word(&row["id"]), plan)));
            let counts = offers.filter_map(Json::as_u64).flat_map(|count| [count, count + 1]);
            let starts: BTreeSet<u64> = counts.chain([0, 1]).filter(|start| *start <= MAX_NUMBER).collect();
            let ends = starts.iter().skip(1).map(|start| start - 1).chain([MAX_NUMBER]);
            starts.iter().zip(ends).map(|(start, end)| (Answer::Numbers(*start, end), json!(start))).collect()
        }
        "yes-no" => [false, true].into_iter().map(|yes| (Answer::YesNo(yes), json!(yes))).collect(),
        "several" => {
            list(&json["choices"]).iter().map(|of| (Answer::Choice(choice(of)), json!([choice(of)]))).collect()
        }
        _ => list(&json["choices"]).iter().map(|of| (Answer::Choice(choice(of)), json!(choice(of)))).collect(),
    };
    let answers = answers.into_iter().map(|(answer, alone)| single(oracle, answer, &json!({id: alone})));
    Question { id: id.to_owned(), kind: kind.to_owned(), answers: answers.collect() }
}

/// What an answer does, if it is the only one.
fn single(oracle: &Oracle<'_>, answer: Answer, alone: &Json) -> Single {
    let asked = oracle.asked(alone);
    let requirements: Vec<_> = asked.iter().map(|asked| requirement(oracle, asked)).collect();
    let mut impact = Impact { is_answered: true, suited: oracle.size(alone), missed: [0; MAX_PLANS] };
    for plan in 0..oracle.plans().len() {
        impact.missed[plan] = requirements.iter().filter(|requirement| requirement.missed[plan]).count();
    }
    Single { answer, impact, requirements }
}

fn requirement(oracle: &Oracle<'_>, asked: &RequirementRef<'_>) -> Requirement {
    let need = |json: &&Json| {
        let id = word(&json["entitlement"]);
        let row = oracle.row(id);
        let alone =
            RequirementRef { question: asked.question, choice: asked.choice, needs: vec![*json], number: asked.number };
        Need {
            entitlement: id.to_owned(),
            at_least: written(row, &json["at_least"]),
            offered: oracle.plans().into_iter().map(|plan| written(row, oracle.offer(id, plan))).collect(),
            said: oracle
                .plans()
                .into_iter()
                .map(|plan| ["condition", "price"].map(|name| oracle.said(id, plan, name)["en"].clone()))
                .collect(),
            met: oracle.plans().into_iter().map(|plan| oracle.meets(plan, &alone)).collect(),
        }
    };
    Requirement {
        needs: asked.needs.iter().map(need).collect(),
        met: oracle.plans().into_iter().map(|plan| oracle.meets(plan, asked)).collect(),
        missed: oracle.plans().into_iter().map(|plan| oracle.misses(plan, asked)).collect(),
    }
}

/// A value as its author writes it; of a response time, as one writes it in whole hours and the minutes left.
pub fn written(row: &Json, value: &Json) -> Json {
    let words = ["included", "not-included", "on-request", "not-stated", "not-applicable", "available"];
    if row["kind"] != "response" || words.iter().any(|word| value == word) {
        return value.clone();
    }
    let (minutes, is_working) = minutes(word(value));
    let hours = if minutes < 60 { String::new() } else { format!("{}h", minutes / 60) };
    let left = if minutes % 60 == 0 { String::new() } else { format!("{}m", minutes % 60) };
    format!("{hours}{left}{}", if is_working { " working" } else { "" }).into()
}

/// How the rows of a plan differ from those of another. Of each row, what every plan offers.
fn differences(oracle: &Oracle<'_>, rows: &[(&Json, Vec<&Json>)], from: usize, to: usize) -> Differences {
    let mut differences = Differences::default();
    for (row, offers) in rows {
        let condition = |plan: usize| oracle.said(word(&row["id"]), oracle.plans()[plan], "condition");
        let rows = match compare(oracle, row, offers[to], offers[from]) {
            Some(Ordering::Equal) if condition(from) == condition(to) => continue,
            Some(Ordering::Equal) => &mut differences.other,
            Some(Ordering::Greater) => &mut differences.better,
            Some(Ordering::Less) => &mut differences.worse,
            None => &mut differences.other,
        };
        rows.push(word(&row["id"]).to_owned());
    }
    differences
}

/// How much one offer of a row is beside another.
fn compare(oracle: &Oracle<'_>, row: &Json, one: &Json, other: &Json) -> Option<Ordering> {
    let is_nothing = |offer: &Json| offer == "not-included";
    let is_zero = |offer: &Json| is_nothing(offer) || *offer == 0;
    let is_unsure = |offer: &Json| offer == "not-stated" || offer == "not-applicable";
    let is_apart = |offer: &Json| is_unsure(offer) || offer == "on-request" || offer == "available";
    match () {
        () if one == other || is_zero(one) && is_zero(other) => Some(Ordering::Equal),
        () if is_unsure(one) || is_unsure(other) => None,
        () if is_nothing(one) => Some(Ordering::Less),
        () if is_nothing(other) => Some(Ordering::Greater),
        () if is_apart(one) || is_apart(other) => None,
        () => match (oracle.satisfies(row, one, other), oracle.satisfies(row, other, one)) {
            (true, true) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => None,
        },
    }
}

/// An explanation with its lists in one order where theirs is not said: sets of equal size, and the changes of one question.
/// Panics where the order that is said is broken: the smaller sets come first.
pub fn canonical(mut explanation: Json) -> Json {
    for (place, answers) in [("/deciding/forced_by", ""), ("/deciding/without", "/answers"), ("/conflicts/sets", "")] {
        let sets = explanation.pointer_mut(place).and_then(Json::as_array_mut).expect("a list of sets");
        let size = |set: &Json| list(set.pointer(answers).expect("a set")).len();
        assert!(sets.is_sorted_by_key(size), "{place} {sets:?}");
        sets.sort_by_cached_key(|set| (size(set), set.to_string()));
    }
    for group in explanation["changes"].as_array_mut().expect("a list of changes") {
        let changes = group["by"].as_array_mut().expect("changes");
        for of_question in changes.chunk_by_mut(|one, other| one["question"] == other["question"]) {
            of_question.sort_by_cached_key(Json::to_string);
        }
    }
    explanation
}
