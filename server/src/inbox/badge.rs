//! The state of a request, and why it may be no person's, as lists and pages show it.

use maud::{Markup, html};

use crate::plan_requests::stored_request::{State, StoredRequest};
use crate::plan_requests::suspicion::Suspicion;

/// Names a state.
pub fn name(state: State) -> &'static str {
    match state {
        State::New => "New",
        State::Answered => "Answered",
        State::Won => "Won",
        State::Lost => "Lost",
    }
}

/// How it is told why a request may be no person's.
pub struct Wording {
    /// As a mark.
    pub badge: &'static str,
    /// As what can be looked for.
    pub choice: &'static str,
    /// As a sentence.
    pub sentence: &'static str,
}

/// Words why a request may be no person's.
pub const fn wording(suspicion: Suspicion) -> Wording {
    match suspicion {
        Suspicion::Honeypot => Wording {
            badge: "Suspect: hidden field",
            choice: "Hidden field filled in",
            sentence: "A field was filled in that people do not see.",
        },
        Suspicion::Quick => Wording {
            badge: "Suspect: quick",
            choice: "Sent within two seconds",
            sentence: "The form was filled in and sent within two seconds.",
        },
    }
}

/// Words what is stored of why a request may be no person's, in one of the ways; a word that is not known stands for itself.
pub fn worded(word: &str, way: fn(Wording) -> &'static str) -> &str {
    Suspicion::of(word).map_or(word, |suspicion| way(wording(suspicion)))
}

/// Builds the marks of a request: its state, and why it may be no person's, or that it was not checked.
pub fn badges(request: &StoredRequest) -> Markup {
    html! {
        span class={ "badge badge--" (request.state.word()) } { (name(request.state)) }
        @for word in request.suspect.iter() {
            " "
            span class="badge badge--warn" { (worded(word, |wording| wording.badge)) }
        }
        @if !request.checked { " " span class="badge badge--warn" { "Not checked" } }
    }
}
