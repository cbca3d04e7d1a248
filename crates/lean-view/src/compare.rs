//! Compares existing elements with a view, and writes only what differs.

use std::borrow::Cow;
use std::cell::Cell;

use wasm_bindgen::JsValue;

use crate::dom::{Dom, TEXT, intern, property, set_property};
use crate::element::{Attribute, ElementData};
use crate::listeners::is_composing_in;
use crate::live::Live;

/// Returns a fixed text for JavaScript; what the program knows is decoded once.
#[expect(clippy::ptr_arg, reason = "what the program knows is decoded once")]
pub fn fixed(text: &Cow<'static, str>) -> JsValue {
    match text {
        Cow::Borrowed(text) => intern(text).clone(),
        Cow::Owned(text) => JsValue::from_str(text),
    }
}

/// Sets an attribute; where the element stands already, only if it is another.
#[expect(clippy::ptr_arg, reason = "what the program knows is decoded once")]
pub fn set(element: &Dom, name: &JsValue, value: &Cow<'static, str>, stands: bool) {
    match value {
        _ if stands && element.attribute(name) == fixed(value) => {}
        Cow::Borrowed(value) => element.set_attribute_value(name, intern(value)),
        Cow::Owned(value) => element.set_attribute_text(name, value),
    }
}

/// Writes a text in place of all that an element holds, whatever became of what was written before.
pub fn write_content(element: &Dom, content: &JsValue) {
    match only_text(element) {
        Some(node) => node.set_data(content),
        None => element.set_content(content),
    }
}

/// Returns the text that an element holds, where it holds nothing else.
pub fn only_text(element: &Dom) -> Option<Dom> {
    element.first().filter(|node| node.kind() == TEXT && node.next().is_none())
}

/// Tells whether something is so, where it is not known or changes.
pub fn switch(stands: bool, is_on: Live<bool>, tell: Box<dyn Fn(bool)>) -> Box<dyn Fn()> {
    let last = Cell::new((!stands).then_some(false));
    Box::new(move || {
        let is_on = is_on.derive();
        if last.replace(Some(is_on)) != Some(is_on) {
            tell(is_on);
        }
    })
}

/// Sets a property where it differs, so that the visitor's cursor stays where it is. What there is is asked of the control,
/// since the visitor changes it too.
pub fn put(control: &Dom, name: &JsValue, value: JsValue) {
    if property(control, name) != value && !is_composing_in(control) {
        set_property(control, name, &value);
    }
}

/// Takes away the attributes that an element has of another view.
pub fn drop_others(view: &ElementData, element: &Dom) {
    // Most elements have their own alone, which their number says at less cost than their names.
    let is_sure =
        |attribute: &Attribute| matches!(attribute, Attribute::Fixed(_) | Attribute::Scripted(_) | Attribute::Text(_));
    let sure = view.attributes.iter().filter(|(_, attribute)| is_sure(attribute)).count();
    if element.attributes_list().count() as usize <= sure {
        return;
    }
    for name in element.attribute_names() {
        let is_its = |(own, attribute): &(&'static str, Attribute)| match attribute {
            Attribute::Class(_) => name == "class",
            Attribute::Plain(_) | Attribute::PlainClass => false,
            _ => name == *own,
        };
        // What the visitor opened, or made as large as they like, stays so.
        let is_the_visitors = matches!((view.tag, &*name), ("details" | "dialog", "open") | ("textarea", "style"));
        if !is_the_visitors && !view.attributes.iter().any(is_its) {
            element.drop_attribute(&JsValue::from_str(&name));
        }
    }
}

/// Takes away the classes that an element has of another view, and gives it the fixed ones of its own; the live ones tell themselves.
pub fn mix_classes(view: &ElementData, element: &Dom) {
    let (mut own, mut fixed) = (Vec::new(), Vec::new());
    for (name, attribute) in &view.attributes {
        match attribute {
            Attribute::Class(_) => own.push(*name),
            Attribute::Fixed(classes) if *name == "class" => fixed.extend(classes.split_ascii_whitespace()),
            _ => {}
        }
    }
    let classes = element.attribute(intern("class")).as_string().unwrap_or_default();
    let standing: Vec<_> = classes.split_ascii_whitespace().collect();
    let toggle = |class, is_there| element.classes().toggle(&JsValue::from_str(class), is_there);
    for class in &standing {
        if !own.contains(class) && !fixed.contains(class) {
            toggle(class, false);
        }
    }
    for class in fixed {
        if !standing.contains(&class) {
            toggle(class, true);
        }
    }
}
