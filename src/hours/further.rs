//! What a plan promises after the first answer, each by its own clock.

use lean_view::{Element, html::*};
use plans::PlanIx;
use plans::catalog::Value;

use crate::state::{Hours, Offer};

/// Builds the further promises for the severity looked at: by when each is kept, and what was promised.
pub fn further(offer: Offer, hours: Hours, plan: PlanIx) -> Vec<Element> {
    let catalog = offer.catalog();
    let mut all = Vec::new();
    let Some(severity) = hours.severity() else { return all };
    for (further, local) in catalog.severity(severity).responses.iter().zip(hours.further_support(plan)) {
        let (query, support) = (local.query, &local.support);
        let to_wall = |at| query.wall_minute(at);
        let (when, how) = offer.words(|words| match (local.deadline(), support.response) {
            (Some(deadline), Some(response)) => (
                words.short_moment(to_wall(deadline.due), to_wall(query.now)),
                words.due(&deadline, response, query.moment, &to_wall),
            ),
            _ => {
                // What is not stated, or on request, is not said to be no promise.
                let row = further.response;
                let when = hours.with_answers(|answers| match answers.offered(&catalog, row, plan) {
                    Value::NotIncluded | Value::Response(_) => words.locale.due_none().to_owned(),
                    _ => words.offered(answers, row, plan),
                });
                (when, String::new())
            }
        });
        let name = span().child(offer.told(&further.name));
        all.push(div().class("week__further").child(name).child(b().child(when)).child(small().child(how)));
    }
    all
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use lean_view::in_scope;
    use plans::Catalog;
    use plans::testing::{Json, catalog, row};

    use crate::hours::hours;
    use crate::state::State;
    use crate::state::tests::state;

    /// Returns a catalogue whose first plan has these hours, answers within two business days, and repairs within 8 working
    /// hours of the same.
    fn desk(hours: &str) -> Catalog {
        let json = |text: &str| text.parse::<Json>().expect("JSON of the test");
        let severities = r#"[{"id": "1", "name": "Severity 1", "hours": "open", "response": "answer",
            "responses": [{"id": "repair", "name": "Repair", "response": "repair"}]}]"#;
        catalog("desk")
            .set("hours", json(hours))
            .set("severities", json(severities))
            .plans(["a", "b", "c"])
            .row(row("open", "hours", ["desk", "always", "always"]))
            .row(row("answer", "response", ["2 business days", "1h", "1h"]))
            .row(row("repair", "response", ["8h working", "not-included", "not-stated"]))
            .read()
    }

    const WEEKDAYS: &str = r#""days": ["mon", "tue", "wed", "thu", "fri"], "open": "09:00", "close": "18:00""#;

    /// The state on a Friday at 17:00 in Berlin.
    fn on_friday(catalog: Catalog, zone: &str) -> State {
        let state = state(catalog);
        let friday: DateTime<chrono::Utc> = "2026-11-27T16:00:00Z".parse().expect("an instant");
        state.hours.tell_time(friday);
        assert!(state.hours.take_zone(zone));
        state
    }

    #[test]
    fn every_promise_is_told_with_its_own_deadline() {
        let hours_of_berlin =
            format!(r#"{{"desk": {{"zone": "Europe/Berlin", "zone_label": "CET", "weekly": [{{{WEEKDAYS}}}]}}}}"#);
        in_scope(|| {
            let state = on_friday(desk(&hours_of_berlin), "Europe/Berlin");
            let view = hours(state.offer, state.advice, state.hours).expect("severities").to_html();
            for told in [
                // Friday does not count: Monday and Tuesday do.
                "<b>Tue 18:00</b><small>2 business days from Mon 09:00</small>",
                // An hour of Friday, and seven of Monday.
                "<div class=\"week__further\"><span>Repair</span><b>Mon 16:00</b><small>8 working hours</small></div>",
                "<div class=\"week__further\"><span>Repair</span><b>no promise</b><small></small></div>",
                "<div class=\"week__further\"><span>Repair</span><b>Not stated</b><small></small></div>",
            ] {
                assert!(view.contains(told), "{told}: {view}");
            }
        });
    }

    #[test]
    fn hours_of_several_zones_are_read_on_the_visitors_clocks() {
        let desks = format!(
            r#"{{"desk": {{"zone": "America/New_York", "zone_label": "ET", "words": "9 a.m. to 6 p.m., both sides of the ocean",
                "weekly": [{{{WEEKDAYS}}}, {{{WEEKDAYS}, "zone": "Europe/Berlin", "zone_label": "CET"}}]}}}}"#
        );
        in_scope(|| {
            let state = on_friday(desk(&desks), "Europe/Berlin");
            let catalog = state.offer.catalog();
            let plan = catalog.plan_by_id("a").expect("a plan");
            let severity = catalog.severity_by_id("1").expect("one");
            // From 9:00 in Berlin to 18:00 in New York.
            assert_eq!(state.hours.local_hours(severity, plan), "your 9–\u{2060}24");
            let row = catalog.severity(severity).hours;
            let value = catalog.cell(row, plan).value;
            let (short, whole, published) = state.offer.words(|words| {
                let published = words.published(row, catalog.plans()).into_iter().map(|told| told.text);
                (words.short_cell(row, value), words.cell(row, value), published.collect::<Vec<_>>())
            });
            assert_eq!(short, "9–\u{2060}18 ET, Mon–\u{2060}Fri; 9–\u{2060}18 CET, Mon–\u{2060}Fri");
            assert_eq!(whole, "9:00 to 18:00 ET, Monday to Friday; 9:00 to 18:00 CET, Monday to Friday");
            // As the publisher says them, once, and never beside times of ours.
            assert_eq!(published, ["A: “9 a.m. to 6 p.m., both sides of the ocean”"]);
            let view = hours(state.offer, state.advice, state.hours).expect("severities").to_html();
            // 15 hours a day.
            assert!(view.contains("75 h a week") && !view.contains("p.m."), "{view}");
        });
    }

    #[test]
    fn local_hours_are_the_same_in_every_zone() {
        let mine = format!(r#"{{"desk": {{"zone": "local", "weekly": [{{{WEEKDAYS}}}]}}}}"#);
        in_scope(|| {
            for (zone, due) in
                [("Europe/Berlin", "Tue 18:00"), ("America/New_York", "Tue 18:00"), ("Asia/Tokyo", "Tue 18:00")]
            {
                let state = on_friday(desk(&mine), zone);
                let catalog = state.offer.catalog();
                let (plan, severity) =
                    (catalog.plan_by_id("a").expect("a plan"), catalog.severity_by_id("1").expect("one"));
                assert_eq!(state.hours.local_hours(severity, plan), "", "{zone}");
                let row = catalog.severity(severity).hours;
                let value = catalog.cell(row, plan).value;
                let short = state.offer.words(|words| words.short_cell(row, value));
                assert_eq!(short, "9–\u{2060}18 your time, Mon–\u{2060}Fri");
                let view = hours(state.offer, state.advice, state.hours).expect("severities").to_html();
                assert!(view.contains(&format!("<b>{due}</b>")), "{zone}: {view}");
            }
        });
    }
}
