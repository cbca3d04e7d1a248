//! How long the questions of a coverage take. Prints lines `what: nanoseconds`, each the median of many rounds.

use std::hint::black_box;
use std::time::Instant;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::America::New_York;
use support_hours::{Calendar, Coverage, Opening, WeeklyHours};

const ROUNDS: usize = 301;

fn measure<T>(what: &str, calls: u32, mut call: impl FnMut() -> T) {
    let mut rounds: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(call());
            }
            start.elapsed().as_nanos() / u128::from(calls)
        })
        .collect();
    rounds.sort_unstable();
    println!("{what}: {}", rounds[ROUNDS / 2]);
}

fn extended<Z>(zone: Z, holidays: impl IntoIterator<Item = NaiveDate>) -> Coverage<Z> {
    let opening = Opening::parse(&["mon", "tue", "wed", "thu", "fri"], "09:00", "19:00").expect("hours");
    Coverage::Hours(Calendar::new(zone, WeeklyHours::new(vec![opening]), holidays))
}

fn deadline<Z: TimeZone>(what: &str, coverage: &Coverage<Z>, from: DateTime<Utc>, working: TimeDelta) {
    measure(what, 1000, || black_box(coverage).deadline(black_box(from), black_box(working)));
}

fn main() {
    // A Friday afternoon in New York, so that a weekend is between.
    let friday: DateTime<Utc> = "2026-03-06T22:00:00Z".parse().expect("an instant");
    let eight_hours = TimeDelta::hours(8);
    let fixed = FixedOffset::west_opt(5 * 3600).expect("an offset");
    let from = NaiveDate::from_ymd_opt(1976, 1, 1).expect("a date");
    let century = || from.iter_days().take(36_525);

    deadline("deadline of 8 working hours, fixed zone", &extended(fixed, []), friday, eight_hours);
    deadline("deadline of 8 working hours, named zone", &extended(New_York, []), friday, eight_hours);
    deadline("deadline of 40 working hours, named zone", &extended(New_York, []), friday, TimeDelta::hours(40));
    deadline("deadline, always open", &Coverage::<FixedOffset>::Always, friday, eight_hours);
    let named = extended(New_York, []);
    measure("open or not, named zone", 1000, || black_box(&named).is_open(black_box(friday)));
    let closed = extended(New_York, century());
    measure("a century of holidays refused, named zone", 10, || {
        black_box(&closed).deadline(black_box(friday), eight_hours)
    });
    measure("a century of holidays put in order", 10, || extended(New_York, century()));
}
