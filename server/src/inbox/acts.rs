//! What editors do with a request: they set its state, add a note.

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::error_response::ErrorResponse;
use crate::inbox::fault::Fault;
use crate::inbox::list_query::STATES;
use crate::inbox::note_page::{LONGEST, NOTE, note_again};
use crate::inbox::post::EditorPost;
use crate::inbox::request_page::{NOTED, STATE, WAS, reference};
use crate::inbox::see_other::see_other;
use crate::inbox::shared::Inbox;
use crate::inbox::viewer::up;

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
    let again = |status, why: &str| note_again(status, &viewer, &reference, &note, why);
    if note.is_empty() {
        let why = "The note is empty. Write something, or go back to the request.";
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    let length = note.chars().count();
    if length > LONGEST {
        let why = format!("The note has {length} characters and may have {LONGEST}. Shorten it, or add it in two.");
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &why));
    }
    match inbox.app.store.add_note(&reference, &note, &viewer.user).await {
        Ok(true) => Ok(see_other(&format!("../{reference}?{NOTED}=yes"))),
        Ok(false) => Ok(again(StatusCode::NOT_FOUND, "There is no such request any more, so the note is not stored.")),
        Err(error) => {
            let problem = ErrorResponse::from(error);
            let why = "The note may be stored or not. Look at the request before you add it again, in a moment.";
            Err(Fault::from(again(problem.status(), why)).worth_again(&problem))
        }
    }
}

/// Leads to the request from addresses that only take forms.
pub async fn to_request(Path(text): Path<String>, uri: Uri) -> Response {
    // What is no reference leads to a page that says so, and nowhere else.
    let name = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    see_other(&format!("{}inbox/{}", up(uri.path()), if name { &*text } else { "unknown" }))
}
