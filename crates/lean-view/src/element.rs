//! An element as a value.

use std::borrow::Cow;

use crate::ev::EventName;
use crate::event::Event;
use crate::reactive::{Memo, untrack};
use crate::scope::Scope;
use crate::value::{IntoAttribute, IntoChild, IntoClass, IntoProperty};

/// Something that is worked out anew whenever a signal or memo that it reads changes.
pub(crate) type Live<T> = Box<dyn Derive<T>>;

/// What an event calls.
pub(crate) type Listener = Box<dyn Listen>;

/// A closure that derives a value. A `dyn Fn` would have a second function for each closure, which nobody calls: 2,000 bytes of a page.
pub(crate) trait Derive<T> {
    /// Works the value out.
    fn derive(&self) -> T;
}

impl<F: Fn() -> T, T> Derive<T> for F {
    fn derive(&self) -> T {
        self()
    }
}

/// A closure that an event calls: see [`Derive`].
pub(crate) trait Listen {
    /// Hears of the event.
    fn hear(&self, event: &Event);
}

impl<F: Fn(&Event)> Listen for F {
    fn hear(&self, event: &Event) {
        self(event);
    }
}

/// What an app does to an element: see [`Element::directive`].
pub(crate) type Directive = Box<dyn FnOnce(&web_sys::Element, &mut Scope<'_>)>;

/// An element: its tag, and what it has and holds. It is made by the functions of [`crate::html`] and [`crate::svg`].
pub struct Element(pub(crate) Box<Parts>);

pub(crate) struct Parts {
    pub tag: &'static str,
    pub attributes: Vec<(&'static str, Attribute)>,
    pub listeners: Vec<(EventName, Listener)>,
    pub children: Vec<Child>,
    pub directives: Vec<Directive>,
    pub takes_focus: bool,
    pub has_one_effect: bool,
    pub is_built_anew: bool,
    /// Whether it, or something in it, has words that the program does not know from the beginning.
    pub is_worded: bool,
    /// Whether it, or something in it, follows signals or is listened to. The rest of a page that is adopted is passed over.
    pub is_live: bool,
}

/// An attribute, a class, or a property of a control.
pub(crate) enum Attribute {
    /// A value that never changes.
    Fixed(Cow<'static, str>),
    /// One that only a page with scripts has: it is not written as HTML.
    Scripted(Cow<'static, str>),
    /// One that only the written HTML has.
    Plain(Cow<'static, str>),
    /// A value.
    Text(Live<String>),
    /// A value, or no such attribute.
    Maybe(Live<Option<String>>),
    /// Whether the attribute is there.
    Flag(Live<bool>),
    /// Whether the class of that name is there.
    Class(Live<bool>),
    /// A class that only the written HTML has.
    PlainClass,
    /// What stands in a field.
    Value(Live<String>),
    /// Whether a box is ticked, or an option selected.
    State(Live<bool>),
}

/// What an element holds.
pub(crate) enum Child {
    Element(Element),
    Text(Cow<'static, str>),
    /// A text that follows its signals; nothing stands beside it.
    LiveText(Live<String>),
    /// Elements that follow their signals.
    Region(Live<Vec<Element>>),
}

impl Element {
    pub(crate) fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            attributes: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
            directives: Vec::new(),
            takes_focus: false,
            has_one_effect: false,
            is_built_anew: false,
            is_worded: false,
            is_live: false,
        }))
    }

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
    /// live text stands alone in its element, so that it can be written whatever became of the text before.
    pub fn child(self, child: impl IntoChild) -> Self {
        child.add_to(self)
    }

    /// Lets an app do something of its own to the element once it is in place with all that it holds: see [`Scope`]. It is not
    /// called where the view is written as HTML.
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
    pub fn one_effect(mut self) -> Self {
        self.0.has_one_effect = true;
        self
    }

    /// Is built anew where a page is adopted, since the HTML that was written holds something else in its place.
    pub fn built_anew(mut self) -> Self {
        self.0.is_built_anew = true;
        self.live()
    }

    // These are called everywhere; inlined, they would be most of a page's code.

    #[inline(never)]
    pub(crate) fn with(mut self, name: &'static str, attribute: Attribute) -> Self {
        self.0.is_live |= !matches!(attribute, Attribute::Fixed(_));
        self.0.is_worded |= matches!(attribute, Attribute::Fixed(Cow::Owned(_)));
        self.0.attributes.push((name, attribute));
        self
    }

    #[inline(never)]
    pub(crate) fn push(mut self, child: Child) -> Self {
        match (&child, self.0.children.last_mut()) {
            (Child::Text(text), _) if text.is_empty() => return self,
            // In HTML they would be one text as well.
            (Child::Text(text), Some(Child::Text(last))) => {
                last.to_mut().push_str(text);
                self.0.is_worded = true;
                return self;
            }
            (Child::Element(element), _) => {
                self.0.is_live |= element.0.is_live;
                self.0.is_worded |= element.0.is_worded;
            }
            (Child::Text(text), _) => self.0.is_worded |= matches!(text, Cow::Owned(_)),
            (Child::LiveText(_) | Child::Region(_), _) => self.0.is_live = true,
        }
        debug_assert!(
            !matches!(self.0.children.last(), Some(Child::LiveText(_)))
                && (self.0.children.is_empty() || !matches!(child, Child::LiveText(_))),
            "put a live text that has neighbours into an element of its own"
        );
        self.0.children.push(child);
        self
    }

    fn live(mut self) -> Self {
        self.0.is_live = true;
        self
    }
}

/// Makes what is there while a condition holds, and built anew whenever it begins to: for [`Element::child`].
pub fn when(condition: Memo<bool>, build: impl Fn() -> Element + 'static) -> impl Fn() -> Vec<Element> {
    /// One closure, whatever is built.
    fn when(condition: Memo<bool>, build: Live<Element>) -> impl Fn() -> Vec<Element> {
        move || if condition.get() { vec![untrack(|| build.derive())] } else { Vec::new() }
    }
    when(condition, Box::new(build))
}
