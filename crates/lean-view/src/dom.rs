//! The browser's document, by calls that bring no name twice and no error back.
//!
//! `web_sys` decodes each name at each call and catches whatever a call may throw, which was most of the time that an answer
//! took to be shown. What the program knows from the beginning, such as tags and classes, is decoded once here; and the tags
//! and names of HTML are never refused.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

#[wasm_bindgen]
extern "C" {
    /// Any object of the document: an element, a text, a comment, a list or an event. The caller knows which.
    #[wasm_bindgen(extends = HtmlElement, extends = Element, extends = Node)]
    #[derive(Clone, PartialEq)]
    pub type Dom;

    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(tag: &JsValue) -> Dom;

    #[wasm_bindgen(js_namespace = document, js_name = createElementNS)]
    fn create_element_ns(namespace: &JsValue, tag: &JsValue) -> Dom;

    #[wasm_bindgen(js_namespace = document, js_name = createComment)]
    fn create_comment(text: &str) -> Dom;

    #[wasm_bindgen(method)]
    pub fn append(this: &Dom, child: &Dom);

    #[wasm_bindgen(method, js_name = append)]
    pub fn append_text(this: &Dom, text: &str);

    #[wasm_bindgen(method, js_name = append)]
    pub fn append_interned(this: &Dom, text: &JsValue);

    /// Puts a node before this one.
    #[wasm_bindgen(method)]
    pub fn before(this: &Dom, node: &Dom);

    #[wasm_bindgen(method, js_name = before)]
    pub fn before_text(this: &Dom, text: &str);

    #[wasm_bindgen(method)]
    pub fn remove(this: &Dom);

    #[wasm_bindgen(method, getter, js_name = firstChild)]
    pub fn first(this: &Dom) -> Option<Dom>;

    #[wasm_bindgen(method, getter, js_name = lastElementChild)]
    pub fn last_element(this: &Dom) -> Option<Dom>;

    #[wasm_bindgen(method, getter, js_name = nextSibling)]
    pub fn next(this: &Dom) -> Option<Dom>;

    #[wasm_bindgen(method, getter, js_name = parentNode)]
    pub fn parent(this: &Dom) -> Option<Dom>;

    #[wasm_bindgen(method, getter, js_name = nodeType)]
    pub fn kind(this: &Dom) -> u8;

    #[wasm_bindgen(method, getter, js_name = localName)]
    pub fn tag(this: &Dom) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = data)]
    pub fn data(this: &Dom) -> JsValue;

    #[wasm_bindgen(method, setter, js_name = data)]
    pub fn set_data(this: &Dom, text: &JsValue);

    #[wasm_bindgen(method, getter, js_name = textContent)]
    pub fn content(this: &Dom) -> JsValue;

    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub fn set_content(this: &Dom, text: &JsValue);

    #[wasm_bindgen(method, js_name = getAttribute)]
    pub fn attribute(this: &Dom, name: &JsValue) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = attributes)]
    pub fn attributes_list(this: &Dom) -> Dom;

    /// Counts the entries of a list of attributes.
    #[wasm_bindgen(method, getter, js_name = length)]
    pub fn count(this: &Dom) -> u32;

    #[wasm_bindgen(method, js_name = getAttributeNames)]
    pub fn attribute_names(this: &Dom) -> Vec<String>;

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_attribute_value(this: &Dom, name: &JsValue, value: &JsValue);

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_attribute_text(this: &Dom, name: &JsValue, value: &str);

    #[wasm_bindgen(method, js_name = removeAttribute)]
    pub fn drop_attribute(this: &Dom, name: &JsValue);

    #[wasm_bindgen(method, js_name = toggleAttribute)]
    pub fn switch_attribute(this: &Dom, name: &JsValue, is_there: bool);

    #[wasm_bindgen(method, getter, js_name = classList)]
    pub fn classes(this: &Dom) -> Dom;

    /// Adds a class to a list of classes, or removes it.
    #[wasm_bindgen(method)]
    pub fn toggle(this: &Dom, class: &JsValue, is_there: bool);

    #[wasm_bindgen(method, js_name = addEventListener)]
    pub fn listen(this: &Dom, event: &JsValue, call: &JsValue, captures: bool);

    #[wasm_bindgen(method, js_name = removeEventListener)]
    pub fn unlisten(this: &Dom, event: &JsValue, call: &JsValue, captures: bool);

    #[wasm_bindgen(method, js_name = getRootNode)]
    pub fn root(this: &Dom) -> Dom;

    #[wasm_bindgen(method, js_name = querySelector)]
    pub fn find(this: &Dom, selector: &str) -> Option<Dom>;

    #[wasm_bindgen(method)]
    pub fn closest(this: &Dom, selector: &str) -> Option<Dom>;

    /// Moves the focus to an element, and that into view. One that cannot take it keeps the visitor where they are.
    #[wasm_bindgen(method, js_name = focus)]
    pub fn take_focus(this: &Dom);

    /// A `WeakMap` from an element to its slot, whose entries last no longer than the elements.
    #[wasm_bindgen(js_name = WeakMap)]
    pub type SlotMap;

    #[wasm_bindgen(constructor, js_class = WeakMap)]
    pub fn new() -> SlotMap;

    #[wasm_bindgen(method)]
    pub fn set(this: &SlotMap, element: &Dom, slot: u32);

    #[wasm_bindgen(method)]
    pub fn get(this: &SlotMap, element: &Dom) -> Option<u32>;

    #[wasm_bindgen(method)]
    pub fn delete(this: &SlotMap, element: &Dom);

    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    pub fn property(of: &Dom, name: &JsValue) -> JsValue;

    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub fn set_property(of: &Dom, name: &JsValue, value: &JsValue);

    #[wasm_bindgen(js_name = queueMicrotask)]
    pub fn queue_microtask(call: &JsValue);
}

/// The namespace of pictures.
const SVG: &str = "http://www.w3.org/2000/svg";

/// The [`Dom::kind`] of a text.
pub const TEXT: u8 = 3;
/// The [`Dom::kind`] of a comment.
pub const COMMENT: u8 = 8;

/// Makes an element.
pub fn create(tag: &'static str) -> Dom {
    let name = intern(tag);
    if crate::svg::has(tag) { create_element_ns(intern(SVG), name) } else { create_element(name) }
}

/// Makes an empty comment.
pub fn create_marker() -> Dom {
    create_comment("")
}

/// A text compiled into the program, converted to a JavaScript string once. Its address identifies it.
struct Interned {
    text: JsValue,
    address: (*const u8, usize),
    /// The one before it in the same list.
    before: Option<&'static Interned>,
}

/// Enough lists that going through one costs less than decoding.
const LISTS: usize = 64;

/// Decodes a text of the program when it is first needed; it stays as long as the program.
pub fn intern(text: &'static str) -> &'static JsValue {
    thread_local! {
        static ALL: [Cell<Option<&'static Interned>>; LISTS] = const { [const { Cell::new(None) }; LISTS] };
    }
    let address = (text.as_ptr(), text.len());
    ALL.with(|all| {
        let list = &all[(address.0 as usize + address.1) % LISTS];
        let before = list.get();
        let mut next = before;
        while let Some(interned) = next {
            if interned.address == address {
                return &interned.text;
            }
            next = interned.before;
        }
        let interned: &Interned = Box::leak(Box::new(Interned { text: text.into(), address, before }));
        list.set(Some(interned));
        &interned.text
    })
}

/// Gives an element a class, or takes it away; the class is decoded once for the whole program.
pub fn toggle_class(element: &Element, class: &'static str, is_there: bool) {
    element.unchecked_ref::<Dom>().classes().toggle(intern(class), is_there);
}

/// Gives an element an attribute without a value, or takes it away; the name is decoded once for the whole program.
pub fn toggle_attribute(element: &Element, name: &'static str, is_there: bool) {
    element.unchecked_ref::<Dom>().switch_attribute(intern(name), is_there);
}

/// Builds the element that has the focus in the document or shadow root of another one.
pub fn focused(beside: &Element) -> Option<Element> {
    let found = property(&beside.unchecked_ref::<Dom>().root(), intern("activeElement"));
    found.is_truthy().then(|| found.unchecked_into())
}

/// Moves the focus to an element.
pub fn focus(element: &Element) {
    element.unchecked_ref::<Dom>().take_focus();
}
