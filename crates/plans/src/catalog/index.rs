//! Indices into a catalogue, a type for each list, so that one cannot stand for another.

macro_rules! index {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            /// Returns the index `at`. Catalogues are far smaller than the 65,536 that an index can tell apart.
            pub(crate) fn new(at: usize) -> Self {
                Self(u16::try_from(at).unwrap_or(u16::MAX))
            }

            /// Returns the position in its list.
            pub fn get(self) -> usize {
                usize::from(self.0)
            }
        }
    )+};
}

index! {
    /// A plan.
    PlanIx;
    /// A row of the table.
    EntitlementIx;
    /// A question.
    QuestionIx;
    /// A choice of one question.
    ChoiceIx;
    /// Support hours with a name.
    HoursIx;
    /// A severity.
    SeverityIx;
    /// An ordered scale.
    ScaleIx;
    /// A level of one scale, lowest first.
    LevelIx;
    /// A text of one row.
    TextIx;
    /// A currency.
    CurrencyIx;
    /// A billing period.
    PeriodIx;
    /// An add-on.
    AddOnIx;
    /// A family of plans.
    FamilyIx;
}

impl QuestionIx {
    /// The question for the plan that a visitor has, which is none of [`super::Catalog::questions`].
    pub const CURRENT_PLAN: Self = Self(u16::MAX);
}

macro_rules! all {
    ($($name:ident)+) => {$(
        impl $name {
            /// Returns the indices of a list of this length.
            pub(crate) fn all(len: usize) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
                (0..len).map(Self::new)
            }
        }
    )+};
}

all! { PlanIx EntitlementIx QuestionIx ChoiceIx SeverityIx CurrencyIx PeriodIx AddOnIx FamilyIx }
