//! Pages that say why something is not done.

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::error_response::ErrorResponse;
use crate::inbox::layout::{self, Part};
use crate::inbox::viewer::Viewer;
use crate::plan_requests::reference::Reference;

/// The answer in the place of the one that was meant.
pub struct Fault(Box<Response>);

impl Fault {
    /// Says that there is no request of this reference.
    pub fn no_such_request(viewer: &Viewer) -> Self {
        let up = &viewer.up;
        let content = html! {
            h1 { "No such request" }
            p { "No request has this reference. It may have been erased, or a letter of the address is wrong." }
            p { a href={ (up) "inbox" } { "To the requests" } }
        };
        Self::page(StatusCode::NOT_FOUND, viewer, "No such request", &content)
    }

    /// Says that what is asked for is for editors, and the viewer is none.
    pub fn for_editors(viewer: &Viewer) -> Self {
        let up = &viewer.up;
        let content = html! {
            h1 { "Readers change nothing" }
            p { "You are signed in as " strong { (viewer.user) } ", who may see every request and change none. Nothing was changed. Whoever runs "
                "the server can make you an editor." }
            p { a href={ (up) "inbox" } { "To the requests" } }
        };
        Self::page(StatusCode::FORBIDDEN, viewer, "Not for readers", &content)
    }

    /// Says that the form that was sent is of an earlier session.
    pub fn of_earlier_session(viewer: &Viewer) -> Self {
        let up = &viewer.up;
        let content = html! {
            h1 { "Please do that once more" }
            p { "The form was of an earlier session, such as one that was open in another tab. Nothing was changed." }
            p { a href={ (up) "inbox" } { "To the requests" } }
        };
        Self::page(StatusCode::FORBIDDEN, viewer, "Please do that once more", &content)
    }

    /// Says that a form of another site was sent.
    pub fn of_another_site(up: &str) -> Self {
        let content = html! {
            h1 { "That came from another site" }
            p { "Your browser says that another site sent this form in your name. Nothing was changed." }
            p { a href={ (up) "inbox" } { "To the inbox" } }
        };
        Self::bare(StatusCode::FORBIDDEN, up, "That came from another site", &content)
    }

    /// Says that what was sent is no form, or too large or too slow for one.
    pub fn unread(up: &str, status: StatusCode) -> Self {
        let content = html! {
            h1 { "That could not be read" }
            p { "What your browser sent was too long, cut off, or no form of the inbox. Nothing was changed. Your browser still has what you "
                "typed: go back to it." }
            p { a href={ (up) "inbox" } { "To the inbox" } }
        };
        Self::bare(status, up, "That could not be read", &content)
    }

    /// Says that a request could not be erased to the end, with the status of the problem that came between.
    pub fn unfinished(viewer: &Viewer, reference: &Reference, problem: &ErrorResponse) -> Self {
        let content = html! {
            h1 { "Not erased to the end" }
            p { "The request " (reference) " may be gone from the list, and still stand in a file of the database. Whoever runs the server finds why "
                "in its log, and finishes by " code { "plan-server requests erase " (reference) } "." }
            p { a href={ (viewer.up) "inbox" } { "To the requests" } }
        };
        Self::page(problem.status(), viewer, "Not erased to the end", &content).worth_again(problem)
    }

    /// Says that the database cannot be used just now, or that something failed on our side, which is logged. Whether anything was changed is
    /// not known: it may have been done though nobody told so.
    fn failed(problem: &ErrorResponse) -> Self {
        let title = match problem.status() {
            StatusCode::SERVICE_UNAVAILABLE => "The database does not answer",
            _ => "Something failed on our side",
        };
        let content = html! {
            h1 { (title) }
            p { "What you sent may be done or not: look before you send it again. Your browser still has what you typed: go back to it, and try "
                "again in a moment." }
        };
        // The address is not known here, and the sheet's is the same for almost all.
        Self::bare(problem.status(), "../", title, &content).worth_again(problem)
    }

    /// Adds when the same is worth asking for again, where that can be told of the problem.
    pub fn worth_again(mut self, problem: &ErrorResponse) -> Self {
        self.0.headers_mut().extend(problem.retry_after().map(|seconds| (RETRY_AFTER, seconds)));
        self
    }

    fn page(status: StatusCode, viewer: &Viewer, title: &str, content: &Markup) -> Self {
        let content = html! { div class="card narrow" { (content) } };
        Self(Box::new(layout::page_of_status(status, viewer, Part::Requests, title, &content)))
    }

    fn bare(status: StatusCode, up: &str, title: &str, content: &Markup) -> Self {
        let content = html! { div class="card narrow" { (content) } };
        Self(Box::new(layout::page_without_bar(status, up, title, &content)))
    }
}

/// A failed query is told with the status that a program gets, as a page.
impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::failed(&ErrorResponse::from(error))
    }
}

impl From<Response> for Fault {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        *self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_cannot_be_used_is_no_fault_of_ours_and_worth_asking_again() {
        for (error, status, retry_after) in
            [(sqlx::Error::PoolTimedOut, 503, Some("5")), (sqlx::Error::RowNotFound, 500, None)]
        {
            let response = Fault::from(error).into_response();
            let said = response.headers().get(RETRY_AFTER).and_then(|seconds| seconds.to_str().ok());
            assert_eq!((response.status().as_u16(), said), (status, retry_after));
        }
    }
}
