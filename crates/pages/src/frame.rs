//! The page that other sites put into a frame.

use bundle::Bundle;
use maud::{DOCTYPE, Markup, html};
use plans::Catalog;

use crate::place::{LOADER, Place};
use crate::preload::Preload;
use crate::texts::direction;

/// Builds the whole document: the element alone, with the shadow root of the product page's.
pub fn html(bundle: &Bundle, catalog: &Catalog, place: &Place, preloads: &[Preload], shadow: &Markup) -> Markup {
    let parts = catalog.parts();
    let (style, script) = (&bundle.manifest.styles.frame, &bundle.manifest.frame_script);
    html! {
        (DOCTYPE)
        html lang=(parts.language) dir=(direction(&parts.language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (parts.title.own()) }
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                @for preload in preloads { (preload) }
                link rel="stylesheet" href=(place.file(&style.name)) integrity=(style.integrity);
                script type="module" src=(place.file(&script.name)) {}
                script type="module" src=(LOADER) {}
            }
            body {
                main {
                    plan-configurator endpoint=(place.endpoint_from_page()) { (shadow) }
                }
            }
        }
    }
}
