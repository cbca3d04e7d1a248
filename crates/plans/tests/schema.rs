//! `catalogs/catalog.schema.json` and `catalogs/README.md` against the types that a catalogue is read into,
//! `catalogs/advice.schema.json` against the advice, and `catalogs/deadline.schema.json` against deadlines.

mod support;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

use boon::{Compiler, Schemas};
use chrono::DateTime;
use plans::advice::{self, Line, Refusal, Report};
use plans::support as deadlines;
use plans::{Advice, Answers, source};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::random::{Answered, answered, cases, damaged, damages};
use support::{answers, msa_json, pointers, read};

const README: &str = include_str!("../../../catalogs/README.md");

/// Whether documents are valid by a schema. Nothing is fetched: a schema refers to itself alone.
fn validator_of(schema: &str) -> impl Fn(&Json) -> Result<(), String> + use<> {
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("schema.json", schema).expect("the schema is a resource");
    let index = compiler.compile("schema.json", &mut schemas).expect("the schema is a schema");
    move |json| schemas.validate(json, index).map_err(|error| error.to_string())
}

/// Whether documents are valid catalogues by their schema.
fn validator() -> impl Fn(&Json) -> Result<(), String> {
    validator_of(&source::schema())
}

/// A file in `catalogs/` is this schema.
#[track_caller]
fn check_written(file: &str, schema: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogs").join(file);
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, schema).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == schema,
        "catalogs/{file} is stale; write it anew with: UPDATE_SCHEMA=1 cargo test -p plans --test schema"
    );
}

#[test]
fn the_schemas_are_those_of_the_types() {
    check_written("catalog.schema.json", &source::schema());
    check_written("advice.schema.json", &advice::schema());
    check_written("deadline.schema.json", &deadlines::schema());
}

#[test]
fn the_msa_catalogue_is_valid_by_the_schema() {
    assert_eq!(validator()(&msa_json()), Ok(()));
}

/// The objects of the schema: each field's name, and whether it must be there.
fn objects() -> Vec<BTreeMap<String, bool>> {
    let schema: Json = serde_json::from_str(&source::schema()).expect("the schema is JSON");
    let object = |pointer: String| {
        let object = schema.pointer(pointer.strip_suffix("/properties")?)?;
        let required = object["required"].as_array().cloned().unwrap_or_default();
        let field = |name: &String| (name.clone(), required.contains(&name.as_str().into()));
        Some(object["properties"].as_object()?.keys().map(field).collect())
    };
    pointers(&schema).into_iter().filter_map(object).collect()
}

/// The tables of fields in the README: each field's name, and whether it must be there.
fn tables() -> Vec<BTreeMap<String, bool>> {
    let blocks = README.split("\n\n").filter(|block| block.starts_with("| field | must be there | holds |"));
    let row = |row: &str| {
        let [_, field, must, words, _] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("a row of three cells: {row}")
        };
        assert!(words.ends_with('.'), "{field} is explained in sentences: {words}");
        (field.trim_matches('`').to_owned(), must == "yes")
    };
    blocks.map(|block| block.lines().skip(2).map(row).collect()).collect()
}

#[test]
fn the_readme_has_a_table_of_the_fields_of_every_object() {
    let (mut objects, mut tables) = (objects(), tables());
    assert!(objects.len() > 10, "{objects:#?}");
    objects.sort();
    tables.sort();
    assert_eq!(
        tables, objects,
        "catalogs/README.md must explain exactly the fields of the schema, and which must be there"
    );
}

#[test]
fn the_readme_names_every_word_that_a_field_may_be() {
    let schema: Json = serde_json::from_str(&source::schema()).expect("the schema is JSON");
    let constants = pointers(&schema).into_iter().filter(|pointer| pointer.ends_with("/const"));
    let words: Vec<_> = constants.filter_map(|pointer| schema.pointer(&pointer)?.as_str().map(str::to_owned)).collect();
    assert!(words.len() >= 12, "{words:?}");
    let missing: Vec<_> = words.iter().filter(|word| !README.contains(&format!("`\"{word}\"`"))).collect();
    assert_eq!(missing, [""; 0], "catalogs/README.md must explain these");
}

#[test]
fn the_readmes_small_catalogue_is_a_catalogue() {
    let (_, rest) = README.split_once("```json\n{\n").expect("an example");
    let (example, _) = rest.split_once("\n```").expect("its end");
    let json: Json = serde_json::from_str(&format!("{{{example}")).expect("the example is JSON");
    let catalog = support::read(&json);
    assert_eq!(catalog.plans().count() * catalog.questions().count(), 2);
    assert_eq!(validator()(&json), Ok(()));
}

#[test]
fn every_catalogue_is_valid_by_the_schema() {
    let validate = validator();
    proptest!(cases(256), |(Answered { catalog: json, .. } in answered())| {
        prop_assert_eq!(validate(&json), Ok(()));
    });
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let validate = validator();
    proptest!(cases(256), |(damages in damages())| {
        let json = damaged(&msa_json(), &damages);
        if source::read(&json.to_string()).is_ok() {
            prop_assert_eq!(validate(&json), Ok(()));
        }
    });
}

#[test]
fn all_advice_is_valid_by_its_schema() {
    let validate = validator_of(&advice::schema());
    proptest!(cases(256), |(Answered { catalog: json, answers: given } in answered())| {
        let catalog = read(&json);
        let answers = answers(&catalog, &given);
        let report = Report::new(&catalog, &answers, &Advice::of(&catalog, &answers));
        prop_assert_eq!(validate(&report.to_json()), Ok(()));
    });
    let problems = Answers::from_json(&read(&msa_json()), "{\"seats\": 4}").expect_err("no such question");
    let refused = serde_json::to_value(Line::Refused { error: Refusal { problems } }).expect("plain JSON");
    assert_eq!(validate(&refused), Ok(()));
    assert!(validate(&json!({"recommended": "plus"})).is_err(), "a part of the advice is none");
}

#[test]
fn every_deadline_is_valid_by_its_schema() {
    let validate = validator_of(&deadlines::schema());
    let zones = [chrono_tz::UTC, chrono_tz::Europe::Berlin, chrono_tz::America::New_York, chrono_tz::Asia::Kathmandu];
    let seconds = 1_700_000_000..1_900_000_000i64;
    let seen = Cell::new((false, false, false));
    // So many that every kind below is among them: waits are in one of a hundred.
    proptest!(cases(2048), |(Answered { catalog: json, .. } in answered(), seconds in seconds, zone in 0..zones.len())| {
        let catalog = read(&json);
        let at = DateTime::from_timestamp(seconds, 0).expect("an instant");
        for (severity, plan) in catalog.severities().flat_map(|it| catalog.plans().map(move |plan| (it, plan))) {
            let report = deadlines::DeadlineReport::new(&catalog, &Answers::none(), (severity, plan), at, zones[zone]);
            let (waits, never, unanswered) = seen.get();
            let is_never = !report.open && report.opens.is_none();
            seen.set((waits || !report.waits.is_empty(), never || is_never, unanswered || report.response.is_none()));
            prop_assert_eq!(validate(&serde_json::to_value(report).expect("plain JSON")), Ok(()));
        }
    });
    assert_eq!(
        seen.get(),
        (true, true, true),
        "waits, support that never opens, and a severity without response times"
    );

    let catalog = read(&msa_json());
    let (severity, plan) = (catalog.severities().next().expect("one"), catalog.plans().next().expect("one"));
    let report = deadlines::DeadlineReport::new(
        &catalog,
        &Answers::none(),
        (severity, plan),
        DateTime::UNIX_EPOCH,
        chrono_tz::UTC,
    );
    let whole = serde_json::to_value(report).expect("plain JSON");
    for field in whole.as_object().expect("an object").keys() {
        let mut part = whole.clone();
        support::remove(&mut part, &format!("/{field}"));
        assert!(validate(&part).is_err(), "without {field}, it is a part");
    }
}
