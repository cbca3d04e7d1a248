//! Signing in and out.

use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;

use crate::clients::Asked;
use crate::inbox::csrf;
use crate::inbox::fault::Fault;
use crate::inbox::fields::Fields;
use crate::inbox::goal::Goal;
use crate::inbox::layout::CSRF;
use crate::inbox::note_page::{NOTE, note_again};
use crate::inbox::post::{Post, form};
use crate::inbox::secret::Cookie;
use crate::inbox::see_other::see_other;
use crate::inbox::shared::Inbox;
use crate::inbox::sign_in_page::{Why, sign_in_page};
use crate::inbox::sign_ins::Attempt;
use crate::inbox::viewer::{Viewer, up};
use crate::plan_requests::reference::Reference;

/// Handles `GET /inbox/sign-in`.
pub async fn show(State(inbox): State<Inbox>, uri: Uri, headers: HeaderMap) -> Result<Response, Fault> {
    let goal = Goal::parse(Fields::parse(uri.query().unwrap_or_default().as_bytes()).get(Goal::FIELD));
    let up = up(uri.path());
    if Viewer::of(&inbox, &headers, uri.path()).await?.is_some() {
        return Ok(see_other(&format!("{up}{}", goal.address())));
    }
    // Whoever comes with a session had one that holds no more.
    let why = if Cookie::Session.of(&headers).is_some() { Why::Ended } else { Why::Asked };
    let mut response = sign_in_page(&headers, &up, why, "", &goal, "");
    *response.status_mut() = StatusCode::OK;
    Ok(response)
}

/// Handles `POST /inbox/sign-in`: begins a session, and leads to where one wanted to go; or shows the form again.
pub async fn enter(State(inbox): State<Inbox>, request: Request) -> Result<Response, Fault> {
    let (head, body) = request.into_parts();
    let (headers, up) = (head.headers, up(head.uri.path()));
    let fields = form(&headers, body, &up).await?;
    let (name, goal, note) = (fields.get("name"), Goal::parse(fields.get(Goal::FIELD)), fields.lines(NOTE));
    let again = |why| Ok(sign_in_page(&headers, &up, why, name, &goal, &note));
    let is_own = Cookie::Form.of(&headers).is_some_and(|form| csrf::is_same(form.text(), fields.raw(CSRF)));
    if !is_own {
        return again(Why::NoCookie);
    }
    if let Err(wait) = inbox.app.clients.admit(Asked::SignIn, &head.extensions, &headers) {
        return again(Why::TooMany(wait));
    }
    let password = fields.raw("password").to_owned();
    let attempt = inbox.sign_ins.attempt(&inbox.app.store, name, password, Cookie::Session.of(&headers)).await?;
    let secret = match attempt {
        Attempt::Begun(secret) => secret,
        Attempt::Wrong => return again(Why::Wrong),
        Attempt::Locked(until) => return again(Why::Locked(until)),
        Attempt::Busy => return again(Why::Busy),
    };
    let reference = goal.address().strip_prefix("inbox/").and_then(Reference::parse);
    let mut response = match reference.filter(|_| !note.is_empty()) {
        Some(reference) => kept_note(&inbox, &secret, head.uri.path(), &reference, &note).await?,
        None => see_other(&format!("{up}{}", goal.address())),
    };
    response.headers_mut().append(SET_COOKIE, Cookie::Session.set(&secret));
    Ok(response)
}

/// Shows a note again that was typed when the session had ended.
async fn kept_note(
    inbox: &Inbox,
    secret: &crate::inbox::secret::Secret,
    path: &str,
    reference: &Reference,
    note: &str,
) -> Result<Response, Fault> {
    let session = inbox.app.store.session(secret, chrono::Utc::now()).await?;
    let Some(session) = session else { return Ok(see_other(&format!("{}inbox/{reference}", up(path)))) };
    let viewer = Viewer { user: session.user, role: session.role, csrf: session.csrf, up: up(path) };
    let why = "You are signed in again. The note is not stored yet.";
    Ok(note_again(StatusCode::OK, &viewer, reference, note, why))
}

/// Handles `POST /inbox/sign-out`: ends the session.
pub async fn leave(State(inbox): State<Inbox>, headers: HeaderMap, post: Post) -> Result<Response, Fault> {
    if let Some(secret) = Cookie::Session.of(&headers) {
        inbox.app.store.sign_out(&secret, &post.viewer.user).await?;
    }
    let mut response = see_other(&format!("{}inbox/sign-in", post.viewer.up));
    response.headers_mut().append(SET_COOKIE, Cookie::Session.end());
    Ok(response)
}
