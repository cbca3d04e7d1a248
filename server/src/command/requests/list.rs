//! `plan-server requests list`.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::json;

use super::filters::Filters;
use super::{plain, table};
use crate::number;
use crate::plan_requests::stored_request::StoredRequest;
use crate::store::Store;

/// The largest number that the database counts by.
const MOST: u64 = i64::MAX as u64;

/// List requests, the newest first
#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    filters: Filters,
    /// How many are listed at most
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = number::within(0..=MOST))]
    most: u64,
    /// How many of the newest are left out
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = number::within(0..=MOST))]
    skip: u64,
    /// Print one JSON object: how many there are in all as "total", and everything that is stored of those listed as "requests"
    #[arg(long)]
    json: bool,
}

impl List {
    /// Runs `plan-server requests list`.
    pub async fn run(self, store: &Store) -> anyhow::Result<ExitCode> {
        let found = store.search(&self.filters.filter(), self.skip, self.most).await?;
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{}", json!({"total": found.total, "requests": found.requests}))?;
            return Ok(ExitCode::SUCCESS);
        }
        if found.requests.is_empty() {
            let why = if found.total == 0 { "no requests" } else { "no requests after those left out" };
            writeln!(out, "{why}")?;
            return Ok(ExitCode::SUCCESS);
        }
        let lines: Vec<_> = found.requests.iter().map(line).collect();
        let head = ["REFERENCE", "RECEIVED (UTC)", "STATE", "PLAN", "NAME", "COMPANY"];
        write!(out, "{}", table::written(&head, &lines, 3, table::terminal_width()))?;
        let listed = found.requests.len() as u64;
        if listed < found.total {
            writeln!(out, "\n{listed} of {}; --most and --skip list others", found.total)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn line(request: &StoredRequest) -> Vec<String> {
    // Nothing suspicious goes unseen among the others.
    let mark = if request.suspect.is_empty() { String::new() } else { format!("? {}", request.suspect.join(", ")) };
    vec![
        request.reference.to_string(),
        minute(&request.received_at),
        format!("{}{mark}", request.state.word()),
        plain::line(&request.plan),
        plain::line(&request.name),
        plain::line(&request.company),
    ]
}

/// Writes a stored instant to the minute.
pub fn minute(instant: &str) -> String {
    instant.get(..16).map_or_else(|| plain::line(instant), |minute| minute.replace('T', " "))
}
