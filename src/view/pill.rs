//! A choice as a pill: a label around a real radio button or checkbox.

use super::{Element, el};

/// A pill. `kind` is the input's type; pills of one `group` belong together.
pub fn pill(kind: &'static str, input: Element, label: String, group: &str) -> Element {
    el("label")
        .class("choice")
        .child(input.attr("type", kind).attr("name", group.to_owned()))
        .child(el("span").child(label))
}
