//! What a row means, in plain words.

use plans::EntitlementIx;
use plans::catalog::{Block, Text};

use crate::session::Session;
use crate::view::{Element, el};

/// A row's explanation: paragraphs and lists.
pub fn explanation(session: Session, row: EntitlementIx) -> Vec<Element> {
    let catalog = session.catalog();
    let mut blocks = Vec::new();
    for block in &catalog.entitlement(row).explanation {
        blocks.push(match block {
            Block::Paragraph(text) => el("p").child(session.text(text)),
            Block::List(items) => list(session, items),
        });
    }
    blocks
}

fn list(session: Session, items: &[Text]) -> Element {
    let mut list = el("ul");
    for item in items {
        list = list.child(el("li").child(session.text(item)));
    }
    list
}
