//! What is found while an offer changes its form.

use std::fmt;

use plans::json::OneLine;

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is not in what was written.
    Lost,
    /// It is there by a guess, which somebody should look at.
    Guessed,
}

/// A fact that could not be carried over as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place: names from the outside in, each after a "/".
    pub place: String,
    /// The line and the column, from 1 on, where it stands in a text.
    pub at: Option<(u64, u64)>,
    /// What became of it.
    pub outcome: Outcome,
    /// The value, the rule and the way out.
    pub detail: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", OneLine(&self.place))?;
        if let Some((line, column)) = self.at {
            write!(f, ", line {line}, column {column}")?;
        }
        let outcome = match self.outcome {
            Outcome::Lost => "not carried over",
            Outcome::Guessed => "guessed",
        };
        write!(f, ": {outcome}: {}", OneLine(&self.detail))
    }
}

/// Why a file is no offer: the place, the value, the rule and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line and the column, from 1 on; none where the whole is meant.
    pub at: Option<(u64, u64)>,
    /// The value, the rule and the way out.
    pub detail: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.at {
            write!(f, "line {line}, column {column}: ")?;
        }
        write!(f, "{}", OneLine(&self.detail))
    }
}

impl std::error::Error for Refusal {}
