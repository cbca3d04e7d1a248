//! The element's shadow root as it stands in pages, with the page before the app in it.

use bundle::Hashed;
use maud::{Markup, PreEscaped, html};

use crate::texts::Texts;

/// The page before the app, and how it comes by the element's style sheet.
pub enum Shadow<'a> {
    /// It holds the sheet, so that it is painted without waiting for another file; its policy must let it.
    Within {
        /// The sheet's text.
        sheet: &'a str,
        /// The page as HTML.
        page: &'a str,
    },
    /// It loads the file.
    Linked {
        /// The sheet's hash.
        sheet: &'a Hashed,
        /// The sheet's address.
        href: &'a str,
        /// The page as HTML.
        page: &'a str,
    },
}

impl Shadow<'_> {
    /// Builds the template of the shadow root. The style sheet at the address `plain` is for where no scripts run.
    pub fn html(&self, texts: &Texts, plain: &str, plain_hash: &str) -> Markup {
        let page = match self {
            Self::Within { page, .. } | Self::Linked { page, .. } => page,
        };
        html! {
            template shadowrootmode="open" {
                @match self {
                    Self::Within { sheet, .. } => style { (PreEscaped(sheet)) },
                    Self::Linked { sheet, href, .. } => {
                        link rel="stylesheet" href=(href) integrity=(sheet.integrity) crossorigin;
                    }
                }
                noscript { link rel="stylesheet" href=(plain) integrity=(plain_hash) crossorigin; }
                div.root lang=(texts.language) {
                    noscript { p class="card notice" { (texts.own("page_without_scripts")) } }
                    (PreEscaped(page))
                }
                slot {}
                span hidden {}
            }
        }
    }
}
