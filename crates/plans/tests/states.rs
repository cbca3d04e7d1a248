//! States of cells beside a value of the row's kind, and what is said of a cell: what is not stated is never a no.

mod support;

use plans::advice::Report;
use plans::catalog::{Badge, Satisfaction, Value};
use plans::testing::{CatalogBuilder, catalog, number, row, yes_no};
use plans::{Advice, Advised, Answers, Catalog, source};
use serde_json::{Value as Json, json};
use support::answers;

const NOT_STATED: &str = "not-stated";

/// Builds three plans: of calls, the first has none, of the second it is not stated, and the third has them.
fn three_plans() -> CatalogBuilder {
    catalog("states")
        .plans(["a", "b", "c"])
        .row(row("calls", "inclusion", ["not-included", NOT_STATED, "included"]))
        .row(row("letters", "inclusion", ["not-included", "available", "not-applicable"]))
        .row(row("seats", "quantity", [json!(1), json!(NOT_STATED), json!(9)]))
        .question(yes_no("calls").asks_for("calls").requires("calls", "included"))
        .question(yes_no("letters").asks_for("letters").requires("letters", "included"))
        .question(number("seats").requires("seats", "answer"))
}

/// Returns the advice on these answers, as it is printed.
fn advise(catalog: &Catalog, given: &Json) -> Json {
    let answers = answers(catalog, given);
    Report::new(catalog, &answers, &Advice::of(catalog, &answers)).to_json()
}

/// Returns the questions of the requirements of one side of each verdict.
fn questions(advice: &Json, side: &str) -> Vec<Vec<String>> {
    let of = |verdict: &Json| {
        let asked = verdict[side].as_array().map_or(&[][..], Vec::as_slice).iter();
        asked.map(|asked| asked["question"].as_str().expect("an id").to_owned()).collect()
    };
    advice["verdicts"].as_array().expect("verdicts").iter().map(of).collect()
}

#[test]
fn a_plan_that_may_have_everything_comes_before_a_later_one_that_surely_has_it() {
    let catalog = three_plans().read();
    let advice = advise(&catalog, &json!({"calls": true, "seats": 3}));
    assert_eq!((&advice["recommended"], &advice["fits"]), (&json!("b"), &json!(true)));
    assert_eq!(questions(&advice, "missed"), [vec!["calls", "seats"], vec![], vec![]]);
    assert_eq!(questions(&advice, "not_stated"), [vec![], vec!["calls", "seats"], vec![]]);
    assert_eq!(questions(&advice, "met"), [vec![], vec![], vec!["calls", "seats"]]);
    let need = &advice["verdicts"][1]["not_stated"][0]["needs"][0];
    assert_eq!(*need, json!({"entitlement": "calls", "required": "included", "offered": "not-stated", "met": false}));
}

#[test]
fn what_is_to_be_bought_or_does_not_apply_is_missed() {
    let catalog = three_plans().read();
    let advice = advise(&catalog, &json!({"letters": true}));
    assert_eq!((&advice["recommended"], &advice["fits"]), (&json!("c"), &json!(false)));
    assert_eq!(questions(&advice, "missed"), [vec!["letters"], vec!["letters"], vec!["letters"]]);
    assert_eq!(advice["verdicts"][1]["missed"][0]["needs"][0]["offered"], "available");
    assert_eq!(advice["verdicts"][2]["missed"][0]["needs"][0]["offered"], "not-applicable");
}

#[test]
fn an_alternative_that_is_met_or_not_stated_is_no_miss() {
    let any_of = |rows: [&str; 2]| {
        let needs: Vec<_> = rows.iter().map(|row| json!({"entitlement": row, "at_least": "included"})).collect();
        yes_no("either").asks_for("either").set("requires", json!([{"any_of": needs}]))
    };
    for rows in [["one", "other"], ["other", "one"]] {
        let catalog = catalog("alternatives")
            .plans(["a", "b", "c"])
            .row(row("one", "inclusion", ["not-included", "not-included", NOT_STATED]))
            .row(row("other", "inclusion", ["not-included", NOT_STATED, "included"]))
            .question(any_of(rows))
            .read();
        let answers = answers(&catalog, &json!({"either": true}));
        let advice = Advice::of(&catalog, &answers);
        let stands: Vec<_> =
            catalog.plans().map(|plan| advice.asked[0].satisfaction(&catalog, &answers, plan)).collect();
        assert_eq!(stands, [Satisfaction::Missed, Satisfaction::NotStated, Satisfaction::Met]);
        assert_eq!(advice.recommended().map(|plan| catalog.plan(plan).id.as_str()), Some("b"));
    }
}

#[test]
fn nothing_needs_to_be_stated_where_nothing_is_asked_for() {
    let catalog = three_plans().read();
    assert_eq!(questions(&advise(&catalog, &json!({"seats": 0})), "met"), vec![vec!["seats"]; 3]);
    // No number rules the plan out of which it is not stated how many it has.
    let advised = Advised::of(&catalog, &answers(&catalog, &json!({"seats": 999_999})));
    assert_eq!(advised.advice.recommended().map(|plan| catalog.plan(plan).id.as_str()), Some("b"));
}

#[test]
fn what_is_not_stated_is_neither_more_nor_less_than_anything() {
    let catalog = three_plans().read();
    for other in [Value::NotIncluded, Value::Included, Value::OnRequest, Value::Available, Value::NotApplicable] {
        assert_eq!(catalog.compare(Value::NotStated, other), None, "{other:?}");
        assert_eq!(catalog.compare(other, Value::NotStated), None, "{other:?}");
    }
    assert_eq!(catalog.compare(Value::NotStated, Value::NotStated), Some(std::cmp::Ordering::Equal));
    assert_eq!(catalog.compare(Value::Available, Value::NotIncluded), Some(std::cmp::Ordering::Greater));
}

/// Reads one plan with one row of this kind and cell; the problems, where it has some.
fn cell(kind: &str, cell: Json) -> Result<Catalog, Vec<String>> {
    let json = catalog("cell").plans(["a"]).row(row("r", kind, [cell])).json();
    source::read(&json.to_string()).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

#[test]
fn a_cell_says_what_holds_beside_its_value() {
    let read = cell("inclusion", json!({"value": "included", "condition": "Name contacts first", "note": "By phone."}));
    let read = read.expect("a catalogue");
    let parts = read.parts().entitlements[0].cells[0].clone();
    assert_eq!(parts.condition.map(|text| text.own().to_owned()).as_deref(), Some("Name contacts first"));
    assert_eq!(parts.note.map(|text| text.own().to_owned()).as_deref(), Some("By phone."));
    let read = cell("hours", json!({"value": "available", "words": "Ask sales", "price": "€10 a month"}));
    let parts = read.expect("a catalogue").parts().entitlements[0].cells[0].clone();
    assert_eq!(parts.words.map(|text| text.own().to_owned()).as_deref(), Some("Ask sales"));
    assert_eq!(parts.price.map(|text| text.own().to_owned()).as_deref(), Some("€10 a month"));
    assert_eq!(cell("quantity", json!({"value": 3})).map(|_| ()), Ok(()), "an object may hold a value alone");
}

#[test]
fn what_cannot_be_said_of_a_value_is_told_with_the_way_out() {
    let place = "/sections/0/entitlements/0/values/a";
    for (value, field, way_out) in [
        (json!("included"), "words", "take them out, or say it in a \"note\""),
        (json!("on-request"), "price", "or write \"available\" as the value"),
        (json!("not-included"), "condition", "take \"condition\" out"),
        (json!("not-stated"), "condition", "take \"condition\" out"),
    ] {
        let problems = cell("inclusion", json!({"value": value, field: "Words"})).expect_err("a problem");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            problems[0].starts_with(&format!("{place}/{field}: ")) && problems[0].contains(way_out),
            "{problems:?}"
        );
    }
    // A value that cannot be read brings no problem of what is said of it.
    let problems = cell("inclusion", json!({"value": "perhaps", "condition": "Words"})).expect_err("a problem");
    assert_eq!(problems.len(), 1, "{problems:?}");
}

#[test]
fn the_advice_tells_the_condition_and_the_price_where_the_cell_decides() {
    let condition = json!({"value": "included", "condition": "Name contacts first"});
    let catalog = three_plans()
        .row(row("fax", "inclusion", [json!("not-included"), json!({"value": "available", "price": "€5"}), condition]))
        .question(yes_no("fax").asks_for("fax").requires("fax", "included"))
        .read();
    let advice = advise(&catalog, &json!({"fax": true}));
    assert_eq!(advice["recommended"], "c");
    assert_eq!(advice["verdicts"][2]["met"][0]["needs"][0]["condition"], "Name contacts first");
    assert_eq!(advice["verdicts"][1]["missed"][0]["needs"][0]["price"], "€5");
    assert_eq!(advice["verdicts"][0]["missed"][0]["needs"][0].get("condition"), None);
}

#[test]
fn the_same_under_another_condition_differs_without_being_more() {
    let under = |condition: &str| json!({"value": "included", "condition": condition});
    let catalog = catalog("conditions")
        .plans(["a", "b", "c"])
        .row(row("calls", "inclusion", [json!("included"), under("x"), under("x")]))
        .read();
    let [a, b, c] = [0, 1, 2].map(|at| catalog.plans().nth(at).expect("a plan"));
    let other = |from, to| plans::comparison::differences(&catalog, &Answers::none(), from, to).other.len();
    assert_eq!((other(a, b), other(b, c)), (1, 0));
}

#[test]
fn explanations_and_audiences_may_be_left_out_and_rows_have_links_badges_and_tags() {
    let mut json = three_plans().json();
    json["plans"][0].as_object_mut().expect("a plan").shift_remove("audience");
    let rows = &mut json["sections"][0]["entitlements"];
    rows[0].as_object_mut().expect("a row").shift_remove("explanation");
    rows[0]["link"] = json!({"url": "https://example.com/calls", "text": "About calls"});
    rows[0]["badge"] = "beta".into();
    rows[1]["badge"] = "Only here".into();
    rows[0]["tags"] = json!(["phone", {"en": "telephone", "de": "Telefon"}]);
    let read = source::read(&json.to_string()).expect("a catalogue");
    let parts = read.parts();
    assert_eq!(parts.plans[0].audience, None);
    assert!(parts.entitlements[0].explanation.is_empty() && !parts.entitlements[1].explanation.is_empty());
    assert_eq!(parts.entitlements[0].link.as_ref().map(|link| link.url.as_str()), Some("https://example.com/calls"));
    assert_eq!(parts.entitlements[0].badge, Some(Badge::Beta));
    assert!(matches!(&parts.entitlements[1].badge, Some(Badge::Own(text)) if text.own() == "Only here"));
    assert_eq!(parts.entitlements[0].tags.len(), 2);
    let again = Catalog::from_compiled(&read.to_compiled()).expect("compiled text");
    assert_eq!(again, read);

    json["sections"][0]["entitlements"][0]["link"]["url"] = "javascript:alert(1)".into();
    let problems = source::read(&json.to_string()).expect_err("a problem");
    assert!(problems[0].to_string().contains("begin it with \"https://\" or \"/\""), "{problems:?}");
}
