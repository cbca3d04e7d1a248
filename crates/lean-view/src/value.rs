//! The arguments of the builder's methods: fixed values, and closures whose signals are followed.

use std::borrow::Cow;

use crate::element::{Attribute, Child, Element};
use crate::live::Live;

/// A value of an attribute: see [`Element::attr`].
pub trait IntoAttribute {
    /// Adds the attribute of that name.
    fn add_to(self, element: Element, name: &'static str) -> Element;
}

impl IntoAttribute for &'static str {
    fn add_to(self, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Fixed(Cow::Borrowed(self)))
    }
}

impl IntoAttribute for String {
    fn add_to(self, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Fixed(Cow::Owned(self)))
    }
}

impl<T: IntoAttribute> IntoAttribute for Option<T> {
    fn add_to(self, element: Element, name: &'static str) -> Element {
        match self {
            Some(value) => value.add_to(element, name),
            None => element,
        }
    }
}

/// Whether the attribute is there.
impl IntoAttribute for bool {
    fn add_to(self, element: Element, name: &'static str) -> Element {
        if self { IntoAttribute::add_to("", element, name) } else { element }
    }
}

impl<F, T> IntoAttribute for F
where
    F: Fn() -> T + 'static,
    T: LiveAttribute,
{
    fn add_to(self, element: Element, name: &'static str) -> Element {
        T::add_to(Box::new(self), element, name)
    }
}

/// The result of a closure for an attribute: a text, an optional text, or whether the attribute is present.
pub trait LiveAttribute: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "what is live is the crate's own")]
    fn add_to(live: Live<Self>, element: Element, name: &'static str) -> Element;
}

#[allow(private_interfaces, reason = "what is live is the crate's own")]
impl LiveAttribute for String {
    fn add_to(live: Live<Self>, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Text(live))
    }
}

#[allow(private_interfaces, reason = "what is live is the crate's own")]
impl LiveAttribute for Option<String> {
    fn add_to(live: Live<Self>, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Maybe(live))
    }
}

#[allow(private_interfaces, reason = "what is live is the crate's own")]
impl LiveAttribute for bool {
    fn add_to(live: Live<Self>, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Flag(live))
    }
}

/// Classes: see [`Element::class`].
pub trait IntoClass {
    /// Adds the classes.
    fn add_to(self, element: Element) -> Element;
}

impl IntoClass for &'static str {
    fn add_to(self, element: Element) -> Element {
        debug_assert!(
            !element.0.attributes.iter().any(|(name, _)| *name == "class"),
            "give all fixed classes of an element in one text"
        );
        element.with("class", Attribute::Fixed(Cow::Borrowed(self)))
    }
}

impl<F: Fn() -> bool + 'static> IntoClass for (&'static str, F) {
    fn add_to(self, element: Element) -> Element {
        element.with(self.0, Attribute::Class(Box::new(self.1)))
    }
}

/// A property of a control: see [`Element::prop`].
pub trait IntoProperty {
    /// Sets the property of that name.
    fn add_to(self, element: Element, name: &'static str) -> Element;
}

impl<F, T> IntoProperty for F
where
    F: Fn() -> T + 'static,
    T: LiveProperty,
{
    fn add_to(self, element: Element, name: &'static str) -> Element {
        T::add_to(Box::new(self), element, name)
    }
}

/// The result of a closure for a property: the text of a field, or whether a box is ticked or an option selected.
pub trait LiveProperty: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "what is live is the crate's own")]
    fn add_to(live: Live<Self>, element: Element, name: &'static str) -> Element;
}

#[allow(private_interfaces, reason = "what is live is the crate's own")]
impl LiveProperty for String {
    fn add_to(live: Live<Self>, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::Value(live))
    }
}

#[allow(private_interfaces, reason = "what is live is the crate's own")]
impl LiveProperty for bool {
    fn add_to(live: Live<Self>, element: Element, name: &'static str) -> Element {
        element.with(name, Attribute::State(live))
    }
}

/// A child, or several: see [`Element::child`].
pub trait IntoChild {
    /// Adds it behind what the element holds.
    fn add_to(self, element: Element) -> Element;
}

impl IntoChild for Element {
    fn add_to(self, element: Element) -> Element {
        element.push(Child::Element(self))
    }
}

impl IntoChild for Option<Element> {
    fn add_to(self, element: Element) -> Element {
        match self {
            Some(child) => child.add_to(element),
            None => element,
        }
    }
}

impl IntoChild for Vec<Element> {
    fn add_to(self, mut element: Element) -> Element {
        for child in self {
            element = child.add_to(element);
        }
        element
    }
}

impl IntoChild for &'static str {
    fn add_to(self, element: Element) -> Element {
        element.push(Child::Text(Cow::Borrowed(self)))
    }
}

impl IntoChild for String {
    fn add_to(self, element: Element) -> Element {
        element.push(Child::Text(Cow::Owned(self)))
    }
}

impl<F, T> IntoChild for F
where
    F: Fn() -> T + 'static,
    T: LiveChild,
{
    fn add_to(self, element: Element) -> Element {
        element.push(T::child(Box::new(self)))
    }
}

/// The result of a closure for children: a text, or elements.
pub trait LiveChild: Sized {
    #[doc(hidden)]
    #[allow(private_interfaces, reason = "what a child is made of is the crate's own")]
    fn child(live: Live<Self>) -> Child;
}

#[allow(private_interfaces, reason = "what a child is made of is the crate's own")]
impl LiveChild for String {
    fn child(live: Live<Self>) -> Child {
        Child::LiveText(live)
    }
}

#[allow(private_interfaces, reason = "what a child is made of is the crate's own")]
impl LiveChild for Vec<Element> {
    fn child(live: Live<Self>) -> Child {
        Child::Region(live)
    }
}
