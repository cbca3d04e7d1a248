//! `check`, `compile`, `advise` and the help.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{BINARY, Place};

const CATALOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogs/msa.json");

/// Runs the binary; its exit code, standard output and standard error.
fn run(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = Command::new(BINARY);
    command.env_clear().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Runs `advise` on the MSA catalogue; its lines.
fn advise(input: &[u8]) -> Vec<Value> {
    let (code, stdout, stderr) = run(&["advise", CATALOG], input);
    assert_eq!((code, stderr.as_str()), (0, ""));
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A place with a catalogue file of this content, and the file's path.
fn catalog(content: &[u8]) -> (Place, String) {
    let place = Place::new();
    place.write("catalog.json", content);
    let path = place.path("catalog.json").to_str().unwrap().to_owned();
    (place, path)
}

#[test]
fn check_sums_up_a_catalogue_without_problems() {
    let (code, stdout, stderr) = run(&["check", CATALOG], b"");

    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout, "5 plans, 6 sections, 19 entitlements, 11 questions\n");
}

#[test]
fn check_prints_every_problem_on_a_line_of_its_own() {
    let (_place, path) = catalog(b"{\"id\": \"MSA\", \"two\\nlines\": 1, \"plans\": []}");

    let (code, stdout, stderr) = run(&["check", &path], b"");

    assert_eq!((code, stderr.as_str()), (1, ""));
    let lines: Vec<_> = stdout.lines().collect();
    assert!(lines.contains(&"/plans: the list is empty; write at least one item"), "{stdout}");
    assert!(lines.iter().any(|line| line.starts_with("/id: ")), "{stdout}");
    assert!(
        lines.iter().any(|line| line.starts_with("/two\\nlines: the field \"two\\nlines\" is unknown; ")),
        "{stdout}"
    );
    assert!(lines.iter().all(|line| line.is_empty() || line.starts_with(['/', ':'])), "{stdout}");
}

#[test]
fn check_tells_a_file_that_is_no_text_from_one_that_cannot_be_read() {
    let (place, path) = catalog(b"{\"id\": \"\xff\"}");
    let (code, stdout, stderr) = run(&["check", &path], b"");
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(stdout, ": the document is not UTF-8 from byte 8 on; save or send it as UTF-8\n");

    let missing = place.path("missing.json").to_str().unwrap().to_owned();
    let no_such_file = format!("error: cannot read {missing}: No such file or directory (os error 2)\n");
    for command in ["check", "compile", "advise"] {
        assert_eq!(run(&[command, &missing], b""), (2, String::new(), no_such_file.clone()), "{command}");
    }
}

#[test]
fn compile_writes_what_the_page_reads_to_standard_output_or_a_file() {
    let place = Place::new();
    let output = place.path("msa.compiled");

    let (code, stdout, stderr) = run(&["compile", CATALOG], b"");
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        run(&["compile", CATALOG, "--output", output.to_str().unwrap()], b""),
        (0, String::new(), String::new())
    );

    assert_eq!(std::fs::read_to_string(output).unwrap(), stdout);
    let read = plans::source::read(include_str!("../../../catalogs/msa.json")).unwrap();
    assert_eq!(plans::Catalog::from_compiled(&stdout).unwrap(), read);
}

#[test]
fn compile_writes_nothing_of_a_catalogue_with_problems() {
    let (place, path) = catalog(b"{}");
    let output = place.path("compiled");

    let (code, stdout, stderr) = run(&["compile", &path, "--output", output.to_str().unwrap()], b"");

    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.lines().any(|line| line == ": the field \"plans\" is missing; add it"), "{stderr}");
    assert!(!output.exists());
}

#[test]
fn compile_says_where_it_cannot_write() {
    let (code, _, stderr) = run(&["compile", CATALOG, "--output", "/nowhere/at/all"], b"");
    assert_eq!(code, 1);
    assert_eq!(stderr, "error: cannot write /nowhere/at/all: No such file or directory (os error 2)\n");
}

#[test]
fn advise_answers_each_line_with_the_plan_and_what_every_plan_misses() {
    let line = br#"{"company-size":"100-499","sev1-hours":"always","incidents":10,"assurance":["health-check"]}"#;

    let advice = advise(line);

    assert_eq!(advice.len(), 1);
    assert_eq!((&advice[0]["recommended"], &advice[0]["fits"]), (&json!("enterprise"), &json!(true)));
    let verdicts = advice[0]["verdicts"].as_array().unwrap();
    let missed: Vec<_> = verdicts
        .iter()
        .map(|verdict| {
            let missed = verdict["missed"].as_array().unwrap().iter();
            (
                verdict["plan"].as_str().unwrap(),
                missed.map(|missed| missed["question"].as_str().unwrap()).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(
        missed,
        [
            ("standard", vec!["sev1-hours", "incidents", "assurance"]),
            ("start", vec!["sev1-hours", "incidents", "assurance"]),
            ("plus", vec!["assurance"]),
            ("business", vec!["assurance"]),
            ("enterprise", vec![]),
        ]
    );
    let of_standard = verdicts[0]["missed"].as_array().unwrap();
    assert_eq!(
        of_standard[2],
        json!({
            "question": "assurance", "choice": "health-check", "entitlements": ["health-check"],
            "needs": [{
                "entitlement": "health-check", "required": "1 per year", "offered": "not-included", "met": false,
            }],
        })
    );
}

#[test]
fn advise_says_what_decides_what_would_change_it_and_what_is_still_possible() {
    let advice =
        advise(br#"{"company-size": "100-499", "sev1-hours": "always", "sev1-response": "2-hours", "incidents": 10}"#);

    let response = json!({"question": "sev1-response", "choice": "2-hours"});
    assert_eq!(
        advice[0]["deciding"],
        json!({
            "forced_by": [[response]], "cut": false,
            "without": [{"answers": [response], "recommended": "plus", "fits": true}],
        })
    );
    assert_eq!(advice[0]["changes"][0]["recommended"], "plus");
    assert_eq!(advice[0]["changes"][0]["by"][2], json!({"question": "sev1-response", "to": {"pick": "4-hours"}}));
    assert_eq!(advice[0]["holds"], json!([{"question": "incidents", "from": 0, "to": 36}]));
    assert_eq!(advice[0]["conflicts"], json!({"sets": [], "cut": false}));
    assert_eq!(advice[0]["open"], json!({"possible": ["business", "enterprise"], "next": "assurance", "cut": false}));
}

#[test]
fn advise_goes_on_after_a_line_that_it_cannot_read() {
    let mut input = b"{\"incidents\": 40}\n\n  \r\nnot json\n{\"incidents\": \"many\", \"seats\": 4}\n".to_vec();
    input.extend(b"{\"incidents\": \"\xff\"}\n{}\r\n[]\n{\"escalation\": \"basic\"}");

    let advice = advise(&input);

    assert_eq!(advice.len(), 7, "a blank line gives nothing: {advice:#?}");
    let pointers = |at: usize| {
        let problems = advice[at]["error"]["problems"].as_array().unwrap();
        problems.iter().map(|problem| problem["pointer"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(advice[0]["recommended"], "enterprise");
    assert_eq!(
        advice[1],
        json!({"error": {"problems": [{
            "pointer": "",
            "code": "not-json",
            "detail": "the document is not JSON: expected ident at line 1 column 2; check the commas, quotes and brackets there",
        }]}})
    );
    assert_eq!(pointers(2), ["/incidents", "/seats"]);
    assert_eq!(pointers(3), [""]);
    assert_eq!((&advice[4]["recommended"], &advice[4]["fits"]), (&Value::Null, &json!(false)));
    assert_eq!(pointers(5), [""]);
    assert!(advice[6]["recommended"].is_string());
}

#[test]
fn advise_answers_a_line_before_it_reads_the_next() {
    use std::io::{BufRead, BufReader};

    let mut command = Command::new(BINARY);
    let mut child = command.args(["advise", CATALOG]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for _ in 0..2 {
        stdin.write_all(b"{\"incidents\": 1}\n").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with("{\"recommended\":\"start\""), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_help_of_serve_lists_every_setting_with_its_variable_and_default() {
    let (code, help, _) = run(&["serve", "--help"], b"");
    assert_eq!(code, 0);
    for setting in [
        "--port <PORT>",
        "[env: PLAN_PORT=]",
        "[default: 8080]",
        "--host <HOST>",
        "[env: PLAN_HOST=]",
        "[default: 127.0.0.1]",
        "--site <SITE>",
        "[env: PLAN_SITE=]",
        "[default: dist]",
        "--database <DATABASE>",
        "[env: PLAN_DATABASE=]",
        "[default: data/plan-requests.db]",
        "--catalog <CATALOG>",
        "[env: PLAN_CATALOG=]",
        "[default: the one built in]",
        "--stop-seconds <STOP_SECONDS>",
        "[env: PLAN_STOP_SECONDS=]",
        "[default: 10]",
    ] {
        assert!(help.contains(setting), "{setting} is not in the help:\n{help}");
    }
}
