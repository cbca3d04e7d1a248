//! The product page.

use bundle::Bundle;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use plans::Catalog;

use crate::offer;
use crate::place::{LOADER, Place};
use crate::preload::Preload;
use crate::texts::{Texts, direction};

/// The picture that is shown of a link where people paste it, and its size.
const PREVIEW: (&str, u32, u32) = ("preview.png", 1200, 630);

/// Builds the whole document, with the shadow root of its element and its own script.
pub fn html(
    bundle: &Bundle,
    catalog: &Catalog,
    texts: &Texts,
    place: &Place,
    preloads: &[Preload],
    shadow: &Markup,
    script: &str,
) -> Markup {
    let parts = catalog.parts();
    let (language, title, introduction) = (&parts.language, parts.title.own(), parts.introduction.own());
    let (preview, width, height) = PREVIEW;
    let icon = place.file("favicon.svg");
    html! {
        (DOCTYPE)
        html lang=(language) dir=(direction(language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                meta name="description" content=(introduction);
                // Without og:url: that would take the place of what a link's query says.
                meta property="og:type" content="website";
                meta property="og:title" content=(title);
                meta property="og:description" content=(introduction);
                meta property="og:image" content=(place.picture(preview));
                meta property="og:image:width" content=(width);
                meta property="og:image:height" content=(height);
                meta name="twitter:card" content="summary_large_image";
                meta name="color-scheme" content="light dark";
                link rel="icon" href=(icon) type="image/svg+xml";
                style { (PreEscaped(bundle.template(&bundle.manifest.styles.page.name))) }
                @for preload in preloads { (preload) }
                script type="module" src=(LOADER) {}
                (offer::script(catalog))
            }
            body {
                main {
                    (tools(texts))
                    plan-configurator endpoint=(place.endpoint_from_page()) { (shadow) }
                }
                script type="module" { (PreEscaped(script)) }
            }
        }
    }
}

/// Builds the buttons for what one can do with the page as it is. The page's script makes them work.
fn tools(texts: &Texts) -> Markup {
    let button = |id: &str, key: &str| {
        html! { button type="button" class="button button--s" id=(id) disabled { (texts.own(key)) } }
    };
    html! {
        div.tools lang=(texts.language) dir=(direction(texts.language)) {
            span #prepared {}
            span #said role="status" {}
            button type="button" class="button button--quiet tools__menu" id="more" popovertarget="tools" disabled {
                (texts.own("page_more"))
            }
            div class="card tools__more" id="tools" popover {
                (button("copy-link", "page_copy_link"))
                button type="button" class="button button--s" id="present" aria-keyshortcuts="F8" disabled {
                    (texts.own("page_present"))
                }
                (button("print", "page_print_sheet"))
                (button("from-to", "page_from_to"))
                (button("show-code", "page_show_code"))
                (button("copy-csv", "page_copy_csv"))
                (button("copy-markdown", "page_copy_markdown"))
            }
        }
    }
}
