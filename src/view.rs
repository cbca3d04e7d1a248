//! What the page shows, as data: elements of one type, whatever their tag, attributes and children.
//!
//! Leptos' own views give every element a type of its own, and every type its own code: this page would be nearly twice as
//! much WebAssembly; see ARCHITECTURE.md. Here an element is a value. Signals, memos, effects and mounting
//! are Leptos'; a [`View`] is an ordinary Leptos view, which Leptos mounts and unmounts.
//!
//! `browser::build` makes a view into live elements: what is fixed is set once, and each live part follows its signals by
//! an effect of its own. [`View::write_html`] writes it as text, which is how tests read it.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::browser::{Event, News, Sheet};

mod html;
mod leptos_view;
mod pairs;
mod parts;
mod pill;

pub use pairs::pairs;
pub use parts::parts;
pub use pill::pill;

/// Whether this is the native run that writes the page as it is before the app starts, and where no scripts run. What the
/// app's listeners do is then done by HTML and CSS alone.
pub const PRERENDERS: bool = !cfg!(target_arch = "wasm32");

/// What the form is called in the page that is sent without scripts.
pub const PLAIN_FORM: &str = "plain-form";

/// A part of the page.
pub enum View {
    /// An element.
    Element(Element),
    /// A text.
    Text(Cow<'static, str>),
    /// A text that follows its signals.
    LiveText(Live<String>),
    /// Elements that are built anew when the signals of the closure change.
    LiveElements(Live<Vec<Element>>),
    /// Nothing to be seen: in which order the elements before it in its parent stand, each by the place at which it was built.
    Order(Live<Vec<usize>>),
    /// Nothing to be seen: tells the time while the page is.
    Clock {
        /// When next; an instant that is over is now. Until the signals change, if ever.
        wakes: Live<Option<DateTime<Utc>>>,
        /// Takes the time, to the second.
        tell: Box<dyn Fn(DateTime<Utc>) + Send>,
    },
    /// Nothing to be seen: style rules for what would else be a class on very many elements.
    Rules {
        /// Where they are written.
        sheet: Sheet,
        /// All rules; they take the place of those before.
        rules: Live<String>,
    },
    /// Nothing to be seen: what the host is told, at first and whenever the signals change.
    News(Live<Vec<News>>),
}

/// Something that follows its signals.
pub type Live<T> = Box<dyn Fn() -> T + Send>;

/// What an event calls.
pub type Listener = Arc<dyn Fn(&Event) + Send + Sync>;

/// An element. It is a pointer, since it goes from hand to hand while it is put together.
pub struct Element(pub Box<Parts>);

/// What an element is made of.
pub struct Parts {
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes and properties, by name.
    pub attributes: Vec<(&'static str, Attribute)>,
    /// What its events call, by name.
    pub listeners: Vec<(&'static str, Listener)>,
    /// What it holds.
    pub children: Vec<View>,
    /// Whether it takes the focus when it appears.
    pub takes_focus: bool,
    /// Whether all live attributes and texts within follow their signals by one effect.
    pub is_together: bool,
}

/// An attribute, or a property of a control.
pub enum Attribute {
    /// A fixed value.
    Fixed(Cow<'static, str>),
    /// A value, or no such attribute.
    Live(Live<Option<String>>),
    /// Whether the attribute is there.
    Flag(Live<bool>),
    /// Whether the class of that name is there.
    Class(Live<bool>),
    /// What stands in a field, apart from what the visitor types.
    Value(Live<String>),
    /// Whether a box is ticked or an option selected, apart from what the visitor picks.
    Picked(Live<bool>),
}

/// What follows from signals, worked out once for all who follow it. One type of closure is one copy of the code.
pub fn memo<T: PartialEq + Send + Sync + 'static>(derive: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn erased<T: PartialEq + Send + Sync + 'static>(derive: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| derive())
    }
    erased(Box::new(derive))
}

/// A truth as the value of an attribute.
pub fn truth(is_true: bool) -> String {
    if is_true { "true" } else { "false" }.to_owned()
}

/// A new element.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        listeners: Vec::new(),
        children: Vec::new(),
        takes_focus: false,
        is_together: false,
    }))
}

/// A button that does what its listener says; in a form, only a button without a type sends it.
pub fn button() -> Element {
    el("button").attr("type", "button")
}

impl Element {
    /// Its classes.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// One more class while a condition holds.
    pub fn class_when(self, class: &'static str, when: impl Fn() -> bool + Send + 'static) -> Self {
        self.with(class, Attribute::Class(Box::new(when)))
    }

    /// A fixed attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.with(name, Attribute::Fixed(value.into()))
    }

    /// An attribute that follows its signals; it is taken away where the value is none.
    pub fn live(self, name: &'static str, value: impl Fn() -> Option<String> + Send + 'static) -> Self {
        self.with(name, Attribute::Live(Box::new(value)))
    }

    /// An attribute that is there while a condition holds.
    pub fn flag(self, name: &'static str, when: impl Fn() -> bool + Send + 'static) -> Self {
        self.with(name, Attribute::Flag(Box::new(when)))
    }

    /// What stands in a field.
    pub fn value(self, value: impl Fn() -> String + Send + 'static) -> Self {
        self.with("value", Attribute::Value(Box::new(value)))
    }

    /// Whether a box is ticked (`checked`) or an option picked (`selected`).
    pub fn picked(self, name: &'static str, picked: impl Fn() -> bool + Send + 'static) -> Self {
        self.with(name, Attribute::Picked(Box::new(picked)))
    }

    /// A control by the name that it is sent under where no scripts run, and that its entry is known by to what keeps
    /// entries. The plain form has it, wherever on the page it stands.
    pub fn sent_as(self, name: impl Into<Cow<'static, str>>) -> Self {
        let named = self.attr("name", name);
        if PRERENDERS { named.attr("form", PLAIN_FORM) } else { named }
    }

    /// Calls a function at every event of a name.
    pub fn on(self, event: &'static str, call: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.listen(event, Arc::new(call))
    }

    /// One more child.
    #[inline(never)]
    pub fn child(self, child: impl Into<View>) -> Self {
        self.push(child.into())
    }

    /// More children.
    pub fn children(self, children: impl IntoIterator<Item = Element>) -> Self {
        let mut parent = self;
        for child in children {
            parent = parent.child(child);
        }
        parent
    }

    /// A text that follows its signals.
    pub fn text(self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.child(View::LiveText(Box::new(text)))
    }

    /// An element that is there while a condition holds, and built anew whenever it begins to.
    pub fn when(self, condition: Memo<bool>, build: impl Fn() -> Element + Send + 'static) -> Self {
        self.when_boxed(condition, Box::new(build))
    }

    /// One type of closure is one copy of the code.
    fn when_boxed(self, condition: Memo<bool>, build: Live<Element>) -> Self {
        self.elements(move || if condition.get() { vec![untrack(&build)] } else { Vec::new() })
    }

    /// Elements that are built anew whenever what they show changes.
    pub fn elements(self, elements: impl Fn() -> Vec<Element> + Send + 'static) -> Self {
        self.child(View::LiveElements(Box::new(elements)))
    }

    /// Takes the focus when it appears, as the answer to what the visitor did to make it appear.
    pub fn takes_focus(mut self) -> Self {
        self.0.takes_focus = true;
        // Controls can take it as they are.
        if self.0.tag == "button" { self } else { self.attr("tabindex", "-1") }
    }

    /// Follows whatever its attributes and texts, and those of its children, follow by one effect. Where most of them change
    /// at the same time, doing all again is cheaper than an effect each; what costs more stands in elements of its own.
    pub fn together(mut self) -> Self {
        self.0.is_together = true;
        self
    }

    // These three, like `attr` and `child`, are called everywhere; inlined, they would be most of the page's code.

    #[inline(never)]
    fn with(mut self, name: &'static str, attribute: Attribute) -> Self {
        self.0.attributes.push((name, attribute));
        self
    }

    #[inline(never)]
    fn listen(mut self, event: &'static str, listener: Listener) -> Self {
        self.0.listeners.push((event, listener));
        self
    }

    #[inline(never)]
    fn push(mut self, child: View) -> Self {
        self.0.children.push(child);
        self
    }
}

impl From<Element> for View {
    fn from(element: Element) -> Self {
        View::Element(element)
    }
}

impl From<String> for View {
    fn from(text: String) -> Self {
        View::Text(text.into())
    }
}

impl From<&'static str> for View {
    fn from(text: &'static str) -> Self {
        View::Text(text.into())
    }
}
