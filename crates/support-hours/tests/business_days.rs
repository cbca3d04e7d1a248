//! Business days and hours of several zones, against every minute.

mod support;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use support::Minutes;
use support::random::plain_case;
use support_hours::{Coverage, NeverOpens};

/// How many days after the report are looked at, minute by minute: none of the random hours is closed for so long.
const DAYS: usize = 80;

/// When the business days from a report on are over, in order, by counting minutes on the clocks of each zone.
fn counted(hours: &Coverage<Tz>, at: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    // A day earlier, since another zone's date may have begun.
    let start = at - TimeDelta::days(2);
    let mut ends: BTreeMap<NaiveDate, DateTime<Utc>> = BTreeMap::new();
    for calendar in hours.calendars() {
        let minutes = Minutes::of_calendar(calendar, start, DAYS + 2);
        for (minute, (shown, is_open)) in minutes.into_iter().enumerate() {
            let end = start + TimeDelta::minutes(minute as i64 + 1);
            if is_open {
                let last = ends.entry(shown.date()).or_insert(end);
                *last = end.max(*last);
            }
        }
    }
    let reported = at.with_timezone(hours.calendars()[0].zone()).date_naive();
    let mut due = at;
    let after = ends.into_iter().filter(|(date, end)| *date > reported && *end > at);
    let after = after.map(|(_, end)| {
        due = due.max(end);
        due
    });
    // At the end of what is looked at a day may be cut.
    after.filter(|end| *end < at + TimeDelta::days(DAYS as i64 - 3)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn business_days_are_dates_with_hours((hours, at) in plain_case()) {
        let counted = counted(&hours, at);
        if counted.is_empty() {
            prop_assert_eq!(hours.business_days(at, 1), Err(NeverOpens));
        }
        for (days, end) in (1..).zip(counted).take(12) {
            let found = hours.business_days(at, days).expect("hours that open");
            prop_assert_eq!(found.end, end, "{} days", days);
            prop_assert!(at <= found.begin && found.begin < found.end);
            prop_assert!(hours.is_open(found.begin) && hours.is_open(found.end - TimeDelta::seconds(1)));
        }
    }

    #[test]
    fn later_or_more_business_days_are_never_due_earlier((hours, at) in plain_case(), later in 0..200_i64, days in 1..8_u32) {
        if let Ok(found) = hours.business_days(at, days) {
            let later = hours.business_days(at + TimeDelta::hours(later), days).expect("hours that open");
            prop_assert!(found.end <= later.end);
            prop_assert!(found.end <= hours.business_days(at, days + 1).expect("hours that open").end);
        }
    }

    #[test]
    fn hours_cover_others_if_they_do_in_every_minute((ours, at) in plain_case(), (theirs, _) in plain_case()) {
        const WEEKS: usize = 21;
        let until = at + TimeDelta::days(WEEKS as i64);
        let both = Coverage::together(ours.calendars()[0].clone(), theirs.calendars().to_vec());
        for (one, other) in [(&ours, &theirs), (&theirs, &ours), (&both, &theirs), (&ours, &both)] {
            let minutes = |hours| Minutes::of(hours, at, WEEKS).open;
            let by_minute = minutes(one).iter().zip(minutes(other)).all(|(ours, theirs)| *ours || !theirs);
            prop_assert_eq!(one.open_spans(at, until).cover(&other.open_spans(at, until)), by_minute);
            // What is told without a year holds in each.
            prop_assert!(!one.covers(other) || by_minute);
        }
    }
}
