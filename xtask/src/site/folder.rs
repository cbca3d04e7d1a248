//! The folder in which a site is finished, and what is done to one file of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use plans::wire::SCRIPT_CONSTANTS;

use super::texts::Texts;
use crate::digest::{digest, integrity};
use crate::shell::output;

/// The oldest browsers in which scripts run, by esbuild's names; docs/embedding.md names the same.
const OLDEST: &str = "chrome114,firefox128,safari17";

/// The folder, and what its files are made with.
pub struct Site {
    /// Where Trunk left what it built.
    pub folder: PathBuf,
    /// What minifies and bundles.
    pub esbuild: PathBuf,
    /// Whether bytes matter; a development build is not minified.
    pub is_release: bool,
    /// The texts of the page.
    pub texts: Texts,
}

/// A file of the site by its name, and the hash by which browsers check it.
pub struct Hashed {
    /// The name.
    pub name: String,
    /// The hash, as `integrity` holds it.
    pub integrity: String,
}

impl Hashed {
    /// What scripts know of it: a name by which they call it, and a text.
    pub fn defines(&self, name: &str) -> [(String, String); 2] {
        [(name.to_owned(), self.name.clone()), (format!("{name}_HASH"), self.integrity.clone())]
    }
}

impl Site {
    /// Gives a file of the folder the name of its content.
    pub fn keep(&self, file: &str, name: &str, extension: &str) -> Result<Hashed> {
        let from = self.folder.join(file);
        let bytes = fs::read(&from).with_context(|| from.display().to_string())?;
        let hashed = format!("{name}-{}.{extension}", &digest(&bytes)[..16]);
        fs::rename(&from, self.folder.join(&hashed))?;
        Ok(Hashed { name: hashed, integrity: integrity(&bytes) })
    }

    /// A sheet as a file of the site.
    pub fn style(&self, text: &str, name: &str) -> Result<Hashed> {
        write(&self.folder.join("style.css"), text)?;
        self.keep("style.css", &format!("plan-configurator-{name}"), "css")
    }

    /// A sheet with what it imports, and without comments.
    pub fn bundle(&self, sheet: &str) -> Result<String> {
        self.minify(
            &crate::paths::root().join(format!("style/{sheet}.css")),
            "bundled.css",
            &["--bundle", "--minify-whitespace"],
        )?;
        self.take("bundled.css")
    }

    /// Takes a file out of the folder, for what stands in it to stand in the page.
    pub fn take(&self, file: &str) -> Result<String> {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        fs::remove_file(&path)?;
        Ok(text.trim().to_owned())
    }

    /// A text of the page, by its name in capitals.
    pub fn text(&self, name: &str) -> Result<(String, String)> {
        Ok((name.to_uppercase(), self.texts.get(&format!("page_{name}"))?.to_owned()))
    }

    /// A script with what it imports, and with texts in the place of names.
    pub fn script(&self, from: &str, to: &str, defines: Vec<(String, String)>, more: &[&str]) -> Result<()> {
        let define = |(name, text): (String, String)| format!("--define:{name}={}", serde_json::Value::from(text));
        let wire = SCRIPT_CONSTANTS.map(|(name, values)| match values {
            [value] => format!("--define:{name}={}", serde_json::Value::from(*value)),
            values => format!("--define:{name}={}", serde_json::Value::from(values)),
        });
        let defines: Vec<_> = defines.into_iter().map(define).chain(wire).collect();
        let mut arguments = vec!["--format=esm", "--bundle"];
        arguments.extend(defines.iter().map(String::as_str).chain(more.iter().copied()));
        self.minify(&crate::paths::root().join(from), to, &arguments)
    }

    /// Makes a script or a sheet small, into a file of the folder.
    pub fn minify(&self, from: &Path, to: &str, arguments: &[&str]) -> Result<()> {
        let mut esbuild = Command::new(&self.esbuild);
        esbuild.arg(from).args(arguments).arg("--log-level=warning");
        if to.ends_with(".js") {
            // Modules are UTF-8 everywhere; a sheet may be read as its page is.
            esbuild.arg("--charset=utf8").arg(format!("--target={OLDEST}"));
        }
        if self.is_release {
            esbuild.arg("--minify");
        }
        esbuild.arg(format!("--outfile={}", self.folder.join(to).display()));
        output(&mut esbuild).map(|_| ())
    }
}

/// Writes a file.
pub fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
