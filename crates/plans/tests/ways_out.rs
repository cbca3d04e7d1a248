//! What people write by mistake, and what they are told: each message leads to what was meant, and none says the opposite.

use plans::source;
use serde_json::{Value as Json, json};

const MSA: &str = include_str!("../../../catalogs/msa.json");

/// Something wrong in a catalogue, and the words that its message must and must not have.
struct Wrong {
    at: &'static str,
    value: Json,
    says: &'static [&'static str],
    never: &'static [&'static str],
}

const QUANTITY: &str = "/sections/0/entitlements/0/values/plus";
const INCLUSION: &str = "/sections/0/entitlements/2/values/plus";
const HOURS: &str = "/sections/1/entitlements/0/values/plus";
const RESPONSE: &str = "/sections/2/entitlements/0/values/plus";
const ZONE: &str = "/hours/weekdays/zone";

fn wrong(
    at: &'static str,
    value: impl Into<Json>,
    says: &'static [&'static str],
    never: &'static [&'static str],
) -> Wrong {
    Wrong { at, value: value.into(), says, never }
}

/// Puts a value at a place, a new field where none is there.
fn put(json: &mut Json, at: &str, value: Json) {
    let (parent, name) = at.rsplit_once('/').expect("a place in an object or a list");
    match json.pointer_mut(parent).expect("a parent") {
        Json::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        Json::Array(items) => items[name.parse::<usize>().expect("a position")] = value,
        _ => panic!("{parent} holds nothing"),
    }
}

/// What is wrong with the message of the one problem at a place; nothing where it leads to what was meant.
fn misleads(text: &str, at: &str, says: &[&str], never: &[&str]) -> Option<String> {
    let problems = source::read(text).err().unwrap_or_default();
    let said: Vec<_> =
        problems.iter().filter(|problem| problem.pointer == at).map(|problem| &*problem.detail).collect();
    let [detail] = said.as_slice() else { return Some(format!("no one problem at {at}: {problems:#?}")) };
    let lacks = says.iter().find(|words| !detail.contains(**words)).map(|words| format!("must say {words:?}"));
    let misleads = never.iter().find(|words| detail.contains(**words)).map(|words| format!("must not say {words:?}"));
    lacks.or(misleads).map(|fault| format!("{at} {fault}: {detail}"))
}

#[test]
fn each_slip_in_a_catalogue_leads_to_what_was_meant() {
    let table = [
        // Fields that the format has not.
        wrong(
            "/groups/1/questions/0/choices/0/requires/0/at_most",
            "4h",
            &["upper bound", "at least so much"],
            &["did you mean"],
        ),
        wrong("/groups/1/questions/0/choices/0/requires/0/max", 4, &["upper bound"], &["did you mean"]),
        wrong(
            "/groups/1/questions/0/choices/0/requires/0/equals",
            4,
            &["\"at_least\"", "more satisfies, too"],
            &["did you mean"],
        ),
        wrong(
            "/groups/1/questions/0/choices/0/requires/0/all_of",
            json!([]),
            &["item of \"requires\""],
            &["any_of\"?"],
        ),
        wrong("/groups/1/questions/0/choices/0/requires/0/min", 4, &["did you mean \"at_least\"?"], &[]),
        wrong("/groups/1/questions/0/choices/0/requires/0/row", "x", &["did you mean \"entitlement\"?"], &[]),
        wrong("/plans/0/price", "10 EUR", &["no field of its own", "\"audience\""], &["did you mean"]),
        wrong("/plans/0/title", "A", &["did you mean \"name\"?"], &[]),
        wrong("/plans/0/description", "A", &["did you mean \"audience\"?"], &[]),
        wrong("/plans/0/_comment", "A", &["JSON has no comments"], &["did you mean"]),
        wrong("/sections/0/entitlements/0/description", "A", &["did you mean \"explanation\"?"], &[]),
        wrong("/sections/0/entitlements/0/type", "quantity", &["did you mean \"kind\"?"], &[]),
        wrong("/hours/weekdays/timezone", "ET", &["did you mean \"zone\"?"], &[]),
        wrong("/hours/weekdays/weekly/0/from", "10:00", &["did you mean \"open\"?"], &["\"close\"?"]),
        wrong("/hours/weekdays/weekly/0/to", "17:00", &["did you mean \"close\"?"], &["\"open\"?"]),
        wrong("/tiers", json!([]), &["did you mean \"plans\"?"], &[]),
        wrong("/groups/0/questions/0/label", "A", &["did you mean \"prompt\"?"], &[]),
        // Kinds.
        wrong("/sections/0/entitlements/2/kind", "exclusion", &["known are"], &["did you mean"]),
        wrong("/sections/0/entitlements/2/kind", "boolean", &["did you mean \"inclusion\"?"], &[]),
        wrong("/sections/0/entitlements/0/kind", "number", &["did you mean \"quantity\"?"], &[]),
        wrong("/sections/2/entitlements/0/kind", "duration", &["did you mean \"response\"?"], &[]),
        wrong("/groups/0/questions/0/kind", "radio", &["did you mean \"one\"?"], &[]),
        wrong("/groups/0/questions/0/kind", "checkboxes", &["did you mean \"several\"?"], &[]),
        // Zones.
        wrong(ZONE, "ET", &["\"America/New_York\""], &["CET", "EET"]),
        wrong(ZONE, "PST", &["\"America/Los_Angeles\""], &["\"EST\"", "CST"]),
        wrong(ZONE, "CT", &["\"America/Chicago\""], &["CET"]),
        wrong(ZONE, "BST", &["\"Europe/London\""], &["EST", "CST"]),
        wrong(ZONE, "CEST", &["\"Europe/Berlin\""], &["\"CET\""]),
        wrong(ZONE, "AEST", &["\"Australia/Sydney\""], &["or \"EST"]),
        wrong(ZONE, "UTC+1", &["a place", "clock changes"], &["did you mean"]),
        wrong(ZONE, "Europe/Munich", &["\"Europe/Berlin\""], &["Zurich"]),
        wrong(ZONE, "Europe/Berln", &["\"Europe/Berlin\""], &["Dublin"]),
        wrong(ZONE, "new york", &["\"America/New_York\""], &[]),
        wrong(ZONE, "Tokio/Japan", &["write an IANA name"], &["did you mean"]),
        // Values.
        wrong(INCLUSION, false, &["\"not-included\""], &["\"included\""]),
        wrong(INCLUSION, true, &["\"included\""], &["not-included"]),
        wrong(INCLUSION, "no", &["\"not-included\""], &["did you mean"]),
        wrong(QUANTITY, 1.5, &["make the row's kind \"decimal\""], &["did you mean"]),
        wrong(QUANTITY, "99.9", &["99.9 without quotes", "\"percent\""], &["for example 12"]),
        wrong(QUANTITY, "99,9 %", &["99.9 without quotes", "\"percent\""], &["decimal"]),
        wrong(QUANTITY, "5,000", &["5000"], &["decimal"]),
        wrong(QUANTITY, "500 MB", &["\"amount\"", "\"bytes\""], &["for example 12"]),
        wrong(QUANTITY, "limited", &["for example 12"], &["did you mean"]),
        wrong(QUANTITY, "unlimted", &["did you mean \"unlimited\"?"], &[]),
        wrong(HOURS, "24/7", &["did you mean \"always\"?"], &[]),
        wrong(HOURS, "24x7", &["did you mean \"always\"?"], &[]),
        wrong(HOURS, "never", &["known are"], &["did you mean"]),
        wrong(HOURS, "weekends", &["known are"], &["did you mean"]),
        wrong(RESPONSE, "2 bussiness days", &["did you mean \"2 business days\"?"], &["4h"]),
        wrong(RESPONSE, "2 working days", &["did you mean \"2 business days\"?"], &["4h"]),
        wrong(RESPONSE, "1 bus. day", &["did you mean \"1 business day\"?"], &["4h"]),
        wrong(RESPONSE, "2 days", &["\"2 business days\"", "\"48h\""], &["8h working"]),
        wrong(RESPONSE, "NBD", &["did you mean \"1 business day\"?"], &["4h"]),
        wrong(RESPONSE, "8 business hours", &["did you mean \"8h working\"?"], &["days"]),
        wrong(RESPONSE, "1.5h", &["did you mean \"1h30m\"?"], &[]),
        wrong(RESPONSE, "30 min", &["did you mean \"30m\"?"], &["hours"]),
        wrong(RESPONSE, "< 4h", &["did you mean \"4h\"?"], &[]),
        wrong(RESPONSE, "within 8 working hours", &["did you mean \"8h working\"?"], &[]),
    ];
    let mut faults = Vec::new();
    for Wrong { at, value, says, never } in table {
        let mut json: Json = serde_json::from_str(MSA).expect("JSON");
        put(&mut json, at, value);
        faults.extend(misleads(&json.to_string(), at, says, never));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn each_text_that_is_no_json_leads_to_what_makes_it_some() {
    let edited = |piece: &str, by: &str| {
        assert!(MSA.contains(piece), "{piece}");
        MSA.replacen(piece, by, 1)
    };
    let table: [(String, &[&str], &[&str]); 20] = [
        ("id: msa\nversion: 2026-11\nplans:\n  - id: a\n".to_owned(), &["YAML", "write JSON"], &["commas"]),
        ("---\nid: msa\n".to_owned(), &["YAML"], &["commas"]),
        ("# An offer\nid: msa\n".to_owned(), &["YAML"], &["no comments"]),
        ("- id: a\n- id: b\n".to_owned(), &["YAML"], &["commas"]),
        ("id = \"msa\"\n[hours]\n".to_owned(), &["TOML"], &["YAML"]),
        ("[catalog]\nid = \"msa\"\n".to_owned(), &["TOML"], &["commas"]),
        ("<?xml version=\"1.0\"?>".to_owned(), &["XML"], &["commas"]),
        ("plan,price\na,1\n".to_owned(), &["CSV"], &["YAML"]),
        (edited("\"version\":", "// the version\n  \"version\":"), &["no comments"], &["commas"]),
        (edited("\"version\":", "/* the version */ \"version\":"), &["no comments"], &["commas"]),
        (edited("\"version\":", "# the version\n  \"version\":"), &["no comments"], &["commas"]),
        (format!("// An offer\n{MSA}"), &["no comments"], &["YAML"]),
        (edited("\"version\":", "version:"), &["double quotes", "name of a field"], &["comments"]),
        (edited("\"version\":", "'version':"), &["double quotes", "single"], &["comments"]),
        (edited("\"requestable\": false", "\"requestable\": False"), &["write false in small letters"], &["true"]),
        (edited("\"requestable\": false", "\"requestable\": True"), &["write true in small letters"], &["false"]),
        (edited("\"requestable\": false", "\"requestable\": None"), &["write null"], &["true", "false"]),
        (edited("\"requestable\": false", "\"requestable\": false,"), &["last comma", "take out"], &["missing"]),
        (edited("\"version\": \"2026-11\",", "\"version\": \"2026-11\""), &["a comma is missing"], &["take out"]),
        (edited("\"version\": \"2026-11\"", "\"version\": “2026-11”"), &["straight double quotes"], &["commas"]),
    ];
    let faults: Vec<_> = table.iter().filter_map(|(text, says, never)| misleads(text, "", says, never)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
