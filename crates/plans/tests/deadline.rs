//! When a plan's support is open for a severity, and by when it answers.

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use plans::catalog::ResponseTime;
use plans::support::{Availability, Deadline, DeadlineReport, Support};
use plans::{Answers, Catalog, PlanIx, SeverityIx};
use proptest::prelude::*;
use serde_json::json;
use support::random::cases;
use support::{msa, msa_json, read, set};
use support_hours::Coverage;

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn of(catalog: &Catalog, severity: &str, plan: &str) -> (SeverityIx, PlanIx) {
    let severity = catalog.severity_by_id(severity).unwrap_or_else(|| panic!("a severity {severity}"));
    (severity, catalog.plan_by_id(plan).unwrap_or_else(|| panic!("a plan {plan}")))
}

/// What is told of an instant, on the clocks of a zone: open or not and until when, when the clock starts, by when it answers.
fn told(severity: &str, plan: &str, at: &str, zone: Tz) -> (bool, Option<String>, Option<String>, Option<String>) {
    let catalog = msa();
    let (severity, plan) = of(&catalog, severity, plan);
    let report = DeadlineReport::new(&catalog, &Answers::none(), (severity, plan), instant(at), zone);
    (report.open, report.closes.or(report.opens), report.starts, report.due)
}

#[track_caller]
fn check(severity: &str, plan: &str, at: &str, zone: Tz, expected: (bool, &str, &str, &str)) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (open, changes, starts, due) = expected;
    assert_eq!(told(severity, plan, at, zone), (open, some(changes), some(starts), some(due)), "{plan}");
}

#[test]
fn a_sunday_night_in_berlin() {
    let zone = chrono_tz::Europe::Berlin;
    let at = "2026-11-29T02:00:00Z";
    check("1", "standard", at, zone, (false, "2026-11-30T16:00:00+01:00", "", ""));
    let (opens, due) = ("2026-11-30T15:00:00+01:00", "2026-11-30T23:00:00+01:00");
    check("1", "start", at, zone, (false, opens, opens, due));
    let now = "2026-11-29T03:00:00+01:00";
    check("1", "plus", at, zone, (true, "", now, "2026-11-29T07:00:00+01:00"));
    check("1", "business", at, zone, (true, "", now, "2026-11-29T05:00:00+01:00"));
    check("1", "enterprise", at, zone, (true, "", now, "2026-11-29T03:30:00+01:00"));
}

#[test]
fn working_hours_are_those_of_the_plan_for_the_severity() {
    let zone = chrono_tz::America::New_York;
    // Friday at 12:30; support closes at 19:00. 12 working hours are 6.5 of Friday and 5.5 of Monday.
    let (at, now) = ("2026-11-27T17:30:00Z", "2026-11-27T12:30:00-05:00");
    check("3", "business", at, zone, (true, "2026-11-27T19:00:00-05:00", now, "2026-11-30T14:30:00-05:00"));
    check("3", "plus", at, zone, (true, "2026-11-27T19:00:00-05:00", "", ""));
    check("2", "enterprise", at, zone, (true, "", now, "2026-11-27T16:30:00-05:00"));
    let catalog = msa();
    let (severity, plan) = of(&catalog, "3", "business");
    let support = Support::located(&catalog, &Answers::none(), severity, plan);
    let waits = support.deadline(instant(at)).expect("a deadline").waits;
    let waits: Vec<_> = waits.iter().map(|wait| (wait.opens, wait.closes)).collect();
    assert_eq!(waits, [(instant("2026-11-28T00:00:00Z"), instant("2026-11-30T14:00:00Z"))]);
}

#[test]
fn an_answer_due_at_a_closing_waits_for_no_opening() {
    let catalog = msa();
    let (severity, plan) = of(&catalog, "1", "start");
    let at = instant("2026-11-27T16:00:00Z");
    let deadline = Support::located(&catalog, &Answers::none(), severity, plan).deadline(at);
    assert_eq!(deadline, Some(Deadline { starts: at, due: instant("2026-11-28T00:00:00Z"), waits: Vec::new() }));
}

#[test]
fn what_is_to_be_agreed_or_never_opens_promises_nothing() {
    let mut json = msa_json();
    set(&mut json, "/sections/1/entitlements/0/values/start", json!("on-request"));
    set(&mut json, "/sections/1/entitlements/0/values/standard", json!("not-included"));
    set(&mut json, "/sections/2/entitlements/0/values/plus", json!("on-request"));
    let catalog = read(&json);
    let at = instant("2026-11-27T16:00:00Z");
    for plan in ["standard", "start"] {
        let (severity, plan) = of(&catalog, "1", plan);
        let support = Support::located(&catalog, &Answers::none(), severity, plan);
        assert_eq!((support.availability(at), support.deadline(at)), (Availability::Never, None));
    }
    let (severity, plan) = of(&catalog, "1", "plus");
    let support = Support::located(&catalog, &Answers::none(), severity, plan);
    assert_eq!((support.availability(at), support.deadline(at)), (Availability::Open { until: None }, None));
}

#[test]
fn a_severity_without_a_row_of_response_times_promises_nothing() {
    let mut json = msa_json();
    support::remove(&mut json, "/severities/0/response");
    let catalog = read(&json);
    let (severity, plan) = of(&catalog, "1", "enterprise");
    let report = DeadlineReport::new(
        &catalog,
        &Answers::none(),
        (severity, plan),
        instant("2026-11-27T16:00:00Z"),
        chrono_tz::UTC,
    );
    assert_eq!((report.open, report.response, report.due), (true, None, None));
}

#[test]
fn the_conditions_of_the_hours_and_of_the_response_are_told_once_each() {
    let mut json = msa_json();
    let (hours, response) = ("/sections/1/entitlements/0/values/plus", "/sections/2/entitlements/0/values/plus");
    let conditions = |json: &serde_json::Value| {
        let catalog = read(json);
        let (severity, plan) = of(&catalog, "1", "plus");
        let at = instant("2026-11-29T02:00:00Z");
        let report = DeadlineReport::new(&catalog, &Answers::none(), (severity, plan), at, chrono_tz::Europe::Berlin);
        serde_json::to_value(report).expect("plain JSON").get("conditions").cloned()
    };
    assert_eq!(conditions(&json), None);
    for (place, value, condition, told) in [
        (hours, "always", "Name contacts first.", json!(["Name contacts first."])),
        (response, "4h", "Name contacts first.", json!(["Name contacts first."])),
        (response, "4h", "By phone.", json!(["Name contacts first.", "By phone."])),
    ] {
        set(&mut json, place, json!({"value": value, "condition": condition}));
        assert_eq!(conditions(&json), Some(told));
    }
}

#[test]
fn a_row_belongs_to_the_first_severity_that_names_it() {
    let catalog = msa();
    let row = |id: &str| catalog.entitlements().find(|row| catalog.entitlement(*row).id.as_str() == id).expect("a row");
    let severity = |row| catalog.severity_of(row).map(|severity| catalog.severity(severity).id.to_string());
    assert_eq!(severity(row("sev3-hours")).as_deref(), Some("3"));
    assert_eq!(severity(row("sev1-response")).as_deref(), Some("1"));
    assert_eq!(severity(row("tam-team")), None);
}

/// What a deadline says of each minute until it is due is what the hours say of it.
#[test]
fn the_clock_stands_exactly_while_support_is_closed() {
    let catalog = msa();
    let minutes = instant("2026-01-01T00:00:00Z").timestamp() / 60..instant("2029-01-01T00:00:00Z").timestamp() / 60;
    let pairs = catalog.severities().flat_map(|severity| catalog.plans().map(move |plan| (severity, plan)));
    let supports: Vec<Support<Tz>> =
        pairs.map(|(severity, plan)| Support::located(&catalog, &Answers::none(), severity, plan)).collect();
    proptest!(cases(256), |(at in minutes, which in 0..supports.len())| {
        let (support, at) = (&supports[which], DateTime::from_timestamp(at * 60, 0).expect("an instant"));
        let coverage = support.coverage.as_ref().expect("hours of the MSA catalogue");
        let is_open = matches!(support.availability(at), Availability::Open { .. });
        prop_assert_eq!(is_open, coverage.is_open(at));
        let Some(deadline) = support.deadline(at) else {
            prop_assert_eq!(support.response, None);
            return Ok(());
        };
        let response = support.response.expect("a response time");
        let (minutes, is_working) = match response {
            ResponseTime::Clock(minutes) => (minutes, false),
            ResponseTime::Working(minutes) => (minutes, true),
            ResponseTime::BusinessDays(_) => panic!("the MSA catalogue has no business days"),
        };
        let time = TimeDelta::minutes(minutes.into());
        let waiting: TimeDelta = deadline.waits.iter().map(|wait| wait.length()).sum();
        prop_assert_eq!(deadline.due - at, time + waiting);
        let counted = if is_working { coverage } else { &Coverage::Always };
        prop_assert_eq!(counted.elapsed(at, deadline.due), time);
        prop_assert_eq!(Ok(deadline.starts), counted.next_opening(at));
        for minute in 0..(deadline.due - at).num_minutes() {
            let at = at + TimeDelta::minutes(minute);
            prop_assert_eq!(deadline.waits.iter().any(|wait| wait.contains(at)), !counted.is_open(at));
        }
    });
}
