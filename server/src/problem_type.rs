//! What kinds of problems there are, each with an address that programs may compare.

use std::fmt;

use axum::http::StatusCode;
use serde::{Serialize, Serializer};

/// What the address of every type begins with. It names the type, and leads nowhere.
const PREFIX: &str = "urn:problem-type:plan-configurator:";

/// Declares the types: each with its name in addresses, the status that it is answered with, and its title.
macro_rules! problem_types {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident, $title:literal;)+) => {
        /// A kind of problem. Names are never changed once released, and `docs/problems.md` lists them all.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProblemType {
            $($(#[$doc])* $variant,)+
        }

        impl ProblemType {
            /// Every type, by its status.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the last part of its address.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the status that it is answered with.
            pub fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// Returns what it is called, for people.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

problem_types! {
    /// What came is not HTTP/1.1, or breaks its rules.
    NotHttp = "not-http", BAD_REQUEST, "The request is not HTTP";
    /// The head names no host, or several.
    NoHost = "no-host", BAD_REQUEST, "The request names no host";
    /// The `Idempotency-Key` is malformed.
    BadIdempotencyKey = "bad-idempotency-key", BAD_REQUEST, "The idempotency key is malformed";
    /// The body is not JSON.
    NotJson = "not-json", BAD_REQUEST, "The body is not JSON";
    /// The body ended too early.
    CutOff = "cut-off", BAD_REQUEST, "The body ended too early";
    /// The address, or what is sent to it, cannot be read.
    BadRequest = "bad-request", BAD_REQUEST, "The request cannot be read";
    /// Whoever asks may not.
    Forbidden = "forbidden", FORBIDDEN, "This is not allowed";
    /// Nothing is at the address.
    NotFound = "not-found", NOT_FOUND, "Nothing is here";
    /// The address takes other methods.
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED, "This method is not taken";
    /// The head or the body did not arrive in time.
    TooSlow = "too-slow", REQUEST_TIMEOUT, "The request did not arrive in time";
    /// The state that the request is meant for is not the state.
    PreconditionFailed = "precondition-failed", PRECONDITION_FAILED, "A precondition does not hold";
    /// The body exceeds the limit.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// The address exceeds the limit.
    AddressTooLong = "address-too-long", URI_TOO_LONG, "The address is too long";
    /// The body's type is not taken.
    UnsupportedType = "unsupported-type", UNSUPPORTED_MEDIA_TYPE, "This type of body is not taken";
    /// The file has no such part.
    NoSuchRange = "no-such-range", RANGE_NOT_SATISFIABLE, "The file has no such part";
    /// The body breaks rules.
    InvalidRequest = "invalid-request", UNPROCESSABLE_ENTITY, "The request breaks a rule";
    /// The `Idempotency-Key` stands for another request.
    IdempotencyKeyTaken = "idempotency-key-taken", UNPROCESSABLE_ENTITY, "The idempotency key stands for another request";
    /// Requests need a proof of work, and this one has none.
    ProofOfWorkMissing = "proof-of-work-missing", UNPROCESSABLE_ENTITY, "A proof of work is missing";
    /// The proof of work is none of a challenge of this server.
    ProofOfWorkInvalid = "proof-of-work-invalid", UNPROCESSABLE_ENTITY, "The proof of work is wrong";
    /// The challenge was solved too late.
    ProofOfWorkExpired = "proof-of-work-expired", UNPROCESSABLE_ENTITY, "The proof of work has expired";
    /// Another request was stored with the same proof.
    ProofOfWorkSpent = "proof-of-work-spent", UNPROCESSABLE_ENTITY, "The proof of work was used before";
    /// Too much came from one client, or from all.
    RateLimited = "rate-limited", TOO_MANY_REQUESTS, "Too many requests";
    /// The head exceeds the limit.
    HeadTooLarge = "head-too-large", REQUEST_HEADER_FIELDS_TOO_LARGE, "The head is too large";
    /// Something failed on the server's side.
    Internal = "internal", INTERNAL_SERVER_ERROR, "Something failed";
    /// What is needed for an answer is not there just now.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "The service is not available";
}

impl ProblemType {
    /// Tells whether a proof of work is what is wanted.
    pub fn wants_proof_of_work(self) -> bool {
        matches!(
            self,
            Self::ProofOfWorkMissing | Self::ProofOfWorkInvalid | Self::ProofOfWorkExpired | Self::ProofOfWorkSpent
        )
    }

    /// Returns the type of what a library answered with this status.
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::PRECONDITION_FAILED => Self::PreconditionFailed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::URI_TOO_LONG => Self::AddressTooLong,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedType,
            StatusCode::RANGE_NOT_SATISFIABLE => Self::NoSuchRange,
            StatusCode::UNPROCESSABLE_ENTITY => Self::InvalidRequest,
            StatusCode::TOO_MANY_REQUESTS => Self::RateLimited,
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Self::HeadTooLarge,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            status if status.is_server_error() => Self::Internal,
            _ => Self::BadRequest,
        }
    }
}

/// Writes the whole address.
impl fmt::Display for ProblemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", self.name())
    }
}

impl Serialize for ProblemType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// The rows of the table in the document: name, status and title.
    fn documented() -> Vec<(&'static str, &'static str, &'static str)> {
        let (_, table) =
            include_str!("../../docs/problems.md").split_once("| type | status |").expect("a table of types");
        let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
        rows.map(|row| {
            let [name, status, title, ..] = row.split(" | ").collect::<Vec<_>>()[..] else {
                panic!("too few cells: {row}")
            };
            (name.trim_end_matches('`'), status, title)
        })
        .collect()
    }

    #[test]
    fn the_document_lists_every_type() {
        let statuses = ProblemType::ALL.iter().map(|kind| kind.status().as_str().to_owned()).collect::<Vec<_>>();
        let declared = ProblemType::ALL.iter().zip(&statuses);
        let declared = declared.map(|(kind, status)| (kind.name(), &**status, kind.title())).collect::<Vec<_>>();
        assert_eq!(documented(), declared, "docs/problems.md lists what is declared, in this order");
    }

    #[test]
    fn names_are_unique_and_fit_into_an_address() {
        let names = ProblemType::ALL.iter().map(|kind| kind.name()).collect::<HashSet<_>>();
        assert_eq!(names.len(), ProblemType::ALL.len());
        let is_plain = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(names.iter().all(is_plain), "{names:?}");
        assert_eq!(ProblemType::NotJson.to_string(), "urn:problem-type:plan-configurator:not-json");
    }
}
