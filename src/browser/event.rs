//! Events, with what the page asks of them.

use wasm_bindgen::{JsCast, JsValue};

/// Something that happened.
pub struct Event(pub(super) web_sys::Event);

impl Event {
    /// Keeps the browser from what it would do of itself.
    pub fn prevent_default(&self) {
        self.0.prevent_default();
    }

    /// Whether it is the press of a key by this name.
    pub fn is_key(&self, name: &str) -> bool {
        self.0.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(|event| event.key() == name)
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
        let target = self.0.current_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        // The page stands in a shadow root; a selector from the document would not find it.
        let root = target.and_then(|target| target.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok());
        if let Some(Ok(Some(element))) = root.map(|root| root.query_selector(selector)) {
            super::focus(element.unchecked_ref());
        }
    }

    fn of_target(&self, property: &str) -> JsValue {
        let target = self.0.target().map(JsValue::from).unwrap_or_default();
        js_sys::Reflect::get(&target, &property.into()).unwrap_or_default()
    }
}
