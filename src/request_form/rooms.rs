//! The rooms of the state that the form uses.

use crate::state::{Answers, Hours, Offer, Request};

/// What the form uses.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// What is offered.
    pub offer: Offer,
    /// What is sent along.
    pub answers: Answers,
    /// Whose clocks the receipt tells by.
    pub hours: Hours,
    /// The form.
    pub request: Request,
}
