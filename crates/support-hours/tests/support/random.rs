//! Random calendars, in zones with unusual clock changes, and instants from 2000 to 2040.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use support_hours::{Calendar, Coverage, Day, Opening, TimeOfDay, WeeklyHours};

/// Half hours, 45 minutes, changes of 30 minutes and of 2 hours, at midnight, over midnight, and of a whole date.
const ZONES: [Tz; 20] = [
    chrono_tz::Africa::Cairo,
    chrono_tz::Africa::Casablanca,
    chrono_tz::America::Havana,
    chrono_tz::America::New_York,
    chrono_tz::America::Santiago,
    chrono_tz::America::Sao_Paulo,
    chrono_tz::America::Scoresbysund,
    chrono_tz::America::St_Johns,
    chrono_tz::Antarctica::Troll,
    chrono_tz::Asia::Amman,
    chrono_tz::Asia::Beirut,
    chrono_tz::Asia::Gaza,
    chrono_tz::Asia::Kathmandu,
    chrono_tz::Asia::Kolkata,
    chrono_tz::Asia::Pyongyang,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::Europe::Dublin,
    chrono_tz::Pacific::Apia,
    chrono_tz::Pacific::Chatham,
    chrono_tz::UTC,
];

const DAYS: [Day; 7] = [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri, Day::Sat, Day::Sun];

/// Seconds since 1970 of 2000-01-01 and of 2040-01-01.
pub const YEARS: std::ops::Range<i64> = 946_684_800..2_208_988_800;

/// Days from 2000 to 2040 on which the clocks of each zone change, as seconds since 1970 of a day's begin.
static CHANGES: LazyLock<Vec<Vec<i64>>> = LazyLock::new(|| {
    let days = |zone: &Tz| {
        let offset = |at| zone.offset_from_utc_datetime(&instant(at).naive_utc()).fix();
        YEARS.step_by(86_400).filter(|day| offset(*day) != offset(day + 86_400)).collect()
    };
    ZONES.iter().map(days).collect()
});

/// The instant that many seconds after 1970.
pub fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("an instant of our time")
}

/// A zone, and an instant in it: any, or near a clock change.
pub fn place() -> impl Strategy<Value = (Tz, DateTime<Utc>)> {
    let near = |at: usize, change: prop::sample::Index, seconds: i64| match CHANGES[at].as_slice() {
        [] => instant(YEARS.start + seconds),
        changes => instant(change.get(changes) + seconds),
    };
    let near_a_change = (0..ZONES.len(), any::<prop::sample::Index>(), -3 * 86_400..2 * 86_400_i64)
        .prop_map(move |(at, change, seconds)| (ZONES[at], near(at, change, seconds)));
    prop_oneof![(select(&ZONES[..]), YEARS.prop_map(instant)), near_a_change]
}

fn time(until: u16) -> impl Strategy<Value = TimeOfDay> {
    let minutes = prop_oneof![0..=until, (0..=until / 30).prop_map(|half| half * 30), 0..=90_u16, until - 90..=until];
    minutes.prop_map(|minutes| TimeOfDay::from_minutes(minutes).expect("minutes of a day"))
}

/// Up to three openings.
pub fn weekly() -> impl Strategy<Value = WeeklyHours> {
    let opening = (subsequence(&DAYS[..], 1..=7), time(1439), time(1440))
        .prop_map(|(days, open, close)| Opening::new(days, open, close).expect("an opening"));
    prop::collection::vec(opening, 0..4).prop_map(WeeklyHours::new)
}

/// Dates within some weeks of an instant, in any order, repeated or not.
pub fn holidays(near: DateTime<Utc>) -> impl Strategy<Value = Vec<NaiveDate>> {
    let date = move |days| (near + TimeDelta::days(days)).date_naive();
    prop::collection::vec(prop_oneof![-5..40_i64, -2..3_i64].prop_map(date), 0..8)
}

/// Hours of one to three zones, each with its week, that keep the same holidays.
fn zones(at: DateTime<Utc>, zone: Tz, weekly: WeeklyHours) -> impl Strategy<Value = Coverage<Tz>> {
    let others = prop::collection::vec((select(&ZONES[..]), self::weekly()), 0..3);
    (holidays(at), others, any::<bool>()).prop_map(move |(holidays, others, is_one)| {
        let calendar = |(zone, weekly)| Calendar::new(zone, weekly, holidays.iter().copied());
        let mut zones = vec![zone];
        let is_other = |(zone, weekly): &(Tz, WeeklyHours)| {
            let is_new = !is_one && !zones.contains(zone) && !weekly.openings().is_empty();
            zones.push(*zone);
            is_new
        };
        let others = others.into_iter().filter(is_other).map(|(zone, weekly)| calendar((zone, weekly))).collect();
        Coverage::together(calendar((zone, weekly.clone())), others)
    })
}

/// A coverage and an instant; one in twenty is always open, and most of a third are of several zones.
pub fn case() -> impl Strategy<Value = (Coverage<Tz>, DateTime<Utc>)> {
    (place(), weekly(), 0..20).prop_flat_map(|((zone, at), weekly, always)| {
        zones(at, zone, weekly).prop_map(move |hours| match always {
            0 => (Coverage::Always, at),
            _ => (hours, at),
        })
    })
}

/// Zones whose clocks change at an hour of the morning, so that no date begins twice.
pub const PLAIN: [Tz; 8] = [
    chrono_tz::America::New_York,
    chrono_tz::Asia::Kathmandu,
    chrono_tz::Asia::Tokyo,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::Europe::Berlin,
    chrono_tz::Pacific::Auckland,
    chrono_tz::Pacific::Honolulu,
    chrono_tz::UTC,
];

/// Hours of one to three such zones, and an instant of 2027.
pub fn plain_case() -> impl Strategy<Value = (Coverage<Tz>, DateTime<Utc>)> {
    let at = (1_798_761_600..1_830_297_600_i64).prop_map(|second| instant(second / 60 * 60));
    let calendars = prop::collection::vec((select(&PLAIN[..]), weekly()), 1..4);
    (at, calendars).prop_flat_map(|(at, calendars)| {
        holidays(at).prop_map(move |holidays| {
            let calendar =
                |(zone, weekly): &(Tz, WeeklyHours)| Calendar::new(*zone, weekly.clone(), holidays.iter().copied());
            let (home, others) = calendars.split_first().expect("one at least");
            (Coverage::together(calendar(home), others.iter().map(calendar).collect()), at)
        })
    })
}
