//! What a page asks browsers to load before they find that they need it: in its head, and as the header `Link` (RFC 8288), by which a
//! browser asks for it as soon as the header is there, and not only when it has read the page.

use bundle::{Hashed, Module};
use maud::{Markup, Render, html};

use crate::place::Place;

/// A file to load early.
pub enum Preload {
    /// A WebAssembly. It is checked by whoever asks for it.
    Wasm {
        /// The address.
        href: String,
    },
    /// What the app shows. It is checked by whoever asks for it.
    Content {
        /// The address.
        href: String,
    },
    /// A script, which is needed once the WebAssembly is there.
    Script {
        /// The address.
        href: String,
        /// The hash by which browsers check it.
        integrity: String,
    },
}

impl Preload {
    /// Returns the app's files, and what it shows at first.
    pub fn of_app(app: &Module, content: &Hashed, place: &Place) -> [Self; 3] {
        [
            Self::Wasm { href: place.file(&app.wasm.name) },
            Self::Content { href: place.file(&content.name) },
            Self::Script { href: place.file(&app.glue.name), integrity: app.glue.integrity.clone() },
        ]
    }

    /// Writes it as one link of the header.
    fn link(&self) -> String {
        match self {
            Self::Wasm { href } => {
                format!("<{href}>; rel=\"preload\"; as=\"fetch\"; type=\"application/wasm\"; crossorigin")
            }
            Self::Content { href } => {
                format!("<{href}>; rel=\"preload\"; as=\"fetch\"; type=\"text/plain\"; crossorigin")
            }
            Self::Script { href, integrity } => format!(
                "<{href}>; rel=\"modulepreload\"; integrity=\"{integrity}\"; fetchpriority=\"low\"; crossorigin"
            ),
        }
    }
}

impl Render for Preload {
    fn render(&self) -> Markup {
        match self {
            Self::Wasm { href } => {
                html! { link rel="preload" href=(href) as="fetch" type="application/wasm" crossorigin; }
            }
            Self::Content { href } => {
                html! { link rel="preload" href=(href) as="fetch" type="text/plain" crossorigin; }
            }
            Self::Script { href, integrity } => {
                html! { link rel="modulepreload" href=(href) integrity=(integrity) fetchpriority="low" crossorigin; }
            }
        }
    }
}

/// Returns the header for all of them.
pub fn header(preloads: &[Preload]) -> String {
    preloads.iter().map(Preload::link).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_load_early_are_in_the_head_and_in_the_header() {
        let preloads = [
            Preload::Wasm { href: "app.wasm".to_owned() },
            Preload::Script { href: "glue.js".to_owned(), integrity: "sha256-0+/=".to_owned() },
        ];
        assert_eq!(
            header(&preloads),
            "<app.wasm>; rel=\"preload\"; as=\"fetch\"; type=\"application/wasm\"; crossorigin, \
             <glue.js>; rel=\"modulepreload\"; integrity=\"sha256-0+/=\"; fetchpriority=\"low\"; crossorigin"
        );
        let head = html! { @for preload in &preloads { (preload) } }.into_string();
        assert_eq!(
            head,
            "<link rel=\"preload\" href=\"app.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
             <link rel=\"modulepreload\" href=\"glue.js\" integrity=\"sha256-0+/=\" fetchpriority=\"low\" crossorigin>"
        );
    }
}
