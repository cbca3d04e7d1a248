//! The problems of a document, as they are told: the first ones, and how many more there are.

use super::{Code, Problem};

/// How much is told of what is wrong with a document, so that neither the work nor the answer grows with how wrong it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many problems are told; one more says how many there are beside them.
    pub problems: usize,
    /// How many bytes they have together, as JSON writes their places and details. The first is told whatever its length.
    pub bytes: usize,
    /// For how many of them it is looked which known name was meant.
    pub suggestions: usize,
}

impl Limits {
    /// Of a catalogue, whose author mends many things at once.
    pub const CATALOG: Self = Self { problems: 1000, bytes: 1024 * 1024, suggestions: 1000 };
    /// Of what anybody may send.
    pub const REQUEST: Self = Self { problems: 50, bytes: 16 * 1024, suggestions: 10 };
}

/// Problems in the order in which they were found, within limits.
#[derive(Debug)]
pub(super) struct Problems {
    limits: Limits,
    told: Vec<Problem>,
    bytes: usize,
    more: usize,
    suggested: usize,
}

impl Problems {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, told: Vec::new(), bytes: 0, more: 0, suggested: 0 }
    }

    /// Tells whether one more is only counted.
    pub(super) fn are_full(&self) -> bool {
        self.more > 0 || self.told.len() >= self.limits.problems
    }

    /// Counts a problem that nobody is told.
    pub(super) fn count(&mut self) {
        self.more += 1;
    }

    /// Adds a problem, or counts it where there is no room for it.
    pub(super) fn add(&mut self, problem: Problem) {
        let bytes = written_length(&problem.pointer) + written_length(&problem.detail);
        if self.are_full() || !self.told.is_empty() && self.bytes + bytes > self.limits.bytes {
            return self.count();
        }
        self.bytes += bytes;
        self.told.push(problem);
    }

    /// Takes one of the suggestions; false where all are taken.
    pub(super) fn take_suggestion(&mut self) -> bool {
        self.suggested += 1;
        self.suggested <= self.limits.suggestions
    }

    /// Returns those told, and one that says how many more there are.
    pub(super) fn into_told(self) -> Vec<Problem> {
        let mut told = self.told;
        let detail = match self.more {
            0 => return told,
            1 => "there is 1 more problem; mend these first".to_owned(),
            more => format!("there are {more} more problems; mend these first"),
        };
        told.push(Problem { pointer: String::new(), code: Code::TooLong, detail });
        told
    }
}

/// Returns how many bytes a text has in JSON.
fn written_length(text: &str) -> usize {
    text.bytes()
        .map(|byte| match byte {
            b'"' | b'\\' => 2,
            0..=0x1f => 6,
            _ => 1,
        })
        .sum()
}
