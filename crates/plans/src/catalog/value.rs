//! What a cell can hold: values of a few kinds, never free text.

use super::index::{HoursIx, LevelIx, ScaleIx};
use super::text::Text;

/// What the cells of a row hold, beside the three values that every row may hold (included is for [`Kind::Inclusion`] alone).
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Included or not.
    Inclusion,
    /// A number of things.
    Quantity(Unit),
    /// A level on an ordered scale.
    Level(ScaleIx),
    /// When support is open.
    Hours,
    /// How soon support answers.
    Response,
    /// How often something is done.
    Frequency,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Unit {
    /// As it follows a number, such as `contact` and `contacts`.
    pub name: Counted,
    /// The same where it is said already what is counted, such as `a year`; a number stands alone there where it is none.
    pub short: Option<Counted>,
}

/// A text in the forms that follow numbers.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Counted {
    /// The form for every number that no other form is for.
    pub other: Text,
    /// The other forms. Each is there in those languages that count by it.
    pub forms: Vec<Form>,
}

/// A form of a counted text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Form {
    /// Its place in [`crate::plural::FORMS`].
    pub place: usize,
    /// The text.
    pub text: Text,
}

/// What one plan offers in one row, or what an answer asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not part of the plan.
    NotIncluded,
    /// To be agreed, so it never counts as met.
    OnRequest,
    /// Part of the plan.
    Included,
    /// A number of things.
    Quantity(Quantity),
    /// A level of the row's scale.
    Level(LevelIx),
    /// When support is open.
    Hours(Hours),
    /// How soon support answers.
    Response(ResponseTime),
    /// How often something is done.
    Frequency(Frequency),
}

impl Value {
    /// Returns the smallest count that asks for more than this offer; 0 where any does. Counts are smaller than 2^32.
    pub(crate) fn first_count_missed(self) -> u64 {
        match self {
            Value::Quantity(Quantity::Unlimited) => u64::MAX,
            Value::Quantity(Quantity::Count(count)) => u64::from(count) + 1,
            // Nothing is enough where nothing is asked for.
            Value::NotIncluded => 1,
            _ => 0,
        }
    }
}

/// A number of things. Ordered: unlimited is most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// So many.
    Count(u32),
    /// As many as one likes.
    Unlimited,
}

/// When support is open: always, or by hours that the catalogue names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// Every minute of every day.
    Always,
    /// The hours at that index.
    Named(HoursIx),
}

/// How soon support answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseTime {
    /// How long it may take, in minutes.
    pub minutes: u32,
    /// Whether only time inside the support hours counts; else it is time on the clock.
    pub working: bool,
}

impl ResponseTime {
    /// Tells whether this is soon enough for what was required: never later, and on the clock where the clock was required.
    pub fn satisfies(self, required: Self) -> bool {
        self.minutes <= required.minutes && (required.working || !self.working)
    }
}

/// How often something is done: an amount in every period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frequency {
    /// How much, 1 or more.
    pub count: u32,
    /// Of what.
    pub amount: Amount,
    /// In which period.
    pub per: Period,
}

impl Frequency {
    /// Tells whether this is often enough. Times and days do not compare.
    pub fn satisfies(self, required: Self) -> bool {
        let a_year = |frequency: Self| u64::from(frequency.count) * u64::from(frequency.per.a_year());
        self.amount == required.amount && a_year(self) >= a_year(required)
    }
}

/// What a frequency counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Occasions: "once a year".
    Times,
    /// Days of work: "1 day per year".
    Days,
}

/// The period of a frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A year.
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
    /// A week, of which a year has 52.
    Week,
}

impl Period {
    fn a_year(self) -> u32 {
        match self {
            Period::Year => 1,
            Period::Quarter => 4,
            Period::Month => 12,
            Period::Week => 52,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_hours_answer_no_need_on_the_clock() {
        let time = |hours: u32, working| ResponseTime { minutes: hours * 60, working };
        assert!(time(4, false).satisfies(time(8, true)), "the clock runs at least as fast as working hours");
        assert!(time(8, true).satisfies(time(8, true)));
        assert!(!time(8, true).satisfies(time(12, false)));
        assert!(!time(12, true).satisfies(time(8, true)));
        assert!(!time(12, false).satisfies(time(8, true)));
    }

    #[test]
    fn frequencies_compare_by_the_year_and_in_one_unit() {
        let frequency = |count, amount, per| Frequency { count, amount, per };
        let once_a_year = frequency(1, Amount::Times, Period::Year);
        assert!(frequency(1, Amount::Times, Period::Month).satisfies(frequency(2, Amount::Times, Period::Quarter)));
        assert!(!once_a_year.satisfies(frequency(1, Amount::Times, Period::Quarter)));
        assert!(!frequency(9, Amount::Days, Period::Year).satisfies(once_a_year));
    }
}
