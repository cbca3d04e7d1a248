//! Finishes what Trunk has built, before it takes `dist`'s place: writes the page as it is before the app starts, optimises the
//! WebAssembly, minifies the glue and the loader, bundles the style sheets, names files by their content, and compresses them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::compress::compress;
use crate::shell::{cargo, output};
use crate::site::{digest, integrity};
use crate::texts::{Texts, escaped};
use crate::tools;

mod embed;
mod modules;
mod page;
mod types;

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
    let (app, compiler) = (stage.app()?, stage.module("catalog-compiler", "-compiler")?);
    let styles = stage.styles()?;
    let rare = stage.rare(&compiler)?;
    stage.loader(&app, &rare, &styles)?;
    stage.pages(&app, &styles, &page::script(&stage)?)?;
    embed::stage(&stage)?;
    types::write(&stage.folder)?;
    if !stage.is_release {
        return Ok(());
    }
    // Not while one develops: each change is to be seen at once.
    page::worker(&stage)?;
    compress(&stage.folder)
}

struct Stage {
    folder: PathBuf,
    esbuild: PathBuf,
    /// Whether bytes matter; a development build is not minified.
    is_release: bool,
    texts: Texts,
}

/// A file of the site by its name, and the hash by which browsers check it.
struct Hashed {
    name: String,
    integrity: String,
}

/// A WebAssembly with its glue.
struct Module {
    glue: Hashed,
    wasm: Hashed,
}

impl Module {
    /// What scripts know of it: a name by which they call it, and a text.
    fn defines(&self, prefix: &str) -> Vec<(String, String)> {
        let of = |part: &str, file: &Hashed| {
            [(format!("{prefix}{part}"), file.name.clone()), (format!("{prefix}{part}_HASH"), file.integrity.clone())]
        };
        of("GLUE", &self.glue).into_iter().chain(of("WASM", &self.wasm)).collect()
    }
}

/// The style sheets.
struct Styles {
    /// The element's.
    all: Hashed,
    /// The element's, too, where no scripts run.
    plain: Hashed,
    /// What `all` holds.
    all_text: String,
    /// What the sheet of the page around the element holds.
    page_text: String,
}

/// How a page comes by the element's style sheet.
enum Sheet {
    /// It holds the sheet, so that it is painted without waiting for another file; its policy must let it.
    Within,
    /// It loads the file.
    Linked,
}

impl Stage {
    /// Gives a file of the staging folder the name of its content.
    fn keep(&self, file: &str, name: &str, extension: &str) -> Result<Hashed> {
        let from = self.folder.join(file);
        let bytes = fs::read(&from).with_context(|| from.display().to_string())?;
        let hashed = format!("{name}-{}.{extension}", &digest(&bytes)[..16]);
        fs::rename(&from, self.folder.join(&hashed))?;
        Ok(Hashed { name: hashed, integrity: integrity(&bytes) })
    }

    fn styles(&self) -> Result<Styles> {
        let (all_text, page_text) = (self.bundle("main")?, self.bundle("page")?);
        Ok(Styles {
            all: self.style("main", "style")?,
            plain: self.style("plain", "plain-style")?,
            all_text,
            page_text,
        })
    }

    /// A sheet as a file of the site.
    fn style(&self, sheet: &str, name: &str) -> Result<Hashed> {
        write(&self.folder.join("style.css"), &self.bundle(sheet)?)?;
        self.keep("style.css", &format!("plan-configurator-{name}"), "css")
    }

    /// A sheet with what it imports.
    fn bundle(&self, sheet: &str) -> Result<String> {
        self.minify(&crate::root().join(format!("style/{sheet}.css")), "bundled.css", &["--bundle"])?;
        self.take("bundled.css")
    }

    /// Takes a file out of the staging folder, for what stands in it to stand in the page.
    fn take(&self, file: &str) -> Result<String> {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        fs::remove_file(&path)?;
        Ok(text.trim().to_owned())
    }

    /// What the loader fetches only where it is needed.
    fn rare(&self, compiler: &Module) -> Result<Hashed> {
        let mut defines = compiler.defines("COMPILER_");
        defines.push(("PROBLEMS".to_owned(), self.texts.get("page_problems")?.to_owned()));
        self.script("src/loader/rare.js", "rare.js", defines)?;
        self.keep("rare.js", "plan-configurator-rare", "js")
    }

    /// The loader has a stable name, since host pages write it down; it knows the names and hashes of the others.
    fn loader(&self, app: &Module, rare: &Hashed, styles: &Styles) -> Result<()> {
        let mut defines = app.defines("");
        for (name, file) in [("STYLE", &styles.all), ("PLAIN_STYLE", &styles.plain), ("RARE", rare)] {
            defines.push((name.to_owned(), file.name.clone()));
        }
        for text in ["loading", "failed", "again"] {
            defines.push((text.to_uppercase(), self.texts.get(&format!("page_{text}"))?.to_owned()));
        }
        self.script("src/plan-configurator.js", "plan-configurator.js", defines)
    }

    /// A script with what it imports, and with texts in the place of names.
    fn script(&self, from: &str, to: &str, defines: Vec<(String, String)>) -> Result<()> {
        let define = |(name, text): (String, String)| format!("--define:{name}={}", serde_json::Value::from(text));
        let defines: Vec<_> = defines.into_iter().map(define).collect();
        let mut arguments = vec!["--format=esm", "--bundle"];
        arguments.extend(defines.iter().map(String::as_str));
        self.minify(&crate::root().join(from), to, &arguments)
    }

    fn minify(&self, from: &Path, to: &str, arguments: &[&str]) -> Result<()> {
        let mut esbuild = Command::new(&self.esbuild);
        esbuild.arg(from).args(arguments).arg("--log-level=warning");
        if to.ends_with(".js") {
            // Modules are UTF-8 everywhere; a sheet may be read as its page is.
            esbuild.arg("--charset=utf8");
        }
        if self.is_release {
            esbuild.arg("--minify");
        }
        esbuild.arg(format!("--outfile={}", self.folder.join(to).display()));
        output(&mut esbuild).map(|_| ())
    }

    /// The product page, and the snippet for host pages: both with the whole page in it.
    fn pages(&self, app: &Module, styles: &Styles, script: &str) -> Result<()> {
        let index = self.folder.join("index.html");
        let page = fs::read_to_string(&index).with_context(|| index.display().to_string())?;
        // Where the files will be: a host page stands elsewhere, and what shows a link's preview asks for whole addresses.
        let home = env::var("PLAN_URL").unwrap_or_default();
        let page = self.fill(&page.replace("{home}", &escaped(&home)), "", app, styles, Sheet::Within)?;
        let page = page.replace("{page_script}", script);
        // Trunk leaves its own link in the page where it injects no script.
        let is_for_build =
            |line: &str| line.is_empty() || line.starts_with("<!-- ") || line.starts_with("<link data-trunk");
        let lines = page.lines().map(str::trim).filter(|line| !is_for_build(line));
        write(&index, &(lines.collect::<Vec<_>>().join("\n") + "\n"))?;

        let snippet = fs::read_to_string(crate::root().join("src/loader/snippet.html"))?;
        let snippet = self.fill(&snippet, &home, app, styles, Sheet::Linked)?;
        write(&self.folder.join("plan-configurator.html"), &snippet)
    }

    /// Puts what a template names in braces into it; addresses begin with `home`.
    fn fill(&self, template: &str, home: &str, app: &Module, styles: &Styles, sheet: Sheet) -> Result<String> {
        ensure!(home.is_empty() || home.ends_with('/'), "PLAN_URL is \"{home}\"; it must end with a slash");
        let written = output(&mut cargo(&[
            "run",
            "--quiet",
            "--locked",
            "--package",
            "prerender",
            "--",
            &format!("{home}api/plan-requests"),
        ]))?;
        let written: serde_json::Value = serde_json::from_str(&written).context("what prerender prints")?;
        let shadow = fs::read_to_string(crate::root().join("src/loader/shadow.html"))?;
        // Texts first: what comes after is not searched for the names of texts.
        let mut page = self.texts.fill(&template.replace("{shadow}", shadow.trim()));
        let address = |file: &str| escaped(&format!("{home}{file}"));
        for (name, file) in [("plain_style", &styles.plain), ("glue", &app.glue), ("wasm", &app.wasm)] {
            page = page.replace(&format!("{{{name}}}"), &address(&file.name));
        }
        page = page.replace("{glue_hash}", &app.glue.integrity);
        page = page.replace("{loader}", &address("plan-configurator.js"));
        // No text within may end the script.
        page = page.replace("{offer}", &written["offer"].to_string().replace('<', "\\u003c"));
        page = page.replace("{page}", written["page"].as_str().context("prerender prints no page")?);
        let sheet = match sheet {
            Sheet::Within => format!("<style>{}</style>", styles.all_text),
            Sheet::Linked => format!("<link rel=\"stylesheet\" href=\"{}\" />", address(&styles.all.name)),
        };
        Ok(page.replace("{page_style}", &styles.page_text).replace("{sheet}", &sheet))
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
