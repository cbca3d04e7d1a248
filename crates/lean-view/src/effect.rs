//! Effects: functions that run again when signals change.
//!
//! An [`Effect`] is a subscriber in Leptos' graph. Those of Leptos each have a task and a channel of their own; here one list holds
//! all that have to run again, and one microtask runs them, or [`flush`] before that.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard, Weak};

use leptos::reactive::graph::{AnySource, AnySubscriber, ReactiveNode, Source as _, Subscriber, WithObserver};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

use crate::dom::{Dom, queue_microtask};
use crate::slots::Slots;

/// An effect: a function that runs at once, and again whenever a signal or memo that it read has changed, until it is dropped.
pub struct Effect(Arc<Node>);

/// The node of an effect in Leptos' graph, which may be queried from any thread.
struct Node {
    weak: Weak<Self>,
    /// The slot of its function in [`RUNS`].
    slot: usize,
    /// The number of effects made before it.
    number: u32,
    is_dirty: AtomicBool,
    is_queued: AtomicBool,
    sources: RwLock<Vec<AnySource>>,
}

// What is to be dropped with a thread, and a look at which thread this is, would bring the system's allocator along: 2,000 bytes.
type Kept<T> = RefCell<ManuallyDrop<T>>;

thread_local! {
    /// The functions of all effects.
    static RUNS: Kept<Slots<Rc<dyn Fn()>>> = const { RefCell::new(ManuallyDrop::new(Slots::new())) };
    /// The effects that have to run again, by their numbers, the highest first. What makes others runs before these, so that no
    /// part asks for what is there no longer and is about to go for that.
    static QUEUE: Kept<Vec<(u32, Weak<Node>)>> = const { RefCell::new(ManuallyDrop::new(Vec::new())) };
    /// The element that takes the focus when all have run.
    static FOCUS: Kept<Option<Dom>> = const { RefCell::new(ManuallyDrop::new(None)) };
    /// What is done as soon as the view that is being mounted stands in its container.
    static PLACED: Kept<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(ManuallyDrop::new(Vec::new())) };
    static IS_SCHEDULED: Cell<bool> = const { Cell::new(false) };
    /// The number of effects that are running, one in another.
    static RUNNING: Cell<u32> = const { Cell::new(0) };
    /// The number of effects made so far.
    static MADE: Cell<u32> = const { Cell::new(0) };
}

impl Effect {
    /// Makes an effect and runs it for the first time.
    pub fn new(run: Rc<dyn Fn()>) -> Self {
        let slot = RUNS.with_borrow_mut(|runs| runs.add(run));
        let node = Arc::new_cyclic(|weak| Node {
            weak: weak.clone(),
            slot,
            number: MADE.replace(MADE.get() + 1),
            is_dirty: AtomicBool::new(false),
            is_queued: AtomicBool::new(false),
            sources: RwLock::default(),
        });
        node.run();
        Self(node)
    }
}

impl Drop for Effect {
    fn drop(&mut self) {
        // What it holds may hold other effects.
        let run = RUNS.with_borrow_mut(|runs| runs.take(self.0.slot));
        drop(run);
    }
}

/// Runs all effects whose signals changed, and those that they change in turn; then what waited to be placed is called, and what appeared
/// takes the focus.
///
/// Where an effect causes an event, as by taking away a field that was typed in, and that asks for this, what is queued waits for
/// the effect's end.
pub fn flush() {
    if RUNNING.get() > 0 {
        return;
    }
    while let Some((_, node)) = QUEUE.with_borrow_mut(|queue| queue.pop()) {
        // One that is dropped meanwhile does not run.
        let Some(node) = node.upgrade() else { continue };
        let has_changed = node.update_if_necessary();
        // Until here, memos that change while they are asked tell what is known.
        node.is_queued.store(false, Relaxed);
        if has_changed {
            node.run();
        }
    }
    place();
    if let Some(element) = FOCUS.with_borrow_mut(|focus| focus.take()) {
        element.take_focus();
    }
}

/// Moves the focus to an element at the end of [`flush`]: all is then in its place, and no effect hears what the focus calls.
pub fn focus_at_end(element: Dom) {
    FOCUS.with_borrow_mut(|focus| **focus = Some(element));
}

/// Leaves the focus where it is.
pub fn keep_focus() {
    FOCUS.with_borrow_mut(|focus| **focus = None);
}

/// Calls a function as soon as an element stands in a document, for what the browser does there alone, such as opening a dialog: now, or at
/// the end of [`crate::mount`] and of [`flush`], when all of the view stands in the container, and before the caller goes on. A view inside
/// one of Leptos' stands there when the task ends.
pub fn once_placed(element: &Element, act: impl FnOnce() + 'static) {
    if element.is_connected() {
        act();
    } else {
        PLACED.with_borrow_mut(|placed| placed.push(Box::new(act)));
        schedule();
    }
}

/// Calls the functions that waited for the view to stand in its container.
pub fn place() {
    for act in PLACED.with_borrow_mut(|placed| std::mem::take(&mut **placed)) {
        act();
    }
}

/// Runs the effects in a microtask, unless [`flush`] comes before that.
fn schedule() {
    thread_local! {
        static FLUSH: Cell<Option<&'static JsValue>> = const { Cell::new(None) };
    }
    if !IS_SCHEDULED.replace(true) {
        let call = FLUSH.get().unwrap_or_else(|| {
            let call = Closure::<dyn Fn()>::new(|| {
                IS_SCHEDULED.set(false);
                // Whatever went wrong before, nothing runs where a task begins.
                RUNNING.set(0);
                flush();
            });
            Box::leak(Box::new(call.into_js_value()))
        });
        FLUSH.set(Some(call));
        queue_microtask(call);
    }
}

impl Node {
    fn run(&self) {
        let Some(run) = RUNS.with_borrow(|runs| runs.get(self.slot).cloned()) else { return };
        self.is_dirty.store(false, Relaxed);
        let subscriber = self.subscriber();
        subscriber.clear_sources(&subscriber);
        RUNNING.set(RUNNING.get() + 1);
        subscriber.with_observer(|| run());
        RUNNING.set(RUNNING.get().saturating_sub(1));
    }

    fn subscriber(&self) -> AnySubscriber {
        AnySubscriber(&raw const *self as usize, self.weak.clone())
    }

    fn enqueue(&self) {
        if !self.is_queued.swap(true, Relaxed) {
            QUEUE.with_borrow_mut(|queue| {
                let place = queue.partition_point(|(number, _)| *number > self.number);
                queue.insert(place, (self.number, self.weak.clone()));
            });
            schedule();
        }
    }

    fn sources(&self) -> RwLockWriteGuard<'_, Vec<AnySource>> {
        self.sources.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReactiveNode for Node {
    fn mark_dirty(&self) {
        self.is_dirty.store(true, Relaxed);
        self.enqueue();
    }

    fn mark_check(&self) {
        self.enqueue();
    }

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        let sources = self.sources().clone();
        let is_dirty = || self.is_dirty.load(Relaxed);
        // A source that one before it asks has changed by then, and says so no more: it has told.
        is_dirty() || sources.into_iter().any(|source| source.update_if_necessary()) || is_dirty()
    }
}

impl Subscriber for Node {
    fn add_source(&self, source: AnySource) {
        let mut sources = self.sources();
        if !sources.contains(&source) {
            sources.push(source);
        }
    }

    fn clear_sources(&self, subscriber: &AnySubscriber) {
        let sources = std::mem::take(&mut *self.sources());
        for source in sources {
            source.remove_subscriber(subscriber);
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // A memo would keep it otherwise.
        self.clear_sources(&self.subscriber());
    }
}
