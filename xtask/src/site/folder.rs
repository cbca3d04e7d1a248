//! The folder in which a bundle is made, and what is done to one file of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use bundle::{Hashed, TEMPLATES};
use plans::wire::{EVENT_VERSION, SCRIPT_CONSTANTS};

use crate::shell::output;

/// The oldest browsers in which scripts run, by esbuild's names; docs/embedding.md names the same.
const OLDEST: &str = "chrome114,firefox128,safari17";

/// The folder, and what its files are made with.
pub struct Folder {
    /// Where Trunk left what it built.
    pub staging: PathBuf,
    /// The bundle's folder.
    pub bundle: PathBuf,
    /// What minifies and bundles.
    pub esbuild: PathBuf,
    /// Whether bytes matter; a development build is not minified.
    pub is_release: bool,
}

/// Defines for a script the address and the hash of a file, by a name. Where the file is `above` the script, in the folder of all files
/// that are named by their content, `pages` fills in the way to it.
pub fn defines(name: &str, file: &Hashed, way: Way) -> [(String, String); 2] {
    let address = match way {
        Way::Beside => file.name.clone(),
        Way::Up => format!("{}{}", placeholder("up"), file.name),
    };
    [(name.to_owned(), address), (format!("{name}_HASH"), file.integrity.clone())]
}

/// Where the files are that are named by their content, as a script sees them.
#[derive(Clone, Copy)]
pub enum Way {
    /// Beside the script, which is one of them.
    Beside,
    /// Perhaps above it.
    Up,
}

/// Returns the sign by which `pages` finds the place of a text.
pub fn placeholder(name: &str) -> String {
    format!("@{{{name}}}")
}

/// Defines for a script the name and the hash of a file that `pages` writes.
pub fn later(name: &str, way: Way) -> [(String, String); 2] {
    let key = name.to_lowercase();
    let address = match way {
        Way::Beside => placeholder(&key),
        Way::Up => placeholder("up") + &placeholder(&key),
    };
    [(name.to_owned(), address), (format!("{name}_HASH"), placeholder(&format!("{key}_hash")))]
}

/// Defines for a script texts of the page: of each its name in capitals, for which `pages` fills in the text.
pub fn texts(names: &[&str]) -> impl Iterator<Item = (String, String)> {
    names.iter().map(|name| (name.to_uppercase(), placeholder(&format!("page_{name}"))))
}

impl Folder {
    /// Gives a file of the folder the name of its content.
    pub fn keep(&self, file: &str, name: &str, extension: &str) -> Result<Hashed> {
        let from = self.bundle.join(file);
        let bytes = fs::read(&from).with_context(|| from.display().to_string())?;
        let hashed = bundle::name_by_content(name, extension, &bytes);
        fs::rename(&from, self.bundle.join(&hashed.name))?;
        Ok(hashed)
    }

    /// Writes a text as a template, and gives the name of its file.
    pub fn template(&self, name: &str, text: &str) -> Result<String> {
        write(&self.bundle.join(TEMPLATES).join(name), text)?;
        Ok(name.to_owned())
    }

    /// Returns a sheet as a file of the site.
    pub fn style(&self, text: &str, name: &str) -> Result<Hashed> {
        write(&self.bundle.join("style.css"), text)?;
        self.keep("style.css", &format!("plan-configurator-{name}"), "css")
    }

    /// Returns a sheet with what it imports, and without comments.
    pub fn sheet(&self, sheet: &str) -> Result<String> {
        self.minify(
            &crate::paths::root().join(format!("style/{sheet}.css")),
            "bundled.css",
            &["--bundle", "--minify-whitespace"],
        )?;
        self.take("bundled.css")
    }

    /// Takes a file out of the folder, for what stands in it to stand elsewhere.
    pub fn take(&self, file: &str) -> Result<String> {
        let path = self.bundle.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        fs::remove_file(&path)?;
        Ok(text.trim().to_owned())
    }

    /// Gives a script with what it imports, and with texts in the place of names.
    pub fn script(&self, from: &str, defines: Vec<(String, String)>, more: &[&str]) -> Result<String> {
        let define = |(name, text): (String, String)| format!("--define:{name}={}", serde_json::Value::from(text));
        let wire = SCRIPT_CONSTANTS.map(|(name, values)| match values {
            [value] => format!("--define:{name}={}", serde_json::Value::from(*value)),
            values => format!("--define:{name}={}", serde_json::Value::from(values)),
        });
        let version = format!("--define:WIRE_EVENT_VERSION={EVENT_VERSION}");
        let defines: Vec<_> = defines.into_iter().map(define).chain(wire).chain([version]).collect();
        let mut arguments = vec!["--format=esm", "--bundle"];
        arguments.extend(defines.iter().map(String::as_str).chain(more.iter().copied()));
        self.minify(&crate::paths::root().join(from), "script.js", &arguments)?;
        self.take("script.js")
    }

    /// Makes a script or a sheet small, into a file of the folder.
    pub fn minify(&self, from: &Path, to: &str, arguments: &[&str]) -> Result<()> {
        let mut esbuild = Command::new(&self.esbuild);
        // Scripts name npm packages by themselves, which stand beside esbuild.
        esbuild.env("NODE_PATH", self.esbuild.parent().and_then(Path::parent).unwrap_or(Path::new("")));
        esbuild.arg(from).args(arguments).arg("--log-level=warning");
        if to.ends_with(".js") {
            // Modules are UTF-8 everywhere; a sheet may be read as its page is.
            esbuild.arg("--charset=utf8").arg(format!("--target={OLDEST}"));
        }
        if self.is_release {
            esbuild.arg("--minify");
        }
        esbuild.arg(format!("--outfile={}", self.bundle.join(to).display()));
        output(&mut esbuild).map(|_| ())
    }
}

/// Writes a file.
pub fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
