//! Views as data, on Leptos' reactive graph: built in the browser, adopted from a page that stands there, or written as HTML.
//!
//! Leptos' own views give each element a type of its own, and each type its own code to build, rebuild and drop it. Here an
//! [`Element`] is a value of one type, so that a page costs its data and not its types. Signals, memos and their graph are Leptos'.
//!
//! - [`html`], [`svg`]: one function a tag, such as [`html::div`].
//! - [`Element`]: a builder with Leptos' names: `class`, `attr`, `prop`, `on`, `child`.
//! - [`ev`]: the events that can be listened to.
//! - [`Signal`], [`Memo`]: typed facades over one erased implementation.
//! - [`mount`]: shows a view in a container, and adopts what stands there where it matches.
//! - [`Scope`]: what a directive, an app's own behaviour of an element, may use.
//!
//! # Example: a counter
//!
//! ```
//! use lean_view::{Element, Signal, ev, html::*};
//!
//! fn counter(count: Signal<u32>) -> Element {
//!     button()
//!         .attr("type", "button")
//!         .class(("is-large", move || count.get() > 9))
//!         .on(ev::click, move |_| count.update(|count| *count += 1))
//!         .child(move || count.get().to_string())
//! }
//!
//! let html = lean_view::in_scope(|| counter(Signal::new(10)).to_html());
//! assert_eq!(html, r#"<button type="button" class="is-large">10</button>"#);
//! ```

mod build;
mod compare;
mod dom;
mod effect;
mod element;
pub mod ev;
mod event;
pub mod html;
mod leptos_view;
mod listeners;
mod live;
mod methods;
mod mounted;
mod reactive;
mod scope;
mod slots;
pub mod svg;
mod value;
mod write;

pub use dom::{focus, focused, toggle_attribute, toggle_class};
pub use effect::once_placed;
pub use element::Element;
pub use event::Event;
pub use leptos_view::LeptosView;
pub use methods::when;
pub use mounted::{Mounted, mount, mount_over_other};
pub use reactive::{Memo, Signal, in_scope, untrack};
pub use scope::Scope;
pub use value::{IntoAttribute, IntoChild, IntoClass, IntoProperty, LiveAttribute, LiveChild, LiveProperty};

/// Compiles and runs the README's examples.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
