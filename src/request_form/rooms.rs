//! The rooms of the state that the form uses.

use crate::state::{Answers, Hours, Offer, Request};

/// What the form uses.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// The offer.
    pub offer: Offer,
    /// The answers, which are sent along.
    pub answers: Answers,
    /// The hours, for the receipt's times in the visitor's zone.
    pub hours: Hours,
    /// The form.
    pub request: Request,
}
