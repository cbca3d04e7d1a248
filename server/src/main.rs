//! Serves the plan configurator, stores plan requests, and checks catalogues.
//!
//! [`command`] is what an operator or an author types. `serve` builds the [`router`] over the [`state`] and gives it the [`connections`]: [`site`] answers
//! with the files of the page, the [`handler`]s with the API, and the [`store`] keeps what was sent, for which the requester gets a [`receipt`].
//! A browser without scripts sends a [`form`] and gets pages. Pages of which other [`origins`] may embed all this, an operator
//! says.
//! Whatever goes wrong leaves as a [`problem`], and for people as an [`error_page`].

use std::process::ExitCode;

mod body;
mod catalog_file;
mod command;
mod connections;
mod entry;
mod error_page;
mod form;
mod handler;
mod headers;
mod host;
mod idempotency_key;
mod origins;
mod page_offer;
mod preloads;
mod problem;
mod receipt;
mod reference;
mod refusal;
mod router;
mod site;
mod state;
mod store;

fn main() -> ExitCode {
    command::run()
}
