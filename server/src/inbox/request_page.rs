//! `GET /inbox/REFERENCE`: one request, as its requester saw it, and what became of it.

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::catalogs::Served;
use crate::inbox::badge::{badges, name, worded};
use crate::inbox::fault::Fault;
use crate::inbox::fields::Fields;
use crate::inbox::layout::{self, Part, csrf_field};
use crate::inbox::list_query::STATES;
use crate::inbox::messages::{MessageLine, messages};
use crate::inbox::note_page::note_form;
use crate::inbox::shared::Inbox;
use crate::inbox::viewer::Viewer;
use crate::inbox::when::when;
use crate::plan_requests::changes::Change;
use crate::plan_requests::events::{EventKind, RequestEvent};
use crate::plan_requests::reference::Reference;
use crate::plan_requests::stored_request::{State as RequestState, StoredRequest};
use crate::plan_requests::told::Told;

/// The parameter that tells which state a request had before it was given another just now.
pub const WAS: &str = "was";

/// The parameter that tells that a note was added just now.
pub const NOTED: &str = "noted";

/// The field of a state.
pub const STATE: &str = "state";

/// What the page is made of.
struct Page<'a> {
    viewer: &'a Viewer,
    request: &'a StoredRequest,
    told: &'a Told,
    events: &'a [RequestEvent],
    changed: Option<&'a [Change]>,
    served: &'a Served,
    /// Whether there is a page at all, beside the API.
    has_site: bool,
}

/// Reads the reference in an address.
pub fn reference(viewer: &Viewer, text: &str) -> Result<Reference, Fault> {
    Reference::parse(text).ok_or_else(|| Fault::no_such_request(viewer))
}

/// Shows a request.
pub async fn show(
    State(inbox): State<Inbox>,
    viewer: Viewer,
    Path(text): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let reference = reference(&viewer, &text)?;
    let (store, catalogs) = (&inbox.app.store, &inbox.app.catalogs);
    let Some(request) = store.plan_request(&reference).await? else { return Err(Fault::no_such_request(&viewer)) };
    let told = Told::of(&request, catalogs, store).await?;
    let changed = request.changed_now(catalogs, store).await?;
    let (events, lines) = (store.events(&reference).await?, store.messages_of(&reference).await?);
    let served = catalogs.served();
    let page = Page {
        viewer: &viewer,
        request: &request,
        told: &told,
        events: &events,
        changed: changed.as_deref(),
        served: &served,
        has_site: inbox.app.site.is_some(),
    };
    let content = page.content(&Fields::parse(uri.query().unwrap_or_default().as_bytes()), &lines);
    Ok(layout::page(&viewer, Part::Requests, &format!("{} {reference}", request.name), &content))
}

impl Page<'_> {
    fn content(&self, done: &Fields, lines: &[MessageLine]) -> Markup {
        let Self { request, told, .. } = self;
        html! {
            div class="title" {
                p class="no-print" { a href="../inbox" { "All requests" } }
                h1 dir="auto" { (request.name) @if !request.company.is_empty() { ", " (request.company) } }
                div class="row" {
                    (badges(request))
                    span class="code" { (request.reference) }
                    span class="soft" { "received " (when(&request.received_at)) " UTC" }
                }
            }
            (self.done(done))
            // Who asks, and the state, come first where there is but one column.
            div class="request" {
                div class="first" {
                    (self.contact())
                    (self.state())
                }
                div class="main" {
                    (self.wanted())
                    @if let Some(message) = &request.message {
                        section class="card" aria-labelledby="message" {
                            h2 id="message" { "Message" }
                            p class="words" dir="auto" { (message) }
                        }
                    }
                    section class="card" aria-labelledby="answers" {
                        h2 id="answers" { "Answers" }
                        @if told.answers.is_empty() {
                            p class="soft" { "No question was answered." }
                        } @else {
                            (pairs(&told.language, &told.answers))
                        }
                        (self.link())
                    }
                    (self.changes())
                    (self.history())
                }
                div class="rest" {
                    (self.origin())
                    (messages(lines))
                    @if self.viewer.is_editor() {
                        p class="no-print" {
                            a class="button button--s button--danger" href={ (request.reference) "/erase" } { "Erase this request …" }
                        }
                    }
                }
            }
        }
    }

    /// Says what was done just now, with the way back.
    fn done(&self, done: &Fields) -> Markup {
        let was = STATES.into_iter().find(|state| state.word() == done.get(WAS));
        html! {
            @if let Some(was) = was.filter(|was| *was != self.request.state) {
                div class="done" role="status" {
                    p { "The state is " strong { (name(self.request.state)) } " now; it was " (name(was)) "." }
                    @if self.viewer.is_editor() {
                        form method="post" action={ (self.request.reference) "/state" } {
                            (csrf_field(self.viewer))
                            button class="button button--s" name=(STATE) value=(was.word()) { "Undo" }
                        }
                    }
                }
            }
            @if !done.get(NOTED).is_empty() {
                p class="done" role="status" { "The note is added." }
            }
        }
    }

    /// Builds what is asked for and what it costs, and what the server advised, in the words that the requester saw.
    fn wanted(&self) -> Markup {
        let Self { request, told, .. } = self;
        let language = &*told.language;
        html! {
            section class="card" aria-labelledby="plan" {
                h2 id="plan" { "Plan asked for" }
                p class="plan" lang=(language) dir="auto" { (told.plan) }
                @if !told.costs.is_empty() { (pairs(language, &told.costs)) }
                @if told.advice.is_some() || told.why.is_some() {
                    div lang=(language) dir="auto" {
                        @if let Some(advice) = &told.advice { p { strong { (advice) } } }
                        @if let Some(why) = &told.why { p { (why) } }
                    }
                }
                @if !told.missed.is_empty() {
                    h3 { "What this plan misses of the answers" }
                    ul class="marks" lang=(language) dir="auto" { @for line in &told.missed { li { (line) } } }
                }
                @if !told.not_stated.is_empty() {
                    h3 { "Where the catalogue does not say" }
                    ul lang=(language) dir="auto" { @for line in &told.not_stated { li { (line) } } }
                }
                @if !request.checked {
                    p class="alert" {
                        "The page showed a catalogue that was never served here, so nothing was checked and nothing is advised."
                    }
                }
                @if let Some(consent) = &request.consent {
                    h3 { "Agreed to" }
                    p class="words" lang=(language) dir="auto" { (consent) }
                }
                p class="soft small" {
                    (told.title) " (" (request.catalog_id) "), version " (request.catalog_version) ", told in " (language)
                }
            }
        }
    }

    /// Builds the link that opens the page with the same answers, where it is served.
    fn link(&self) -> Markup {
        let id = &self.request.catalog_id;
        let is_first = self.served.first().parts().id.as_str() == id;
        let link = self.told.link.as_ref().filter(|_| self.has_site && self.served.of_id(id).is_some());
        let folder = if is_first { String::new() } else { format!("{id}/") };
        html! {
            @if let Some(link) = link {
                p class="no-print" {
                    a rel="noreferrer" href={ (self.viewer.up) (folder) "?lang=" (self.told.language) "#" (link) } {
                        "Open the page with these answers"
                    }
                }
            }
        }
    }

    /// Builds what has changed in the catalogue: up to when the request came, and up to now.
    fn changes(&self) -> Markup {
        let before: Vec<String> = self.request.changes.as_array().into_iter().flatten().map(detail).collect();
        let now: Option<Vec<String>> =
            self.changed.map(|changes| changes.iter().map(|change| change.detail.clone()).collect());
        let is_same = now.as_ref() == Some(&before);
        html! {
            @if !before.is_empty() || now.as_ref().is_none_or(|now| !now.is_empty()) {
                section class="card" aria-labelledby="changes" {
                    h2 id="changes" { "Changed in the catalogue" }
                    @if !before.is_empty() && !is_same {
                        h3 { "Between the page and the request" }
                        ul class="marks" { @for line in &before { li { (sentence(line)) } } }
                    }
                    @match &now {
                        None => p class="soft" { "What has changed up to now cannot be told: the page’s catalogue is not here." },
                        Some(now) if now.is_empty() => p class="soft" { "What is served now is what the page showed." },
                        Some(now) => {
                            h3 { "Between the page and now" }
                            ul class="marks" { @for line in now { li { (sentence(line)) } } }
                        }
                    }
                }
            }
        }
    }

    fn contact(&self) -> Markup {
        let StoredRequest { reference, name, email, company, .. } = self.request;
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        // The sign between the parts of an address stays as it is, since some programs do not read it otherwise.
        let address = encoded(email).replace("%40", "@");
        let mail = format!("mailto:{address}?subject={}", encoded(&format!("Your request {reference}")));
        html! {
            section class="card" aria-labelledby="contact" {
                h2 id="contact" { "Contact" }
                div {
                    p dir="auto" { strong { (name) } }
                    @if !company.is_empty() { p dir="auto" { (company) } }
                    p dir="auto" { (email) }
                }
                p class="no-print" { a class="button button--main" href=(mail) { "Answer by mail" } }
            }
        }
    }

    fn state(&self) -> Markup {
        let current = self.request.state;
        let pressed = |state: RequestState| if state == current { "true" } else { "false" };
        let last = self.events.iter().rev().find(|event| event.kind == EventKind::State);
        html! {
            section class="card" aria-labelledby="state" {
                h2 id="state" { "State" }
                @if self.viewer.is_editor() {
                    form method="post" action={ (self.request.reference) "/state" } {
                        (csrf_field(self.viewer))
                        div class="choices" role="group" aria-labelledby="state" {
                            @for state in STATES {
                                button class="button" name=(STATE) value=(state.word()) aria-pressed=(pressed(state)) { (name(state)) }
                            }
                        }
                    }
                } @else {
                    p { (name(current)) }
                }
                @match last {
                    Some(event) => p class="soft small" { "Set by " (event.by) ", " (when(&event.at)) " UTC" },
                    None => p class="soft small" { "As it came" },
                }
            }
        }
    }

    /// Builds what was done with the request, the newest first, and the form for a note.
    fn history(&self) -> Markup {
        html! {
            section class="card" aria-labelledby="history" {
                h2 id="history" { "Notes and history" }
                @if self.viewer.is_editor() {
                    (note_form(self.viewer, &self.request.reference, ""))
                }
                @if self.events.is_empty() {
                    p class="soft" { "Nothing was done with it yet." }
                } @else {
                    ol class="history" {
                        @for event in self.events.iter().rev() {
                            li {
                                @match event.kind {
                                    EventKind::Note => p dir="auto" { (event.text) },
                                    EventKind::State => p { "Set to " strong { (state_name(&event.text)) } },
                                }
                                p class="soft small" { (event.by) ", " (when(&event.at)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Builds where the request came from, and why it may be no person's.
    fn origin(&self) -> Markup {
        let StoredRequest { campaign, page_address, variant, page_language, suspect, .. } = self.request;
        let mut lines = Vec::new();
        lines.extend(page_address.iter().map(|address| ("Page".to_owned(), address.clone())));
        lines.extend(campaign.iter().map(|(name, value)| (name.clone(), value.clone())));
        lines.extend(variant.iter().map(|variant| ("Variant".to_owned(), variant.clone())));
        lines.extend(page_language.iter().map(|language| ("Language".to_owned(), language.clone())));
        html! {
            @if !lines.is_empty() || !suspect.is_empty() {
                section class="card" aria-labelledby="origin" {
                    h2 id="origin" { "Where it came from" }
                    @if !suspect.is_empty() {
                        div class="alert" {
                            p { "It may be no person’s:" }
                            ul {
                                @for word in suspect.iter() {
                                    li { (worded(word, |wording| wording.sentence)) }
                                }
                            }
                        }
                    }
                    @if !lines.is_empty() { (pairs("en", &lines)) }
                }
            }
        }
    }
}

/// Builds names with their values, in a language.
fn pairs(language: &str, pairs: &[(String, String)]) -> Markup {
    html! {
        dl class="pairs" lang=(language) {
            @for (name, value) in pairs {
                div { dt dir="auto" { (name) } dd dir="auto" { (value) } }
            }
        }
    }
}

fn detail(change: &Value) -> String {
    change["detail"].as_str().unwrap_or_default().to_owned()
}

/// Writes a detail as a sentence of its own.
fn sentence(detail: &str) -> String {
    let mut letters = detail.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}

fn state_name(word: &str) -> &str {
    match STATES.into_iter().find(|state| state.word() == word) {
        Some(state) => name(state),
        None => word,
    }
}
