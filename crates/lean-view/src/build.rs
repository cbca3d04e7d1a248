//! A view made into live elements: new ones, or those that stand in the page already.

use std::any::Any;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::Owner;
use wasm_bindgen::JsValue;

use crate::compare::{drop_others, fixed, mix_classes, only_text, put, set, switch, write_content};
use crate::dom::{COMMENT, Dom, TEXT, create, create_marker, intern};
use crate::effect::{Effect, focus_at_end};
use crate::element::{Attribute, Child, Element, ElementData};
use crate::listeners::Listeners;
use crate::live::Live;
use crate::scope::{Collect, Scope};

/// How elements that stand in the page are taken.
#[derive(Clone, Copy, PartialEq)]
pub enum Adoption {
    /// None are: all is new.
    Nothing,
    /// The same components wrote them as HTML: what is fixed is right, and what is live is compared.
    Written,
    /// They stood for another view: all is compared.
    OtherView,
}

/// Elements that show a view, with what keeps them up to date while this lives.
pub struct Built {
    /// The outermost elements.
    pub nodes: Vec<Dom>,
    _effects: Vec<Effect>,
    _kept: Vec<Box<dyn Any>>,
    /// Those that are listened to, with the places of their listeners.
    listening: Vec<(Dom, usize)>,
    listeners: Rc<Listeners>,
}

impl Drop for Built {
    fn drop(&mut self) {
        for (element, slot) in &self.listening {
            self.listeners.remove(element, *slot);
        }
    }
}

/// What is done again when signals change.
type Follow = Box<dyn Fn()>;

/// Writes a value, or none.
type Write = Box<dyn Fn(Option<&str>)>;

/// Makes elements of views, and collects what keeps them up to date.
pub struct Builder {
    listeners: Rc<Listeners>,
    adoption: Adoption,
    effects: Vec<Effect>,
    kept: Vec<Box<dyn Any>>,
    listening: Vec<(Dom, usize)>,
    /// What is followed by one effect, within an element that says so.
    single_effect: Option<Vec<Follow>>,
}

/// Makes elements of some views: of `nodes`, which stand before `end`, where they match, and new ones before it. Nodes that match
/// none are removed. Where there is no `end`, the new ones stand nowhere yet.
pub fn build(
    listeners: &Rc<Listeners>,
    views: Vec<Element>,
    nodes: Vec<Dom>,
    adoption: Adoption,
    end: Option<&Dom>,
) -> Built {
    let mut builder = Builder {
        listeners: listeners.clone(),
        adoption,
        effects: Vec::new(),
        kept: Vec::new(),
        listening: Vec::new(),
        single_effect: None,
    };
    let mut shown = Vec::new();
    let mut nodes = nodes.into_iter();
    for view in views {
        let node = nodes.next();
        let matching = node.clone().filter(|node| is_match(&view, node, adoption));
        let is_new = matching.is_none();
        let element = builder.element(view, matching);
        if is_new {
            if let Some(end) = node.as_ref().or(end) {
                end.before(&element);
            }
            node.iter().for_each(Dom::remove);
        }
        shown.push(element);
    }
    nodes.for_each(|node| node.remove());
    Built {
        nodes: shown,
        _effects: builder.effects,
        _kept: builder.kept,
        listening: builder.listening,
        listeners: builder.listeners,
    }
}

/// Tells whether a node can become what a view shows.
fn is_match(view: &Element, node: &Dom, adoption: Adoption) -> bool {
    let is_other = view.0.is_built_anew && adoption == Adoption::Written;
    !is_other && node.tag() == *intern(view.0.tag)
}

impl Collect for Builder {
    fn is_fresh(&self) -> bool {
        matches!(self.adoption, Adoption::Nothing | Adoption::OtherView)
    }

    fn follow(&mut self, follow: Follow) {
        match &mut self.single_effect {
            Some(outer) => outer.push(follow),
            None => self.effects.push(Effect::new(Rc::from(follow))),
        }
    }

    fn keep(&mut self, kept: Box<dyn Any>) {
        self.kept.push(kept);
    }
}

impl Builder {
    /// Makes an element of a view: a node that matches it, or a new one.
    fn element(&mut self, Element(view): Element, node: Option<Dom>) -> Dom {
        let around = self.adoption;
        let element = node.unwrap_or_else(|| {
            self.adoption = Adoption::Nothing;
            create(view.tag)
        });
        // What never changes is as it was.
        if self.adoption != Adoption::Written || view.is_live {
            self.fill(*view, &element);
        }
        self.adoption = around;
        element
    }

    fn fill(&mut self, view: ElementData, element: &Dom) {
        if self.adoption == Adoption::OtherView {
            drop_others(&view, element);
        }
        let outer = view.has_single_effect.then(|| self.single_effect.replace(Vec::new()));
        let has_live_classes = view.attributes.iter().any(|(_, attribute)| matches!(attribute, Attribute::Class(_)));
        let is_mixed = self.adoption == Adoption::OtherView && has_live_classes;
        if is_mixed {
            mix_classes(&view, element);
        }
        for (name, attribute) in view.attributes {
            if !is_mixed || name != "class" {
                self.attribute(element, name, attribute);
            }
        }
        if !view.listeners.is_empty() {
            let slot = self.listeners.add(element, view.listeners);
            self.listening.push((element.clone(), slot));
        }
        // The text that a written area of text holds is its value.
        if view.tag != "textarea" {
            self.children(element, view.children);
        }
        if let Some(outer) = outer {
            let all = std::mem::replace(&mut self.single_effect, outer).unwrap_or_default();
            self.follow(Box::new(move || all.iter().for_each(|follow| follow())));
        }
        for directive in view.directives {
            directive(element, &mut Scope(self));
        }
        if view.takes_focus && self.adoption == Adoption::Nothing {
            focus_at_end(element.clone());
        }
    }

    fn attribute(&mut self, element: &Dom, name: &'static str, attribute: Attribute) {
        let adoption = self.adoption;
        let name = intern(name);
        let target = match attribute {
            Attribute::Fixed(_) if adoption == Adoption::Written => return,
            Attribute::Fixed(value) | Attribute::Scripted(value) => {
                return set(element, name, &value, adoption != Adoption::Nothing);
            }
            _ => element.clone(),
        };
        self.follow(match attribute {
            Attribute::Fixed(_) | Attribute::Scripted(_) => return,
            Attribute::Plain(_) => {
                return if adoption == Adoption::Written {
                    element.drop_attribute(name)
                };
            }
            Attribute::PlainClass => {
                return if adoption == Adoption::Written {
                    element.classes().toggle(name, false)
                };
            }
            Attribute::Text(value) => return self.value(element, name, Box::new(move || Some(value.derive()))),
            Attribute::Maybe(value) => return self.value(element, name, value),
            Attribute::Flag(is_on) => switch(
                adoption != Adoption::Nothing,
                is_on,
                Box::new(move |is_on| target.switch_attribute(name, is_on)),
            ),
            Attribute::Class(is_on) => switch(
                adoption != Adoption::Nothing,
                is_on,
                Box::new(move |is_on| target.classes().toggle(name, is_on)),
            ),
            Attribute::Value(value) => Box::new(move || put(&target, name, value.derive().into())),
            Attribute::State(is_on) => Box::new(move || put(&target, name, is_on.derive().into())),
        });
    }

    fn children(&mut self, parent: &Dom, children: Vec<Child>) {
        let stands = self.adoption != Adoption::Nothing;
        let mut next = if stands { parent.first() } else { None };
        for child in children {
            match child {
                Child::Element(view) if !stands => {
                    let element = self.element(view, None);
                    parent.append(&element);
                }
                Child::Element(view) => {
                    let matching = next.clone().filter(|node| is_match(&view, node, self.adoption));
                    let is_new = matching.is_none();
                    let element = self.element(view, matching);
                    if is_new {
                        insert(parent, next.as_ref(), &element);
                    }
                    // A new one takes the place of another; texts and comments are no places of elements.
                    let replaced = next.filter(|node| !is_new || !matches!(node.kind(), TEXT | COMMENT));
                    next = element.next();
                    if let Some(replaced) = replaced.filter(|_| is_new) {
                        next = replaced.next();
                        replaced.remove();
                    }
                }
                Child::Text(content) => next = self.text(parent, next, content),
                Child::LiveText(content) => {
                    self.live_text(parent, content);
                    next = None;
                }
                Child::Region(elements) => next = self.region(parent, next, elements),
            }
        }
        // What stands behind belongs to another view.
        while let Some(node) = next {
            next = node.next();
            node.remove();
        }
    }

    /// Returns a text that never changes. Gives the node behind it.
    fn text(&mut self, parent: &Dom, next: Option<Dom>, content: Cow<'static, str>) -> Option<Dom> {
        let Some(node) = next else {
            match &content {
                Cow::Borrowed(text) => parent.append_interned(intern(text)),
                Cow::Owned(text) => parent.append_text(text),
            }
            return None;
        };
        let after = node.next();
        if node.kind() != TEXT {
            node.before_text(&content);
            // Translators put such elements in the place of texts.
            if node.tag() != *intern("font") {
                return Some(node);
            }
            node.remove();
        } else if self.adoption == Adoption::OtherView {
            let content = fixed(&content);
            if node.data() != content {
                node.set_data(&content);
            }
        }
        after
    }

    /// Follows a live text, which is all that its element holds.
    fn live_text(&mut self, parent: &Dom, content: Live<String>) {
        let element = parent.clone();
        let last = match self.adoption {
            Adoption::Nothing => Some(String::new()),
            Adoption::Written => element.content().as_string(),
            // What another view had there may be elements of the same words.
            Adoption::OtherView => only_text(parent).and_then(|text| text.data().as_string()),
        };
        let write = Box::new(move |content: Option<&str>| {
            write_content(&element, &JsValue::from_str(content.unwrap_or_default()))
        });
        self.changes(last, Box::new(move || Some(content.derive())), write);
    }

    /// Follows the value of an attribute, or its absence.
    fn value(&mut self, element: &Dom, name: &'static JsValue, value: Live<Option<String>>) {
        let target = element.clone();
        let last = match self.adoption {
            Adoption::Nothing => None,
            _ => element.attribute(name).as_string(),
        };
        let write = Box::new(move |value: Option<&str>| match value {
            Some(value) => target.set_attribute_text(name, value),
            None => target.drop_attribute(name),
        });
        self.changes(last, value, write);
    }

    /// Writes a value where it is another than the last one: what stays the same is not written, so that nobody hears it again.
    fn changes(&mut self, last: Option<String>, value: Live<Option<String>>, write: Write) {
        let last = Cell::new(last);
        self.follow(Box::new(move || {
            let value = value.derive();
            if last.take() != value {
                write(value.as_deref());
            }
            last.set(value);
        }));
    }

    /// Follows the elements of a region, which end at a comment node that stays. Returns the node after that.
    fn region(&mut self, parent: &Dom, mut next: Option<Dom>, elements: Live<Vec<Element>>) -> Option<Dom> {
        let mut nodes = Vec::new();
        while let Some(node) = next.take_if(|node| node.kind() != COMMENT) {
            next = node.next();
            nodes.push(node);
        }
        let marker = next.unwrap_or_else(|| {
            let marker = create_marker();
            parent.append(&marker);
            marker
        });
        let after = marker.next();
        let (listeners, owner) = (self.listeners.clone(), Owner::new());
        let (adoption, shown) = (Cell::new(self.adoption), RefCell::new((nodes, None::<Built>)));
        let run = move || {
            owner.with_cleanup(|| {
                let views = elements.derive();
                let (mut nodes, built) = shown.take();
                if let Some(mut built) = built {
                    nodes = std::mem::take(&mut built.nodes);
                }
                // What they showed before is followed no longer.
                let built = build(&listeners, views, nodes, adoption.replace(Adoption::OtherView), Some(&marker));
                shown.replace((Vec::new(), Some(built)));
            });
        };
        self.effects.push(Effect::new(Rc::new(run)));
        after
    }
}

/// Puts an element before a node of its parent, or behind all.
fn insert(parent: &Dom, next: Option<&Dom>, element: &Dom) {
    match next {
        Some(next) => next.before(element),
        None => parent.append(element),
    }
}
