//! A list of names, each with what belongs to it.

use super::{Element, el};

/// What belongs to each name.
pub fn pairs(pairs: Vec<(String, String)>) -> Element {
    let mut list = el("dl");
    for (name, text) in pairs {
        list = list.child(el("dt").child(name)).child(el("dd").child(text));
    }
    list
}
