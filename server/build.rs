//! Prepares what the binary carries: its sentences as a typed list, and the database's migrations.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use locales::Language;

/// Sentences of the app's that the server says too. Its own begin with one of `OWN`.
const SHARED: [&str; 44] = [
    "advice_misses",
    "advice_not_stated",
    "current_plan_none",
    "current_plan_question",
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
    "error_field_unavailable",
    "error_field_yours",
    "error_server",
    "never_open",
    "no",
    "not_sure",
    "number_wrong",
    "number_wrong_decimals",
    "request_company",
    "request_email",
    "request_intro",
    "request_message",
    "request_name",
    "request_plan",
    "request_send",
    "sent_answers",
    "sent_by",
    "sent_conditions",
    "sent_keep",
    "sent_no_answers",
    "sent_opens",
    "sent_reference",
    "sent_title",
    "sent_until",
    "sent_what",
    "sheet_answers",
    "value_not_stated",
    "yes",
];

/// What the keys of its own sentences begin with.
const OWN: [&str; 4] = ["form_", "mail_", "preview_", "receipt_"];

fn main() {
    // `sqlx::migrate!` reads the folder, and cargo sees only the files.
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(problem) = copy_bundle().and_then(|()| write_texts()) {
        println!("cargo::error={problem}");
    }
}

/// Copies the bundle that the binary shall carry, in the folder that `PLAN_BUNDLE` names; an empty folder stands there without one.
fn copy_bundle() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed=PLAN_BUNDLE");
    let to = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("bundle");
    let failed = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    if to.exists() {
        fs::remove_dir_all(&to).map_err(|error| failed(&to, error))?;
    }
    fs::create_dir_all(&to).map_err(|error| failed(&to, error))?;
    let Some(from) = env::var_os("PLAN_BUNDLE").map(PathBuf::from) else { return Ok(()) };
    println!("cargo::rerun-if-changed={}", from.join("bundle.json").display());
    copy(&from, &to).map_err(|error| failed(&from, error))
}

/// Copies the files of a folder, and those in its folders.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let to = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            fs::create_dir_all(&to)?;
            copy(&path, &to)?;
        } else {
            fs::copy(&path, &to)?;
        }
    }
    Ok(())
}

fn write_texts() -> Result<(), String> {
    let keys = Language::all()[0].texts().iter().map(|(key, _)| *key);
    let own = keys.filter(|key| OWN.iter().any(|prefix| key.starts_with(prefix)));
    let code = generate(&own.chain(SHARED).collect::<Vec<_>>())?;
    let path = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("texts.rs");
    fs::write(&path, code).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a struct with a field for each sentence, and one such struct a language, English first.
fn generate(keys: &[&str]) -> Result<String, String> {
    let mut fields = String::new();
    let mut languages = String::new();
    // Writing to a String cannot fail.
    for key in keys {
        let _ = writeln!(fields, "    /// `{key}` of `locales/`.\n    pub {key}: &'static str,");
    }
    for language in Language::all() {
        let tag = language.tag();
        let _ = writeln!(languages, "    ({tag:?}, Texts {{");
        for key in keys {
            let text =
                language.text(key).ok_or_else(|| format!("locales/{tag}.json: \"{key}\" is no text; write one"))?;
            let _ = writeln!(languages, "        {key}: {text:?},");
        }
        languages.push_str("    }),\n");
    }
    Ok(format!(
        "/// The server's sentences in one language.\npub struct Texts {{\n{fields}}}\n\n\
         /// By language tag.\nconst ALL: [(&str, Texts); {}] = [\n{languages}];\n",
        Language::all().len()
    ))
}
