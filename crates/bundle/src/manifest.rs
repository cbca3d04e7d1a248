//! What `bundle.json` says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The manifest's file.
pub const MANIFEST: &str = "bundle.json";

/// The folder of what is no file of a site by itself: scripts and sheets that `pages` puts into pages and into files.
pub const TEMPLATES: &str = "templates";

/// The files that a build made, whatever is offered.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Every file that is served as it is, by its name.
    pub files: BTreeMap<String, Kept>,
    /// The app.
    pub app: Module,
    /// The style sheets.
    pub styles: Styles,
    /// The script of the page for frames.
    pub frame_script: Hashed,
    /// The templates of scripts.
    pub scripts: Scripts,
}

/// A file that is served as it is.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// How long it is, in bytes.
    pub size: usize,
    /// The hash by which browsers check it.
    pub integrity: String,
    /// Whether the product page may ask for it, so that it is kept for when there is no network.
    pub is_of_page: bool,
}

/// A file by its name, and the hash by which browsers check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashed {
    /// The name.
    pub name: String,
    /// The hash, as `integrity` holds it.
    pub integrity: String,
}

/// A WebAssembly with its glue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// What loads it.
    pub glue: Hashed,
    /// The WebAssembly.
    pub wasm: Hashed,
}

/// The style sheets.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Styles {
    /// The element's.
    pub element: Hashed,
    /// The same for the snippet, of which somebody may make a part of the host's own document.
    pub snippet: Hashed,
    /// The element's, too, where no scripts run.
    pub plain: Hashed,
    /// That of the page for frames.
    pub frame: Hashed,
    /// That of the page around the element, a template that stands in the page.
    pub page: Hashed,
}

/// The templates, by the names of their files.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scripts {
    /// The element's class.
    pub loader: String,
    /// What the loader fetches only where it is needed.
    pub deferred: String,
    /// What a request needs beside the form while it is sent.
    pub sending: String,
    /// What a request needs where the server wants a proof of work.
    pub proof: String,
    /// The product page's own script, which stands in the page.
    pub page: String,
    /// What that loads.
    pub page_features: String,
    /// What is taken elsewhere.
    pub export: String,
    /// The service worker; none in a build for development, where each change is to be seen at once.
    pub worker: Option<String>,
}
