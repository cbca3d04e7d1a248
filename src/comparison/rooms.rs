//! The rooms of the state that the comparison uses.

use crate::state::{Advice, Answers, Comparison, Hours, Offer, Request};

/// What the parts of the comparison use.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// What is offered.
    pub offer: Offer,
    /// The answers, for how prices are told.
    pub answers: Answers,
    /// What follows from the answers.
    pub advice: Advice,
    /// What of the comparison is shown.
    pub comparison: Comparison,
    /// Whose clocks the visitor reads.
    pub hours: Hours,
    /// The request form.
    pub request: Request,
}
