//! `check`, `compile`, `advise`, `deadline`, `health`, the help, the manual and the completions.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::support::{BINARY, Server, ServerFolder, lasting_port, within};

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

/// Runs the binary with nobody who reads its standard output any more; its exit code and standard error.
fn run_unread(arguments: &[&str], input: &[u8]) -> (i32, String) {
    let (stdin, mut lines) = io::pipe().unwrap();
    lines.write_all(input).unwrap();
    drop(lines);
    let (reader, stdout) = io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(BINARY);
    let output =
        command.env_clear().args(arguments).stdin(stdin).stdout(stdout).stderr(Stdio::piped()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Runs `advise` on the MSA catalogue; its lines.
fn advise(input: &[u8]) -> Vec<Value> {
    let (code, stdout, stderr) = run(&["advise", CATALOG], input);
    assert_eq!((code, stderr.as_str()), (0, ""));
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Runs `deadline` on the MSA catalogue; its exit code, standard output and standard error.
fn deadline(arguments: &[&str]) -> (i32, String, String) {
    run(&[&["deadline", CATALOG], arguments].concat(), b"")
}

/// Runs `deadline` on the MSA catalogue; its one line.
fn due(plan: &str, severity: &str, at: &str, zone: &str) -> Value {
    let (code, stdout, stderr) = deadline(&["--plan", plan, "--severity", severity, "--at", at, "--zone", zone]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout.matches('\n').count(), 1, "{stdout}");
    serde_json::from_str(&stdout).unwrap()
}

/// A place with a catalogue file of this content, and the file's path.
fn catalog(content: &[u8]) -> (ServerFolder, String) {
    let place = ServerFolder::new();
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
    let empty = "/plans, line 1, column 41: the list is empty; write at least one item";
    assert!(lines.contains(&empty), "{stdout}");
    assert!(lines.iter().any(|line| line.starts_with("/id, line 1, column 8: ")), "{stdout}");
    let unknown = "/two\\nlines, line 1, column 29: the field \"two\\nlines\" is unknown; ";
    assert!(lines.iter().any(|line| line.starts_with(unknown)), "{stdout}");
    assert!(lines.iter().all(|line| line.is_empty() || line.starts_with(['/', ':'])), "{stdout}");
}

#[test]
fn check_names_the_row_and_the_plan_beside_the_place_and_says_line_and_column() {
    let msa = std::fs::read_to_string(CATALOG).unwrap();
    let broken = msa.replacen(r#""start": "8h working", "plus": "4h""#, r#""start": "8h working", "plus": "4 hrs""#, 1);
    let at = broken.find(r#""4 hrs""#).unwrap();
    let (line, column) = (broken[..at].matches('\n').count() + 1, at - broken[..at].rfind('\n').unwrap());
    let (_place, path) = catalog(broken.as_bytes());

    let (code, stdout, stderr) = run(&["check", &path], b"");

    assert_eq!((code, stderr.as_str()), (1, ""));
    let place = "/sections/2/entitlements/0/values/plus (row sev1-response, plan plus)";
    let problem = r#"response "4 hrs" is not a duration; write for example "4h" or "8h working""#;
    assert_eq!(stdout, format!("{place}, line {line}, column {column}: {problem}\n"));
}

#[test]
fn check_prints_warnings_before_the_summary_and_fails_on_them_where_it_is_strict() {
    let msa = std::fs::read_to_string(CATALOG).unwrap();
    let piece = r#""requires": [{"entitlement": "premium-incidents", "at_least": "answer"}]"#;
    assert_eq!(msa.matches(piece).count(), 1);
    let at = msa[..msa.find(piece).unwrap()].rfind("{\n").unwrap();
    let line = msa[..at].matches('\n').count() + 1;
    let (_place, path) = catalog(msa.replace(piece, r#""requires": []"#).as_bytes());

    let (code, stdout, stderr) = run(&["check", &path], b"");

    assert_eq!((code, stderr.as_str()), (0, ""));
    let lines: Vec<_> = stdout.lines().collect();
    let [warning, summary] = lines.as_slice() else { panic!("one warning and the summary: {stdout}") };
    let place = format!("/groups/3/questions/0 (question incidents), line {line}, column ");
    assert!(warning.starts_with(&place), "{warning}");
    assert!(warning.contains(": warning: no answer to this question changes which plan is recommended"), "{warning}");
    assert_eq!(*summary, "5 plans, 6 sections, 19 entitlements, 11 questions, 1 warning");
    assert_eq!(run(&["check", "--strict", &path], b""), (1, stdout.clone(), String::new()));
    assert_eq!(run(&["check", "--strict", CATALOG], b"").0, 0);
}

#[test]
fn check_tells_a_file_that_is_no_text_from_one_that_cannot_be_read() {
    let (place, path) = catalog(b"{\"id\": \"\xff\"}");
    let (code, stdout, stderr) = run(&["check", &path], b"");
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(stdout, ": the document is not UTF-8 from byte 8 on; save or send it as UTF-8\n");

    let (_place, path) = catalog(b"{\"id\": \"\xfc\"}");
    let (code, stdout, _) = run(&["check", &path], b"");
    let sentence = ": the document is not UTF-8 from byte 8 on, but perhaps Windows-1252; save or send it as UTF-8\n";
    assert_eq!((code, stdout.as_str()), (1, sentence));
    for bytes in [&b"\xff\xfe{\0}\0"[..], b"\xfe\xff\0{\0}", b"{\0}\0", b"\0{\0}"] {
        let (_place, path) = catalog(bytes);
        let (code, stdout, _) = run(&["check", &path], b"");
        assert_eq!((code, stdout.as_str()), (1, ": the document is UTF-16, not UTF-8; save or send it as UTF-8\n"));
        let (code, _, stderr) = run(&["serve", "--port", "0", "--catalog", &path], b"");
        assert_eq!(code, 1, "{stderr}");
        assert!(stderr.contains("the document is UTF-16, not UTF-8; save or send it as UTF-8"), "{stderr}");
    }

    let missing = place.path("missing.json").to_str().unwrap().to_owned();
    let no_such_file = format!("error: cannot read {missing}: No such file or directory (os error 2)\n");
    for command in ["check", "compile", "advise", "deadline"] {
        let ids: &[_] = if command == "deadline" { &["--plan", "plus", "--severity", "1"] } else { &[] };
        let arguments = [&[command, &missing], ids].concat();
        assert_eq!(run(&arguments, b""), (2, String::new(), no_such_file.clone()), "{command}");
    }
}

#[test]
fn compile_writes_what_the_page_reads_to_standard_output_or_a_file() {
    let place = ServerFolder::new();
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

/// As in `plan-server advise FILE | head -1`.
#[test]
fn what_nobody_reads_any_more_ends_without_a_word() {
    let (_place, wrong) = catalog(b"{}");
    for arguments in [
        &["check", CATALOG][..],
        &["check", &wrong],
        &["compile", CATALOG],
        &["advise", CATALOG],
        &["deadline", CATALOG, "--plan", "plus", "--severity", "1"],
        &["export", "json-ld", CATALOG],
    ] {
        // Advice is long, and what refuses a line is short.
        for input in [&b"{\"incidents\": 1}\n"[..], b"none\n"] {
            assert_eq!(run_unread(arguments, input), (1, String::new()), "{arguments:?}");
        }
    }
}

#[test]
fn deadline_says_by_when_a_plan_answers_around_the_clock() {
    let expected = json!({
        "plan": "plus", "severity": "1", "zone": "Europe/Berlin", "at": "2026-11-27T19:30:00+01:00",
        "hours": "always", "response": "4h",
        "open": true, "closes": null, "opens": null,
        "starts": "2026-11-27T19:30:00+01:00", "due": "2026-11-27T23:30:00+01:00", "waits": [],
    });
    // The same instant, whichever offset it is written with, and to the second.
    for at in ["2026-11-27T18:30:00Z", "2026-11-27T13:30:00-05:00", "2026-11-27T18:30:00.999Z"] {
        assert_eq!(due("plus", "1", at, "Europe/Berlin"), expected, "{at}");
    }
}

#[test]
fn deadline_tells_the_example_of_the_readme_in_which_working_hours_wait_for_monday() {
    const README: &str = include_str!("../../../catalogs/README.md");
    let (_, rest) = README.split_once("```json\n{\"plan\": \"start\"").expect("an example");
    let (example, _) = rest.split_once("\n```").expect("its end");
    let example: Value = serde_json::from_str(&format!("{{\"plan\": \"start\"{example}")).unwrap();

    assert_eq!(due("start", "1", "2026-11-29T02:00:00Z", "Europe/Berlin"), example);

    assert_eq!(
        (&example["starts"], &example["due"]),
        (&json!("2026-11-30T15:00:00+01:00"), &json!("2026-11-30T23:00:00+01:00"))
    );
}

#[test]
fn deadline_tells_when_support_opens_where_no_time_is_promised() {
    assert_eq!(
        due("standard", "1", "2026-11-29T02:00:00Z", "America/New_York"),
        json!({
            "plan": "standard", "severity": "1", "zone": "America/New_York", "at": "2026-11-28T21:00:00-05:00",
            "hours": "weekdays", "response": "not-included",
            "open": false, "closes": null, "opens": "2026-11-30T10:00:00-05:00",
            "starts": null, "due": null, "waits": [],
        })
    );
}

#[test]
fn deadline_is_of_now_and_in_utc_where_nothing_else_is_said() {
    let before = Utc::now();
    let (code, stdout, _) = deadline(&["--plan", "enterprise", "--severity", "1"]);
    let after = Utc::now();

    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &report["zone"]), (0, &json!("UTC")));
    let instant = |field: &str| report[field].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    assert!((before.trunc_subsecs(0)..=after).contains(&instant("at")), "{stdout}");
    assert_eq!(instant("due") - instant("at"), TimeDelta::minutes(30));
    assert!(report["at"].as_str().unwrap().ends_with("+00:00"), "{stdout}");
}

#[test]
fn deadline_refuses_what_the_catalogue_does_not_know() {
    for (plan, severity, expected) in [
        ("gold", "1", "no plan is called \"gold\"; known are standard, start, plus, business, enterprise"),
        ("plus", "5", "no severity is called \"5\"; known are 1, 2, 3, 4"),
        ("Plus", "", "no plan is called \"Plus\"; known are standard, start, plus, business, enterprise"),
        ("plus", "", "no severity is called \"\"; known are 1, 2, 3, 4"),
        ("plus", "1\n2", "no severity is called \"1\\n2\"; known are 1, 2, 3, 4"),
    ] {
        let refused = (2, String::new(), format!("error: {expected}\n"));
        assert_eq!(deadline(&["--plan", plan, "--severity", severity]), refused);
    }

    let mut without: Value = serde_json::from_str(include_str!("../../../catalogs/msa.json")).unwrap();
    without.as_object_mut().unwrap().remove("severities");
    let (_place, path) = catalog(without.to_string().as_bytes());
    let none = "error: no severity is called \"1\"; the catalogue has none; add one to its field \"severities\"\n";
    let refused = run(&["deadline", &path, "--plan", "plus", "--severity", "1"], b"");
    assert_eq!(refused, (2, String::new(), none.to_owned()));
}

#[test]
fn deadline_refuses_arguments_that_are_none() {
    let no_zone = |zone: &str, way_out: &str| {
        format!("invalid value '{zone}' for '--zone <ZONE>': \"{zone}\" is not a time zone; {way_out}")
    };
    let no_instant = |at: &str| {
        let way_out = "it is no instant by RFC 3339; write one such as 2026-11-27T18:30:00Z";
        format!("invalid value '{at}' for '--at <AT>': {way_out}")
    };
    let berlin = "did you mean \"Europe/Berlin\"?";
    for (option, value, expected) in [
        ("--zone", "Europe/Berln", no_zone("Europe/Berln", berlin)),
        ("--zone", "berlin", no_zone("berlin", berlin)),
        ("--zone", "EUROPE/BERLIN", no_zone("EUROPE/BERLIN", berlin)),
        ("--zone", "+01:00", no_zone("+01:00", "write an IANA name such as \"Europe/Berlin\"")),
        ("--at", "friday", no_instant("friday")),
        ("--at", "2026-11-27", no_instant("2026-11-27")),
        ("--at", "2026-11-27T18:30:00", no_instant("2026-11-27T18:30:00")),
        ("--at", "2026-02-29T18:30:00Z", no_instant("2026-02-29T18:30:00Z")),
    ] {
        let (code, stdout, stderr) = deadline(&["--plan", "plus", "--severity", "1", option, value]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{value}");
        assert_eq!(stderr.lines().next(), Some(format!("error: {expected}").as_str()));
    }

    for (given, missing) in [("--plan", "--severity <SEVERITY>"), ("--severity", "--plan <PLAN>")] {
        let (code, stdout, stderr) = deadline(&[given, "1"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{given}");
        assert!(stderr.contains(missing), "{stderr}");
    }
}

#[test]
fn deadline_tells_nothing_of_a_catalogue_with_problems() {
    let (_place, path) = catalog(b"{}");
    let (code, stdout, stderr) = run(&["deadline", &path, "--plan", "plus", "--severity", "1"], b"");
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.lines().any(|line| line == ": the field \"plans\" is missing; add it"), "{stderr}");
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
        "--site <FOLDER>",
        "[env: PLAN_SITE=]",
        "[default: the bundle that is built in]",
        "--url <URL>",
        "[env: PLAN_URL=]",
        "--database <DATABASE>",
        "[env: PLAN_DATABASE]",
        "[default: data/plan-requests.db]",
        "--catalog <FILE>",
        "[env: PLAN_CATALOG=]",
        "--catalogs <FOLDER>",
        "[env: PLAN_CATALOGS=]",
        "--default <ID>",
        "[env: PLAN_DEFAULT=]",
        "--no-offline",
        "[env: PLAN_NO_OFFLINE=]",
        "[default: the one built in]",
        "--allow-origin <ORIGIN>",
        "[env: PLAN_ALLOW_ORIGIN=]",
        "[default: *]",
        "--stop-seconds <STOP_SECONDS>",
        "[env: PLAN_STOP_SECONDS=]",
        "[default: 10]",
    ] {
        assert!(help.contains(setting), "{setting} is not in the help:\n{help}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_tells_whether_a_server_is_well() {
    let place = ServerFolder::new();
    // Nobody else listens there once it has stopped.
    let port = lasting_port().to_string();
    let server = Server::start_with(&place, &["--port", &port]).await;
    let host = server.address.strip_suffix(&format!(":{port}")).unwrap();

    // On a busy machine, a check may take longer than the command waits for it.
    let well = (0, "{\"status\":\"ok\",\"warnings\":[]}\n".to_owned(), String::new());
    within(async {
        while run(&["health", "--host", host, "--port", &port], b"") != well {
            tokio::task::yield_now().await;
        }
    })
    .await;

    server.stop().await;
    let (code, stdout, stderr) = run(&["health", "--port", &port], b"");
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.starts_with(&format!("error: no server answers on port {port} of 127.0.0.1: ")), "{stderr}");
    assert!(
        stderr.ends_with("; start it, or say where it is with --host (PLAN_HOST) and --port (PLAN_PORT)\n"),
        "{stderr}"
    );
}

#[test]
fn health_is_not_well_where_something_else_answers() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    let answers = std::thread::spawn(move || {
        for answer in ["HTTP/1.0 503 Service Unavailable\r\n\r\n{}", "what?"] {
            let (mut stream, _) = other.accept().unwrap();
            // The question is read, so that closing the connection loses nothing of the answer.
            let mut question = [0; 1024];
            assert!(stream.read(&mut question).unwrap() > 0);
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });

    let (code, stdout, stderr) = run(&["health", "--port", &port], b"");
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (1, "{}\n", ""));
    let (code, stdout, stderr) = run(&["health", "--port", &port], b"");
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (1, "", "error: what answers there is no HTTP server\n"));
    answers.join().unwrap();
}

#[test]
fn each_shell_completes_the_commands_and_their_flags() {
    for shell in ["bash", "zsh", "fish"] {
        let (code, script, stderr) = run(&["completions", shell], b"");
        assert_eq!((code, stderr.as_str()), (0, ""), "{shell}");
        for word in ["serve", "build", "allow-origin"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_manual_has_a_page_of_each_command() {
    let place = ServerFolder::new();
    let (_, help, _) = run(&["--help"], b"");
    let commands = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let commands: Vec<_> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"serve"), "{help}");

    let (code, stdout, stderr) = run(&["manual", place.path("man").to_str().unwrap()], b"");
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "", ""));
    for command in commands.into_iter().filter(|command| *command != "help") {
        let page = std::fs::read_to_string(place.path(&format!("man/plan-server-{command}.1"))).unwrap();
        assert!(page.contains(".SH NAME\n"), "{page}");
    }
    let serve = std::fs::read_to_string(place.path("man/plan-server-serve.1")).unwrap();
    assert!(serve.contains("PLAN_DATABASE") && serve.contains("data/plan\\-requests.db"), "{serve}");
}
