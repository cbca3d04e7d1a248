//! How long one explained advice takes: on the MSA catalogue, and how the time grows with plans, entitlements and questions.
//!
//! Prints a line a measure: what was measured, and the median of many rounds in nanoseconds. The large catalogues hold rows
//! of numbers that rise and fall from plan to plan, questions of a number and of five choices by turns, each of which asks
//! for two rows of which one is enough, and every other question answered.

use std::hint::black_box;
use std::time::Instant;

use plans::testing::{catalog, choice, number, one, row};
use plans::{Advice, Answers, Catalog, source};
use serde_json::{Value as Json, json};

/// The largest catalogue, and what each step down from it has of one of the three.
const LARGEST: [usize; 3] = [200, 500, 100];

fn main() {
    let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
    let answers = r#"{
        "company-size": "100-499", "sev1-hours": "always", "sev2-hours": "extended", "sev1-response": "2-hours",
        "sev2-response": "8-working-hours", "incidents": 10, "contacts": 3
    }"#;
    let answers = Answers::from_json(&catalog, answers).expect("answers to some questions");
    println!("MSA: {}", median(&catalog, &answers, 1001));
    println!("MSA, nothing answered: {}", median(&catalog, &Answers::none(), 1001));

    let [plans, rows, questions] = LARGEST;
    let sizes = [
        [plans, rows, questions],
        [plans / 2, rows, questions],
        [plans / 4, rows, questions],
        [plans, rows / 2, questions],
        [plans, rows / 4, questions],
        [plans, rows, questions / 2],
        [plans, rows, questions / 4],
    ];
    for [plans, rows, questions] in sizes {
        let catalog = catalog_of(plans, rows, questions);
        let answers = answers_to(&catalog);
        println!("{plans} plans x {rows} entitlements x {questions} questions: {}", median(&catalog, &answers, 21));
    }
    for rule in ["first", "cheapest"] {
        let catalog = with_add_ons(plans, rows, questions, rule);
        let answers = answers_to(&catalog);
        let time = median(&catalog, &answers, 9);
        println!("{plans} plans x {rows} entitlements x {questions} questions x {ADD_ONS} add-ons, {rule}: {time}");
    }
}

/// How many add-ons the largest catalogue has with prices.
const ADD_ONS: usize = 20;

/// The same with a price for every plan, and add-ons that each give more in one row, for plans of every kind.
fn with_add_ons(plans: usize, rows: usize, questions: usize, rule: &str) -> Catalog {
    let mut catalog = catalog_json(plans, rows, questions);
    catalog["prices"] = json!({"currencies": ["USD"], "periods": ["month"], "recommend": rule});
    for (at, plan) in catalog["plans"].as_array_mut().expect("plans").iter_mut().enumerate() {
        plan["price"] = (at * 7 % 1000 + at).to_string().into();
    }
    let add_on = |at: usize| {
        let row = format!("e{}", at * rows / ADD_ONS);
        json!({
            "id": format!("a{at}"), "name": format!("A{at}"), "price": (at + 3).to_string(), "most": 4,
            "gives": [{"entitlement": row, "adds": plans / 8 + 1}],
        })
    };
    catalog["add_ons"] = (0..ADD_ONS).map(add_on).collect();
    source::read(&catalog.to_string()).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// The median time of an advice with its explanation, in nanoseconds.
fn median(catalog: &Catalog, answers: &Answers, rounds: usize) -> u128 {
    let round = |_| {
        let start = Instant::now();
        black_box(Advice::of(black_box(catalog), black_box(answers)).explain(catalog, answers));
        start.elapsed().as_nanos()
    };
    let mut times: Vec<u128> = (0..rounds).map(round).collect();
    times.sort_unstable();
    times[rounds / 2]
}

/// A catalogue of so many plans, entitlements and questions.
fn catalog_of(plans: usize, rows: usize, questions: usize) -> Catalog {
    let json = catalog_json(plans, rows, questions).to_string();
    source::read(&json).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// The same as an author's file has it.
fn catalog_json(plans: usize, rows: usize, questions: usize) -> Json {
    // A number that rises with the plans, and now and then falls.
    let offer =
        |row: usize, plan: usize| plan / (1 + row % 3) + if (plan + row).is_multiple_of(7) { 0 } else { row % 5 };
    let row = |at| row(&format!("e{at}"), "quantity", (0..plans).map(|plan| offer(at, plan))).set("name", "R");
    let any_of = |asked: usize, at_least: Json| {
        let need = |row: usize| json!({"entitlement": format!("e{}", row % rows), "at_least": at_least});
        json!([{"any_of": [need(asked), need(asked + 1)]}])
    };
    let question = |at: usize| {
        let asked = at * rows / questions;
        if at % 4 == 3 {
            return number(&format!("q{at}")).set("requires", any_of(asked, json!("answer")));
        }
        let choice = |at: usize| choice(&format!("c{at}")).set("requires", any_of(asked, json!(at * plans / 9)));
        one(&format!("q{at}"), (0..5).map(choice))
    };
    catalog("large")
        .plans((0..plans).map(|plan| format!("{plan:x}")))
        .rows((0..rows).map(row))
        .questions((0..questions).map(question))
        .json()
}

/// An answer to every other question, in the middle of what can be asked for.
fn answers_to(catalog: &Catalog) -> Answers {
    let mut answers = Answers::none();
    for question in catalog.questions().step_by(2) {
        match catalog.choices(question).nth(2) {
            Some(choice) => answers.pick(catalog, question, choice),
            None => answers.count(catalog, question, catalog.parts().plans.len() as u64 / 4),
        }
    }
    answers
}
