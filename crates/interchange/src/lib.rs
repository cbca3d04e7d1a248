//! Offers in forms of others: [`pricing2yaml`] and tables of comma-separated values ([`table`]), each read into a catalogue and
//! written from one.
//!
//! Reading gives a catalogue in JSON that has no problems, and [`Finding`]s: every fact that it could not hold, and everything that was
//! guessed, each with its place in the file. A file is refused with a [`Refusal`] alone where nothing of an offer can be told from it.
//! Writing takes the catalogue's JSON, since an author's words are wanted and not what they mean. It gives findings too.
//!
//! # Example: a price list becomes a catalogue
//!
//! ```
//! let yaml = "saasName: Tea\ncurrency: EUR\nfeatures:\n  24/7Support: {valueType: BOOLEAN, defaultValue: true}\n\
//!             plans:\n  CUP: {price: 3, unit: user/month}\n";
//! let read = interchange::pricing2yaml::import(yaml).expect("a price list");
//! assert_eq!(read.catalog["plans"][0]["name"], "Cup");
//! assert_eq!(read.catalog["sections"][0]["entitlements"][0]["id"], "24-7-support");
//! assert_eq!(read.findings, []);
//! ```

mod decimal;
mod finding;
mod frame;
mod names;
pub mod pricing2yaml;
pub mod table;
mod unit;
mod written;
mod yaml;

use serde_json::Value;

pub use finding::{Finding, Outcome, Refusal};

/// A catalogue that was read from another form.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The catalogue, in JSON.
    pub catalog: Value,
    /// What it could not hold, and what was guessed.
    pub findings: Vec<Finding>,
}

/// A catalogue in another form.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The text.
    pub text: String,
    /// What the other form could not hold.
    pub findings: Vec<Finding>,
}
