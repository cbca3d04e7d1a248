//! Clock changes at midnight, over midnight, and of a whole date.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use support_hours::{Calendar, Coverage, Opening, WeeklyHours, parse_holiday};

const ALL: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn daily(zone: Tz, open: &str, close: &str, holidays: &[&str]) -> Coverage<Tz> {
    on(&ALL, zone, open, close, holidays)
}

fn on(days: &[&str], zone: Tz, open: &str, close: &str, holidays: &[&str]) -> Coverage<Tz> {
    let weekly = WeeklyHours::new(vec![Opening::parse(days, open, close).expect("hours of the test")]);
    let holidays = holidays.iter().map(|date| parse_holiday(date).expect("a holiday of the test"));
    Coverage::Hours(Calendar::new(zone, weekly, holidays))
}

/// The open periods that begin in a while, as texts.
fn open(coverage: &Coverage<Tz>, from: &str, until: &str) -> Vec<String> {
    let instant = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant of the test");
    let periods = coverage.open_periods(instant(from)).take_while(|period| period.opens < instant(until));
    periods.map(|period| format!("{:?} {:?}", period.opens, period.closes)).collect()
}

/// On 2010-11-07 at 00:01 the clocks of St John's went back to 23:01 of the day before: the seventh began at 02:30Z, was
/// over at 02:31Z, and began again at 03:30Z.
#[test]
fn a_holiday_closes_its_date_each_time_that_the_clocks_show_it() {
    let zone = chrono_tz::America::St_Johns;
    let seventh = daily(zone, "00:00", "24:00", &["2010-11-07"]);
    assert_eq!(
        open(&seventh, "2010-11-07T00:00:00Z", "2010-11-08T03:30:00Z"),
        ["2010-11-07T00:00:00Z 2010-11-07T02:30:00Z", "2010-11-07T02:31:00Z 2010-11-07T03:30:00Z"]
    );
    let sixth = daily(zone, "20:00", "04:00", &["2010-11-06"]);
    assert_eq!(
        open(&sixth, "2010-11-06T12:00:00Z", "2010-11-07T12:00:00Z"),
        ["2010-11-07T02:30:00Z 2010-11-07T02:31:00Z", "2010-11-07T03:30:00Z 2010-11-07T07:30:00Z"]
    );
}

#[test]
fn hours_that_open_at_a_repeated_midnight_open_at_the_first_and_keep_from_holidays() {
    let sunday = |holiday: &str| on(&["sun"], chrono_tz::America::St_Johns, "00:00", "05:00", &[holiday]);
    let window = ("2010-11-06T00:00:00Z", "2010-11-08T00:00:00Z");
    // From the first opening on it is open throughout, and the clocks show Saturday for most of an hour of that.
    assert_eq!(open(&sunday("2010-11-07"), window.0, window.1), ["2010-11-07T02:31:00Z 2010-11-07T03:30:00Z"]);
    let both_parts = ["2010-11-07T02:30:00Z 2010-11-07T02:31:00Z", "2010-11-07T03:30:00Z 2010-11-07T08:30:00Z"];
    assert_eq!(open(&sunday("2010-11-06"), window.0, window.1), both_parts);
    let unbroken = ["2010-11-07T02:30:00Z 2010-11-07T08:30:00Z"];
    assert_eq!(open(&sunday("2010-11-20"), window.0, window.1), unbroken);
}

#[test]
fn hours_of_the_day_before_are_open_while_the_clocks_repeat_midnight() {
    let saturday = on(&["sat"], chrono_tz::America::Havana, "22:00", "24:00", &[]);
    let at: DateTime<Utc> = "2017-11-05T04:30:00Z".parse().expect("an instant of the test");
    assert!(saturday.is_open(at));
    assert_eq!(saturday.next_opening(at), Ok(at));
}

/// On 2017-11-05 at 01:00 the clocks of Havana went back to 00:00.
#[test]
fn a_closing_at_a_repeated_midnight_is_the_second_one() {
    let late = daily(chrono_tz::America::Havana, "22:00", "24:00", &[]);
    let night = ["2017-11-05T02:00:00Z 2017-11-05T05:00:00Z"];
    assert_eq!(open(&late, "2017-11-04T12:00:00Z", "2017-11-05T12:00:00Z"), night);
    let closed_on_sunday = daily(chrono_tz::America::Havana, "22:00", "24:00", &["2017-11-05"]);
    let cut = ["2017-11-05T02:00:00Z 2017-11-05T04:00:00Z"];
    assert_eq!(open(&closed_on_sunday, "2017-11-04T12:00:00Z", "2017-11-05T12:00:00Z"), cut);
}

/// Apia had no 2011-12-30: the clocks went from the end of Thursday to Saturday's midnight, at 10:00Z.
#[test]
fn a_date_that_does_not_exist_has_no_hours_and_its_night_goes_on_after_it() {
    let days = daily(chrono_tz::Pacific::Apia, "09:00", "17:00", &["2011-12-30"]);
    assert_eq!(
        open(&days, "2011-12-29T12:00:00Z", "2011-12-31T12:00:00Z"),
        ["2011-12-29T19:00:00Z 2011-12-30T03:00:00Z", "2011-12-30T19:00:00Z 2011-12-31T03:00:00Z"]
    );
    let nights = daily(chrono_tz::Pacific::Apia, "22:00", "06:00", &[]);
    assert_eq!(
        open(&nights, "2011-12-30T00:00:00Z", "2011-12-31T00:00:00Z"),
        ["2011-12-30T08:00:00Z 2011-12-30T16:00:00Z"]
    );
}
