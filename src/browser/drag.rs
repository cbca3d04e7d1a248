//! Dragging a plan's column.

use lean_view::Event;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    type Drag;

    #[wasm_bindgen(method, getter, js_name = dataTransfer)]
    fn carried(this: &Drag) -> Carried;

    type Carried;

    #[wasm_bindgen(method, js_name = setData)]
    fn set(this: &Carried, kind: &str, data: &str);
}

/// Lets what the event happened to be dragged, which some browsers do only with data.
pub fn begin_drag(event: &Event) {
    let event: &JsValue = event.raw();
    event.unchecked_ref::<Drag>().carried().set("text/plain", "");
}
