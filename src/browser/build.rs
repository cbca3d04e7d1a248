//! A view made into live elements.

use std::borrow::Cow;
use std::cell::Cell;
use std::mem;

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Node;

use super::clock::Clock;
use super::dom::{Dom, known, property, set_property};
use super::event::Event;
use crate::view::{Attribute, Element, Live, View, el};

/// The namespace of pictures.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A view in the page, and the effects that keep it up to date while this lives.
pub struct Built {
    nodes: Vec<Dom>,
    effects: Vec<RenderEffect<Region>>,
    /// Takes the focus as soon as it stands in the page.
    focused: Option<Dom>,
}

/// The elements that an effect built, if that is what it does, until it runs again. One type is one copy of the effects' code.
type Region = Option<Box<Built>>;

/// What is done again when signals change.
type Follow = Box<dyn Fn()>;

/// Makes a view into elements that stand nowhere yet. What is no element gets one around it.
pub fn build(view: View) -> Built {
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.expect("what shows a page runs in one").unchecked_into();
    let element = match view {
        View::Element(element) => element,
        other => el("div").child(other),
    };
    Built::of(document, vec![element], None)
}

struct Builder<'a> {
    document: Dom,
    built: &'a mut Built,
    /// What is followed by one effect, within an element that says so.
    together: Option<Vec<Follow>>,
}

impl Builder<'_> {
    /// Adds what is to be seen of a view.
    fn add(&mut self, parent: &Dom, view: View) {
        match view {
            View::Element(element) => {
                let element = self.element(element);
                parent.append(&element);
            }
            View::Text(text) => parent.append_text(&text),
            View::LiveText(text) => {
                let node = self.document.create_text("");
                parent.append(&node);
                // What stays the same is not written, so that nobody hears it again.
                self.follow_text(text, move |text| node.set_data(text));
            }
            View::LiveElements(elements) => self.region(parent, elements),
            View::Order(order) => self.order(parent, order),
            View::Clock { wakes, tell } => {
                let clock = Clock::new(self.document.clone().unchecked_into(), tell);
                self.follow(Box::new(move || clock.wake(wakes())));
            }
            View::Rules { sheet, rules } => self.follow_text(rules, move |rules| sheet.write(rules)),
            View::News(news) => {
                let teller = self.document.create_comment("");
                parent.append(&teller);
                self.follow(Box::new(move || {
                    for news in news() {
                        news.tell(&teller);
                    }
                }));
            }
        }
    }

    fn element(&mut self, Element(view): Element) -> Dom {
        let tag = &known(view.tag).text;
        let element = match view.tag {
            "svg" | "path" => self.document.create_element_ns(&known(SVG).text, tag),
            _ => self.document.create_element(tag),
        };
        let around = view.is_together.then(|| self.together.replace(Vec::new()));
        for (name, attribute) in view.attributes {
            self.attribute(&element, name, attribute);
        }
        for (name, listener) in view.listeners {
            let call = Closure::<dyn Fn(web_sys::Event)>::new(move |event| listener(&Event(event)));
            // The browser frees the closure with the element.
            element.listen(&known(name).text, &call.into_js_value());
        }
        for child in view.children {
            self.add(&element, child);
        }
        if let Some(around) = around {
            let all = mem::replace(&mut self.together, around);
            self.follow_all(all.unwrap_or_default());
        }
        if view.takes_focus {
            self.built.focused = Some(element.clone());
        }
        element
    }

    fn attribute(&mut self, element: &Dom, name: &'static str, attribute: Attribute) {
        let is_class = name == "class";
        let name = &known(name).text;
        let target = element.clone();
        self.follow(match attribute {
            Attribute::Fixed(Cow::Borrowed(value)) => {
                let value = known(value);
                element.set_known(name, &value.text);
                if let Some(parts) = value.parts.as_ref().filter(|_| is_class) {
                    element.set_known(&known("part").text, parts);
                }
                return;
            }
            Attribute::Fixed(Cow::Owned(value)) => return element.set_text(name, &value),
            Attribute::Live(value) => {
                let last = Cell::new(None);
                Box::new(move || {
                    let value = value();
                    if last.take() != value {
                        match &value {
                            Some(value) => target.set_text(name, value),
                            None => target.remove_attribute(name),
                        }
                    }
                    last.set(value);
                })
            }
            Attribute::Flag(is_on) => on_change(is_on, Box::new(move |is_on| target.toggle_attribute(name, is_on))),
            Attribute::Class(is_on) => on_change(is_on, Box::new(move |is_on| target.class_list().toggle(name, is_on))),
            Attribute::Value(value) => Box::new(move || put(&target, name, value().into())),
            Attribute::Picked(is_on) => Box::new(move || put(&target, name, is_on().into())),
        });
    }

    /// Puts elements in order, as they are, so that nothing in them is built anew. The focus stays where it is.
    fn order(&mut self, parent: &Dom, order: Live<Vec<usize>>) {
        let parent = parent.clone();
        let related = |to: &Dom, how| {
            let found = property(to, &known(how).text);
            found.is_truthy().then(|| found.unchecked_into::<Dom>())
        };
        let mut elements = Vec::new();
        let mut next = related(&parent, "firstElementChild");
        while let Some(element) = next {
            next = related(&element, "nextElementSibling");
            elements.push(element);
        }
        self.effect(Box::new(move |before| {
            let focused = related(&parent.root(), "activeElement");
            // At first those stay where they are that stand in order from the beginning, which most often are all.
            let mut is_moved = before.is_some();
            for (at, place) in order().into_iter().enumerate() {
                is_moved |= at != place;
                if is_moved {
                    parent.append(&elements[place]);
                }
            }
            if let Some(focused) = focused {
                focused.focus();
            }
            None
        }));
    }

    /// Writes a text where it differs from the one before; at first there is none.
    fn follow_text(&mut self, text: Live<String>, write: impl Fn(&str) + 'static) {
        let written = Cell::new(String::new());
        self.follow(Box::new(move || {
            let text = text();
            if written.take() != text {
                write(&text);
            }
            written.set(text);
        }));
    }

    /// Does something now, and again whenever the signals that it reads change.
    fn follow(&mut self, follow: Follow) {
        match &mut self.together {
            Some(together) => together.push(follow),
            None => self.follow_all(vec![follow]),
        }
    }

    fn follow_all(&mut self, all: Vec<Follow>) {
        self.effect(Box::new(move |_| {
            for follow in &all {
                follow();
            }
            None
        }));
    }

    fn effect(&mut self, run: Box<dyn Fn(Option<Region>) -> Region>) {
        self.built.effects.push(RenderEffect::new(run));
    }

    /// Elements before a marker, which is the node that stays.
    fn region(&mut self, parent: &Dom, elements: Live<Vec<Element>>) {
        let marker = self.document.create_comment("");
        parent.append(&marker);
        let document = self.document.clone();
        self.effect(Box::new(move |before| {
            if let Some(mut before) = before.flatten() {
                before.unmount();
            }
            let mut built = Built::of(document.clone(), elements(), Some(&marker));
            built.focus();
            Some(Box::new(built))
        }));
    }
}

/// Tells whether something is so, where that is news; at first it is not.
fn on_change(is_on: Live<bool>, tell: Box<dyn Fn(bool)>) -> Follow {
    let last = Cell::new(false);
    Box::new(move || {
        let now = is_on();
        if last.replace(now) != now {
            tell(now);
        }
    })
}

/// Sets a property where it differs, so that the visitor's cursor stays where it is. What there is is asked of the control,
/// since the visitor changes it too.
fn put(control: &Dom, name: &JsValue, value: JsValue) {
    if property(control, name) != value {
        set_property(control, name, &value);
    }
}

impl Built {
    /// Elements, before a marker where there is one.
    fn of(document: Dom, elements: Vec<Element>, marker: Option<&Dom>) -> Self {
        let mut built = Built { nodes: Vec::new(), effects: Vec::new(), focused: None };
        let mut builder = Builder { document, built: &mut built, together: None };
        for element in elements {
            let node = builder.element(element);
            if let Some(marker) = marker {
                marker.before(&node);
            }
            builder.built.nodes.push(node);
        }
        built
    }

    fn focus(&mut self) {
        if let Some(element) = self.focused.take() {
            element.focus();
        }
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        self.nodes.iter().for_each(Dom::remove);
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        for node in &self.nodes {
            match marker {
                Some(marker) => marker.unchecked_ref::<Dom>().before(node),
                None => parent.unchecked_ref::<Dom>().append(node),
            }
        }
        self.focus();
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(first) = self.nodes.first() else { return false };
        let Some(parent) = first.parent_element() else { return false };
        child.mount(&parent, Some(first));
        true
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        let mut elements = Vec::new();
        for node in &self.nodes {
            elements.push(node.clone().unchecked_into());
        }
        elements
    }
}
