//! How often a name may be tried: after some failures no further password is looked at for a while, which grows with each.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::digest;

/// How many failures in a row are free.
const FREE: u32 = 5;

/// For how long the last of them locks; each further failure doubles it.
const FIRST: TimeDelta = TimeDelta::minutes(1);

/// The longest that one locks.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// After how long without a failure those before are forgotten.
const FORGOTTEN: TimeDelta = TimeDelta::hours(24);

/// How many names are kept at once. Whoever tries more at a time makes the oldest forgotten; what is known of users stands in their table.
const MOST_NAMES: usize = 4096;

/// Failures of a name, whether a user has it or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many there were in a row.
    pub count: u32,
    /// Until when no further attempt is looked at.
    pub locked_until: Option<DateTime<Utc>>,
}

impl Failures {
    fn add(&mut self, now: DateTime<Utc>) {
        self.count = self.count.saturating_add(1);
        self.locked_until = self.count.checked_sub(FREE).map(|further| {
            let doubled = 2i32.checked_pow(further).and_then(|times| FIRST.checked_mul(times));
            now + doubled.map_or(LONGEST, |time| time.min(LONGEST))
        });
    }

    fn is_forgotten(&self, now: DateTime<Utc>) -> bool {
        self.locked_until.is_some_and(|until| until + FORGOTTEN < now)
    }
}

struct Entry {
    failures: Failures,
    /// What the name stood for: the hash of a password, which may be another by now, or nothing.
    of: Option<String>,
    last: DateTime<Utc>,
}

/// The names that were tried in vain.
#[derive(Default)]
pub struct Lockout {
    names: Mutex<HashMap<String, Entry>>,
}

impl Lockout {
    /// Counts an attempt before its password is looked at, so that many at once are no way around: it has failed until [`forget`] says
    /// otherwise. `of` is the hash of the name's password, where a user has it, and `known` what the table says of that user.
    ///
    /// # Errors
    ///
    /// Until when the name is locked.
    ///
    /// [`forget`]: Self::forget
    pub fn begin(
        &self,
        name: &str,
        of: Option<&str>,
        known: Failures,
        now: DateTime<Utc>,
    ) -> Result<Failures, DateTime<Utc>> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let key = digest::hex(name);
        let is_other = |entry: &Entry| entry.of.as_deref() != of || entry.last + FORGOTTEN < now;
        if names.get(&key).is_none_or(is_other) {
            if names.len() >= MOST_NAMES {
                let oldest = names.iter().min_by_key(|(_, entry)| entry.last).map(|(key, _)| key.clone());
                oldest.and_then(|key| names.remove(&key));
            }
            let failures = if known.is_forgotten(now) { Failures::default() } else { known };
            names.insert(key.clone(), Entry { failures, of: of.map(str::to_owned), last: now });
        }
        let entry = names.get_mut(&key).expect("it is there, or was put there just now");
        if let Some(until) = entry.failures.locked_until.filter(|until| *until > now) {
            return Err(until);
        }
        entry.failures.add(now);
        entry.last = now;
        Ok(entry.failures.clone())
    }

    /// Takes an attempt back: its password was not looked at.
    pub fn take_back(&self, name: &str) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Entry { failures, .. }) = names.get_mut(&digest::hex(name)) else { return };
        failures.count = failures.count.saturating_sub(1);
        if failures.count < FREE {
            failures.locked_until = None;
        }
    }

    /// Forgets the failures of a name: its password was right.
    pub fn forget(&self, name: &str) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest::hex(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries a name once a second until it is locked; gives for how long it is then.
    fn try_until_locked(lockout: &Lockout, name: &str, of: Option<&str>, now: &mut DateTime<Utc>) -> (u32, TimeDelta) {
        let mut tries = 0;
        loop {
            match lockout.begin(name, of, Failures::default(), *now) {
                Ok(_) => tries += 1,
                Err(until) => {
                    let left = until - *now;
                    *now = until;
                    return (tries, left);
                }
            }
        }
    }

    #[test]
    fn five_failures_lock_for_a_minute_and_each_further_one_for_twice_as_long_up_to_an_hour() {
        for of in [None, Some("hash")] {
            let (lockout, mut now) = (Lockout::default(), DateTime::UNIX_EPOCH);
            let locks: Vec<_> = (0..9).map(|_| try_until_locked(&lockout, "ada", of, &mut now)).collect();
            let (tries, minutes): (Vec<_>, Vec<_>) =
                locks.into_iter().map(|(tries, time)| (tries, time.num_minutes())).unzip();
            assert_eq!(tries, [5, 1, 1, 1, 1, 1, 1, 1, 1]);
            assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        }
    }

    #[test]
    fn another_name_is_free_and_so_is_one_whose_password_was_right_or_is_another_by_now() {
        let (lockout, mut now) = (Lockout::default(), DateTime::UNIX_EPOCH);
        try_until_locked(&lockout, "ada", Some("hash"), &mut now);
        let now = now - TimeDelta::seconds(1);
        let is_free = |name, of| lockout.begin(name, of, Failures::default(), now).is_ok();
        assert!(!is_free("ada", Some("hash")));
        assert!(is_free("bob", Some("hash")));
        assert!(is_free("ada", Some("another hash")));
        lockout.forget("ada");
        assert!(is_free("ada", Some("hash")));
    }

    #[test]
    fn an_attempt_that_was_not_looked_at_does_not_count_and_frees_nothing() {
        let (lockout, mut now) = (Lockout::default(), DateTime::UNIX_EPOCH);
        let begin = |now| lockout.begin("ada", None, Failures::default(), now);
        for _ in 0..2 * FREE {
            assert!(begin(now).is_ok());
            lockout.take_back("ada");
        }
        assert_eq!(try_until_locked(&lockout, "ada", None, &mut now), (FREE, FIRST));
        lockout.take_back("nobody");
    }

    #[test]
    fn what_the_table_says_holds_after_a_restart_until_it_is_a_day_old() {
        let now = DateTime::UNIX_EPOCH;
        let known = Failures { count: 6, locked_until: Some(now + TimeDelta::minutes(2)) };
        let begin = |now| Lockout::default().begin("ada", Some("hash"), known.clone(), now);
        assert_eq!(begin(now), Err(now + TimeDelta::minutes(2)));
        assert_eq!(begin(now + TimeDelta::minutes(2)).map(|failures| failures.count), Ok(7));
        assert_eq!(begin(now + TimeDelta::hours(25)).map(|failures| failures.count), Ok(1));
    }

    #[test]
    fn any_number_of_names_takes_no_more_than_so_much_memory() {
        let (lockout, now) = (Lockout::default(), DateTime::UNIX_EPOCH);
        for at in 0..2 * MOST_NAMES {
            let later = now + TimeDelta::milliseconds(i64::try_from(at).expect("a small number"));
            assert!(lockout.begin(&at.to_string(), None, Failures::default(), later).is_ok());
        }
        assert_eq!(lockout.names.lock().expect("the names").len(), MOST_NAMES);
    }
}
