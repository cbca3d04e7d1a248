//! One plan: whether it is open right now, its week, and by when it answers.

use lean_view::{Element, html::*};
use plans::PlanIx;
use plans::support::{Availability, Deadline, MOST_WAITS};
use support_hours::minutes_between;

use super::picture::Picture;
use crate::controls::{AppElement as _, aria_true};
use crate::state::{Advice, Hours, HoursQuery, Offer};
use crate::words::Words;

/// The begins of the days but the first, in a week of minutes.
const DAYS: &str = "M1440 0V24M2880 0V24M4320 0V24M5760 0V24M7200 0V24M8640 0V24";

/// How wide the picture of a clock's course is.
const COURSE: i64 = 1000;

/// A plan. A cell of the comparison leads here.
pub fn plan(offer: Offer, advice: Advice, hours: Hours, plan: PlanIx) -> Element {
    div()
        .styled("week")
        .class(("is-recommended", move || advice.recommended() == Some(plan)))
        .attr("aria-current", move || aria_true(hours.is_looked_at(plan)))
        .attr("id", offer.week_id(plan))
        .attr("role", "group")
        .attr("aria-label", offer.plan_name(plan))
        .attr("tabindex", "-1")
        .child(move || seen(offer, hours, plan))
}

/// The plan's hours in the catalogue's words, where there are no others: before the time is known, where the browser knows
/// no zones, and where the plan has none.
fn as_published(offer: Offer, hours: Hours, plan: PlanIx) -> Element {
    let published = |words: Words<'_>| {
        let row = words.catalog.severity(hours.severity()?).hours;
        Some(words.cell(row, words.catalog.cell(row, plan).value))
    };
    p().child(offer.words(published).unwrap_or_default())
}

/// The plan's week on paper, on which it is no time of the week.
pub fn printed(offer: Offer, hours: Hours, plan: PlanIx) -> Element {
    let week = div().styled("week").child(b().child(offer.told(&offer.catalog().plan(plan).name)));
    match hours.local_support(plan).filter(|local| local.support.coverage.is_some()) {
        Some(local) => {
            let open = local.open();
            let told = offer.words(|words| words.locale.your_time(&words.open_hours(&open)));
            let words = p().class("soft small").child(told);
            week.child(div().child(picture(&open).element("0 0 10080 24", 0)).child(words))
        }
        None => week.child(as_published(offer, hours, plan)),
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

fn seen(offer: Offer, hours: Hours, plan: PlanIx) -> Vec<Element> {
    let (locale, name) = (offer.locale(), offer.told(&offer.catalog().plan(plan).name));
    let head = div().child(b().child(name.clone()));
    let Some(local) = hours.local_support(plan) else { return vec![head.child(as_published(offer, hours, plan))] };
    let query = local.query;
    let deadline = local.deadline();
    let due = match (&deadline, local.support.response) {
        (Some(deadline), Some(response)) => {
            offer.words(|words| words.deadline(deadline, response, query.moment, &|at| query.wall_minute(at)))
        }
        _ => locale.due_none().to_owned(),
    };
    let answer = div().child(p().child(locale.answer(&due, &name.text)));
    let answer = match deadline {
        Some(deadline) if deadline.waits.len() < MOST_WAITS => answer.child(course(&deadline, query)),
        _ => answer,
    };
    let Some(coverage) = &local.support.coverage else {
        return vec![head, as_published(offer, hours, plan), answer];
    };

    let availability = local.support.availability(query.now);
    let open = local.open();
    let [a_week, now, told] = offer.words(|words| {
        [
            words.hours_a_week(coverage.minutes_per_week()),
            words.availability(availability, query.now, &|at| query.wall_minute(at)),
            locale.your_time(&words.open_hours(&open)),
        ]
    });
    let is_open = matches!(availability, Availability::Open { .. });
    let now = p().class(if is_open { "week__now is-open" } else { "week__now" }).child(now);
    vec![
        head.child(div().class("soft small").child(a_week)).child(now),
        div()
            .child(picture(&open).element("0 0 10080 24", query.minute_of_week()))
            .child(p().class("soft small").child(told)),
        answer,
    ]
}

/// How a plan's clock runs and stands until it answers; all plans' on one scale.
fn course(deadline: &Deadline, query: HoursQuery) -> Element {
    let place = |at| minutes_between(query.moment, at) * COURSE / query.slowest;
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
