//! The form for a note on a request, and the page that shows it again with what was typed.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::inbox::layout::{self, Part, csrf_field};
use crate::inbox::viewer::Viewer;
use crate::plan_requests::reference::Reference;

/// The field of a note.
pub const NOTE: &str = "note";

/// The most characters of a note.
pub const LONGEST: usize = 5000;

/// Builds the form, with what was typed.
pub fn note_form(viewer: &Viewer, reference: &Reference, typed: &str) -> Markup {
    html! {
        form method="post" action={ (viewer.up) "inbox/" (reference) "/notes" } {
            (csrf_field(viewer))
            div class="field" {
                label for="note" { "Note" }
                // The first line break of a text area is not of its text.
                textarea id="note" name=(NOTE) rows="3" dir="auto" required maxlength=(LONGEST) aria-describedby="note-who" { "\n" (typed) }
                p class="soft small" id="note-who" { "For whoever opens the inbox; the requester does not see it." }
            }
            button class="button" { "Add note" }
        }
    }
}

/// Answers with the form again, and why the note is not stored.
pub fn note_again(status: StatusCode, viewer: &Viewer, reference: &Reference, typed: &str, why: &str) -> Response {
    let content = html! {
        div class="card narrow" {
            h1 { "Note on " (reference) }
            p class="alert" role="alert" { (why) }
            (note_form(viewer, reference, typed))
            p { a href={ (viewer.up) "inbox/" (reference) } { "To the request, without this note" } }
        }
    };
    layout::page_of_status(status, viewer, Part::Requests, "Note", &content)
}
