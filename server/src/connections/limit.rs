//! How many connections may be open at once.

use std::fmt;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// How many descriptors are left for all else: the database, files of the site, the log.
const OTHERS: u64 = 64;

/// How many connections are open at most where nobody says otherwise.
const DEFAULT: u64 = 8192;

/// How many connections may be open at once: fewer than the system lets this process open files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(usize);

impl Limit {
    /// Returns the number that an operator wants, else the largest that the system lets us have, up to [`DEFAULT`]. The
    /// process's own limit is raised for it as far as the system lets us.
    pub fn of_system(wanted: Option<u64>) -> Result<Self, TooMany> {
        let limits = getrlimit(Resource::Nofile);
        let needed = wanted.unwrap_or(DEFAULT).saturating_add(OTHERS);
        let now = limits.current.unwrap_or(u64::MAX);
        let raised = needed.clamp(now, limits.maximum.unwrap_or(u64::MAX).max(now));
        let is_raised = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: limits.maximum }).is_ok();
        Self::within(if is_raised { raised } else { now }, wanted)
    }

    fn within(descriptors: u64, wanted: Option<u64>) -> Result<Self, TooMany> {
        let most = descriptors.saturating_sub(OTHERS);
        match wanted.unwrap_or(DEFAULT.min(most)) {
            connections if (1..=most).contains(&connections) => {
                Ok(Self(usize::try_from(connections).unwrap_or(usize::MAX)))
            }
            connections => Err(TooMany { connections, descriptors }),
        }
    }

    /// Returns the number.
    pub fn connections(self) -> usize {
        self.0
    }
}

/// More connections are wanted than the system lets this process open, or none.
#[derive(Debug, PartialEq, Eq)]
pub struct TooMany {
    connections: u64,
    descriptors: u64,
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { connections, descriptors } = self;
        let most = descriptors.saturating_sub(OTHERS);
        write!(
            f,
            "{connections} connections cannot be open at once: this process may open {descriptors} files, and {OTHERS} are for "
        )?;
        if most == 0 {
            write!(
                f,
                "other things; raise its limit (`ulimit -n`, or LimitNOFILE of systemd) to {} or more",
                OTHERS + 1
            )
        } else {
            write!(
                f,
                "other things; give --max-connections 1 to {most}, or raise the limit (`ulimit -n`, or LimitNOFILE of systemd)"
            )
        }
    }
}

impl std::error::Error for TooMany {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_all_else() {
        for (descriptors, wanted, expected) in [
            (256, None, Some(192)),
            (256, Some(192), Some(192)),
            (256, Some(193), None),
            (256, Some(0), None),
            (1_048_576, None, Some(8192)),
            (1_048_576, Some(100_000), Some(100_000)),
            (65, None, Some(1)),
            (64, None, None),
            (0, None, None),
        ] {
            let limit = Limit::within(descriptors, wanted).ok().map(Limit::connections);
            assert_eq!(limit, expected, "{descriptors} {wanted:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_told_with_the_way_out() {
        let said = |descriptors, wanted| Limit::within(descriptors, wanted).map_err(|error| error.to_string());
        let start = "connections cannot be open at once: this process may open";
        assert_eq!(
            said(256, Some(5000)),
            Err(format!(
                "5000 {start} 256 files, and 64 are for other things; give --max-connections 1 to 192, or raise the limit \
                 (`ulimit -n`, or LimitNOFILE of systemd)"
            ))
        );
        assert_eq!(
            said(32, None),
            Err(format!(
                "0 {start} 32 files, and 64 are for other things; raise its limit (`ulimit -n`, or LimitNOFILE of systemd) to \
                 65 or more"
            ))
        );
    }
}
