//! What is installed below `/usr` or `/usr/local`, whatever the package.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::release::Release;
use super::tree::Tree;
use crate::paths::packaging;

/// Where documents are.
pub const DOCUMENTS: &str = "share/doc/plan-server";

/// Files of the repository that come along as documents.
const FROM_REPOSITORY: [&str; 4] = ["LICENSE-APACHE", "LICENSE-MIT", "CHANGELOG.md", "docs/operating.md"];

/// Examples of what stands in front of the server.
const EXAMPLES: [&str; 2] = ["nginx.conf", "Caddyfile"];

/// Puts the program with all that belongs to it below a prefix, such as `usr/`; completions for zsh into a folder of their own, since
/// systems differ there.
pub fn install(release: &Release, licences: Option<&Path>, tree: &Tree, prefix: &str, zsh: &str) -> Result<()> {
    tree.copy_program(&format!("{prefix}bin/plan-server"), &release.server)?;
    tree.copy(&format!("{prefix}lib/systemd/system/plan-server.service"), &packaging("plan-server.service"))?;
    for (shell, path) in [
        ("bash", "share/bash-completion/completions/plan-server"),
        ("zsh", zsh),
        ("fish", "share/fish/vendor_completions.d/plan-server.fish"),
    ] {
        tree.write(&format!("{prefix}{path}"), release.printed(&["completions", shell])?)?;
    }
    manual(release, tree, &format!("{prefix}share/man/man1"))?;
    let documents = format!("{prefix}{DOCUMENTS}");
    for file in FROM_REPOSITORY {
        let from = crate::paths::root().join(file);
        let name = from.file_name().unwrap_or_default().to_string_lossy();
        tree.copy(&format!("{documents}/{name}"), &from)?;
    }
    for example in EXAMPLES {
        tree.copy(&format!("{documents}/examples/{example}"), &packaging(example))?;
    }
    match licences {
        Some(licences) => tree.copy(&format!("{documents}/licences.txt"), licences),
        None => Ok(()),
    }
}

/// Has the server write the pages of its manual.
fn manual(release: &Release, tree: &Tree, folder: &str) -> Result<()> {
    let written = tree.path().with_extension("manual");
    release.printed(&["manual", written.to_str().context("the path of the manual is no text")?])?;
    for entry in fs::read_dir(&written)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        tree.copy(&format!("{folder}/{name}"), &path)?;
    }
    fs::remove_dir_all(&written).context("the manual's folder cannot be taken away")
}
