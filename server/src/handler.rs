//! The API: for each resource a file.

pub mod form_posts;
pub mod health;
pub mod plan_requests;
mod store_request;
