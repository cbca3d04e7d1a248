//! The strip of plans below the heading: each plan's name, whom it is for, and how it stands to the answers.

use lean_view::{Element, Event, Memo, Signal, ev, html::*, untrack};
use plans::PlanIx;
use plans::comparison::Step;

use crate::billing::price;
use crate::controls::{AppElement as _, aria_bool, push_button};
use crate::fit::fit_word;
use crate::state::{Advice, Answers, Fit, Fold, FormLocation, Offer, Request};

/// Builds all plans, each a button that opens why it stands as it does. So do the pointer and the focus, as long as they are
/// there.
pub fn plan_strip(offer: Offer, answers: Answers, advice: Advice) -> Element {
    let mut strip = ol().styled("strip").attr("aria-label", offer.locale().plans_label());
    for plan in offer.plans() {
        strip = strip.child(plan_of(offer, answers, advice, plan));
    }
    strip
}

fn plan_of(offer: Offer, answers: Answers, advice: Advice, index: PlanIx) -> Element {
    let catalog = offer.catalog();
    let plan = catalog.plan(index);
    let is_open = Memo::new(move || advice.is_open(Fold::Plan(index)));
    // Whether the pointer or the focus was there; the style sheet knows whether it is.
    let is_hinted = Signal::new(false);
    let hint = move |_: &Event| {
        if !is_hinted.get_untracked() {
            is_hinted.set(true);
        }
    };
    let [id, tip] = ["plan-", "plan-tip-"].map(|prefix| format!("{prefix}{}", plan.id.as_str()));
    let own = format!("#{id}");
    let button = push_button()
        .styled("plan")
        .attr("id", id)
        .plain_attr("disabled", "")
        .attr("aria-expanded", move || aria_bool(is_open.get()))
        .attr("aria-controls", tip.clone())
        .attr("aria-describedby", tip.clone())
        .on(ev::click, move |_| advice.open_plan(index, !untrack(|| is_open.get())))
        .child(bdi().class("plan__name").child(offer.told(&plan.name)))
        .child(plan.audience.as_ref().map(|audience| span().class("plan__audience").child(offer.told(audience))))
        .child(price(offer, answers, index, "plan__cost"))
        .child(span().class("plan__mark").child(mark(offer, advice, index)));
    let is = move |fit| move || advice.fit(index) == fit;
    // It would fit.
    let is_best_locked = move || advice.fit(index) == Fit::Locked && advice.recommended() == Some(index);

    li().single_effect()
        .class("strip__plan")
        .class(("is-recommended", is(Fit::Recommended)))
        .class(("is-closest", move || advice.fit(index) == Fit::Closest || is_best_locked()))
        .class(("is-tied", is(Fit::Tied)))
        .class(("is-locked", is(Fit::Locked)))
        .class(("is-out", move || matches!(advice.fit(index), Fit::Out | Fit::Locked) && !is_best_locked()))
        .on(ev::pointerover, hint)
        .on(ev::focusin, hint)
        .on(ev::keydown, move |event| {
            if event.is_key("Escape") {
                is_hinted.set(false);
                if untrack(|| is_open.get()) {
                    advice.open_plan(index, false);
                    event.move_focus(&own);
                }
            }
        })
        .child(button)
        .child(div().attr("id", tip).class("tip").child(move || {
            if is_open.get() && !offer.has_questions() {
                vec![compare(offer, index)]
            } else if is_open.get() {
                vec![why(advice, index), compare(offer, index)]
            } else if is_hinted.get() && advice.fit(index) != Fit::Open {
                vec![why(advice, index)]
            } else {
                Vec::new()
            }
        }))
}

/// Returns the word of a plan; none where nothing is answered.
fn mark(offer: Offer, advice: Advice, plan: PlanIx) -> impl Fn() -> String {
    move || {
        let locale = offer.locale();
        let mark = fit_word(offer, advice.fit(plan), plan);
        match (advice.step(plan), mark.is_empty()) {
            (Step::Same, true) => locale.plan_yours().to_owned(),
            (Step::Same, false) => format!("{mark} · {}", locale.plan_yours()),
            _ => mark,
        }
    }
}

/// Builds why the plan stands so.
fn why(advice: Advice, plan: PlanIx) -> Element {
    p().child(advice.words(|words, advised| words.why_so(advised, plan)))
}

/// Builds the way to the plan in the comparison.
fn compare(offer: Offer, plan: PlanIx) -> Element {
    let column = Request::opener_id(&offer.catalog(), (FormLocation::Head, plan));
    // The plan's button in the table's head; where it has none, or is not among those shown, the table's heading.
    let target = format!("#{column}, #comparison-title");
    push_button()
        .class("link")
        .on(ev::click, move |event| event.move_focus(&target))
        .child(offer.locale().plan_compare())
}
