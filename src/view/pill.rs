//! A choice as a pill: a label around a real radio button or checkbox.

use super::{Element, el};

/// A pill. `kind` is the input's type; pills whose inputs have one name belong together.
pub fn pill(kind: &'static str, input: Element, label: String) -> Element {
    el("label").class("choice").child(input.attr("type", kind)).child(el("span").child(label))
}
