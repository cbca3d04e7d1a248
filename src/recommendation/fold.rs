//! What opens in place: built when it is opened, and while it is.

use lean_view::{Element, Memo, ev, html::*};

use crate::state::{Advice, Fold};

/// A line that opens. Most stay closed, and whatever they hold would be built anew with every answer.
pub fn fold(advice: Advice, fold: Fold, line: String, build: impl Fn() -> Vec<Element> + 'static) -> Element {
    let is_open = Memo::new(move || advice.is_open(fold));
    let content = move || if is_open.get() { build() } else { Vec::new() };
    details()
        .class("more")
        .attr("open", move || is_open.get())
        .on(ev::toggle, move |event| advice.open(fold, event.is_open()))
        .child(summary().child(line))
        .child(div().child(content))
}
