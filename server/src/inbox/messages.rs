//! What is told of a request, to whom, and whether it has arrived.

use maud::{Markup, html};

use crate::inbox::when::when;
use crate::plan_requests::reference::Reference;
use crate::store::Store;

/// A message of the outbox, as whoever works with its request sees it.
#[derive(Debug, sqlx::FromRow)]
pub struct MessageLine {
    channel: String,
    target: String,
    state: String,
    attempts: i64,
    due_at: String,
    ended_at: Option<String>,
    last_error: Option<String>,
}

impl Store {
    /// Lists the messages of a request.
    pub async fn messages_of(&self, reference: &Reference) -> Result<Vec<MessageLine>, sqlx::Error> {
        const SELECT: &str = "
            SELECT channel, target, state, attempts, due_at, ended_at, last_error
            FROM outbox WHERE reference = $1 ORDER BY created_at, id";
        sqlx::query_as(SELECT).bind(reference).fetch_all(&mut self.read().await?).await
    }
}

/// Builds the list of messages; nothing where none was to be sent.
pub fn messages(lines: &[MessageLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section class="card" aria-labelledby="messages" {
                h2 id="messages" { "Messages" }
                ul class="history small" {
                    @for message in lines { li { (one(message)) } }
                }
            }
        }
    }
}

fn one(message: &MessageLine) -> Markup {
    let MessageLine { channel, target, state, attempts, due_at, ended_at, last_error } = message;
    let to = match channel.as_str() {
        "notification" => "Mail to ",
        "confirmation" => "Mail to the requester",
        "webhook" => "Webhook ",
        "slack" => "Slack ",
        "teams" => "Teams ",
        other => other,
    };
    html! {
        p { (to) (target) }
        p class="soft" {
            @match state.as_str() {
                "delivered" => { "Delivered" @if let Some(at) = ended_at { " " (when(at)) } },
                "dead" => { "Given up" @if let Some(at) = ended_at { " " (when(at)) } " after " (tries(*attempts)) },
                _ if *attempts == 0 => { "Waiting" },
                _ => { "Tried " (tries(*attempts)) ", again " (when(due_at)) },
            }
            @if state != "delivered" { @if let Some(error) = last_error { ": " (error) } }
        }
    }
}

fn tries(attempts: i64) -> String {
    if attempts == 1 { "once".to_owned() } else { format!("{attempts} times") }
}
