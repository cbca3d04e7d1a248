//! WebAssemblies beside the app's, each fetched only where it is needed: the catalogue compiler, where a page gives the element a
//! catalogue as JSON, and the handout, where somebody takes something of the product page elsewhere.

use std::fs;

use anyhow::{Context, Result};

use super::{Module, Stage};
use crate::wasm;

impl Stage {
    /// Builds a package of ours into the site, under a name of its own, and gives its files.
    pub fn module(&self, package: &str, name: &str) -> Result<Module> {
        let bound = crate::target().join(package);
        wasm::bind(package, &bound)?;
        let file = package.replace('-', "_");
        let (from, to) = (bound.join(format!("{file}_bg.wasm")), self.folder.join("module.wasm"));
        if self.is_release {
            wasm::optimise(&from, &to, &[])?;
        } else {
            fs::copy(&from, &to).with_context(|| from.display().to_string())?;
        }
        self.minify(&bound.join(format!("{file}.js")), "module.js", &["--format=esm"])?;
        let glue = self.keep("module.js", &format!("plan-configurator-{name}-glue"), "js")?;
        let wasm = self.keep("module.wasm", &format!("plan-configurator-{name}"), "wasm")?;
        Ok(Module { glue, wasm })
    }
}
