//! The limits of a catalogue. The reader of JSON tells the author, and the check of every catalogue enforces them.

/// Plans, of which there is at least one.
pub const MAX_PLANS: usize = 200;
/// Rows of the table, of which there is at least one.
pub const MAX_ENTITLEMENTS: usize = 500;
/// Tags of one row.
pub const MAX_TAGS: usize = 20;
/// Severities.
pub const MAX_SEVERITIES: usize = 20;
/// Questions.
pub const MAX_QUESTIONS: usize = 100;
/// Answers of one visitor: to every question and to that for the current plan, the period, the currency and the family.
#[cfg(feature = "json")]
pub const MAX_ANSWERS: usize = MAX_QUESTIONS + 4;
/// Choices of one question.
pub const MAX_CHOICES: usize = 100;
/// Support hours with a name.
pub const MAX_HOURS: usize = 1000;
/// Ordered scales.
pub const MAX_SCALES: usize = 1000;
/// Currencies, of which prices have at least one.
#[cfg(feature = "json")]
pub(crate) const MAX_CURRENCIES: usize = 10;
/// Billing periods, of which prices have at least one.
#[cfg(feature = "json")]
pub(crate) const MAX_PERIODS: usize = 6;
/// Parts of one charge.
#[cfg(feature = "json")]
pub(crate) const MAX_PARTS: usize = 20;
/// Tiers of one part.
#[cfg(feature = "json")]
pub(crate) const MAX_TIERS: usize = 20;
/// Add-ons.
pub const MAX_ADD_ONS: usize = 40;
/// How many of one add-on can be taken.
#[cfg(feature = "json")]
pub(crate) const MAX_TAKEN: u64 = 1000;
/// Families of plans.
pub const MAX_FAMILIES: usize = 20;
/// The most business days that may be promised.
#[cfg(feature = "json")]
pub(crate) const MAX_DAYS: u32 = 366;
/// The most hours within which requests may be said to be answered.
#[cfg(feature = "json")]
pub(crate) const MAX_REPLY_HOURS: u32 = 720;
