//! What is compared: which plans, and which rows of them.

use lean_view::{Element, ev, html::*};
use plans::typed::quoted;

use crate::controls::{AppElement as _, pill, push_button};
use crate::state::{Comparison, Offer};

/// The plans to pick, the rows to leave out, and the way back. Before the app runs only their room is kept.
pub fn tools(offer: Offer, comparison: Comparison) -> Element {
    let locale = offer.locale();
    let only = input()
        .prop("checked", move || comparison.shows_only_differences())
        .on(ev::change, move |event| comparison.show_only_differences(event.is_checked()));
    let search = input()
        .styled("select")
        .attr("id", "compare-search")
        .attr("type", "search")
        .attr("placeholder", locale.compare_search())
        .attr("aria-label", locale.compare_search())
        .prop("value", move || comparison.searched())
        .on(ev::input, move |event| comparison.search(event.value()));
    let undo = push_button()
        .styled("button button--s")
        .attr("disabled", move || !comparison.can_undo())
        .on(ev::click, move |_| comparison.undo())
        .child(locale.undo());
    div()
        .class("compare")
        .plain_class("is-away")
        .child(plans(offer, comparison))
        .child(pill("checkbox", only, locale.compare_only().to_owned()))
        .child(search)
        .child(undo)
        .child(p().class("soft small").attr("role", "status").child(move || counted(offer, comparison)))
}

fn plans(offer: Offer, comparison: Comparison) -> Element {
    let mut plans =
        div().one_effect().class("choices").attr("role", "group").attr("aria-label", offer.locale().compare_plans());
    for plan in offer.plans() {
        let is_shown = move || comparison.columns().contains(&plan);
        let input = input()
            .prop("checked", is_shown)
            .attr("disabled", move || comparison.columns() == [plan])
            .on(ev::change, move |event| comparison.show_plan(plan, event.is_checked()));
        plans = plans.child(pill("checkbox", input, offer.told(&offer.catalog().plan(plan).name)));
    }
    plans
}

/// How many rows there are of those that are asked for.
fn counted(offer: Offer, comparison: Comparison) -> String {
    let locale = offer.locale();
    let (rows, searched) = (comparison.rows(), comparison.searched());
    let (mut differ, mut found) = (0, 0);
    for row in rows.iter() {
        differ += u32::from(row.differs);
        found += u32::from(row.is_found);
    }
    let all = rows.len().to_string();
    if searched.is_empty() {
        locale.compare_differ(&all, differ)
    } else {
        locale.compare_found(&all, &found.to_string(), &quoted(&searched))
    }
}
