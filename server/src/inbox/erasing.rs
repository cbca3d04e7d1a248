//! Erasing a request, or all of its address, after a question.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};

use crate::error_response::ErrorResponse;
use crate::inbox::fault::Fault;
use crate::inbox::layout::{self, Part, csrf_field};
use crate::inbox::list::{ERASED, ERASED_ALL};
use crate::inbox::post::EditorPost;
use crate::inbox::request_page::reference;
use crate::inbox::see_other::see_other;
use crate::inbox::shared::Inbox;
use crate::inbox::viewer::Viewer;
use crate::inbox::when::when;
use crate::plan_requests::erase::Erase;
use crate::plan_requests::stored_request::StoredRequest;

/// The field that says that all requests of the address are meant, and its value.
const WHAT: &str = "what";
const ALL: &str = "all";

/// Handles `GET /inbox/REFERENCE/erase`: asks first.
pub async fn ask(State(inbox): State<Inbox>, viewer: Viewer, Path(text): Path<String>) -> Result<Response, Fault> {
    if !viewer.is_editor() {
        return Err(Fault::for_editors(&viewer));
    }
    let reference = reference(&viewer, &text)?;
    let request = inbox.app.store.plan_request(&reference).await?;
    let Some(request) = request else { return Err(Fault::no_such_request(&viewer)) };
    let of_address = inbox.app.store.count_to_erase(&Erase::Email(request.email.clone())).await?;
    let content = question(&viewer, &request, of_address);
    Ok(layout::page(&viewer, Part::Requests, "Erase a request", &content))
}

/// Asks whether to erase a request, or all that there are of its address.
fn question(viewer: &Viewer, request: &StoredRequest, of_address: u64) -> Markup {
    let StoredRequest { reference, name, email, received_at, .. } = request;
    html! {
        div class="card narrow" {
            h1 { "Erase this request?" }
            p {
                "The request " strong { (reference) } " of " span dir="auto" { (name) } ", received " (when(received_at)) ", goes for "
                "good, with its notes, its history and what is still to be told of it. It cannot be brought back. The audit log keeps that you did "
                "this, and the reference."
            }
            @if of_address > 1 {
                p { "There are " (of_address) " requests of " span dir="auto" { (email) } ", this one among them." }
            }
            p class="soft" { "Mails and webhooks that were sent, exports and copies of the database stay where they are." }
            form class="row" method="post" {
                (csrf_field(viewer))
                button class="button button--danger" { "Erase for good" }
                @if of_address > 1 {
                    button class="button button--danger" name=(WHAT) value=(ALL) { "Erase all " (of_address) " for good" }
                }
                a class="button" href={ "../" (reference) } { "Keep it" }
            }
        }
    }
}

/// Handles `POST /inbox/REFERENCE/erase`.
pub async fn erase(
    State(inbox): State<Inbox>,
    Path(text): Path<String>,
    EditorPost { viewer, fields }: EditorPost,
) -> Result<Response, Fault> {
    let reference = reference(&viewer, &text)?;
    let store = &inbox.app.store;
    let is_all = fields.get(WHAT) == ALL;
    let what = if is_all {
        let Some(request) = store.plan_request(&reference).await? else { return Err(Fault::no_such_request(&viewer)) };
        Erase::Email(request.email)
    } else {
        Erase::Reference(reference.clone())
    };
    // A browser that goes away ends this handler, and must not end what follows on the commit.
    let erasing = tokio::spawn({
        let (store, by) = (store.clone(), viewer.user.clone());
        async move {
            store.erase(&what, &by).await.map_err(|error| {
                tracing::error!("a request could not be erased to the end: {error}");
                ErrorResponse::of_logged(&error)
            })
        }
    });
    // A panic is logged where it happens.
    match erasing.await.unwrap_or_else(|_| Err(ErrorResponse::already_logged())) {
        Ok(0) => Err(Fault::no_such_request(&viewer)),
        Ok(count) if is_all => Ok(see_other(&format!("{}inbox?{ERASED_ALL}={count}", viewer.up))),
        Ok(_) => Ok(see_other(&format!("{}inbox?{ERASED}={reference}", viewer.up))),
        Err(problem) => Err(Fault::unfinished(&viewer, &reference, &problem)),
    }
}
