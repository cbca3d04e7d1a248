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
mod loader;
mod modules;
mod page;
mod scope;
mod types;

/// The oldest browsers in which scripts run, by esbuild's names; docs/embedding.md names the same.
const OLDEST: &str = "chrome114,firefox128,safari17";

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
    let here = Written::for_home("")?;
    let rare = stage.rare(&compiler, &styles, &stage.plain_page(&here)?)?;
    stage.loader(&app, &rare, &styles)?;
    stage.pages(&here, &app, &styles, &page::script(&stage)?)?;
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

impl Hashed {
    /// What scripts know of it: a name by which they call it, and a text.
    fn defines(&self, name: &str) -> [(String, String); 2] {
        [(name.to_owned(), self.name.clone()), (format!("{name}_HASH"), self.integrity.clone())]
    }
}

/// A WebAssembly with its glue.
struct Module {
    glue: Hashed,
    wasm: Hashed,
}

impl Module {
    /// What scripts know of it: a name by which they call it, and a text.
    fn defines(&self, prefix: &str) -> Vec<(String, String)> {
        let of = |part: &str, file: &Hashed| file.defines(&format!("{prefix}{part}"));
        [of("GLUE", &self.glue), of("WASM", &self.wasm)].concat()
    }
}

/// The style sheets.
struct Styles {
    /// The element's.
    all: Hashed,
    /// The same for the snippet, of which somebody may make a part of the host's own document.
    snippet: Hashed,
    /// The element's, too, where no scripts run.
    plain: Hashed,
    /// What `all` holds.
    all_text: String,
    /// What the sheet of the page around the element holds.
    page_text: String,
}

/// What `prerender` writes.
struct Written {
    /// The page before the app.
    page: String,
    /// What it offers, as JSON-LD.
    offer: String,
}

impl Written {
    /// Where the files will be at `home`.
    fn for_home(home: &str) -> Result<Self> {
        ensure!(home.is_empty() || home.ends_with('/'), "PLAN_URL is \"{home}\"; it must end with a slash");
        let endpoint = format!("{home}api/plan-requests");
        let printed = output(&mut cargo(&["run", "--quiet", "--locked", "--package", "prerender", "--", &endpoint]))?;
        let written: serde_json::Value = serde_json::from_str(&printed).context("what prerender prints")?;
        let page = written["page"].as_str().context("prerender prints no page")?.to_owned();
        Ok(Self { page, offer: written["offer"].to_string() })
    }
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
            all: self.style(&all_text, "style")?,
            snippet: self.style(&scope::within_shadow(&self.bundle("snippet")?), "snippet-style")?,
            plain: self.style(&scope::within_shadow(&self.bundle("plain")?), "plain-style")?,
            all_text,
            page_text,
        })
    }

    /// A sheet as a file of the site.
    fn style(&self, text: &str, name: &str) -> Result<Hashed> {
        write(&self.folder.join("style.css"), text)?;
        self.keep("style.css", &format!("plan-configurator-{name}"), "css")
    }

    /// A sheet with what it imports, and without comments.
    fn bundle(&self, sheet: &str) -> Result<String> {
        self.minify(
            &crate::root().join(format!("style/{sheet}.css")),
            "bundled.css",
            &["--bundle", "--minify-whitespace"],
        )?;
        self.take("bundled.css")
    }

    /// Takes a file out of the staging folder, for what stands in it to stand in the page.
    fn take(&self, file: &str) -> Result<String> {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        fs::remove_file(&path)?;
        Ok(text.trim().to_owned())
    }

    /// A text of the page, by its name in capitals.
    fn text(&self, name: &str) -> Result<(String, String)> {
        Ok((name.to_uppercase(), self.texts.get(&format!("page_{name}"))?.to_owned()))
    }

    /// A script with what it imports, and with texts in the place of names.
    fn script(&self, from: &str, to: &str, defines: Vec<(String, String)>, more: &[&str]) -> Result<()> {
        let define = |(name, text): (String, String)| format!("--define:{name}={}", serde_json::Value::from(text));
        let defines: Vec<_> = defines.into_iter().map(define).collect();
        let mut arguments = vec!["--format=esm", "--bundle"];
        arguments.extend(defines.iter().map(String::as_str).chain(more.iter().copied()));
        self.minify(&crate::root().join(from), to, &arguments)
    }

    fn minify(&self, from: &Path, to: &str, arguments: &[&str]) -> Result<()> {
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

    /// The page before the app as a file, for where nothing starts.
    fn plain_page(&self, written: &Written) -> Result<Hashed> {
        write(&self.folder.join("page.html"), &written.page)?;
        self.keep("page.html", "plan-configurator-plain-page", "html")
    }

    /// The product page, and the snippet for host pages: both with the whole page in it.
    fn pages(&self, here: &Written, app: &Module, styles: &Styles, script: &str) -> Result<()> {
        let index = self.folder.join("index.html");
        let page = fs::read_to_string(&index).with_context(|| index.display().to_string())?;
        // Where the files will be: a host page stands elsewhere, and what shows a link's preview asks for whole addresses.
        let home = env::var("PLAN_URL").unwrap_or_default();
        let page = self.fill(&page.replace("{home}", &escaped(&home)), "", here, app, styles, Sheet::Within)?;
        let page = page.replace("{page_script}", script);
        // Trunk leaves its own link in the page where it injects no script.
        let is_for_build =
            |line: &str| line.is_empty() || line.starts_with("<!-- ") || line.starts_with("<link data-trunk");
        let lines = page.lines().map(str::trim).filter(|line| !is_for_build(line));
        write(&index, &(lines.collect::<Vec<_>>().join("\n") + "\n"))?;

        let snippet = fs::read_to_string(crate::root().join("src/loader/snippet.html"))?;
        let snippet = self.fill(&snippet, &home, &Written::for_home(&home)?, app, styles, Sheet::Linked)?;
        write(&self.folder.join("plan-configurator.html"), &snippet)
    }

    /// Puts what a template names in braces into it; addresses begin with `home`.
    fn fill(
        &self,
        template: &str,
        home: &str,
        written: &Written,
        app: &Module,
        styles: &Styles,
        sheet: Sheet,
    ) -> Result<String> {
        let shadow = fs::read_to_string(crate::root().join("src/loader/shadow.html"))?;
        // Texts first: what comes after is not searched for the names of texts.
        let mut page = self.texts.fill(&template.replace("{shadow}", shadow.trim()));
        let address = |file: &str| escaped(&format!("{home}{file}"));
        for (name, file) in [("plain_style", &styles.plain), ("glue", &app.glue), ("wasm", &app.wasm)] {
            page = page.replace(&format!("{{{name}}}"), &address(&file.name));
            page = page.replace(&format!("{{{name}_hash}}"), &file.integrity);
        }
        page = page.replace("{loader}", &address("plan-configurator.js"));
        // No text within may end the script.
        page = page.replace("{offer}", &written.offer.replace('<', "\\u003c"));
        page = page.replace("{page}", &written.page);
        let sheet = match sheet {
            Sheet::Within => format!("<style>{}</style>", styles.all_text),
            Sheet::Linked => {
                let Hashed { name, integrity } = &styles.snippet;
                format!("<link rel=\"stylesheet\" href=\"{}\" integrity=\"{integrity}\" crossorigin />", address(name))
            }
        };
        Ok(page.replace("{page_style}", &styles.page_text).replace("{sheet}", &sheet))
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
