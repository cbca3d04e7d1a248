//! What editors do with a request: they set its state, add a note, erase it.

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use maud::html;

use crate::inbox::fault::Fault;
use crate::inbox::layout::{self, Part, csrf_field};
use crate::inbox::list::ERASED;
use crate::inbox::list_query::STATES;
use crate::inbox::note_page::{LONGEST, NOTE, note_again};
use crate::inbox::post::EditorPost;
use crate::inbox::request_page::{NOTED, STATE, WAS, reference};
use crate::inbox::see_other::see_other;
use crate::inbox::shared::Inbox;
use crate::inbox::viewer::{Viewer, up};
use crate::inbox::when::when;
use crate::plan_requests::erase::Erase;

/// Handles `POST /inbox/REFERENCE/state`. Saying the same again changes nothing.
pub async fn set_state(
    State(inbox): State<Inbox>,
    Path(text): Path<String>,
    EditorPost { viewer, fields }: EditorPost,
) -> Result<Response, Fault> {
    let reference = reference(&viewer, &text)?;
    let store = &inbox.app.store;
    let Some(request) = store.plan_request(&reference).await? else { return Err(Fault::no_such_request(&viewer)) };
    let state = STATES.into_iter().find(|state| state.word() == fields.get(STATE));
    let Some(state) = state else { return Err(Fault::unread(&viewer.up, StatusCode::UNPROCESSABLE_ENTITY)) };
    if !store.set_state(&reference, state, &viewer.user).await? {
        return Err(Fault::no_such_request(&viewer));
    }
    Ok(see_other(&format!("../{reference}?{WAS}={}", request.state.word())))
}

/// Handles `POST /inbox/REFERENCE/notes`. What cannot be stored is shown again.
pub async fn add_note(
    State(inbox): State<Inbox>,
    Path(text): Path<String>,
    EditorPost { viewer, fields }: EditorPost,
) -> Result<Response, Fault> {
    let reference = reference(&viewer, &text)?;
    let note = fields.lines(NOTE);
    let again = |status, why: &str| Ok(note_again(status, &viewer, &reference, &note, why));
    if note.is_empty() {
        return again(
            StatusCode::UNPROCESSABLE_ENTITY,
            "The note is empty. Write something, or go back to the request.",
        );
    }
    let length = note.chars().count();
    if length > LONGEST {
        let why = format!("The note has {length} characters and may have {LONGEST}. Shorten it, or add it in two.");
        return again(StatusCode::UNPROCESSABLE_ENTITY, &why);
    }
    match inbox.app.store.add_note(&reference, &note, &viewer.user).await {
        Ok(true) => Ok(see_other(&format!("../{reference}?{NOTED}=yes"))),
        Ok(false) => again(StatusCode::NOT_FOUND, "There is no such request any more, so the note is not stored."),
        Err(error) => {
            tracing::error!("a note could not be stored: {error}");
            again(StatusCode::SERVICE_UNAVAILABLE, "The note could not be stored. Try again in a moment.")
        }
    }
}

/// Handles `GET /inbox/REFERENCE/erase`: asks first.
pub async fn ask_to_erase(
    State(inbox): State<Inbox>,
    viewer: Viewer,
    Path(text): Path<String>,
) -> Result<Response, Fault> {
    if !viewer.is_editor() {
        return Err(Fault::for_editors(&viewer));
    }
    let reference = reference(&viewer, &text)?;
    let request = inbox.app.store.plan_request(&reference).await?;
    let Some(request) = request else { return Err(Fault::no_such_request(&viewer)) };
    let content = html! {
        div class="card narrow" {
            h1 { "Erase this request?" }
            p {
                "The request " strong { (reference) } " of " span dir="auto" { (request.name) } ", received " (when(&request.received_at)) ", goes for "
                "good, with its notes, its history and what is still to be told of it. It cannot be brought back. The audit log keeps that you did "
                "this, and the reference."
            }
            p class="soft" { "Mails and webhooks that were sent, exports and copies of the database stay where they are." }
            form class="row" method="post" {
                (csrf_field(&viewer))
                button class="button button--danger" { "Erase for good" }
                a class="button" href={ "../" (reference) } { "Keep it" }
            }
        }
    };
    Ok(layout::page(&viewer, Part::Requests, "Erase a request", &content))
}

/// Handles `POST /inbox/REFERENCE/erase`.
pub async fn erase(
    State(inbox): State<Inbox>,
    Path(text): Path<String>,
    EditorPost { viewer, .. }: EditorPost,
) -> Result<Response, Fault> {
    let reference = reference(&viewer, &text)?;
    match inbox.app.store.erase(&Erase::Reference(reference.clone()), &viewer.user).await {
        Ok(0) => Err(Fault::no_such_request(&viewer)),
        Ok(_) => Ok(see_other(&format!("{}inbox?{ERASED}={reference}", viewer.up))),
        Err(error) => {
            tracing::error!("a request could not be erased to the end: {error}");
            Err(Fault::unfinished(&viewer, &reference))
        }
    }
}

/// Leads to the request from addresses that only take forms.
pub async fn to_request(Path(text): Path<String>, uri: Uri) -> Response {
    // What is no reference leads to a page that says so, and nowhere else.
    let name = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    see_other(&format!("{}inbox/{}", up(uri.path()), if name { &*text } else { "unknown" }))
}
