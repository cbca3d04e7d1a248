//! The style sheets.

use anyhow::Result;
use bundle::{Hashed, Styles};

use super::folder::Folder;
use super::scope;

/// The template that stands in the product page.
const PAGE: &str = "page.css";

impl Folder {
    /// Builds all of them.
    pub fn styles(&self) -> Result<Styles> {
        let page = self.sheet("page")?;
        self.minify(&crate::paths::root().join("embed/embed.css"), "embed.css", &[])?;
        Ok(Styles {
            element: self.style(&self.sheet("main")?, "style")?,
            snippet: self.style(&scope::within_shadow(&self.sheet("snippet")?), "snippet-style")?,
            plain: self.style(&scope::within_shadow(&self.sheet("plain")?), "plain-style")?,
            frame: self.keep("embed.css", "embed", "css")?,
            page: Hashed { name: self.template(PAGE, &page)?, integrity: bundle::integrity(page.as_bytes()) },
        })
    }
}
