//! The style sheets.

use anyhow::Result;

use super::folder::{Hashed, Site};
use super::scope;

/// The style sheets.
pub struct Styles {
    /// The element's.
    pub all: Hashed,
    /// The same for the snippet, of which somebody may make a part of the host's own document.
    pub snippet: Hashed,
    /// The element's, too, where no scripts run.
    pub plain: Hashed,
    /// What `all` holds.
    pub all_text: String,
    /// What the sheet of the page around the element holds.
    pub page_text: String,
}

impl Site {
    /// Builds all of them.
    pub fn styles(&self) -> Result<Styles> {
        let (all_text, page_text) = (self.bundle("main")?, self.bundle("page")?);
        Ok(Styles {
            all: self.style(&all_text, "style")?,
            snippet: self.style(&scope::within_shadow(&self.bundle("snippet")?), "snippet-style")?,
            plain: self.style(&scope::within_shadow(&self.bundle("plain")?), "plain-style")?,
            all_text,
            page_text,
        })
    }
}
