//! Where a request brings its proof of work.

use axum::http::HeaderName;

/// The header in which a request brings its proof, and by which an answer says that it needs one.
pub const PROOF_HEADER: HeaderName = HeaderName::from_static("proof-of-work");

/// The field of a form in which it brings its proof: as ALTCHA's own widget calls it.
pub const PROOF_FIELD: &str = "altcha";
