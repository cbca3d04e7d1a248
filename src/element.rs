//! The element's body: what the hand-written class of `<plan-configurator>` calls.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::mount::{UnmountHandle, mount_to};
use plans::Catalog;
use plans::parts::Parts;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::app;
use crate::browser::{Built, HtmlElement, Object, Sheet, facts};
use crate::built_in;
use crate::session::Session;

/// A mounted configurator. Freeing it takes the page down and stops all that it does.
#[wasm_bindgen]
pub struct Mounted {
    session: Session,
    _handle: UnmountHandle<Built>,
}

/// Mounts the configurator into an empty container. `sheet` is a style sheet of the shadow root, for this one alone to write.
///
/// `catalog` is a compiled catalogue, the built-in one where it is empty; `plans` are the ids of those to be shown, one after
/// another with a space between, all where it is empty; `language` is a BCP 47 tag. None where the catalogue cannot be
/// read, or has no such plans.
///
/// `entered` is what was entered before, where the page stood that this one takes the place of: names and values in turn,
/// with U+0000 between any two, as [`Session::enter`] takes them. What this catalogue does not know is left out.
#[wasm_bindgen]
pub fn mount(
    container: HtmlElement,
    sheet: Sheet,
    catalog: &str,
    plans: &str,
    language: &str,
    entered: String,
) -> Option<Mounted> {
    let catalog = if catalog.is_empty() { built_in::catalog() } else { Catalog::from_compiled(catalog).ok()? };
    let mut named = Vec::new();
    for id in Parts::of(plans, ' ') {
        if !id.is_empty() {
            named.push(catalog.plan_by_id(id)?);
        }
    }
    let catalog = catalog.in_language(language).only(&named);
    let mut shown = Vec::new();
    if named.is_empty() {
        shown.extend(catalog.plans());
    }
    for id in Parts::of(plans, ' ') {
        shown.extend(catalog.plan_by_id(id));
    }
    // The session belongs to what is mounted, and is made there.
    let made = Rc::new(Cell::new(None));
    let making = made.clone();
    let handle = mount_to(container, move || {
        let session = Session::new(Arc::new(catalog), shown, String::new());
        session.enter_all(&entered);
        session.forget_news();
        making.set(Some(session));
        app(session, Some(sheet))
    });
    Some(Mounted { session: made.get()?, _handle: handle })
}

#[wasm_bindgen]
impl Mounted {
    /// Takes what the host says, or what was entered before, under a name. Nothing is told of it. What cannot be taken
    /// comes back, and changes nothing.
    ///
    /// `endpoint` is where requests are posted; `answer` is all answers, each a question's id and a value, with U+0000
    /// between any two; the other names are those of [`Session::enter`].
    pub fn enter(&self, name: &str, value: &str) -> Option<String> {
        let refused = match name {
            "endpoint" => {
                self.session.desk.send_to(value.to_owned());
                None
            }
            "answer" => self.session.answer(value),
            _ if self.session.enter(name, value) => None,
            _ => Some(name.to_owned()),
        };
        self.session.forget_news();
        refused
    }

    /// The catalogue's `id` and `version`, the `answers`, and the choices of `view`.
    pub fn facts(&self) -> Object {
        facts(&self.session.catalog(), &self.session.answers_now(), &self.session.view_choices())
    }
}
