//! Writes the page natively, for the site's build: one JSON object on standard output, with `page`, the HTML of the element's
//! shadow root, and `offer`, what the page offers as JSON-LD. Its argument is where the page's plain form is posted.

use std::process::ExitCode;

use serde_json::json;

mod offer;

fn main() -> ExitCode {
    let Some(endpoint) = std::env::args().nth(1) else {
        eprintln!("usage: prerender <endpoint>");
        return ExitCode::from(2);
    };
    let page = plan_configurator::prerender::page(&endpoint);
    println!("{}", json!({ "page": page, "offer": offer::offer(&plan_configurator::prerender::catalog()) }));
    ExitCode::SUCCESS
}
