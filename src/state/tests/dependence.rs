use chrono_tz::Tz;
use lean_view::in_scope;
use plans::testing::{CatalogBuilder, catalog, choice, json, number, one, row, yes_no};

use super::super::{Shown, State};
use super::{instant, state};

/// A question that only the audited are asked, and another that only those with reports are; contacts by seats, hours by region.
fn support_plans() -> CatalogBuilder {
    let only_if = |question: &str| json!({"question": question, "is": true});
    let contacts = json!({"by": "seats", "steps": [{"from": 0, "value": 2}, {"from": 50, "value": 4}]});
    let hours = json!({"by": "region", "cases": {"na": "na"}, "otherwise": "eu"});
    catalog("support")
        .plans(["a", "b"])
        .hours("eu", ("Europe/Berlin", "CET"), &["mon"], ("09:00", "17:00"))
        .hours("na", ("America/New_York", "ET"), &["mon"], ("09:00", "18:00"))
        .row(row("hours", "hours", [hours, json!("always")]))
        .row(row("contacts", "quantity", [contacts, json!(4)]))
        .row(row("reports", "inclusion", ["not-included", "included"]))
        .set("severities", json!([{"id": "1", "name": "One", "hours": "hours"}]))
        .question(one("region", [choice("na"), choice("eu")]))
        .question(number("seats"))
        .question(yes_no("audited"))
        .question(yes_no("reports").requires("reports", "included").set("only_if", only_if("audited")))
        .question(number("copies").set("only_if", only_if("reports")))
}

/// The ids of the questions that are asked.
fn asked(state: State) -> Vec<String> {
    let catalog = state.offer.catalog();
    let asked = catalog.questions().filter(|question| state.answers.asks(*question));
    asked.map(|question| catalog.question(question).id.to_string()).collect()
}

fn entries(state: State) -> Vec<(String, String)> {
    state.answers.now().entries(&state.offer.catalog())
}

fn answer(state: State, id: &str, yes: bool) {
    state.answers.decide(state.offer.catalog().question_by_id(id).expect("a question"), yes);
}

#[test]
fn an_answer_is_kept_while_its_question_is_not_asked() {
    in_scope(|| {
        let state = state(support_plans().read());
        assert_eq!(asked(state), ["region", "seats", "audited"]);
        answer(state, "audited", true);
        answer(state, "reports", true);
        assert!(state.enter("answer.copies", "3"));
        assert_eq!(asked(state), ["region", "seats", "audited", "reports", "copies"]);
        assert_eq!(state.advice.recommended().map(|plan| state.offer.plan_name(plan)).as_deref(), Some("B"));
        let all = entries(state);

        answer(state, "audited", false);
        assert_eq!(asked(state), ["region", "seats", "audited"], "what depends on what is not asked is not asked");
        assert_eq!(entries(state), [("audited".to_owned(), "no".to_owned())], "and nothing of it is told to anyone");
        assert_eq!(state.advice.recommended().map(|plan| state.offer.plan_name(plan)).as_deref(), Some("A"));
        // Not even another offer makes it forget.
        state.show(Shown::told(support_plans().read()));

        answer(state, "audited", true);
        assert_eq!(entries(state), all);
        assert_eq!(state.advice.recommended().map(|plan| state.offer.plan_name(plan)).as_deref(), Some("B"));
    });
}

#[test]
fn hours_and_rows_that_differ_go_by_the_answers() {
    in_scope(|| {
        let state = state(support_plans().read());
        state.hours.tell_time(instant("2026-11-30T12:00:00Z"));
        let catalog = state.offer.catalog();
        let (plan, row) =
            (catalog.plans().next().expect("a plan"), catalog.entitlement_by_id("contacts").expect("a row"));
        let opens = || state.hours.local_support(plan).map(|local| local.open());
        assert_eq!(opens(), Some(vec![(9 * 60, 17 * 60)]));
        assert!(state.enter("answer.region", "na"));
        assert_eq!(opens(), Some(vec![(15 * 60, 24 * 60)]), "09:00 in New York is 15:00 in {}", Tz::Europe__Berlin);
        assert!(state.comparison.rows()[row.get()].differs);
        assert!(state.enter("answer.seats", "60"));
        assert!(!state.comparison.rows()[row.get()].differs, "both have four contacts with so many seats");
    });
}
