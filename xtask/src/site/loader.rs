//! The loader as a file that a page may also load as a classic script, without an error. A module holds `import.meta` and `export`, which a
//! classic script must not; so each of the two reads the part of the other as something that does nothing.
//!
//! ```text
//! 0&&await/`/;MODULE//`;CLASSIC
//! ```
//!
//! In a module `await` is an operator: a regular expression follows, then the module, then a comment. In a classic script it is a name:
//! that is divided by a text from one backtick to the other, none of which is reached, and what follows runs.

use anyhow::{Result, ensure};
use bundle::{Module, Styles};

use super::folder::{Folder, Way, defines, later, placeholder, texts};

/// Why a file cannot be loaded: what the loader must say of the one that says more, too.
const FAILURES: [&str; 5] = ["failed", "failed_missing", "failed_policy", "failed_changed", "failed_server"];

/// The texts of the loader's alone.
const LOADER_TEXTS: [&str; 2] = ["loading", "again"];

/// The texts of what the loader fetches only where it is needed.
const DEFERRED_TEXTS: [&str; 14] = [
    "problems",
    "kept",
    "write",
    "failed_start",
    "failed_webassembly",
    "failed_webassembly_policy",
    "catalog_offline",
    "catalog_missing",
    "catalog_policy",
    "catalog_server",
    "catalog_version",
    "catalog_empty",
    "catalog_no_object",
    "catalog_no_address",
];

impl Folder {
    /// Writes the script of what the loader fetches only where it is needed.
    pub fn deferred(&self, compiler: &Module, styles: &Styles) -> Result<String> {
        let mut known = module("COMPILER_", compiler, Way::Beside);
        known.extend(defines("PLAIN_STYLE", &styles.plain, Way::Beside));
        known.extend(later("PLAIN_PAGE", Way::Beside));
        known.extend(later("SENDING", Way::Beside));
        known.extend(later("PROOF", Way::Beside));
        known.extend(["contents", "sentences"].map(|name| (name.to_uppercase(), placeholder(name))));
        known.extend(texts(&DEFERRED_TEXTS).chain(texts(&FAILURES)));
        self.template("deferred.js", &self.script("scripts/on_demand/deferred.js", known, &[])?)
    }

    /// Writes the script of what a request needs beside the form while it is sent.
    pub fn sending(&self) -> Result<String> {
        let known = vec![("SENDING_TEXTS".to_owned(), placeholder("sending_texts")), kept_prefix()];
        self.template("sending.js", &self.script("scripts/on_demand/sending.js", known, &[])?)
    }

    /// Writes the script of what a request needs where the server wants a proof of work. The solver is that of the npm package `altcha`.
    pub fn proof(&self) -> Result<String> {
        let known = vec![("SENDING_TEXTS".to_owned(), placeholder("proof_texts"))];
        self.template("proof.js", &self.script("scripts/on_demand/proof.js", known, &[])?)
    }

    /// Returns the loader has a stable name, since host pages write it down; it knows the names and hashes of the others.
    pub fn loader(&self, app: &Module, styles: &Styles) -> Result<String> {
        let mut known = module("", app, Way::Up);
        known.extend(defines("STYLE", &styles.element, Way::Up));
        known.extend(later("DEFERRED", Way::Up));
        known.extend(later("CONTENT", Way::Up));
        known.extend(["language", "endpoint"].map(|name| (name.to_uppercase(), placeholder(name))));
        known.extend(texts(&LOADER_TEXTS).chain(texts(&FAILURES)));
        known.push(kept_prefix());
        // Comments may hold backticks, too.
        let without_backticks = ["--supported:template-literal=false", "--minify-whitespace"];
        let module = self.script("scripts/element/plan-configurator.js", known, &without_backticks)?;
        let on_one_line = ["--minify", "--format=iife", "--supported:template-literal=false"];
        let classic = self.script("scripts/element/classic.js", Vec::new(), &on_one_line)?;
        self.template("loader.js", &either(&module, &classic)?)
    }
}

/// Defines for scripts what the names begin with under which browsers keep requests.
fn kept_prefix() -> (String, String) {
    ("KEPT_PREFIX".to_owned(), "plan-configurator kept ".to_owned())
}

/// Defines for scripts a WebAssembly with its glue.
pub fn module(prefix: &str, module: &Module, way: Way) -> Vec<(String, String)> {
    let Module { glue, wasm } = module;
    [("GLUE", glue), ("WASM", wasm)]
        .into_iter()
        .flat_map(|(part, file)| defines(&format!("{prefix}{part}"), file, way))
        .collect()
}

/// Returns a script that is one text as a module and another one as a classic script.
fn either(module: &str, classic: &str) -> Result<String> {
    ensure!(
        !module.contains('`') && !module.contains("${"),
        "the loader holds a backtick, or \"${{\", which would end it"
    );
    ensure!(!classic.contains('\n'), "scripts/element/classic.js is more than a line, and so no comment of the loader");
    Ok(format!("0&&await/`/;{module}\n//`;{classic}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_holds_nothing_that_ends_it_within_a_classic_script() {
        assert_eq!(either("a();export{a};", "b();").expect("both"), "0&&await/`/;a();export{a};\n//`;b();\n");
        for (module, classic) in [("`a`", "b"), ("\"${a}\"", "b"), ("a", "b\nc")] {
            assert!(either(module, classic).is_err(), "{module} {classic}");
        }
    }
}
