//! Why a request may be no person's. It is only told: such a request is stored and answered as any other.

/// What speaks for no person having sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// The field of the form was filled in that nobody sees.
    Honeypot,
    /// The form was sent within two seconds of its opening.
    Quick,
}

impl Suspicion {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::Honeypot, Self::Quick];

    /// Returns the word by which it is stored, exported and asked for.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Honeypot => "honeypot",
            Self::Quick => "quick",
        }
    }

    /// Finds the one of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suspicion| suspicion.word() == word)
    }
}
