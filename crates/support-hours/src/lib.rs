#![doc = include_str!("../README.md")]
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
mod holiday_rule;
mod midnight;
mod opening;
mod period;
mod periods;
mod pieces;
mod span;
mod wall;
mod wall_minute;
mod weekly;

#[doc = include_str!("../SEMANTICS.md")]
pub mod semantics {}

pub use calendar::Calendar;
pub use coverage::{BusinessDays, Coverage, NeverOpens, OpenSpans};
pub use daily::DailyHours;
pub use holiday::parse_holiday;
pub use holiday_rule::HolidayRule;
pub use opening::{Day, HoursError, Opening, TimeOfDay};
pub use period::Period;
pub use periods::Periods;
pub use wall::first_shown;
pub use wall_minute::{MINUTES_PER_DAY, MINUTES_PER_WEEK, WallMinute, day_of_week, minutes_after, minutes_between};
pub use weekly::WeeklyHours;
