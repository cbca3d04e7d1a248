//! Events, with the properties that views read.

use wasm_bindgen::{JsCast, JsValue};

use crate::dom::{Dom, intern, property};

/// An event of the browser.
pub struct Event(pub(crate) web_sys::Event);

impl Event {
    /// Keeps the browser from what it would do of itself.
    pub fn prevent_default(&self) {
        self.0.prevent_default();
    }

    /// Tells whether it is the press of a key by this name, such as `Escape`.
    pub fn is_key(&self, name: &'static str) -> bool {
        self.property("key") == *intern(name)
    }

    /// Reads the `value` of the field that the event happened to.
    pub fn value(&self) -> String {
        self.of_target("value").as_string().unwrap_or_default()
    }

    /// Tells whether the box that it happened to is ticked.
    pub fn is_checked(&self) -> bool {
        self.of_target("checked").is_truthy()
    }

    /// Tells whether the `details` that it happened to is open.
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
                fold.set_attribute_text(intern("open"), "");
            }
            element.take_focus();
        }
    }

    /// Returns the browser's own event, for what is not here.
    pub fn raw(&self) -> &web_sys::Event {
        &self.0
    }

    pub(crate) fn property(&self, name: &'static str) -> JsValue {
        property(self.0.unchecked_ref(), intern(name))
    }

    fn of_target(&self, name: &'static str) -> JsValue {
        let target = self.0.target();
        target.map(|target| property(target.unchecked_ref(), intern(name))).unwrap_or_default()
    }
}

/// A listener of an event.
pub(crate) type Listener = Box<dyn Listen>;

/// A closure that an event calls. A trait of its own saves bytes: see `Derive`.
pub(crate) trait Listen {
    /// Handles an event.
    fn hear(&self, event: &Event);
}

impl<F: Fn(&Event)> Listen for F {
    fn hear(&self, event: &Event) {
        self(event);
    }
}
