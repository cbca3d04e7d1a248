//! Every hour of 2026 to 2028, for the coverages of the MSA catalogue and two that change more, against minutes counted.

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use support::Minutes;
use support_hours::{Calendar, Coverage, NeverOpens, Opening, WeeklyHours, parse_holiday};

const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri"];
const ALL: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// From 2026 to a while after 2028, so that what begins in 2028 ends.
const SWEPT_DAYS: usize = 365 + 365 + 366 + 30;
const HOURS: usize = (365 + 365 + 366) * 24;

/// Minutes of working time that a deadline is asked for: the responses of the catalogue, and neither round nor short.
const WORKING: [usize; 5] = [0, 30, 120, 8 * 60, 1337];

fn hours(days: &[&str], open: &str, close: &str, holidays: &[&str]) -> Coverage<Tz> {
    let weekly = WeeklyHours::new(vec![Opening::parse(days, open, close).expect("hours of the test")]);
    let holidays = holidays.iter().map(|date| parse_holiday(date).expect("a holiday of the test"));
    Coverage::Hours(Calendar::new(chrono_tz::America::New_York, weekly, holidays))
}

fn sweep(coverage: &Coverage<Tz>) {
    let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().expect("an instant");
    let minutes = Minutes::of(coverage, start, SWEPT_DAYS);
    let open: Vec<usize> = (0..minutes.open.len()).filter(|minute| minutes.open[*minute]).collect();
    let runs = minutes.runs();
    for minute in (0..HOURS).map(|hour| hour * 60) {
        let at = minutes.instant(minute);
        assert_eq!(coverage.is_open(at), minutes.open[minute], "open at {at}?");
        let next = open.partition_point(|open| *open < minute);
        assert_eq!(coverage.next_opening(at), Ok(minutes.instant(open[next])), "the opening after {at}");
        let run = runs.get(runs.partition_point(|run| run.end <= minute)).expect("a later opening");
        let closes = Some(minutes.instant(run.end)).filter(|_| *coverage != Coverage::Always);
        assert_eq!(coverage.next_closing(at), closes, "the closing after {at}");
        for working in WORKING {
            let expected = if working == 0 { open[next] } else { open[next + working - 1] + 1 };
            let due = coverage.deadline(at, TimeDelta::minutes(i64::try_from(working).expect("minutes")));
            assert_eq!(due, Ok(minutes.instant(expected)), "{working} minutes from {at}");
            let run = coverage.elapsed(at, minutes.instant(expected));
            assert_eq!(run.num_minutes(), i64::try_from(working).expect("minutes"), "from {at} for {working}");
        }
    }
}

#[test]
fn ten_to_five_on_weekdays() {
    sweep(&hours(WEEKDAYS, "10:00", "17:00", &[]));
}

#[test]
fn nine_to_seven_on_weekdays() {
    sweep(&hours(WEEKDAYS, "09:00", "19:00", &[]));
}

#[test]
fn always() {
    sweep(&Coverage::Always);
}

#[test]
fn nights_into_saturday_with_holidays() {
    let holidays = ["2026-01-01", "2026-11-26", "2026-12-25", "2027-01-01", "2028-03-12", "2028-11-05"];
    sweep(&hours(WEEKDAYS, "20:00", "02:30", &holidays));
}

#[test]
fn every_hour_but_those_of_holidays() {
    let holidays = ["2026-03-08", "2026-11-01", "2026-12-24", "2026-12-25", "2027-07-04", "2028-11-23", "2029-01-15"];
    sweep(&hours(ALL, "00:00", "24:00", &holidays));
}

#[test]
fn what_never_opens_in_366_days_is_refused_and_what_opens_a_second_earlier_is_not() {
    let mut holidays = Vec::new();
    let first = parse_holiday("2026-01-01").expect("a date");
    let week = WeeklyHours::new(vec![Opening::parse(ALL, "09:00", "17:00").expect("hours")]);
    holidays.extend(first.iter_days().take(366));
    let closed = Coverage::Hours(Calendar::new(chrono_tz::UTC, week, holidays));
    let opening: DateTime<Utc> = "2027-01-02T09:00:00Z".parse().expect("an instant");
    let from = opening - TimeDelta::days(366);
    let hour = TimeDelta::hours(1);
    assert_eq!(closed.next_opening(from), Err(NeverOpens));
    assert_eq!(closed.deadline(from, TimeDelta::zero()), Err(NeverOpens));
    assert_eq!((closed.next_closing(from), closed.open_periods(from).next()), (None, None));
    assert!(!closed.is_open(from));
    let later = from + TimeDelta::seconds(1);
    assert_eq!(closed.next_opening(later), Ok(opening));
    assert_eq!(closed.deadline(later, hour), Ok(opening + hour));
    assert_eq!(closed.elapsed(from, opening + hour), hour);
    // What opens before the closure is due after it, however long it is.
    let before: DateTime<Utc> = "2025-12-31T16:30:00Z".parse().expect("an instant");
    assert_eq!(closed.deadline(before, hour), Ok(opening + hour / 2));
}

#[test]
fn the_last_instants_that_there_are_end_every_search() {
    let (end, begin) = (DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC);
    let days = TimeDelta::days(2);
    for coverage in [hours(WEEKDAYS, "10:00", "17:00", &[]), hours(ALL, "00:00", "24:00", &["2026-12-25"])] {
        let _ = (coverage.next_opening(end), coverage.next_opening(begin), coverage.next_closing(begin));
        let _ = (coverage.is_open(end), coverage.is_open(begin), coverage.elapsed(end - days, end));
        assert!(coverage.deadline(end - days, TimeDelta::days(3)).is_err());
    }
    assert_eq!(Coverage::<Tz>::Always.deadline(end, TimeDelta::seconds(1)), Err(NeverOpens));
    // What never ends is longer than the seconds that can be counted.
    for coverage in [Coverage::Always, hours(ALL, "00:00", "24:00", &[])] {
        for at in [begin + days, DateTime::UNIX_EPOCH - days] {
            assert_eq!(coverage.deadline(at, TimeDelta::hours(1)), Ok(at + TimeDelta::hours(1)));
        }
    }
    assert_eq!(Coverage::<Tz>::Always.next_closing(begin), None);
}
