//! Events, with what views ask of them.

use wasm_bindgen::{JsCast, JsValue};

use crate::dom::{Dom, known, property};

/// Something that happened.
pub struct Event(pub(crate) web_sys::Event);

impl Event {
    /// Keeps the browser from what it would do of itself.
    pub fn prevent_default(&self) {
        self.0.prevent_default();
    }

    /// Whether it is the press of a key by this name, such as `Escape`.
    pub fn is_key(&self, name: &'static str) -> bool {
        self.property("key") == *known(name)
    }

    /// What stands in the field that it happened to.
    pub fn value(&self) -> String {
        self.of_target("value").as_string().unwrap_or_default()
    }

    /// Whether the box that it happened to is ticked.
    pub fn is_checked(&self) -> bool {
        self.of_target("checked").is_truthy()
    }

    /// Whether the `details` that it happened to is open.
    pub fn is_open(&self) -> bool {
        self.of_target("open").is_truthy()
    }

    /// Moves the focus to the element that a CSS selector finds first in the document or shadow root in which it happened, and that
    /// into view, out of a fold that is closed.
    pub fn move_focus(&self, selector: &str) {
        // The target may be gone from the page; whoever listens stays.
        let root = self.0.current_target().map(|listening| listening.unchecked_ref::<Dom>().root());
        if let Some(element) = root.and_then(|root| root.find(selector)) {
            // In a fold that is closed nothing can take it.
            if let Some(fold) = element.closest("details:not([open])") {
                fold.set_attribute_text(known("open"), "");
            }
            element.take_focus();
        }
    }

    /// The browser's own event, for what is not here.
    pub fn raw(&self) -> &web_sys::Event {
        &self.0
    }

    pub(crate) fn property(&self, name: &'static str) -> JsValue {
        property(self.0.unchecked_ref(), known(name))
    }

    fn of_target(&self, name: &'static str) -> JsValue {
        let target = self.0.target();
        target.map(|target| property(target.unchecked_ref(), known(name))).unwrap_or_default()
    }
}

/// What an event calls.
pub(crate) type Listener = Box<dyn Listen>;

/// A closure that an event calls, as a trait of its own for the bytes: see `Derive`.
pub(crate) trait Listen {
    /// Hears of the event.
    fn hear(&self, event: &Event);
}

impl<F: Fn(&Event)> Listen for F {
    fn hear(&self, event: &Event) {
        self(event);
    }
}
