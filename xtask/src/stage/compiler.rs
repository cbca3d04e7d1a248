//! The catalogue compiler, `crates/catalog-compiler/`: a WebAssembly beside the app's, which the loader fetches only where a page
//! gives the element a catalogue as JSON.

use std::fs;

use anyhow::{Context, Result};

use super::{Module, Stage};
use crate::wasm;

impl Stage {
    /// Builds the catalogue compiler into the site, and gives its files.
    pub fn compiler(&self) -> Result<Module> {
        let bound = crate::target().join("catalog-compiler");
        wasm::bind("catalog-compiler", &bound)?;
        let (from, to) = (bound.join("catalog_compiler_bg.wasm"), self.folder.join("compiler.wasm"));
        if self.is_release {
            wasm::optimise(&from, &to, &[])?;
        } else {
            fs::copy(&from, &to).with_context(|| from.display().to_string())?;
        }
        self.minify(&bound.join("catalog_compiler.js"), "compiler.js", &["--format=esm"])?;
        let glue = self.keep("compiler.js", "plan-configurator-compiler-glue", "js")?;
        let wasm = self.keep("compiler.wasm", "plan-configurator-compiler", "wasm")?;
        Ok(Module { glue, wasm })
    }
}
