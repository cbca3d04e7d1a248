//! `plan-server requests show`.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::list::minute;
use super::{named, plain, table};
use crate::catalogs::Catalogs;
use crate::plan_requests::events::{EventKind, RequestEvent};
use crate::plan_requests::reference::Reference;
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;
use crate::store::Store;

/// How many columns the names of what is told take.
const NAMES: usize = 12;

/// How wide a text is at most, so that it can be read.
const WIDEST: usize = 100;

/// Show a request as its visitor saw it: plan, reasons, costs and answers in the words of the page, and what was done since
#[derive(clap::Args)]
pub struct Show {
    /// The request
    #[arg(value_parser = named::reference)]
    reference: Reference,
    /// Print one JSON object: everything that is stored, what the page said as "told", and what was done as "events"
    #[arg(long)]
    json: bool,
}

impl Show {
    /// Runs `plan-server requests show`.
    pub async fn run(self, store: &Store) -> anyhow::Result<ExitCode> {
        let Some(request) = store.plan_request(&self.reference).await? else {
            return Err(named::unknown(store, &self.reference).await);
        };
        let told = Told::of(&request, &Catalogs::of_database()?, store).await?;
        let events = store.events(&self.reference).await?;
        let mut out = io::stdout().lock();
        if self.json {
            let mut shown = serde_json::to_value(&request)?;
            shown["told"] = told_json(&told);
            shown["events"] = json!(events);
            writeln!(out, "{shown}")?;
        } else {
            let width = table::terminal_width().min(WIDEST);
            write!(out, "{}", in_words(&request, &told, &events, width))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn told_json(told: &Told) -> Value {
    let pairs = |pairs: &[(String, String)], names: [&str; 2]| -> Vec<Value> {
        pairs.iter().map(|(first, second)| json!({(names[0]): first, (names[1]): second})).collect()
    };
    json!({
        "language": told.language,
        "title": told.title,
        "plan": told.plan,
        "advice": told.advice,
        "why": told.why,
        "missed": told.missed,
        "not_stated": told.not_stated,
        "answers": pairs(&told.answers, ["question", "answer"]),
        "costs": pairs(&told.costs, ["label", "amount"]),
        "answer": told.answer,
        "link": told.link,
    })
}

/// Writes a request for people, in lines of so many columns.
fn in_words(request: &StoredRequest, told: &Told, events: &[RequestEvent], width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    let _ = writeln!(page.text, "{}  {}", request.reference, request.state.word());
    page.entry("Received", &format!("{} UTC", minute(&request.received_at)));
    page.entry("Plan", &told.plan);
    for (label, amount) in &told.costs {
        page.entry(label, amount);
    }
    page.section("Who");
    page.entry("Name", &request.name);
    page.entry("Address", &request.email);
    page.entry("Company", &request.company);
    page.entries("Message", request.message.iter());
    page.entries("Agreed to", request.consent.iter());
    page.section("Why");
    page.entries("Advice", told.advice.iter());
    page.entries("Because", told.why.iter());
    page.entries("Misses", told.missed.iter());
    page.entries("Not stated", told.not_stated.iter());
    if !request.checked {
        page.entry("Not checked", "its page showed a catalogue that was never served here");
    }
    let changes = request.changes.as_array().into_iter().flatten();
    page.entries("Changed", changes.filter_map(|change| change["detail"].as_str()));
    page.section("Answers");
    for (question, answer) in &told.answers {
        page.answer(question, answer);
    }
    page.section("Where from");
    page.entry("Offer", &format!("{} ({} {})", told.title, request.catalog_id, request.catalog_version));
    page.entries("Page", request.page_address.iter());
    page.entries("Language", request.page_language.iter());
    page.entries("Variant", request.variant.iter());
    for (name, value) in request.campaign.iter() {
        page.entry(name, value);
    }
    page.entries("Suspect", request.suspect.iter());
    if !events.is_empty() {
        page.section("Since");
    }
    for event in events {
        let what = match event.kind {
            EventKind::State => format!("{} said: {}", event.by, event.text),
            EventKind::Note => format!("{} noted: {}", event.by, event.text),
        };
        page.entry(&minute(&event.at), &what);
    }
    page.text
}

/// A text of headings, and beneath each names with what is told of them.
struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn section(&mut self, heading: &str) {
        let _ = writeln!(self.text, "\n{heading}");
    }

    fn entries(&mut self, name: &str, texts: impl Iterator<Item = impl AsRef<str>>) {
        for (at, text) in texts.enumerate() {
            self.entry(if at == 0 { name } else { "" }, text.as_ref());
        }
    }

    /// Adds a name and, beside it, a text of any number of lines.
    fn entry(&mut self, name: &str, text: &str) {
        let name = plain::line(name);
        let columns = plain::width(&name).max(NAMES) + 2;
        let mut beside = name.clone();
        beside.extend(std::iter::repeat_n(' ', columns - plain::width(&name)));
        for line in self.wrapped(text, columns + 2) {
            let _ = writeln!(self.text, "{}", format!("  {beside}{line}").trim_end());
            beside = " ".repeat(columns);
        }
    }

    /// Adds a question, and beneath it its answer.
    fn answer(&mut self, question: &str, answer: &str) {
        for (text, indent) in [(question, 2), (answer, 4)] {
            for line in self.wrapped(text, indent) {
                let _ = writeln!(self.text, "{}{line}", " ".repeat(indent));
            }
        }
    }

    fn wrapped(&self, text: &str, indent: usize) -> Vec<String> {
        let most = self.width.saturating_sub(indent).max(20);
        let lines = plain::lines(text);
        lines.iter().flat_map(|line| plain::wrapped(line, most)).collect()
    }
}
