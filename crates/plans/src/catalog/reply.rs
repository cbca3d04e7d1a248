//! Who answers a request, and by when, where a catalogue says.

use super::text::Text;
use super::value::{Hours, ResponseTime};

/// What a catalogue says of the answer to a request. Nothing of it in most catalogues.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// A sentence, such as "We answer within one working day."
    pub text: Option<Text>,
    /// Who answers.
    pub by: Option<Text>,
    /// By when.
    pub within: Option<Within>,
}

/// How soon a request is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// The time: on the clock, or in working hours.
    pub time: ResponseTime,
    /// The hours in which it counts; always where it is on the clock.
    pub hours: Hours,
}
