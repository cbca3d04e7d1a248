//! What the host page is told, as events on the element.

use js_sys::Object;
use plans::{Answers, Catalog};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Node;

use super::json::{answers_object, set};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = web_sys::Event)]
    type CustomEvent;

    #[wasm_bindgen(constructor)]
    fn new(name: &str, options: &Object) -> CustomEvent;
}

/// The version of the events' details. A field that is there stays and keeps its meaning while the version does.
const VERSION: u32 = 1;

/// An event to come.
pub struct News {
    name: &'static str,
    detail: Object,
}

impl News {
    /// An event of that name.
    pub fn new(name: &'static str) -> Self {
        let detail = Object::new();
        set(&detail, "version", VERSION.into());
        Self { name, detail }
    }

    /// A plan's id, or none.
    pub fn plan(self, id: Option<String>) -> Self {
        self.with("plan", id.map_or(JsValue::NULL, JsValue::from))
    }

    /// A truth.
    pub fn truth(self, name: &str, is_true: bool) -> Self {
        self.with(name, is_true.into())
    }

    /// Why something failed, where it did.
    pub fn reason(self, reason: Option<&str>) -> Self {
        match reason {
            Some(reason) => self.with("reason", reason.into()),
            None => self,
        }
    }

    /// All answers.
    pub fn answers(self, catalog: &Catalog, answers: &Answers) -> Self {
        self.with("answers", answers_object(catalog, answers).into())
    }

    fn with(self, name: &str, value: JsValue) -> Self {
        set(&self.detail, name, value);
        self
    }

    /// Tells it from a node in the element's shadow root. It bubbles up to the element, and from there on.
    pub(super) fn tell(&self, from: &Node) {
        let options = Object::new();
        set(&options, "detail", self.detail.clone().into());
        set(&options, "bubbles", true.into());
        set(&options, "composed", true.into());
        // It fails for an event that is being dispatched alone.
        let _ = from.dispatch_event(&CustomEvent::new(self.name, &options));
    }
}
