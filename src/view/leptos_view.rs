//! A [`View`] as Leptos sees it, so that Leptos can mount it, or hold it beside views of its own.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};

use super::View;
use crate::browser::{Built, build};

leptos::tachys::no_attrs!(View);

impl Render for View {
    type State = Built;

    fn build(self) -> Built {
        build(self)
    }

    fn rebuild(self, state: &mut Built) {
        let mut new = build(self);
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl RenderHtml for View {
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
        self.write_html(buf);
        *position = Position::NextChild;
    }

    /// There is no hydration: what stood in the page before is replaced.
    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> Built {
        build(self)
    }

    fn into_owned(self) -> Self {
        self
    }
}
