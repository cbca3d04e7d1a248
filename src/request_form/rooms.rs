//! The rooms of the state that the form uses.

use lean_view::Event;

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

/// Closes the form, and gives the focus back to the button that opened it.
pub fn close(rooms: Rooms, event: &Event) {
    if let Some(opener) = rooms.request.close() {
        event.move_focus(&["#", &Request::opener_id(&rooms.offer.catalog(), opener)].concat());
    }
}
