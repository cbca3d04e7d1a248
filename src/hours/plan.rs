//! One plan: whether it is open right now, its week, and by when it answers.

use chrono::{DateTime, Utc};
use plans::PlanIx;
use plans::support::Availability;

use super::picture::Picture;
use crate::session::Session;
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

/// The plan's hours in the catalogue's words, where there are no others: before the time is known, or where the browser
/// knows no zones.
fn as_published(session: Session, plan: PlanIx) -> Element {
    let hours = |words: Words<'_>| {
        let row = words.catalog.severity(session.severity()?).hours;
        Some(words.cell(row, words.catalog.cell(row, plan).value))
    };
    el("p").child(session.words(hours).unwrap_or_default())
}

fn seen(session: Session, plan: PlanIx) -> Vec<Element> {
    let (locale, name) = (session.locale(), session.plan_name(plan));
    let Some(sight) = session.sight(plan) else { return vec![el("b").child(name), as_published(session, plan)] };
    let availability = sight.support.availability(sight.now);
    let open = sight.open();
    let deadline = sight.deadline();
    let is_working = sight.support.response.is_some_and(|response| response.working);
    let open_minutes = sight.support.coverage.as_ref().map_or(0, |coverage| coverage.minutes_per_week());
    let wall = |at: DateTime<Utc>| sight.wall(at);
    let [a_week, now, hours, due] = session.words(|words| {
        [
            words.hours_a_week(open_minutes),
            words.availability(availability, sight.now, &wall),
            locale.your_time(&words.open_hours(&open)),
            match &deadline {
                Some(deadline) => words.deadline(deadline, is_working, sight.moment, &wall),
                None => locale.due_none().to_owned(),
            },
        ]
    });

    let mut week = Picture::new(DAYS);
    for (opens, closes) in open {
        week.block(opens, closes);
    }
    let mut answer = el("div").child(el("p").child(locale.answer(&due, &name)));
    if let Some(deadline) = deadline {
        // All plans' clocks on one scale.
        let longest = session.longest_wait();
        let place = |at| minutes(sight.moment, at) * COURSE / longest;
        let mut course = Picture::new("");
        let mut from = 0;
        for wait in &deadline.waits {
            course.block(from, place(wait.opens));
            from = place(wait.closes);
            course.line(place(wait.opens), from);
        }
        let due = place(deadline.due);
        course.block(from, due);
        answer = answer.child(course.element("0 0 1000 24", due));
    }
    let is_open = matches!(availability, Availability::Open { .. });
    let now = el("p").class(if is_open { "week__now is-open" } else { "week__now" }).child(now);
    vec![
        el("div").child(el("b").child(name)).child(el("div").class("soft small").child(a_week)).child(now),
        el("div")
            .child(week.element("0 0 10080 24", sight.minute_of_week()))
            .child(el("p").class("soft small").child(hours)),
        answer,
    ]
}
