//! A form of the inbox that is sent: by whoever is signed in, from a page of this session.

use axum::extract::{FromRequest, Request};
use axum::response::Response;

use crate::body;
use crate::inbox::csrf;
use crate::inbox::fault::Fault;
use crate::inbox::fields::Fields;
use crate::inbox::goal::Goal;
use crate::inbox::layout::CSRF;
use crate::inbox::note_page::{NOTE, note_again};
use crate::inbox::shared::Inbox;
use crate::inbox::sign_in_page::{Why, sign_in_page};
use crate::inbox::viewer::{Viewer, up};
use crate::plan_requests::reference::Reference;

/// What an editor sends.
pub struct EditorPost {
    /// The editor.
    pub viewer: Viewer,
    /// What the form says.
    pub fields: Fields,
}

impl FromRequest<Inbox> for EditorPost {
    type Rejection = Fault;

    async fn from_request(request: Request, inbox: &Inbox) -> Result<Self, Fault> {
        let Post { viewer, fields } = Post::from_request(request, inbox).await?;
        if viewer.is_editor() { Ok(Self { viewer, fields }) } else { Err(Fault::for_editors(&viewer)) }
    }
}

/// What a user sends, of any role.
pub struct Post {
    /// The user.
    pub viewer: Viewer,
    /// What the form says.
    pub fields: Fields,
}

impl FromRequest<Inbox> for Post {
    type Rejection = Fault;

    async fn from_request(request: Request, inbox: &Inbox) -> Result<Self, Fault> {
        let (head, body) = request.into_parts();
        let up = up(head.uri.path());
        let fields = form(&head.headers, body, &up).await?;
        // Two steps up from `/inbox/REFERENCE/notes` is where one wants to be afterwards.
        let page = head.uri.path().trim_start_matches('/');
        let page = if up.len() > "../".len() { page.rsplit_once('/').map_or(page, |(page, _)| page) } else { "inbox" };
        let note = fields.lines(NOTE);
        let Some(viewer) = Viewer::of(inbox, &head.headers, head.uri.path()).await? else {
            return Err(sign_in_page(&head.headers, &up, Why::Ended, "", &Goal::parse(page), &note).into());
        };
        if csrf::is_same(&viewer.csrf, fields.raw(CSRF)) {
            return Ok(Self { viewer, fields });
        }
        Err(match reference_of(page) {
            Some(reference) if !note.is_empty() && viewer.is_editor() => again(&viewer, &reference, &note).into(),
            _ => Fault::of_earlier_session(&viewer),
        })
    }
}

/// Reads a form that may be of this site.
pub async fn form(headers: &axum::http::HeaderMap, body: axum::body::Body, up: &str) -> Result<Fields, Fault> {
    if !csrf::may_be_of_this_site(headers) {
        return Err(Fault::of_another_site(up));
    }
    if !body::is_form(headers) {
        return Err(Fault::unread(up, axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    if let Err(problem) = body::check_head(headers) {
        body::drop_in_time(headers, body);
        return Err(Fault::unread(up, problem.status()));
    }
    let bytes = body::read_in_time(body).await.map_err(|problem| Fault::unread(up, problem.status()))?;
    Ok(Fields::parse(&bytes))
}

fn reference_of(page: &str) -> Option<Reference> {
    Reference::parse(page.strip_prefix("inbox/")?)
}

fn again(viewer: &Viewer, reference: &Reference, note: &str) -> Response {
    let why = "The form was of an earlier session, so the note is not stored yet. Add it once more.";
    note_again(axum::http::StatusCode::FORBIDDEN, viewer, reference, note, why)
}
