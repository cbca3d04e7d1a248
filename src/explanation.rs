//! What a row means, in plain words.

use plans::EntitlementIx;
use plans::catalog::Block;

use crate::session::Session;
use crate::view::{Element, el};

/// A row's explanation: paragraphs and lists.
pub fn explanation(session: Session, row: EntitlementIx) -> Vec<Element> {
    let catalog = session.catalog();
    let block = |block: &Block| match block {
        Block::Paragraph(text) => el("p").child(session.words(|words| words.text(text))),
        Block::List(items) => {
            el("ul").children(items.iter().map(|item| el("li").child(session.words(|words| words.text(item)))))
        }
    };

    catalog.entitlement(row).explanation.iter().map(block).collect()
}
