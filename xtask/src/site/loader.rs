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

use super::folder::{Hashed, Site, write};
use super::modules::Module;
use super::styles::Styles;

const LOADER: &str = "plan-configurator.js";

/// Why a file cannot be loaded: what the loader must say of the one that says more, too.
const FAILURES: [&str; 5] = ["failed", "failed_missing", "failed_policy", "failed_changed", "failed_server"];

impl Site {
    /// What the loader fetches only where it is needed.
    pub fn deferred(&self, compiler: &Module, styles: &Styles, plain_page: &Hashed) -> Result<Hashed> {
        let mut defines = compiler.defines("COMPILER_");
        defines.extend(styles.plain.defines("PLAIN_STYLE"));
        defines.extend(plain_page.defines("PLAIN_PAGE"));
        let own = [
            "problems",
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
        for text in own.iter().chain(&FAILURES) {
            defines.push(self.text(text)?);
        }
        self.script("scripts/on_demand/deferred.js", "deferred.js", defines, &[])?;
        self.keep("deferred.js", "plan-configurator-deferred", "js")
    }

    /// The loader has a stable name, since host pages write it down; it knows the names and hashes of the others.
    pub fn loader(&self, app: &Module, deferred: &Hashed, styles: &Styles) -> Result<()> {
        let mut defines = app.defines("");
        for (name, file) in [("STYLE", &styles.all), ("DEFERRED", deferred)] {
            defines.extend(file.defines(name));
        }
        for text in ["language", "loading", "again"].iter().chain(&FAILURES) {
            defines.push(self.text(text)?);
        }
        // Comments may hold backticks, too.
        let without_backticks = ["--supported:template-literal=false", "--minify-whitespace"];
        self.script("scripts/element/plan-configurator.js", LOADER, defines, &without_backticks)?;
        let module = self.take(LOADER)?;
        let on_one_line = ["--minify", "--format=iife", "--supported:template-literal=false"];
        self.script("scripts/element/classic.js", "classic.js", Vec::new(), &on_one_line)?;
        write(&self.folder.join(LOADER), &either(&module, &self.take("classic.js")?)?)
    }
}

/// A script that is one text as a module and another one as a classic script.
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
