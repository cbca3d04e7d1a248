//! The API: for each resource a file.

pub mod health;
pub mod plan_requests;
