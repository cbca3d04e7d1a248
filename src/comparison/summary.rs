//! A plan in short, opened by "learn more".

use lean_view::{Element, Event, Memo, ev, html::*, untrack, when};
use plans::PlanIx;
use plans::lean_text::join;

use super::head::more_id;
use crate::controls::{AppElement as _, description_list, push_button};
use crate::state::{Advice, Comparison, Offer};

/// Builds the summary of the plan whose "learn more" is open.
pub fn summary(offer: Offer, advice: Advice, comparison: Comparison) -> Element {
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") {
            close(offer, comparison, event);
        }
    };
    let mut summaries = div().on(ev::keydown, close_by_escape);
    for plan in offer.plans() {
        let is_open = Memo::new(move || comparison.summarized() == Some(plan));
        summaries = summaries.child(when(is_open, move || plan_summary(offer, advice, comparison, plan)));
    }
    summaries
}

/// Closes the summary, and gives the focus back to the button that opened it.
fn close(offer: Offer, comparison: Comparison, event: &Event) {
    let catalog = offer.catalog();
    if let Some(plan) = untrack(|| comparison.summarized()) {
        comparison.summarize(None);
        event.move_focus(&format!("#{}", more_id(catalog.plan(plan))));
    }
}

fn plan_summary(offer: Offer, advice: Advice, comparison: Comparison, plan: PlanIx) -> Element {
    let locale = offer.locale();
    let title = locale.summary_title(&offer.plan_name(plan));
    let catalog = offer.catalog();
    let audience = catalog.plan(plan).audience.as_ref().map(|audience| offer.told(audience));
    let close = push_button()
        .styled("button button--s")
        .on(ev::click, move |event| close(offer, comparison, event))
        .child(locale.summary_close());

    div()
        .styled("summary")
        .child(h3().takes_focus().child(title))
        .child(audience.map(|audience| p().class("soft").child(audience)))
        .child(div().child(move || {
            let entries = advice.words(|words, advised| words.summary(&advised.answers, plan));
            vec![description_list(entries)]
        }))
        .child(div().child(move || beside_current(offer, advice, plan)))
        .child(close)
}

/// Builds what the plan gives and takes beside the one that the visitor has.
fn beside_current(offer: Offer, advice: Advice, plan: PlanIx) -> Vec<Element> {
    let Some(from) = advice.current_plan().filter(|from| *from != plan) else { return Vec::new() };
    let title = offer.locale().between_title(&offer.plan_name(from), &offer.plan_name(plan));
    let mut all = vec![h4().child(title)];
    advice.words(|words, advised| {
        let mut told = Vec::new();
        for (title, lines) in words.gained_and_lost(&advised.answers, from, plan) {
            told.push((title, join(&lines, "; ")));
        }
        all.push(description_list(told));
    });
    all
}
