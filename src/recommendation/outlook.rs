//! The plans still possible, and the best question to answer next.

use lean_view::{Element, html::*};
use plans::Advised;

use super::markup::question_link;
use crate::state::Offer;
use crate::words::Words;

/// Adds what the open questions leave undecided.
pub fn add_outlook(all: &mut Vec<Element>, offer: Offer, words: Words<'_>, advised: &Advised) {
    let possible = words.outlook(advised);
    if !possible.is_empty() {
        all.push(p().class("outlook").child(possible));
    }
    if let Some(next) = advised.explanation.outlook.next {
        let link = question_link(offer, next, words.question(next));
        all.push(p().class("outlook").child(words.locale.outlook_next()).child(" ").child(link));
    }
}
