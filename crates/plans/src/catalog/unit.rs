//! What numbers count, in the forms of each language, and in which period they renew.

use super::text::Text;

/// What is counted.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Unit {
    /// As it follows a number, such as `contact` and `contacts`.
    pub name: Counted,
    /// The same where it is said already what is counted, such as `a year`; a number stands alone there where it is none.
    pub short: Option<Counted>,
    /// In which period the number renews, where it does.
    pub per: Option<Period>,
}

impl Unit {
    /// Tells whether it says what is counted.
    pub fn is_named(&self) -> bool {
        !self.name.other.own().is_empty() || !self.name.other.translations().is_empty()
    }
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

/// The period of a frequency, or in which a number renews.
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
    /// A day, of which a year has 365.
    Day,
}

impl Period {
    /// Returns how many of it a year has.
    pub(super) fn a_year(self) -> u32 {
        match self {
            Period::Year => 1,
            Period::Quarter => 4,
            Period::Month => 12,
            Period::Week => 52,
            Period::Day => 365,
        }
    }
}
