//! What clocks show, in minutes and in weeks, over random zones and instants; and hours grouped by the day.

mod support;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};
use proptest::prelude::*;
use support::random::{place, weekly};
use support_hours::{
    DailyHours, Day, MINUTES_PER_DAY, MINUTES_PER_WEEK, WallMinute, day_of_week, minutes_after, minutes_between,
};

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant of the test")
}

/// The minute that the clocks show, by `chrono`.
fn shown(zone: chrono_tz::Tz, at: DateTime<Utc>) -> i64 {
    at.with_timezone(&zone).naive_local().and_utc().timestamp().div_euclid(60)
}

#[test]
fn the_first_minutes_of_1970_are_a_thursdays() {
    for (at, week, minute) in [
        ("1970-01-01T00:00:00Z", -3 * MINUTES_PER_DAY, 3 * MINUTES_PER_DAY),
        ("1969-12-31T23:59:59Z", -3 * MINUTES_PER_DAY, 3 * MINUTES_PER_DAY - 1),
        ("1969-12-29T00:00:00Z", -3 * MINUTES_PER_DAY, 0),
        ("1969-12-28T23:59:00Z", -10 * MINUTES_PER_DAY, MINUTES_PER_WEEK - 1),
        ("1970-01-05T00:00:00Z", 4 * MINUTES_PER_DAY, 0),
    ] {
        let wall = WallMinute::of(&Utc, instant(at));
        assert_eq!((wall.start_of_week(), wall.minute_of_week()), (WallMinute(week), minute), "{at}");
    }
}

/// Every minute around the clock changes of 2026 in Berlin: clocks are read as they are shown, and the first instant of
/// what they show is the first of those minutes that shows as much or more.
#[test]
fn every_minute_around_a_clock_change() {
    let zone = chrono_tz::Europe::Berlin;
    for midnight in ["2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z"] {
        let instants: Vec<_> = (0..300).map(|minute| instant(midnight) + TimeDelta::minutes(minute)).collect();
        for at in &instants {
            assert_eq!(WallMinute::of(&zone, *at), WallMinute(shown(zone, *at)), "{at}");
        }
        let first = shown(zone, instants[0]);
        for wall in first..first + 240 {
            let expected = instants.iter().find(|at| shown(zone, **at) >= wall);
            assert_eq!(WallMinute(wall).first_instant(&zone).as_ref(), expected, "{wall}");
        }
    }
}

#[test]
fn what_no_calendar_counts_has_no_instant_and_moves_none() {
    for wall in [i64::MIN / 2, i64::MIN / 60 + 1, i64::MAX / 60, i64::MAX] {
        assert_eq!(WallMinute(wall).first_instant(&chrono_tz::Europe::Berlin), None, "{wall}");
    }
    let (begin, end) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    assert_eq!((minutes_after(end, 1), minutes_after(begin, -1)), (end, begin));
    let _ = (WallMinute::of(&chrono_tz::Asia::Kathmandu, end), WallMinute::of(&chrono_tz::America::New_York, begin));
}

#[test]
fn a_minute_after_the_week_is_a_sundays() {
    let days: Vec<_> = (0..=7).map(|day| day_of_week(day * MINUTES_PER_DAY)).collect();
    assert_eq!(days, [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun, Day::Sun]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn clocks_show_the_minute_of_the_local_time((zone, at) in place()) {
        let (wall, local) = (WallMinute::of(&zone, at), at.with_timezone(&zone));
        prop_assert_eq!(wall, WallMinute(shown(zone, at)));
        prop_assert_eq!(wall.start_of_week().0 + wall.minute_of_week(), wall.0);
        prop_assert_eq!(day_of_week(wall.minute_of_week()), local.weekday());
        prop_assert_eq!(wall.minute_of_week() % MINUTES_PER_DAY, i64::from(local.hour() * 60 + local.minute()));
        prop_assert_eq!(wall.start_of_week().minute_of_week(), 0);
    }

    #[test]
    fn the_first_instant_shows_the_minute_first((zone, at) in place(), minutes in -3000..3000_i64) {
        let wall = WallMinute(WallMinute::of(&zone, at).0 + minutes);
        let first = wall.first_instant(&zone).expect("an instant of our time");
        prop_assert!(WallMinute::of(&zone, first) >= wall);
        // All that a change of the clocks may move them by lies in the day before.
        for minute in 1..=MINUTES_PER_DAY {
            prop_assert_ne!(WallMinute::of(&zone, minutes_after(first, -minute)), wall);
        }
        if WallMinute::of(&zone, first) > wall {
            for minute in 1..=MINUTES_PER_DAY {
                prop_assert_ne!(WallMinute::of(&zone, minutes_after(first, minute)), wall, "shown after all");
            }
        }
    }

    #[test]
    fn minutes_after_and_between_are_inverse((_, at) in place(), minutes in -1_000_000..1_000_000_i64) {
        let later = minutes_after(at, minutes);
        prop_assert_eq!(later, at + TimeDelta::minutes(minutes));
        prop_assert_eq!(minutes_between(at, later), minutes);
        prop_assert_eq!(minutes_between(at, at + TimeDelta::seconds(minutes)), minutes / 60);
    }

    /// Groups tell every span once, those of the same hours together, and in order.
    #[test]
    fn grouped_hours_are_the_same_spans(week in weekly()) {
        let open: Vec<_> = week.spans().iter().map(|span| (i64::from(span.start), i64::from(span.end))).collect();
        let groups = DailyHours::group(&open);
        let mut told = Vec::new();
        for group in &groups {
            prop_assert!(group.days.len() == 1 || group.minutes() <= MINUTES_PER_DAY);
            prop_assert_eq!(group.is_whole_week(), week.is_whole_week());
            for day in &group.days {
                let later = i64::from(day.days_since(group.days[0])) * MINUTES_PER_DAY;
                told.push((group.opens + later, group.closes + later));
            }
        }
        told.sort_unstable();
        prop_assert_eq!(told, open);
        prop_assert!(groups.windows(2).all(|pair| pair[0].opens < pair[1].opens));
        for (at, one) in groups.iter().enumerate() {
            let same = |other: &&DailyHours| {
                other.minutes() == one.minutes() && (other.opens - one.opens) % MINUTES_PER_DAY == 0
            };
            prop_assert!(one.minutes() > MINUTES_PER_DAY || groups[at + 1..].iter().find(same).is_none());
        }
    }
}
