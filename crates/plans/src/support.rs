//! When a plan's support is open for a severity, and by when it answers.
//!
//! [`Support`] is what one plan offers for one severity, in a zone that can be asked for its offsets: `chrono-tz`'s natively,
//! the browser's own in a page. The time is always an argument. [`LocalSupport`] is the same on the clocks of a visitor's
//! zone, as a [`HoursQuery`] asks for it.
//!
//! # Example: by when does a plan answer?
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use plans::{Answers, source, support::Support};
//!
//! let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
//! let (severity, plan) = (catalog.severity_by_id("1").expect("one"), catalog.plan_by_id("start").expect("one"));
//! let locate = |zone: &plans::catalog::Zone| zone.name.parse::<chrono_tz::Tz>();
//! let start = Support::of(&catalog, &Answers::none(), severity, plan, locate).expect("a zone");
//!
//! let sunday_at_three_in_berlin: DateTime<Utc> = "2026-11-29T02:00:00Z".parse().expect("an instant");
//! let deadline = start.deadline(sunday_at_three_in_berlin).expect("a promised time");
//! assert_eq!(format!("{:?}", deadline.starts), "2026-11-30T14:00:00Z");
//! assert_eq!(format!("{:?}", deadline.due), "2026-11-30T22:00:00Z");
//! ```

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use support_hours::{Coverage, Period};

use crate::answers::Answers;
use crate::catalog::{Catalog, EntitlementIx, PlanIx, ResponseTime, SeverityIx, Value, Zone};

mod local;
#[cfg(feature = "json")]
mod report;

pub use local::{HoursQuery, LocalSupport, Moment};
#[cfg(feature = "json")]
pub use report::{DeadlineReport, ResponseReport, Wait, schema};

/// How many waits of a deadline are told at most; more than that nobody draws.
pub const MOST_WAITS: usize = 100;

/// The support that one plan offers for one severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support<Z> {
    /// When it is open; none where the plan includes no support for the severity, or it is to be agreed.
    pub coverage: Option<Coverage<Z>>,
    /// How soon it answers; none where nothing is promised.
    pub response: Option<ResponseTime>,
}

/// The availability of support at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Open.
    Open {
        /// When it closes; none where it never does.
        until: Option<DateTime<Utc>>,
    },
    /// Closed.
    Closed {
        /// When it opens next.
        opens: DateTime<Utc>,
    },
    /// Not open in the next 366 days, or not offered at all.
    Never,
}

/// The deadline of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// When the clock starts: at once, or, where only working hours count, when support opens; of business days, when support
    /// opens on the first of them.
    pub starts: DateTime<Utc>,
    /// The last instant at which the answer is in time.
    pub due: DateTime<Utc>,
    /// While the clock stands: the time before `due` during which support is closed, where that does not count.
    /// Ascending, disjoint, the first [`MOST_WAITS`] at most.
    pub waits: Vec<Period>,
}

impl<Z> Support<Z> {
    /// Reads what a plan offers for a severity with these answers. `locate` turns a zone's name in the catalogue into a zone with a database.
    ///
    /// # Errors
    ///
    /// What `locate` returns, such as for a name that its database does not know.
    pub fn of<E>(
        catalog: &Catalog,
        answers: &Answers,
        severity: SeverityIx,
        plan: PlanIx,
        locate: impl FnMut(&Zone) -> Result<Z, E>,
    ) -> Result<Self, E> {
        let severity = catalog.severity(severity);
        Self::of_rows(catalog, answers, severity.hours, severity.response, plan, locate)
    }

    /// Reads what a plan promises for a severity after the first answer, in the order of [`Severity::responses`].
    ///
    /// # Errors
    ///
    /// What `locate` returns, such as for a name that its database does not know.
    ///
    /// [`Severity::responses`]: crate::catalog::Severity::responses
    pub fn further<E>(
        catalog: &Catalog,
        answers: &Answers,
        severity: SeverityIx,
        plan: PlanIx,
        mut locate: impl FnMut(&Zone) -> Result<Z, E>,
    ) -> Result<Vec<Self>, E> {
        let severity = catalog.severity(severity);
        let mut all = Vec::new();
        for further in &severity.responses {
            let hours = further.hours.unwrap_or(severity.hours);
            all.push(Self::of_rows(catalog, answers, hours, Some(further.response), plan, &mut locate)?);
        }
        Ok(all)
    }

    fn of_rows<E>(
        catalog: &Catalog,
        answers: &Answers,
        hours: EntitlementIx,
        response: Option<EntitlementIx>,
        plan: PlanIx,
        locate: impl FnMut(&Zone) -> Result<Z, E>,
    ) -> Result<Self, E> {
        let coverage = match answers.offered(catalog, hours, plan) {
            Value::Hours(hours) => Some(catalog.coverage(hours).try_with_zone(locate)?),
            _ => None,
        };
        let response = match response.map(|row| answers.offered(catalog, row, plan)) {
            Some(Value::Response(time)) => Some(time),
            _ => None,
        };
        Ok(Self { coverage, response })
    }
}

#[cfg(feature = "json")]
impl Support<chrono_tz::Tz> {
    /// Reads what a plan offers for a severity with these answers, with zones from the program's own database. Hours by the visitor's own clocks
    /// are left out: whose those are is not known.
    pub fn located(catalog: &Catalog, answers: &Answers, severity: SeverityIx, plan: PlanIx) -> Self {
        let support = Self::of(catalog, answers, severity, plan, |zone| zone.name.parse::<chrono_tz::Tz>());
        // The catalogue's other zones were looked up when it was read.
        support.unwrap_or(Self { coverage: None, response: None })
    }

    /// Reads the same for a visitor in a zone.
    pub fn located_in(
        catalog: &Catalog,
        answers: &Answers,
        severity: SeverityIx,
        plan: PlanIx,
        own: chrono_tz::Tz,
    ) -> Self {
        Self::of(catalog, answers, severity, plan, in_zone(own))
            .expect("a catalogue's zones were looked up when it was read")
    }

    /// Reads the further promises for a visitor in a zone; see [`Support::further`].
    pub fn further_in(
        catalog: &Catalog,
        answers: &Answers,
        severity: SeverityIx,
        plan: PlanIx,
        own: chrono_tz::Tz,
    ) -> Vec<Self> {
        Self::further(catalog, answers, severity, plan, in_zone(own))
            .expect("a catalogue's zones were looked up when it was read")
    }
}

/// Finds a catalogue's zones for a visitor in a zone.
#[cfg(feature = "json")]
fn in_zone(own: chrono_tz::Tz) -> impl FnMut(&Zone) -> Result<chrono_tz::Tz, chrono_tz::ParseError> {
    move |zone| if zone.is_local() { Ok(own) } else { zone.name.parse() }
}

impl<Z: TimeZone> Support<Z> {
    /// Tells whether it is open at that instant, and until when, or when it opens.
    pub fn availability(&self, at: DateTime<Utc>) -> Availability {
        let first = self.coverage.as_ref().and_then(|coverage| coverage.open_periods(at).next());
        match first {
            None => Availability::Never,
            Some(open) if open.opens > at => Availability::Closed { opens: open.opens },
            Some(Period { closes, .. }) => {
                Availability::Open { until: (closes < DateTime::<Utc>::MAX_UTC).then_some(closes) }
            }
        }
    }

    /// Computes by when what is reported at an instant is answered; none where no time is promised, or working hours are and
    /// support does not open.
    pub fn deadline(&self, at: DateTime<Utc>) -> Option<Deadline> {
        let always = Coverage::Always;
        let minutes = |minutes: u32| TimeDelta::try_minutes(minutes.into());
        let (coverage, begins, due) = match self.response? {
            ResponseTime::Clock(time) => (&always, None, always.deadline(at, minutes(time)?).ok()?),
            ResponseTime::Working(time) => {
                let coverage = self.coverage.as_ref()?;
                (coverage, None, coverage.deadline(at, minutes(time)?).ok()?)
            }
            ResponseTime::BusinessDays(days) => {
                let coverage = self.coverage.as_ref()?;
                let days = coverage.business_days(at, days).ok()?;
                (coverage, Some(days.begin), days.end)
            }
        };
        let mut waits = Vec::new();
        let mut closed = at;
        for open in coverage.open_periods(at) {
            if closed >= due || waits.len() == MOST_WAITS {
                break;
            }
            if closed < open.opens {
                waits.push(Period { opens: closed, closes: open.opens });
            }
            closed = open.closes;
        }
        let opens = waits.first().filter(|wait| wait.opens == at).map_or(at, |wait| wait.closes);
        Some(Deadline { starts: begins.unwrap_or(opens), due, waits })
    }
}
