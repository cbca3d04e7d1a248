#![doc = include_str!("../README.md")]

use std::process::ExitCode;

mod body;
mod catalog_file;
mod command;
mod connections;
mod digest;
mod error_page;
mod form;
mod handler;
mod headers;
mod host;
mod html_page;
mod idempotency_key;
mod origins;
mod page_offer;
mod preloads;
mod problem;
mod receipt;
mod reference;
mod refusal;
mod request_record;
mod router;
mod site;
mod state;
mod store;

fn main() -> ExitCode {
    command::run()
}
