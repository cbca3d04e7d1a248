//! Advice over plans with add-ons and prices: held against a search over all sets of add-ons (`support/packages.rs`), against the cases
//! that were decided by hand, and by cases of its own.

mod support;

use std::collections::BTreeSet;

use plans::advice::{NewAnswer, Report};
use plans::catalog::Money;
use plans::{Advice, AnswerRef, Answers, Catalog, Outcome, QuestionIx, Recommendation, source};
use serde_json::Value as Json;
use support::packages::{Answer, Dice, Model, Outcome as Expected, Question};
use support::{answers, lines};

/// The largest number that is looked at.
const MOST: u64 = 45;

fn state(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome { is_unavailable: true, .. } => "unavailable",
        Outcome { plan: None, fits: true, .. } => "tie",
        Outcome { fits: true, .. } => "fits",
        Outcome { plan: Some(_), .. } => "closest",
        Outcome { .. } => "none",
    }
}

fn told(outcome: &Outcome) -> Expected {
    let plans = outcome.plan.into_iter().chain(outcome.tied.plans()).map(|plan| plan.get()).collect();
    let add_ons = outcome.add_ons.iter().map(|taken| (taken.add_on.get(), taken.count)).collect();
    Expected { state: state(outcome), plans, add_ons }
}

fn given(sets: &[Vec<AnswerRef>]) -> BTreeSet<Vec<(usize, Option<usize>)>> {
    let one = |given: &AnswerRef| (given.question.get(), given.choice.map(|choice| choice.get()));
    sets.iter().map(|set| set.iter().map(one).collect()).collect()
}

fn with(given: &[Answer], question: usize, answer: Answer) -> Vec<Answer> {
    let mut with = given.to_vec();
    with[question] = answer;
    with
}

/// Compares everything that is said of the answers with what the model says.
fn compare(model: &Model, given_answers: &[Answer], catalog: &Catalog) {
    let json = model.answers(given_answers);
    let answers = answers(catalog, &json);
    let advice = Advice::of(catalog, &answers);
    for (plan, verdict) in advice.verdicts.iter().enumerate() {
        let best = model.best(plan, given_answers);
        let add_ons: Vec<_> = verdict.add_ons.iter().map(|taken| (taken.add_on.get(), taken.count)).collect();
        let total = verdict.total.as_ref().and_then(|total| total.known()).map(|Money(money)| money / 1_000_000);
        assert_eq!(
            (verdict.missed.len(), verdict.not_stated.len(), add_ons, total, verdict.available),
            (best.missed, best.not_stated, best.add_ons, best.total, best.is_available),
            "plan {plan}"
        );
    }
    let present = model.outcome(given_answers);
    assert_eq!(told(&advice.outcome()), present);
    let explanation = advice.explain(catalog, &answers);
    changes(model, given_answers, &present, &explanation);
    let [forced_by, without, conflicts] = model.sets_of_answers(given_answers);
    let fits = advice.recommendation.fits();
    assert_eq!(given(&explanation.deciding.sets), forced_by, "deciding");
    assert_eq!(given(&explanation.conflicts.sets), if fits { BTreeSet::new() } else { conflicts }, "conflicts");
    let of = advice.without(catalog, &answers);
    assert_eq!(
        of.iter().flat_map(|of| given(std::slice::from_ref(&of.answers))).collect::<BTreeSet<_>>(),
        without,
        "without"
    );
    outlook(model, given_answers, &explanation.outlook);
}

/// Every other answer leads where it is said to, and what is not listed leads to the same.
fn changes(model: &Model, answers: &[Answer], present: &Expected, explanation: &plans::Explanation) {
    let listed = |question: usize, is: &dyn Fn(NewAnswer) -> bool| {
        let mut found = None;
        for to in &explanation.changes {
            for change in to.changes.iter().filter(|change| change.question.get() == question && is(change.to)) {
                assert!(found.is_none(), "{change:?} is listed once");
                found = Some(told(&to.outcome));
            }
        }
        found.unwrap_or_else(|| present.clone())
    };
    for (at, question) in model.questions.iter().enumerate() {
        let now = answers[at];
        let expect = |answer: Answer, found: Expected| {
            assert_eq!(found, model.outcome(&with(answers, at, answer)), "question {at} answered {answer:?}");
        };
        if now != Answer::Open {
            expect(Answer::Open, listed(at, &|to| to == NewAnswer::Open));
        }
        match question {
            Question::One(choices) => {
                for choice in 0..choices.len() {
                    let is = |to| matches!(to, NewAnswer::Pick(of) if of.get() == choice);
                    expect(Answer::One(choice), listed(at, &is));
                }
            }
            Question::Several(choices) => {
                let bits = if let Answer::Several(bits) = now { bits } else { 0 };
                for choice in 0..choices.len() {
                    let (is_on, other) = (bits >> choice & 1 == 1, bits ^ 1 << choice);
                    if other > 0 {
                        let is = |to| match to {
                            NewAnswer::Pick(of) => !is_on && of.get() == choice,
                            NewAnswer::Unpick(of) => is_on && of.get() == choice,
                            _ => false,
                        };
                        expect(Answer::Several(other), listed(at, &is));
                    }
                }
            }
            Question::Number(_) => {
                for number in 0..=MOST {
                    let is = |to| matches!(to, NewAnswer::Number { from, to } if (from..=to).contains(&number));
                    expect(Answer::Number(number), listed(at, &is));
                }
                let holds = explanation.holds.iter().find(|holds| holds.question.get() == at);
                if let (Some(holds), Answer::Number(number)) = (holds, now) {
                    let NewAnswer::Number { from, to } = holds.to else { panic!("numbers") };
                    assert!((from..=to).contains(&number));
                    for outside in [from.checked_sub(1), Some(to + 1).filter(|to| *to <= MOST)].into_iter().flatten() {
                        assert_ne!(model.outcome(&with(answers, at, Answer::Number(outside))), *present, "{outside}");
                    }
                }
            }
            Question::YesNo(_) => {
                for yes in [true, false] {
                    expect(Answer::YesNo(yes), listed(at, &|to| to == NewAnswer::YesNo(yes)));
                }
            }
        }
    }
}

/// The plans still possible are those that some answers recommend; where the search was cut short, none of these is missing.
fn outlook(model: &Model, answers: &[Answer], outlook: &plans::advice::Outlook) {
    let open = answers.iter().filter(|answer| **answer == Answer::Open).count();
    let is_priced = model.prices.iter().chain(model.add_ons.iter().map(|add_on| &add_on.price));
    let is_priced = is_priced.into_iter().any(|price| matches!(price, support::packages::Price::Per(..)));
    if open > 2 || outlook.cut || is_priced {
        return;
    }
    let mut possible = BTreeSet::new();
    model.possible(answers, 0, 20, &mut possible);
    let found: BTreeSet<usize> = outlook.possible.iter().map(|plan| plan.get()).collect();
    assert_eq!(found, possible, "possible");
    if let Some(next) = outlook.next {
        let next = QuestionIx::get(next);
        let tells_apart = model.answers_to(next, 20).into_iter().any(|answer| {
            let mut left = BTreeSet::new();
            model.possible(&with(answers, next, answer), 0, 20, &mut left);
            !left.is_empty() && left.len() < possible.len()
        });
        assert!(tells_apart, "question {next} tells none of the possible plans from another");
    }
}

fn sweep(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let (model, answers) = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1).model();
        let json = model.catalog();
        let catalog = source::read(&json.to_string())
            .unwrap_or_else(|problems| panic!("{}\nof {json:#}", lines(&problems).join("\n")));
        let result = std::panic::catch_unwind(|| compare(&model, &answers, &catalog));
        if let Err(panic) = result {
            eprintln!("seed {seed}: {json}\nanswered {}", model.answers(&answers));
            std::panic::resume_unwind(panic);
        }
    }
}

#[test]
fn advice_over_add_ons_is_what_a_search_over_all_sets_finds() {
    sweep(0..150);
}

#[test]
fn advice_over_add_ons_is_what_a_search_over_all_sets_finds_in_other_offers() {
    sweep(1_000..1_150);
}

/// The amount of a total in millionths.
fn amount(json: &Json) -> Option<u64> {
    plans::catalog::parse_number(json["amount"].as_str()?, 6)
}

#[test]
fn the_cases_decided_by_hand_come_out_so() {
    let mut wrong = Vec::new();
    for (id, catalog, text) in [
        (
            "loomgate-api",
            include_str!("../../../catalogs/loomgate-api.json"),
            include_str!("../../../catalogs/cases/loomgate-api/answers.jsonl"),
        ),
        (
            "fernhaus",
            include_str!("../../../catalogs/fernhaus.json"),
            include_str!("../../../catalogs/cases/fernhaus/answers.jsonl"),
        ),
        (
            "copperleaf",
            include_str!("../../../catalogs/copperleaf.json"),
            include_str!("../../../catalogs/cases/copperleaf/answers.jsonl"),
        ),
    ] {
        let catalog = source::read(catalog).unwrap_or_else(|problems| panic!("{id}: {}", lines(&problems).join("\n")));
        for line in text.lines() {
            let case: Json = serde_json::from_str(line).expect("a case");
            let (offer, answers) =
                Answers::with_offer_from_json(&catalog, &case["answers"].to_string()).expect("answers");
            let advice = Advice::of(&offer, &answers);
            let report = Report::new(&offer, &answers, &advice).to_json();
            let mut differs = Vec::new();
            let mut expect = |what: &str, found: Json, expected: &Json| {
                if found != *expected {
                    differs.push(format!("{what} is {found}, not {expected}"));
                }
            };
            expect("plan", report["recommended"].clone(), &case["plan"]);
            expect("state", report["state"].clone(), &case["state"]);
            expect("tied", report["tied"].clone(), &case["tied"]);
            let plans = case["plans"].as_object().into_iter().flatten().map(|(id, of)| (id.as_str(), of));
            let own = case["plan"].as_str().map(|id| (id, &case));
            for (id, of) in plans.chain(own) {
                let verdicts = report["verdicts"].as_array().expect("verdicts");
                let verdict = verdicts.iter().find(|verdict| verdict["plan"] == id).expect("a plan");
                if let Some(add_ons) = of.get("add_ons") {
                    let found: Json = verdict["add_ons"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .map(|taken| (taken["add_on"].as_str().expect("an id").to_owned(), taken["count"].clone()))
                        .collect::<serde_json::Map<_, _>>()
                        .into();
                    expect(&format!("{id}'s add-ons"), found, add_ons);
                }
                if let Some(total) = of.get("total") {
                    let found = &verdict["total"];
                    if total.is_string() {
                        expect(&format!("{id}'s total"), found.clone(), total);
                    } else {
                        expect(&format!("{id}'s amount"), amount(found).into(), &amount(total).into());
                        for field in ["currency", "per", "from"] {
                            expect(&format!("{id}'s {field}"), found[field].clone(), &total[field]);
                        }
                    }
                }
            }
            if !differs.is_empty() {
                wrong.push(format!("{id} {}: {}\n    {}", case["answers"], differs.join("; "), case["because"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
    let _ = Recommendation::NothingAnswered;
}
