//! The builder's methods, which add attributes, listeners and children to an element.

use std::borrow::Cow;

use crate::element::{Attribute, Element};
use crate::ev::EventName;
use crate::event::Event;
use crate::live::Live;
use crate::reactive::{Memo, untrack};
use crate::scope::Scope;
use crate::value::{IntoAttribute, IntoChild, IntoClass, IntoProperty};

impl Element {
    /// Gives it classes: a text of some, or one with a closure that says whether it is there.
    pub fn class(self, class: impl IntoClass) -> Self {
        class.add_to(self)
    }

    /// Gives it an attribute. The value is fixed or a closure's: a text; an optional text, where none takes the attribute away;
    /// or whether the attribute is there.
    pub fn attr(self, name: &'static str, value: impl IntoAttribute) -> Self {
        value.add_to(self, name)
    }

    /// Sets a property of a control: `value`, or the state `checked` or `selected`, by a closure. It is set where it differs from
    /// what the visitor made of it.
    pub fn prop(self, name: &'static str, value: impl IntoProperty) -> Self {
        value.add_to(self, name)
    }

    /// Gives it an attribute that only a page with scripts has: it is not written as HTML.
    pub fn scripted_attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.with(name, Attribute::Scripted(value.into())).live()
    }

    /// Gives it an attribute that only the written HTML has: it is taken away when scripts adopt the page.
    pub fn plain_attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.with(name, Attribute::Plain(value.into())).live()
    }

    /// Gives it a class that only the written HTML has: it is taken away when scripts adopt the page.
    pub fn plain_class(self, class: &'static str) -> Self {
        self.with(class, Attribute::PlainClass).live()
    }

    /// Calls a function at every event of that name. Events of elements within it count, too, where they bubble.
    pub fn on(mut self, event: EventName, call: impl Fn(&Event) + 'static) -> Self {
        self.0.listeners.push((event, Box::new(call)));
        self.live()
    }

    /// Adds what it holds: an element, some elements, or a text; or a closure that makes these, whose signals are followed. A
    /// live text stands alone in its element, so that it can be written whatever became of the text before; give one that has
    /// neighbours an element of its own.
    ///
    /// # Example: a live text beside fixed ones
    ///
    /// ```
    /// use lean_view::{Element, Signal, html::*};
    ///
    /// fn total(sum: Signal<u32>) -> Element {
    ///     p().child("In all ").child(b().child(move || sum.get().to_string())).child(" pieces.")
    /// }
    ///
    /// assert_eq!(lean_view::in_scope(|| total(Signal::new(3)).to_html()), "<p>In all <b>3</b> pieces.</p>");
    /// ```
    pub fn child(self, child: impl IntoChild) -> Self {
        child.add_to(self)
    }

    /// Lets an app do something of its own to the element once it is in place with all that it holds: see [`Scope`]. It is not
    /// called where the view is written as HTML.
    ///
    /// On [`crate::Mounted::show`], and where a region is derived again, the directive before ends and the new one is called with the
    /// same element; attributes and classes that it set are removed in between.
    ///
    /// # Example: an attribute that follows a signal
    ///
    /// ```
    /// use lean_view::{Element, Signal, html::*};
    ///
    /// fn measured(width: Signal<u32>) -> Element {
    ///     div().directive(move |element, scope| {
    ///         let element = element.clone();
    ///         scope.effect(move || {
    ///             let _ = element.set_attribute("data-width", &width.get().to_string());
    ///         });
    ///     })
    /// }
    ///
    /// assert_eq!(lean_view::in_scope(|| measured(Signal::new(3)).to_html()), "<div></div>");
    /// ```
    pub fn directive(mut self, run: impl FnOnce(&web_sys::Element, &mut Scope<'_>) + 'static) -> Self {
        self.0.directives.push(Box::new(run));
        self.live()
    }

    /// Moves the focus to it when it appears in the page that is shown, as the answer to what the visitor did to make it appear;
    /// not when the page itself appears, or another in its place.
    pub fn takes_focus(mut self) -> Self {
        self.0.takes_focus = true;
        // Controls can take it as they are.
        let can = matches!(self.0.tag, "button" | "input" | "select" | "summary" | "textarea");
        if can { self } else { self.attr("tabindex", "-1") }
    }

    /// Follows all that its attributes and texts, and those of what it holds, follow by one effect. Where most of them change
    /// at the same time, doing all again is cheaper than an effect each.
    pub fn single_effect(mut self) -> Self {
        self.0.has_single_effect = true;
        self
    }

    /// Builds it anew where a page is adopted, since the HTML that was written holds something else in its place.
    pub fn built_anew(mut self) -> Self {
        self.0.is_built_anew = true;
        self.live()
    }
}

/// Makes what is there while a condition holds, and built anew whenever it begins to: for [`Element::child`].
pub fn when(condition: Memo<bool>, build: impl Fn() -> Element + 'static) -> impl Fn() -> Vec<Element> {
    /// Makes the same closure for every `build`, so that its code exists once.
    fn when(condition: Memo<bool>, build: Live<Element>) -> impl Fn() -> Vec<Element> {
        move || if condition.get() { vec![untrack(|| build.derive())] } else { Vec::new() }
    }
    when(condition, Box::new(build))
}
