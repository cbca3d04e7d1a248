//! One plan: whether it is open right now, its week, and by when it answers.

use plans::PlanIx;
use plans::support::{Availability, Deadline, MOST_WAITS};

use super::picture::Picture;
use crate::session::{Look, Session};
use crate::view::{Element, el, truth};
use crate::words::{Words, minutes};

/// The begins of the days but the first, in a week of minutes.
const DAYS: &str = "M1440 0V24M2880 0V24M4320 0V24M5760 0V24M7200 0V24M8640 0V24";

/// How wide the picture of a clock's course is.
const COURSE: i64 = 1000;

/// A plan. A cell of the comparison leads here.
pub fn plan(session: Session, plan: PlanIx) -> Element {
    el("div")
        .class("week")
        .class_when("is-recommended", move || session.recommended() == Some(plan))
        .live("aria-current", move || session.is_looked_at(plan).then(|| truth(true)))
        .attr("id", session.week_id(plan))
        .attr("role", "group")
        .attr("aria-label", session.plan_name(plan))
        .attr("tabindex", "-1")
        .elements(move || seen(session, plan))
}

/// The plan's hours in the catalogue's words, where there are no others: before the time is known, where the browser knows
/// no zones, and where the plan has none.
fn as_published(session: Session, plan: PlanIx) -> Element {
    let hours = |words: Words<'_>| {
        let row = words.catalog.severity(session.severity()?).hours;
        Some(words.cell(row, words.catalog.cell(row, plan).value))
    };
    el("p").child(session.words(hours).unwrap_or_default())
}

/// The plan's week on paper, on which it is no time of the week.
pub fn printed(session: Session, plan: PlanIx) -> Element {
    let week = el("div").class("week").child(el("b").child(session.plan_name(plan)));
    match session.local_support(plan).filter(|local| local.support.coverage.is_some()) {
        Some(local) => {
            let open = local.open();
            let hours = session.words(|words| words.locale.your_time(&words.open_hours(&open)));
            let words = el("p").class("soft small").child(hours);
            week.child(el("div").child(picture(&open).element("0 0 10080 24", 0)).child(words))
        }
        None => week.child(as_published(session, plan)),
    }
}

/// A week with the times in which support is open.
fn picture(open: &[(i64, i64)]) -> Picture {
    let mut week = Picture::new(DAYS);
    for (opens, closes) in open {
        week.block(*opens, *closes);
    }
    week
}

fn seen(session: Session, plan: PlanIx) -> Vec<Element> {
    let (locale, name) = (session.locale(), session.plan_name(plan));
    let head = el("div").child(el("b").child(name.clone()));
    let Some(local) = session.local_support(plan) else { return vec![head.child(as_published(session, plan))] };
    let look = local.look;
    let deadline = local.deadline();
    let due = match (&deadline, local.support.response) {
        (Some(deadline), Some(response)) => {
            session.words(|words| words.deadline(deadline, response, look.moment, &|at| look.wall(at)))
        }
        _ => locale.due_none().to_owned(),
    };
    let answer = el("div").child(el("p").child(locale.answer(&due, &name)));
    let answer = match deadline {
        Some(deadline) if deadline.waits.len() < MOST_WAITS => answer.child(course(&deadline, look)),
        _ => answer,
    };
    let Some(coverage) = &local.support.coverage else {
        return vec![head, as_published(session, plan), answer];
    };

    let availability = local.support.availability(look.now);
    let open = local.open();
    let [a_week, now, hours] = session.words(|words| {
        [
            words.hours_a_week(coverage.minutes_per_week()),
            words.availability(availability, look.now, &|at| look.wall(at)),
            locale.your_time(&words.open_hours(&open)),
        ]
    });
    let is_open = matches!(availability, Availability::Open { .. });
    let now = el("p").class(if is_open { "week__now is-open" } else { "week__now" }).child(now);
    vec![
        head.child(el("div").class("soft small").child(a_week)).child(now),
        el("div")
            .child(picture(&open).element("0 0 10080 24", look.minute_of_week()))
            .child(el("p").class("soft small").child(hours)),
        answer,
    ]
}

/// How a plan's clock runs and stands until it answers; all plans' on one scale.
fn course(deadline: &Deadline, look: Look) -> Element {
    let place = |at| minutes(look.moment, at) * COURSE / look.slowest;
    let mut course = Picture::new("");
    let mut from = 0;
    for wait in &deadline.waits {
        course.block(from, place(wait.opens));
        from = place(wait.closes);
        course.line(place(wait.opens), from);
    }
    let due = place(deadline.due);
    course.block(from, due);
    course.element("0 0 1000 24", due)
}
