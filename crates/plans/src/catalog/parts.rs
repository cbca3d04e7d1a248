//! The types that a catalogue consists of.

use support_hours::Coverage;

use super::add_on::{AddOn, PlanFamily};
use super::dependence::{By, OnlyIf};
use super::index::{HoursIx, QuestionIx};
use super::price::{Price, Pricing};
use super::question::{Group, Question};
use super::reply::Reply;
use super::severity::Severity;
use super::text::{Block, Id, Languages, Text};
use super::value::{Kind, Level, Value};

/// A zone as the catalogue names it: the IANA name, and the short name that people read.
///
/// Zones are equal when their clocks are, that is by the IANA name: hours in one zone compare, whatever each calls it.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The IANA name, such as `America/New_York`; or [`Zone::LOCAL`].
    pub name: String,
    /// The name that people use, such as `ET`.
    pub label: Text,
}

impl Zone {
    /// What stands in the place of an IANA name where the hours are read on the visitor's own clocks.
    pub const LOCAL: &str = "local";

    /// Tells whether it is the visitor's own zone, which is known only when somebody asks.
    pub fn is_local(&self) -> bool {
        self.name == Self::LOCAL
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Everything a catalogue holds, before it is known to be valid.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogParts {
    /// Names the catalogue in requests and links.
    pub id: Id,
    /// Changes with the offer, such as `2026-11`.
    pub version: String,
    /// Names all that it holds: a hash, by which a request says what its page showed. It stays the same in every language and with every
    /// choice of plans. Empty where nothing has named it.
    pub content: String,
    /// The language that it is told in, at first that of texts that name none: a BCP 47 tag.
    pub language: String,
    /// The languages that its texts are in.
    pub languages: Languages,
    /// The page's heading.
    pub title: Text,
    /// The sentence below the heading.
    pub introduction: Text,
    /// The ribbon over the recommended plan.
    pub ribbon: Text,
    /// The button that asks for a plan.
    pub request_plan: Text,
    /// The link to a plan's summary.
    pub learn_more: Text,
    /// The words that a requester must agree to, if any.
    pub consent: Option<Text>,
    /// Who answers a request, and by when, where the catalogue says.
    pub reply: Reply,
    /// The support hours that cells and requirements name.
    pub hours: Vec<NamedHours>,
    /// The ordered scales that level entitlements use, each lowest level first.
    pub scales: Vec<Scale>,
    /// The plans, lowest first.
    pub plans: Vec<Plan>,
    /// The table's sections, each with its rows.
    pub sections: Vec<Section>,
    /// The table's rows, section after section.
    pub entitlements: Vec<Entitlement>,
    /// How bad incidents are, the worst first; none where plans do not tell them apart.
    pub severities: Vec<Severity>,
    /// The headings of the questions.
    pub groups: Vec<Group>,
    /// The questions, group after group.
    pub questions: Vec<Question>,
    /// The questions that are shown first, each once.
    pub decides: Vec<QuestionIx>,
    /// Whether the page asks which plan a visitor has.
    pub ask_current_plan: bool,
    /// In what and how often plans are paid for; none where the catalogue has no prices.
    pub pricing: Option<Pricing>,
    /// What can be taken beside a plan.
    pub add_ons: Vec<AddOn>,
    /// The families that each plan is in one of; none where all plans are one.
    pub families: Vec<PlanFamily>,
}

/// One tier of the offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Names the plan in answers, requests and links.
    pub id: Id,
    /// The plan's name.
    pub name: Text,
    /// Whom it is for, where the catalogue says.
    pub audience: Option<Text>,
    /// Whether a visitor can ask for it.
    pub requestable: bool,
    /// What it costs.
    pub price: Price,
    /// With which answers it can be had: all of these. A question that is open rules nothing out.
    pub available_if: Vec<OnlyIf>,
    /// Where "learn more" leads; to the plan's summary on the page where it is none.
    pub learn_more: Option<String>,
}

/// A heading of the table and its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Names the section.
    pub id: Id,
    /// The heading.
    pub title: Text,
    /// The number of its entitlements, at least one.
    pub len: usize,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entitlement {
    /// Names the entitlement in requirements.
    pub id: Id,
    /// The row's name.
    pub name: Text,
    /// One line that stands below the name.
    pub brief: Option<Text>,
    /// Where more is said of it.
    pub link: Option<Link>,
    /// What marks it, beside its name.
    pub badge: Option<Badge>,
    /// Words by which it is found, too.
    pub tags: Vec<Text>,
    /// The explanation, in plain words; none where nothing is explained.
    pub explanation: Vec<Block>,
    /// The kind of its cells.
    pub kind: Kind,
    /// One cell a plan, in the order of the plans.
    pub cells: Vec<Cell>,
}

/// The way to a page about a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The page's address.
    pub url: String,
    /// What the link is called.
    pub text: Text,
}

/// The mark of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Badge {
    /// New, in the words of the app.
    New,
    /// Not yet finished, in the words of the app.
    Beta,
    /// In words of its own.
    Own(Text),
}

/// What one plan offers in one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The offer; where it goes by an answer, what is offered while none of its cases holds.
    pub value: Value,
    /// A footnote.
    pub note: Option<Text>,
    /// What limits it, as the second line of what is included.
    pub limit: Option<Text>,
    /// Under what condition the offer holds; none where it holds without.
    pub condition: Option<Text>,
    /// The words of its own that a state shows in place of the app's.
    pub words: Option<Text>,
    /// What it costs, where it can be bought and the catalogue says.
    pub price: Option<Text>,
    /// What is offered instead with some answers.
    pub by: Option<By>,
}

impl Cell {
    /// Returns a cell of this value, of which nothing more is said.
    pub fn of(value: Value) -> Self {
        Self { value, note: None, limit: None, condition: None, words: None, price: None, by: None }
    }

    /// Tells whether the same is said beside the values of two cells.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.note == other.note
            && self.limit == other.limit
            && self.condition == other.condition
            && self.words == other.words
            && self.price == other.price
    }
}

/// Support hours with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedHours {
    /// Names the hours in values.
    pub id: Id,
    /// When support is open.
    pub coverage: Coverage<Zone>,
    /// How the publisher says them, where the catalogue tells.
    pub words: Option<Text>,
    /// The hours that these cover in the year for which the catalogue compares hours of different zones: those alone that
    /// cannot be told without a year.
    pub covers: Vec<HoursIx>,
}

/// An ordered scale, lowest level first.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The levels.
    pub levels: Vec<Level>,
}
