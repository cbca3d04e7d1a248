//! Weekly support hours in a time zone, with holidays: when they open, and when working time runs out.
//!
//! The crate knows time and nothing else: no clock, no I/O, no plan, no sentence. A [`Coverage`] says when support is open:
//! [`Coverage::Always`], or a [`Calendar`] of [`WeeklyHours`] in a zone. The zone is a type parameter. A caller may name it by
//! a string and compare weeks; [`Coverage::try_with_zone`] makes any `chrono::TimeZone` of the name, and with that a coverage
//! answers for instants. Instants are UTC; times are exact, with no loss below a second.
//!
//! # Semantics
//!
//! The week:
//!
//! - An open span is half-open, `[open, close)`. Overlapping or touching spans are one.
//! - `close <= open` means the next day; `open == close` is 24 hours; `24:00` is the end of the day.
//! - A span that passes Sunday's midnight goes on on Monday: the week is a circle.
//! - An empty week is legal and never open.
//!
//! Holidays:
//!
//! - A holiday closes every instant whose local date it is, from midnight to midnight. A night is cut there, and its part on
//!   the neighbouring day stays open, whichever day it began on.
//!
//! Clock changes:
//!
//! - An opening that the clocks show twice takes the first; one that they skip takes the end of the gap.
//! - A closing that the clocks show twice takes the second; one that they skip takes the end of the gap. `24:00` is the next
//!   date's `00:00`, by this rule.
//! - Spans that end up empty are dropped. So 00:30 to 01:30 lasts two hours on the day on which New York sets its clocks
//!   back, and 02:15 to 02:45 does not open on the day on which it sets them forward.
//! - A date that does not exist, as 2011-12-30 in Apia, has no hours of the day; the night before and the night of that date
//!   meet at the gap.
//!
//! Questions:
//!
//! - [`Coverage::is_open`]: at an opening it is, at a closing it is not.
//! - [`Coverage::next_opening`]: the first open instant at or after one; that itself when open.
//! - [`Coverage::next_closing`]: the end of the open period, or of the next one when closed.
//! - [`Coverage::open_periods`]: the open periods from an instant on, found as they are asked for.
//! - [`Coverage::deadline`]: the first instant by which that much working time has run. What runs out at a closing gives the
//!   closing, not the next opening. No working time at all gives the instant itself when open, and else the next opening.
//! - [`Coverage::elapsed`]: how much working time runs between two instants; none when they are the same, or reversed.
//! - [`Coverage::covers`] and [`Coverage::hours_per_week`]: of weekly sets, whatever the clocks do.
//! - What is open at no instant in `[at, at + 366 days)` never opens: `next_opening` and `deadline` (of no time, too) give
//!   [`NeverOpens`], `is_open` is false. There is no search without an end.
//!
//! What clocks show:
//!
//! - [`WallMinute`]: a local date and time in minutes, its week, and the first instant at which clocks show it.
//! - [`DailyHours`]: the open spans of a week, the days of the same hours together.
//!
//! # How it is found
//!
//! The spans of the week become open periods of one local date after the other; what holidays close is cut out of them; what
//! is before the instant asked for is clipped; the question consumes what is left. A zone is asked only at the edges of spans.
//!
//! # Example: when is an answer due?
//!
//! ```
//! use chrono::{DateTime, TimeDelta, Utc};
//! use chrono_tz::America::New_York;
//! use support_hours::{Calendar, Coverage, Opening, WeeklyHours, parse_holiday};
//!
//! let office = Opening::parse(&["mon", "tue", "wed", "thu", "fri"], "10:00", "17:00")?;
//! let thanksgiving = parse_holiday("2026-11-26")?;
//! let hours = Coverage::Hours(Calendar::new(New_York, WeeklyHours::new(vec![office]), [thanksgiving]));
//!
//! let wednesday_at_four: DateTime<Utc> = "2026-11-25T21:00:00Z".parse().expect("an instant");
//! let due = hours.deadline(wednesday_at_four, TimeDelta::hours(4)).expect("hours that open");
//! assert_eq!(format!("{:?}", due.with_timezone(&New_York)), "2026-11-27T13:00:00EST");
//! assert_eq!(hours.elapsed(wednesday_at_four, due), TimeDelta::hours(4));
//! # Ok::<(), support_hours::HoursError>(())
//! ```
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
//!
//! # Example: a coverage as data
//!
//! With the feature `serde`, which is off by default, coverages and what they are made of are read from formats that name
//! their fields, such as JSON, and written to them. Reading refuses what the parsers refuse, with their errors, and fields
//! that there are not. The zone is read and written as its own type says.
//!
#![cfg_attr(feature = "serde", doc = "```")]
#![cfg_attr(not(feature = "serde"), doc = "```ignore")]
//! use support_hours::Coverage;
//!
//! let data = r#"{
//!     "zone": "America/New_York",
//!     "weekly": [{"days": ["mon", "fri"], "open": "10:00", "close": "17:00"}],
//!     "holidays": ["2026-12-25"]
//! }"#;
//! let hours: Coverage<String> = serde_json::from_str(data)?;
//! assert_eq!(hours.minutes_per_week(), 14 * 60);
//! assert_eq!(serde_json::to_string(&hours)?, data.replace(['\n', ' '], ""));
//!
//! let always: Coverage<String> = serde_json::from_str(r#"{"always": true}"#)?;
//! assert_eq!(always, Coverage::Always);
//!
//! let refused = serde_json::from_str::<Coverage<String>>(&data.replace("17:00", "25:00")).expect_err("no time of day");
//! assert!(refused.to_string().starts_with("\"25:00\" is not a time of day; write hours and minutes"));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod calendar;
mod coverage;
mod daily;
#[cfg(feature = "serde")]
mod data;
mod day;
mod holiday;
mod midnight;
mod opening;
mod period;
mod periods;
mod pieces;
mod span;
mod wall;
mod wall_minute;
mod weekly;

pub use calendar::Calendar;
pub use coverage::{Coverage, NeverOpens};
pub use daily::DailyHours;
pub use holiday::parse_holiday;
pub use opening::{Day, HoursError, Opening, TimeOfDay};
pub use period::Period;
pub use periods::Periods;
pub use wall::first_shown;
pub use wall_minute::{MINUTES_PER_DAY, MINUTES_PER_WEEK, WallMinute, day_of_week, minutes_after, minutes_between};
pub use weekly::WeeklyHours;
