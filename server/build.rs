//! Prepares what the binary carries: its sentences as a typed list, and the database's migrations.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

const LOCALES: &str = "../locales";

/// Sentences of the app's that the server says too. Its own begin with `form_`.
const SHARED: [&str; 29] = [
    "day_fri",
    "day_mon",
    "day_sat",
    "day_sun",
    "day_thu",
    "day_tue",
    "day_wed",
    "error_field_consent",
    "error_field_email",
    "error_field_empty",
    "error_field_other",
    "error_field_too_long",
    "error_server",
    "never_open",
    "no",
    "not_sure",
    "number_wrong",
    "request_company",
    "request_email",
    "request_intro",
    "request_message",
    "request_name",
    "request_plan",
    "request_send",
    "sent_keep",
    "sent_opens",
    "sent_reference",
    "sent_title",
    "yes",
];

fn main() {
    // `sqlx::migrate!` reads the folder, and cargo sees only the files.
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed={LOCALES}");
    if let Err(problem) = write_texts() {
        println!("cargo::error={problem}");
    }
}

fn write_texts() -> Result<(), String> {
    let mut locales = BTreeMap::new();
    let folder = fs::read_dir(LOCALES).map_err(|error| format!("{LOCALES}: {error}"))?;
    for entry in folder.flatten() {
        let path = entry.path();
        let (Some(tag), Some("json")) = (path.file_stem(), path.extension().and_then(|it| it.to_str())) else {
            continue;
        };
        locales.insert(tag.to_string_lossy().into_owned(), read(&path)?);
    }
    let english = locales.get("en").ok_or("locales/en.json is missing: it says which keys there are")?;
    let own = english.keys().map(String::as_str).filter(|key| key.starts_with("form_"));
    let code = generate(&locales, &own.chain(SHARED).collect::<Vec<_>>())?;
    let path = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("texts.rs");
    fs::write(&path, code).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<BTreeMap<String, Value>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// A struct with a field for each sentence, and one such struct a language.
fn generate(locales: &BTreeMap<String, BTreeMap<String, Value>>, keys: &[&str]) -> Result<String, String> {
    let mut fields = String::new();
    let mut languages = String::new();
    // Writing to a String cannot fail.
    for key in keys {
        let _ = writeln!(fields, "    /// `{key}` of `locales/`.\n    pub {key}: &'static str,");
    }
    for (tag, messages) in locales {
        let _ = writeln!(languages, "    ({tag:?}, Texts {{");
        for key in keys {
            let text = messages.get(*key).and_then(Value::as_str);
            let text = text.ok_or_else(|| format!("locales/{tag}.json: \"{key}\" is no text; write one"))?;
            let _ = writeln!(languages, "        {key}: {text:?},");
        }
        languages.push_str("    }),\n");
    }
    Ok(format!(
        "/// The server's sentences in one language.\npub struct Texts {{\n{fields}}}\n\n\
         /// By language tag.\nconst ALL: [(&str, Texts); {}] = [\n{languages}];\n",
        locales.len()
    ))
}
