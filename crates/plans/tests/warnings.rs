//! Every warning of the catalogue's reader: its place and its words; and that a catalogue without fault has none.

use plans::source;
use plans::testing::{CatalogBuilder, Json, add_on, catalog, choice, noted, number, one, row, several, yes_no};
use serde_json::json;

/// Three plans that two questions tell apart, without anything to warn of.
fn clean() -> CatalogBuilder {
    catalog("c")
        .plans(["a", "b", "c"])
        .row(row("calls", "quantity", [0, 5, 10]))
        .row(row("phone", "inclusion", ["not-included", "not-included", "included"]))
        .question(number("calls").requires("calls", "answer"))
        .question(yes_no("phone").requires("phone", "included"))
}

fn warnings_of(json: &Json) -> Vec<String> {
    let text = json.to_string();
    let lines = |problems: Vec<plans::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    let catalog = source::read(&text).map_err(lines).expect("a catalogue without problems");
    source::warnings(&catalog, &text).iter().map(ToString::to_string).collect()
}

/// The catalogue has these warnings and no other: each its place and the beginning of what is said.
#[track_caller]
fn check<const N: usize>(catalog: &CatalogBuilder, expected: [(&str, &str); N]) {
    check_json(&catalog.json(), expected);
}

#[track_caller]
fn check_json<const N: usize>(json: &Json, expected: [(&str, &str); N]) {
    let warnings = warnings_of(json);
    let are_so = warnings.iter().zip(expected).all(|(warning, (place, said))| {
        warning.strip_prefix(place).is_some_and(|rest| rest.starts_with(&format!(": {said}")))
    });
    assert!(warnings.len() == N && are_so, "{warnings:#?}");
}

#[test]
fn a_catalogue_without_fault_has_none() {
    check(&clean(), []);
    let msa: Json = serde_json::from_str(include_str!("../../../catalogs/msa.json")).expect("JSON");
    check_json(&msa, []);
}

#[test]
fn a_plain_comparison_has_none_of_its_plans() {
    check(&catalog("c").plans(["a", "b"]).row(row("calls", "quantity", [5, 5])), []);
}

#[test]
fn an_answer_that_no_plan_meets_is_named() {
    let choices = || [choice("many").requires("calls", 11), choice("some").requires("calls", 5)];
    let place = "/groups/0/questions/2/choices/0";
    check(&clean().question(one("q", choices())), [(place, "no plan meets the choice \"many\": whoever picks it")]);
    check(&clean().question(several("q", choices())), [(place, "no plan meets the choice \"many\": whoever picks it")]);

    let nobody = || clean().row(row("fax", "inclusion", ["not-included", "on-request", "on-request"]));
    check(
        &nobody().question(yes_no("fax").requires("fax", "included")),
        [("/groups/0/questions/2", "no plan meets a yes: whoever says it")],
    );
    let nobody = || clean().row(row("fax", "quantity", ["not-included", "on-request", "not-included"]));
    check(
        &nobody().question(number("fax").requires("fax", "answer")),
        [("/groups/0/questions/2", "no plan meets even the number 1")],
    );
    // Each requirement has a plan that meets it, and none meets both.
    let apart = clean().row(row("fax", "inclusion", ["included", "not-included", "not-included"]));
    let both = choice("both").requires("fax", "included").requires("phone", "included");
    check(
        &apart.question(one("q", [both, choice("neither")])),
        [("/groups/0/questions/2/choices/0", "no plan meets the choice \"both\"")],
    );
}

#[test]
fn a_plan_that_no_answers_recommend_is_named() {
    let same = catalog("c")
        .plans(["a", "b", "c"])
        .row(row("calls", "quantity", [5, 5, 10]))
        .question(number("calls").requires("calls", "answer"));
    check(
        &same,
        [("/plans/1", "no answers recommend this plan: whatever it meets, a plan that comes first meets, too")],
    );
    // A size leads to it.
    let sizes = || [choice("small"), choice("large").set("suits", "b")];
    check(&same.question(one("size", sizes())), []);
}

#[test]
fn a_requirement_that_can_never_be_compared_is_named_once() {
    let visits = || clean().row(row("visits", "frequency", ["not-included", "1 per year", "on-request"]));
    let place = "/groups/0/questions/2/requires/0/at_least";
    let said = "what is required cannot be compared with what any plan has in the row \"visits\"";
    check(&visits().question(yes_no("q").requires("visits", "1 day per year")), [(place, said)]);
    check(&visits().question(yes_no("q").requires("visits", "1 per year")), []);
    let choices = || [choice("x").requires("visits", "1 day per year"), choice("y")];
    let place = "/groups/0/questions/2/choices/0/requires/0/at_least";
    check(&visits().question(one("q", choices())), [(place, said)]);

    // Working hours, and a longer time on the clock.
    let answers = || clean().row(row("first", "response", ["not-included", "4h working", "8h working"]));
    let place = "/groups/0/questions/2/requires/0/at_least";
    let said = "what is required cannot be compared with what any plan has in the row \"first\"";
    check(&answers().question(yes_no("q").requires("first", "12h")), [(place, said)]);
    check(&answers().question(yes_no("q").requires("first", "8h working")), []);
    // What no plan has is no matter of comparing.
    let nobody = clean().row(row("visits", "frequency", ["not-included", "on-request", "not-included"]));
    check(
        &nobody.question(yes_no("q").requires("visits", "1 day per year")),
        [("/groups/0/questions/2", "no plan meets a yes")],
    );
    let mut json = visits().question(yes_no("q")).json();
    json["groups"][0]["questions"][2]["requires"] = json!([{"any_of": [
        {"entitlement": "phone", "at_least": "included"},
        {"entitlement": "visits", "at_least": "2 days per week"},
    ]}]);
    let said = "what is required cannot be compared with what any plan has in the row \"visits\"";
    check_json(&json, [("/groups/0/questions/2/requires/0/any_of/1/at_least", said)]);
}

#[test]
fn hours_of_other_zones_and_of_the_visitors_compare_with_none() {
    let days = ["mon", "tue"];
    let hours = |zone| {
        clean()
            .hours("berlin", ("Europe/Berlin", "CET"), &days, ("09:00", "17:00"))
            .hours("late", ("Europe/Berlin", "CET"), &days, ("12:00", "20:00"))
            .hours("other", (zone, "there"), &days, ("09:00", "17:00"))
            .row(row("open", "hours", ["not-included", "berlin", "berlin"]))
    };
    let place = "/groups/0/questions/2/requires/0/at_least";
    let said = "what is required cannot be compared with what any plan has in the row \"open\"";
    check(&hours("Asia/Tokyo").question(yes_no("q").requires("open", "other")), [(place, said)]);
    // In one zone hours compare, though neither are open whenever the others are.
    check(
        &hours("Asia/Tokyo").question(yes_no("q").requires("open", "late")),
        [("/groups/0/questions/2", "no plan meets a yes")],
    );
}

#[test]
fn a_question_whose_answer_never_matters_is_named() {
    let said = "no answer to this question changes which plan is recommended";
    let all = || clean().row(row("mail", "inclusion", ["included"; 3]));
    check(&all().question(yes_no("mail").requires("mail", "included")), [("/groups/0/questions/2", said)]);
    check(&all().question(yes_no("nothing")), [("/groups/0/questions/2", said)]);
    let choices = || [choice("x").requires("mail", "included"), choice("y")];
    check(&all().question(one("q", choices())), [("/groups/0/questions/2", said)]);
    let room = clean().row(row("room", "quantity", ["unlimited"; 3]));
    check(&room.question(number("room").requires("room", "answer")), [("/groups/0/questions/2", said)]);
    // One choice that matters is enough.
    let choices = || [choice("x").requires("mail", "included"), choice("y").requires("phone", "included")];
    check(&all().question(several("q", choices())), []);
}

#[test]
fn a_question_that_every_plan_meets_one_of_them_with_an_add_on_matters() {
    let fax = row("fax", "inclusion", ["available", "included", "included"]);
    let catalog = clean().row(fax).add_on(add_on("line").plans(["a"]).grants("fax", "included"));
    check(&catalog.question(yes_no("fax").requires("fax", "included")), []);
}

#[test]
fn equal_notes_are_named_with_the_place_of_the_first() {
    let with = |note| {
        clean().row(row(
            "fax",
            "inclusion",
            [json!("not-included"), noted("included", "Within reason."), noted("included", note)],
        ))
    };
    let (place, first) = ("/sections/0/entitlements/2/values/c/note", "/sections/0/entitlements/2/values/b/note");
    let equal = format!("the note \"Within reason.\" stands at {first} already, and both are one footnote");
    check(&with("Within reason."), [(place, &equal)]);
    let like =
        format!("the note \"within  reason\" is almost the one at {first}, \"Within reason.\"; write them alike");
    check(&with("within  reason"), [(place, &like)]);
    check(&with("Without reason."), []);
}

#[test]
fn a_text_that_lacks_a_language_which_most_have_is_named() {
    let mut json = clean().json();
    in_german(&mut json);
    check_json(&json, []);
    json["plans"][1]["audience"] = json!("All");
    json["title"] = json!({"en": "T", "fr": "T"});
    let said = "the text is not in \"de\", which ";
    check_json(&json, [("/title", said), ("/plans/1/audience", said)]);
    // What few texts have is no language of the catalogue.
    let mut json = clean().json();
    json["title"] = json!({"en": "T", "de": "T"});
    check_json(&json, []);
}

/// Writes each text in German, too.
fn in_german(json: &mut Json) {
    const TEXTS: [&str; 14] = [
        "title",
        "introduction",
        "ribbon",
        "request_plan",
        "learn_more",
        "name",
        "audience",
        "label",
        "prompt",
        "help",
        "asks_for",
        "one",
        "other",
        "explanation",
    ];
    match json {
        Json::Array(items) => items.iter_mut().for_each(in_german),
        Json::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Json::String(text) if TEXTS.contains(&&**name) => *value = json!({"en": text, "de": text}),
                    Json::Array(items) if name == "explanation" => {
                        items.iter_mut().for_each(|item| *item = json!({"en": item, "de": item}));
                    }
                    value => in_german(value),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn an_origin_that_is_left_out_where_most_have_it_is_named() {
    let said = "\"origin\" is left out, which means \"published\", and 2 of 3 ";
    let rows = || ["x", "y"].map(|id| row(id, "inclusion", ["included"; 3]).set("origin", "ours"));
    let catalog = catalog("c").plans(["a", "b", "c"]);
    check(
        &catalog.clone().rows(rows()).row(row("z", "inclusion", ["included"; 3])),
        [("/sections/0/entitlements/2", &format!("{said}rows say it"))],
    );
    // Half is not most.
    check(&catalog.row(row("z", "inclusion", ["included"; 3])).row(rows()[0].clone()), []);
}
