//! The product page, the snippet for host pages, and the page before the app.

use std::env;
use std::fs;

use anyhow::{Context, Result, ensure};

use super::folder::{Hashed, Site, write};
use super::modules::Module;
use super::styles::Styles;
use super::texts::escaped;
use crate::shell::{cargo, output};

/// What `prerender` writes.
pub struct Written {
    /// The page before the app.
    pub page: String,
    /// What it offers, as JSON-LD.
    pub offer: String,
}

impl Written {
    /// Where the files will be at `home`.
    pub fn for_home(home: &str) -> Result<Self> {
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

impl Site {
    /// The page before the app as a file, for where nothing starts.
    pub fn plain_page(&self, written: &Written) -> Result<Hashed> {
        write(&self.folder.join("page.html"), &written.page)?;
        self.keep("page.html", "plan-configurator-plain-page", "html")
    }

    /// The product page, and the snippet for host pages: both with the whole page in it.
    pub fn pages(&self, here: &Written, app: &Module, styles: &Styles, script: &str) -> Result<()> {
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

        let snippet = fs::read_to_string(crate::paths::root().join("scripts/element/snippet.html"))?;
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
        let shadow = fs::read_to_string(crate::paths::root().join("scripts/element/shadow.html"))?;
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
