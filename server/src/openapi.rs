//! `/api/openapi.json`: what the API takes and answers, as OpenAPI 3.1 describes it, made of the code.

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::{Value, json};

mod answers;
mod bodies;
mod examples;
mod operations;

/// Handles `GET /api/openapi.json`.
pub async fn show() -> impl IntoResponse {
    static TEXT: LazyLock<String> = LazyLock::new(text);
    ([(CONTENT_TYPE, "application/json")], TEXT.as_str())
}

/// Writes the description, pretty-printed, with a newline at its end.
fn text() -> String {
    let text = serde_json::to_string_pretty(&document()).expect("a description is plain JSON");
    format!("{text}\n")
}

/// Describes the API.
fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Plan requests",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Takes requests for a plan, each stored once. The plans and the questions are those of the catalogue that is served.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        // Seen from the address of this description, so that it holds behind any prefix of a proxy's.
        "servers": [{"url": ".."}],
        "paths": operations::paths(),
        "components": {
            "schemas": answers::schemas().into_iter().chain(bodies::schemas()).collect::<serde_json::Map<_, _>>(),
            "responses": answers::problem_responses(),
            "headers": answers::headers(),
            "parameters": operations::parameters(),
            "examples": examples::all(),
        },
    })
}

#[cfg(test)]
mod tests {
    use boon::{Compiler, Schemas};

    use super::*;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

    #[test]
    fn the_file_is_what_is_served() {
        if std::env::var_os("UPDATE_OPENAPI").is_some() {
            std::fs::write(FILE, text()).expect("the file can be written");
        }
        let file = std::fs::read_to_string(FILE).expect("the file is there");
        assert_eq!(
            file,
            text(),
            "run `UPDATE_OPENAPI=1 cargo test -p plan-server openapi` to write server/openapi.json anew"
        );
    }

    #[test]
    fn the_description_is_openapi_3_1() {
        let schema: Value =
            serde_json::from_str(include_str!("../tests/openapi-3.1.schema.json")).expect("the schema is JSON");
        let mut compiler = Compiler::new();
        compiler.add_resource("openapi", schema).expect("a resource");
        let mut schemas = Schemas::new();
        let schema = compiler.compile("openapi", &mut schemas).expect("the schema of OpenAPI compiles");
        if let Err(error) = schemas.validate(&document(), schema) {
            panic!("{error:#}");
        }
    }

    #[test]
    fn every_reference_leads_to_something() {
        fn check(document: &Value, value: &Value) {
            match value {
                Value::Object(fields) => {
                    if let Some(place) = fields.get("$ref").and_then(Value::as_str) {
                        let place = place.strip_prefix('#').expect("all is in this document");
                        assert!(document.pointer(place).is_some(), "{place}");
                    }
                    fields.values().for_each(|value| check(document, value));
                }
                Value::Array(items) => items.iter().for_each(|value| check(document, value)),
                _ => {}
            }
        }
        check(&document(), &document());
    }

    #[test]
    fn every_example_is_of_its_schema() {
        let document = document();
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("openapi.json", document.clone()).expect("a resource");
        let mut schemas = Schemas::new();
        for (example, schema) in examples::SCHEMAS {
            let place = format!("openapi.json#/components/schemas/{schema}");
            let schema = compiler.compile(&place, &mut schemas).expect("the schema compiles");
            let example = &document["components"]["examples"][example]["value"];
            if let Err(error) = schemas.validate(example, schema) {
                panic!("{example}: {error:#}");
            }
        }
    }
}
