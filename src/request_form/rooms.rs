//! The rooms of the state that the form uses.

use crate::state::{Advice, Answers, Hours, Offer, Request};

/// What the form uses.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// The offer.
    pub offer: Offer,
    /// The answers, which are sent along.
    pub answers: Answers,
    /// What follows from the answers: which plans can be had, and what they cost.
    pub advice: Advice,
    /// The hours, for the receipt's times in the visitor's zone.
    pub hours: Hours,
    /// The form.
    pub request: Request,
}
