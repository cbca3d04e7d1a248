//! The snippet for host pages: the two lines with the whole page in them.

use bundle::Bundle;
use maud::{Markup, html};
use plans::Catalog;

use crate::offer;
use crate::place::{LOADER, Place};
use crate::shadow::Shadow;
use crate::texts::Texts;

/// Builds the snippet, with whole addresses where the place knows its own.
pub fn html(bundle: &Bundle, catalog: &Catalog, texts: &Texts, place: &Place) -> Markup {
    let styles = &bundle.manifest.styles;
    let page = plan_configurator::prerender::page(catalog.clone(), &place.endpoint_from_elsewhere());
    let href = place.file_from_elsewhere(&styles.snippet.name);
    let shadow = Shadow::Linked { sheet: &styles.snippet, href: &href, page: &page };
    let shadow = shadow.html(texts, &place.file_from_elsewhere(&styles.plain.name), &styles.plain.integrity);
    html! {
        script type="module" src=(place.own_from_elsewhere(LOADER)) {}
        "\n"
        (offer::script(catalog))
        "\n"
        plan-configurator { (shadow) }
    }
}
