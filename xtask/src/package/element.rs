//! The element as an npm package, for those who host it themselves.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::release::Release;
use super::tree::Tree;
use crate::paths::packaging;
use crate::shell::output;

/// Beginnings of names of files that only the product page, the page for frames and the snippet use.
const OF_PAGES: [&str; 6] = [
    "plan-configurator.html",
    "plan-configurator-export",
    "plan-configurator-frame",
    "plan-configurator-page-features",
    "plan-configurator-snippet",
    "plan-configurator-worker",
];

/// Makes it in a folder, of the files that the server writes for hosts of files.
pub fn make(release: &Release, licences: Option<&Path>, staging: &Path, folder: &Path) -> Result<()> {
    let site = staging.join("site");
    let out = site.to_str().context("the path of the site is no text")?;
    release.printed(&["build", "--url", "https://plans.example/", "--out", out])?;
    let tree = Tree::new(staging.join("npm"))?;
    for entry in fs::read_dir(&site)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_file() && is_of_element(&name) {
            tree.copy(&name, &path)?;
        }
    }
    let mut manifest: Value = serde_json::from_slice(&fs::read(packaging("npm/package.json"))?)?;
    manifest["version"] = release.version.as_str().into();
    tree.write("package.json", serde_json::to_string_pretty(&manifest)? + "\n")?;
    tree.copy("README.md", &packaging("npm/README.md"))?;
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "docs/embedding.md", "catalogs/catalog.schema.json"] {
        let from = crate::paths::root().join(file);
        tree.copy(&from.file_name().unwrap_or_default().to_string_lossy(), &from)?;
    }
    if let Some(licences) = licences {
        tree.copy("licences.txt", licences)?;
    }
    let mut pack = Command::new("npm");
    pack.args(["pack", "--ignore-scripts", "--offline", "--pack-destination"]).arg(folder);
    output(pack.current_dir(tree.path())).map(|_| ())
}

/// Tells whether the element asks for a file, or tools read it.
fn is_of_element(name: &str) -> bool {
    let is_compressed = name.ends_with(".br") || name.ends_with(".gz");
    let is_named = name.starts_with("plan-configurator") || name == "custom-elements.json";
    is_named && !is_compressed && !OF_PAGES.iter().any(|beginning| name.starts_with(beginning))
}
