#![doc = include_str!("../README.md")]

use std::process::ExitCode;

mod audit;
mod body;
mod catalog_file;
mod catalogs;
mod clients;
mod command;
mod connections;
mod digest;
mod draining;
mod error_page;
mod error_response;
mod forget_expired;
mod headers;
mod health;
mod host;
mod html_page;
mod inbox;
mod instruments;
mod log;
mod mail;
mod metrics;
mod needs;
mod number;
mod openapi;
mod origins;
mod outbox;
mod page_offer;
mod plan_requests;
mod preloads;
mod preview;
mod problem_type;
mod proof_of_work;
mod random;
mod readiness;
mod request_id;
mod retention;
mod router;
mod scrape;
mod site;
mod state;
mod store;
mod texts;
mod webhook;
mod work;

fn main() -> ExitCode {
    command::run()
}
