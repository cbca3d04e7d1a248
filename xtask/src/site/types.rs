//! What tools and programs read of the element: its custom-elements manifest and its TypeScript types.
//!
//! The manifest comes from the JSDoc of the loader's class, by its analyzer; what can be styled comes from where it is
//! defined. The types come from the manifest.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::shell::output;
use crate::tools;

mod declaration;
mod manifest;

use manifest::{TAG, list};

/// Where the custom properties are defined, and where the parts are listed.
const TOKENS: &str = "style/tokens.css";
const PARTS: &str = "src/controls.rs";

/// Writes `custom-elements.json` and `plan-configurator.d.ts` into a folder.
pub fn write(folder: &Path) -> Result<()> {
    let (class, manifest) = manifest(folder)?;
    let manifest = serde_json::to_string_pretty(&manifest)? + "\n";
    fs::write(folder.join("custom-elements.json"), manifest).context("custom-elements.json cannot be written")?;
    let types = declaration::of(&class)?;
    fs::write(folder.join("plan-configurator.d.ts"), types).context("plan-configurator.d.ts cannot be written")
}

/// Returns the element's class, and the manifest around it.
fn manifest(folder: &Path) -> Result<(Value, Value)> {
    let mut analyzer = Command::new(tools::packages("xtask")?.join(".bin/custom-elements-manifest"));
    // It writes below the folder that it runs in.
    analyzer.args(["analyze", "--quiet", "--globs"]).arg(crate::paths::root().join("scripts/element/*.js"));
    output(analyzer.current_dir(folder))?;
    let analyzed = fs::read(folder.join("custom-elements.json")).context("the analyzer wrote no manifest")?;
    let analyzed: Value = serde_json::from_slice(&analyzed)?;

    let modules = list(&analyzed, "modules");
    let is_element = |class: &&Value| class["tagName"] == TAG;
    let found = modules.iter().find_map(|module| Some((module, list(module, "declarations").iter().find(is_element)?)));
    let (module, class) = found.with_context(|| format!("no class in scripts/element/ defines <{TAG}>"))?;
    let is_exported = list(module, "exports").iter().any(|export| export["name"] == class["name"]);
    ensure!(is_exported, "the class of <{TAG}> is not exported, as its types say");

    let mut class = class.clone();
    for kind in ["members", "events"] {
        // What is for others says what it is; the analyzer lists the rest, too.
        let documented =
            list(&class, kind).iter().filter(|entry| entry["description"].is_string() && !is_private(entry));
        class[kind] = documented.cloned().collect();
    }
    class["cssProperties"] = custom_properties(&read(TOKENS)?).collect();
    class["cssParts"] = parts(&read(PARTS)?).map(|name| json!({ "name": name })).collect();
    let path = format!("{TAG}.js");
    let reference = json!({ "name": class["name"], "module": path });
    let module = json!({
        "kind": "javascript-module",
        "path": path,
        "declarations": [class],
        "exports": [
            { "kind": "js", "name": class["name"], "declaration": reference },
            { "kind": "custom-element-definition", "name": TAG, "declaration": reference },
        ],
    });
    let manifest = json!({ "schemaVersion": analyzed["schemaVersion"], "readme": "", "modules": [module] });
    Ok((class, manifest))
}

fn is_private(entry: &Value) -> bool {
    entry["privacy"] == "private" || entry["static"] == true
}

fn read(file: &str) -> Result<String> {
    fs::read_to_string(crate::paths::root().join(file)).with_context(|| file.to_owned())
}

/// Returns each custom property that a sheet defines, with its first value.
fn custom_properties(sheet: &str) -> impl Iterator<Item = Value> {
    let uncommented = sheet.split("/*").map(|text| text.split_once("*/").map_or(text, |(_, rest)| rest));
    let sheet: String = uncommented.collect();
    let mut seen = Vec::new();
    for declaration in sheet.split([';', '{', '}']) {
        if let Some((name, value)) = declaration.trim().split_once(':').filter(|(name, _)| name.starts_with("--"))
            && !seen.iter().any(|(known, _)| known == name)
        {
            seen.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    seen.into_iter().map(|(name, value)| json!({ "name": name, "default": value }))
}

/// Returns the strings of the array `PARTS` in a Rust file.
fn parts(code: &str) -> impl Iterator<Item = &str> {
    let array = code.split_once("const PARTS").and_then(|(_, rest)| Some(rest.split_once('=')?.1.split_once(']')?.0));
    array.unwrap_or_default().split('"').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_gives_its_custom_properties_and_their_first_values() {
        let sheet = "/* --no: 1; */ :root, :host { color: red; --a: light-dark(#fff, #000); /* x */ --b: 1em }
                     @media print { :host { --a: none; } }";
        let expected =
            json!([{ "name": "--a", "default": "light-dark(#fff, #000)" }, { "name": "--b", "default": "1em" }]);
        assert_eq!(custom_properties(sheet).collect::<Value>(), expected);
    }

    #[test]
    fn the_parts_are_the_strings_of_their_array() {
        let code =
            "/// All \"parts\".\npub const PARTS: [&str; 2] = [\n    \"table\", \"form\",\n];\nfn f() { g(\"no\") }";
        assert_eq!(parts(code).collect::<Vec<_>>(), ["table", "form"]);
    }
}
