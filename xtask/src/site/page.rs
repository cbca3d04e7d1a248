//! What is the product page's alone: its own script, what that loads when it is asked for, and the service worker that keeps the
//! page for when there is no network.

use anyhow::{Result, ensure};
use bundle::{Hashed, Module};

use super::folder::{Folder, Way, defines, later, placeholder, texts};
use super::loader::module;

/// The texts of what the page does around the element.
const TEXTS: [&str; 10] = [
    "update",
    "update_now",
    "update_later",
    "link_missing",
    "link_changed",
    "close",
    "copied",
    "copy",
    "export_failed",
    "prepared",
];

/// The texts of what is taken elsewhere.
const EXPORT_TEXTS: [&str; 24] = [
    "cancel",
    "close",
    "code_label",
    "code_title",
    "code_too_long",
    "differences",
    "following",
    "from",
    "from_to",
    "keys",
    "keys_title",
    "leave",
    "next",
    "notes",
    "notes_export",
    "notes_import",
    "present",
    "previous",
    "print",
    "second_window",
    "sheet_name",
    "sheet_title",
    "sheet_until",
    "to",
];

impl Folder {
    /// Builds the page's own script, which loads all that the page does; it stands in the page.
    pub fn page_script(&self) -> Result<String> {
        let mut known: Vec<_> = texts(&["no_slash", "update", "update_now"]).collect();
        known.extend(later("PAGE_FEATURES", Way::Up));
        let script = self.script("scripts/page/page.js", known, &[])?;
        ensure!(
            !script.contains("</script"),
            "scripts/page/page.js holds \"</script\", which would end it within the page; write that in two parts"
        );
        self.template("page.js", &script)
    }

    /// Builds the script for what the page does around the element, with the sheet of the notices that it may show.
    pub fn page_features(&self) -> Result<String> {
        let mut known: Vec<_> = texts(&TEXTS).collect();
        known.push(visible());
        known.push(("NOTICES_STYLE".to_owned(), self.sheet("notices")?));
        known.extend(later("EXPORT", Way::Beside));
        self.template("page-features.js", &self.script("scripts/page/page_features.js", known, &[])?)
    }

    /// Builds the script for what is taken elsewhere, with its WebAssembly and its sheet, and gives the sheet, too.
    pub fn export(&self, export: &Module) -> Result<(String, Hashed)> {
        let style = self.style(&self.sheet("export")?, "export-style")?;
        let mut known: Vec<_> = texts(&EXPORT_TEXTS).collect();
        known.push(visible());
        known.extend(module("", export, Way::Beside));
        known.extend(defines("STYLE", &style, Way::Beside));
        known.push(("CONTENTS".to_owned(), placeholder("contents")));
        let script = self.script("scripts/on_demand/export.js", known, &[])?;
        Ok((self.template("export.js", &script)?, style))
    }

    /// Builds the service worker. `pages` writes the list of its files, and what stands for all of the build.
    pub fn worker(&self) -> Result<String> {
        let known = ["files", "named", "version"].map(|name| (name.to_uppercase(), placeholder(name)));
        self.template("worker.js", &self.script("scripts/page/worker.js", known.to_vec(), &[])?)
    }
}

/// Returns the domain's rule of which characters show anything.
fn visible() -> (String, String) {
    ("VISIBLE".to_owned(), plans::typed::VISIBLE.to_owned())
}
