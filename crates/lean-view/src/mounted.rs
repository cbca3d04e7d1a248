//! A view in a container of the page.

use std::rc::Rc;

use leptos::prelude::Owner;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::build::{Adoption, Built, build};
use crate::dom::{Dom, intern};
use crate::effect::{flush, keep_focus, place};
use crate::element::Element;
use crate::listeners::Listeners;

/// A view that is shown. Dropping it takes the view out of its container, and ends all that followed signals for it.
pub struct Mounted {
    container: Dom,
    listeners: Rc<Listeners>,
    // What follows signals goes before the signals.
    built: Option<Built>,
    owner: Owner,
}

/// Shows a view in a container. Where the same components wrote it there as HTML, that is adopted: what was typed, chosen, opened,
/// focused or scrolled to in it is still there. All else in the container is taken out.
///
/// Signals and memos that `view` makes last until it is shown no longer. Contexts of Leptos' from around are not seen in it.
pub fn mount(container: &HtmlElement, view: impl FnOnce() -> Element) -> Mounted {
    mount_over(container, Adoption::Written, view)
}

/// Shows a view in a container in which HTML of another view may stand, as of another language: what matches is adopted, and all of it
/// compared. Else as [`mount`].
pub fn mount_over_other(container: &HtmlElement, view: impl FnOnce() -> Element) -> Mounted {
    mount_over(container, Adoption::OtherView, view)
}

fn mount_over(container: &HtmlElement, adoption: Adoption, view: impl FnOnce() -> Element) -> Mounted {
    let container: &Dom = container.unchecked_ref();
    let listeners = Listeners::new();
    listeners.attach(container.clone());
    let written = container.last_element().into_iter().collect();
    // Not a child of the caller's owner, which would remember each for as long as it lives itself.
    let mut mounted = Mounted { container: container.clone(), listeners, built: None, owner: Owner::default() };
    mounted.put(written, adoption, view);
    mounted
}

impl Mounted {
    /// Shows another view in place of this one. Elements that show the same stay, and so do the focus and what is typed in them;
    /// what differs is written, and what does not match is built.
    pub fn show(&mut self, view: impl FnOnce() -> Element) {
        let nodes = self.built.take().map(|mut built| std::mem::take(&mut built.nodes)).unwrap_or_default();
        self.owner.cleanup();
        self.put(nodes, Adoption::OtherView, view);
    }

    /// Shows now what follows from signals that were changed from outside; else that is done soon.
    pub fn flush(&self) {
        flush();
    }

    fn put(&mut self, nodes: Vec<Dom>, adoption: Adoption, view: impl FnOnce() -> Element) {
        let built = self.owner.with(|| {
            let view = view();
            let is_adopted = nodes.first().is_some_and(|node| node.tag() == *intern(view.0.tag));
            let (nodes, adoption) = if is_adopted { (nodes, adoption) } else { (Vec::new(), Adoption::Nothing) };
            build(&self.listeners, vec![view], nodes, adoption, None)
        });
        for node in &built.nodes {
            while let Some(other) = self.container.first().filter(|other| other != node) {
                other.remove();
            }
            if node.parent().is_none() {
                self.container.append(node);
            }
        }
        self.built = Some(built);
        place();
        keep_focus();
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(built) = self.built.take() {
            built.nodes.iter().for_each(Dom::remove);
        }
    }
}
