//! Cases made by independent programs, and cases transcribed from the tests of two products; see `data/README.md`.
//!
//! `SUPPORT_HOURS_CASES=/path/of/a/file.jsonl cargo test -p support-hours --test cases` runs another file's too.

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};
use support_hours::{Coverage, NeverOpens};

/// What a case has at a place, or what is wrong with it.
type Read<T> = Result<T, String>;

fn text<'a>(value: &'a Value, place: &str) -> Read<&'a str> {
    value[place].as_str().ok_or_else(|| format!("`{place}` is no text"))
}

fn instant(case: &Value, place: &str) -> Read<DateTime<Utc>> {
    text(case, place)?.parse().map_err(|error| format!("`{place}`: {error}"))
}

fn coverage(case: &Value) -> Read<Coverage<Tz>> {
    let named: Coverage<String> =
        serde_json::from_value(case["coverage"].clone()).map_err(|error| format!("`coverage`: {error}"))?;
    named.try_with_zone(|name| name.parse().map_err(|error| format!("`zone`: {error}")))
}

/// The answer, written as the cases write theirs.
fn answer(case: &Value) -> Read<Value> {
    let (coverage, at) = (coverage(case)?, instant(case, "at")?);
    let found = |found: Result<DateTime<Utc>, NeverOpens>| match found {
        Ok(at) => json!(format!("{at:?}")),
        Err(NeverOpens) => json!({ "error": "never opens" }),
    };
    Ok(match text(case, "kind")? {
        "deadline" => {
            let working = case["working_seconds"].as_i64().ok_or("`working_seconds` is no number")?;
            found(coverage.deadline(at, TimeDelta::seconds(working)))
        }
        "next_opening" => found(coverage.next_opening(at)),
        "is_open" => json!(coverage.is_open(at)),
        "elapsed" => json!(coverage.elapsed(at, instant(case, "until")?).num_seconds()),
        other => return Err(format!("`kind` is {other:?}")),
    })
}

/// Runs every line, prints how many passed and each one that failed, and returns the number of failures.
fn run(name: &str, lines: &str) -> usize {
    let (mut passed, mut failed) = (0, 0);
    let mut report = String::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let case: Value = match serde_json::from_str(line) {
            Ok(case) => case,
            Err(error) => json!({ "id": line, "note": error.to_string() }),
        };
        let answer = answer(&case);
        if answer.as_ref() == Ok(&case["expect"]) {
            passed += 1;
            continue;
        }
        failed += 1;
        let got = answer.map_or_else(|problem| problem, |answer| answer.to_string());
        let (id, expected, note) = (&case["id"], &case["expect"], &case["note"]);
        report += &format!("failed: {id} in {name}: got {got}, expected {expected} ({note})\n");
    }
    report += &format!("{name}: {passed} passed, {failed} failed\n");
    // Not by `print!`, which `cargo test` shows for failed tests alone.
    std::io::stdout().write_all(report.as_bytes()).expect("an output that can be written");
    failed
}

#[test]
fn every_case_of_the_independent_programs_passes() {
    assert_eq!(run("cases.jsonl", include_str!("data/cases.jsonl")), 0);
}

#[test]
fn every_case_of_the_products_passes() {
    assert_eq!(run("peers_cases.jsonl", include_str!("data/peers_cases.jsonl")), 0);
}

#[test]
fn every_case_of_a_file_given_by_the_environment_passes() {
    let Some(path) = env::var_os("SUPPORT_HOURS_CASES") else { return };
    // Tests run in the folder of their crate; a relative path is meant from the workspace's.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let lines = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(run(&path.to_string_lossy(), &lines), 0);
}
