//! The written form of answers and choices of view: entries, each a name and a value.
//!
//! Everything that carries them is made of these entries, and read by way of them:
//!
//! | carrier | an entry in it |
//! |---|---|
//! | a form, with scripts or without | a field: `answer.contacts` = `3` |
//! | a link ([`crate::link`]) | a part: `contacts=3`, values of one name with `,` between |
//! | the element's `view` | the same text, of the choices of view alone |
//! | the element's `answers`, a plan request | JSON: `{"contacts": 3}`, a list where a question takes several choices |
//! | what was entered before the app came | pairs of names and values |
//!
//! [`Answers::entries`](crate::Answers::entries) and [`View::entries`] write them, [`Answers::enter`](crate::Answers::enter) and
//! [`View::enter`] read them. In which currency and for which period prices are told stands beside answers in each of these, by the
//! names [`PERIOD`] and [`CURRENCY`]: [`Billing::entries`](crate::catalog::Billing::entries) and
//! [`Billing::enter`](crate::catalog::Billing::enter). [`Field`] ties each field of a request's form to its place in the request's JSON. Scripts get the names
//! from here when the site is built ([`SCRIPT_CONSTANTS`]).

mod answers;
mod assumed;
mod billing;
mod field;
#[cfg(feature = "json")]
pub mod json;
mod names;
mod text;
mod view;

pub use answers::AnswerValue;
pub use billing::is_billing;
pub use field::{Field, FieldOf};
pub use names::*;
pub use text::{EntryText, each_entry};
pub(crate) use view::is_name;
pub use view::{EntryError, View};
