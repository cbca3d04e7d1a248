//! The events that can be listened to, by Leptos' names.

#![allow(non_upper_case_globals, reason = "they are named as in HTML, and as in Leptos")]

/// The name of an event, and whether the event bubbles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EventName {
    pub(crate) name: &'static str,
    pub(crate) bubbles: bool,
}

const fn bubbling(name: &'static str) -> EventName {
    EventName { name, bubbles: true }
}

/// A control's value was changed and left.
pub const change: EventName = bubbling("change");
/// A `dialog` was closed, however that came about.
pub const close: EventName = EventName { name: "close", bubbles: false };
/// An element was clicked, or pressed by a key.
pub const click: EventName = bubbling("click");
/// Something dragged is over an element.
pub const dragover: EventName = bubbling("dragover");
/// A drag begins.
pub const dragstart: EventName = bubbling("dragstart");
/// Something dragged is dropped.
pub const drop: EventName = bubbling("drop");
/// An element, or one within it, takes the focus.
pub const focusin: EventName = bubbling("focusin");
/// The value of a field changed. While a text is composed the event waits until that is done.
pub const input: EventName = bubbling("input");
/// A key was pressed.
pub const keydown: EventName = bubbling("keydown");
/// The pointer comes over an element, or over one within it.
pub const pointerover: EventName = bubbling("pointerover");
/// A form is to be sent.
pub const submit: EventName = bubbling("submit");
/// A `details` was opened or closed.
pub const toggle: EventName = EventName { name: "toggle", bubbles: false };
