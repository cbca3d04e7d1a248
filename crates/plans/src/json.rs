//! JSON, read so that no problem hides another.
//!
//! [`read`] walks a document by [`Read`] types. Reading never fails: it reports a [`Problem`] and goes on with the type's
//! default in the place of what is wrong, so that one pass finds them all. Whoever reads must look at the problems before
//! the result, and [`read`] sees to that.

use std::fmt::{self, Write as _};

use crate::typed;

mod bytes;
mod near;
mod node;
mod not_json;
mod problems;
mod read;
mod tree;

pub use bytes::utf8;
#[cfg(test)]
pub(crate) use near::comparisons;
pub(crate) use near::nearest;
pub use near::nearest_name;
pub(crate) use node::TextPlace;
pub use node::{Fields, LONGEST_NAME, Nearest, Node};
pub use problems::Limits;
pub(crate) use read::object;
pub use read::{At, Many, Named, Read};
pub use tree::{Json, Quoted};

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Something wrong in a document: the place, the value, the rule and the way out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Problem {
    /// The place, as a JSON Pointer (RFC 6901); empty for the whole document.
    pub pointer: String,
    /// Which rule is broken, as a word that programs can tell apart.
    pub code: Code,
    /// The value, the rule and the way out, for the one who wrote the document.
    pub detail: String,
}

/// On one line and in the order of its characters, whatever the document has in its names.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", OneLine(&self.pointer), OneLine(&self.detail))
    }
}

/// A text as it is printed on one line, in the order of its characters.
#[derive(Clone, Copy, Debug)]
pub struct OneLine<'a>(pub &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if c.is_control() || typed::is_bidi_control(c) {
                write!(f, "{}", c.escape_default())?
            } else {
                f.write_char(c)?
            }
        }
        Ok(())
    }
}

/// Which rule a [`Problem`] breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The document is larger than [`MAX_BYTES`].
    TooLarge,
    /// The document is not JSON, or nested too deep.
    NotJson,
    /// The value is of another JSON type.
    WrongType,
    /// A field is missing.
    Missing,
    /// A field is unknown.
    Unknown,
    /// A name stands twice where it may stand once.
    Duplicate,
    /// A list or text is empty.
    Empty,
    /// A text is longer, or a list has more items, than allowed.
    TooLong,
    /// A text holds a control character.
    ControlCharacter,
    /// A text is not of the form asked for.
    Malformed,
    /// A value is of another kind than its entitlement.
    WrongKind,
    /// A name refers to nothing in the document, or in the catalogue.
    UnknownName,
    /// A number is out of its range.
    OutOfRange,
    /// What is asked for cannot be had.
    NotAllowed,
}

/// Reads a whole document as a `T`.
///
/// # Errors
///
/// Every problem, in the order of the document as far as reading went by it, within [`Limits::CATALOG`].
pub fn read<T: Read>(text: &str) -> Result<T, Vec<Problem>> {
    read_with(text, Limits::CATALOG, |node| T::read(node))
}

/// Reads a whole document by a function, which reports problems through the node it is given.
///
/// # Errors
///
/// Every problem reported, within limits.
pub fn read_with<T>(text: &str, limits: Limits, read: impl FnOnce(&Node<'_>) -> T) -> Result<T, Vec<Problem>> {
    let json = Json::parse(text).map_err(|problem| vec![problem])?;
    read_tree(&json, limits, read)
}

/// Reads a document that is parsed, in the same way.
///
/// # Errors
///
/// Every problem reported, within limits.
pub fn read_tree<T>(json: &Json, limits: Limits, read: impl FnOnce(&Node<'_>) -> T) -> Result<T, Vec<Problem>> {
    let (value, problems, _) = Node::read_root(json, limits, read);
    if problems.is_empty() { Ok(value) } else { Err(problems) }
}

/// Returns the texts that people read of a document, by a function that reads it.
pub(crate) fn texts<T>(json: &Json, read: impl FnOnce(&Node<'_>) -> T) -> Vec<TextPlace> {
    let (_, _, texts) = Node::read_root(json, Limits::CATALOG, read);
    texts
}
