//! The tabs of families of plans, of which each has a recommendation of its own.

use lean_view::{Element, Event, ev, html::*};
use plans::catalog::FamilyIx;
use plans::language;

use crate::controls::{aria_bool, push_button};
use crate::state::State;

/// The id of what a tab shows.
const PANEL: &str = "family";

/// Builds the tabs; none where there is one family at most. The keys of arrows move between them, as they are read.
pub fn families(state: State) -> Option<Element> {
    let shown = state.offer.now();
    let families = shown.families.as_ref().filter(|_| state.offer.has_families())?;
    let all = families.all().to_vec();
    let is_rtl = language::is_rtl(shown.catalog.language());
    let at = all.iter().position(|family| *family == families.shown()).unwrap_or_default();
    let ids: Vec<_> = all.iter().map(|family| families.get(*family).id.as_str().to_owned()).collect();
    let move_by_keys = move |event: &Event| {
        let last = ids.len() - 1;
        let (back, on) = if is_rtl { ("ArrowRight", "ArrowLeft") } else { ("ArrowLeft", "ArrowRight") };
        let to = if event.is_key(back) {
            at.checked_sub(1).unwrap_or(last)
        } else if event.is_key(on) {
            if at == last { 0 } else { at + 1 }
        } else if event.is_key("Home") {
            0
        } else if event.is_key("End") {
            last
        } else {
            return;
        };
        event.prevent_default();
        state.show_family(&ids[to]);
        event.move_focus(&format!("#{}", tab_id(&ids[to])));
    };

    let mut tabs = div()
        .class("tabs")
        .attr("role", "tablist")
        .attr("aria-label", state.offer.locale().plans_label())
        .on(ev::keydown, move_by_keys);
    for family in all.iter().copied() {
        tabs = tabs.child(tab(state, family, families.shown()));
    }
    Some(tabs)
}

fn tab(state: State, family: FamilyIx, shown: FamilyIx) -> Element {
    let offer = state.offer.now();
    let families = offer.families.as_ref().expect("a family is of an offer that has some");
    let it = families.get(family);
    let id = it.id.as_str().to_owned();
    let is_shown = family == shown;
    push_button()
        .attr("role", "tab")
        .attr("id", tab_id(&id))
        .attr("aria-selected", aria_bool(is_shown))
        .attr("aria-controls", PANEL)
        .attr("tabindex", if is_shown { "0" } else { "-1" })
        // Without scripts the first family is all that there is.
        .plain_attr("disabled", "")
        .on(ev::click, move |_| {
            state.show_family(&id);
        })
        .child(span().child(state.offer.told(&it.name)))
        .child(span().class("section__count").attr("aria-hidden", "true").child(it.plans.len().to_string()))
}

fn tab_id(family: &str) -> String {
    format!("family-{family}")
}

/// Wraps what a tab shows; as it is, where there are no tabs.
pub fn panel(state: State, parts: Vec<Element>, around: Element) -> Element {
    let shown = state.offer.now();
    match shown.families.as_ref().filter(|_| state.offer.has_families()) {
        Some(families) => {
            let panel = div()
                .class("family")
                .attr("role", "tabpanel")
                .attr("id", PANEL)
                .attr("aria-labelledby", tab_id(families.get(families.shown()).id.as_str()));
            around.child(panel.child(parts))
        }
        None => around.child(parts),
    }
}
