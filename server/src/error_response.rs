//! Errors as clients get them: problem details by RFC 9457.

use std::fmt::Display;

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use plans::json::Code;
use serde_json::json;

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// In how many seconds what is not there now is worth asking for again.
const TRY_AGAIN: HeaderValue = HeaderValue::from_static("5");

/// Marks a response to an error that is a page of its own, for people.
#[derive(Clone, Copy, Debug)]
pub struct IsPage;

/// Why a request is not answered as it was meant. Its constructors own the wording.
#[derive(Debug)]
pub struct ErrorResponse {
    status: StatusCode,
    detail: &'static str,
    errors: Vec<plans::Problem>,
}

impl ErrorResponse {
    fn new(status: StatusCode, detail: &'static str) -> Self {
        Self { status, detail, errors: Vec::new() }
    }

    /// Returns the status that it is answered with.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the problems of the body, each with its place.
    pub fn errors(&self) -> &[plans::Problem] {
        &self.errors
    }

    /// Answers 400: the body cannot be read at all.
    pub fn malformed(error: plans::Problem) -> Self {
        let problem = Self::new(StatusCode::BAD_REQUEST, "the body is not JSON; errors says what is in the way");
        Self { errors: vec![error], ..problem }
    }

    /// Answers 400: the connection broke within the body, or the body's framing is wrong.
    pub fn cut_off() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "the body ended too early; send it again")
    }

    /// Answers 400: the head names no host, or several.
    pub fn not_one_host() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "the head does not name one host; send one header Host")
    }

    /// Answers 400: the `Idempotency-Key` is malformed.
    pub fn bad_idempotency_key() -> Self {
        let detail =
            "the header Idempotency-Key is not 1 to 255 visible ASCII characters; send a random id, or leave it out";
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// Answers 404: nothing is at this address.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "nothing is at this address; check its path")
    }

    /// Answers 405: the address takes other methods.
    fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "this address does not take that method; the header Allow lists its own",
        )
    }

    /// Answers 408: the body came too slowly.
    pub fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time; send it again")
    }

    /// Answers 422: the `Idempotency-Key` stands for another request.
    pub fn idempotency_key_taken() -> Self {
        let detail = "another body was sent under this Idempotency-Key; send a new key with a new request";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// Tells whether the key is taken: all else that cannot be processed says which places are wrong.
    pub fn is_of_taken_key(&self) -> bool {
        self.status == StatusCode::UNPROCESSABLE_ENTITY && self.errors.is_empty()
    }

    /// Answers 413: the body exceeds the limit.
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 64 KiB; shorten it")
    }

    /// Answers 415: the body's type is not taken.
    pub fn unsupported_type() -> Self {
        let detail = "the body is not said to be JSON; send it with Content-Type: application/json";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    }

    /// Answers 422: the body is JSON, and breaks rules.
    pub fn unprocessable(errors: Vec<plans::Problem>) -> Self {
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "the body breaks a rule; errors lists every place");
        Self { errors, ..problem }
    }

    /// Answers 500: logs the error; the client learns nothing of it.
    pub fn internal(error: impl Display) -> Self {
        tracing::error!("a request failed: {error}");
        Self::already_logged()
    }

    /// Answers 500 for an error that is logged already.
    pub fn already_logged() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "something failed on our side; try again later")
    }

    /// Answers 503: the database does not answer.
    pub fn database_unavailable(error: impl Display) -> Self {
        tracing::error!("the database does not answer: {error}");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer; try again later")
    }

    /// Makes the error for a status that a library answered with.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method_not_allowed(),
            status => Self::new(status, "the request cannot be answered as it is"),
        }
    }
}

/// What is wrong with a body.
impl From<Vec<plans::Problem>> for ErrorResponse {
    fn from(mut errors: Vec<plans::Problem>) -> Self {
        // A document that is not JSON has this one problem and no other.
        match errors.pop() {
            Some(error) if error.code == Code::NotJson => Self::malformed(error),
            last => {
                errors.extend(last);
                Self::unprocessable(errors)
            }
        }
    }
}

/// A failed query is a fault of ours. Its message names columns and files, never what a requester wrote.
impl From<sqlx::Error> for ErrorResponse {
    fn from(error: sqlx::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let Self { status, detail, errors } = self;
        // "about:blank" says that the problem is no more than its status; the title is then the status's own name.
        let title = status.canonical_reason().unwrap_or("Error");
        let problem = json!({
            "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail, "errors": errors,
        });
        let mut response = (status, [(CONTENT_TYPE, MEDIA_TYPE)], Json(problem)).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, TRY_AGAIN);
        }
        response
    }
}

/// Tells whether a response is a problem.
pub fn is_in(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE) == Some(&MEDIA_TYPE)
}

/// Gives the errors that libraries answer with, which have other bodies or none, the one form of all.
pub async fn in_one_form(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_page = response.extensions().get::<IsPage>().is_some();
    if !is_error || is_page || is_in(&response) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    // The other headers may say more of the status, such as Allow; these two are of the body.
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, MEDIA_TYPE);
    let mut problem = ErrorResponse::of_status(status).into_response();
    *problem.headers_mut() = parts.headers;
    problem
}
