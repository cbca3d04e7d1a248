//! How the lists and links of the advice are made.

use lean_view::{Element, ev, html::*};
use plans::QuestionIx;
use plans::lean_text::split;

use crate::state::Offer;

/// The id of the card.
pub const CARD: &str = "advice";

/// Builds a link that moves the focus to what answers a question.
pub fn question_link(offer: Offer, question: QuestionIx, text: String) -> Element {
    let id = offer.question_id(question);
    // The choice picked, else the first; or the field.
    let target = format!("#{id}:not(:has(:checked)) input, #{id} :checked, input#{id}");
    a().attr("href", format!("#{id}")).child(text).on(ev::click, move |event| {
        event.prevent_default();
        event.move_focus(&target);
    })
}

/// Stands on both sides of what is bold in a sentence. No text of a catalogue holds it.
pub const BOLD: &str = "\u{1}";

/// Builds the parts of a sentence, bold where it is marked so.
pub fn with_bold(sentence: &str) -> Vec<Element> {
    let mut parts = Vec::new();
    for part in split(sentence, '\u{1}') {
        let tag = if parts.len() % 2 == 0 { span() } else { b() };
        parts.push(tag.child(part.to_owned()));
    }
    parts
}

/// Adds a list of some lines with its heading; nothing where there is none.
pub fn add_titled(all: &mut Vec<Element>, title: &'static str, class: &'static str, lines: Vec<Element>) {
    if !lines.is_empty() {
        all.push(h3().child(title));
        all.push(list(class, lines));
    }
}

/// Builds a list of some lines.
pub fn list(class: &'static str, lines: Vec<Element>) -> Element {
    let mut list = ul().class(class);
    for line in lines {
        list = list.child(li().child(line));
    }
    list
}
