//! The browser's document, by calls that bring no name twice and no error back.
//!
//! `web_sys` decodes each name at each call and catches whatever a call may throw, which was most of the time that an answer
//! took to be shown. What the program knows from the beginning, such as tags and classes, is decoded once here; and the tags
//! and names of HTML are never refused.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, Node};

use crate::view::parts;

#[wasm_bindgen]
extern "C" {
    /// A document, an element, a text, a comment or an event; who has it knows which.
    #[wasm_bindgen(extends = HtmlElement, extends = Element, extends = Node)]
    #[derive(Clone)]
    pub type Dom;

    #[wasm_bindgen(method, js_name = createElement)]
    pub fn create_element(this: &Dom, tag: &JsValue) -> Dom;

    #[wasm_bindgen(method, js_name = createElementNS)]
    pub fn create_element_ns(this: &Dom, namespace: &JsValue, tag: &JsValue) -> Dom;

    #[wasm_bindgen(method, js_name = createTextNode)]
    pub fn create_text(this: &Dom, text: &str) -> Dom;

    #[wasm_bindgen(method, js_name = createComment)]
    pub fn create_comment(this: &Dom, text: &str) -> Dom;

    #[wasm_bindgen(method)]
    pub fn append(this: &Dom, child: &Dom);

    #[wasm_bindgen(method, js_name = append)]
    pub fn append_text(this: &Dom, text: &str);

    /// Puts a node before this one.
    #[wasm_bindgen(method)]
    pub fn before(this: &Dom, node: &Dom);

    #[wasm_bindgen(method)]
    pub fn remove(this: &Dom);

    #[wasm_bindgen(method, setter, js_name = data)]
    pub fn set_data(this: &Dom, text: &str);

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_known(this: &Dom, name: &JsValue, value: &JsValue);

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_text(this: &Dom, name: &JsValue, value: &str);

    #[wasm_bindgen(method, js_name = removeAttribute)]
    pub fn remove_attribute(this: &Dom, name: &JsValue);

    #[wasm_bindgen(method, js_name = toggleAttribute)]
    pub fn toggle_attribute(this: &Dom, name: &JsValue, is_there: bool);

    #[wasm_bindgen(method, getter, js_name = classList)]
    pub fn class_list(this: &Dom) -> Dom;

    /// Of a list of classes.
    #[wasm_bindgen(method)]
    pub fn toggle(this: &Dom, class: &JsValue, is_there: bool);

    #[wasm_bindgen(method, js_name = addEventListener)]
    pub fn listen(this: &Dom, event: &JsValue, call: &JsValue);

    #[wasm_bindgen(method, js_name = getRootNode)]
    pub fn root(this: &Dom) -> Dom;

    #[wasm_bindgen(method, js_name = querySelector)]
    pub fn find(this: &Dom, selector: &str) -> Option<Dom>;

    /// Moves the focus to an element, and that into view. One that cannot take it keeps the visitor where they are.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Dom);

    /// Of what a drag carries.
    #[wasm_bindgen(method, js_name = setData)]
    pub fn carry(this: &Dom, kind: &str, data: &str);

    /// Of a text.
    #[wasm_bindgen(method, js_name = toLowerCase)]
    pub fn lower_case(this: &Dom) -> Dom;

    /// Of a text.
    #[wasm_bindgen(method, js_name = trim)]
    pub fn trimmed(this: &Dom) -> Dom;

    /// Of a text: whether another stands in it.
    #[wasm_bindgen(method)]
    pub fn includes(this: &Dom, text: &Dom) -> bool;

    /// A style sheet that a script writes, which no content security policy has to allow.
    #[wasm_bindgen(js_name = CSSStyleSheet)]
    pub type Sheet;

    #[wasm_bindgen(method, js_name = replaceSync)]
    pub fn write(this: &Sheet, rules: &str);

    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    pub fn property(of: &Dom, name: &JsValue) -> JsValue;

    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub fn set_property(of: &Dom, name: &JsValue, value: &JsValue);
}

/// A text of the program, as JavaScript has it. A text is known by its place in the program.
pub struct Known {
    /// The text.
    pub text: JsValue,
    /// The parts among it, where it is classes.
    pub parts: Option<JsValue>,
    place: (*const u8, usize),
    /// The one before it in the same list.
    before: Option<&'static Known>,
}

/// Enough lists that going through one costs less than decoding.
const LISTS: usize = 64;

/// Decodes a text of the program when it is first needed; it stays as long as the program.
pub fn known(text: &'static str) -> &'static Known {
    thread_local! {
        static ALL: [Cell<Option<&'static Known>>; LISTS] = const { [const { Cell::new(None) }; LISTS] };
    }
    let place = (text.as_ptr(), text.len());
    ALL.with(|all| {
        let list = &all[(place.0 as usize + place.1) % LISTS];
        let before = list.get();
        let mut next = before;
        while let Some(known) = next {
            if known.place == place {
                return known;
            }
            next = known.before;
        }
        let parts = parts(text).map(JsValue::from);
        let known: &Known = Box::leak(Box::new(Known { text: text.into(), parts, place, before }));
        list.set(Some(known));
        known
    })
}
