//! Which two plans a narrow screen shows.

use lean_view::{Element, Event, Memo, ev, html, html::*, untrack};
use plans::PlanIx;

use super::rooms::Rooms;
use crate::controls::AppElement as _;
use crate::fit::fit_word;
use crate::state::Fit;

/// Builds two lists of plans. Wide screens show every plan and no picker.
pub fn picker(rooms: Rooms) -> Element {
    let locale = rooms.offer.locale();
    let shown = Memo::new(move || rooms.comparison.narrow_columns(rooms.advice.shown_anyway()));

    div()
        .single_effect()
        .styled("picker")
        .class(("is-single", move || shown.with(|[first, second]| first == second)))
        .child(plan_select(rooms, shown, 0, plans::wire::FIRST_PLAN, locale.comparison_first_plan()))
        .child(plan_select(rooms, shown, 1, plans::wire::SECOND_PLAN, locale.comparison_second_plan()))
}

/// Builds a list of plans. `shown` are the two that are shown, of which this is one.
fn plan_select(
    rooms: Rooms,
    shown: Memo<[PlanIx; 2]>,
    place: usize,
    name: &'static str,
    label: &'static str,
) -> Element {
    let Rooms { offer, answers, advice, comparison, .. } = rooms;
    let catalog = offer.catalog();
    let pick = move |event: &Event| {
        if let Some(plan) = offer.catalog().plan_by_id(&event.value()) {
            comparison.show_narrow(untrack(|| shown.get()), place, plan);
        }
    };

    let mut list = select().styled("select").attr("name", name).attr("aria-label", label).on(ev::change, pick);
    for plan in offer.plans() {
        let option = option()
            .attr("value", catalog.plan(plan).id.as_str().to_owned())
            .prop("selected", move || shown.get()[place] == plan)
            .attr("hidden", move || !comparison.columns().contains(&plan))
            .child(offer.told(&catalog.plan(plan).name));
        list = list.child(option);
    }
    // How the plan stands to the answers, as the strip of plans says it.
    let fit = move || advice.fit(shown.get()[place]);
    let is_marked = move || fit() == Fit::Recommended;
    let mark = move || {
        let (plan, fit) = (shown.get()[place], fit());
        let price = offer.words(|words| words.plan_price_short(answers.billing(), plan));
        // What a plan costs says more, and a star that it is recommended.
        price.filter(|_| fit != Fit::Locked).unwrap_or_else(|| fit_word(offer, fit, plan))
    };
    html::label()
        .class("pick")
        .class(("is-recommended", is_marked))
        .child(list)
        .child(span().class("pick__mark").child(mark))
}
