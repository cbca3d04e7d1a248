//! Elements as values, before they are built or written.

use std::borrow::Cow;

use crate::ev::EventName;
use crate::event::Listener;
use crate::live::Live;
use crate::scope::Scope;

/// An app's function that is called with the built element: see `Element::directive`.
pub(crate) type Directive = Box<dyn FnOnce(&web_sys::Element, &mut Scope<'_>)>;

/// An element as a value: its tag, attributes, listeners and children. The functions of [`crate::html`] and [`crate::svg`] make
/// one.
pub struct Element(pub(crate) Box<ElementData>);

pub(crate) struct ElementData {
    pub tag: &'static str,
    pub attributes: Vec<(&'static str, Attribute)>,
    pub listeners: Vec<(EventName, Listener)>,
    pub children: Vec<Child>,
    pub directives: Vec<Directive>,
    pub takes_focus: bool,
    pub has_single_effect: bool,
    pub is_built_anew: bool,
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
    /// The value of a field.
    Value(Live<String>),
    /// Whether a box is ticked, or an option selected.
    State(Live<bool>),
}

/// A child of an element.
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
        Self(Box::new(ElementData {
            tag,
            attributes: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
            directives: Vec::new(),
            takes_focus: false,
            has_single_effect: false,
            is_built_anew: false,
            is_live: false,
        }))
    }

    // These are called everywhere; inlined, they would be most of a page's code.

    #[inline(never)]
    pub(crate) fn with(mut self, name: &'static str, attribute: Attribute) -> Self {
        self.0.is_live |= !matches!(attribute, Attribute::Fixed(_));
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
                return self;
            }
            (Child::Element(element), _) => self.0.is_live |= element.0.is_live,
            (Child::Text(_), _) => {}
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

    pub(crate) fn live(mut self) -> Self {
        self.0.is_live = true;
        self
    }
}
