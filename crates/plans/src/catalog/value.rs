//! What a cell can hold: values of a few kinds. Free text is one of them, and compares with nothing.

use super::amount::{AmountKind, Measure};
use super::index::{HoursIx, LevelIx, ScaleIx, TextIx};
use super::text::{Id, Text};
use super::unit::{Period, Unit};

/// What the cells of a row hold, beside the states that every row may hold (included is for [`Kind::Inclusion`] alone).
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
    /// Free words, each different text of the row once.
    Text(Vec<Text>),
    /// Any of these, at most 64.
    Options(Vec<Level>),
    /// A number with decimals.
    Decimal(Unit),
    /// Parts of a hundred.
    Percent,
    /// A number of a unit.
    Amount(AmountKind),
}

impl Kind {
    /// Returns what a number of the kind counts, where it is one of those that count something.
    pub fn unit(&self) -> Option<&Unit> {
        match self {
            Kind::Quantity(unit) | Kind::Decimal(unit) => Some(unit),
            Kind::Amount(kind) => Some(&kind.of),
            Kind::Inclusion
            | Kind::Level(_)
            | Kind::Hours
            | Kind::Response
            | Kind::Frequency
            | Kind::Text(_)
            | Kind::Options(_)
            | Kind::Percent => None,
        }
    }
}

/// A step of a scale, or one of some options.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Names it in values.
    pub id: Id,
    /// The text that people read.
    pub name: Text,
}

/// What one plan offers in one row, or what an answer asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not part of the plan.
    NotIncluded,
    /// To be agreed, so it never counts as met.
    OnRequest,
    /// Not said by the publisher, so it counts neither as met nor as missed.
    NotStated,
    /// Without a meaning for the plan, so it never counts as met.
    NotApplicable,
    /// To be bought beside the plan, so it never counts as met.
    Available,
    /// Part of the plan.
    Included,
    /// A number of things. Unlimited, it is of decimals and amounts, too.
    Quantity(Quantity),
    /// A level of the row's scale.
    Level(LevelIx),
    /// When support is open.
    Hours(Hours),
    /// How soon support answers.
    Response(ResponseTime),
    /// How often something is done.
    Frequency(Frequency),
    /// Words of the row.
    Text(TextIx),
    /// Some of the row's options.
    Options(Options),
    /// A decimal or a percentage, in millionths.
    Decimal(u64),
    /// A number of a unit.
    Amount(Measure),
}

/// Some of a row's options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options(pub(crate) u64);

impl Options {
    /// How many options a row has at most.
    pub const MOST: usize = 64;

    /// Tells whether the option at a place of the row's list is among them.
    pub fn has(self, at: usize) -> bool {
        at < Self::MOST && self.0 >> at & 1 == 1
    }

    /// Tells whether all of the others are among them.
    pub fn has_all(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }
}

impl Value {
    /// Tells whether this is a state that every row may hold, in place of a value of its kind.
    pub fn is_state(self) -> bool {
        matches!(
            self,
            Value::NotIncluded | Value::OnRequest | Value::NotStated | Value::NotApplicable | Value::Available
        )
    }

    /// Returns the smallest count that asks for more than this offer is known to have; 0 where any does.
    pub(crate) fn first_count_missed(self) -> u64 {
        match self {
            Value::Quantity(Quantity::Unlimited) => u64::MAX,
            Value::Quantity(Quantity::Count(count)) => count + 1,
            // Nothing is enough where nothing is asked for.
            Value::NotIncluded | Value::NotStated => 1,
            _ => 0,
        }
    }
}

/// A number of things. Ordered: unlimited is most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// So many.
    Count(u64),
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
pub enum ResponseTime {
    /// Minutes on the clock.
    Clock(u32),
    /// Minutes inside the support hours.
    Working(u32),
    /// Dates with support hours, from the day after the report on.
    BusinessDays(u32),
}

/// What a business day counts as beside a time in working hours, and the last of several beside a time on the clock.
const BUSINESS_DAY: u64 = 8 * 60;

/// What each business day before the last counts as beside a time on the clock.
const WHOLE_DAY: u64 = 24 * 60;

impl ResponseTime {
    /// Tells whether this is soon enough for what was required: never later, and on the clock where the clock was required.
    ///
    /// Business days satisfy business days alone. Where they are required, 8 working hours satisfy each; on the clock it is 24
    /// hours for each but the last, and 8 for that: so much is sure to be left of days that end at 8:00 or later, even when it is
    /// reported in the last minute of a day.
    pub fn satisfies(self, required: Self) -> bool {
        use ResponseTime::{BusinessDays, Clock, Working};
        match (self, required) {
            (Clock(offered), Clock(required) | Working(required))
            | (Working(offered), Working(required))
            | (BusinessDays(offered), BusinessDays(required)) => offered <= required,
            (Clock(offered), BusinessDays(days)) => {
                u64::from(offered) + WHOLE_DAY <= u64::from(days) * WHOLE_DAY + BUSINESS_DAY
            }
            (Working(offered), BusinessDays(days)) => u64::from(offered) <= u64::from(days) * BUSINESS_DAY,
            (Working(_) | BusinessDays(_), Clock(_)) | (BusinessDays(_), Working(_)) => false,
        }
    }

    /// Tells whether it counts while support is closed.
    pub fn is_on_clock(self) -> bool {
        matches!(self, Self::Clock(_))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_hours_answer_no_need_on_the_clock() {
        let time = |hours: u32, working| match working {
            true => ResponseTime::Working(hours * 60),
            false => ResponseTime::Clock(hours * 60),
        };
        assert!(time(4, false).satisfies(time(8, true)), "the clock runs at least as fast as working hours");
        assert!(time(8, true).satisfies(time(8, true)));
        assert!(!time(8, true).satisfies(time(12, false)));
        assert!(!time(12, true).satisfies(time(8, true)));
        assert!(!time(12, false).satisfies(time(8, true)));
    }

    #[test]
    fn business_days_are_met_by_what_is_sure_to_be_sooner() {
        use ResponseTime::{BusinessDays, Clock, Working};
        let hour = 60;
        for (offered, required, is_met) in [
            (BusinessDays(1), BusinessDays(2), true),
            (BusinessDays(2), BusinessDays(2), true),
            (BusinessDays(3), BusinessDays(2), false),
            (Working(8 * hour), BusinessDays(1), true),
            (Working(8 * hour + 1), BusinessDays(1), false),
            (Working(16 * hour), BusinessDays(2), true),
            (Clock(8 * hour), BusinessDays(1), true),
            (Clock(8 * hour + 1), BusinessDays(1), false),
            (Clock(32 * hour), BusinessDays(2), true),
            (Clock(32 * hour + 1), BusinessDays(2), false),
            (BusinessDays(1), Working(1000 * hour), false),
            (BusinessDays(1), Clock(1000 * hour), false),
        ] {
            assert_eq!(offered.satisfies(required), is_met, "{offered:?} for {required:?}");
        }
    }

    /// What satisfies something satisfies all that this does: else a plan's rank would depend on who asks.
    #[test]
    fn satisfying_goes_through_what_is_between() {
        let mut all = Vec::new();
        for hours in [1, 4, 8, 9, 16, 24, 31, 32, 33, 56] {
            all.extend([ResponseTime::Clock(hours * 60), ResponseTime::Working(hours * 60)]);
        }
        all.extend((1..5).map(ResponseTime::BusinessDays));
        for one in &all {
            assert!(one.satisfies(*one), "{one:?}");
            for two in all.iter().filter(|two| one.satisfies(**two)) {
                for three in all.iter().filter(|three| two.satisfies(**three)) {
                    assert!(one.satisfies(*three), "{one:?}, {two:?}, {three:?}");
                }
            }
        }
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
