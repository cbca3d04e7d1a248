//! Every problem of the catalogue's reader: its place, its words, and that no fault hides another or brings others with it.

mod support;

use std::collections::BTreeSet;

use plans::json::{Limits, MAX_BYTES};
use plans::source;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::random::{cases, damaged, damages};
use support::{MSA, lines, msa_json, parent, pointers};

/// One change of a catalogue.
enum Edit {
    Set(String, Json),
    Remove(String),
}

fn set(pointer: impl Into<String>, value: impl Into<Json>) -> Edit {
    Edit::Set(pointer.into(), value.into())
}

fn remove(pointer: impl Into<String>) -> Edit {
    Edit::Remove(pointer.into())
}

fn edited(edits: &[Edit]) -> Json {
    let mut json = msa_json();
    for edit in edits {
        match edit {
            Edit::Set(pointer, value) => support::set(&mut json, pointer, value.clone()),
            Edit::Remove(pointer) => support::remove(&mut json, pointer),
        }
    }
    json
}

/// The problems of a text, as they are printed.
fn problems(text: &str) -> Vec<String> {
    source::read(text).map_or_else(|problems| lines(&problems), |_| Vec::new())
}

/// The MSA catalogue with these changes has these problems and no other.
#[track_caller]
fn check<const N: usize>(edits: [Edit; N], expected: &[&str]) {
    assert_eq!(problems(&edited(&edits).to_string()), expected);
}

/// A text has these problems and no other.
#[track_caller]
fn check_text(text: &str, expected: &[&str]) {
    assert_eq!(problems(text), expected);
}

/// The MSA catalogue's text with one piece replaced has these problems and no other.
#[track_caller]
fn check_replaced(piece: &str, by: &str, expected: &[&str]) {
    assert_eq!(MSA.matches(piece).count(), 1, "{piece} stands once");
    check_text(&MSA.replace(piece, by), expected);
}

const INCIDENTS: &str = "/sections/0/entitlements/0";
const BREAK_FIX: &str = "/sections/0/entitlements/2";
const SEV1_HOURS: &str = "/sections/1/entitlements/0";
const SEV1_RESPONSE: &str = "/sections/2/entitlements/0";
const REVIEW_CALL: &str = "/sections/5/entitlements/1";
const ESCALATION: &str = "/sections/5/entitlements/4";
const SIZE_QUESTION: &str = "/groups/0/questions/0";
const HOURS_QUESTION: &str = "/groups/1/questions/0";
const INCIDENTS_QUESTION: &str = "/groups/3/questions/0";
const TAM_QUESTION: &str = "/groups/3/questions/2";
const REMOTE_QUESTION: &str = "/groups/3/questions/3";
const ASSURANCE_QUESTION: &str = "/groups/4/questions/0";

#[test]
fn the_issues_example_is_reported_in_the_issues_words() {
    check(
        [set(format!("{SEV1_RESPONSE}/values/plus"), "4 hrs")],
        &[
            r#"/sections/2/entitlements/0/values/plus: response "4 hrs" is not a duration; write for example "4h" or "8h working""#,
        ],
    );
}

#[test]
fn ids_stand_once_in_their_list() {
    let copies = [
        ("plan", "standard", "/plans/0", "/plans/5"),
        ("entitlement", "break-fix", BREAK_FIX, "/sections/3/entitlements/1"),
        ("question", "incidents", INCIDENTS_QUESTION, "/groups/4/questions/2"),
        ("choice", "1-99", "/groups/0/questions/0/choices/0", "/groups/0/questions/0/choices/4"),
        ("level", "basic", "/scales/priority/0", "/scales/priority/4"),
    ];
    for (what, id, from, to) in copies {
        let copy = msa_json().pointer(from).cloned().expect("what is copied");
        check(
            [set(to, copy)],
            &[&format!("{to}/id: the {what} id \"{id}\" stands at {from}/id already; give each its own")],
        );
    }
    check(
        [set("/sections/3/id", "hours"), set("/groups/2/id", "hours")],
        &[
            r#"/sections/3/id: the section id "hours" stands at /sections/1/id already; give each its own"#,
            r#"/groups/2/id: the group id "hours" stands at /groups/1/id already; give each its own"#,
        ],
    );
}

#[test]
fn ids_of_different_lists_may_be_the_same() {
    check(
        [
            set("/sections/0/id", "plus"),
            set("/groups/0/id", "plus"),
            set(format!("{SIZE_QUESTION}/choices/0/id"), "plus"),
        ],
        &[],
    );
}

#[test]
fn ids_are_short_lower_case_and_plain() {
    for id in ["Enterprise", "enter prise", "enterprise_", "énterprise", ""] {
        check(
            [set("/plans/4/id", id)],
            &[&format!(r#"/plans/4/id: {id:?} is not an id; write 1 to 64 of a to z, 0 to 9 and "-""#)],
        );
    }
    for (id, shown) in [("a".repeat(64), None), ("a".repeat(65), Some("a".repeat(60)))] {
        let problem =
            shown.map(|shown| format!(r#"/id: "{shown}"… is not an id; write 1 to 64 of a to z, 0 to 9 and "-""#));
        check([set("/id", id)], &problem.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_field_stands_once() {
    check_replaced(
        r#""version": "2026-11","#,
        r#""version": "2026-11", "version": "2026-12","#,
        &[r#"/version: the field "version" stands twice; keep one of the two"#],
    );
    check_replaced(
        r#"{"standard": 0, "start": 6,"#,
        r#"{"standard": 0, "start": 6, "start": 7,"#,
        &[r#"/sections/0/entitlements/0/values/start: the field "start" stands twice; keep one of the two"#],
    );
}

#[test]
fn every_plan_has_a_cell_in_every_row() {
    check(
        [remove(format!("{INCIDENTS}/values/plus"))],
        &[r#"/sections/0/entitlements/0/values: the plan "plus" has no value; add one, "not-included" if it is not"#],
    );
}

#[test]
fn a_cell_is_of_its_rows_kind() {
    let values = [
        (
            BREAK_FIX,
            json!("yes"),
            r#"inclusion "yes" is not a word for it; write "included", or in a cell "not-included" or "on-request""#,
        ),
        (
            BREAK_FIX,
            json!(1),
            r#"inclusion 1 is not a word for it; write "included", or in a cell "not-included" or "on-request""#,
        ),
        (INCIDENTS, json!("12"), r#"quantity "12" is not a number; write for example 12 or "unlimited""#),
        (INCIDENTS, json!("included"), r#"quantity "included" is not a number; write for example 12 or "unlimited""#),
        (INCIDENTS, json!(-1), "-1.0 is not a whole number from 0 to 1000000000000; write one"),
        (
            INCIDENTS,
            json!(1.5),
            "1.5 is not a whole number from 0 to 1000000000000; write one, or make the row's kind \"decimal\"",
        ),
        (INCIDENTS, json!(12.0), "12.0 is not a whole number from 0 to 1000000000000; write one"),
        (
            INCIDENTS,
            json!(1_000_000_000_001_u64),
            "1000000000001 is not a whole number from 0 to 1000000000000; write one",
        ),
        (
            INCIDENTS,
            json!(true),
            "true is not a value; write \"included\" in a row of the kind \"inclusion\", in others how much it is",
        ),
        (ESCALATION, json!("hgih"), r#"level "hgih" is not on the scale "priority"; did you mean "high"?"#),
        (
            ESCALATION,
            json!("4h"),
            r#"level "4h" is not on the scale "priority"; known are basic, medium, high, highest"#,
        ),
        (SEV1_HOURS, json!("weekday"), r#"hours "weekday" have no entry under "hours"; did you mean "weekdays"?"#),
        (SEV1_HOURS, json!(24), r#"hours 24 have no entry under "hours"; known are extended, weekdays, always"#),
        (SEV1_RESPONSE, json!(4), r#"response 4 is not a duration; write for example "4h" or "8h working""#),
        (
            SEV1_RESPONSE,
            json!("extended"),
            r#"response "extended" is not a duration; write for example "4h" or "8h working""#,
        ),
        (
            REVIEW_CALL,
            json!("yearly"),
            r#"frequency "yearly" is not one; write for example "1 per year" or "2 days per quarter""#,
        ),
    ];
    for (row, value, detail) in values {
        check([set(format!("{row}/values/plus"), value.clone())], &[&format!("{row}/values/plus: {detail}")]);
        let noted = json!({"value": value, "note": "A footnote."});
        check([set(format!("{row}/values/plus"), noted)], &[&format!("{row}/values/plus/value: {detail}")]);
    }
}

#[test]
fn every_row_may_hold_not_included_and_on_request() {
    for row in [BREAK_FIX, INCIDENTS, ESCALATION, SEV1_HOURS, SEV1_RESPONSE, REVIEW_CALL] {
        for value in [json!("not-included"), json!("on-request"), json!({"value": "on-request", "note": "Ask us."})] {
            check([set(format!("{row}/values/plus"), value)], &[]);
        }
    }
}

#[test]
fn what_is_required_is_included_or_of_the_rows_kind() {
    let at_least = format!("{HOURS_QUESTION}/choices/0/requires/0/at_least");
    check([set(&at_least, "included")], &[]);
    check(
        [set(&at_least, "8h")],
        &[
            r#"/groups/1/questions/0/choices/0/requires/0/at_least: hours "8h" have no entry under "hours"; known are extended, weekdays, always"#,
        ],
    );
    check(
        [set(&at_least, "on-request")],
        &[
            r#"/groups/1/questions/0/choices/0/requires/0/at_least: hours "on-request" have no entry under "hours"; known are extended, weekdays, always"#,
        ],
    );
}

#[test]
fn unknown_names_are_answered_with_the_nearest_known_one() {
    check(
        [set(format!("{INCIDENTS}/values/pluss"), 1)],
        &[r#"/sections/0/entitlements/0/values/pluss: no plan is called "pluss"; did you mean "plus"?"#],
    );
    check(
        [set(format!("{SIZE_QUESTION}/choices/0/suits"), "strat")],
        &[r#"/groups/0/questions/0/choices/0/suits: no plan is called "strat"; did you mean "start"?"#],
    );
    check(
        [set(format!("{HOURS_QUESTION}/choices/0/requires/0/entitlement"), "sev1-hour")],
        &[
            r#"/groups/1/questions/0/choices/0/requires/0/entitlement: no entitlement is called "sev1-hour"; did you mean "sev1-hours"?"#,
        ],
    );
    check(
        [set(format!("{ESCALATION}/scale"), "priorities")],
        &[r#"/sections/5/entitlements/4/scale: no scale is called "priorities"; did you mean "priority"?"#],
    );
    check(
        [set("/hours/weekdays/zone", "America/NewYork")],
        &[r#"/hours/weekdays/zone: "America/NewYork" is not a time zone; did you mean "America/New_York"?"#],
    );
    check(
        [set(format!("{BREAK_FIX}/kind"), "inclusive")],
        &[r#"/sections/0/entitlements/2/kind: "inclusive" is not a kind of row; did you mean "inclusion"?"#],
    );
    check(
        [set(format!("{REMOTE_QUESTION}/kind"), "yesno")],
        &[r#"/groups/3/questions/3/kind: "yesno" is not a kind of question; did you mean "yes-no"?"#],
    );
    check(
        [set(format!("{INCIDENTS}/origin"), "mine")],
        &[r#"/sections/0/entitlements/0/origin: "mine" is not an origin; known are published, ours"#],
    );
}

#[test]
fn unknown_fields_are_answered_with_the_nearest_known_one() {
    check(
        [set("/plans/0/requestible", true)],
        &[r#"/plans/0/requestible: the field "requestible" is unknown; did you mean "requestable"?"#],
    );
    check(
        [set(format!("{INCIDENTS}/origen"), "ours")],
        &[r#"/sections/0/entitlements/0/origen: the field "origen" is unknown; did you mean "origin"?"#],
    );
    check(
        [set("/hours/weekdays/weekly/0/x", 0)],
        &[r#"/hours/weekdays/weekly/0/x: the field "x" is unknown; known are days, open, close, zone, zone_label"#],
    );
    let needs = format!("{TAM_QUESTION}/choices/1/requires/0/entitlement");
    check(
        [set(needs, "tam-team")],
        &[
            r#"/groups/3/questions/2/choices/1/requires/0/entitlement: the field "entitlement" is unknown; known are any_of"#,
        ],
    );
}

#[test]
fn what_is_quoted_is_short_and_on_one_line() {
    let name = format!("\u{1b}[2J\n{}", "a/~".repeat(100));
    let escaped = name.replace('~', "~0").replace('/', "~1");
    let printed = escaped.replace('\u{1b}', "\\u{1b}").replace('\n', "\\n");
    let quoted: String = name.chars().take(60).collect();
    check(
        [set(format!("/plans/0/{escaped}"), 0)],
        &[&format!(
            "/plans/0/{printed}: the field {quoted:?}… is unknown; known are id, name, audience, requestable, learn_more_url, price, available_if"
        )],
    );
}

#[test]
fn an_empty_catalogue_says_what_it_lacks() {
    let missing = [
        "id",
        "version",
        "language",
        "title",
        "introduction",
        "ribbon",
        "request_plan",
        "learn_more",
        "plans",
        "sections",
    ];
    let missing = missing.map(|field| format!(": the field \"{field}\" is missing; add it"));
    check_text("{}", &missing.each_ref().map(String::as_str));
    check_text("[]", &[": a list of 0 is not an object; write an object"]);
    check_text("null", &[": null is not an object; write an object"]);
    check_text(
        "",
        &[
            ": the document is not JSON: EOF while parsing a value at line 1 column 0; check the commas, quotes and brackets there",
        ],
    );
    check_text(
        "{\"id\": \"msa\",}",
        &[
            ": the document is not JSON: trailing comma at line 1 column 14; take out the last comma: nothing follows it",
        ],
    );
}

#[test]
fn lists_that_the_page_needs_are_not_empty() {
    let lists = [
        "/plans",
        "/sections",
        "/sections/0/entitlements",
        "/sections/0/entitlements/0/explanation",
        "/sections/1/entitlements/0/explanation/0/list",
        "/hours/weekdays/weekly",
        "/hours/weekdays/weekly/0/days",
        "/scales/priority",
        "/groups/0/questions",
        "/groups/0/questions/0/choices",
        "/groups/3/questions/2/choices/1/requires/0/any_of",
    ];
    for list in lists {
        check([set(list, json!([]))], &[&format!("{list}: the list is empty; write at least one item")]);
    }
}

#[test]
fn what_is_optional_may_be_empty_null_or_left_out() {
    check([set("/groups", json!([])), remove("/decides")], &[]);
    check([remove("/groups"), remove("/decides")], &[]);
    for field in ["/groups/3/questions/1/requires", "/groups/1/questions/1/choices/1/requires"] {
        check([set(field, json!([]))], &[]);
        check([remove(field)], &[]);
    }
    for field in [
        "/$schema",
        "/consent",
        "/reply",
        "/decides",
        "/groups/1/questions/0/help",
        "/plans/0/requestable",
        "/plans/0/learn_more_url",
        "/groups/0/questions/0/origin",
    ] {
        check([set(field, Json::Null)], &[]);
        check([set(field, Json::Null), remove(field)], &[]);
    }
}

#[test]
fn texts_are_not_blank_not_long_and_without_control_characters() {
    for text in [
        "/title",
        "/version",
        "/plans/0/name",
        "/sections/0/entitlements/0/explanation/0",
        "/hours/weekdays/zone_label",
    ] {
        check(
            [set(text, " \t")],
            &[&format!("{text}: the text is empty; write one, or leave the field out where it is optional")],
        );
        check(
            [set(text, "a\u{1f}b")],
            &[&format!(r#"{text}: "a\u{{1f}}b" holds the control character U+001F; take it out"#)],
        );
        check([set(text, "a\nb")], &[&format!(r#"{text}: "a\nb" holds the control character U+000A; take it out"#)]);
    }
    check([set("/version", 5)], &["/version: 5 is not a text; write a text"]);
    check(
        [set("/title", 5)],
        &["/title: 5 is not a text, or a map from language to text; write a text, or a map from language to text"],
    );
    let quoted = format!("\"{}\"…", "é".repeat(60));
    check([set("/title", "é".repeat(2000)), set("/version", "é".repeat(200))], &[]);
    check(
        [set("/title", "é".repeat(2001)), set("/version", "é".repeat(201))],
        &[
            &format!("/version: {quoted} has 201 characters; keep it within 200"),
            &format!("/title: {quoted} has 2001 characters; keep it within 2000"),
        ],
    );
}

#[test]
fn language_tags_are_well_formed() {
    check(
        [set("/language", "English"), set("/title", json!({"en": "Which plan?", "de": "Welcher Plan?"}))],
        &[r#"/language: "English" is not a language tag; write for example "en" or "pt-BR""#],
    );
    for tag in ["e", "engl", "en-", "en_", "en-x", "en-toolongtag", "C", "C.UTF-8", "*"] {
        check(
            [set("/title", json!({"en": "Plans", tag: "Plans"}))],
            &[&format!("/title/{tag}: {tag:?} is not a language tag; write for example \"en\" or \"pt-BR\"")],
        );
    }
    for tag in
        ["de", "pt-BR", "zh-Hant-TW", "gsw", "es-419", "DE", "de_DE", "en_US.UTF-8", "de-CH_informal", "sr_RS@latin"]
    {
        check([set("/title", json!({"en": "Plans", tag: "Plans"}))], &[]);
    }
    check(
        [set("/title", json!({"en": "Plans", "pt-BR": "Planos", "pt_BR": "Planos"}))],
        &[r#"/title/pt_BR: "pt_BR" is "pt-BR", which stands there already; keep one"#],
    );
}

#[test]
fn a_translated_text_has_the_catalogues_own_language() {
    check(
        [set("/plans/2/name", json!({"de": "Plus", "fr": "Plus"}))],
        &[r#"/plans/2/name: the text is missing in "en", the catalogue's language; add it"#],
    );
    check(
        [set("/plans/2/name", json!({}))],
        &["/plans/2/name: the text has no language; write at least the catalogue's"],
    );
    check(
        [set("/plans/2/name", json!({"en": "", "de": 7}))],
        &[
            "/plans/2/name/de: 7 is not a text; write a text",
            "/plans/2/name/en: the text is empty; write one, or leave the field out where it is optional",
        ],
    );
}

#[test]
fn more_about_a_plan_is_an_address_of_the_web() {
    let bad = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "http://example.com",
        "//example.com",
        "/\\example.com",
        "https://",
        "https:///path",
        "https://example.com/a b",
        "example.com",
        "plans.html",
        " /plans",
    ];
    for url in bad {
        check(
            [set("/plans/1/learn_more_url", url)],
            &[&format!("/plans/1/learn_more_url: {url:?} is not an address; begin it with \"https://\" or \"/\"")],
        );
    }
    for url in ["https://example.com/plans#start", "/plans/start", "/"] {
        check([set("/plans/1/learn_more_url", url)], &[]);
    }
}

#[test]
fn hours_mean_something() {
    let weekly = "/hours/weekdays/weekly/0";
    check(
        [set(format!("{weekly}/open"), "25:00"), set(format!("{weekly}/close"), "9:00")],
        &[
            r#"/hours/weekdays/weekly/0/open: "25:00" is not a time of day; write hours and minutes from "00:00" to "24:00""#,
            r#"/hours/weekdays/weekly/0/close: "9:00" is not a time of day; write hours and minutes from "00:00" to "24:00""#,
        ],
    );
    check(
        [set(format!("{weekly}/open"), "24:00")],
        &[r#"/hours/weekdays/weekly/0/open: "24:00" cannot open a day; write "00:00" of the next day"#],
    );
    check(
        [set(format!("{weekly}/days"), json!(["mon", "Monday", "tues"]))],
        &[
            r#"/hours/weekdays/weekly/0/days/1: "Monday" is not a day; write one of mon, tue, wed, thu, fri, sat, sun"#,
            r#"/hours/weekdays/weekly/0/days/2: "tues" is not a day; write one of mon, tue, wed, thu, fri, sat, sun"#,
        ],
    );
    check(
        [set(format!("{weekly}/days"), json!(["mon", "tue", "mon"]))],
        &[r#"/hours/weekdays/weekly/0/days: "mon" is listed twice; list each day once"#],
    );
    check(
        [set(
            "/hours/weekdays/holidays",
            json!(["2026-12-25", "2026-02-30", "2026-1-1", "25.12.2026", "+2026-01-1", "+12026-01-01", "-0001-01-01"]),
        )],
        &[
            r#"/hours/weekdays/holidays/1: "2026-02-30" is not a date; write one as "2026-12-25""#,
            r#"/hours/weekdays/holidays/2: "2026-1-1" is not a date; write one as "2026-12-25""#,
            r#"/hours/weekdays/holidays/3: "25.12.2026" is not a date; write one as "2026-12-25""#,
            r#"/hours/weekdays/holidays/4: "+2026-01-1" is not a date; write one as "2026-12-25""#,
            r#"/hours/weekdays/holidays/5: "+12026-01-01" is not a date; write one as "2026-12-25""#,
            r#"/hours/weekdays/holidays/6: "-0001-01-01" is not a date; write one as "2026-12-25""#,
        ],
    );
    for (name, escaped) in [("always", "always"), ("Week days", "Week days"), ("a/b", "a~1b"), ("", "")] {
        let hours = msa_json()["hours"]["weekdays"].clone();
        check(
            [set(format!("/hours/{escaped}"), hours)],
            &[&format!("/hours/{escaped}: {name:?} cannot name hours; write an id other than \"always\"")],
        );
    }
    check(
        [set("/scales/High-Low", json!([{"id": "low", "name": "Low"}]))],
        &[r#"/scales/High-Low: "High-Low" cannot name a scale; write an id"#],
    );
}

#[test]
fn the_answered_number_is_asked_of_a_quantity_by_a_number_question_alone() {
    let detail = r#""answer" is for a number question that asks for a quantity; write a value of the row's kind"#;
    let places =
        [format!("{HOURS_QUESTION}/choices/0/requires/0/at_least"), format!("{REMOTE_QUESTION}/requires/0/at_least")];
    for place in places {
        check([set(&place, "answer")], &[&format!("{place}: {detail}")]);
    }
    check(
        [set(format!("{INCIDENTS_QUESTION}/requires/0/entitlement"), "sev1-hours")],
        &[&format!("{INCIDENTS_QUESTION}/requires/0/at_least: {detail}")],
    );
}

#[test]
fn one_question_of_one_choice_tells_the_size() {
    check(
        [set(format!("{HOURS_QUESTION}/choices/2/suits"), "plus")],
        &[r#"/groups/1/questions/0/choices/2/suits: "company-size" tells the size already; take "suits" out of one"#],
    );
    check(
        [set(format!("{ASSURANCE_QUESTION}/choices/1/suits"), "plus")],
        &[r#"/groups/4/questions/0/choices/1/suits: only a question of the kind "one" tells a size; take "suits" out"#],
    );
}

/// What is to be taken out tells no size, so that it does not stand in the way of what does.
#[test]
fn choices_that_mean_nothing_tell_no_size() {
    check(
        [
            set(format!("{SIZE_QUESTION}/kind"), "number"),
            set(format!("{SIZE_QUESTION}/unit"), json!({"one": "person", "other": "people"})),
            set(format!("{HOURS_QUESTION}/choices/2/suits"), "plus"),
        ],
        &[r#"/groups/0/questions/0/choices: the field "choices" means nothing for this kind; take it out"#],
    );
}

#[test]
fn fields_of_another_kind_are_refused_and_those_of_the_kind_are_asked_for() {
    let unit = json!({"one": "thing", "other": "things"});
    let choices = msa_json().pointer(&format!("{HOURS_QUESTION}/choices")).cloned().unwrap_or_default();
    let requires = json!([{"entitlement": "break-fix", "at_least": "included"}]);
    let useless = [
        (BREAK_FIX, "unit", unit.clone()),
        (BREAK_FIX, "scale", json!("priority")),
        (ESCALATION, "unit", unit.clone()),
        (INCIDENTS, "scale", json!("priority")),
        (SIZE_QUESTION, "unit", unit.clone()),
        (SIZE_QUESTION, "asks_for", json!("a size")),
        (INCIDENTS_QUESTION, "choices", choices.clone()),
        (INCIDENTS_QUESTION, "asks_for", json!("incidents")),
        (REMOTE_QUESTION, "choices", choices),
        (REMOTE_QUESTION, "unit", unit),
    ];
    for (place, field, value) in useless {
        check(
            [set(format!("{place}/{field}"), value)],
            &[&format!("{place}/{field}: the field \"{field}\" means nothing for this kind; take it out")],
        );
    }
    check(
        [set(format!("{SIZE_QUESTION}/requires"), requires)],
        &[
            r#"/groups/0/questions/0/requires: the choices of this kind require, not the question; move "requires" into them"#,
        ],
    );
    let needed = [
        (INCIDENTS, "unit"),
        (ESCALATION, "scale"),
        (SIZE_QUESTION, "choices"),
        (ASSURANCE_QUESTION, "choices"),
        (INCIDENTS_QUESTION, "unit"),
        (REMOTE_QUESTION, "asks_for"),
    ];
    for (place, field) in needed {
        check(
            [remove(format!("{place}/{field}"))],
            &[&format!("{place}: the field \"{field}\" is missing, and this kind needs it; add it")],
        );
    }
}

#[test]
fn who_answers_and_by_when_is_told_by_hours_that_the_server_can_reckon_in() {
    for reply in [
        json!("Soon."),
        json!({"en": "Soon.", "de": "Bald."}),
        json!({"text": "Soon.", "by": {"en": "Sales", "de": "Vertrieb"}, "within": {"hours": 720}}),
        json!({"within": {"working_hours": 1, "hours": "always"}}),
        json!({"by": "Sales", "within": {"working_hours": 8, "hours": "weekdays"}}),
    ] {
        check([set("/reply", reply)], &[]);
    }
    for (reply, problem) in [
        (json!({}), r#"/reply: nothing is said here; write "text", "by" or "within", or leave the field out"#),
        (json!({"by": "Sales", "at": "noon"}), r#"/reply/at: the field "at" is unknown; known are text, by, within"#),
        (
            json!({"within": {"hours": 0}}),
            "/reply/within/hours: 0 is not a whole number of hours from 1 to 720; write one such as 8",
        ),
        (
            json!({"within": {"hours": 1.5}}),
            "/reply/within/hours: 1.5 is not a whole number of hours from 1 to 720; write one such as 8",
        ),
        (
            json!({"within": {"hours": "weekdays"}}),
            r#"/reply/within: the field "working_hours" is missing: how many of these hours; add it"#,
        ),
        (json!({"within": {"working_hours": 8}}), r#"/reply/within: the field "hours" is missing; add it"#),
        (
            json!({"within": {"working_hours": 8, "hours": "weekday"}}),
            r#"/reply/within/hours: no hours is called "weekday"; did you mean "weekdays"?"#,
        ),
        (
            json!({"by": {"de": "Vertrieb"}}),
            r#"/reply/by: the text is missing in "en", the catalogue's language; add it"#,
        ),
    ] {
        check([set("/reply", reply)], &[problem]);
    }
    let reply = json!({"within": {"working_hours": 8, "hours": "weekdays"}});
    let local = r#"/reply/within/hours: the hours "weekdays" are by the visitor's own clocks, which are not known where requests are answered; name hours in a zone"#;
    check([set("/reply", reply), set("/hours/weekdays/zone", "local")], &[local]);
}

#[test]
fn a_unit_has_every_form_by_which_its_languages_count() {
    let unit = format!("{INCIDENTS}/unit");
    check(
        [remove(format!("{unit}/one")), remove(format!("{unit}/short/one"))],
        &[
            &format!(r#"{unit}/short: "one" is missing in "en", which has that form for 1; add it"#),
            &format!(r#"{unit}: "one" is missing in "en", which has that form for 1; add it"#),
        ],
    );
    let one = json!({"en": "incident", "pl": "zgłoszenie", "ja": "件"});
    let other = json!({"en": "incidents", "pl": "zgłoszenia", "ja": "件", "de": "Vorfälle"});
    check(
        [set(&unit, json!({"one": one, "few": {"pl": "zgłoszenia"}, "other": other}))],
        &[
            &format!(r#"{unit}: "one" is missing in "de", which has that form for 1; add it"#),
            &format!(
                r#"{unit}: "many" is missing in "pl", which has that form for such numbers as 0, 5 and 6; add it"#
            ),
        ],
    );
    let whole = json!({"one": {"en": "incident", "pl": "zgłoszenie", "de": "Vorfall"}, "few": {"pl": "zgłoszenia"},
        "many": {"pl": "zgłoszeń"}, "other": other});
    check([set(&unit, whole)], &[]);
}

#[test]
fn a_choice_has_a_label_or_hours_with_a_name() {
    let choice = format!("{HOURS_QUESTION}/choices/0");
    check(
        [remove(format!("{choice}/hours"))],
        &[&format!("{choice}: the choice has neither a \"label\" nor \"hours\" that it is called by; add one")],
    );
    check(
        [set(format!("{choice}/label"), "Weekdays")],
        &[&format!("{choice}/label: \"label\" and \"hours\" both say what the choice is called; take one out")],
    );
    check(
        [set(format!("{choice}/hours"), "weekday")],
        &[&format!("{choice}/hours: no set of hours is called \"weekday\"; did you mean \"weekdays\"?")],
    );
    check(
        [remove("/hours/extended/name")],
        &["/hours/extended: a choice is called by these hours, and they have no \"name\"; add one"],
    );
    let catalog = support::msa();
    let labels: Vec<_> = catalog.parts().questions[1].choices().iter().map(|choice| choice.label.own()).collect();
    assert_eq!(labels, ["Weekdays 10–17 ET", "Weekdays 9–19 ET", "Around the clock"]);
}

#[test]
fn the_questions_shown_first_are_known_and_named_once() {
    check(
        [set("/decides", json!(["sev1-hours", "sev1-our", "sev1-hours"]))],
        &[
            "/decides/1: no question is called \"sev1-our\"; did you mean \"sev1-hours\"?",
            "/decides/2: the question \"sev1-hours\" is named already; name it once",
        ],
    );
    check([set("/decides", json!([]))], &["/decides: the list is empty; write at least one item"]);
}

/// Of MSA the three questions whose answers leave fewest plans, in the order asked.
#[test]
fn where_no_question_is_named_those_that_separate_the_plans_most_are_shown_first() {
    let first = |json: &Json| {
        let catalog = support::read(json);
        let id = |question| catalog.question(question).id.as_str().to_owned();
        catalog.parts().decides.iter().copied().map(id).collect::<Vec<_>>()
    };
    assert_eq!(first(&msa_json()), ["company-size", "sev1-hours", "sev1-response"]);
    assert_eq!(first(&edited(&[remove("/decides")])), ["company-size", "contacts", "assurance"]);
    let few = edited(&[remove("/decides"), remove("/groups/4"), remove("/groups/3"), remove("/groups/2")]);
    assert_eq!(first(&few), ["company-size", "sev1-hours", "sev2-hours"], "all of a few");
}

#[test]
fn more_than_a_mebibyte_is_not_read() {
    let padding = MAX_BYTES - MSA.len();
    check_text(&format!("{MSA}{}", " ".repeat(padding)), &[]);
    check_text(
        &format!("{MSA}{}", " ".repeat(padding + 1)),
        &[": the document has 1048577 bytes; keep it within 1048576"],
    );
}

#[test]
fn nesting_bombs_are_a_problem_and_no_stack_overflow() {
    let too_deep = |column| {
        format!(
            ": the document is not JSON: recursion limit exceeded at line 1 column {column}; \
             it is nested too deep; no catalogue or request needs more than a dozen levels"
        )
    };
    check_text(&"[".repeat(100_000), &[&too_deep(128)]);
    check_text(&"{\"a\":".repeat(100_000), &[&too_deep(128 * 5 - 4)]);
    check_text(&format!("{{\"title\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000)), &[&too_deep(9 + 127)]);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    check_text(&format!("\u{feff}{MSA}"), &[]);
}

/// A catalogue of so many plans, rows, and questions with so many choices.
fn sized(plans: usize, rows: usize, questions: usize, choices: usize) -> String {
    let ids = |letter: char, len: usize| (0..len).map(move |at| format!("{letter}{at}"));
    let plan = |id: String| json!({"id": id, "name": "Plan", "audience": "All"});
    let values: serde_json::Map<_, _> = ids('p', plans).map(|plan| (plan, json!("included"))).collect();
    let row =
        |id: String| json!({"id": id, "name": "Row", "explanation": ["A row."], "kind": "inclusion", "values": values});
    let choice = |id: String| json!({"id": id, "label": "Choice"});
    let question = |id: String| {
        let choices: Vec<_> = ids('c', choices).map(choice).collect();
        json!({"id": id, "prompt": "?", "help": "Help", "kind": "one", "choices": choices})
    };
    json!({
        "id": "large", "version": "1", "language": "en", "title": "T", "introduction": "I", "ribbon": "R",
        "request_plan": "P", "learn_more": "L",
        "plans": ids('p', plans).map(plan).collect::<Vec<_>>(),
        "sections": [{"id": "s", "title": "S", "entitlements": ids('e', rows).map(row).collect::<Vec<_>>()}],
        "groups": [{"id": "g", "title": "G", "questions": ids('q', questions).map(question).collect::<Vec<_>>()}],
    })
    .to_string()
}

#[test]
fn lists_have_a_most() {
    check_text(&sized(200, 1, 1, 1), &[]);
    check_text(&sized(201, 1, 1, 1), &["/plans: there are 201 plans; keep them within 200"]);
    check_text(&sized(1, 500, 1, 1), &[]);
    check_text(&sized(1, 501, 1, 1), &["/sections: there are 501 entitlements; keep them within 500"]);
    check_text(&sized(1, 1, 100, 1), &[]);
    check_text(&sized(1, 1, 101, 1), &["/groups: there are 101 questions; keep them within 100"]);
    check_text(&sized(1, 1, 1, 100), &[]);
    check_text(&sized(1, 1, 1, 101), &["/groups/0/questions/0/choices: there are 101 choices; keep them within 100"]);
    check_text(
        &sized(201, 1, 101, 1),
        &[
            "/plans: there are 201 plans; keep them within 200",
            "/groups: there are 101 questions; keep them within 100",
        ],
    );
}

/// Rows times plans of a file at its limit would be some 10^10 problems.
#[test]
fn a_small_file_cannot_make_an_endless_report() {
    let plans = (0..40_000).map(|at| format!("{{\"id\":\"{at}\"}}")).collect::<Vec<_>>().join(",");
    let rows = vec!["{\"values\":{}}"; 30_000].join(",");
    let found = problems(&format!("{{\"plans\":[{plans}],\"sections\":[{{\"entitlements\":[{rows}]}}]}}"));
    let most = Limits::CATALOG.problems;
    assert_eq!(found.len(), most + 1);
    assert!(found[most].starts_with(": there are ") && found[most].ends_with(" more problems; mend these first"));
}

#[test]
fn markup_in_a_text_stays_text() {
    let markup = "<script>alert('&amp;')</script>";
    let json = edited(&[set("/plans/1/name", markup), set(format!("{SIZE_QUESTION}/choices/0/label"), markup)]);
    let catalog = support::read(&json);
    let choices = catalog.parts().questions[0].choices();
    assert_eq!([catalog.parts().plans[1].name.own(), choices[0].label.own()], [markup; 2]);
}

/// One fault of every sort, each in a part of the catalogue of its own.
fn faults() -> Vec<Edit> {
    vec![
        set("/id", "MSA"),
        set("/version", ""),
        set("/title", json!({"de": "Welcher Plan passt?"})),
        set("/ribon", "Recommended"),
        remove("/learn_more"),
        set("/hours/weekdays/zone", "America/NewYork"),
        set("/hours/weekdays/zone_label", json!({"de": "ET"})),
        set("/hours/extended/weekly/0/open", 9),
        set("/hours/extended/holidays", json!(["2026-02-30"])),
        set("/scales/priority/1/name", "\u{7}"),
        set("/plans/0/id", "Standard!"),
        set("/plans/0/name", json!({"de": "Standard"})),
        set("/plans/1/learn_more_url", "javascript:alert(1)"),
        set("/sections/0/id", 1),
        set("/sections/0/title", json!({"fr": "Titre"})),
        set(format!("{INCIDENTS}/id"), "Premium Incidents"),
        set(format!("{INCIDENTS}/name"), json!({})),
        set(format!("{INCIDENTS}/values/plus"), "a dozen"),
        remove(format!("{INCIDENTS}/values/start")),
        set(format!("{BREAK_FIX}/kind"), "inclusio"),
        set(format!("{SEV1_HOURS}/values/plus"), json!({"value": "allways", "note": json!({"de": "Notiz"})})),
        remove(format!("{SEV1_RESPONSE}/kind")),
        set(format!("{REVIEW_CALL}/values/enterprize"), "1 per year"),
        set(format!("{SIZE_QUESTION}/id"), ""),
        set(format!("{SIZE_QUESTION}/prompt"), json!({"de": "Wie viele?"})),
        set(format!("{SIZE_QUESTION}/choices/0/suits"), "strat"),
        set(format!("{HOURS_QUESTION}/kind"), "won"),
        set(format!("{HOURS_QUESTION}/choices/0/requires/0/at_least"), "weekday"),
        set(format!("{HOURS_QUESTION}/choices/2/label"), json!({"de": "Immer"})),
        set("/reply", json!({"de": "Morgen"})),
        set(format!("{INCIDENTS}/unit/short/one"), json!({"de": "im Jahr"})),
        set(format!("{SEV1_HOURS}/brief"), json!({"de": "Stillstand"})),
        set(format!("{HOURS_QUESTION}/choices/1/requires/0/entitlement"), "sev1-hour"),
        set(format!("{INCIDENTS_QUESTION}/choices"), json!([{"id": "A", "label": "A"}])),
        set(format!("{TAM_QUESTION}/choices/1/requires/0/any_of/1/at_least"), "yes"),
        set(format!("{ASSURANCE_QUESTION}/choices/0/suits"), "plus"),
    ]
}

#[test]
fn no_fault_hides_another() {
    let alone: Vec<_> = faults().into_iter().map(|fault| problems(&edited(&[fault]).to_string())).collect();
    assert!(alone.iter().all(|found| !found.is_empty()), "each is a fault: {alone:#?}");
    let together: BTreeSet<_> = problems(&edited(&faults()).to_string()).into_iter().collect();
    assert_eq!(together, alone.into_iter().flatten().collect());
}

#[test]
fn a_wrong_type_is_one_problem_at_its_place_wherever_it_is() {
    let msa = msa_json();
    for pointer in pointers(&msa) {
        let wrong = if msa.pointer(&pointer).is_some_and(Json::is_array) { json!(true) } else { json!([[]]) };
        let mut json = msa.clone();
        support::set(&mut json, &pointer, wrong);
        let found = source::read(&json.to_string()).err().unwrap_or_default();
        let places: Vec<_> = found.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(places, [pointer.as_str()], "{}", lines(&found).join("\n"));
    }
}

#[test]
fn a_field_left_out_is_no_problem_or_one_of_the_object_it_was_in() {
    let msa = msa_json();
    let mut refused = 0;
    for pointer in pointers(&msa).into_iter().filter(|pointer| !pointer.is_empty()) {
        let (object, field) = parent(&pointer);
        // Taking away hours, a scale or an item of a list leaves names that refer to nothing.
        if msa.pointer(object).is_some_and(Json::is_array)
            || ["/hours", "/scales"].contains(&object)
            || object.is_empty()
        {
            continue;
        }
        let mut json = msa.clone();
        support::remove(&mut json, &pointer);
        if let Err(found) = source::read(&json.to_string()) {
            let places: Vec<_> = found.iter().map(|problem| problem.pointer.as_str()).collect();
            assert!(places.iter().all(|place| *place == object), "without {field}: {}", lines(&found).join("\n"));
            refused += 1;
        }
    }
    assert!(refused > 300, "most fields must be there: {refused}");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn whatever_is_wrong_every_problem_has_a_place_in_the_document(damages in damages()) {
        let json = damaged(&msa_json(), &damages);
        for problem in source::read(&json.to_string()).err().unwrap_or_default() {
            prop_assert!(json.pointer(&problem.pointer).is_some(), "{problem}");
            prop_assert!(!problem.to_string().chars().any(|c| c.is_control()), "{problem:?}");
        }
    }
}

#[test]
fn severities_name_rows_of_their_kinds() {
    check([remove("/severities")], &[]);
    check([set("/severities", json!([]))], &[]);
    check([remove("/severities/3/response")], &[]);
    check(
        [
            set("/severities/0/hours", "sev1-response"),
            set("/severities/1/response", "sev2-hours"),
            set("/severities/2/hours", "sev9-hours"),
            set("/severities/3/id", "3"),
        ],
        &[
            "/severities/3/id: the severity id \"3\" stands at /severities/2/id already; give each its own",
            "/severities/0/hours: \"sev1-response\" is not a row of the kind \"hours\"; name one that is",
            "/severities/1/response: \"sev2-hours\" is not a row of the kind \"response\"; name one that is",
            "/severities/2/hours: no entitlement is called \"sev9-hours\"; did you mean \"sev1-hours\"?",
        ],
    );
    let many: Vec<_> = (0..21).map(|at| json!({"id": format!("{at}"), "name": "S", "hours": "sev1-hours"})).collect();
    check([set("/severities", json!(many[..20]))], &[]);
    check([set("/severities", json!(many))], &["/severities: there are 21 severities; keep them within 20"]);
}

#[test]
fn a_number_that_asks_for_a_row_without_a_name_is_a_problem_also_where_no_row_can_be_read() {
    let need = json!({"entitlement": "", "at_least": "answer"});
    let question = json!({"id": "q", "prompt": "How many?", "kind": "number", "unit": "x", "requires": [need]});
    let group = json!({"id": "g", "title": "G", "questions": [question]});
    let lines = problems(&json!({"sections": [], "groups": [group]}).to_string());
    assert!(lines.iter().any(|line| line.starts_with("/groups/0/questions/0/requires/0/entitlement: ")), "{lines:?}");
}
