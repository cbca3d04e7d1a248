//! Finishes what Trunk has built, before it takes `dist`'s place: minifies the glue and the loader, bundles the style
//! sheets, names files by their content, and compresses them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::compress::compress;
use crate::shell::output;
use crate::site::digest;
use crate::texts::Texts;
use crate::tools;

/// Finishes the site in the folder that Trunk names by TRUNK_STAGING_DIR.
pub fn stage() -> Result<()> {
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set; Trunk sets it for its hooks")?;
    let stage = Stage {
        folder: PathBuf::from(staging),
        esbuild: tools::packages("xtask")?.join(".bin/esbuild"),
        is_release: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "debug"),
        texts: Texts::read()?,
    };
    let glue = stage.glue()?;
    let wasm = stage.keep("plan-configurator_bg.wasm", "plan-configurator", "wasm")?;
    let style = stage.style()?;
    stage.loader(&glue, &wasm, &style)?;
    stage.page(&glue, &wasm, &style)?;
    if stage.is_release { compress(&stage.folder) } else { Ok(()) }
}

struct Stage {
    folder: PathBuf,
    esbuild: PathBuf,
    /// Whether bytes matter; a development build is not minified.
    is_release: bool,
    texts: Texts,
}

impl Stage {
    /// Gives a file of the staging folder the name of its content.
    fn keep(&self, file: &str, name: &str, extension: &str) -> Result<String> {
        let from = self.folder.join(file);
        let bytes = fs::read(&from).with_context(|| from.display().to_string())?;
        let hashed = format!("{name}-{}.{extension}", &digest(&bytes)[..16]);
        fs::rename(&from, self.folder.join(&hashed))?;
        Ok(hashed)
    }

    fn glue(&self) -> Result<String> {
        let glue = self.folder.join("plan-configurator.js");
        // Trunk's own minifier gives up on this glue.
        self.minify(&glue, "glue.js", &["--format=esm"])?;
        fs::remove_file(&glue)?;
        self.keep("glue.js", "plan-configurator-glue", "js")
    }

    fn style(&self) -> Result<String> {
        self.minify(&crate::root().join("style/main.css"), "style.css", &["--bundle"])?;
        self.keep("style.css", "plan-configurator", "css")
    }

    /// The loader has a stable name, since host pages write it down; it knows the hashed names.
    fn loader(&self, glue: &str, wasm: &str, style: &str) -> Result<()> {
        let names = [("GLUE", glue), ("WASM", wasm), ("STYLE", style)];
        let mut defines: Vec<_> = names.iter().map(|(name, file)| format!("--define:{name}=\"./{file}\"")).collect();
        for (name, key) in [("FAILED", "page_failed"), ("AGAIN", "page_again")] {
            defines.push(format!("--define:{name}={}", serde_json::to_string(self.texts.get(key)?)?));
        }
        let mut arguments = vec!["--format=esm"];
        arguments.extend(defines.iter().map(String::as_str));
        self.minify(&crate::root().join("src/plan-configurator.js"), "plan-configurator.js", &arguments)
    }

    fn minify(&self, from: &Path, to: &str, arguments: &[&str]) -> Result<()> {
        let mut esbuild = Command::new(&self.esbuild);
        esbuild.arg(from).args(arguments).arg("--log-level=warning").arg("--charset=utf8");
        if self.is_release {
            esbuild.arg("--minify");
        }
        esbuild.arg(format!("--outfile={}", self.folder.join(to).display()));
        output(&mut esbuild).map(|_| ())
    }

    /// Puts the hashed names and the texts into the page, and takes out what was for Trunk.
    fn page(&self, glue: &str, wasm: &str, style: &str) -> Result<()> {
        let path = self.folder.join("index.html");
        let mut page = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let names = [("plan-configurator.glue.js", glue), ("plan-configurator.wasm", wasm), ("style/main.css", style)];
        for (name, file) in names {
            ensure!(page.contains(name), "index.html does not name {name}");
            page = page.replace(name, file);
        }
        page = self.texts.fill(&page);
        // Trunk leaves its own link in the page where it injects no script.
        let is_for_build =
            |line: &str| line.is_empty() || line.starts_with("<!-- ") || line.starts_with("<link data-trunk");
        let lines = page.lines().map(str::trim).filter(|line| !is_for_build(line));
        let page = lines.collect::<Vec<_>>().join("\n");
        fs::write(&path, page + "\n").with_context(|| path.display().to_string())
    }
}
