//! Weekly support hours in a time zone, with holidays.
//!
//! The crate knows time and nothing else: no clock, no I/O, no plan, no sentence. A [`Coverage`] says when support is open:
//! [`Coverage::Always`], or a [`Calendar`] of [`WeeklyHours`] in a zone. The zone is a type parameter, so that a caller may
//! name it by a string, or by any `chrono::TimeZone`.
//!
//! # Semantics
//!
//! - An open span is half-open, `[open, close)`. Overlapping or touching spans are one.
//! - `close <= open` means the next day; `open == close` is 24 hours; `24:00` is the end of the day.
//! - A span that passes Sunday's midnight goes on on Monday: the week is a circle.
//! - A holiday closes one local date, from midnight to midnight.
//! - An empty week is legal and never open.
//!
//! # Example: does one coverage include another?
//!
//! ```
//! use support_hours::{Calendar, Coverage, Opening, WeeklyHours};
//!
//! let office = Opening::parse(&["mon", "tue", "wed", "thu", "fri"], "10:00", "17:00")?;
//! let longer = Opening::parse(&["mon", "tue", "wed", "thu", "fri"], "09:00", "19:00")?;
//! let hours = |opening| Coverage::Hours(Calendar::new("America/New_York", WeeklyHours::new(vec![opening]), []));
//! let (office, longer) = (hours(office), hours(longer));
//!
//! assert!(longer.covers(&office));
//! assert!(!office.covers(&longer));
//! assert!(Coverage::Always.covers(&longer));
//! assert_eq!(longer.minutes_per_week(), 50 * 60);
//! # Ok::<(), support_hours::HoursError>(())
//! ```

mod calendar;
mod coverage;
mod opening;
mod weekly;

pub use calendar::Calendar;
pub use coverage::Coverage;
pub use opening::{Day, HoursError, Opening, TimeOfDay};
pub use weekly::{MINUTES_PER_WEEK, WeeklyHours};
