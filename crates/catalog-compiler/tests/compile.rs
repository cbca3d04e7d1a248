//! What a page gets for its catalogue is what the checker and the compiler say of it.

use catalog_compiler::compile;
use plans::source;
use serde_json::{Value as Json, json};

const MSA: &str = include_str!("../../../catalogs/msa.json");

#[test]
fn a_good_catalogue_becomes_its_compact_text() {
    let catalog = source::read(MSA).expect("a checked catalogue");
    let outcome = compile(MSA);
    assert_eq!(outcome.compiled(), Some(catalog.to_compiled()));
    assert_eq!(outcome.problems(), Vec::<String>::new());
}

#[test]
fn every_problem_has_a_line_and_there_is_no_text() {
    let mut catalog: Json = serde_json::from_str(MSA).expect("JSON");
    catalog["langauge"] = json!("en");
    catalog["hours"]["weekdays"]["zone"] = json!("America/New_Yrok");
    catalog["plans"][0]["name"] = json!(7);
    let text = catalog.to_string();
    let problems = source::read(&text).expect_err("three problems");
    let outcome = compile(&text);
    assert_eq!(outcome.compiled(), None);
    assert_eq!(outcome.problems(), problems.iter().map(ToString::to_string).collect::<Vec<_>>());
    for line in [
        "/langauge: the field \"langauge\" is unknown; did you mean \"language\"?",
        "/hours/weekdays/zone: \"America/New_Yrok\" is not a time zone; did you mean \"America/New_York\"?",
        "/plans/0/name: 7 is not a text, or a map from language to text; write a text, or a map from language to text",
    ] {
        assert!(outcome.problems().iter().any(|problem| problem == line), "{line}\nin {:#?}", outcome.problems());
    }
}

#[test]
fn what_is_not_json_is_a_problem() {
    let problems = compile("{\"id\": ").problems();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with(": the document is not JSON: EOF"), "{problems:?}");
}

#[test]
fn a_problem_is_one_line_whatever_the_names() {
    let problems = compile("{\"two\\nlines\": 1}").problems();
    let line = "/two\\nlines: the field \"two\\nlines\" is unknown";
    assert!(problems.iter().any(|problem| problem.starts_with(line)), "{problems:#?}");
    assert!(problems.iter().all(|problem| !problem.chars().any(char::is_control)), "{problems:#?}");
}
