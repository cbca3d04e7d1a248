//! Lists with a heading.

use crate::view::{Element, el};

/// Adds a list of some texts with its heading; nothing where there is none.
pub fn add_titled(all: &mut Vec<Element>, title: &'static str, class: &'static str, texts: Vec<String>) {
    if texts.is_empty() {
        return;
    }
    all.push(el("h3").child(title));
    all.push(el("ul").class(class).children(texts.into_iter().map(|text| el("li").child(text))));
}
