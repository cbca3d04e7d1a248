//! A view made into live elements.

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement, Node};

use super::clock::Clock;
use super::event::Event;
use crate::view::{Attribute, Element, Live, View, parts};

/// The namespace of pictures.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A view in the page, and the effects that keep it up to date while this lives.
pub struct Built {
    nodes: Vec<Node>,
    effects: Vec<RenderEffect<Region>>,
    /// Takes the focus as soon as it stands in the page.
    focused: Option<HtmlElement>,
}

/// The elements that an effect built, if that is what it does, until it runs again. One type is one copy of the effects' code.
type Region = Option<Box<Built>>;

/// Makes a view into elements that stand nowhere yet.
pub fn build(view: View) -> Built {
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.expect("what shows a page runs in one");
    let mut built = Built { nodes: Vec::new(), effects: Vec::new(), focused: None };
    if let Some(node) = (Builder { document, built: &mut built }).view(view) {
        built.nodes.push(node);
    }
    built
}

struct Builder<'a> {
    document: Document,
    built: &'a mut Built,
}

impl Builder<'_> {
    /// What is to be seen of a view.
    fn view(&mut self, view: View) -> Option<Node> {
        Some(match view {
            View::Element(element) => self.element(element).into(),
            View::Text(text) => self.document.create_text_node(&text).into(),
            View::LiveText(text) => {
                let node = self.document.create_text_node("");
                let shown = node.clone();
                self.follow(move || {
                    let text = text();
                    // What stays the same is not written, so that nobody hears it again.
                    if shown.data() != text {
                        shown.set_data(&text);
                    }
                });
                node.into()
            }
            View::LiveElements(elements) => self.region(elements),
            View::Clock { wakes, tell } => {
                let clock = Clock::new(self.document.clone(), tell);
                self.follow(move || clock.wake(wakes()));
                return None;
            }
            View::News(news) => {
                let node: Node = self.document.create_comment("").into();
                let teller = node.clone();
                self.follow(move || {
                    for news in news() {
                        news.tell(&teller);
                    }
                });
                node
            }
        })
    }

    fn element(&mut self, Element(view): Element) -> HtmlElement {
        // Not `expect`, which would bring the code along that describes any JavaScript value.
        let element = match view.tag {
            "svg" | "path" => self.document.create_element_ns(Some(SVG), view.tag),
            tag => self.document.create_element(tag),
        };
        let Ok(element) = element else { unreachable!("the tags are those of HTML and SVG") };
        let element: HtmlElement = element.unchecked_into();
        for (name, attribute) in view.attributes {
            self.attribute(&element, name, attribute);
        }
        for (name, listener) in view.listeners {
            let call = Closure::<dyn Fn(web_sys::Event)>::new(move |event| listener(&Event(event)));
            // The browser frees the closure with the element, and adding a listener to one cannot fail.
            let _ = element.add_event_listener_with_callback(name, call.into_js_value().unchecked_ref());
        }
        for child in view.children {
            if let Some(node) = self.view(child) {
                // An element that was just made takes any child.
                let _ = element.append_child(&node);
            }
        }
        if view.takes_focus {
            self.built.focused = Some(element.clone());
        }
        element
    }

    fn attribute(&mut self, element: &HtmlElement, name: &'static str, attribute: Attribute) {
        // Setting an attribute fails only for names that are none.
        let set = |element: &HtmlElement, value: &str| {
            let _ = element.set_attribute(name, value);
        };
        let target = element.clone();
        match attribute {
            Attribute::Fixed(value) => {
                set(element, &value);
                if let Some(parts) = (name == "class").then(|| parts(&value)).flatten() {
                    let _ = element.set_attribute("part", &parts);
                }
            }
            Attribute::Live(value) => self.follow(move || match value() {
                Some(value) => set(&target, &value),
                None => {
                    let _ = target.remove_attribute(name);
                }
            }),
            Attribute::Flag(is_on) => self.follow(move || {
                let _ = target.toggle_attribute_with_force(name, is_on());
            }),
            Attribute::Class(is_on) => self.follow(move || {
                let _ = target.class_list().toggle_with_force(name, is_on());
            }),
            Attribute::Value(value) => self.follow(move || set_property(&target, "value", value().into())),
            Attribute::Picked(is_on) => self.follow(move || set_property(&target, name, is_on().into())),
        }
    }

    fn follow(&mut self, follow: impl Fn() + 'static) {
        self.effect(Box::new(move |_| {
            follow();
            None
        }));
    }

    fn effect(&mut self, run: Box<dyn Fn(Option<Region>) -> Region>) {
        self.built.effects.push(RenderEffect::new(run));
    }

    /// Elements before a marker, which is the node that stays.
    fn region(&mut self, elements: Live<Vec<Element>>) -> Node {
        let marker: Node = self.document.create_comment("").into();
        // The first elements cannot stand before the marker until the marker stands somewhere.
        let home = self.document.create_document_fragment();
        let _ = home.append_child(&marker);
        let stays = marker.clone();
        self.effect(Box::new(move |before| {
            if let Some(mut before) = before.flatten() {
                before.unmount();
            }
            let mut built = Built { nodes: Vec::new(), effects: Vec::new(), focused: None };
            let document = stays.owner_document().expect("a marker is made by its document");
            let parent = stays.parent_node();
            let mut builder = Builder { document, built: &mut built };
            for element in elements() {
                let node = builder.element(element).into();
                if let Some(parent) = &parent {
                    let _ = parent.insert_before(&node, Some(&stays));
                }
                builder.built.nodes.push(node);
            }
            built.focus();
            Some(Box::new(built))
        }));
        home.into()
    }
}

/// Sets a property where it differs, so that the visitor's cursor stays where it is.
fn set_property(element: &HtmlElement, name: &str, value: JsValue) {
    let name = name.into();
    if js_sys::Reflect::get(element, &name).is_ok_and(|now| now != value) {
        // Every control has these properties.
        let _ = js_sys::Reflect::set(element, &name, &value);
    }
}

impl Built {
    fn focus(&mut self) {
        if let Some(element) = self.focused.take() {
            super::focus(&element);
        }
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        for node in &self.nodes {
            if let Some(parent) = node.parent_node() {
                let _ = parent.remove_child(node);
            }
        }
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        for node in &self.nodes {
            let _ = parent.insert_before(node, marker);
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
            if let Ok(element) = node.clone().dyn_into() {
                elements.push(element);
            }
        }
        elements
    }
}
