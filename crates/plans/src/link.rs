//! The share link: the answers and the choices of view, as the fragment of the page's address.
//!
//! ```text
//! v1;company-size=100-499;sev1-hours=always;plans=plus,business;only=differences;lang=de;
//! catalog=2026-11;rows=fb554728;was=plus,business/sev1-hours:A,A
//! ```
//!
//! A link is the version of its form, and parts `key=value`, with `;` between any two. Several values have `,` between
//! them. Every character that is written may stand in a fragment as it is (RFC 3986); a catalogue's version alone may need
//! percent-encoding. Read, any value may be percent-encoded, and so may be all of a link, once or more often: what programs do to
//! links on their way is undone ([`Link::read`]). The parts, in the order in which they are written:
//!
//! | key | value |
//! |---|---|
//! | `current-plan` | the id of the plan that the visitor has, `none`, `not-sure` |
//! | a question's id | choice ids, digits, `yes` or `no`, `not-sure` |
//! | `period` | the id of the billing period chosen |
//! | `currency` | the code of the currency chosen |
//! | `family` | the id of the family of plans that is shown |
//! | `plans` | ids of the plans shown, in their order |
//! | `only` | `differences` |
//! | `open` | ids of the rows whose explanations are open |
//! | `folded` | ids of the sections folded up |
//! | `severity` | a severity's id |
//! | `moment` | `YYYY-MM-DDTHH:MM`, or a minute of a week that begins on Monday: 0 to 10079 |
//! | `zone` | an IANA name |
//! | `lang` | a BCP 47 tag |
//! | `theme` | `light` or `dark` |
//! | `catalog` | the version of the catalogue |
//! | `rows` | 8 hexadecimal digits: the FNV-1a hash (32 bits) of what `was` would be with every plan shown |
//! | `was` | what the answers relied on |
//!
//! `answer.` may stand before any question's id, and does before one that is also another key, such as `answer.plans`. Where
//! a question has a choice called `not-sure`, that one is not sure is written `~`. An answer that the catalogue assumes is left out,
//! and holds where its question is not named; that one is not sure says that it was taken back.
//!
//! `was` holds the ids of the plans shown, and then, for each row that an answer asks something of, `/`, the row's id, `:`
//! and its value for each of those plans. A value is a number and a unit, an id, or, since no id has capital letters, one of
//! these:
//!
//! | value | of rows | means |
//! |---|---|---|
//! | `N`, `R`, `Y` | any | not included, on request, included |
//! | `36`, `U` | quantity | so many, unlimited |
//! | `high` | level | the level with this id |
//! | `extended`, `A` | hours | the hours with this id, around the clock |
//! | `4h`, `30m`, `8wh`, `90wm` | response | hours and minutes on the clock, and of support hours |
//! | `2x-year`, `1d-month` | frequency | times, and days, in a year, a quarter, a month or a week |
//!
//! Where the catalogue has prices and something is answered, `/~total:` follows, with what each of those plans costs for the answers,
//! with the add-ons that the advice takes beside it, in the currency and for the period chosen: a number, after `F` where it is a least one, or `R` or `S` where it is on
//! request or not stated.
//!
//! The values tell hours by their id alone: other hours of the same id are no change. A plan that was added changes the hash
//! and no value.

mod changes;
mod read;
mod received;
mod totals;
mod values;
mod write;

pub use changes::{Changes, RowChange, TotalChange, Was};

use crate::answers::Answers;
use crate::catalog::{Catalog, EntitlementIx};
pub use crate::wire::PERSONAL;
use crate::wire::{
    ANSWER, CATALOG, EntryError, FAMILY, FOLDED, LANG, LINK_KEYS, LINK_VERSION, OPEN, PLANS, ROWS, THEME, View, WAS,
    ZONE, is_billing,
};

/// The longest link that is read whole, in bytes, without the `#`.
pub const MAX_LEN: usize = 4000;

/// What a link holds: the answers and the choices of view. It has no place for what is known of a person.
///
/// Its indices are those of one catalogue.
///
/// # Example: a link is read, and written with what it relies on
///
/// ```
/// use plans::{link::Link, source};
///
/// let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
/// let opened = Link::read(&catalog, "#v1;company-size=100-499;contacts=3;plans=plus,business;theme=sepia");
/// assert_eq!(opened.link.view.plans.len(), 2);
/// assert_eq!((opened.faults[0].key.as_str(), opened.faults[0].value.as_str()), ("theme", "sepia"));
/// assert_eq!(
///     opened.link.write(&catalog),
///     "v1;company-size=100-499;contacts=3;plans=plus,business;\
///      catalog=2026-11;rows=911adbce;was=plus,business/technical-contacts:2,4",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Link {
    /// The answers.
    pub answers: Answers,
    /// The choices of view.
    pub view: View,
    /// The language chosen: up to 35 letters, digits and `-`. It need not be one that there is.
    pub language: Option<String>,
    /// The theme chosen; the visitor's own where there is none.
    pub theme: Option<Theme>,
}

/// A theme that a visitor can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Returns the theme that is called so.
    pub fn named(name: &str) -> Option<Self> {
        [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == name)
    }

    /// Returns the theme's name.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// The result of reading a link.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Opened {
    /// The link.
    pub link: Link,
    /// The parts that could not be read, in the order of the link.
    pub faults: Vec<Fault>,
    /// With what it was made.
    pub made_with: MadeWith,
}

/// The catalogue that a link was made with, as far as the link tells.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct MadeWith {
    /// The catalogue's version.
    pub version: Option<String>,
    /// The hash of the rows relied on.
    pub rows: Option<String>,
    /// The values relied on, as they stand. [`Opened::changes`] reads them.
    pub was: Option<String>,
}

/// A part of a link that could not be read. The rest was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of the fault.
    pub kind: FaultKind,
    /// The part's key as it stands; empty where the fault is the link's own.
    pub key: String,
    /// The value that is wrong, and of several that one alone; without percent-encoding where that could be read.
    pub value: String,
}

/// What is wrong with a part of a link, or with all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The link is longer than [`MAX_LEN`]. Parts that end beyond were not read.
    TooLong,
    /// The link does not begin with `v1`. The value is what stands there, if anything; what is known was read all the same.
    Version,
    /// A `%` does not stand before two hexadecimal digits, or the bytes together are no UTF-8.
    Encoding,
    /// A key, a question or a value of several stands there before. The first was read.
    Twice,
    /// There is no such key, nor a question of that id.
    UnknownKey,
    /// There is no question of that id.
    UnknownQuestion,
    /// There is no family of that id.
    UnknownFamily,
    /// There is no plan of that id.
    UnknownPlan,
    /// There is no row of that id.
    UnknownEntitlement,
    /// There is no section of that id.
    UnknownSection,
    /// There is no severity of that id.
    UnknownSeverity,
    /// The value is no answer to the question.
    NoAnswer,
    /// The value is not of the key's form.
    Malformed,
}

impl From<EntryError> for FaultKind {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::UnknownName => FaultKind::UnknownKey,
            EntryError::UnknownFamily => FaultKind::UnknownFamily,
            EntryError::UnknownPlan => FaultKind::UnknownPlan,
            EntryError::UnknownEntitlement => FaultKind::UnknownEntitlement,
            EntryError::UnknownSection => FaultKind::UnknownSection,
            EntryError::UnknownSeverity => FaultKind::UnknownSeverity,
            EntryError::Malformed => FaultKind::Malformed,
        }
    }
}

/// Tells whether a key is another thing than a question's id.
fn is_reserved(key: &str) -> bool {
    LINK_KEYS.contains(&key) || PERSONAL.contains(&key)
}

fn is_language(text: &str) -> bool {
    crate::wire::is_name(text, 35, b"-")
}
