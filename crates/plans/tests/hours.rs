//! Hours in several zones and on the visitor's clocks, business days, holidays by name and rule, and further promises.

mod support;

use std::cmp::Ordering;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use plans::catalog::{ResponseTime, Value, Zone};
use plans::link::{Link, Was};
use plans::support::{DeadlineReport, HoursQuery, LocalSupport, Moment, Support};
use plans::testing::{CatalogBuilder, Json, catalog, row};
use plans::{Answers, Catalog, source};
use serde_json::json;
use support_hours::Coverage;

const WEEKDAYS: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];

fn opening(open: &str, close: &str) -> Json {
    json!({"days": WEEKDAYS, "open": open, "close": close})
}

fn zoned(open: &str, close: &str, zone: &str, label: &str) -> Json {
    json!({"days": WEEKDAYS, "open": open, "close": close, "zone": zone, "zone_label": label})
}

fn hours(zone: &str, weekly: impl IntoIterator<Item = Json>, holidays: Json) -> Json {
    json!({"zone": zone, "zone_label": "Z", "weekly": weekly.into_iter().collect::<Vec<_>>(), "holidays": holidays})
}

/// Two plans: one of these hours, the other always open; each answers within two business days.
fn offer(named: Json) -> CatalogBuilder {
    let first = named.as_object().and_then(|named| named.keys().next().cloned()).expect("hours");
    catalog("hours")
        .set("hours", named)
        .set("severities", json!([{"id": "1", "name": "S", "hours": "open", "response": "answer"}]))
        .plans(["day", "all"])
        .row(row("open", "hours", [first.as_str(), "always"]))
        .row(row("answer", "response", ["2 business days", "1h"]))
}

fn desks() -> Json {
    hours("America/New_York", [opening("09:00", "18:00"), zoned("09:00", "18:00", "Europe/Berlin", "CET")], json!([]))
}

fn problems(catalog: &CatalogBuilder) -> Vec<String> {
    source::read(&catalog.json().to_string()).expect_err("a problem").iter().map(ToString::to_string).collect()
}

#[track_caller]
fn refused(catalog: CatalogBuilder, expected: &[&str]) {
    assert_eq!(problems(&catalog), expected);
}

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("an instant").to_utc()
}

fn report(catalog: &Catalog, plan: &str, at: &str, zone: Tz) -> DeadlineReport {
    let (severity, plan) = (catalog.severity_by_id("1").expect("one"), catalog.plan_by_id(plan).expect("a plan"));
    DeadlineReport::new(catalog, &Answers::none(), (severity, plan), instant(at), zone)
}

#[test]
fn openings_of_two_zones_are_a_union_and_travel_in_the_content() {
    let catalog = offer(json!({"desks": desks()})).read();
    let calendars = catalog.parts().hours[0].coverage.calendars();
    let zones: Vec<_> =
        calendars.iter().map(|calendar| (&*calendar.zone().name, calendar.zone().label.own())).collect();
    assert_eq!(zones, [("America/New_York", "Z"), ("Europe/Berlin", "CET")]);
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()), Ok(catalog.clone()));

    // Tuesday 3:00 in New York is 9:00 in Berlin; in the third week of March it is 4:00.
    let opens = |at: &str| report(&catalog, "day", at, chrono_tz::America::New_York).opens;
    assert_eq!(opens("2027-03-09T00:00:00-05:00").as_deref(), Some("2027-03-09T03:00:00-05:00"));
    assert_eq!(opens("2027-03-16T00:00:00-04:00").as_deref(), Some("2027-03-16T04:00:00-04:00"));
}

#[test]
fn openings_that_name_the_hours_own_zone_are_of_one_zone() {
    let mut own = opening("14:00", "18:00");
    own["zone"] = json!("Europe/Berlin");
    let catalog = offer(json!({"day": hours("Europe/Berlin", [opening("09:00", "12:00"), own], json!([]))})).read();
    assert!(matches!(&catalog.parts().hours[0].coverage, Coverage::Hours(it) if it.weekly().openings().len() == 2));
}

#[test]
fn a_zone_of_an_opening_is_one_and_has_a_label() {
    let with = |opening: Json| offer(json!({"day": hours("Europe/Berlin", [opening], json!([]))}));
    let bare = |zone: &str| {
        let mut bare = opening("09:00", "18:00");
        bare["zone"] = json!(zone);
        bare
    };
    let unknown = problems(&with(zoned("09:00", "18:00", "Europe/Berlinn", "B")));
    assert_eq!(
        unknown,
        ["/hours/day/weekly/0/zone: \"Europe/Berlinn\" is not a time zone; did you mean \"Europe/Berlin\"?"]
    );
    refused(
        with(bare("Asia/Tokyo")),
        &["/hours/day/weekly/0: the field \"zone_label\" is missing, and an opening in another zone needs it; add it"],
    );
    let mut labelled = opening("09:00", "18:00");
    labelled["zone_label"] = json!("CET");
    refused(
        with(labelled),
        &[
            "/hours/day/weekly/0/zone_label: \"zone_label\" labels the opening's own \"zone\"; add that, or take the label out",
        ],
    );
    let mut unlabelled = hours("Europe/Berlin", [opening("09:00", "18:00")], json!([]));
    unlabelled.as_object_mut().expect("an object").remove("zone_label");
    refused(offer(json!({"day": unlabelled.clone()})), &["/hours/day: the field \"zone_label\" is missing; add it"]);
    unlabelled["zone"] = json!("local");
    assert!(offer(json!({"day": unlabelled})).read().parts().hours[0].coverage.calendars()[0].zone().is_local());
    assert!(with(bare("local")).read().parts().hours[0].coverage.calendars()[1].zone().is_local());
}

#[test]
fn business_days_are_due_at_the_last_closing_and_say_when_they_begin() {
    let catalog = offer(json!({"desks": desks()})).read();
    let zone = chrono_tz::America::New_York;
    for (at, starts, due) in [
        // Friday while open, Saturday, and Monday before opening.
        ("2026-11-27T10:00:00-05:00", "2026-11-30T03:00:00-05:00", "2026-12-01T18:00:00-05:00"),
        ("2026-11-28T10:00:00-05:00", "2026-11-30T03:00:00-05:00", "2026-12-01T18:00:00-05:00"),
        ("2026-11-30T02:00:00-05:00", "2026-12-01T03:00:00-05:00", "2026-12-02T18:00:00-05:00"),
    ] {
        let told = report(&catalog, "day", at, zone);
        assert_eq!((told.starts.as_deref(), told.due.as_deref()), (Some(starts), Some(due)), "{at}");
        assert_eq!(serde_json::to_value(&told.response).expect("plain JSON"), json!("2 business days"));
    }
    let cell =
        catalog.cell(catalog.entitlement_by_id("answer").expect("a row"), catalog.plan_by_id("day").expect("a plan"));
    let sooner =
        catalog.cell(catalog.entitlement_by_id("answer").expect("a row"), catalog.plan_by_id("all").expect("a plan"));
    assert_eq!(catalog.compare(sooner.value, cell.value), Some(Ordering::Greater));
}

#[test]
fn a_link_says_what_business_days_were_when_it_was_made() {
    let catalog = offer(json!({"desks": desks()})).read();
    let found = Link::read(&catalog, "v1;was=day/answer:3bd").changes(&catalog);
    let was: Vec<_> = found.rows.iter().map(|change| (change.was.clone(), change.is)).collect();
    let days = |days| Value::Response(ResponseTime::BusinessDays(days));
    assert_eq!(was, [(Was::Value(days(3)), days(2))]);
    let same = Link::read(&catalog, "v1;was=day/answer:2bd").changes(&catalog);
    assert!(same.rows.is_empty() && same.faults.is_empty(), "{same:?}");
}

#[test]
fn what_is_meant_as_business_days_leads_there() {
    for (written, way_out) in [
        ("2 working days", "did you mean \"2 business days\"?"),
        ("1d", "write \"1 business day\" for days on which support is open, or \"24h\" for days on the clock"),
        ("4 hrs", "write for example \"4h\" or \"8h working\""),
        ("400 business days", "write for example \"4h\" or \"8h working\""),
    ] {
        let mut json = offer(json!({"desks": desks()})).json();
        json["sections"][0]["entitlements"][1]["values"]["day"] = json!(written);
        let problems = source::read(&json.to_string()).expect_err("a problem");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].detail, format!("response {written:?} is not a duration; {way_out}"));
    }
}

/// The hours that the first cell of the row of their name holds.
fn value(catalog: &Catalog, name: &str) -> Value {
    catalog.cell(catalog.entitlement_by_id(name).expect("a row"), catalog.plan_by_id("day").expect("a plan")).value
}

#[test]
fn hours_of_different_zones_are_compared_in_the_year_that_the_catalogue_names() {
    let named = json!({
        "berlin": hours("Europe/Berlin", [opening("09:00", "18:00")], json!([])),
        "desks": desks(),
        "london": hours("Europe/London", [opening("08:00", "17:00")], json!([])),
        "mine": hours("local", [opening("09:00", "18:00")], json!([])),
        "new-york": hours("America/New_York", [opening("09:00", "18:00")], json!(["2026-12-25"])),
        "short": hours("Europe/London", [opening("09:00", "17:00")], json!([])),
    });
    let names: Vec<String> = named.as_object().expect("hours by name").keys().cloned().collect();
    let offer = |named| offer(named).rows(names.iter().map(|name| row(name, "hours", [name.as_str(), "always"])));
    let compared = offer(named.clone()).set("compare_year", 2027).read();
    let compare = |catalog: &Catalog, one, other| catalog.compare(value(catalog, one), value(catalog, other));
    for (one, other, expected) in [
        ("berlin", "london", Some(Ordering::Equal)),
        ("berlin", "short", Some(Ordering::Greater)),
        ("short", "berlin", Some(Ordering::Less)),
        ("desks", "london", Some(Ordering::Greater)),
        ("desks", "new-york", Some(Ordering::Greater)),
        ("berlin", "new-york", None),
        ("berlin", "mine", None),
        ("mine", "mine", Some(Ordering::Equal)),
    ] {
        assert_eq!(compare(&compared, one, other), expected, "{one} and {other}");
    }
    // By reading it from the content nothing is lost, and no zone is asked.
    let read = Catalog::from_compiled(&compared.to_compiled()).expect("a content");
    assert_eq!(compare(&read, "berlin", "london"), Some(Ordering::Equal));
    // Without a year they are not told apart, as it was.
    let bare = offer(named).read();
    assert_eq!(compare(&bare, "berlin", "london"), None);
    // In one zone holidays count whatever their year.
    assert_eq!(compare(&bare, "desks", "new-york"), Some(Ordering::Greater));
}

#[test]
fn a_year_is_one_from_2000_to_2100() {
    let with = |year: Json| offer(json!({"desks": desks()})).set("compare_year", year);
    for year in [json!(1999), json!(2101), json!(2027.5)] {
        let detail = format!("/compare_year: {year} is not a year from 2000 to 2100; write one such as 2027");
        refused(with(year), &[&detail]);
    }
    refused(with(json!("2027")), &["/compare_year: \"2027\" is not a year; write a year"]);
}

#[test]
fn holidays_are_dates_names_of_sets_and_rules() {
    let sets = json!({
        "us": [{"rule": "july 4"}, {"rule": "first monday of september"}, "2027-12-24"],
        "eu": [{"rule": "easter+1", "from": 2027, "until": 2028}],
    });
    let holidays = json!(["us", "2027-01-04", "eu", {"rule": "may 1", "from": 2026, "until": 2026}]);
    let office = hours("America/New_York", [opening("09:00", "17:00")], holidays);
    let catalog = offer(json!({"office": office})).set("holiday_sets", sets).set("compare_year", 2027).read();
    let [calendar] = catalog.parts().hours[0].coverage.calendars() else { panic!("one zone") };
    let dates: Vec<_> = calendar.holidays().map(|date| date.to_string()).collect();
    let expected = [
        "2026-05-01",
        "2026-07-04",
        "2026-09-07",
        "2027-01-04",
        "2027-03-29",
        "2027-07-04",
        "2027-09-06",
        "2027-12-24",
        "2028-04-17",
        "2028-07-04",
        "2028-09-04",
        "2029-07-04",
        "2029-09-03",
    ];
    assert_eq!(dates, expected);
}

#[test]
fn holidays_that_are_none_lead_to_the_way_out() {
    let with = |holiday: Json| {
        let office = hours("America/New_York", [opening("09:00", "17:00")], json!([holiday]));
        offer(json!({"office": office}))
    };
    let set = |catalog: CatalogBuilder| catalog.set("holiday_sets", json!({"us": ["2027-07-04"]}));
    let place = "/hours/office/holidays/0";
    for (catalog, expected) in [
        (with(json!("christmas")), format!("{place}: \"christmas\" is not a date; write one as \"2026-12-25\"")),
        (set(with(json!("uk"))), format!("{place}: no set of holidays is called \"uk\"; known are us")),
        (set(with(json!("2026-02-30"))), format!("{place}: \"2026-02-30\" is not a date; write one as \"2026-12-25\"")),
        (
            with(json!("july 4")),
            format!("{place}: \"july 4\" is not a date; write the rule as {{\"rule\": \"july 4\"}}"),
        ),
        (
            with(json!({"rule": "july 4"})),
            format!(
                "{place}/rule: the rule is for no years; add \"compare_year\" to the catalogue, or \"from\" and \"until\" to the rule"
            ),
        ),
        (
            with(json!({"rule": "july 4", "from": 2028, "until": 2027})),
            format!("{place}/until: the rule is for 2028 to 2027; write the earlier year as \"from\""),
        ),
        (
            with(json!({"rule": "independence day", "from": 2027, "until": 2027})),
            format!(
                "{place}/rule: \"independence day\" is not a rule for a holiday; write for example \"december 25\", \
                 \"first monday of september\", \"last monday of may\", \"easter monday\" or \"easter+39\""
            ),
        ),
    ] {
        refused(catalog, &[&expected]);
    }
    let many = json!([{"rule": "easter", "from": 2000, "until": 2100}]);
    let many: Vec<_> = std::iter::repeat_n(many[0].clone(), 20).collect();
    let office = hours("America/New_York", [opening("09:00", "17:00")], json!(many));
    refused(
        offer(json!({"office": office})),
        &["/hours/office: sets and rules give more than 2000 holidays; keep them within that"],
    );
}

#[test]
fn local_hours_are_read_on_the_clocks_of_whoever_asks() {
    let catalog = offer(json!({"mine": hours("local", [opening("09:00", "18:00")], json!(["2026-12-01"]))})).read();
    let at = "2026-11-30T20:00:00Z";
    for (zone, opens, due) in [
        // Monday 21:00; Tuesday is a holiday.
        (chrono_tz::Europe::Berlin, Some("2026-12-02T09:00:00+01:00"), "2026-12-03T18:00:00+01:00"),
        // Monday 12:00: open.
        (chrono_tz::America::Los_Angeles, None, "2026-12-03T18:00:00-08:00"),
        // Tuesday 7:00, the holiday.
        (chrono_tz::Australia::Sydney, Some("2026-12-02T09:00:00+11:00"), "2026-12-03T18:00:00+11:00"),
    ] {
        let told = report(&catalog, "day", at, zone);
        assert_eq!((told.opens.as_deref(), told.due.as_deref()), (opens, Some(due)), "{zone}");
        let severity = catalog.severity_by_id("1").expect("one");
        let query = HoursQuery::of(severity, instant(at), zone, Moment::Now);
        let plan = catalog.plan_by_id("day").expect("a plan");
        // The zone of nobody is asked for.
        let locate = |zone: &Zone| Err::<Tz, String>(zone.name.clone());
        let local =
            LocalSupport::of(&catalog, &Answers::none(), severity, plan, query, locate).expect("the visitor's zone");
        assert!(local.reads_the_same());
        assert_eq!(local.deadline().map(|deadline| deadline.due), Some(instant(due)));
    }
    let (severity, plan) = (catalog.severity_by_id("1").expect("one"), catalog.plan_by_id("day").expect("a plan"));
    assert_eq!(
        Support::located(&catalog, &Answers::none(), severity, plan),
        Support { coverage: None, response: None }
    );
}

#[test]
fn a_severity_promises_more_than_the_first_answer_each_by_its_own_clock() {
    let severities = json!([{"id": "1", "name": "S", "hours": "open", "response": "answer", "responses": [
        {"id": "updates", "name": "Updates", "response": "updates"},
        {"id": "repair", "name": "Repair", "response": "repair", "hours": "workshop"}
    ]}]);
    let catalog = offer(json!({
        "office": hours("Europe/Berlin", [opening("09:00", "17:00")], json!([])),
        "workshop": hours("Europe/Berlin", [opening("08:00", "12:00")], json!([])),
    }))
    .set("severities", severities.clone())
    .row(row("updates", "response", ["4h working", "1h"]))
    .row(row("repair", "response", ["8h working", "not-included"]))
    .row(row("workshop", "hours", ["workshop", "always"]));
    let read = catalog.read();
    assert_eq!(Catalog::from_compiled(&read.to_compiled()), Ok(read.clone()));
    // Monday 15:00.
    let told = report(&read, "day", "2026-11-30T15:00:00+01:00", chrono_tz::Europe::Berlin);
    let told: Vec<_> = told.responses.into_iter().map(|it| (it.id, it.starts, it.due)).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        told,
        [
            ("updates".to_owned(), some("2026-11-30T15:00:00+01:00"), some("2026-12-01T11:00:00+01:00")),
            // The workshop opens on Tuesday: four hours of it, and four of Wednesday.
            ("repair".to_owned(), some("2026-12-01T08:00:00+01:00"), some("2026-12-02T12:00:00+01:00")),
        ]
    );
    let other = report(&read, "all", "2026-11-30T15:00:00+01:00", chrono_tz::Europe::Berlin);
    assert_eq!((other.responses[1].due.as_ref(), &other.responses[1].starts), (None, &None));
    let row = read.entitlement_by_id("workshop").expect("a row");
    assert_eq!(read.severity_of(row), read.severity_by_id("1"));

    let with = |pointer: &str, value: Json| {
        let mut severities = severities.clone();
        *severities.pointer_mut(pointer).expect("a place") = value;
        catalog.clone().set("severities", severities)
    };
    refused(
        with("/0/responses/1/response", json!("workshop")),
        &["/severities/0/responses/1/response: \"workshop\" is not a row of the kind \"response\"; name one that is"],
    );
    refused(
        with("/0/responses/1/hours", json!("repair")),
        &["/severities/0/responses/1/hours: \"repair\" is not a row of the kind \"hours\"; name one that is"],
    );
    refused(
        with("/0/responses/1/id", json!("updates")),
        &[
            "/severities/0/responses/1/id: the response id \"updates\" stands at /severities/0/responses/0/id already; give each its own",
        ],
    );
}

#[test]
fn what_there_is_not_is_left_out_of_the_report() {
    let catalog = offer(json!({"desks": desks()})).read();
    let told = report(&catalog, "day", "2026-11-30T15:00:00+01:00", chrono_tz::UTC);
    let json = serde_json::to_value(told).expect("plain JSON");
    assert!(json.get("responses").is_none(), "{json}");
}

/// Every hour of three weeks in which first New York and then Berlin set their clocks forward.
#[test]
fn of_business_days_the_clock_stands_while_support_is_closed() {
    let catalog = offer(json!({"desks": desks()})).read();
    let (severity, plan) = (catalog.severity_by_id("1").expect("one"), catalog.plan_by_id("day").expect("a plan"));
    let support = Support::located(&catalog, &Answers::none(), severity, plan);
    let hours = support.coverage.as_ref().expect("hours");
    let mut before = instant("2027-03-10T00:00:00Z");
    for hour in 0..21 * 24 {
        let at = instant("2027-03-10T00:30:00Z") + TimeDelta::hours(hour);
        let deadline = support.deadline(at).expect("a deadline");
        let waiting: TimeDelta = deadline.waits.iter().map(|wait| wait.length()).sum();
        assert_eq!(deadline.due - at, waiting + hours.elapsed(at, deadline.due), "{at}");
        assert!(deadline.waits.iter().all(|wait| !hours.is_open(wait.opens) && hours.is_open(wait.closes)), "{at}");
        assert!(at < deadline.starts && deadline.starts < deadline.due && hours.is_open(deadline.starts), "{at}");
        assert!(before <= deadline.due, "{at}");
        before = deadline.due;
    }
}
