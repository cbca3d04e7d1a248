//! How long one explained advice takes on the largest catalogue where add-ons compete: several for the same row, some that exclude or
//! need others, prices that go by an answer, and a budget that makes every one of them count.
//!
//! Prints a line a measure: what was measured, and the median of many rounds in nanoseconds.

use std::hint::black_box;
use std::time::Instant;

use plans::testing::{catalog, choice, number, one, row};
use plans::{Advice, Answers, Catalog, source};
use serde_json::{Value as Json, json};

const PLANS: usize = 200;
const ROWS: usize = 500;
const QUESTIONS: usize = 100;
/// The question that asks for a budget.
const BUDGET: usize = 98;

fn main() {
    for add_ons in [20, 40] {
        for recommend in ["first", "cheapest"] {
            let catalog = catalog_of(add_ons, recommend);
            let answers = answers_to(&catalog);
            let time = median(&catalog, &answers, 9);
            println!("{PLANS} plans x {ROWS} rows x {QUESTIONS} questions x {add_ons} add-ons, {recommend}: {time}");
        }
    }
}

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

fn catalog_of(add_ons: usize, recommend: &str) -> Catalog {
    let offer = |row: usize, plan: usize| plan / (1 + row % 3) + row % 5;
    let rows = (0..ROWS).map(|at| row(&format!("e{at}"), "quantity", (0..PLANS).map(|plan| offer(at, plan))));
    let need = |asked: usize, at_least: Json| json!([{"entitlement": format!("e{asked}"), "at_least": at_least}]);
    let question = |at: usize| {
        let asked = at * ROWS / QUESTIONS;
        let id = format!("q{at}");
        if at % 4 == 3 {
            return number(&id).set("requires", need(asked, json!("answer")));
        }
        let requires = |choice: usize| match at {
            BUDGET => json!([{"total": "month", "at_most": (60 * (1 + choice)).to_string()}]),
            _ => need(asked, json!(choice * PLANS / 9)),
        };
        one(&id, (0..5).map(|at| choice(&format!("c{at}")).set("requires", requires(at))))
    };
    // Two of a row, for every other plan each; of four the third needs the first, and the fourth excludes it.
    let add_on = |at: usize| {
        let mut add_on = json!({
            "id": format!("a{at}"), "name": "A", "most": 1 + at % 4,
            "plans": (at / 2 % 2..PLANS).step_by(2).map(|plan| format!("{plan:x}")).collect::<Vec<_>>(),
            "price": {"month": {"amount": (1 + at * 7 % 11).to_string()}, "year": (10 + at).to_string()},
            "gives": [{"entitlement": format!("e{}", at / 2 * 10 % ROWS), "adds": 3 + at % 5}]
        });
        match at % 8 {
            4 => add_on["depends_on"] = json!([format!("a{}", at - 4)]),
            5 => add_on["excludes"] = json!([format!("a{}", at - 5)]),
            _ => {}
        }
        add_on
    };
    let mut json = catalog("large")
        .set("prices", json!({"currencies": ["USD"], "periods": ["month", "year"], "recommend": recommend}))
        .set("add_ons", (0..add_ons).map(add_on).collect::<Json>())
        .plans((0..PLANS).map(|at| format!("{at:x}")))
        .rows(rows)
        .questions((0..QUESTIONS).map(question))
        .json();
    for (at, plan) in json["plans"].as_array_mut().into_iter().flatten().enumerate() {
        plan["price"] = json!({"month": [{"amount": (5 + at).to_string()}, {"amount": "1.50", "per": "q3"}]});
    }
    source::read(&json.to_string()).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// An answer to every other question, in the middle of what can be asked for.
fn answers_to(catalog: &Catalog) -> Answers {
    let mut answers = Answers::none();
    for question in catalog.questions().step_by(2) {
        match catalog.choices(question).nth(2) {
            Some(choice) => answers.pick(catalog, question, choice),
            None => answers.count(catalog, question, PLANS as u64 / 4),
        }
    }
    answers
}
