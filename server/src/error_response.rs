//! Errors as clients get them: problem details by RFC 9457.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Extension, Request};
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use plans::json::Code;
use serde::Serialize;

use crate::problem_type::ProblemType;
use crate::proof_of_work::names::PROOF_HEADER;
use crate::request_id::RequestId;
use crate::store::unavailable::is_unavailable;

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// In how much time what is not there now is worth asking for again.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Marks a response to an error that is a page of its own, for people.
#[derive(Clone, Copy, Debug)]
pub struct IsPage;

/// Why a request is not answered as it was meant. Its constructors own the wording.
#[derive(Debug)]
pub struct ErrorResponse {
    kind: ProblemType,
    status: StatusCode,
    detail: &'static str,
    errors: Vec<plans::Problem>,
    retry_after: Option<Duration>,
    /// Whether the answer says that no body is taken encoded (RFC 9110, 15.5.16).
    takes_no_encoding: bool,
}

/// A problem as it is written.
#[derive(Serialize)]
struct Written<'a> {
    r#type: ProblemType,
    title: &'static str,
    status: u16,
    detail: &'static str,
    errors: &'a [plans::Problem],
    request: RequestId,
}

impl ErrorResponse {
    fn new(kind: ProblemType, detail: &'static str) -> Self {
        Self { kind, status: kind.status(), detail, errors: Vec::new(), retry_after: None, takes_no_encoding: false }
    }

    /// Returns the status that it is answered with.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the value of `Retry-After`: in how many whole seconds the request is worth sending again, where that can be told.
    pub fn retry_after(&self) -> Option<HeaderValue> {
        let seconds = self.retry_after.map(|wait| wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
        seconds.map(HeaderValue::from)
    }

    /// Tells whether the request was refused before anything of it was checked, so that the very same may be sent again.
    pub fn is_for_now(&self) -> bool {
        self.kind == ProblemType::RateLimited || self.status.is_server_error()
    }

    /// Returns the problems of the body, each with its place.
    pub fn errors(&self) -> &[plans::Problem] {
        &self.errors
    }

    /// Answers 400: the body cannot be read at all.
    pub fn malformed(error: plans::Problem) -> Self {
        let problem = Self::new(ProblemType::NotJson, "the body is not JSON; errors says what is in the way");
        Self { errors: vec![error], ..problem }
    }

    /// Answers 400: the connection broke within the body.
    pub fn cut_off() -> Self {
        Self::new(ProblemType::CutOff, "the body ended too early; send it again")
    }

    /// Answers 400: the body is sent in chunks that are none.
    pub fn malformed_chunk() -> Self {
        let detail = "a chunk of the body is malformed; write its length in hexadecimal digits, CR LF, its bytes, and CR LF, or send Content-Length";
        Self::new(ProblemType::NotHttp, detail)
    }

    /// Answers 400: the head names no host, or several.
    pub fn not_one_host() -> Self {
        Self::new(ProblemType::NoHost, "the head does not name one host; send one header Host")
    }

    /// Answers 400: the `Idempotency-Key` is malformed.
    pub fn bad_idempotency_key() -> Self {
        let detail =
            "the header Idempotency-Key is not 1 to 255 visible ASCII characters; send a random id, or leave it out";
        Self::new(ProblemType::BadIdempotencyKey, detail)
    }

    /// Answers 404: nothing is at this address.
    pub fn not_found() -> Self {
        Self::new(ProblemType::NotFound, "nothing is at this address; check its path")
    }

    /// Answers 405: the address takes other methods.
    fn method_not_allowed() -> Self {
        Self::new(
            ProblemType::MethodNotAllowed,
            "this address does not take that method; the header Allow lists its own",
        )
    }

    /// Answers 408: the body came too slowly.
    pub fn too_slow() -> Self {
        Self::new(ProblemType::TooSlow, "the body did not arrive in time; send it again")
    }

    /// Answers 400: what came is not a request of HTTP/1.1.
    pub fn not_http() -> Self {
        let detail = "the head is not one of HTTP/1.1; send a line with method, address and version, then lines of a name, a colon and a value";
        Self::new(ProblemType::NotHttp, detail)
    }

    /// Answers 400: what came is the beginning of TLS.
    pub fn is_tls() -> Self {
        Self::new(
            ProblemType::NotHttp,
            "this port does not speak TLS; ask for http:// here, or for https:// at the proxy in front",
        )
    }

    /// Answers 400: what came is the beginning of HTTP/2.
    pub fn is_http2() -> Self {
        Self::new(
            ProblemType::NotHttp,
            "this port does not speak HTTP/2; send HTTP/1.1, or HTTP/2 to the proxy in front",
        )
    }

    /// Answers 408: the head came too slowly.
    pub fn head_too_slow() -> Self {
        Self::new(ProblemType::TooSlow, "the head did not arrive in time; send the request again")
    }

    /// Answers 414: the address exceeds the limit.
    pub fn address_too_long() -> Self {
        Self::new(ProblemType::AddressTooLong, "the address is longer than 64 KiB; shorten it")
    }

    /// Answers 431: the head exceeds the limit.
    pub fn head_too_large() -> Self {
        Self::new(
            ProblemType::HeadTooLarge,
            "the head is larger than 64 KiB, or has more than 100 lines; send fewer headers, or drop cookies",
        )
    }

    /// Answers 422: the `Idempotency-Key` stands for another request.
    pub fn idempotency_key_taken() -> Self {
        let detail = "another body was sent under this Idempotency-Key; send a new key with a new request";
        Self::new(ProblemType::IdempotencyKeyTaken, detail)
    }

    /// Tells whether the key is taken: all else that cannot be processed says which places are wrong.
    pub fn is_of_taken_key(&self) -> bool {
        self.kind == ProblemType::IdempotencyKeyTaken
    }

    /// Answers 422: the request needs a proof of work, and what it brings is none, for the reason that the type says.
    pub fn proof_of_work(kind: ProblemType) -> Self {
        let detail = match kind {
            ProblemType::ProofOfWorkMissing => {
                "requests need a proof of work; solve a challenge of api/proof-of-work, and send the same again with the header Proof-Of-Work"
            }
            ProblemType::ProofOfWorkExpired => "the challenge was solved too late; ask for another one",
            ProblemType::ProofOfWorkSpent => {
                "another request was stored with this proof of work; ask for another challenge"
            }
            _ => "this is no solution of a challenge of ours; ask for another one",
        };
        Self::new(kind, detail)
    }

    /// Tells whether a proof of work is what is wanted.
    pub fn wants_proof_of_work(&self) -> bool {
        self.kind.wants_proof_of_work()
    }

    /// Returns what kind of problem it is.
    pub fn kind(&self) -> ProblemType {
        self.kind
    }

    /// Answers 413: the body exceeds the limit.
    pub fn too_large() -> Self {
        Self::new(ProblemType::TooLarge, "the body is larger than 64 KiB; shorten it")
    }

    /// Answers 415: the body's type is not taken.
    pub fn unsupported_type() -> Self {
        let detail = "the body is not said to be JSON; send it with Content-Type: application/json";
        Self::new(ProblemType::UnsupportedType, detail)
    }

    /// Answers 415: the body is encoded, which the head of the answer says is not taken.
    pub fn encoded_body() -> Self {
        let detail = "the body is encoded; send it as it is, without Content-Encoding";
        Self { takes_no_encoding: true, ..Self::new(ProblemType::UnsupportedType, detail) }
    }

    /// Answers 422: the body is JSON, and breaks rules.
    pub fn unprocessable(errors: Vec<plans::Problem>) -> Self {
        let problem = Self::new(ProblemType::InvalidRequest, "the body breaks a rule; errors lists every place");
        Self { errors, ..problem }
    }

    /// Answers 429: too many came before; the next is taken after so long.
    pub fn rate_limited(wait: Duration) -> Self {
        let detail = "too many requests came, and nothing was done for this one; send it again after as many seconds as Retry-After says";
        // Nobody is asked to come back at once.
        Self { retry_after: Some(wait.max(Duration::from_secs(1))), ..Self::new(ProblemType::RateLimited, detail) }
    }

    /// Answers 500: logs the error; the client learns nothing of it.
    pub fn internal(error: impl Display) -> Self {
        tracing::error!("a request failed: {error}");
        Self::already_logged()
    }

    /// Answers 500 for an error that is logged already.
    pub fn already_logged() -> Self {
        Self::new(ProblemType::Internal, "something failed on our side; try again later")
    }

    /// Answers 503 where the database cannot be used just now, else 500, for an error of its that is logged already.
    pub fn of_logged(error: &sqlx::Error) -> Self {
        if is_unavailable(error) { Self::not_ready() } else { Self::already_logged() }
    }

    /// Answers 503: the database does not answer.
    pub fn database_unavailable(error: impl Display) -> Self {
        tracing::error!("the database does not answer: {error}");
        Self::not_ready()
    }

    /// Answers 503: the database takes no write, which is logged already.
    pub fn not_ready() -> Self {
        let problem = Self::new(ProblemType::Unavailable, "the database does not answer; try again later");
        Self { retry_after: Some(TRY_AGAIN), ..problem }
    }

    /// Answers 503: the server is about to stop.
    pub fn stopping() -> Self {
        let detail = "the server is about to stop; ask another one, or this one again later";
        Self { retry_after: Some(TRY_AGAIN), ..Self::new(ProblemType::Unavailable, detail) }
    }

    /// Writes the body, which names the request.
    fn written(&self, request: RequestId) -> String {
        let Self { kind, status, detail, ref errors, .. } = *self;
        let written = Written { r#type: kind, title: kind.title(), status: status.as_u16(), detail, errors, request };
        serde_json::to_string(&written).expect("a problem is plain JSON")
    }

    /// Answers 503: as much is being read as may be.
    pub fn busy() -> Self {
        let problem = Self::new(ProblemType::Unavailable, "too many requests are being read just now; try again later");
        Self { retry_after: Some(TRY_AGAIN), ..problem }
    }

    /// Makes the error for a status that a library answered with.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method_not_allowed(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            StatusCode::URI_TOO_LONG => Self::address_too_long(),
            status => Self { status, ..Self::new(ProblemType::of_status(status), detail_of_status(status)) },
        }
    }
}

/// Says what is wrong where a library answered with this status, or a file is asked for in a way that it is not to be had, and the way out.
fn detail_of_status(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "the address is no text; write each of its characters in UTF-8, encoded with %",
        StatusCode::FORBIDDEN => "whoever asks may not do this; sign in as who may",
        StatusCode::REQUEST_TIMEOUT => "the request did not arrive in time; send it again",
        StatusCode::PRECONDITION_FAILED => {
            "the file is not the one that If-Match or If-Unmodified-Since names; read it anew"
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            "the body is not of a type that is taken here; send what the API's description names"
        }
        StatusCode::RANGE_NOT_SATISFIABLE => {
            "the file has no such part; ask for a part of what the header Content-Range says there is"
        }
        StatusCode::UNPROCESSABLE_ENTITY => "the body breaks a rule; send what the API's description names",
        StatusCode::TOO_MANY_REQUESTS => "too many requests came; send this one again in a minute",
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "the head is too large; send fewer headers, or drop cookies",
        StatusCode::SERVICE_UNAVAILABLE => "the service is not available; try again later",
        status if status.is_server_error() => "something failed on our side; try again later",
        _ => "the request is none that this address takes; see the API's description at api/openapi.json",
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

/// A failed query is a fault of ours, unless the database cannot be used just now. Its message names columns and files, never what a
/// requester wrote.
impl From<sqlx::Error> for ErrorResponse {
    fn from(error: sqlx::Error) -> Self {
        if is_unavailable(&error) { Self::database_unavailable(error) } else { Self::internal(error) }
    }
}

/// Answers without a body yet: [`in_one_form`] writes it, and names the request there.
impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.headers_mut().insert(CONTENT_TYPE, MEDIA_TYPE);
        if let Some(retry_after) = self.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, retry_after);
        }
        if self.takes_no_encoding {
            response.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        if self.wants_proof_of_work() {
            response.headers_mut().insert(PROOF_HEADER, HeaderValue::from_static("required"));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Tells whether a response is a problem.
pub fn is_in(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE) == Some(&MEDIA_TYPE)
}

/// Writes the body of every problem, also of the errors that libraries answer with, which have other bodies or none.
pub async fn in_one_form(Extension(id): Extension<RequestId>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_page = response.extensions().get::<IsPage>().is_some();
    let problem = match response.extensions_mut().remove::<Arc<ErrorResponse>>() {
        Some(problem) => problem,
        None if is_error && !is_page => Arc::new(ErrorResponse::of_status(status)),
        None => return response,
    };
    let (mut parts, _) = response.into_parts();
    // The other headers may say more of the status, such as Allow; these two are of the body.
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, MEDIA_TYPE);
    Response::from_parts(parts, Body::from(problem.written(id)))
}
