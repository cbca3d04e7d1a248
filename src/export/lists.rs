//! Lists with a heading.

use lean_view::{Element, html::*};

/// Adds a list of some texts with its heading; nothing where there is none.
pub fn add_titled(all: &mut Vec<Element>, title: &'static str, class: &'static str, texts: Vec<String>) {
    if texts.is_empty() {
        return;
    }
    all.push(h3().child(title));
    all.push(ul().class(class).child(texts.into_iter().map(|text| li().child(text)).collect::<Vec<_>>()));
}
