#![doc = include_str!("../README.md")]

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
