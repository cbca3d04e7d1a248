//! Delegates events: listens once for each kind of event at the container, and calls the listeners of the elements in it.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::dom::{Dom, SlotMap, intern};
use crate::effect::flush;
use crate::ev::{self, EventName};
use crate::event::{Event, Listener};
use crate::reactive::untrack;
use crate::slots::Slots;

/// A text begins to be composed.
const COMPOSES: EventName = EventName { name: "compositionstart", bubbles: true };
/// A text was composed.
const COMPOSED: EventName = EventName { name: "compositionend", bubbles: true };

thread_local! {
    /// The field in which a text is being composed.
    static COMPOSING: RefCell<ManuallyDrop<Option<Dom>>> = const { RefCell::new(ManuallyDrop::new(None)) };
}

/// Tells whether a text is being composed in a field: writing into it would end that.
pub fn is_composing_in(field: &Dom) -> bool {
    COMPOSING.with_borrow(|composing| composing.as_ref() == Some(field))
}

/// The `keyCode` of a key that goes to an input method.
const COMPOSING_KEY: f64 = 229.0;

/// The listeners of all elements in a container.
pub struct Listeners {
    container: RefCell<Option<Dom>>,
    /// The slot in `all` of an element's listeners.
    slots: SlotMap,
    all: RefCell<Slots<OfElement>>,
    /// The kinds that are listened to at the container.
    kinds: RefCell<Vec<EventName>>,
    call: Closure<dyn Fn(web_sys::Event)>,
}

type OfElement = Rc<Vec<(EventName, Listener)>>;

impl Listeners {
    /// Makes an empty set of listeners; [`Listeners::attach`] names the container.
    pub fn new() -> Rc<Self> {
        Rc::new_cyclic(|weak: &Weak<Self>| {
            let weak = weak.clone();
            Self {
                container: RefCell::default(),
                slots: SlotMap::new(),
                all: RefCell::new(Slots::new()),
                kinds: RefCell::default(),
                call: Closure::new(move |event| {
                    if let Some(listeners) = weak.upgrade() {
                        listeners.dispatch(&Event(event));
                    }
                }),
            }
        })
    }

    /// Listens at a container, now that there is one.
    pub fn attach(&self, container: Dom) {
        for kind in self.kinds.borrow().iter() {
            container.listen(intern(kind.name), self.call.as_ref(), !kind.bubbles);
        }
        *self.container.borrow_mut() = Some(container);
    }

    /// Adds an element's listeners, in place of any that it had. Returns their slot, for [`Listeners::remove`].
    pub fn add(&self, element: &Dom, listeners: Vec<(EventName, Listener)>) -> usize {
        for (kind, _) in &listeners {
            self.listen(*kind);
        }
        let slot = self.all.borrow_mut().add(Rc::new(listeners));
        self.slots.set(element, slot as u32);
        slot
    }

    /// Frees the listeners of an element that is gone, or stays for another view.
    pub fn remove(&self, element: &Dom, slot: usize) {
        // The slot is another element's next.
        self.slots.delete(element);
        let gone = self.all.borrow_mut().take(slot);
        drop(gone);
    }

    fn listen(&self, kind: EventName) {
        if self.kinds.borrow().contains(&kind) {
            return;
        }
        self.kinds.borrow_mut().push(kind);
        if let Some(container) = &*self.container.borrow() {
            container.listen(intern(kind.name), self.call.as_ref(), !kind.bubbles);
        }
        if kind == ev::input {
            self.listen(COMPOSES);
            self.listen(COMPOSED);
        }
    }

    /// Calls the listeners of the element that it happened to and of those around it, from within; then shows what they changed.
    fn dispatch(&self, event: &Event) {
        let kind = event.0.type_();
        // Nothing acts while a text is being composed; what it became is then as if it were typed at once.
        let is_composed = kind == COMPOSED.name;
        if is_composed || kind == COMPOSES.name {
            let field = if is_composed { None } else { event.0.target().map(JsCast::unchecked_into) };
            COMPOSING.with_borrow_mut(|composing| **composing = field);
        }
        let is_composing = event.property("isComposing").is_truthy() || event.property("keyCode") == COMPOSING_KEY;
        if is_composing && !is_composed {
            return;
        }
        let kind = if is_composed { ev::input.name } else { &kind };
        let container = self.container.borrow().clone();
        let mut next = event.0.target().map(JsCast::unchecked_into::<Dom>);
        while let Some(element) = next {
            // Whoever is called may add and remove others.
            for (name, listener) in self.of(&element).iter().flat_map(|listeners| listeners.iter()) {
                if name.name == kind {
                    // An effect may have caused the event; it does not follow what is read here.
                    untrack(|| listener.hear(event));
                }
            }
            let is_last = kind == ev::toggle.name || Some(&element) == container.as_ref();
            next = if is_last { None } else { element.parent() };
        }
        flush();
    }

    fn of(&self, element: &Dom) -> Option<OfElement> {
        let slot = self.slots.get(element)? as usize;
        self.all.borrow().get(slot).cloned()
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        if let Some(container) = self.container.get_mut() {
            for kind in self.kinds.get_mut().iter() {
                container.unlisten(intern(kind.name), self.call.as_ref(), !kind.bubbles);
            }
        }
    }
}
