use chrono::{DateTime, MappedLocalTime, NaiveDate, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use super::super::Zone;
use super::NATIVE;

/// Zones, and a day near which their clocks did something hard.
const HARD: [(&str, &str); 18] = [
    ("Europe/Berlin", "2026-03-29"),
    ("Europe/Berlin", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    // Half an hour.
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    // Two hours at once.
    ("Antarctica/Troll", "2026-03-29"),
    ("Antarctica/Troll", "2026-10-25"),
    // At midnight: a day that begins at one, and one that has two midnights.
    ("America/Sao_Paulo", "2018-11-04"),
    ("America/Sao_Paulo", "2018-02-18"),
    // A day that was skipped, and one that was there twice.
    ("Pacific/Apia", "2011-12-30"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("Pacific/Kwajalein", "1969-10-01"),
    // Ramadan.
    ("Africa/Casablanca", "2026-02-15"),
    ("Africa/Casablanca", "2026-03-22"),
    // By seconds.
    ("Africa/Monrovia", "1972-01-07"),
    ("Asia/Kathmandu", "1986-01-01"),
    ("America/St_Johns", "2006-10-29"),
];

fn zones(name: &str) -> (Zone, Tz) {
    (Zone::named(&NATIVE, name).expect("a zone"), name.parse().expect("a zone"))
}

#[test]
fn clocks_are_those_of_the_database_near_every_hard_day() {
    for (name, day) in HARD {
        let (zone, tz) = zones(name);
        let day: NaiveDate = day.parse().expect("a day");
        let begin = day.and_time(chrono::NaiveTime::MIN) - TimeDelta::days(3);
        for minutes in (0..6 * 24 * 60).step_by(10) {
            let at = begin + TimeDelta::minutes(minutes) + TimeDelta::seconds(minutes % 7);
            let utc = zone.offset_from_utc_datetime(&at).fix();
            assert_eq!(utc, tz.offset_from_utc_datetime(&at).fix(), "{name} {at} UTC");
            let local = zone.offset_from_local_datetime(&at).map(|offset| offset.fix());
            let expected = tz.offset_from_local_datetime(&at).map(|offset| offset.fix());
            assert_eq!(local, expected, "{name} {at}");
        }
    }
}

#[test]
fn what_clocks_show_leads_back_to_the_instant() {
    for (name, day) in HARD {
        let (zone, _) = zones(name);
        let day: NaiveDate = day.parse().expect("a day");
        let begin = day.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::days(2);
        for minutes in (0..4 * 24 * 60).step_by(15) {
            let at = begin + TimeDelta::minutes(minutes);
            let shown = at.with_timezone(&zone).naive_local();
            let found = match zone.from_local_datetime(&shown) {
                MappedLocalTime::None => panic!("{name} shows {shown} at {at}"),
                MappedLocalTime::Single(only) => only == at,
                MappedLocalTime::Ambiguous(first, second) => {
                    assert!(first < second, "{name} {shown}");
                    first == at || second == at
                }
            };
            assert!(found, "{name} {shown}");
        }
    }
}

#[test]
fn every_zone_agrees_with_the_database_through_a_year() {
    for tz in chrono_tz::TZ_VARIANTS {
        let (zone, _) = zones(tz.name());
        for day in (0..366).step_by(5) {
            let at = DateTime::from_timestamp(1_767_225_600 + day * 86_400, 0).expect("an instant").naive_utc();
            assert_eq!(zone.offset_from_utc_datetime(&at).fix(), tz.offset_from_utc_datetime(&at).fix());
            assert_eq!(
                zone.offset_from_local_datetime(&at).map(|offset| offset.fix()),
                tz.offset_from_local_datetime(&at).map(|offset| offset.fix()),
                "{tz} {at}"
            );
        }
    }
}

#[test]
fn a_zone_is_found_in_any_letters_and_by_its_name_alone() {
    let names = ["Europe/Berlin", "america/new_york", "ASIA/KOLKATA", "UTC"];
    for name in names {
        let zone = Zone::named(&NATIVE, name).expect("a zone");
        assert!(zone.name().eq_ignore_ascii_case(name));
        assert_eq!(Zone::named(&NATIVE, &zone.name()), Some(zone));
        assert_eq!(names.iter().filter(|other| Zone::named(&NATIVE, other) == Some(zone)).count(), 1);
    }
    for none in ["", " ", "Berlin", "Europe/Berlin ", "Europe", "CEST", "+01:00", "Europe/Berlin\0"] {
        assert_eq!(Zone::named(&NATIVE, none), None, "{none:?}");
    }
    assert_eq!(Zone::own(&NATIVE).map(Zone::name).as_deref(), Some("Europe/Berlin"));
}
