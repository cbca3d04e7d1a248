//! The plan that a visitor has: it is an answer that changes no advice, and that plan is not requested again.

mod support;

use plans::catalog::{CURRENT_PLAN, NO_PLAN};
use plans::link::Link;
use plans::request::PlanRequest;
use plans::testing::{catalog, choice, one, plan, row};
use plans::{Advised, Answers, Catalog, QuestionIx, source};
use serde_json::{Value as Json, json};
use support::{answers, lines, msa, msa_json, read, set};

/// The MSA catalogue, whose page asks.
fn asking() -> Catalog {
    let mut json = msa_json();
    set(&mut json, "/ask_current_plan", json!(true));
    read(&json)
}

/// The values that the answer may have.
fn values(catalog: &Catalog) -> Vec<&str> {
    catalog.parts().plans.iter().map(|plan| plan.id.as_str()).chain([NO_PLAN]).collect()
}

#[test]
fn every_plan_and_none_are_kept_by_every_carrier_whether_it_is_asked_or_not() {
    for catalog in [msa(), asking()] {
        for value in values(&catalog) {
            let json = json!({CURRENT_PLAN: value, "contacts": 3});
            let given = answers(&catalog, &json);
            assert_eq!(given.to_json(&catalog), json);
            assert_eq!(given.current_plan(&catalog), catalog.plan_by_id(value));
            let link = Link { answers: given.clone(), ..Link::default() }.write(&catalog);
            assert!(link.starts_with(&format!("v1;{CURRENT_PLAN}={value};contacts=3;")), "{link}");
            let opened = Link::read(&catalog, &link);
            assert!(opened.faults.is_empty() && opened.link.answers == given, "{link}");
        }
    }
}

#[test]
fn it_is_asked_where_the_catalogue_says_so_and_is_none_of_its_own_questions() {
    let (own, asking) = (msa(), asking());
    assert!(!own.asks_current_plan() && asking.asks_current_plan());
    assert_eq!(own.questions().count(), asking.questions().count());
    assert_eq!(asking.answerable().next(), Some(QuestionIx::CURRENT_PLAN));
    assert_eq!(Catalog::from_compiled(&asking.to_compiled()), Ok(asking.clone()));
}

#[test]
fn no_advice_depends_on_it() {
    let catalog = asking();
    for json in [
        json!({}),
        json!({"company-size": "100-499"}),
        json!({"contacts": 900, "remote-assistance": true}),
        json!({"sev1-hours": "always", "incidents": 10}),
    ] {
        let without = Advised::of(&catalog, &answers(&catalog, &json));
        for value in values(&catalog) {
            let mut with: Json = json.clone();
            with[CURRENT_PLAN] = value.into();
            let with = Advised::of(&catalog, &answers(&catalog, &with));
            assert_eq!(with.advice, without.advice, "{value} beside {json}");
            assert_eq!(with.explanation, without.explanation, "{value} beside {json}");
        }
    }
}

#[test]
fn the_plan_that_one_has_cannot_be_requested_again_and_every_other_can() {
    let catalog = msa();
    for wanted in catalog.plans().filter(|plan| catalog.plan(*plan).requestable) {
        for value in values(&catalog) {
            let id = catalog.plan(wanted).id.as_str();
            let body = json!({
                "plan": id,
                "answers": {CURRENT_PLAN: value},
                "contact": {"name": "Ada Lovelace", "email": "ada@example.com", "company": "Analytical Engines"},
                "catalog": {"id": "msa", "version": "2026-11"},
            });
            let found = PlanRequest::from_json(&catalog, &body.to_string());
            if value == id {
                let refusal = format!(
                    "/plan: the plan \"{id}\" is what \"current-plan\" says the requester has already; choose another, or correct that answer"
                );
                assert_eq!(lines(&found.expect_err("it is there already")), [refusal]);
            } else {
                assert_eq!(found.expect("another plan").plan, wanted);
            }
        }
    }
}

#[test]
fn where_fewer_plans_are_shown_they_are_the_choices() {
    let catalog = asking();
    let plus = catalog.plan_by_id("plus").expect("a plan");
    let fewer = catalog.only(&[plus]);
    assert_eq!(values(&fewer), ["plus", NO_PLAN]);
    let given = answers(&fewer, &json!({CURRENT_PLAN: "plus"}));
    assert_eq!(given.current_plan(&fewer), fewer.plan_by_id("plus"));
    let refused = Answers::from_json(&fewer, r#"{"current-plan": "start"}"#).expect_err("no such plan there");
    assert_eq!(lines(&refused), [r#"/current-plan: "start" is no choice of "current-plan"; known are plus, none"#]);
}

#[test]
fn a_question_of_ones_own_keeps_its_meaning_unless_the_page_asks() {
    let own = catalog("tiny")
        .plans(["none", "basic"])
        .row(row("calls", "inclusion", ["not-included", "included"]))
        .question(one(CURRENT_PLAN, [choice("abroad").requires("calls", "included"), choice("home")]));
    let read = own.read();
    let given = answers(&read, &json!({CURRENT_PLAN: "abroad"}));
    assert_eq!(given.current_plan(&read), None);
    assert_eq!(Advised::of(&read, &given).advice.recommended(), read.plan_by_id("basic"));

    let problems = source::read(&own.set("ask_current_plan", true).json().to_string()).expect_err("two problems");
    assert_eq!(
        lines(&problems),
        [
            r#"/groups/0/questions/0/id: "ask_current_plan" makes a question that is called "current-plan"; give this another id, or take that out"#,
            r#"/plans/0/id: "ask_current_plan" makes a choice of who has no plan, which is called "none"; give this another id, or take that out"#,
        ]
    );
}

#[test]
fn a_plan_called_none_is_one_as_any_other_where_a_host_says_it() {
    let catalog = catalog("tiny").plan(plan("none")).row(row("calls", "inclusion", ["included"])).read();
    let given = answers(&catalog, &json!({CURRENT_PLAN: "none"}));
    assert_eq!(given.current_plan(&catalog), catalog.plan_by_id("none"));
}
