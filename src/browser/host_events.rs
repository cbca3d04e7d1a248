//! Dispatches events on the element for the host page.

use js_sys::Object;
use lean_view::Scope;
use plans::PlanIx;
use plans::wire::{EVENT_VERSION, VARIANT};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use super::json::{answers_object, set};
use crate::state::{Failure, Host, HostEvent, Offer, RequestStage};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = web_sys::Event)]
    type CustomEvent;

    #[wasm_bindgen(constructor)]
    fn new(name: &str, options: &Object) -> CustomEvent;
}

/// Dispatches host events at an element in the shadow root, now and whenever there are new ones.
pub fn host_events(
    offer: Offer,
    host: Host,
    events: impl Fn() -> Vec<HostEvent> + 'static,
) -> impl FnOnce(&Element, &mut Scope<'_>) {
    move |element, scope| {
        let element = element.clone();
        scope.effect(move || {
            for event in events() {
                tell(&element, offer, host, event);
            }
        });
    }
}

/// Tells one. It bubbles up to the configurator's element, and from there on.
fn tell(element: &Element, offer: Offer, host: Host, event: HostEvent) {
    let catalog = offer.catalog();
    let id = |plan: Option<PlanIx>| plan.map_or(JsValue::NULL, |plan| catalog.plan(plan).id.as_str().into());
    let detail = Object::new();
    set(&detail, "version", EVENT_VERSION.into());
    let variant = host.variant();
    if !variant.is_empty() {
        set(&detail, VARIANT, variant.into());
    }
    let name = match event {
        HostEvent::Answers(answers) => {
            set(&detail, "answers", answers_object(&catalog, &answers).into());
            "plan-answers"
        }
        HostEvent::Advice { plan, fits } => {
            set(&detail, "plan", id(plan));
            set(&detail, "fits", fits.into());
            "plan-advice"
        }
        HostEvent::Select(plan) => {
            set(&detail, "plan", id(Some(plan)));
            "plan-select"
        }
        HostEvent::Request { stage, plan, failure } => {
            set(&detail, "plan", id(plan));
            if let Some(failure) = failure {
                set(&detail, "reason", reason(failure).into());
            }
            match stage {
                RequestStage::Start => "plan-request-start",
                RequestStage::Sent => "plan-request-sent",
                RequestStage::Failed => "plan-request-failed",
            }
        }
        HostEvent::View => "plan-view",
    };
    dispatch(element, name, &detail, true);
}

/// Dispatches an event of the element's own, which leaves the shadow root where it is composed, and can be cancelled where it is not.
/// Tells whether it was.
pub(super) fn dispatch(element: &Element, name: &str, detail: &Object, is_composed: bool) -> bool {
    let options = Object::new();
    set(&options, "detail", detail.into());
    set(&options, "bubbles", true.into());
    set(&options, "composed", is_composed.into());
    set(&options, "cancelable", (!is_composed).into());
    // It fails for an event that is being dispatched alone.
    element.dispatch_event(&CustomEvent::new(name, &options)) == Ok(false)
}

fn reason(failure: Failure) -> &'static str {
    match failure {
        Failure::Offline => "offline",
        Failure::Server | Failure::Foreign => "server",
        Failure::Refused => "refused",
    }
}
