//! Tells the state the time, while the page is visible.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use js_sys::Function;
use lean_view::Scope;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, EventTarget};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(call: &Function, milliseconds: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);

    #[wasm_bindgen(js_name = requestAnimationFrame)]
    fn before_next_frame(call: &JsValue);
}

/// The most that a timer can wait, in milliseconds.
const LONGEST: f64 = i32::MAX as f64;

thread_local! {
    /// Whether no clock told the time before. Then the browser looks at a time zone for the first time, which takes a fifth of the
    /// time of building the page.
    static IS_FIRST: Cell<bool> = const { Cell::new(true) };
}

/// Tells the time whenever the page is seen again or come back to, and at the instants asked for, one at a time. While the page is hidden,
/// no timer runs.
struct Clock {
    document: Document,
    tell: Rc<dyn Fn(DateTime<Utc>)>,
    timer: Rc<RefCell<JsValue>>,
    call: Closure<dyn Fn()>,
}

impl Clock {
    /// Returns a clock that calls `tell` with the time, to the second.
    fn new(document: Document, tell: impl Fn(DateTime<Utc>) + 'static) -> Self {
        let timer = Rc::new(RefCell::new(JsValue::UNDEFINED));
        let tell: Rc<dyn Fn(DateTime<Utc>)> = Rc::new(move |now| {
            IS_FIRST.set(false);
            tell(now);
        });
        let (page, its_timer, call_tell) = (document.clone(), timer.clone(), tell.clone());
        let call = Closure::<dyn Fn()>::new(move || {
            clear_timeout(&its_timer.borrow());
            if !page.hidden() {
                call_tell(now());
            }
        });
        let clock = Self { document, tell, timer, call };
        // Adding a listener to a document or a window cannot fail.
        clock.each_event(&|target, event, call| drop(target.add_event_listener_with_callback(event, call)));
        clock
    }

    /// Calls `listen` for every event after which the time is read anew: the page is hidden or shown, or comes back, for
    /// example from sleep.
    fn each_event(&self, listen: &dyn Fn(&EventTarget, &str, &Function)) {
        let call = self.call.as_ref().unchecked_ref();
        listen(&self.document, "visibilitychange", call);
        if let Some(window) = self.document.default_view() {
            listen(&window, "focus", call);
        }
    }

    /// Tells the time at an instant, at once where that is over, or the first time after a frame; at none of those asked for before.
    fn wake(&self, at: Option<DateTime<Utc>>) {
        clear_timeout(&self.timer.borrow());
        let Some(at) = at.filter(|_| !self.document.hidden()) else { return };
        let wait = at.timestamp() as f64 * 1000.0 - js_sys::Date::now();
        if wait <= 0.0 {
            if IS_FIRST.get() {
                return self.wake_after_frame();
            }
            // Before the page is painted, so that nothing moves afterwards.
            return (self.tell)(now());
        }
        *self.timer.borrow_mut() = set_timeout(self.call.as_ref().unchecked_ref(), wait.min(LONGEST));
    }

    /// Tells the time once the page was painted.
    fn wake_after_frame(&self) {
        let call: Function = self.call.as_ref().unchecked_ref::<Function>().clone();
        // Gone with the clock.
        let timer = Rc::downgrade(&self.timer);
        before_next_frame(&Closure::once_into_js(move || {
            if let Some(timer) = timer.upgrade() {
                clear_timeout(&timer.borrow());
                *timer.borrow_mut() = set_timeout(&call, 0.0);
            }
        }));
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        clear_timeout(&self.timer.borrow());
        self.each_event(&|target, event, call| drop(target.remove_event_listener_with_callback(event, call)));
    }
}

/// Keeps an element's time up to date: `wakes` gives the instant at which to tell it next, where a past one means now and none
/// means not before the signals change; `tell` takes the time, to the second.
pub fn clock(
    wakes: impl Fn() -> Option<DateTime<Utc>> + 'static,
    tell: impl Fn(DateTime<Utc>) + 'static,
) -> impl FnOnce(&Element, &mut Scope<'_>) {
    move |element, scope| {
        let document = element.owner_document().expect("an element belongs to a document");
        let clock = Clock::new(document, tell);
        scope.effect(move || clock.wake(wakes()));
    }
}

/// Returns the time, to the second.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp((js_sys::Date::now() / 1000.0) as i64, 0).unwrap_or_default()
}
