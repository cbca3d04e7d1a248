//! One number that several rows must offer: "as many as you have people".

mod support;

use plans::advice::NewAnswer;
use plans::testing::{catalog, number, row};
use plans::{Advised, Catalog};
use serde_json::json;
use support::{answers, question};

const SEATS: [u32; 4] = [5, 20, 20, 500];
const MAILBOXES: [u32; 4] = [10, 10, 50, 100];

fn people() -> Catalog {
    catalog("office")
        .plans(["a", "b", "c", "d"])
        .rows([row("seats", "quantity", SEATS), row("mailboxes", "quantity", MAILBOXES)])
        .question(number("people").requires("seats", "answer").requires("mailboxes", "answer"))
        .read()
}

#[test]
fn every_number_leads_to_the_first_plan_that_has_as_much_in_each_row() {
    let catalog = people();
    for people in 0..=510 {
        let advised = Advised::of(&catalog, &answers(&catalog, &json!({"people": people})));
        let fits = (0..4).find(|at| SEATS[*at] >= people && MAILBOXES[*at] >= people);
        let plan = advised.advice.recommended().expect("a plan, or the closest");
        match fits {
            Some(fits) => assert_eq!((plan.get(), advised.advice.recommendation.fits()), (fits, true), "{people}"),
            None => assert!(!advised.advice.recommendation.fits(), "{people}"),
        }
        for verdict in &advised.advice.verdicts {
            let at = verdict.plan.get();
            let missed = usize::from(SEATS[at] < people) + usize::from(MAILBOXES[at] < people);
            assert_eq!(verdict.missed.len(), missed, "plan {at} with {people}");
        }
    }
}

#[test]
fn numbers_that_change_the_plan_are_those_at_which_any_row_ends() {
    let catalog = people();
    let advised = Advised::of(&catalog, &answers(&catalog, &json!({"people": 15})));
    let people = question(&catalog, "people");
    assert_eq!(advised.advice.recommended(), catalog.plan_by_id("c"));
    let holds: Vec<_> = advised.explanation.holds.iter().map(|holds| (holds.question, holds.to)).collect();
    assert_eq!(holds, [(people, NewAnswer::Number { from: 11, to: 20 })]);
}
