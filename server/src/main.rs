#![doc = include_str!("../README.md")]

use std::process::ExitCode;

mod audit;
mod body;
mod catalog_file;
mod catalogs;
mod command;
mod connections;
mod digest;
mod draining;
mod error_page;
mod error_response;
mod headers;
mod health;
mod host;
mod html_page;
mod inbox;
mod mail;
#[allow(dead_code)]
mod metrics;
mod needs;
mod origins;
mod outbox;
mod page_offer;
mod plan_requests;
mod preloads;
mod preview;
mod problem_type;
mod proof_of_work;
mod random;
mod request_id;
mod router;
mod site;
mod state;
mod store;
mod texts;
mod webhook;
mod work;

fn main() -> ExitCode {
    command::run()
}
