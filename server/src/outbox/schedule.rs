//! When a message is tried again.

use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// How long after the attempt before each attempt is made, at least; the first is made at once.
const PAUSES: [Duration; 10] = [
    Duration::ZERO,
    Duration::from_secs(5),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 60 * 60),
    Duration::from_secs(5 * 60 * 60),
    Duration::from_secs(10 * 60 * 60),
    Duration::from_secs(14 * 60 * 60),
    Duration::from_secs(20 * 60 * 60),
    Duration::from_secs(24 * 60 * 60),
];

/// How often a message is tried, at most.
pub const ATTEMPTS: u32 = PAUSES.len() as u32;

/// How much longer than it must be a pause is, at most: so that what failed together is not tried again together.
const JITTER: f64 = 0.2;

/// The longest time that a receiver may ask to be left alone for.
pub const LONGEST_WAIT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Returns the last instant for which an attempt may be planned now: what lies later was planned by a clock that was ahead.
pub fn latest(now: DateTime<Utc>) -> DateTime<Utc> {
    let longest = TimeDelta::from_std(LONGEST_WAIT.mul_f64(1.0 + JITTER)).expect("a wait is of days at most");
    now + longest + TimeDelta::seconds(1)
}

/// What follows on an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another, not before this instant, which has whole seconds.
    At(DateTime<Utc>),
    /// None: this was the last.
    Exhausted,
    /// None: the receiver asks for a longer time than [`LONGEST_WAIT`].
    TooLate,
}

impl Next {
    /// Decides on the next attempt after one that ended now, when so many were made with it, and the receiver wants to be left alone for
    /// so long. `chance` is a random number from 0 up to 1.
    pub fn after(attempts: u32, now: DateTime<Utc>, wait: Option<Duration>, chance: f64) -> Self {
        let Some(pause) = usize::try_from(attempts).ok().and_then(|made| PAUSES.get(made)) else {
            return Self::Exhausted;
        };
        let wait = wait.unwrap_or_default();
        if wait > LONGEST_WAIT {
            return Self::TooLate;
        }
        let pause = pause.max(&wait).mul_f64(1.0 + JITTER * chance.clamp(0.0, 1.0));
        let pause = TimeDelta::from_std(pause).expect("a pause is of days at most");
        // Instants are stored with whole seconds: the next one that is not too early.
        let due = (now + pause).trunc_subsecs(0);
        Self::At(if due < now + pause { due + TimeDelta::seconds(1) } else { due })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Instants within a second, and over a change of the year.
    fn instants() -> impl Iterator<Item = DateTime<Utc>> {
        let start: DateTime<Utc> = "2026-12-31T23:59:58Z".parse().expect("an instant");
        [0, 1, 499, 500, 999, 1000, 1999, 2001].map(|millis| start + TimeDelta::milliseconds(millis)).into_iter()
    }

    const CHANCES: [f64; 5] = [0.0, 0.001, 0.5, 0.999, 1.0];

    #[test]
    fn the_pauses_are_those_that_the_documents_state() {
        let mut minutes = Vec::new();
        let now = DateTime::UNIX_EPOCH;
        for attempts in 0..ATTEMPTS {
            let Next::At(due) = Next::after(attempts, now, None, 0.0) else { panic!("{attempts} were not the last") };
            minutes.push((due - now).num_seconds());
        }
        assert_eq!(minutes, [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
        assert_eq!(Next::after(ATTEMPTS, now, None, 0.0), Next::Exhausted);
    }

    #[test]
    fn no_attempt_is_early_and_none_is_later_than_the_jitter_allows() {
        for (attempts, now) in (0..ATTEMPTS).flat_map(|attempts| instants().map(move |now| (attempts, now))) {
            let waits = [None, Some(0), Some(1), Some(59), Some(3600), Some(LONGEST_WAIT.as_secs())];
            for (wait, chance) in waits.iter().flat_map(|wait| CHANCES.map(|chance| (wait, chance))) {
                let wait = wait.map(Duration::from_secs);
                let Next::At(due) = Next::after(attempts, now, wait, chance) else { panic!("{attempts} {wait:?}") };
                let paused = (due - now).to_std().expect("later than now");
                let least = PAUSES[attempts as usize].max(wait.unwrap_or_default());
                assert!(paused >= least, "{attempts} {now} {wait:?} {chance}: {paused:?}");
                let most = least.mul_f64(1.0 + JITTER) + Duration::from_secs(1);
                assert!(paused <= most, "{attempts} {now} {wait:?} {chance}: {paused:?}");
                assert_eq!(due, due.trunc_subsecs(0), "whole seconds");
                assert!(due <= latest(now), "{attempts} {now} {wait:?} {chance}: {due}");
            }
        }
    }

    #[test]
    fn more_chance_is_never_earlier_and_spreads_attempts() {
        let now = DateTime::UNIX_EPOCH;
        for attempts in 1..ATTEMPTS {
            let dues = CHANCES.map(|chance| match Next::after(attempts, now, None, chance) {
                Next::At(due) => due,
                other => panic!("{attempts}: {other:?}"),
            });
            assert!(dues.is_sorted() && dues[0] < dues[4], "{attempts}: {dues:?}");
        }
    }

    #[test]
    fn a_receiver_that_wants_weeks_gets_nothing_rather_than_something_early() {
        let now = DateTime::UNIX_EPOCH;
        for wait in [LONGEST_WAIT + Duration::from_secs(1), Duration::MAX] {
            assert_eq!(Next::after(1, now, Some(wait), 0.0), Next::TooLate);
        }
        // Whatever it wants, the last attempt is the last.
        assert_eq!(Next::after(ATTEMPTS, now, Some(Duration::MAX), 0.0), Next::Exhausted);
        assert_eq!(Next::after(u32::MAX, now, None, 0.0), Next::Exhausted);
    }
}
