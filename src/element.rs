//! The element's body: what the hand-written class of `<plan-configurator>` calls.

use std::sync::Arc;

use leptos::mount::{UnmountHandle, mount_to};
use plans::Catalog;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::app;
use crate::browser::{Built, HtmlElement};

/// The built-in catalogue, compiled by the build script.
const CATALOG: &str = include_str!(concat!(env!("OUT_DIR"), "/catalog.plans"));

/// A mounted configurator. Freeing it takes the page down and stops all that it does.
#[wasm_bindgen]
pub struct Mounted {
    _handle: UnmountHandle<Built>,
}

/// Mounts the configurator into an empty container. `endpoint` is where plan requests are posted.
#[wasm_bindgen]
pub fn mount(container: HtmlElement, endpoint: String) -> Mounted {
    // Not `expect`, which would bring the code along that words the error.
    let Ok(catalog) = Catalog::from_compiled(CATALOG) else {
        unreachable!("the build script compiled it by the same code")
    };
    Mounted { _handle: mount_to(container, move || app(Arc::new(catalog), endpoint)) }
}
