//! A plan in short, opened by "learn more".

use plans::PlanIx;

use crate::session::Session;
use crate::view::{Element, el, memo};

/// The summary of the plan whose "learn more" is open.
pub fn summary(session: Session) -> Element {
    let close_by_escape = move |event: crate::browser::Event| {
        if event.is_key("Escape") {
            session.summarize(None);
        }
    };
    let plans: Vec<_> = session.catalog().plans().collect();

    plans.into_iter().fold(el("div").on("keydown", close_by_escape), |summaries, plan| {
        let is_open = memo(move || session.summarized() == Some(plan));
        summaries.when(is_open, move || plan_summary(session, plan))
    })
}

fn plan_summary(session: Session, plan: PlanIx) -> Element {
    let locale = session.locale();
    let title = locale.summary_title(&session.plan_name(plan));
    let audience = session.words(|words| words.text(&words.catalog.plan(plan).audience));
    let sections = session.words(|words| words.summary(plan)).into_iter();
    let sections = sections.flat_map(|(title, sentences)| [el("dt").child(title), el("dd").child(sentences)]);
    let close = el("button")
        .attr("type", "button")
        .class("button button--s")
        .on("click", move |_| session.summarize(None))
        .child(locale.summary_close());

    el("div")
        .class("summary")
        .child(el("h3").takes_focus().child(title))
        .child(el("p").class("soft").child(audience))
        .child(el("dl").children(sections))
        .child(close)
}
