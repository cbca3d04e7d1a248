//! One plan: how many hours a week it is open, the days ahead, and by when it answers.

use lean_view::{Element, html::*};
use plans::catalog::Value;
use plans::support::Availability;
use plans::{Catalog, EntitlementIx, PlanIx, SeverityIx};

use super::further::further;
use super::picture::Picture;
use crate::controls::AppElement as _;
use crate::state::{Advice, Hours, Offer};
use crate::words::Words;

/// Builds a plan.
pub fn plan(offer: Offer, advice: Advice, hours: Hours, plan: PlanIx) -> Element {
    div()
        .styled("week")
        .class(("is-recommended", move || advice.recommended() == Some(plan) && advice.fits()))
        .attr("id", offer.week_id(plan))
        .attr("role", "group")
        .attr("aria-label", offer.plan_name(plan))
        .child(move || seen(offer, hours, plan))
}

/// Builds the plan's hours in the catalogue's words, where there are no others: before the time is known, where the browser
/// knows no zones, and where the plan has none.
fn as_published(offer: Offer, hours: Hours, plan: PlanIx) -> Element {
    let published = |words: Words<'_>| {
        let row = words.catalog.severity(hours.severity()?).hours;
        Some(hours.with_answers(|answers| words.offered(answers, row, plan)))
    };
    p().class("week__published").child(offer.words(published).unwrap_or_default())
}

/// Builds the plan's week on paper, on which it is no time of the week.
pub fn printed(offer: Offer, hours: Hours, plan: PlanIx) -> Element {
    let week = div().styled("week").child(b().child(offer.told(&offer.catalog().plan(plan).name)));
    let conditions = conditions(offer, hours, plan);
    match hours.local_support(plan).filter(|local| local.support.coverage.is_some()) {
        Some(local) => {
            let open = local.open();
            let told = offer.words(|words| words.locale.your_time(&words.open_hours(&open)));
            let words = p().class("soft small").child(told);
            week.child(div().child(Picture::new(&open).element(None, None)).child(words).child(conditions))
        }
        None => week.child(as_published(offer, hours, plan).child(conditions)),
    }
}

/// Tells whether it is stated when the plan's support is open for a severity, and whether how soon it answers.
fn is_stated(catalog: &Catalog, severity: Option<SeverityIx>, plan: PlanIx) -> [bool; 2] {
    let Some(severity) = severity.map(|severity| catalog.severity(severity)) else { return [true; 2] };
    let is_stated = |row: EntitlementIx| catalog.cell(row, plan).value != Value::NotStated;
    [is_stated(severity.hours), severity.response.is_none_or(is_stated)]
}

/// Builds the conditions under which the plan's hours and answers hold.
fn conditions(offer: Offer, hours: Hours, plan: PlanIx) -> Vec<Element> {
    let Some(severity) = hours.severity() else { return Vec::new() };
    let mut lines = Vec::new();
    for condition in offer.words(|words| words.support_conditions(severity, plan)) {
        lines.push(small().class("condition").child(condition));
    }
    lines
}

fn seen(offer: Offer, hours: Hours, plan: PlanIx) -> Vec<Element> {
    let (locale, name) = (offer.locale(), offer.told(&offer.catalog().plan(plan).name));
    let name = div().class("week__plan").child(b().child(name));
    let Some(local) = hours.local_support(plan) else {
        return vec![name, as_published(offer, hours, plan).child(conditions(offer, hours, plan))];
    };
    let (query, support) = (local.query, &local.support);
    let to_wall = |at| query.wall_minute(at);
    let deadline = local.deadline();
    let availability = support.availability(query.moment);
    let (due, mut how) = offer.words(|words| match (&deadline, support.response) {
        (Some(deadline), Some(response)) => {
            let when = words.short_moment(to_wall(deadline.due), to_wall(query.now));
            (b().child(when), words.due(deadline, response, query.moment, &to_wall))
        }
        _ => {
            let [has_hours, has_response] = is_stated(words.catalog, hours.severity(), plan);
            // When it opens cannot be told of hours that are not stated.
            let how =
                if has_hours { words.short_availability(availability, query.now, &to_wall) } else { String::new() };
            let is_told = has_response && (has_hours || support.response.is_none());
            let due = if is_told { locale.due_none() } else { locale.value_not_stated() };
            (b().class("soft").child(due), how)
        }
    });
    let until = match (&deadline, availability) {
        (Some(deadline), _) => deadline.due,
        (None, Availability::Closed { opens }) => opens,
        _ => query.moment,
    };
    // Day and night there are no holidays.
    let counts_open_hours = support.response.is_none_or(|response| !response.is_on_clock());
    let holiday = local.holiday(query.moment, until).filter(|_| counts_open_hours);
    if let Some(holiday) = holiday {
        how = offer.words(|words| locale.holiday(&words.date(holiday), &how));
    }
    let first = query.first_day().0;
    let minute = |at| to_wall(at).0 - first;
    let answer = div()
        .class("week__due")
        .child(span().class("visually-hidden").child(locale.hours_first_answer()))
        .child(due)
        .child(small().attr("class", holiday.map(|_| "is-reason".to_owned())).child(how))
        .child(further(offer, hours, plan))
        .child(conditions(offer, hours, plan));
    if support.coverage.is_none() {
        return vec![name, as_published(offer, hours, plan), answer];
    }
    let [a_week, now, told] = offer.words(|words| {
        [
            words.hours_a_week(local.minutes_a_week()),
            words.availability(support.availability(query.now), query.now, &to_wall),
            locale.your_time(&words.open_hours(&local.open())),
        ]
    });
    let picture = Picture::new(&local.open_ahead())
        .element(Some(minute(query.moment)), deadline.map(|deadline| minute(deadline.due)));
    vec![
        name.child(small().child(a_week)),
        // The picture says to the eye what these say.
        div()
            .child(picture)
            .child(p().class("week__now visually-hidden").child(now))
            .child(p().class("visually-hidden").child(told)),
        answer,
    ]
}

#[cfg(test)]
mod tests {
    use lean_view::in_scope;
    use plans::testing::{catalog, row, said};

    use super::*;
    use crate::state::tests::{instant, state};

    /// Returns what is said of each of three plans' hours, after the time was told.
    fn html() -> Vec<String> {
        let condition = [("condition", "name contacts first")];
        let severity: plans::testing::Json =
            [("id", "1"), ("name", "Severity 1"), ("hours", "hours"), ("response", "response")]
                .into_iter()
                .map(|(name, text)| (name.to_owned(), plans::testing::Json::from(text)))
                .collect();
        let catalog = catalog("hours")
            .plans(["a", "b", "c"])
            .row(row("hours", "hours", [said("always", condition), "not-stated".into(), "not-included".into()]))
            .row(row("response", "response", [said("4h", condition), "8h working".into(), "not-included".into()]))
            .set("severities", vec![severity])
            .read();
        in_scope(|| {
            let state = state(catalog);
            state.hours.tell_time(instant("2026-11-30T14:00:00Z"));
            let plans = state.offer.plans().into_iter();
            plans.map(|of| plan(state.offer, state.advice, state.hours, of).to_html()).collect()
        })
    }

    #[test]
    fn the_condition_of_hours_and_answers_is_told_once_beside_the_deadline() {
        let of = html();
        assert_eq!(of[0].matches("Condition: name contacts first").count(), 1, "{}", of[0]);
        assert!(!of[1].contains("Condition") && !of[2].contains("Condition"));
    }

    #[test]
    fn hours_that_are_not_stated_are_never_said_to_be_closed() {
        let of = html();
        assert!(of[1].contains("Not stated") && !of[1].contains("Not open within a year"), "{}", of[1]);
        assert!(!of[1].contains("no promise"), "{}", of[1]);
        assert!(of[2].contains("no promise") && !of[2].contains("Not stated"), "{}", of[2]);
    }
}
