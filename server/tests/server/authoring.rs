//! The worked example of `docs/authoring.md`.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::BINARY;

const GUIDE: &str = include_str!("../../../docs/authoring.md");
const EXAMPLE: &str = include_str!("../../../docs/authoring/harbour-desks.json");
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/authoring/harbour-desks.json");
/// The example of prices that depend, and of add-ons.
const PRICED: &str = include_str!("../../../catalogs/fernhaus.json");
const PRICED_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogs/fernhaus.json");

/// What `plan-server advise` recommends on a line of answers, and whether it fits.
fn advised(answers: &str) -> (String, bool) {
    let advice = advice(FILE, answers);
    (advice["recommended"].as_str().unwrap().to_owned(), advice["fits"].as_bool().unwrap())
}

/// What `plan-server advise` says of a catalogue on a line of answers.
fn advice(file: &str, answers: &str) -> Value {
    let mut command = Command::new(BINARY);
    command.env_clear().args(["advise", file]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_example_passes_check() {
    let output = Command::new(BINARY).env_clear().args(["check", FILE]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        (output.status.code(), printed.as_str()),
        (Some(0), "4 plans, 2 sections, 6 entitlements, 6 questions\n")
    );
}

#[test]
fn what_the_guide_quotes_stands_in_the_example() {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let (example, priced) = (squeezed(EXAMPLE), squeezed(PRICED));
    let quoted: Vec<_> = GUIDE.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(quoted.len() > 5, "the guide quotes the example");
    for text in quoted {
        let is_there = example.contains(&squeezed(text)) || priced.contains(&squeezed(text));
        assert!(is_there, "neither docs/authoring/harbour-desks.json nor catalogs/fernhaus.json has: {text}");
    }
}

#[test]
fn the_example_recommends_what_the_guide_says_and_every_plan_to_somebody() {
    let answers = GUIDE.split_once("echo '").unwrap().1.split_once('\'').unwrap().0;
    assert_eq!(advised(answers), ("cabin".to_owned(), true));
    for (answers, plan) in [
        (r#"{"people": "one"}"#, "dock"),
        (r#"{"days": 10}"#, "deck"),
        (r#"{"address": true}"#, "cabin"),
        (r#"{"people": "few"}"#, "crew"),
    ] {
        assert_eq!(advised(answers), (plan.to_owned(), true), "{answers}");
    }
    assert!(!advised(r#"{"meetings": 40}"#).1, "nobody has so much");
}

#[test]
fn the_example_with_prices_recommends_what_the_guide_says() {
    let answers = GUIDE.split("echo '").nth(2).unwrap().split_once('\'').unwrap().0;
    let advice = advice(PRICED_FILE, answers);
    let team = advice["verdicts"].as_array().unwrap().iter().find(|verdict| verdict["plan"] == "team").unwrap();
    assert_eq!(advice["recommended"], "team");
    assert_eq!(team["add_ons"], json!([{"add_on": "extra-storage", "count": 1}]));
    assert_eq!(team["total"], json!({"amount": "106", "currency": "USD", "per": "month"}));
}
