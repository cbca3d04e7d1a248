//! The worked example of `docs/authoring.md`.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::BINARY;

const GUIDE: &str = include_str!("../../../docs/authoring.md");
const EXAMPLE: &str = include_str!("../../../docs/authoring/harbour-desks.json");
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/authoring/harbour-desks.json");

/// What `plan-server advise` recommends on a line of answers, and whether it fits.
fn advised(answers: &str) -> (String, bool) {
    let mut command = Command::new(BINARY);
    command.env_clear().args(["advise", FILE]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let advice: Value = serde_json::from_slice(&output.stdout).unwrap();
    (advice["recommended"].as_str().unwrap().to_owned(), advice["fits"].as_bool().unwrap())
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
    let example = squeezed(EXAMPLE);
    let quoted: Vec<_> = GUIDE.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(quoted.len() > 5, "the guide quotes the example");
    for text in quoted {
        assert!(example.contains(&squeezed(text)), "docs/authoring/harbour-desks.json has not: {text}");
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
