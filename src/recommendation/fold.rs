//! What opens in place: built when it is opened, and while it is.

use leptos::prelude::*;

use crate::session::{Fold, Session};
use crate::view::{Element, el, memo};

/// A line that opens. Most stay closed, and whatever they hold would be built anew with every answer.
pub fn fold(session: Session, fold: Fold, line: String, build: impl Fn() -> Vec<Element> + Send + 'static) -> Element {
    let is_open = memo(move || session.is_unfolded(fold));
    let content = move || if is_open.get() { build() } else { Vec::new() };
    el("details")
        .class("more")
        .flag("open", move || is_open.get())
        .on("toggle", move |event| session.unfold(fold, event.is_unfolded()))
        .child(el("summary").child(line))
        .child(el("div").elements(content))
}
