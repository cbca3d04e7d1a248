//! The explanation of an advice: against the slow version in `support/explainer.rs`, by laws, and by cases written by hand.

mod support;

use std::collections::BTreeMap;

use plans::advice::{AnswerSets, Change, MAX_WAYS, NewAnswer, Report};
use plans::catalog::QuestionKind;
use plans::testing::{QuestionBuilder, catalog, choice, number, one, row, several, yes_no};
use plans::{
    Advice, Answer, AnswerRef, Answers, Catalog, Explanation, Outcome, QuestionIx, Recommendation, RequirementRef,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use support::explainer::{Explainer, canonical, written};
use support::oracle::{Oracle, list, word};
use support::random::{Answered, answered, answers_to, cases};
use support::sweep::open_or;
use support::{answers, msa, msa_json, read, set};

/// The explanation as `plan-server advise` prints it.
fn explain(catalog: &Catalog, answers: &Answers) -> Json {
    Report::new(catalog, answers, &Advice::of(catalog, answers)).to_json()
}

/// The crate and the slow version explain these answers alike.
#[track_caller]
fn check(catalog: &Catalog, explainer: &Explainer, given: &Json) -> Json {
    let found = explain(catalog, &answers(catalog, given));
    let (alike, expected) = (canonical(found.clone()), explainer.explain(given));
    assert!(alike == expected, "{given}\nis explained so:\n{alike}\ninstead of:\n{expected}");
    found
}

/// Every answer to every question of MSA: open, "not sure", each choice and each set of several, yes and no, and the numbers
/// at and beside what plans offer.
fn all_answers_of_msa() -> Vec<(String, Vec<Option<Json>>)> {
    let json = msa_json();
    let oracle = Oracle(&json);
    let of = |question: &Json| {
        let choices: Vec<&Json> = list(&question["choices"]).iter().map(|choice| &choice["id"]).collect();
        let beside = |row| {
            let offers = oracle.plans().into_iter().filter_map(|plan| oracle.offer(row, plan).as_u64());
            let mut numbers: Vec<u64> = offers.flat_map(|offer| [offer.saturating_sub(1), offer, offer + 1]).collect();
            numbers.push(Answers::MAX_NUMBER);
            numbers.sort_unstable();
            numbers.dedup();
            numbers.into_iter().map(Json::from).collect::<Vec<_>>()
        };
        let sets = (1..1_usize << choices.len()).map(|set| {
            choices.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, id)| (*id).clone()).collect()
        });
        let answers: Vec<Json> = match word(&question["kind"]) {
            "one" => choices.iter().copied().cloned().collect(),
            "several" => sets.collect(),
            "number" => beside(word(&question["requires"][0]["entitlement"])),
            _ => vec![json!(false), json!(true)],
        };
        let answers = [None, Some(Json::Null)].into_iter().chain(answers.into_iter().map(Some));
        (word(&question["id"]).to_owned(), answers.collect())
    };
    Oracle(&json).questions().into_iter().map(of).collect()
}

/// Compares the crate with the slow version on all of these answers, shared out between two threads. How often each plan was
/// named, fitting or not.
fn sweep(given: &[Json]) -> BTreeMap<String, usize> {
    let sweep = |part: &[Json]| {
        let (catalog, explainer) = (msa(), Explainer::new(&msa_json()));
        let named = |given| {
            let found = check(&catalog, &explainer, given);
            format!("{} {}", found["recommended"], found["fits"])
        };
        part.iter().map(named).collect::<Vec<_>>()
    };
    let mut counts = BTreeMap::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            given.chunks(given.len().div_ceil(2)).map(|part| scope.spawn(move || sweep(part))).collect();
        for named in threads.into_iter().flat_map(|thread| thread.join().expect("the sweep of a thread")) {
            *counts.entry(named).or_default() += 1;
        }
    });
    counts
}

/// Random numbers of a seed: splitmix64.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }
}

/// The product of all answers to all questions is past a thousand million, so it is sampled: half of the sample evenly, and
/// half with every other question left open, since all questions answered nearly always lead to the last plan.
#[test]
fn a_sample_of_all_answers_to_msa_is_explained_by_the_slow_version() {
    const SEED: u64 = 20_261_101;
    const SIZE: usize = 10_000;
    let questions = all_answers_of_msa();
    let product: usize = questions.iter().map(|(_, answers)| answers.len()).product();
    let mut seeded = Seeded(SEED);
    let mut sample = |at| {
        let mut given = json!({});
        for (question, answers) in &questions {
            let is_open = at % 2 == 1 && seeded.below(2) == 1;
            if let Some(answer) = answers[seeded.below(answers.len())].clone().filter(|_| !is_open) {
                given[question] = answer;
            }
        }
        given
    };
    let sample: Vec<Json> = (0..SIZE).map(&mut sample).collect();
    let named = sweep(&sample);
    println!("seed {SEED}, {SIZE} of {product} combinations: {named:?}");
    assert_eq!(named.values().sum::<usize>(), SIZE);
    assert_eq!(product, 6 * 5 * 5 * 7 * 5 * 14 * 12 * 5 * 4 * 17 * 7);
}

/// Every combination of sizes, response times, account managements and the numbers at and beside what plans offer, each
/// question open among them; the other questions stay open.
#[test]
fn every_combination_of_sizes_numbers_and_times_of_msa_is_explained_by_the_slow_version() {
    let swept = ["company-size", "sev1-response", "incidents", "contacts", "account-management"];
    let mut given = vec![json!({})];
    for (question, answers) in all_answers_of_msa().into_iter().filter(|(id, _)| swept.contains(&id.as_str())) {
        let with = |given: &Json, answer: &Option<Json>| {
            let mut given = given.clone();
            if let Some(answer) = answer {
                given[&question] = answer.clone();
            }
            given
        };
        let answers = answers.iter().filter(|answer| **answer != Some(Json::Null));
        given = given.iter().flat_map(|given| answers.clone().map(|answer| with(given, answer))).collect();
    }
    let named = sweep(&given);
    println!("{} combinations: {named:?}", given.len());
    assert_eq!(named.values().sum::<usize>(), 5 * 6 * 13 * 11 * 4);
}

/// A catalogue of one section. A row is what each plan offers of it, and is called `r` and its position.
fn catalog_of(rows: &[Vec<usize>], questions: &[QuestionBuilder]) -> Json {
    let row = |(at, offers): (usize, &Vec<usize>)| row(&format!("r{at}"), "quantity", offers.iter().copied());
    catalog("rows")
        .plans((0..rows[0].len()).map(|plan| format!("p{plan}")))
        .rows(rows.iter().enumerate().map(row))
        .questions(questions.iter().cloned())
        .json()
}

/// A row for every set of plans, by the bits of its position: all plans but those offer 1.
fn a_row_for_every_set(plans: usize) -> Vec<Vec<usize>> {
    (0..1_usize << plans).map(|set| (0..plans).map(|plan| 1 - (set >> plan & 1)).collect()).collect()
}

/// A requirement that the plans of a set miss, where every set has a row.
fn missed_by(set: usize) -> Json {
    json!({"entitlement": format!("r{set}"), "at_least": 1})
}

/// A yes or a number that requires something.
fn question(id: &str, kind: &str, requires: &[Json]) -> QuestionBuilder {
    let question = if kind == "number" { number(id) } else { yes_no(id) };
    question.set("requires", requires.to_vec())
}

/// Choices, called `c` and their position, with what each requires and the plan it suits.
fn choices(id: &str, kind: &str, choices: Vec<(Vec<Json>, Option<usize>)>) -> QuestionBuilder {
    let of = |(at, (requires, suits)): (usize, (Vec<Json>, Option<usize>))| {
        let choice = choice(&format!("c{at}")).set("requires", requires);
        match suits {
            Some(plan) => choice.set("suits", format!("p{plan}")),
            None => choice,
        }
    };
    let choices = choices.into_iter().enumerate().map(of);
    if kind == "one" { one(id, choices) } else { several(id, choices) }
}

/// Throws that decide; after the last, every throw is 0.
struct Throws(std::vec::IntoIter<u16>);

impl Throws {
    fn below(&mut self, most: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % most
    }

    /// None to two requirements, each of a row of its own, of which a plan has something three times in four.
    fn requirements(&mut self, rows: &mut Vec<Vec<usize>>) -> Vec<Json> {
        let form = self.below(5);
        let mut need = || {
            rows.push((0..rows[0].len()).map(|_| usize::from(self.below(4) > 0)).collect());
            json!({"entitlement": format!("r{}", rows.len() - 1), "at_least": 1})
        };
        match form {
            0 => vec![],
            1 => vec![need(), need()],
            2 => vec![json!({"any_of": [need(), need()]})],
            _ => vec![need()],
        }
    }
}

/// A catalogue whose answers rule any plans out, and answers to most of its questions. What is hard to explain is rare among
/// catalogues of all kinds of rows, and common among these.
fn ruling_out() -> impl Strategy<Value = Answered> {
    vec(any::<u16>(), 50..200).prop_map(|throws| {
        let mut throws = Throws(throws.into_iter());
        let plans = 5 - throws.below(4);
        let mut rows: Vec<Vec<usize>> = vec![(0..plans).map(|_| throws.below(5)).collect()];
        let (mut questions, mut given) = (Vec::new(), json!({}));
        for at in 0..6 - throws.below(4) {
            let (id, kind) = (format!("q{at}"), ["one", "yes-no", "several", "number"][throws.below(4) * at.min(1)]);
            let mut requires = throws.requirements(&mut rows);
            let (question, answer) = match kind {
                "one" | "several" => {
                    let suits = |throws: &mut Throws| (at == 0).then(|| throws.below(plans));
                    let of = (0..3).map(|_| (throws.requirements(&mut rows), suits(&mut throws))).collect();
                    let picked = 1 + throws.below(7);
                    let picked = (0..3).filter(|choice| picked >> choice & 1 == 1).map(|choice| format!("c{choice}"));
                    let several: Json = picked.collect();
                    (choices(&id, kind, of), if kind == "one" { several[0].clone() } else { several })
                }
                "number" => {
                    requires.push(json!({"entitlement": "r0", "at_least": "answer"}));
                    (question(&id, kind, &requires), throws.below(6).into())
                }
                _ => (question(&id, kind, &requires), (throws.below(4) > 0).into()),
            };
            questions.push(question);
            if throws.below(4) > 0 {
                given[id] = answer;
            }
        }
        Answered { catalog: catalog_of(&rows, &questions), answers: given }
    })
}

/// A random catalogue of either sort with answers, of which some are "not sure".
fn any_answered() -> impl Strategy<Value = Answered> {
    (prop_oneof![answered(), ruling_out()], any::<u16>()).prop_map(|(mut of, not_sure)| {
        for (at, question) in Oracle(&of.catalog).questions().into_iter().enumerate() {
            let id = word(&question["id"]);
            if not_sure >> (at % 16) & 1 == 1 && of.answers.get(id).is_none() {
                of.answers[id] = Json::Null;
            }
        }
        of
    })
}

proptest! {
    #![proptest_config(cases(4096))]

    #[test]
    fn every_catalogue_is_explained_by_the_slow_version(Answered { catalog: json, answers: given } in any_answered()) {
        let found = explain(&read(&json), &answers(&read(&json), &given));
        prop_assert_eq!(canonical(found), Explainer::new(&json).explain(&given));
    }
}

/// The comparison with the slow version says little unless what is hard occurs among the random catalogues.
#[test]
fn random_catalogues_hold_all_that_is_hard_to_explain() {
    let (mut runner, strategy) = (TestRunner::deterministic(), any_answered());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..4096 {
        let Answered { catalog: json, answers: given } = strategy.new_tree(&mut runner).expect("a value").current();
        let catalog = read(&json);
        let answers = answers(&catalog, &given);
        let advice = Advice::of(&catalog, &answers);
        let Explanation { deciding, conflicts, outlook, .. } = advice.explain(&catalog, &answers);
        let without = advice.without(&catalog, &answers);
        let is_below_size = matches!(advice.recommendation, Recommendation::FitsBelowSize(_));
        let is_larger = |set: &Vec<AnswerRef>| set.len() > 1;
        let misses =
            |asked: &RequirementRef| advice.verdicts.iter().map(|of| of.missed.contains(asked)).collect::<Vec<_>>();
        for (what, is_so) in [
            (
                "a later plan that misses what an earlier one meets",
                !advice.asked.iter().all(|of| misses(of).is_sorted_by(|a, b| a >= b)),
            ),
            ("any of several is enough", advice.asked.iter().any(|asked| asked.needs(&catalog).len() > 1)),
            ("no plan fits", matches!(advice.recommendation, Recommendation::Closest(_))),
            ("below the size", is_below_size),
            ("not sure", given.as_object().is_some_and(|given| given.values().any(Json::is_null))),
            ("answers that force a plan only together", deciding.sets.iter().any(is_larger)),
            ("below the size, until something is taken back", is_below_size && !without.is_empty()),
            ("more than one answer to take back", without.iter().any(|without| is_larger(&without.answers))),
            ("answers that conflict only together", conflicts.sets.iter().any(is_larger)),
            ("no plan will fit", outlook.possible.is_empty()),
            ("a question that narrows", outlook.next.is_some()),
        ] {
            *counts.entry(what).or_default() += usize::from(is_so);
        }
    }
    println!("of 4096 random catalogues: {counts:#?}");
    assert!(counts.values().all(|count| *count >= 50), "{counts:#?}");
}

/// Answers to a catalogue, and what is said of them.
struct Case {
    json: Json,
    catalog: Catalog,
    answers: Answers,
    advice: Advice,
    explanation: Explanation,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} answered {}", self.json, self.answers.to_json(&self.catalog))
    }
}

/// A random catalogue or that of MSA, with answers.
fn case() -> impl Strategy<Value = Case> {
    let of_msa = answers_to(msa_json()).prop_map(|answers| Answered { catalog: msa_json(), answers });
    prop_oneof![3 => any_answered(), 1 => of_msa].prop_map(|of| Case::new(of.catalog, &of.answers))
}

impl Case {
    fn new(json: Json, given: &Json) -> Self {
        let catalog = read(&json);
        let answers = answers(&catalog, given);
        let advice = Advice::of(&catalog, &answers);
        Self { explanation: advice.explain(&catalog, &answers), json, catalog, answers, advice }
    }

    fn outcome(&self) -> Outcome {
        self.advice.outcome()
    }

    fn outcome_of(&self, answers: &Answers) -> Outcome {
        Advice::of(&self.catalog, answers).outcome()
    }

    fn given(&self) -> Vec<AnswerRef> {
        let of = |question| {
            let picked: Vec<_> = self.answers.picked(question).iter().copied().map(Some).collect();
            let is_whole = picked.is_empty() && !self.answers.is_open(question);
            let choices = picked.into_iter().chain(is_whole.then_some(None));
            choices.map(move |choice| AnswerRef { question, choice })
        };
        self.catalog.questions().flat_map(of).collect()
    }

    /// The answers without some of what is given.
    fn without(&self, set: &[AnswerRef]) -> Answers {
        let mut answers = self.answers.clone();
        for AnswerRef { question, choice } in set {
            match choice {
                Some(choice) => answers.unpick(*question, *choice),
                None => answers.clear(*question),
            }
        }
        answers
    }

    /// Some of what is given, and nothing else.
    fn alone(&self, set: &[AnswerRef]) -> Answers {
        let others: Vec<_> = self.given().into_iter().filter(|given| !set.contains(given)).collect();
        self.without(&others)
    }

    fn counting(&self, question: QuestionIx, number: u64) -> Outcome {
        let mut answers = self.answers.clone();
        answers.count(&self.catalog, question, number);
        self.outcome_of(&answers)
    }

    /// Where a change leads: of a range of numbers, with its ends and one between them.
    fn changed(&self, question: QuestionIx, to: NewAnswer) -> Vec<Outcome> {
        let mut answers = self.answers.clone();
        match to {
            NewAnswer::Number { from, to } => {
                let numbers = [from, from.midpoint(to), to].into_iter();
                return numbers.map(|number| self.counting(question, number)).collect();
            }
            NewAnswer::Pick(choice) => answers.pick(&self.catalog, question, choice),
            NewAnswer::Unpick(choice) => answers.unpick(question, choice),
            NewAnswer::YesNo(yes) => answers.decide(&self.catalog, question, yes),
            NewAnswer::Open => answers.clear(question),
        }
        vec![self.outcome_of(&answers)]
    }

    fn changes(&self) -> impl Iterator<Item = (QuestionIx, NewAnswer, Outcome)> {
        let groups = self.explanation.changes.iter();
        groups.flat_map(|group| group.changes.iter().map(|change| (change.question, change.to, group.outcome.clone())))
    }

    /// Every change leads to the outcome that it stands under, which is not the present one.
    fn check_changes(&self) {
        for (question, to, outcome) in self.changes() {
            assert_ne!(outcome, self.outcome());
            assert!(self.changed(question, to).iter().all(|led_to| *led_to == outcome), "{question:?} {to:?}");
        }
    }

    /// No plan meets all of a conflict, and some plan meets what is left without any one part of it.
    fn check_conflicts(&self) {
        for set in &self.explanation.conflicts.sets {
            assert!(!self.outcome_of(&self.alone(set)).fits, "{set:?}");
            for left in but_one(set).filter(|left| !left.is_empty()) {
                assert!(self.outcome_of(&self.alone(&left)).fits, "{set:?} without all but {left:?}");
            }
        }
    }

    /// What forces a plan leads there alone, and no part of it does.
    fn check_forced_by(&self) {
        for set in &self.explanation.deciding.sets {
            assert_eq!(self.outcome_of(&self.alone(set)), self.outcome(), "{set:?}");
            for left in but_one(set) {
                assert_ne!(self.outcome_of(&self.alone(&left)), self.outcome(), "{left:?} of {set:?}");
            }
        }
    }

    /// Without what decides a lower plan is recommended, and as long as any part of it is there, none lower is.
    fn check_without(&self) {
        for without in self.advice.without(&self.catalog, &self.answers) {
            let outcome = self.outcome_of(&self.without(&without.answers));
            assert_eq!(outcome, without.outcome);
            assert!(outcome.plan < self.outcome().plan, "{without:?}");
            for part in but_one(&without.answers) {
                assert!(self.outcome_of(&self.without(&part)).plan >= self.outcome().plan, "{part:?} of {without:?}");
            }
        }
    }
}

/// Every set of one fewer.
fn but_one(set: &[AnswerRef]) -> impl Iterator<Item = Vec<AnswerRef>> {
    (0..set.len()).map(|at| [&set[..at], &set[at + 1..]].concat())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn every_change_leads_where_it_says(case in case()) {
        case.check_changes();
    }

    /// The numbers are tried one by one here, where both the crate and the slow version take ranges of them.
    #[test]
    fn a_number_changes_the_outcome_if_and_only_if_a_change_names_it(case in case()) {
        let is_number = |question: &QuestionIx| matches!(case.catalog.question(*question).kind, QuestionKind::Number { .. });
        for question in case.catalog.questions().filter(is_number) {
            let named = |number| {
                let is_named = |to| matches!(to, NewAnswer::Number { from, to } if (from..=to).contains(&number));
                case.changes().find(|(of, to, _)| *of == question && is_named(*to)).map(|(_, _, outcome)| outcome)
            };
            for number in (0..=40).chain([Answers::MAX_NUMBER - 1, Answers::MAX_NUMBER]) {
                prop_assert_eq!(case.counting(question, number), named(number).unwrap_or(case.outcome()), "{}", number);
            }
        }
    }

    #[test]
    fn the_outcome_holds_up_to_both_ends_of_the_numbers_and_no_further(case in case()) {
        for Change { question, to } in &case.explanation.holds {
            let NewAnswer::Number { from, to } = to else { panic!("numbers hold: {to:?}") };
            let is_given = |number| (from..=to).contains(&number);
            prop_assert!(matches!(case.answers.get(*question), Some(Answer::Number(number)) if is_given(number)));
            let outcome = |number: &u64| case.counting(*question, *number);
            prop_assert!([*from, from.midpoint(*to), *to].iter().all(|number| outcome(number) == case.outcome()));
            let outside = from.checked_sub(1).into_iter().chain((*to < Answers::MAX_NUMBER).then_some(to + 1));
            prop_assert!(outside.into_iter().all(|number| outcome(&number) != case.outcome()));
        }
    }

    #[test]
    fn every_conflict_is_one_and_is_none_without_any_part_of_it(case in case()) {
        case.check_conflicts();
    }

    #[test]
    fn what_forces_a_plan_leads_there_alone(case in case()) {
        case.check_forced_by();
    }

    #[test]
    fn without_what_decides_a_lower_plan_is_recommended(case in case()) {
        case.check_without();
    }

    #[test]
    fn a_plan_misses_nothing_once_what_it_takes_is_given_up(case in case()) {
        for verdict in &case.advice.verdicts {
            let left = Advice::of(&case.catalog, &case.without(&verdict.give_up()));
            prop_assert!(left.verdicts[verdict.plan.get()].missed.is_empty(), "{:?}", verdict);
            for kept in verdict.give_up() {
                let given_up: Vec<_> = verdict.give_up().into_iter().filter(|given| *given != kept).collect();
                let left = Advice::of(&case.catalog, &case.without(&given_up));
                prop_assert!(!left.verdicts[verdict.plan.get()].missed.is_empty(), "{:?} without {:?}", verdict, kept);
            }
        }
    }

    /// Finer than whole answers: one choice of several is taken back by itself.
    #[test]
    fn one_thing_more_that_is_given_never_takes_a_miss_away(case in case()) {
        for given in case.given() {
            let fewer = Advice::of(&case.catalog, &case.without(&[given]));
            for (all, fewer) in case.advice.verdicts.iter().zip(&fewer.verdicts) {
                prop_assert!(fewer.missed.iter().all(|missed| all.missed.contains(missed)), "without {:?}", given);
            }
        }
    }

    #[test]
    fn a_plan_that_fits_now_or_after_one_open_question_is_possible(case in case()) {
        let to_open = case.changes().filter(|(question, ..)| case.answers.is_open(*question));
        for Outcome { plan, fits, .. } in to_open.map(|(_, _, outcome)| outcome).chain([case.outcome()]) {
            prop_assert!(!fits || plan.is_some_and(|plan| case.explanation.outlook.possible.contains(&plan)));
        }
    }

    #[test]
    fn the_same_answers_are_explained_by_the_same_bytes(case in case()) {
        let again = Case::new(case.json.clone(), &case.answers.to_json(&case.catalog));
        let text = |case: &Case| explain(&case.catalog, &case.answers).to_string();
        prop_assert_eq!(text(&case), text(&again));
    }
}

/// Eleven answers that the first plan misses, eleven that the second one misses, and one that both do.
fn many_pairs(plans: usize) -> Case {
    let pair = |at| [(format!("a{at}"), 0b01), (format!("b{at}"), 0b10)];
    let sets: Vec<_> = (0..11).flat_map(pair).chain([("both".to_owned(), 0b11)]).collect();
    let questions: Vec<_> = sets.iter().map(|(id, set)| question(id, "yes-no", &[missed_by(*set)])).collect();
    let given = sets.into_iter().map(|(id, _)| (id, json!(true))).collect();
    Case::new(catalog_of(&a_row_for_every_set(plans), &questions), &given)
}

/// One answer alone, and as many of the 11 x 11 pairs as there is room for.
fn check_cut(AnswerSets { sets, cut }: &AnswerSets) {
    assert_eq!((*cut, MAX_WAYS), (true, 100));
    assert_eq!(sets.iter().map(Vec::len).collect::<Vec<_>>(), [vec![1], vec![2; 99]].concat());
    assert!(sets.iter().enumerate().all(|(at, set)| !sets[..at].contains(set)), "each is listed once");
}

#[test]
fn conflicts_past_the_bound_are_cut_and_those_listed_are_the_smallest() {
    let case = many_pairs(2);
    check_cut(&case.explanation.conflicts);
    case.check_conflicts();
}

#[test]
fn ways_to_force_a_plan_past_the_bound_are_cut_and_those_listed_are_the_smallest() {
    let case = many_pairs(3);
    check_cut(&case.explanation.deciding);
    case.check_forced_by();
    case.check_without();
}

/// Groups of three plans, each of which two of three answers rule out, and one plan more that meets them all, or none. The
/// smallest sets have two answers of each group, and there are 3 to the power of the groups of them.
fn two_of_three(groups: usize, fits: bool) -> Case {
    let plans = 3 * groups + usize::from(fits);
    // The plan of its own position offers all but two answers of its group, of which it has its own and the next.
    let offers =
        |answer: usize| (0..plans).map(move |plan| usize::from(plan / 3 != answer / 3 || plan % 3 == answer % 3));
    let rows: Vec<Vec<usize>> = (0..3 * groups).map(|answer| offers(answer).collect()).collect();
    let ids = (0..3 * groups).map(|at| format!("q{at}"));
    let questions: Vec<_> = ids.clone().enumerate().map(|(at, id)| question(&id, "yes-no", &[missed_by(at)])).collect();
    let given = ids.map(|id| (id, json!(true))).collect();
    Case::new(catalog_of(&rows, &questions), &given)
}

#[test]
fn where_the_search_ends_before_it_finds_a_set_one_is_told_all_the_same() {
    for fits in [true, false] {
        let exact = two_of_three(3, fits).explanation;
        let (sets, cut) =
            if fits { (exact.deciding.sets, exact.deciding.cut) } else { (exact.conflicts.sets, exact.conflicts.cut) };
        assert_eq!((sets.len(), sets[0].len(), cut), (27, 6, false));
    }
    let case = two_of_three(15, true);
    assert_eq!((case.explanation.deciding.sets.len(), case.explanation.deciding.cut), (1, true));
    case.check_forced_by();
    let case = two_of_three(15, false);
    assert_eq!((case.explanation.conflicts.sets.len(), case.explanation.conflicts.cut), (1, true));
    case.check_conflicts();
}

/// Groups of three plans and two questions a group, each of which can rule out any one of the three: the plan after them
/// cannot be recommended, but to find that out is to try the answers of all first questions with each other.
fn two_for_three(groups: usize) -> Case {
    let plans = 3 * groups + 1;
    let rows: Vec<Vec<usize>> =
        (0..3 * groups).map(|row| (0..plans).map(|plan| usize::from(plan != row)).collect()).collect();
    let asks = |at: usize| {
        let rules_out = |plan| (vec![missed_by(3 * (at % groups) + plan)], None);
        choices(&format!("q{at}"), "one", (0..3).map(rules_out).collect())
    };
    Case::new(catalog_of(&rows, &(0..2 * groups).map(asks).collect::<Vec<_>>()), &json!({}))
}

#[test]
fn what_the_search_cannot_rule_out_within_its_bound_counts_as_possible() {
    let last_is_possible =
        |case: &Case| case.explanation.outlook.possible.last() == case.catalog.plans().last().as_ref();
    let exact = two_for_three(2);
    assert_eq!((exact.explanation.outlook.cut, last_is_possible(&exact)), (false, false));
    let cut = two_for_three(10);
    assert_eq!((cut.explanation.outlook.cut, last_is_possible(&cut)), (true, true));
}

/// As many plans and questions as a catalogue may hold: every question answered, every other one, and so that nothing fits.
#[test]
fn the_largest_catalogue_is_explained() {
    const PLANS: usize = 200;
    let mut seeded = Seeded(1);
    let mut rows: Vec<Vec<usize>> = (0..40).map(|_| (0..PLANS).map(|_| seeded.below(40).min(1)).collect()).collect();
    rows.push((0..PLANS).collect());
    let mut some = || vec![json!({"entitlement": format!("r{}", seeded.below(40)), "at_least": 1})];
    let of = |at: usize| {
        let id = format!("q{at}");
        match at % 4 {
            0 => choices(&id, "one", (0..5).map(|choice| (some(), (at == 0).then_some(choice * 10))).collect()),
            1 => choices(&id, "several", (0..5).map(|_| (some(), None)).collect()),
            2 => question(&id, "number", &[json!({"entitlement": "r40", "at_least": "answer"})]),
            _ => question(&id, "yes-no", &some()),
        }
    };
    let questions: Vec<_> = (0..100).map(of).collect();
    let json = catalog_of(&rows, &questions);
    for (step, most) in [(1, 100), (2, 100), (2, 200)] {
        let answer = |at| match at % 4 {
            0 => json!("c1"),
            1 => json!(["c0", "c1", "c2"]),
            2 => json!(if at == 98 { most } else { at }),
            _ => json!(true),
        };
        let given = (0..100).step_by(step).map(|at| (format!("q{at}"), answer(at))).collect();
        let case = Case::new(json.clone(), &given);
        assert_eq!(case.outcome().fits, most < PLANS);
        case.check_conflicts();
        case.check_forced_by();
        case.check_without();
        // Of all answers at once there are too many changes to try each of them.
        if step > 1 {
            case.check_changes();
        }
    }
}

#[test]
fn one_plan_of_one_row_without_questions_is_explained() {
    let json = catalog_of(&[vec![0]], &[]);
    check(&read(&json), &Explainer::new(&json), &json!({}));
}

/// No answer rules out all that another one does: each choice rules out another plan.
#[test]
fn every_combination_of_answers_that_each_rule_out_another_plan_is_explained_by_the_slow_version() {
    const PLANS: usize = 4;
    let each = |suits: bool| {
        let choice = |plan: usize| (if suits { vec![] } else { vec![missed_by(1 << plan)] }, suits.then_some(plan));
        (0..PLANS).map(choice).collect()
    };
    let questions = [
        choices("size", "one", each(true)),
        choices("one", "one", each(false)),
        choices("other", "one", each(false)),
        choices("several", "several", each(false)),
    ];
    let json = catalog_of(&a_row_for_every_set(PLANS), &questions);
    let (catalog, explainer) = (read(&json), Explainer::new(&json));
    let one_of = || open_or((0..PLANS).map(|choice| json!(format!("c{choice}"))));
    let picked =
        |set: usize| (0..PLANS).filter(move |choice| set >> choice & 1 == 1).map(|choice| format!("c{choice}"));
    let mut compared = 0;
    for (size, one) in one_of().iter().flat_map(|size| one_of().into_iter().map(move |one| (size.clone(), one))) {
        for (other, set) in one_of().iter().flat_map(|other| (0..1 << PLANS).map(move |set| (other.clone(), set))) {
            let several: Json = picked(set).collect();
            let mut given = json!({"size": size, "one": one, "other": other, "several": several});
            given.as_object_mut().expect("answers").retain(|_, answer| !answer.is_null());
            check(&catalog, &explainer, &given);
            compared += 1;
        }
    }
    assert_eq!(compared, 5 * 5 * 5 * 16);
}

#[test]
fn every_value_is_written_as_its_author_does() {
    let (catalog, json) = (msa(), msa_json());
    let oracle = Oracle(&json);
    let mut compared = 0;
    for row in catalog.entitlements() {
        for plan in catalog.plans() {
            let (id, plan_id) = (catalog.entitlement(row).id.as_str(), catalog.plan(plan).id.as_str());
            let found = json!(catalog.authored(row, catalog.cell(row, plan).value));
            assert_eq!(&found, oracle.offer(id, plan_id), "{id} of {plan_id}");
            compared += 1;
        }
    }
    assert_eq!(compared, 95);
}

#[test]
fn response_times_are_written_in_hours_and_the_minutes_left() {
    for (author, expected) in [("60m", "1h"), ("90m working", "1h30m working"), ("1h75m", "2h15m"), ("59m", "59m")] {
        let mut json = msa_json();
        set(&mut json, "/sections/2/entitlements/3/values/plus", json!(author));
        let row = json.pointer("/sections/2/entitlements/3").expect("a row");
        assert_eq!(row["kind"], "response");
        assert_eq!(written(row, &json!(author)), expected, "the slow version");
        let catalog = read(&json);
        let response = catalog.entitlements().find(|ix| catalog.entitlement(*ix).id.as_str() == word(&row["id"]));
        let (response, plus) = (response.expect("the row"), catalog.plan_by_id("plus").expect("plus"));
        assert_eq!(json!(catalog.authored(response, catalog.cell(response, plus).value)), expected);
    }
}

/// The largest number that can be answered is past the first offer, and is the second one; the third has no limit.
#[test]
fn offers_about_the_largest_number_are_told_apart() {
    let ask = question("q", "number", &[json!({"entitlement": "r0", "at_least": "answer"})]);
    let mut json = catalog_of(&[vec![999_998, 999_999, 0]], &[ask]);
    set(&mut json, "/sections/0/entitlements/0/values/p2", json!("unlimited"));
    let (catalog, explainer) = (read(&json), Explainer::new(&json));
    for given in [json!({}), json!({"q": 0}), json!({"q": 999_998}), json!({"q": 999_999})] {
        check(&catalog, &explainer, &given);
    }
    let found = check(&catalog, &explainer, &json!({"q": 999_999}));
    assert_eq!(found["holds"], json!([{"question": "q", "from": 999_999, "to": 999_999}]));
}

/// Even where an answer would leave no plan at all.
#[test]
fn no_question_narrows_a_single_plan() {
    let json =
        catalog_of(&[vec![0]], &[question("q", "number", &[json!({"entitlement": "r0", "at_least": "answer"})])]);
    let found = check(&read(&json), &Explainer::new(&json), &json!({}));
    assert_eq!(found["open"], json!({"possible": ["p0"], "next": null, "cut": false}));
}

fn given(question: &str, choice: &str) -> Json {
    json!({"question": question, "choice": choice})
}

#[test]
fn an_answer_that_forces_the_plan_is_told_from_those_that_others_outdo() {
    let answers_given =
        json!({"company-size": "100-499", "sev1-hours": "always", "sev1-response": "2-hours", "incidents": 10});
    let found = check(&msa(), &Explainer::new(&msa_json()), &answers_given);
    let response = given("sev1-response", "2-hours");
    assert_eq!(found["recommended"], "business");
    assert_eq!(found["deciding"]["forced_by"], json!([[response]]));
    let plus = json!({"answers": [response], "recommended": "plus", "fits": true});
    assert_eq!(found["deciding"]["without"], json!([plus]));
    assert_eq!(found["holds"], json!([{"question": "incidents", "from": 0, "to": 36}]));
    let to_plus = |to: Json| json!({"question": "sev1-response", "to": to});
    let by = [json!({"pick": "none"}), json!({"pick": "8-working-hours"}), json!({"pick": "4-hours"}), json!("open")];
    assert_eq!(found["changes"][0], json!({"recommended": "plus", "fits": true, "by": by.map(to_plus)}));
    let incidents = json!({"question": "incidents", "to": {"number": {"from": 37, "to": 999_999}}});
    assert_eq!([&found["changes"][1]["fits"], &found["changes"][2]["fits"]], [false, true]);
    assert!(list(&found["changes"][2]["by"]).contains(&incidents));
}

#[test]
fn answers_that_each_force_the_plan_stand_alone_and_are_taken_back_together() {
    let found = check(&msa(), &Explainer::new(&msa_json()), &json!({"sev1-response": "2-hours", "incidents": 20}));
    let (response, incidents) = (given("sev1-response", "2-hours"), json!({"question": "incidents"}));
    assert_eq!(found["deciding"]["forced_by"], json!([[response], [incidents]]));
    let none = json!({"answers": [response, incidents], "recommended": null, "fits": false});
    assert_eq!(found["deciding"]["without"], json!([none]));
}

#[test]
fn answers_that_force_the_plan_only_together_stand_together_and_are_taken_back_alone() {
    let questions = [question("a", "yes-no", &[missed_by(0b001)]), question("b", "yes-no", &[missed_by(0b010)])];
    let json = catalog_of(&a_row_for_every_set(3), &questions);
    let found = check(&read(&json), &Explainer::new(&json), &json!({"a": true, "b": true}));
    let [a, b] = ["a", "b"].map(|question| json!({"question": question}));
    assert_eq!(found["recommended"], "p2");
    assert_eq!(found["deciding"]["forced_by"], json!([[a, b]]));
    let without = |answer: &Json, plan: &str| json!({"answers": [answer], "recommended": plan, "fits": true});
    assert_eq!(found["deciding"]["without"], json!([without(&a, "p0"), without(&b, "p1")]));
}

#[test]
fn answers_that_no_plan_meets_together_conflict_and_either_can_be_given_up() {
    let mut json = msa_json();
    // A TAM Team alone: enterprise has none.
    let team = json!([{"entitlement": "tam-team", "at_least": "included"}]);
    set(&mut json, "/groups/3/questions/2/choices/1/requires", team);
    let answers_given = json!({"account-management": "team", "incidents": 40, "remote-assistance": true});
    let found = check(&read(&json), &Explainer::new(&json), &answers_given);
    let (incidents, team) = (json!({"question": "incidents"}), given("account-management", "team"));
    assert_eq!((&found["recommended"], &found["fits"]), (&json!("enterprise"), &json!(false)));
    assert_eq!(found["conflicts"]["sets"], json!([[incidents, team]]));
    assert_eq!(found["verdicts"][3]["give_up"], json!([incidents]));
    assert_eq!(found["verdicts"][4]["give_up"], json!([team]));
    assert_eq!(found["open"], json!({"possible": [], "next": null, "cut": false}));
}
