//! Builds the explanation of a row.

use lean_view::{Element, html::*};
use plans::EntitlementIx;
use plans::catalog::{Block, Text};

use crate::state::Offer;

/// Builds a row's explanation: paragraphs and lists.
pub fn explanation(offer: Offer, row: EntitlementIx) -> Vec<Element> {
    let catalog = offer.catalog();
    let mut blocks = Vec::new();
    for block in &catalog.entitlement(row).explanation {
        blocks.push(match block {
            Block::Paragraph(text) => p().child(offer.told(text)),
            Block::List(items) => list(offer, items),
        });
    }
    blocks
}

fn list(offer: Offer, items: &[Text]) -> Element {
    let mut list = ul();
    for item in items {
        list = list.child(li().child(offer.told(item)));
    }
    list
}
