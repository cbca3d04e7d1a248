//! How the cells of the table stand to the answers.

mod support;

use plans::comparison::{Standing, standings};
use plans::{Advice, Catalog};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::random::{Answered, answered, answers_to, cases};
use support::{answers, msa, read};

/// Each plan's cell of a row of the MSA catalogue stands so to the answers.
#[track_caller]
fn check(given: Json, row: &str, expected: [&str; 5]) {
    let catalog = msa();
    let asked = answers(&catalog, &given).asked(&catalog);
    let row = catalog.entitlements().find(|ix| catalog.entitlement(*ix).id.as_str() == row).expect("a row");
    let word = |standing| match standing {
        Standing::Untouched => "-",
        Standing::Meets(_) => "meets",
        Standing::Short(_) => "short",
    };
    let found: Vec<_> = standings(&catalog, &asked, row).into_iter().map(word).collect();
    assert_eq!(found, expected, "{given}");
}

#[test]
fn a_row_that_no_answer_asks_of_is_untouched() {
    for given in [json!({}), json!({"sev2-hours": "always", "sev1-response": "none", "company-size": "1-99"})] {
        check(given, "sev1-hours", ["-"; 5]);
    }
}

#[test]
fn a_cell_that_offers_less_is_short_and_one_that_offers_enough_meets() {
    check(json!({"sev1-hours": "always"}), "sev1-hours", ["short", "short", "meets", "meets", "meets"]);
    check(json!({"incidents": 36}), "premium-incidents", ["short", "short", "short", "meets", "meets"]);
    check(json!({"escalation": "medium"}), "priority-escalation", ["short", "short", "meets", "meets", "meets"]);
    check(json!({"sev2-response": "4-hours"}), "sev2-response", ["short", "short", "short", "short", "meets"]);
}

/// Enterprise has no TAM Team, and its Dedicated STAM takes the team's place.
#[test]
fn a_cell_whose_alternative_is_enough_is_not_short() {
    check(json!({"account-management": "team"}), "tam-team", ["short", "meets", "meets", "meets", "-"]);
    check(json!({"account-management": "team"}), "dedicated-stam", ["short", "-", "-", "-", "meets"]);
    check(json!({"account-management": "dedicated"}), "tam-team", ["-"; 5]);
}

/// The standings of every row of the random catalogue, with the law's view of each: whether some requirement asked of the row
/// is missed by the plan.
fn check_laws(catalog: &Catalog, given: &Json) -> Result<(), TestCaseError> {
    let given = answers(catalog, given);
    let asked = given.asked(catalog);
    let advice = Advice::of(catalog, &given);
    for row in catalog.entitlements() {
        let standings = standings(catalog, &asked, row);
        prop_assert_eq!(standings.len(), advice.verdicts.len());
        for (standing, verdict) in standings.into_iter().zip(&advice.verdicts) {
            let offered = catalog.cell(row, verdict.plan).value;
            let touches = |asked: &&plans::Asked| asked.needs(catalog).iter().any(|need| need.entitlement == row);
            let missed: Vec<_> = verdict.missed.iter().filter(touches).collect();
            let satisfied = asked.iter().filter(touches).flat_map(|asked| asked.of(catalog, row));
            let mut satisfied = satisfied.filter(|value| catalog.satisfies(offered, *value));
            match standing {
                Standing::Short(value) => {
                    prop_assert!(!catalog.satisfies(offered, value));
                    let first = missed.first().and_then(|asked| asked.of(catalog, row).next());
                    prop_assert_eq!(first, Some(value), "short of the first that is missed");
                }
                Standing::Meets(value) => {
                    prop_assert!(missed.is_empty(), "meets, but the plan misses {:?}", missed);
                    prop_assert_eq!(satisfied.next(), Some(value), "meets the first that it satisfies");
                }
                Standing::Untouched => {
                    prop_assert!(missed.is_empty(), "untouched, but the plan misses {:?}", missed);
                    prop_assert_eq!(satisfied.next(), None, "untouched, but the cell is what satisfies");
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn a_cell_is_short_if_and_only_if_the_plan_misses_what_is_asked_of_it(Answered { catalog: json, answers: given } in answered()) {
        check_laws(&read(&json), &given)?;
    }

    #[test]
    fn the_laws_hold_for_the_msa_catalogue(given in answers_to(support::msa_json())) {
        check_laws(&msa(), &given)?;
    }
}
