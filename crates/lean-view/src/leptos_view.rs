//! An [`Element`] as Leptos sees it, so that Leptos can mount it, or hold it beside views of its own.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::Node;

use crate::Element;
use crate::build::{Adoption, Built, build};
use crate::dom::Dom;
use crate::effect::keep_focus;
use crate::listeners::Listeners;

leptos::tachys::no_attrs!(LeptosView);

/// An element as a view of Leptos', which may stand wherever Leptos takes one.
pub struct LeptosView(SendWrapper<Element>);

impl From<Element> for LeptosView {
    fn from(element: Element) -> Self {
        Self(SendWrapper::new(element))
    }
}

/// An element that Leptos shows.
pub struct Embedded(Built);

impl Embedded {
    fn of(element: Element) -> Self {
        let listeners = Listeners::new();
        let built = build(&listeners, vec![element], Vec::new(), Adoption::Nothing, None);
        for node in &built.nodes {
            listeners.attach(node.clone());
        }
        keep_focus();
        Self(built)
    }
}

impl Render for LeptosView {
    type State = Embedded;

    fn build(self) -> Embedded {
        Embedded::of(self.0.take())
    }

    fn rebuild(self, state: &mut Embedded) {
        let mut new = Embedded::of(self.0.take());
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl RenderHtml for LeptosView {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        self.0.write_html(buf);
        *position = Position::NextChild;
    }

    /// Builds the view anew: only [`crate::mount`] adopts.
    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> Embedded {
        Embedded::of(self.0.take())
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl Mountable for Embedded {
    fn unmount(&mut self) {
        self.0.nodes.iter().for_each(Dom::remove);
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        for node in &self.0.nodes {
            match marker {
                Some(marker) => marker.unchecked_ref::<Dom>().before(node),
                None => parent.unchecked_ref::<Dom>().append(node),
            }
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some((first, parent)) = self.0.nodes.first().and_then(|first| Some((first, first.parent()?))) else {
            return false;
        };
        child.mount(parent.unchecked_ref(), Some(first));
        true
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        self.0.nodes.iter().map(|node| node.clone().unchecked_into()).collect()
    }
}
