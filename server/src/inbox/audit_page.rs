//! `GET /inbox/audit`: who did what, the newest first.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};

use crate::audit::Entry;
use crate::inbox::fault::Fault;
use crate::inbox::fields::Fields;
use crate::inbox::layout::{self, Part};
use crate::inbox::paging::Paging;
use crate::inbox::shared::Inbox;
use crate::inbox::viewer::Viewer;
use crate::inbox::when::when;

/// How many lines a page has.
const SIZE: u64 = 50;

/// Shows the audit log to editors.
pub async fn show(State(inbox): State<Inbox>, viewer: Viewer, uri: Uri) -> Result<Response, Fault> {
    if !viewer.is_editor() {
        return Err(Fault::for_editors(&viewer));
    }
    let fields = Fields::parse(uri.query().unwrap_or_default().as_bytes());
    let paging = Paging::parse(fields.get(Paging::FIELD), SIZE);
    let is_wrong = paging.is_err();
    let paging = paging.unwrap_or_else(|first| first);
    let (entries, total) = inbox.app.store.audit(paging.skip(), SIZE).await?;
    let content = html! {
        h1 { "Audit" }
        p class="lede" { "Who did what, the newest first. Times are in UTC. What a request says never stands here." }
        @if is_wrong {
            p class="alert" role="alert" { "The address names no page, so the first is shown." }
        }
        @if entries.is_empty() {
            p class="card empty" { "There is nothing on this page. " a href="audit" { "To the newest" } }
        } @else {
            (table(&entries))
        }
        (paging.links(total, |page| format!("audit?{}={page}", Paging::FIELD)))
    };
    Ok(layout::page(&viewer, Part::Audit, "Audit", &content))
}

fn table(entries: &[Entry]) -> Markup {
    html! {
        table class="card list" role="table" {
            caption class="visually-hidden" { "What was done" }
            thead role="rowgroup" {
                tr role="row" {
                    @for name in ["When", "Who", "What", "Request"] {
                        th role="columnheader" scope="col" { (name) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for entry in entries {
                    tr role="row" {
                        td role="cell" class="soft" { (when(&entry.at)) }
                        td role="cell" { (entry.by) }
                        td role="cell" {
                            (words(&entry.action))
                            @if let Some(detail) = &entry.detail { span class="soft" { ": " (detail) } }
                        }
                        td role="cell" {
                            @if let Some(reference) = &entry.reference { a class="code" href=(reference) { (reference) } }
                        }
                    }
                }
            }
        }
    }
}

/// Words an action: its code with blanks, which reads as what it is.
fn words(action: &str) -> String {
    let words = action.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
