//! What the tests share: the MSA catalogue, and answers and problems in short.

#![allow(dead_code, reason = "every test file uses its own part")]

pub mod dependent;
pub mod explainer;
pub mod fuzz;
pub mod oracle;
pub mod packages;
pub mod random;
pub mod sweep;

use plans::catalog::{Question, QuestionKind};
use plans::{Answers, Catalog, Problem, QuestionIx, source};
use serde_json::Value as Json;

/// The text of `catalogs/msa.json`.
pub const MSA: &str = include_str!("../../../../catalogs/msa.json");

/// The MSA catalogue.
pub fn msa() -> Catalog {
    source::read(MSA).expect("msa.json is a catalogue")
}

/// The JSON of the MSA catalogue.
pub fn msa_json() -> Json {
    serde_json::from_str(MSA).expect("msa.json is JSON")
}

/// The catalogue of this JSON.
pub fn read(json: &Json) -> Catalog {
    source::read(&json.to_string()).unwrap_or_else(|problems| panic!("{}\nof {json:#}", lines(&problems).join("\n")))
}

/// Answers in JSON.
pub fn answers(catalog: &Catalog, json: &Json) -> Answers {
    Answers::from_json(catalog, &json.to_string())
        .unwrap_or_else(|problems| panic!("{}\nof {json}", lines(&problems).join("\n")))
}

/// The question with this id, which the catalogue must have.
pub fn question(catalog: &Catalog, id: &str) -> QuestionIx {
    catalog.question_by_id(id).unwrap_or_else(|| panic!("a question \"{id}\""))
}

/// The word that a question's kind has in JSON.
pub fn kind(question: &Question) -> &'static str {
    match question.kind {
        QuestionKind::One(_) => "one",
        QuestionKind::Several(_) => "several",
        QuestionKind::Number { .. } => "number",
        QuestionKind::YesNo { .. } => "yes-no",
    }
}

/// Problems as they are printed.
pub fn lines(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// The places of everything in a document, the document itself included.
pub fn pointers(json: &Json) -> Vec<String> {
    fn walk(json: &Json, pointer: &str, found: &mut Vec<String>) {
        found.push(pointer.to_owned());
        match json {
            Json::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| walk(item, &format!("{pointer}/{at}"), found));
            }
            Json::Object(fields) => fields.iter().for_each(|(name, value)| {
                let name = name.replace('~', "~0").replace('/', "~1");
                walk(value, &format!("{pointer}/{name}"), found);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(json, "", &mut found);
    found
}

/// The place that holds the value at this place, and the value's name in it.
pub fn parent(pointer: &str) -> (&str, String) {
    let (parent, name) = pointer.rsplit_once('/').expect("every place but the document's own is in another");
    (parent, name.replace("~1", "/").replace("~0", "~"))
}

/// Puts a value at a place: in place of what is there, or as a new field or item.
pub fn set(json: &mut Json, pointer: &str, value: Json) {
    if let Some(old) = json.pointer_mut(pointer) {
        *old = value;
        return;
    }
    let (place, name) = parent(pointer);
    match json.pointer_mut(place) {
        Some(Json::Object(fields)) => {
            fields.insert(name, value);
        }
        Some(Json::Array(items)) => items.push(value),
        _ => panic!("nothing can be put at {pointer}"),
    }
}

/// Takes away what is at a place.
pub fn remove(json: &mut Json, pointer: &str) {
    let (place, name) = parent(pointer);
    match json.pointer_mut(place) {
        Some(Json::Object(fields)) => {
            fields.shift_remove(&name).unwrap_or_else(|| panic!("nothing is at {pointer}"));
        }
        Some(Json::Array(items)) => {
            items.remove(name.parse().expect("an item's position"));
        }
        _ => panic!("nothing is at {pointer}"),
    }
}
