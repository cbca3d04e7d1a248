//! `import` and `export`: offers in other forms.

use std::process::Command;

use serde_json::Value;

use crate::support::{BINARY, ServerFolder};

const CATALOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogs/msa.json");
const PRICE_LIST: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/interchange/tests/pricing2yaml/postman/2024.yml");

/// Runs the binary; its exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(BINARY).env_clear().args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A folder with a file of this content, and the file's path.
fn file(name: &str, content: &[u8]) -> (ServerFolder, String) {
    let folder = ServerFolder::new();
    folder.write(name, content);
    let path = folder.path(name).to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn a_price_list_becomes_a_catalogue_that_check_passes_and_a_price_list_again() {
    let (code, catalog, stderr) = run(&["import", "pricing2yaml", PRICE_LIST]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let (_folder, path) = file("postman.json", catalog.as_bytes());

    let (code, stdout, _) = run(&["check", &path]);
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("4 plans, ") && stdout.contains(" 0 questions"), "{stdout}");

    let (code, yaml, stderr) = run(&["export", "pricing2yaml", &path]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(yaml.starts_with("syntaxVersion: \"2.1\"\nsaasName: \"Postman\"\n"), "{yaml}");
}

#[test]
fn what_could_not_be_carried_over_is_told_with_its_place() {
    let yaml = "saasName: Tea\ncurrency: EUR\nfeatures:\n  milk: {valueType: BOOLEAN, defaultValue: true, render: AUTO}\nplans:\n  CUP: {price: 3}\n";
    let (_folder, path) = file("tea.yml", yaml.as_bytes());

    let (code, stdout, stderr) = run(&["import", "pricing2yaml", &path]);

    assert_eq!(code, 0);
    assert!(serde_json::from_str::<Value>(&stdout).is_ok());
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{stderr}");
    assert!(lines[0].starts_with("/features/milk/render, line 4, column 50: not carried over: \"AUTO\" "), "{stderr}");
    assert_eq!(lines[1], "1 not carried over, 0 guessed");
}

#[test]
fn what_is_no_price_list_is_refused_with_its_place() {
    let (_folder, path) = file("tea.yml", b"saasName: Tea\nplans:\n\tCUP: 3\n");

    let (code, stdout, stderr) = run(&["import", "pricing2yaml", &path]);

    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.starts_with(&format!("{path}, line 3, column ")), "{stderr}");
    assert_eq!(run(&["import", "pricing2yaml", "/nowhere.yml"]).0, 2);
    assert_eq!(run(&["export", "csv", "/nowhere.json"]).0, 2);
}

#[test]
fn a_table_becomes_a_catalogue_called_by_its_file_and_a_table_again() {
    let (folder, path) = file("Tea plans.csv", b",Cup,Pot\nMilk,yes,no\n");

    let (code, catalog, stderr) = run(&["import", "csv", &path]);
    assert_eq!((code, stderr.lines().count()), (0, 2), "{stderr}");
    assert_eq!(serde_json::from_str::<Value>(&catalog).unwrap()["title"], "Tea plans");

    folder.write("tea.json", catalog.as_bytes());
    let (code, table, stderr) = run(&["export", "csv", folder.path("tea.json").to_str().unwrap()]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(table, ",Cup,Pot\nWhat is included,,\nMilk,yes,no\n");
}

#[test]
fn the_offers_are_written_in_the_words_of_schema_org() {
    let (code, stdout, stderr) = run(&["export", "json-ld", CATALOG]);

    assert_eq!((code, stderr.as_str()), (0, ""));
    let offer: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(offer["@context"], "https://schema.org");
    assert_eq!(offer["hasOfferCatalog"]["itemListElement"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_catalogue_with_problems_is_not_written() {
    let (_folder, path) = file("bad.json", b"{\"id\": \"bad\"}");

    for form in ["pricing2yaml", "csv", "json-ld"] {
        let (code, stdout, stderr) = run(&["export", form, &path]);
        assert_eq!((code, stdout.as_str()), (1, ""));
        assert!(stderr.contains("the field \"plans\" is missing"), "{stderr}");
    }
}
