//! `plan-server outbox`: what is told of requests, and what has become of it.

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::Utc;
use serde_json::json;

use super::database::Database;
use super::unknown_name::UnknownName;
use crate::audit::COMMAND_LINE;
use crate::outbox::entry::{Entry, EntryState, Stop};
use crate::outbox::replay::{Refusal, Selection};
use crate::store::Store;

/// See what became of mails and webhooks, and send them again
///
/// Works beside a running server, which sees within two seconds what is to be sent again.
#[derive(clap::Args)]
pub struct Outbox {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    verb: Verb,
}

/// What is done with the outbox.
#[derive(clap::Subcommand)]
enum Verb {
    List(List),
    Replay(Replay),
    Discard(Discard),
}

/// List the messages, the oldest first, and the targets that are stopped
#[derive(clap::Args)]
struct List {
    /// Only those of a state
    #[arg(long)]
    state: Option<EntryState>,
    /// Print an object of JSON with `messages` and `stopped_targets`
    #[arg(long)]
    json: bool,
}

/// Send messages again, now and with the whole schedule before them
///
/// They keep their names, so that a receiver knows what it has already. What is being tried just now is left to itself.
#[derive(clap::Args)]
struct Replay {
    #[command(flatten)]
    selected: Selected,
}

/// Take messages out of the outbox that were given up and shall not be sent
#[derive(clap::Args)]
struct Discard {
    #[command(flatten)]
    selected: Selected,
}

/// Which messages are meant.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Selected {
    /// Names of messages, as `outbox list` prints them
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// All that were given up
    #[arg(long)]
    dead: bool,
    /// All for a target that have not arrived; `confirmation` for those to requesters
    #[arg(long, value_name = "NAME")]
    target: Option<String>,
}

impl Outbox {
    /// Runs `plan-server outbox`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.database.with(async |store| match self.verb {
            Verb::List(list) => list.run(store).await,
            Verb::Replay(replay) => replay.run(store).await,
            Verb::Discard(discard) => discard.run(store).await,
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

impl List {
    async fn run(self, store: &Store) -> anyhow::Result<()> {
        let (entries, stops) = (store.outbox_entries(self.state, Utc::now()).await?, store.stops().await?);
        let mut out = io::stdout().lock();
        if self.json {
            let listed = json!({"messages": entries, "stopped_targets": stops});
            writeln!(out, "{listed:#}")?;
            return Ok(());
        }
        for Stop { channel, target, stopped_at } in &stops {
            writeln!(out, "stopped since {stopped_at}, as it said that it is gone: {}", said(channel, target))?;
        }
        for entry in &entries {
            writeln!(out, "{}", line(entry))?;
        }
        Ok(())
    }
}

impl Replay {
    async fn run(self, store: &Store) -> anyhow::Result<()> {
        let count =
            store.replay_messages(&self.selected.selection(), COMMAND_LINE, Utc::now()).await.map_err(refused)?;
        writeln!(io::stdout().lock(), "{} sent again", messages(count))?;
        Ok(())
    }
}

impl Discard {
    async fn run(self, store: &Store) -> anyhow::Result<()> {
        let count = store.discard_messages(&self.selected.selection(), COMMAND_LINE).await.map_err(refused)?;
        writeln!(io::stdout().lock(), "{} discarded", messages(count))?;
        Ok(())
    }
}

impl Selected {
    fn selection(self) -> Selection {
        match self {
            Self { target: Some(target), .. } => Selection::Target(target),
            Self { dead: true, .. } => Selection::Dead,
            Self { ids, .. } => Selection::Ids(ids),
        }
    }
}

/// Words a refusal.
fn refused(refusal: Refusal) -> anyhow::Error {
    match refusal {
        Refusal::UnknownId(id) => {
            UnknownName(format!("the outbox has no message {id}; `plan-server outbox list` prints those that it has"))
                .into()
        }
        Refusal::UnknownTarget(name, targets) => {
            let targets = if targets.is_empty() { "no target" } else { &targets.join(", ") };
            UnknownName(format!("the outbox has no target {name}; it has {targets}")).into()
        }
        Refusal::Database(error) => anyhow::Error::new(error).context("the database failed, and nothing is done"),
    }
}

fn messages(count: u64) -> String {
    if count == 1 { "1 message is".to_owned() } else { format!("{count} messages are") }
}

fn said(channel: impl std::fmt::Display, target: &str) -> String {
    if target.is_empty() { channel.to_string() } else { format!("{channel} {target}") }
}

/// Tells a message on a line.
fn line(entry: &Entry) -> String {
    let Entry { id, reference, created_at, attempts, last_error, .. } = entry;
    let attempts = if *attempts == 1 { "1 attempt" } else { &format!("{attempts} attempts") };
    let state = match (entry.state, &entry.due_at, &entry.ended_at) {
        (EntryState::Waiting, Some(due), _) => format!("waiting, due {due}"),
        (EntryState::Waiting, None, _) => "waiting, being tried".to_owned(),
        (EntryState::Delivered, _, ended) => format!("delivered {}", ended.as_deref().unwrap_or_default()),
        (EntryState::Dead, _, ended) => format!("dead since {}", ended.as_deref().unwrap_or_default()),
    };
    let why = last_error.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    let to = said(entry.channel, &entry.target);
    format!("{id}  {reference}  {created_at}  {to}  {state}, {attempts}{why}")
}
