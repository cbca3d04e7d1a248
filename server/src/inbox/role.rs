//! What a user of the inbox may do.

use crate::store::values::stored_as_words;

/// A user's role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Sees every request, and changes nothing.
    Reader,
    /// Works with requests: sets their state, adds notes, erases them; and sees the audit log.
    Editor,
}

stored_as_words!(Role { Reader: "reader", Editor: "editor" });
