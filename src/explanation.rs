//! Builds the explanation of a row, or of an add-on.

use lean_view::{Element, html::*};
use plans::EntitlementIx;
use plans::catalog::{Block, Text};

use crate::state::Offer;

/// Builds the explanation of a row or an add-on: paragraphs and lists.
pub fn explanation(offer: Offer, blocks: &[Block]) -> Vec<Element> {
    let mut built = Vec::new();
    for block in blocks {
        built.push(match block {
            Block::Paragraph(text) => p().child(offer.told(text)),
            Block::List(items) => list(offer, items),
        });
    }
    built
}

/// Builds what stands below a row's explanation: the way to more, and the words by which the row is found, too.
pub fn further(offer: Offer, row: EntitlementIx) -> Vec<Element> {
    let catalog = offer.catalog();
    let entitlement = catalog.entitlement(row);
    let mut further = Vec::new();
    if let Some(link) = &entitlement.link {
        further.push(p().child(a().class("link").attr("href", link.url.clone()).child(offer.told(&link.text))));
    }
    if !entitlement.tags.is_empty() {
        further.push(p().class("soft small").child(offer.words(|words| words.tags(&entitlement.tags))));
    }
    further
}

fn list(offer: Offer, items: &[Text]) -> Element {
    let mut list = ul();
    for item in items {
        list = list.child(li().child(offer.told(item)));
    }
    list
}
