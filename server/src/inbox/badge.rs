//! The state of a request, as lists and pages show it.

use maud::{Markup, html};

use crate::plan_requests::stored_request::{State, StoredRequest};

/// Names a state.
pub fn name(state: State) -> &'static str {
    match state {
        State::New => "New",
        State::Answered => "Answered",
        State::Won => "Won",
        State::Lost => "Lost",
    }
}

/// Builds the marks of a request: its state, and whether it may be no person's, or was not checked.
pub fn badges(request: &StoredRequest) -> Markup {
    html! {
        span class={ "badge badge--" (request.state.word()) } { (name(request.state)) }
        @if !request.suspect.is_empty() { " " span class="badge badge--warn" { "Suspect" } }
        @if !request.checked { " " span class="badge badge--warn" { "Not checked" } }
    }
}
