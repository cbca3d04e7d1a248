//! How the cells of the table stand to the answers, how plans differ, and which are shown side by side.

mod support;

use plans::catalog::Value;
use plans::comparison::{Standing, cell_order, differences, differs, narrow_columns, standings};
use plans::{Advice, Answers, Catalog, PlanIx};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::random::{Answered, answered, answers_to, cases};
use support::{answers, msa, msa_json, read, set};

/// Each plan's cell of a row of the MSA catalogue stands so to the answers.
#[track_caller]
fn check(given: Json, row: &str, expected: [&str; 5]) {
    let catalog = msa();
    let answers = answers(&catalog, &given);
    let asked = answers.asked(&catalog);
    let row = catalog.entitlements().find(|ix| catalog.entitlement(*ix).id.as_str() == row).expect("a row");
    let word = |standing| match standing {
        Standing::Untouched => "-",
        Standing::Meets(_) => "meets",
        Standing::Short(_) => "short",
        Standing::NotStated(_) => "not stated",
    };
    let found: Vec<_> = standings(&catalog, &answers, &asked, row).into_iter().map(word).collect();
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
        let standings = standings(catalog, &given, &asked, row);
        prop_assert_eq!(standings.len(), advice.verdicts.len());
        for (standing, verdict) in standings.into_iter().zip(&advice.verdicts) {
            let offered = catalog.cell(row, verdict.plan).value;
            let touches =
                |asked: &&plans::RequirementRef| asked.needs(catalog).iter().any(|need| need.entitlement == row);
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
                Standing::NotStated(value) => {
                    prop_assert!(missed.is_empty(), "not stated, but the plan misses {:?}", missed);
                    prop_assert_eq!(offered, Value::NotStated);
                    let mut not_stated = verdict.not_stated.iter().filter(touches);
                    let first = not_stated
                        .find_map(|asked| asked.of(catalog, row).find(|value| !catalog.satisfies(offered, *value)));
                    prop_assert_eq!(first, Some(value), "the first of which nothing is stated");
                }
                Standing::Untouched => {
                    prop_assert!(missed.is_empty(), "untouched, but the plan misses {:?}", missed);
                    prop_assert_eq!(satisfied.next(), None, "untouched, but the cell is what satisfies");
                    let is_unsure =
                        offered == Value::NotStated && verdict.not_stated.iter().any(|asked| touches(&asked));
                    prop_assert!(!is_unsure, "untouched, but it is not stated whether the cell satisfies");
                }
            }
        }
    }
    Ok(())
}

/// The ids of the rows of a catalogue in which some of its plans differ.
fn differing(catalog: &Catalog, plans: &[&str]) -> Vec<String> {
    let columns: Vec<_> = plans.iter().map(|id| catalog.plan_by_id(id).expect("a plan")).collect();
    let rows = catalog.entitlements().filter(|row| differs(catalog, &Answers::none(), *row, &columns));
    rows.map(|row| catalog.entitlement(row).id.to_string()).collect()
}

#[test]
fn a_row_differs_by_a_value_or_a_note_of_the_plans_shown() {
    let catalog = msa();
    let all = ["standard", "start", "plus", "business", "enterprise"];
    let rows = |plans: &[&str]| differing(&catalog, plans);
    assert!(rows(&all).contains(&"sev1-hours".to_owned()));
    assert!(!rows(&["plus", "business"]).contains(&"sev1-hours".to_owned()), "both are always open");
    assert!(rows(&["plus", "business"]).contains(&"sev1-response".to_owned()));
    assert_eq!((rows(&["plus"]), rows(&[])), (Vec::new(), Vec::new()));

    let mut json = msa_json();
    set(
        &mut json,
        "/sections/1/entitlements/0/values/plus",
        json!({"value": "always", "note": "On weekdays by phone."}),
    );
    assert!(differing(&read(&json), &["plus", "business"]).contains(&"sev1-hours".to_owned()));
}

/// Every choice of columns, in the order of the plans and reversed.
fn columns(catalog: &Catalog) -> Vec<Vec<PlanIx>> {
    let mut all = Vec::new();
    for subset in 1..1_u32 << catalog.plans().len() {
        let columns: Vec<_> = catalog.plans().filter(|plan| subset >> plan.get() & 1 == 1).collect();
        all.push(columns.iter().rev().copied().collect());
        all.push(columns);
    }
    all
}

#[test]
fn a_narrow_screen_shows_neighbours_and_the_recommended_plan_among_them() {
    let catalog = msa();
    for columns in columns(&catalog) {
        for recommended in catalog.plans().map(Some).chain([None]) {
            let pair = narrow_columns(&catalog, &columns, recommended);
            if let [only] = columns[..] {
                assert_eq!(pair, [only; 2]);
                continue;
            }
            let at = columns.windows(2).position(|window| window == pair).expect("neighbours, in their order");
            match recommended.and_then(|plan| columns.iter().position(|column| *column == plan)) {
                Some(place) => assert_eq!(at, place.max(1) - 1, "the second, unless there is none before it"),
                None => {
                    let first = columns.iter().position(|plan| catalog.plan(*plan).requestable).unwrap_or(0);
                    assert_eq!(at, first.min(columns.len() - 2), "the first, unless there is none after it");
                }
            }
        }
    }
}

#[test]
fn cells_stand_in_the_order_of_the_columns_and_what_is_left_out_comes_last() {
    let catalog = msa();
    let plans: Vec<_> = catalog.plans().collect();
    let turned: Vec<_> = plans[2..].iter().chain(&plans[..2]).copied().collect();
    for columns in columns(&catalog) {
        for plans in [&plans, &turned] {
            let order = cell_order(plans, &columns);
            assert_eq!(order[0], 0);
            let shown: Vec<_> = order[1..].iter().map(|cell| plans[cell - 1]).collect();
            assert_eq!(shown[..columns.len()], columns);
            let mut hidden = plans.clone();
            hidden.retain(|plan| !columns.contains(plan));
            assert_eq!(shown[columns.len()..], hidden);
        }
    }
    let [one, other] = [plans[0], plans[1]];
    assert_eq!(cell_order(&[one], &[other, one]), [0, 1], "a column that has no cell");
}

proptest! {
    #![proptest_config(cases(512))]

    /// In a row that does not differ, no plan offers more, less or something else than another, and the same is said of each.
    #[test]
    fn a_row_differs_if_and_only_if_the_first_plan_differs_from_another(
        Answered { catalog: json, .. } in answered(),
        seed in any::<u64>(),
    ) {
        let catalog = read(&json);
        let columns: Vec<_> = catalog.plans().filter(|plan| seed >> plan.get() & 1 == 1).collect();
        for row in catalog.entitlements() {
            let is_other = |plan: &PlanIx| {
                let differences = differences(&catalog, &Answers::none(), columns[0], *plan);
                let lists = [differences.better, differences.worse, differences.other];
                lists.concat().contains(&row) || !catalog.cell(row, columns[0]).says_the_same(catalog.cell(row, *plan))
            };
            prop_assert_eq!(differs(&catalog, &Answers::none(), row, &columns), columns.iter().any(is_other));
            for plan in &columns {
                prop_assert!(!differs(&catalog, &Answers::none(), row, &[*plan, *plan]));
            }
        }
    }

    #[test]
    fn a_cell_is_short_if_and_only_if_the_plan_misses_what_is_asked_of_it(Answered { catalog: json, answers: given } in answered()) {
        check_laws(&read(&json), &given)?;
    }

    #[test]
    fn the_laws_hold_for_the_msa_catalogue(given in answers_to(support::msa_json())) {
        check_laws(&msa(), &given)?;
    }
}
