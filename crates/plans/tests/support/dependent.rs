//! The explanation of an advice where answers depend on each other, written a second time, slow and obvious: every set of answers and
//! every way of answering all questions is advised on by itself, by the oracle of the rule.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::oracle::{Oracle, RequirementRef, list, recommend, word};

/// The largest number that can be answered.
const MAX_NUMBER: u64 = 999_999;

/// The plan, if any, and whether it fits. Ordered as changes are.
type Outcome = (Option<usize>, bool);

/// A catalogue's JSON, which must be valid. No number in it is larger than `most`, so that numbers from one more on all do the same.
pub struct Dependent<'a> {
    oracle: Oracle<'a>,
    most: u64,
}

impl<'a> Dependent<'a> {
    pub fn new(catalog: &'a Json, most: u64) -> Self {
        Self { oracle: Oracle(catalog), most }
    }

    /// Whether a question is asked, of answers to questions that are all asked.
    fn is_asked(&self, question: &Json, answers: &Json) -> bool {
        let Some(only_if) = question.get("only_if") else { return true };
        let answer = &answers[word(&only_if["question"])];
        let is_picked = |choice: &Json| answer == choice || list(answer).contains(choice);
        match (&only_if["is"], only_if["at_least"].as_u64()) {
            (_, Some(least)) => answer.as_u64().is_some_and(|number| number >= least),
            (Json::Bool(yes), _) => answer == yes,
            (Json::Array(choices), _) => choices.iter().any(is_picked),
            (is, _) if is == "answered" => !answer.is_null() && *answer != json!([]),
            (is, _) => is_picked(is),
        }
    }

    /// The answers to questions that are asked.
    pub fn in_effect(&self, answers: &Json) -> Json {
        let mut in_effect = json!({});
        for question in self.oracle.questions() {
            let id = word(&question["id"]);
            if let Some(answer) = answers.get(id).filter(|_| self.is_asked(question, &in_effect)) {
                in_effect[id] = answer.clone();
            }
        }
        in_effect
    }

    /// What a plan offers in a row with answers in effect.
    pub fn offer(&self, row: &str, plan: &str, in_effect: &Json) -> &'a Json {
        let cell = self.oracle.offer(row, plan);
        let Some(by) = cell.get("by") else { return cell };
        let answer = &in_effect[word(by)];
        match (cell.get("cases"), answer) {
            (Some(cases), answer) => answer.as_str().and_then(|choice| cases.get(choice)).unwrap_or(&cell["otherwise"]),
            (None, answer) => {
                let holds = |step: &&Json| step["from"].as_u64() <= Some(answer.as_u64().unwrap_or(0));
                &list(&cell["steps"]).iter().rfind(holds).expect("a first step")["value"]
            }
        }
    }

    /// Whether a plan misses a requirement: it does not meet it, and of no alternative nothing is stated.
    fn misses(&self, plan: &str, asked: &RequirementRef<'_>, in_effect: &Json) -> bool {
        let is_stated = |need: &&Json| self.offer(word(&need["entitlement"]), plan, in_effect) != "not-stated";
        !self.meets(plan, asked, in_effect) && asked.needs.iter().all(is_stated)
    }

    fn meets(&self, plan: &str, asked: &RequirementRef<'_>, in_effect: &Json) -> bool {
        asked.needs.iter().any(|need| {
            let row = word(&need["entitlement"]);
            let required = match asked.number {
                Some(number) if need["at_least"] == "answer" => Json::from(number),
                _ => need["at_least"].clone(),
            };
            self.oracle.satisfies(self.oracle.row(row), self.offer(row, plan, in_effect), &required)
        })
    }

    fn outcome(&self, answers: &Json) -> Outcome {
        let in_effect = self.in_effect(answers);
        let asked = self.oracle.asked(&in_effect);
        let missed = |plan: &str| asked.iter().filter(|asked| self.misses(plan, asked, &in_effect)).count();
        let missed: Vec<usize> = self.oracle.plans().into_iter().map(missed).collect();
        let is_answered = in_effect.as_object().expect("an object").values().any(|answer| !answer.is_null());
        recommend(is_answered, self.oracle.size(&in_effect), &missed)
    }

    /// Every answer to a question; of several choices, every set of them.
    fn answers_to(&self, question: &Json) -> Vec<Json> {
        let ids: Vec<&Json> = list(&question["choices"]).iter().map(|choice| &choice["id"]).collect();
        match word(&question["kind"]) {
            "one" => ids.into_iter().cloned().collect(),
            "several" => (1..1_usize << ids.len()).map(|set| set_of(&ids, set)).collect(),
            "number" => (0..=self.most + 1).map(Json::from).collect(),
            _ => vec![json!(false), json!(true)],
        }
    }

    /// What of the advice's report goes by more than one answer, with lists in one order where theirs is not said.
    pub fn explain(&self, answers: &Json) -> Json {
        let (plan, fits) = self.outcome(answers);
        let (changes, holds) = self.changes(answers, (plan, fits));
        let (forced_by, without, conflicts) = self.sets(answers, (plan, fits));
        let (possible, next) = self.open(answers);
        json!({
            "recommended": self.id(plan), "fits": fits, "changes": changes, "holds": holds, "forced_by": forced_by,
            "without": without, "conflicts": conflicts, "possible": possible, "next": next,
        })
    }

    fn id(&self, plan: Option<usize>) -> Option<&'a str> {
        plan.map(|plan| self.oracle.plans()[plan])
    }

    fn changes(&self, answers: &Json, present: Outcome) -> (Json, Json) {
        let in_effect = self.in_effect(answers);
        let (mut by_outcome, mut holds): (BTreeMap<Outcome, Vec<Json>>, Vec<Json>) = Default::default();
        for question in self.oracle.questions() {
            let id = word(&question["id"]);
            if !self.is_asked(question, &in_effect) {
                continue;
            }
            let now = &in_effect[id];
            let with = |answer: Json| {
                let mut answers = answers.clone();
                answers[id] = answer;
                self.outcome(&answers)
            };
            let mut change = |to: Json, outcome: Outcome| {
                if outcome != present {
                    by_outcome.entry(outcome).or_default().push(json!({"question": id, "to": to}));
                }
            };
            let ids: Vec<&Json> = list(&question["choices"]).iter().map(|choice| &choice["id"]).collect();
            match word(&question["kind"]) {
                "one" => ids.iter().for_each(|choice| change(json!({"pick": choice}), with((*choice).clone()))),
                "several" => {
                    for choice in &ids {
                        let is_picked = list(now).contains(choice);
                        let other = |of: &&&Json| {
                            ***of != **choice && list(now).contains(**of) || **of == *choice && !is_picked
                        };
                        let picked: Vec<&Json> = ids.iter().filter(other).copied().collect();
                        match is_picked {
                            true if picked.is_empty() => {}
                            true => change(json!({"unpick": choice}), with(json!(picked))),
                            false => change(json!({"pick": choice}), with(json!(picked))),
                        }
                    }
                }
                "number" => {
                    for (from, to) in self.ranges(|number| with(json!(number))) {
                        change(json!({"number": {"from": from, "to": to}}), with(json!(from)));
                        if now.as_u64().is_some_and(|number| (from..=to).contains(&number)) {
                            holds.push(json!({"question": id, "from": from, "to": to}));
                        }
                    }
                }
                _ => [false, true].iter().for_each(|yes| change(json!({"yes-no": yes}), with(json!(yes)))),
            }
            if !now.is_null() {
                change(json!("open"), with(Json::Null));
            }
        }
        let group = |((plan, fits), by): (Outcome, Vec<Json>)| json!({"recommended": self.id(plan), "fits": fits, "by": sorted(by)});
        (by_outcome.into_iter().map(group).collect(), holds.into())
    }

    /// The longest ranges of numbers that are alike in something.
    fn ranges<T: PartialEq>(&self, alike: impl Fn(u64) -> T) -> Vec<(u64, u64)> {
        let mut ranges = vec![(0, 0)];
        for number in 1..=self.most + 1 {
            let last = ranges.last_mut().expect("a range");
            if alike(last.0) == alike(number) { last.1 = number } else { ranges.push((number, number)) }
        }
        ranges.last_mut().expect("a range").1 = MAX_NUMBER;
        ranges
    }

    fn sets(&self, answers: &Json, (plan, fits): Outcome) -> (Json, Json, Json) {
        let in_effect = self.in_effect(answers);
        let mut given: Vec<(&str, Option<&Json>)> = Vec::new();
        for question in self.oracle.questions() {
            let id = word(&question["id"]);
            match (&in_effect[id], question.get("choices")) {
                (Json::Null, _) => {}
                (Json::Array(choices), Some(all)) => {
                    let picked = list(all).iter().map(|choice| &choice["id"]).filter(|choice| choices.contains(choice));
                    given.extend(picked.map(|choice| (id, Some(choice))));
                }
                (_, Some(all)) => given.extend(
                    list(all).iter().map(|of| &of["id"]).filter(|of| **of == in_effect[id]).map(|of| (id, Some(of))),
                ),
                (_, None) => given.push((id, None)),
            }
        }
        let of_set =
            |set: usize| given.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1).map(|(_, given)| given);
        let only = |set: usize| {
            let mut only = json!({});
            for (id, choice) in of_set(set) {
                match (choice, &in_effect[*id]) {
                    (Some(choice), Json::Array(_)) if only[*id].is_array() => {
                        only[*id].as_array_mut().expect("a list").push((*choice).clone());
                    }
                    (Some(choice), Json::Array(_)) => only[*id] = json!([choice]),
                    (_, answer) => only[*id] = answer.clone(),
                }
            }
            self.outcome(&only)
        };
        let answers = |set: usize| -> Json {
            let of = |(id, choice): &(&str, Option<&Json>)| match choice {
                Some(choice) => json!({"question": id, "choice": choice}),
                None => json!({"question": id}),
            };
            of_set(set).map(of).collect()
        };
        let everything = (1_usize << given.len()) - 1;
        let minimal = |has: &dyn Fn(usize) -> bool| {
            let mut found: Vec<usize> = Vec::new();
            for set in 0..=everything {
                if !found.iter().any(|smaller| smaller & set == *smaller) && has(set) {
                    found.push(set);
                }
            }
            found
        };
        let is_higher = fits && plan > Some(0);
        let forces = is_higher && plan >= self.oracle.size(&in_effect);
        let forced = if forces { minimal(&|set| only(set) == (plan, true)) } else { Vec::new() };
        let without = if is_higher { minimal(&|set| only(everything ^ set).0 < plan) } else { Vec::new() };
        let is_conflict = |set| matches!(only(set), (Some(_), false));
        let conflicts = if plan.is_some() && !fits { minimal(&is_conflict) } else { Vec::new() };
        let without = without.into_iter().map(|set| {
            let (plan, fits) = only(everything ^ set);
            json!({"answers": answers(set), "recommended": self.id(plan), "fits": fits})
        });
        let sets = |sets: Vec<usize>| sorted(sets.into_iter().map(answers).collect());
        (sets(forced), sorted(without.collect()), sets(conflicts))
    }

    /// The plans that are possible, and the question to ask next.
    fn open(&self, answers: &Json) -> (Json, Json) {
        let mut all = Vec::new();
        self.complete(answers, 0, &mut all);
        let plans = |fits: &dyn Fn(&Json) -> bool| -> BTreeSet<usize> {
            all.iter().filter(|(given, _)| fits(given)).map(|(_, plan)| *plan).collect()
        };
        let possible = plans(&|_| true);
        let in_effect = self.in_effect(answers);
        let mut next: Option<(&str, usize, usize, usize)> = None;
        for question in self.oracle.questions() {
            let id = word(&question["id"]);
            if answers.get(id).is_some() || !self.is_asked(question, &in_effect) || possible.len() < 2 {
                continue;
            }
            let with = |answer: Json| plans(&|given| given[id] == answer);
            let counts: Vec<usize> = match word(&question["kind"]) {
                "number" => {
                    self.ranges(|number| with(json!(number))).iter().map(|(from, _)| with(json!(from)).len()).collect()
                }
                "several" => {
                    let single = list(&question["choices"]).iter().map(|choice| with(json!([choice["id"]])).len());
                    single.chain([possible.len()]).collect()
                }
                _ => self.answers_to(question).into_iter().map(|answer| with(answer).len()).collect(),
            };
            let (most, sum, len) =
                (*counts.iter().max().expect("an answer"), counts.iter().sum::<usize>(), counts.len());
            let narrows = counts.iter().any(|count| (1..possible.len()).contains(count));
            if narrows
                && next.is_none_or(|(_, least, total, of)| most < least || most == least && sum * of < total * len)
            {
                next = Some((id, most, sum, len));
            }
        }
        let possible: Vec<_> = possible.into_iter().map(|plan| self.id(Some(plan))).collect();
        (possible.into(), next.map(|(id, ..)| id).into())
    }

    /// Adds every way of answering the questions from one on that leads to a plan that fits, with that plan.
    fn complete(&self, answers: &Json, from: usize, all: &mut Vec<(Json, usize)>) {
        let Some(question) = self.oracle.questions().get(from).copied() else {
            if let (Some(plan), true) = self.outcome(answers) {
                all.push((answers.clone(), plan));
            }
            return;
        };
        self.complete(answers, from + 1, all);
        let id = word(&question["id"]);
        if answers[id].is_null() && self.is_asked(question, &self.in_effect(answers)) {
            for answer in self.answers_to(question) {
                let mut answers = answers.clone();
                answers[id] = answer;
                self.complete(&answers, from + 1, all);
            }
        }
    }
}

/// What of a report this explains, in the same form.
pub fn of_report(report: &Json) -> Json {
    let mut changes = report["changes"].clone();
    for group in changes.as_array_mut().expect("a list") {
        group["by"] = sorted(list(&group["by"]).to_vec());
    }
    let sets = |sets: &Json| sorted(list(sets).to_vec());
    json!({
        "recommended": report["recommended"], "fits": report["fits"], "changes": changes, "holds": report["holds"],
        "forced_by": sets(&report["deciding"]["forced_by"]), "without": sets(&report["deciding"]["without"]),
        "conflicts": sets(&report["conflicts"]["sets"]), "possible": report["open"]["possible"],
        "next": report["open"]["next"],
    })
}

fn sorted(mut items: Vec<Json>) -> Json {
    items.sort_by_cached_key(Json::to_string);
    items.into()
}

fn set_of(ids: &[&Json], set: usize) -> Json {
    ids.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, id)| (*id).clone()).collect()
}
