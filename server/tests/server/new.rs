//! `plan-server new`: what it writes, and what it asks on a terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::{BINARY, ServerFolder};
use crate::terminal::run_on_terminal;

/// Runs `plan-server` without a terminal; gives its exit code and what it printed.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(BINARY).env_clear().args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Runs `plan-server new` on a terminal; gives its exit code and what stood there.
fn new_on_terminal(file: &Path, answers: &[&str]) -> (i32, String) {
    let mut command = Command::new(BINARY);
    command.env_clear().env("TZ", "Europe/Berlin").arg("new").arg(file);
    run_on_terminal(command, &["]: "], answers)
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_catalogue_without_problems_and_its_schema_are_written_and_nothing_is_asked() {
    let place = ServerFolder::new();
    let path = place.path("my-offer.json");
    let file = path.to_str().unwrap();

    let (code, stdout, stderr) = run(&["new", file]);

    assert_eq!((code, stderr.as_str()), (0, ""));
    for command in [format!("plan-server preview {file}"), format!("plan-server serve --catalog {file}")] {
        assert!(stdout.contains(&command), "{stdout}");
    }
    let summary = "2 plans, 1 section, 3 entitlements, 3 questions\n";
    assert_eq!(run(&["check", file]), (0, summary.to_owned(), String::new()));
    let catalog = json(&path);
    assert_eq!((&catalog["id"], &catalog["$schema"]), (&"my-offer".into(), &"catalog.schema.json".into()));
    let schema = include_str!("../../../catalogs/catalog.schema.json");
    assert_eq!(fs::read_to_string(place.path("catalog.schema.json")).unwrap(), schema);

    let (code, _, stderr) = run(&["new", place.path("none/a.json").to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(stderr.contains("cannot write") && stderr.contains("No such file or directory"), "{stderr}");
    for (name, id) in [("Mein Angebot.json", "mein-angebot"), ("お茶.json", "offer")] {
        assert_eq!(run(&["new", place.path(name).to_str().unwrap()]).0, 0);
        assert_eq!(json(&place.path(name))["id"], id);
    }
}

#[test]
fn what_is_there_stays_as_it_is_and_nothing_is_asked() {
    let place = ServerFolder::new();
    place.write("offer.json", b"mine");
    let path = place.path("offer.json");
    let file = path.to_str().unwrap();
    let error = format!("error: {file} is there already, and stays as it is; name another file\n");
    assert_eq!(run(&["new", file]), (1, String::new(), error.clone()));
    assert_eq!(new_on_terminal(&path, &[]), (1, error.replace('\n', "\r\n")));
    // Nor is a link to nothing followed.
    std::os::unix::fs::symlink("nothing", place.path("link.json")).unwrap();
    assert_eq!(run(&["new", place.path("link.json").to_str().unwrap()]).0, 1);
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    assert!(!place.path("nothing").exists() && !place.path("catalog.schema.json").exists());
}

#[test]
fn on_a_terminal_three_questions_are_asked() {
    let place = ServerFolder::new();
    let path = place.path("tea.json");
    let answers = ["Tea at home", "Cup, Pot, Samovar", "Europe/Berlim", "America/New_York"];
    let (code, shown) = new_on_terminal(&path, &answers);
    assert_eq!(code, 0, "{shown}");
    // A zone that is none is told, and asked again.
    assert!(shown.contains("\"Europe/Berlim\"") && shown.contains("\"Europe/Berlin\""), "{shown}");
    assert_eq!(shown.matches("Time zone of your support").count(), 2, "{shown}");
    let catalog = json(&path);
    assert_eq!(catalog["title"], "Tea at home: which plan fits?");
    let names: Vec<_> =
        catalog["plans"].as_array().unwrap().iter().map(|plan| plan["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Cup", "Pot", "Samovar"]);
    assert_eq!(catalog["hours"]["weekdays"]["zone"], "America/New_York");
    assert_eq!(run(&["check", path.to_str().unwrap()]).0, 0);
}

#[test]
fn enter_takes_what_is_offered() {
    let place = ServerFolder::new();
    let (code, shown) = new_on_terminal(&place.path("a.json"), &["", "", ""]);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("[Basic, Team]: ") && shown.contains("wrote "), "{shown}");
    let catalog = json(&place.path("a.json"));
    assert_eq!((&catalog["title"], &catalog["plans"][1]["name"]), (&"Which plan fits?".into(), &"Team".into()));
}
