//! Support hours and deadlines on the clocks of a visitor's zone: against a look at every minute.

mod support;

use chrono::{DateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{ParseError, Tz};
use plans::catalog::Zone;
use plans::support::{HoursQuery, LocalSupport, Moment};
use plans::{Answers, Catalog, SeverityIx};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use support::random::cases;
use support::{msa, msa_json, read, set};
use support_hours::{MINUTES_PER_DAY, MINUTES_PER_WEEK, WallMinute, minutes_after, minutes_between};

const ZONES: [Tz; 6] = [
    chrono_tz::America::New_York,
    chrono_tz::Asia::Kathmandu,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::Europe::Berlin,
    chrono_tz::Pacific::Apia,
    chrono_tz::UTC,
];

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn locate(zone: &Zone) -> Result<Tz, ParseError> {
    zone.name.parse()
}

fn severity(catalog: &Catalog, id: &str) -> SeverityIx {
    catalog.severity_by_id(id).unwrap_or_else(|| panic!("a severity {id}"))
}

fn ask(catalog: &Catalog, id: &str, now: &str, zone: Tz, moment: Moment) -> HoursQuery<Tz> {
    HoursQuery::of(severity(catalog, id), instant(now), zone, moment)
}

/// Every plan's support for the severity of a query.
fn supports(catalog: &Catalog, query: HoursQuery<Tz>) -> Vec<LocalSupport<Tz>> {
    let of = |plan| {
        LocalSupport::of(catalog, &Answers::none(), query.severity, plan, query, locate)
            .expect("a zone of the database")
    };
    catalog.plans().map(of).collect()
}

/// The MSA catalogue with nights, a lunch break, holidays, another zone and hours to be agreed.
fn varied() -> Catalog {
    let mut json = msa_json();
    let weekly = json!([
        {"days": ["mon", "wed", "sun"], "open": "22:00", "close": "06:30"},
        {"days": ["tue", "fri"], "open": "08:15", "close": "12:00"},
        {"days": ["tue", "fri"], "open": "13:00", "close": "17:00"}
    ]);
    set(&mut json, "/hours/weekdays/weekly", weekly);
    set(&mut json, "/hours/weekdays/holidays", json!(["2026-12-25", "2027-01-01", "2027-03-28"]));
    set(&mut json, "/hours/extended/zone", json!("Europe/Berlin"));
    set(&mut json, "/hours/extended/zone_label", json!("CET"));
    set(&mut json, "/sections/1/entitlements/0/values/plus", json!("on-request"));
    read(&json)
}

#[test]
fn a_week_of_new_york_is_read_in_berlin_and_at_home() {
    let catalog = msa();
    let open = |zone, plan: &str| {
        let query = ask(&catalog, "1", "2026-11-29T02:00:00Z", zone, Moment::Now);
        let plan = catalog.plan_by_id(plan).expect("a plan");
        let local = &supports(&catalog, query)[plan.get()];
        (local.open(), local.reads_the_same())
    };
    let days = |from: i64, until: i64| (0..5).map(|day| (day * 1440 + from * 60, day * 1440 + until * 60)).collect();
    assert_eq!(open(chrono_tz::Europe::Berlin, "start"), (days(15, 25), false));
    assert_eq!(open(chrono_tz::America::New_York, "start"), (days(9, 19), true));
    assert_eq!(open(chrono_tz::Europe::Berlin, "enterprise"), (vec![(0, MINUTES_PER_WEEK)], true));
}

#[test]
fn a_moment_is_now_the_next_minute_of_a_week_or_what_clocks_show() {
    let catalog = msa();
    // Sunday, 03:00 in Berlin.
    let now = "2026-11-29T02:00:00Z";
    let moment = |moment| ask(&catalog, "1", now, chrono_tz::Europe::Berlin, moment).moment;
    let sunday_at_three = 6 * MINUTES_PER_DAY + 3 * 60;
    assert_eq!(moment(Moment::Now), instant(now));
    assert_eq!(moment(Moment::Next(sunday_at_three)), instant(now));
    assert_eq!(moment(Moment::Next(sunday_at_three - 1)), instant("2026-12-06T01:59:00Z"));
    assert_eq!(moment(Moment::Next(sunday_at_three + 1)), instant("2026-11-29T02:01:00Z"));
    assert_eq!(moment(Moment::Next(0)), instant("2026-12-05T23:00:00Z") - TimeDelta::days(6));
    let wall = WallMinute::of(&chrono_tz::UTC, instant("2027-03-28T02:30:00Z"));
    assert_eq!(moment(Moment::Shown(wall)), instant("2027-03-28T01:00:00Z"), "the clocks skip it");
    assert_eq!(moment(Moment::Shown(WallMinute(i64::MAX))), instant(now), "no such year");
}

#[test]
fn seven_days_begin_today_or_with_the_day_of_the_report() {
    let catalog = varied();
    let (now, berlin) = ("2026-12-20T22:30:00Z", chrono_tz::Europe::Berlin);
    let first = |moment| ask(&catalog, "4", now, berlin, moment).first_day();
    let today = WallMinute::of(&berlin, instant("2026-12-19T23:00:00Z"));
    assert_eq!(first(Moment::Now), today);
    assert_eq!(first(Moment::Shown(WallMinute(today.0 + MINUTES_PER_WEEK - 1))), today, "the last of the seven");
    let christmas = WallMinute(today.0 + 14 * MINUTES_PER_DAY);
    assert_eq!(first(Moment::Shown(WallMinute(christmas.0 + 600))), christmas, "later than these");
    assert_eq!(first(Moment::Shown(WallMinute(today.0 - 1))), WallMinute(today.0 - MINUTES_PER_DAY), "over");

    // A night over Sunday's midnight is one span: it began yesterday for the week, and ends on the second day of these.
    let query = ask(&catalog, "4", now, chrono_tz::America::New_York, Moment::Now);
    let standard = &supports(&catalog, query)[0];
    assert_eq!(standard.open_ahead()[0], (22 * 60, 30 * 60 + 30));
    assert_eq!(standard.open().last(), Some(&(6 * MINUTES_PER_DAY + 22 * 60, MINUTES_PER_WEEK)));
}

#[test]
fn a_holiday_is_told_where_support_would_be_open() {
    let catalog = varied();
    let query = ask(&catalog, "4", "2026-12-24T20:00:00Z", chrono_tz::UTC, Moment::Now);
    let standard = &supports(&catalog, query)[0];
    let holiday = |from, until| standard.holiday(instant(from), instant(until)).map(|date| date.to_string());
    assert_eq!(holiday("2026-12-24T20:00:00Z", "2026-12-28T20:00:00Z").as_deref(), Some("2026-12-25"), "a Friday");
    assert_eq!(holiday("2026-12-26T20:00:00Z", "2026-12-28T20:00:00Z"), None);
    assert_eq!(holiday("2027-01-02T20:00:00Z", "2027-03-29T20:00:00Z").as_deref(), Some("2027-03-28"), "a Sunday");
}

#[test]
fn a_plan_in_a_zone_that_is_not_known_is_left_out() {
    let catalog = varied();
    let only_berlin = |zone: &Zone| locate(zone).ok().filter(|zone| *zone == chrono_tz::Europe::Berlin).ok_or(());
    let now = instant("2026-11-29T02:00:00Z");
    let severity = severity(&catalog, "1");
    let query = HoursQuery::of(severity, now, chrono_tz::UTC, Moment::Now);
    let known = catalog
        .plans()
        .map(|plan| LocalSupport::of(&catalog, &Answers::none(), severity, plan, query, only_berlin).is_some());
    assert_eq!(known.collect::<Vec<_>>(), [false, true, true, true, true]);
}

/// Whole minutes from 2026 to 2029.
fn minutes() -> impl Strategy<Value = DateTime<Utc>> {
    let year = |year: &str| instant(&format!("{year}-01-01T00:00:00Z")).timestamp() / 60;
    (year("2026")..year("2029")).prop_map(|minute| DateTime::from_timestamp(minute * 60, 0).expect("an instant"))
}

/// The offset of a zone is one throughout two weeks around an instant.
fn is_steady(zone: Tz, at: DateTime<Utc>) -> bool {
    let offset = |days| zone.offset_from_utc_datetime(&(at + TimeDelta::days(days)).naive_utc()).fix();
    (-8..=8).all(|days| offset(days) == offset(0))
}

#[test]
fn the_open_week_is_its_open_minutes() {
    let catalogs = [msa(), varied()];
    proptest!(cases(128), |(now in minutes(), zone in select(&ZONES[..]), which in 0..2_usize, id in "[1-4]")| {
        let catalog = &catalogs[which];
        let query = HoursQuery::of(severity(catalog, &id), now, zone, Moment::Now);
        let monday = query.wall_minute(now).start_of_week();
        for local in supports(catalog, query) {
            let open = local.open();
            let within = |pair: &(i64, i64)| 0 <= pair.0 && pair.0 < pair.1 && pair.1 <= MINUTES_PER_WEEK;
            prop_assert!(open.iter().all(within), "{:?}", open);
            if !is_steady(zone, now) {
                continue;
            }
            let begin = monday.first_instant(&zone).expect("an instant");
            for minute in (0..MINUTES_PER_WEEK).step_by(15) {
                let at = minutes_after(begin, minute);
                let is_open = local.support.coverage.as_ref().is_some_and(|coverage| coverage.is_open(at));
                let is_told = open.iter().any(|(opens, closes)| (*opens..*closes).contains(&minute));
                prop_assert_eq!(is_told, is_open, "{} of {:?}", minute, open);
            }
        }
    });
}

#[test]
fn a_moment_is_the_first_that_shows_it() {
    let catalog = msa();
    let asked = (minutes(), select(&ZONES[..]));
    proptest!(cases(128), |((now, zone) in asked, minute in 0..MINUTES_PER_WEEK, later in -9999..9999_i64)| {
        let ask = |moment| HoursQuery::of(severity(&catalog, "1"), now, zone, moment);
        let next = ask(Moment::Next(minute));
        if is_steady(zone, now) {
            let minutes = minutes_between(now, next.moment);
            prop_assert_eq!(next.wall_minute(next.moment).minute_of_week(), minute);
            prop_assert!((0..MINUTES_PER_WEEK).contains(&minutes), "{} minutes later", minutes);
        }
        let wall = WallMinute(next.wall_minute(now).0 + later);
        prop_assert_eq!(Some(ask(Moment::Shown(wall)).moment), wall.first_instant(&zone));
    });
}

#[test]
fn hours_read_the_same_where_both_clocks_agree() {
    let catalog = varied();
    // Those of the last two agree with New York's and Berlin's in winter alone.
    let zones = [&ZONES[..], &[chrono_tz::America::Bogota, chrono_tz::Africa::Lagos]].concat();
    proptest!(cases(512), |(now in minutes(), zone in select(zones))| {
        let query = HoursQuery::of(severity(&catalog, "1"), now, zone, Moment::Now);
        // Standard is in New York and start in Berlin; plus is to be agreed and the others never close.
        let homes = [chrono_tz::America::New_York, chrono_tz::Europe::Berlin];
        for (local, home) in supports(&catalog, query).iter().zip(homes) {
            let same = [-7, 0, 7].map(|days| now + TimeDelta::days(days)).iter().all(|at| {
                at.with_timezone(&zone).naive_local() == at.with_timezone(&home).naive_local()
            });
            prop_assert_eq!(local.reads_the_same(), same);
        }
        prop_assert!(supports(&catalog, query)[2..].iter().all(LocalSupport::reads_the_same));
    });
}
