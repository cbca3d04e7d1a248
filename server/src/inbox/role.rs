//! What a user of the inbox may do.

/// A user's role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type, clap::ValueEnum)]
#[sqlx(rename_all = "lowercase")]
pub enum Role {
    /// Sees every request, and changes nothing.
    Reader,
    /// Works with requests: sets their state, adds notes, erases them; and sees the audit log.
    Editor,
}

impl Role {
    /// Returns the word for it, on screen and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
        }
    }
}
