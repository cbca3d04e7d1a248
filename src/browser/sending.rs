//! Tells the script that is loaded once a form is open how a request gets on: what it may wait for, keep, and take along.

use js_sys::Object;
use lean_view::{Event, Scope, once_placed};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Response};

use super::host_events::dispatch;
use super::json::set;
use crate::state::Attempt;

/// The event's name. It stays in the shadow root: what it tells is nobody else's.
const EVENT: &str = "plan-sending";

/// Tells, once an element stands in the page, what stage this is: `open`, or `receipt`. `address` is where the receipt is found again.
pub fn placed(stage: &'static str, address: Option<String>) -> impl FnOnce(&Element, &mut Scope<'_>) {
    move |element, _| {
        let told = element.clone();
        once_placed(element, move || {
            let detail = staged(stage);
            set(&detail, "address", address.map_or(JsValue::UNDEFINED, JsValue::from));
            dispatch(&told, EVENT, &detail, false);
        });
    }
}

/// The form that is sent.
pub struct SentForm(Option<Element>);

impl SentForm {
    /// Returns the form of its event.
    pub fn of(event: &Event) -> Self {
        Self(event.raw().target().map(JsCast::unchecked_into))
    }

    /// Tells how far an attempt to send it has got: `sending`, and then what came of it. Returns whether the script goes on with it.
    pub fn tell(&self, stage: &'static str, attempt: &Attempt, response: Option<&Response>) -> bool {
        let Some(form) = &self.0 else { return false };
        let detail = staged(stage);
        set(&detail, "endpoint", (&*attempt.endpoint).into());
        set(&detail, "key", (&*attempt.key).into());
        set(&detail, "body", (&*attempt.body).into());
        set(&detail, "response", response.into());
        dispatch(form, EVENT, &detail, false)
    }
}

fn staged(stage: &'static str) -> Object {
    let detail = Object::new();
    set(&detail, "stage", stage.into());
    detail
}
