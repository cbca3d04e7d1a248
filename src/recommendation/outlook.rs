//! The plans still possible, and the best question to answer next.

use lean_view::{Element, html::*};

use super::markup::question_link;
use crate::state::{Advice, Offer};

/// What the open questions leave undecided.
pub fn outlook(offer: Offer, advice: Advice) -> Element {
    let lines = move || {
        advice.words(|words, advised| {
            let locale = words.locale;
            let possible = words.outlook(advised);
            let mut lines = Vec::new();
            if !possible.is_empty() {
                lines.push(p().child(possible));
            }
            if let Some(next) = advised.explanation.outlook.next {
                let is_first = advised.advice.recommended().is_none();
                let ask = if is_first { locale.outlook_first() } else { locale.outlook_next() };
                let link = question_link(offer, next, words.question(next));
                lines.push(p().child(ask).child(" ").child(link));
            }
            lines
        })
    };
    div().class("outlook").child(lines)
}
