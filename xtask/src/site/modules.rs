//! WebAssemblies with their glue: the app's, which Trunk bound, and those beside it, each fetched only where it is needed. These are
//! the catalogue compiler, where a page gives the element a catalogue as JSON, and the export, where somebody takes something of
//! the product page elsewhere.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use bundle::Module;

use super::folder::{Folder, write};
use crate::shell::side_by_side;
use crate::wasm;

/// All of them.
pub struct Modules {
    pub app: Module,
    pub compiler: Module,
    pub export: Module,
}

impl Folder {
    /// Builds all of them. Linking one and optimising another take a core each, so they go on side by side.
    pub fn modules(&self) -> Result<Modules> {
        let beside =
            || side_by_side(|| self.module("catalog-compiler", "-compiler"), || self.module("export", "-export"));
        let (app, (compiler, export)) = side_by_side(|| self.app(), beside)?;
        Ok(Modules { app, compiler, export })
    }

    /// Returns the app, of what Trunk left.
    fn app(&self) -> Result<Module> {
        let [glue, wasm] = ["plan-configurator.js", "plan-configurator_bg.wasm"].map(|file| self.staging.join(file));
        let app = self.finished(&glue, &wasm, "")?;
        fs::remove_file(glue)?;
        fs::remove_file(wasm)?;
        Ok(app)
    }

    /// Builds a package of ours into the bundle, under a name of its own, and gives its files.
    fn module(&self, package: &str, name: &str) -> Result<Module> {
        let bound = crate::paths::target().join(package);
        wasm::bind(package, &bound)?;
        let file = package.replace('-', "_");
        self.finished(&bound.join(format!("{file}.js")), &bound.join(format!("{file}_bg.wasm")), name)
    }

    /// Makes what wasm-bindgen made as small as it gets, and gives both files the names of their content.
    fn finished(&self, glue: &Path, wasm: &Path, name: &str) -> Result<Module> {
        let [script, module, known] = ["js", "wasm", "json"].map(|extension| format!("module{name}.{extension}"));
        let to = self.bundle.join(&module);
        if self.is_release {
            let names = wasm::optimise(wasm, &to, &[])?;
            let (pattern, known) = (format!("--mangle-props={}", names.pattern()), self.bundle.join(known));
            write(&known, &names.json())?;
            let known_flag = format!("--mangle-cache={}", known.display());
            self.minify(glue, &script, &["--format=esm", "--mangle-quoted", &pattern, &known_flag])?;
            fs::remove_file(known)?;
        } else {
            fs::copy(wasm, &to).with_context(|| wasm.display().to_string())?;
            self.minify(glue, &script, &["--format=esm"])?;
        }
        let glue = self.keep(&script, &format!("plan-configurator{name}-glue"), "js")?;
        let wasm = self.keep(&module, &format!("plan-configurator{name}"), "wasm")?;
        Ok(Module { glue, wasm })
    }
}
