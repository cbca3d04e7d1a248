//! Laws, over random calendars, zones with unusual clock changes, and instants from 2000 to 2040.

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use support::Minutes;
use support::random::{YEARS, case, holidays, instant, place, weekly};
use support_hours::{Calendar, Coverage, WeeklyHours};

fn seconds(below: i64) -> impl Strategy<Value = TimeDelta> {
    prop_oneof![0..below, 0..below / 3600].prop_map(TimeDelta::seconds)
}

const SECOND: TimeDelta = TimeDelta::seconds(1);

const TWO_WEEKS: i64 = 14 * 86_400;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_deadline_is_the_first_instant_by_which_the_time_has_elapsed((hours, at) in case(), working in seconds(200_000)) {
        let Ok(deadline) = hours.deadline(at, working) else {
            prop_assert!(hours.next_opening(at).is_err());
            prop_assert_eq!(hours.elapsed(at, at + TimeDelta::days(366)), TimeDelta::zero());
            return Ok(());
        };
        prop_assert_eq!(hours.elapsed(at, deadline), working);
        if working >= SECOND {
            prop_assert_eq!(hours.elapsed(at, deadline - SECOND), working - SECOND);
        } else {
            prop_assert_eq!(Ok(deadline), hours.next_opening(at));
        }
    }

    #[test]
    fn parts_of_a_second_count((hours, second) in case(), working in seconds(200_000), nanos in 0..1_000_000_000_i64, more in 0..1_000_000_000_i64) {
        let (at, working) = (second + TimeDelta::nanoseconds(nanos), working + TimeDelta::nanoseconds(more));
        prop_assert_eq!(hours.is_open(at), hours.is_open(second));
        prop_assert_eq!(hours.open_periods(at).next().map(|it| it.opens), hours.next_opening(at).ok());
        if let Ok(opens) = hours.next_opening(at) {
            prop_assert_eq!(Ok(opens), hours.next_opening(second).map(|opens| opens.max(at)));
            let deadline = hours.deadline(at, working).expect("hours that open");
            prop_assert_eq!(hours.elapsed(at, deadline), working);
            prop_assert_eq!(hours.deadline(second, working + hours.elapsed(second, at)), Ok(deadline));
        }
    }

    #[test]
    fn what_has_elapsed_is_due_by_then((hours, at) in case(), while_ in seconds(TWO_WEEKS)) {
        let until = at + while_;
        let elapsed = hours.elapsed(at, until);
        if elapsed > TimeDelta::zero() {
            let deadline = hours.deadline(at, elapsed).expect("hours in which time elapses");
            prop_assert!(deadline <= until);
            prop_assert_eq!(hours.elapsed(deadline, until), TimeDelta::zero());
        }
        prop_assert_eq!(hours.elapsed(until, at), TimeDelta::zero());
    }

    #[test]
    fn working_time_adds_up((hours, at) in case(), first in seconds(TWO_WEEKS), second in seconds(TWO_WEEKS)) {
        let (middle, end) = (at + first, at + first + second);
        prop_assert_eq!(hours.elapsed(at, end), hours.elapsed(at, middle) + hours.elapsed(middle, end));
        let (first, second) = (first / 10, second / 10 + SECOND);
        if let Ok(deadline) = hours.deadline(at, first) {
            prop_assert_eq!(hours.deadline(deadline, second), hours.deadline(at, first + second));
        }
    }

    #[test]
    fn later_or_more_is_never_due_earlier((hours, at) in case(), later in seconds(TWO_WEEKS), working in seconds(200_000), more in seconds(100_000)) {
        if let (Ok(deadline), Ok(later)) = (hours.deadline(at, working), hours.deadline(at + later, working)) {
            prop_assert!(deadline <= later);
            prop_assert!(hours.deadline(at, working + more).expect("hours that open") >= deadline);
        }
    }

    #[test]
    fn open_periods_are_apart_and_open_at_their_edges((hours, at) in case()) {
        let periods: Vec<_> = hours.open_periods(at).take(20).collect();
        prop_assert_eq!(periods.is_empty(), hours.next_opening(at).is_err());
        prop_assert!(periods.windows(2).all(|pair| pair[0].closes < pair[1].opens));
        for period in periods {
            prop_assert!(at <= period.opens && period.opens < period.closes);
            prop_assert!(hours.is_open(period.opens) && hours.is_open(period.opens + SECOND));
            prop_assert!(period.opens == at || !hours.is_open(period.opens - SECOND));
            prop_assert_eq!(hours.next_opening(period.opens), Ok(period.opens));
            if period.closes == DateTime::<Utc>::MAX_UTC {
                prop_assert_eq!(hours.next_closing(period.opens), None);
            } else {
                prop_assert!(!hours.is_open(period.closes) && !hours.is_open(period.closes + SECOND));
                prop_assert!(hours.is_open(period.closes - SECOND));
                prop_assert_eq!(hours.next_closing(period.opens), Some(period.closes));
                prop_assert_eq!(hours.next_closing(period.closes - SECOND), Some(period.closes));
            }
        }
    }

    #[test]
    fn open_periods_are_the_open_minutes((hours, at) in case()) {
        let start = instant(at.timestamp().div_euclid(60) * 60);
        let minutes = Minutes::of(&hours, start, 10);
        let end = minutes.instant(minutes.open.len());
        let runs = minutes.runs().into_iter().map(|run| (minutes.instant(run.start), minutes.instant(run.end)));
        let periods = hours.open_periods(start).map(|it| (it.opens, it.closes.min(end)));
        let periods: Vec<_> = periods.take_while(|(opens, _)| *opens < end).collect();
        prop_assert_eq!(periods, runs.collect::<Vec<_>>());
        let open = minutes.open.iter().filter(|open| **open).count();
        prop_assert_eq!(hours.elapsed(start, end).num_minutes(), i64::try_from(open).expect("minutes"));
    }

    #[test]
    fn what_covers_is_open_whenever_the_other_is(
        (zone, at) in place(), ours in weekly(), theirs in weekly(), share in any::<bool>(), closed in 0..3_usize,
        dates in holidays(instant(YEARS.start))
    ) {
        let shift = at.date_naive() - instant(YEARS.start).date_naive();
        let dates: Vec<_> = dates.into_iter().map(|date| date + shift).collect();
        let ours = if share { [ours.openings(), theirs.openings()].concat() } else { ours.openings().to_vec() };
        let ours = Calendar::new(zone, WeeklyHours::new(ours), dates.iter().copied().take(closed));
        let (ours, theirs) = (Coverage::Hours(ours), Coverage::Hours(Calendar::new(zone, theirs, dates)));
        prop_assert!(ours.covers(&ours) && Coverage::Always.covers(&ours));
        prop_assert!(ours.covers(&theirs) || !share);
        if ours.covers(&theirs) {
            for period in theirs.open_periods(at).take(15) {
                prop_assert_eq!(ours.elapsed(period.opens, period.closes), period.length());
            }
        }
    }

    #[test]
    fn in_a_week_without_clock_changes_covering_is_being_open(ours in weekly(), theirs in weekly(), at in YEARS) {
        let hours = |weekly| Coverage::Hours(Calendar::new(chrono_tz::Asia::Kathmandu, weekly, []));
        let (ours, theirs, start) = (hours(ours), hours(theirs), instant(at));
        let end = start + TimeDelta::weeks(1);
        let mut theirs_open = theirs.open_periods(start).take_while(|it| it.opens < end);
        let pointwise = theirs_open.all(|it| ours.elapsed(it.opens, it.closes.min(end)) == it.closes.min(end) - it.opens);
        prop_assert_eq!(ours.covers(&theirs), pointwise);
        prop_assert_eq!(ours.elapsed(start, end).num_minutes(), i64::from(ours.minutes_per_week()));
        prop_assert_eq!(ours.hours_per_week(), f64::from(ours.minutes_per_week()) / 60.0);
    }
}
