//! The plans still possible, and the best question to answer next.

use super::question_link;
use crate::session::Session;
use crate::view::{Element, el};

/// What the open questions leave undecided.
pub fn outlook(session: Session) -> Element {
    el("div").class("outlook").elements(move || {
        session.advised(|words, advised| {
            let locale = words.locale;
            let possible = words.outlook(advised);
            let mut lines = Vec::new();
            if !possible.is_empty() {
                lines.push(el("p").child(possible));
            }
            if let Some(next) = advised.explanation.outlook.next {
                let is_first = advised.advice.recommended().is_none();
                let ask = if is_first { locale.outlook_first() } else { locale.outlook_next() };
                let link = question_link(session, next, words.question(next));
                lines.push(el("p").child(ask).child(" ").child(link));
            }
            lines
        })
    })
}
