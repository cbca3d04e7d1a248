//! The invented offers of `catalogs/`: the answers and deadlines of `catalogs/cases/`, whose results a person decided.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use chrono::DateTime;
use serde_json::Value;

use crate::support::BINARY;

const CATALOGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogs");
/// The offers of support, which have deadlines.
const SUPPORT: [&str; 2] = ["tidewater-hosting", "quarry-data"];
/// The offers with prices.
const PRICED: [&str; 3] = ["fernhaus", "loomgate-api", "copperleaf"];

fn file(offer: &str) -> String {
    format!("{CATALOGS}/{offer}.json")
}

/// The cases of an offer, each with the reason of its result.
fn cases(offer: &str, what: &str) -> Vec<Value> {
    let text = fs::read_to_string(format!("{CATALOGS}/cases/{offer}/{what}.jsonl")).unwrap();
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() >= 20, "{offer} has 20 {what} at least");
    for case in &cases {
        assert!(case["because"].as_str().is_some_and(|because| because.len() > 10), "a reason: {case}");
    }
    cases
}

/// Runs the binary; what it prints.
#[track_caller]
fn run(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(BINARY);
    command.env_clear().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}{}", text(output.stdout.clone()), text(output.stderr));
    text(output.stdout)
}

/// The cases of answers of an offer, each with what is advised.
fn advised(offer: &str) -> Vec<(Value, Value)> {
    let cases = cases(offer, "answers");
    let lines: Vec<_> = cases.iter().map(|case| case["answers"].to_string()).collect();
    let printed = run(&["advise", &file(offer)], &lines.join("\n"));
    let advice: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(advice.len(), cases.len(), "{printed}");
    cases.into_iter().zip(advice).collect()
}

/// A total with its amounts in millionths, so that `"43.5"` is as much as `"43.50"`.
fn exact(total: &Value) -> Value {
    let mut total = total.clone();
    for field in ["amount", "once"] {
        if let Some(amount) = total.get(field).and_then(Value::as_str) {
            let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
            let millionths: u64 = format!("{whole}{decimals:0<6}").parse().unwrap();
            total[field] = millionths.into();
        }
    }
    total
}

/// The add-ons of a verdict as a case says them: how many by id.
fn add_ons(verdict: &Value) -> Value {
    let taken = verdict["add_ons"].as_array().into_iter().flatten();
    taken.map(|taken| (taken["add_on"].as_str().unwrap().to_owned(), taken["count"].clone())).collect()
}

/// The questions of requirements, each once, in their order.
fn questions(requirements: &Value) -> Vec<&str> {
    let mut seen = HashSet::new();
    let all = requirements.as_array().into_iter().flatten().map(|asked| asked["question"].as_str().unwrap());
    all.filter(|question| seen.insert(*question)).collect()
}

#[test]
fn every_case_of_answers_is_advised_as_it_was_decided() {
    let mut wrong = Vec::new();
    for offer in SUPPORT.into_iter().chain(PRICED) {
        for (case, advice) in advised(offer) {
            let advice = &advice;
            let verdicts = advice["verdicts"].as_array().into_iter().flatten();
            let recommended = verdicts.clone().find(|verdict| verdict["plan"] == advice["recommended"]);
            let of = |what: &str| recommended.map_or_else(Vec::new, |verdict| questions(&verdict[what]));
            let is_so = advice["recommended"] == case["plan"]
                && advice["fits"] == case["fits"]
                && Value::from(of("missed")) == case["missed"]
                && Value::from(of("not_stated")) == case["unknown"];
            if !is_so {
                let (plan, fits) = (&advice["recommended"], &advice["fits"]);
                let error = &advice["error"];
                wrong.push(format!(
                    "{offer}: {case}\n  advised {plan}, fits {fits}, missed {:?}, not stated {:?} {error}",
                    of("missed"),
                    of("not_stated")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_state_add_on_and_total_is_advised_as_it_was_decided() {
    let mut wrong = Vec::new();
    for offer in PRICED {
        for (case, advice) in advised(offer) {
            let mut check = |what: &str, decided: &Value, advised: Value| {
                if *decided != advised {
                    wrong.push(format!("{offer}: {case}\n  advised {what} {advised}"));
                }
            };
            check("state", &case["state"], advice["state"].clone());
            check("tied", &case["tied"], advice["tied"].clone());
            let plan = case["plan"].as_str().map(|plan| (plan, &case));
            let beside = case["plans"].as_object().into_iter().flatten().map(|(plan, case)| (plan.as_str(), case));
            for (plan, decided) in plan.into_iter().chain(beside) {
                let mut verdicts = advice["verdicts"].as_array().into_iter().flatten();
                let verdict = verdicts.find(|verdict| verdict["plan"] == plan).unwrap_or(&Value::Null);
                check(&format!("add-ons of {plan}"), &decided["add_ons"], add_ons(verdict));
                check(&format!("total of {plan}"), &exact(&decided["total"]), exact(&verdict["total"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_deadline_is_told_as_it_was_decided() {
    let mut wrong = Vec::new();
    for offer in SUPPORT {
        for case in cases(offer, "deadlines") {
            let text = |field: &str| case[field].as_str().unwrap();
            let (path, answers) = (file(offer), case["answers"].to_string());
            let mut arguments = vec!["deadline", &path, "--plan", text("plan"), "--severity", text("severity")];
            arguments.extend(["--at", text("at"), "--zone", text("zone"), "--answers", &answers]);
            let told: Value = serde_json::from_str(&run(&arguments, "")).unwrap();
            // What follows the first answer has a clock of its own.
            let mut responses = told["responses"].as_array().into_iter().flatten();
            let response = case["response"].as_str().map(|id| responses.find(|response| response["id"] == id).unwrap());
            let clock = response.unwrap_or(&told);
            let instant = |value: &Value| value.as_str().map(|text| DateTime::parse_from_rfc3339(text).unwrap());
            let is_instant =
                |field: &str| case.get(field).is_none_or(|decided| instant(decided) == instant(&clock[field]));
            let is_open = case.get("open").is_none_or(|open| *open == told["open"]);
            if !(is_open && is_instant("starts") && is_instant("due")) {
                wrong.push(format!(
                    "{offer}: {case}\n  told open {}, starts {}, due {}",
                    told["open"], clock["starts"], clock["due"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_offers_have_no_problems() {
    for offer in SUPPORT.into_iter().chain(PRICED) {
        let printed = run(&["check", &file(offer)], "");
        let warnings: Vec<_> = printed.lines().filter(|line| line.starts_with('/')).collect();
        // Notes that stand twice are there to be one footnote.
        assert!(warnings.iter().all(|line| line.contains(" and both are one footnote")), "{printed}");
    }
}
