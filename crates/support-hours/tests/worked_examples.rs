//! The worked examples of the crate's documentation.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use support_hours::{Coverage, HolidayRule, NeverOpens};

const SEMANTICS: &str = include_str!("../SEMANTICS.md");

/// The hours that the examples name.
fn named() -> BTreeMap<String, Coverage<Tz>> {
    let json = SEMANTICS.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("hours in JSON");
    let named: BTreeMap<String, Coverage<String>> = serde_json::from_str(json).expect("hours that can be read");
    let located = |hours: Coverage<String>| hours.try_with_zone(|zone| zone.parse::<Tz>()).expect("known zones");
    named.into_iter().map(|(name, hours)| (name, located(hours))).collect()
}

/// The rows of the table with this head, each as its cells.
fn rows(head: &str) -> Vec<Vec<&'static str>> {
    let table = SEMANTICS.split(head).nth(1).unwrap_or_else(|| panic!("no table {head:?}"));
    let lines = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let rows: Vec<Vec<_>> = lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    assert!(rows.len() > 6, "{head:?} has {} rows", rows.len());
    rows
}

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text:?}: {error}")).to_utc()
}

#[test]
fn unions_are_open_as_the_table_says() {
    let hours = named();
    for row in rows("| hours | from | open | because |") {
        let [name, from, open, _] = row[..] else { panic!("{row:?}") };
        let expected: Vec<_> = open.split(", ").map(|period| period.split_once(" to ").expect("a period")).collect();
        let periods = hours[name].open_periods(instant(from)).take(expected.len());
        let periods: Vec<_> = periods.map(|it| (format!("{:?}", it.opens), format!("{:?}", it.closes))).collect();
        let expected: Vec<_> = expected.iter().map(|(opens, closes)| (opens.to_string(), closes.to_string())).collect();
        assert_eq!(periods, expected, "{name} from {from}");
    }
}

#[test]
fn deadlines_are_due_as_the_table_says() {
    let hours = named();
    for row in rows("| hours | reported | promise | due | because |") {
        let [name, reported, promise, due, _] = row[..] else { panic!("{row:?}") };
        let (number, unit) = promise.split_once(' ').expect("a number and a unit");
        let (hours, at) = (&hours[name], instant(reported));
        let got = match unit {
            "hour" | "hours" => hours.deadline(at, TimeDelta::hours(number.parse().expect("hours"))),
            "business day" | "business days" => {
                hours.business_days(at, number.parse().expect("days")).map(|days| days.end)
            }
            _ => panic!("{promise:?}"),
        };
        let expected = if due == "never opens" { Err(NeverOpens) } else { Ok(instant(due)) };
        assert_eq!(got, expected, "{name} reported {reported}, {promise}");
    }
}

#[test]
fn hours_cover_each_other_as_the_table_says() {
    let hours = named();
    for row in rows("| hours | other | year | covers | because |") {
        let [name, other, year, covers, _] = row[..] else { panic!("{row:?}") };
        let year: i32 = year.parse().expect("a year");
        let [from, until] = [year, year + 1].map(|year| instant(&format!("{year}-01-01T00:00:00Z")));
        let open = |name: &str| hours[name].open_spans(from, until);
        assert_eq!(open(name).cover(&open(other)), covers == "yes", "{name} covers {other} in {year}");
    }
}

#[test]
fn holidays_fall_as_the_table_says() {
    for row in rows("| rule | year | date |") {
        let [rule, year, date] = row[..] else { panic!("{row:?}") };
        let rule: HolidayRule = rule.parse().unwrap_or_else(|error| panic!("{error}"));
        let found = rule.in_year(year.parse().expect("a year"));
        assert_eq!(found.map_or("none".to_owned(), |date| date.to_string()), date, "{row:?}");
    }
}
