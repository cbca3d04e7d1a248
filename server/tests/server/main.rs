//! The real binary: over real HTTP, on a real database file, and on the command line.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod build;
mod catalog_versions;
mod catalogs;
mod command_line;
mod form_page;
mod form_posts;
mod lifecycle;
mod origins;
mod plan_requests;
mod problems;
mod site;
mod support;
