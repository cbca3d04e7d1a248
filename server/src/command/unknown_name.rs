//! A name that the catalogue, or the database, does not have.

use std::fmt;

/// An argument names what the catalogue, or the database, does not have: the name, the rule and the way out.
#[derive(Debug)]
pub struct UnknownName(pub String);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UnknownName {}
