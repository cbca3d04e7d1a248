//! A plan in short, opened by "learn more".

use leptos::prelude::*;
use plans::PlanIx;

use super::head::more_id;
use crate::browser::Event;
use crate::session::Session;
use crate::view::{Element, button, el, memo, pairs};

/// The summary of the plan whose "learn more" is open.
pub fn summary(session: Session) -> Element {
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") {
            close(session, event);
        }
    };
    let mut summaries = el("div").on("keydown", close_by_escape);
    for plan in session.plans() {
        let is_open = memo(move || session.summarized() == Some(plan));
        summaries = summaries.when(is_open, move || plan_summary(session, plan));
    }
    summaries
}

/// Closes the summary, and gives the focus back to the button that opened it.
fn close(session: Session, event: &Event) {
    let catalog = session.catalog();
    if let Some(plan) = untrack(|| session.summarized()) {
        session.summarize(None);
        event.focus_on(&["#", &more_id(catalog.plan(plan))].concat());
    }
}

fn plan_summary(session: Session, plan: PlanIx) -> Element {
    let locale = session.locale();
    let title = locale.summary_title(&session.plan_name(plan));
    let audience = session.text(&session.catalog().plan(plan).audience);
    let close = button()
        .class("button button--s")
        .on("click", move |event| close(session, event))
        .child(locale.summary_close());

    el("div")
        .class("summary")
        .child(el("h3").takes_focus().child(title))
        .child(el("p").class("soft").child(audience))
        .child(pairs(session.words(|words| words.summary(plan))))
        .child(close)
}
