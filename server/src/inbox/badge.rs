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

/// Names why a request may be no person's.
fn suspicion(word: &str) -> &str {
    match word {
        "honeypot" => "Suspect: hidden field",
        "quick" => "Suspect: quick",
        other => other,
    }
}

/// Builds the marks of a request: its state, and why it may be no person's, or that it was not checked.
pub fn badges(request: &StoredRequest) -> Markup {
    html! {
        span class={ "badge badge--" (request.state.word()) } { (name(request.state)) }
        @for why in request.suspect.iter() { " " span class="badge badge--warn" { (suspicion(why)) } }
        @if !request.checked { " " span class="badge badge--warn" { "Not checked" } }
    }
}
