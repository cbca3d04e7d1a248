//! Events, with what the page asks of them.

use wasm_bindgen::{JsCast, JsValue};

use super::dom::{Dom, known, property};

/// Something that happened.
pub struct Event(pub(super) web_sys::Event);

impl Event {
    /// Keeps the browser from what it would do of itself.
    pub fn prevent_default(&self) {
        self.0.prevent_default();
    }

    /// Whether it is the press of a key by this name.
    pub fn is_key(&self, name: &'static str) -> bool {
        property(self.0.unchecked_ref(), &known("key").text) == known(name).text
    }

    /// What stands in the field that it happened to.
    pub fn value(&self) -> String {
        self.of_target("value").as_string().unwrap_or_default()
    }

    /// Whether the box that it happened to is ticked.
    pub fn is_checked(&self) -> bool {
        self.of_target("checked").is_truthy()
    }

    /// Whether what it happened to is unfolded.
    pub fn is_unfolded(&self) -> bool {
        self.of_target("open").is_truthy()
    }

    /// Moves the focus to the element that a CSS selector finds first beside where it happened, and that into view.
    pub fn focus_on(&self, selector: &str) {
        // The page stands in a shadow root; a selector from the document would not find it.
        let found = self.0.current_target().and_then(|target| target.unchecked_ref::<Dom>().root().find(selector));
        if let Some(element) = found {
            element.focus();
        }
    }

    /// Lets what it happened to be dragged, which some browsers do only with data.
    pub fn begin_drag(&self) {
        let carried = property(self.0.unchecked_ref(), &known("dataTransfer").text);
        carried.unchecked_ref::<Dom>().carry("text/plain", "");
    }

    fn of_target(&self, name: &'static str) -> JsValue {
        let target = self.0.target();
        target.map(|target| property(target.unchecked_ref(), &known(name).text)).unwrap_or_default()
    }
}
