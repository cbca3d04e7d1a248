//! What others wrote of the program, and under which licences: made by `cargo about` of what the crates themselves hold, without network.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::digest::hex;
use crate::paths::packaging;
use crate::shell::{output, step};
use crate::tools;

/// The crates that the program is: the server, and the WebAssemblies that it carries beside the app's, which the server itself has, too.
const PROGRAMS: [&str; 3] = ["server", "crates/export", "crates/catalog-compiler"];

/// The npm packages that stand in scripts of the site.
const NPM_PACKAGES: [&str; 1] = ["altcha"];

/// What stands above the crates' licences. No crate of ours names what is said here.
const HEAD: &str = "\
What others wrote of plan-server and of the plan configurator's element, and under which licences.

Beside the crates below there is the standard library of Rust (MIT or Apache-2.0, by The Rust Project Developers), SQLite (in the public
domain, within libsqlite3-sys), and the time zone database of the IANA (in the public domain, within chrono-tz).
";

/// A licence by its name and its text, and the crates and packages that are under it.
type Licences = BTreeMap<(String, String), BTreeSet<String>>;

/// Returns the list as it was made of what is there now, or makes it where cargo-about is there; none where neither is.
pub fn find() -> Result<Option<PathBuf>> {
    let list = list()?;
    if list.is_file() {
        return Ok(Some(list));
    }
    match tools::find_cargo_about()? {
        Some(about) => make(&about, &list).map(|()| Some(list)),
        None => Ok(None),
    }
}

/// Counts the steps that [`find`] will take.
pub fn steps() -> Result<usize> {
    Ok(usize::from(!list()?.is_file() && tools::find_cargo_about()?.is_some()))
}

/// Returns the list; installs cargo-about where it is missing.
pub fn find_or_make() -> Result<PathBuf> {
    if let Some(list) = find()? {
        return Ok(list);
    }
    let (about, list) = (tools::cargo_about()?, list()?);
    make(&about, &list)?;
    Ok(list)
}

/// Returns where the list stands, by the content of what it is made of.
fn list() -> Result<PathBuf> {
    let mut hasher = Sha256::new();
    let root = crate::paths::root();
    for file in [root.join("Cargo.lock"), root.join("xtask/package-lock.json"), packaging("about.toml")] {
        hasher.update(fs::read(&file).with_context(|| file.display().to_string())?);
    }
    let name = hex(&hasher.finalize())[..16].to_owned();
    Ok(crate::paths::target().join(format!("licences-{name}.txt")))
}

/// Makes it.
fn make(about: &Path, list: &Path) -> Result<()> {
    step("reading the licences of all crates", || {
        let mut licences = Licences::new();
        for package in NPM_PACKAGES {
            add_npm(&mut licences, &tools::packages("xtask")?.join(package))?;
        }
        for program in PROGRAMS {
            let json = list.with_extension("json");
            let mut command = Command::new(about);
            command
                .args(["generate", "--fail", "--frozen", "--format", "json", "--config"])
                .arg(packaging("about.toml"));
            command.arg("--manifest-path").arg(crate::paths::root().join(program).join("Cargo.toml"));
            output(command.arg("--output-file").arg(&json).current_dir(crate::paths::root()))?;
            add(&mut licences, &serde_json::from_slice(&fs::read(&json)?)?);
            fs::remove_file(json)?;
        }
        fs::write(list, written(&licences)).with_context(|| list.display().to_string())
    })
}

/// Adds an npm package by the folder in which it is installed.
fn add_npm(licences: &mut Licences, folder: &Path) -> Result<()> {
    let read =
        |file: &str| fs::read_to_string(folder.join(file)).with_context(|| format!("{}/{file}", folder.display()));
    let manifest: Value = serde_json::from_str(&read("package.json")?)?;
    let text = |key: &str| manifest[key].as_str().unwrap_or_default();
    let name = format!("{} {} (npm)", text("name"), text("version"));
    let licence = (format!("{} License", text("license")), read("LICENSE.txt")?.trim().to_owned());
    licences.entry(licence).or_default().insert(name);
    Ok(())
}

/// Adds what cargo-about found of a program. Crates without a source are our own.
fn add(licences: &mut Licences, found: &Value) {
    for licence in found["licenses"].as_array().into_iter().flatten() {
        let text = |key: &str| licence[key].as_str().unwrap_or_default().trim().to_owned();
        let crates = licence["used_by"].as_array().into_iter().flatten().map(|user| &user["crate"]);
        let others = crates.filter(|package| package["source"].is_string());
        let names = others
            .filter_map(|package| Some(format!("{} {}", package["name"].as_str()?, package["version"].as_str()?)));
        let names: BTreeSet<_> = names.collect();
        if !names.is_empty() {
            licences.entry((text("name"), text("text"))).or_default().extend(names);
        }
    }
}

/// Writes all of them: of each its name, its crates and its text.
fn written(licences: &Licences) -> String {
    let mut list = HEAD.to_owned();
    for ((name, text), crates) in licences {
        // Writing to a String cannot fail.
        let _ = write!(list, "\n{}\n{name}, of:\n", "=".repeat(100));
        for name in crates {
            let _ = writeln!(list, "- {name}");
        }
        let _ = writeln!(list, "\n{text}");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_once_below_all_crates_that_are_under_it() {
        let of = |name: &str, source: Value| {
            serde_json::json!({"licenses": [{"name": "MIT License", "text": " Do what you like.\n", "used_by": [
                {"crate": {"name": name, "version": "1.0.0", "source": source}},
            ]}]})
        };
        let mut licences = Licences::new();
        for found in [of("two", "registry".into()), of("one", "registry".into()), of("ours", Value::Null)] {
            add(&mut licences, &found);
        }
        let list = written(&licences);
        assert!(list.ends_with("=\nMIT License, of:\n- one 1.0.0\n- two 1.0.0\n\nDo what you like.\n"), "{list}");
    }
}
