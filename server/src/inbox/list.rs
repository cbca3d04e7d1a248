//! `GET /inbox`: the requests, the newest first, and what narrows them. All of that stands in the address.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};

use crate::catalogs::Served;
use crate::inbox::badge::{badges, name, wording};
use crate::inbox::choices::{catalog_name, plan_name};
use crate::inbox::fault::Fault;
use crate::inbox::fields::Fields;
use crate::inbox::layout::{self, Part, csrf_field};
use crate::inbox::list_query::{CAMPAIGN, FROM, ListQuery, PLAN, STATE, STATES, SUSPECT, TEXT, UNTIL};
use crate::inbox::shared::Inbox;
use crate::inbox::viewer::Viewer;
use crate::inbox::when::when;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::search::{Filter, Found};
use crate::plan_requests::stored_request::{State as RequestState, StoredRequest};
use crate::plan_requests::suspicion::Suspicion;

/// The parameter that tells which request was erased just now.
pub const ERASED: &str = "erased";

/// The parameter that tells how many requests of one address were erased just now.
pub const ERASED_ALL: &str = "erased-all";

/// How many requests there are of all states, and of each.
struct Counts {
    all: u64,
    by_state: Vec<(RequestState, u64)>,
}

/// What the fields offer.
struct Choices {
    plans: Vec<(String, String)>,
    campaigns: Vec<String>,
}

/// Shows the requests.
pub async fn show(State(inbox): State<Inbox>, viewer: Viewer, uri: Uri) -> Result<Response, Fault> {
    let text = uri.query().unwrap_or_default();
    let query = ListQuery::parse(text);
    let store = &inbox.app.store;
    let found = store.search(&query.filter, query.paging.skip(), query.paging.size).await?;
    let mut counts = Counts { all: 0, by_state: Vec::new() };
    for state in STATES {
        let of_state = Filter { state: Some(state), ..query.filter.clone() };
        let Found { total, .. } = store.search(&of_state, 0, 0).await?;
        counts.all += total;
        counts.by_state.push((state, total));
    }
    let choices = Choices { plans: store.requested_plans().await?, campaigns: store.campaigns().await? };
    let served = inbox.app.catalogs.served();
    let done = Fields::parse(text.as_bytes());
    let erased = Reference::parse(done.get(ERASED));
    let erased_all = done.get(ERASED_ALL).parse::<u64>().ok();
    let content = html! {
        h1 { "Requests" }
        @if let Some(reference) = &erased {
            p class="done" role="status" { "The request " (reference) " is erased." }
        } @else if let Some(count) = erased_all {
            p class="done" role="status" { (count) " requests of one address are erased." }
        }
        @if !query.faults.is_empty() {
            div class="alert" role="alert" {
                p { "Part of what was asked for is not looked at:" }
                ul { @for (_, fault) in &query.faults { li { (fault) } } }
            }
        }
        (filter(&query, &choices, &served))
        (states(&query, &counts))
        (requests(&viewer, &query, &found, counts.all, &served))
    };
    Ok(layout::page(&viewer, Part::Requests, "Requests", &content))
}

/// Builds the form that narrows the list. It is sent by GET, so that the address can be kept and passed on.
fn filter(query: &ListQuery, choices: &Choices, served: &Served) -> Markup {
    let mut catalogs: Vec<_> = choices.plans.iter().map(|(catalog, _)| catalog).collect();
    catalogs.dedup();
    html! {
        form class="card filter" method="get" action="inbox" role="search" aria-label="Requests" {
            @if !query.said(STATE).is_empty() { input type="hidden" name=(STATE) value=(query.said(STATE)); }
            div class="search" {
                label class="visually-hidden" for="text" { "Search reference, name, mail, company, message" }
                input id="text" name=(TEXT) type="search" value=(query.said(TEXT)) dir="auto"
                    placeholder="Reference, name, mail, company, message";
                button class="button button--main" { "Search" }
            }
            details open[query.uses_fields()] {
                summary { "Plan, campaign, dates" }
                div class="fields" {
                    (field(query, PLAN, "Plan", &html! {
                        select id=(PLAN) name=(PLAN) aria-invalid=[invalid(query, PLAN)] aria-describedby=[described(query, PLAN)] {
                            option value="" { "All plans" }
                            @for catalog in catalogs {
                                optgroup label=(catalog_name(served, catalog)) {
                                    (option(query, PLAN, &format!("{catalog}/"), "All of these"))
                                    @for (_, plan) in choices.plans.iter().filter(|(of, _)| of == catalog) {
                                        (option(query, PLAN, &format!("{catalog}/{plan}"), &plan_name(served, catalog, plan)))
                                    }
                                }
                            }
                        }
                    }))
                    (field(query, CAMPAIGN, "Campaign", &html! {
                        input id=(CAMPAIGN) name=(CAMPAIGN) type="text" list="campaigns" value=(query.said(CAMPAIGN)) dir="auto";
                        datalist id="campaigns" {
                            @for campaign in &choices.campaigns { option value=(campaign) {} }
                        }
                    }))
                    (field(query, SUSPECT, "Suspect", &html! {
                        select id=(SUSPECT) name=(SUSPECT) aria-invalid=[invalid(query, SUSPECT)]
                            aria-describedby=[described(query, SUSPECT)] {
                            option value="" { "All" }
                            (option(query, SUSPECT, "no", "Without suspects"))
                            (option(query, SUSPECT, "yes", "Suspects alone"))
                            @for suspicion in Suspicion::ALL { (option(query, SUSPECT, suspicion.word(), wording(suspicion).choice)) }
                        }
                    }))
                    @for (name, label) in [(FROM, "From"), (UNTIL, "Until")] {
                        (field(query, name, label, &html! {
                            input id=(name) name=(name) type="date" value=(query.said(name)) aria-invalid=[invalid(query, name)]
                                aria-describedby=[described(query, name)];
                        }))
                    }
                }
                div class="row" {
                    button class="button" { "Apply" }
                    @if query.is_narrow() { a href="inbox" { "Show all" } }
                }
            }
        }
    }
}

fn field(query: &ListQuery, name: &str, label: &str, control: &Markup) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            (control)
            @if let Some(fault) = query.fault(name) { p class="small" id={ (name) "-fault" } { "▲ " (fault) } }
        }
    }
}

fn invalid(query: &ListQuery, name: &str) -> Option<&'static str> {
    query.fault(name).map(|_| "true")
}

fn described(query: &ListQuery, name: &str) -> Option<String> {
    query.fault(name).map(|_| format!("{name}-fault"))
}

fn option(query: &ListQuery, name: &str, value: &str, label: &str) -> Markup {
    html! { option value=(value) selected[query.said(name) == value] { (label) } }
}

/// Builds what leads to the requests of one state, with their numbers.
fn states(query: &ListQuery, counts: &Counts) -> Markup {
    let current = |state| (query.filter.state == state).then_some("true");
    html! {
        nav aria-label="States" {
            ul class="states" {
                li {
                    a href={ "inbox" (query.with_state(None)) } aria-current=[current(None)] { "All " span { (counts.all) } }
                }
                @for (state, count) in &counts.by_state {
                    li {
                        a href={ "inbox" (query.with_state(Some(*state))) } aria-current=[current(Some(*state))] {
                            (name(*state)) " " span { (count) }
                        }
                    }
                }
            }
        }
    }
}

fn requests(viewer: &Viewer, query: &ListQuery, found: &Found, all: u64, served: &Served) -> Markup {
    let paging = query.paging;
    html! {
        @if found.requests.is_empty() {
            div class="card empty" {
                @if found.total > 0 {
                    p { "The list ends before this page. " a href={ "inbox" (query.with_page(1)) } { "To the newest" } }
                } @else if query.is_narrow() || all > 0 {
                    p { "No request is like that. " a href="inbox" { "Show all" } }
                } @else {
                    p { "No request has come yet. Once somebody sends one, it stands here." }
                }
            }
        } @else {
            div class="tools" {
                p class="soft" {
                    (paging.skip() + 1) " to " (paging.skip() + found.requests.len() as u64) " of " (found.total) ". Times are in UTC."
                }
                form method="post" action={ "inbox/export" (query.with_page(1)) } {
                    (csrf_field(viewer))
                    button class="button button--s" { "Export " (found.total) " as CSV" }
                }
            }
            (table(&found.requests, served))
            (paging.links(found.total, |page| format!("inbox{}", query.with_page(page))))
        }
    }
}

/// Builds the requests as a table, which a narrow window shows as a list: the roles stay.
fn table(requests: &[StoredRequest], served: &Served) -> Markup {
    html! {
        table class="card list" role="table" {
            caption class="visually-hidden" { "Requests" }
            thead role="rowgroup" {
                tr role="row" {
                    @for name in ["Who", "Plan", "State", "Received", "Campaign", "Reference"] {
                        th role="columnheader" scope="col" { (name) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for request in requests {
                    tr role="row" {
                        th role="rowheader" scope="row" {
                            a class="whole" dir="auto" href={ "inbox/" (request.reference) } { (request.name) }
                            @if !request.company.is_empty() { " " span class="company soft" dir="auto" { (request.company) } }
                        }
                        td role="cell" class="short" { (plan_name(served, &request.catalog_id, &request.plan)) }
                        td role="cell" { (badges(request)) }
                        td role="cell" class="short soft" { (when(&request.received_at)) }
                        td role="cell" dir="auto" { (request.campaign.values().cloned().collect::<Vec<_>>().join(", ")) }
                        td role="cell" { span class="code soft" { (request.reference) } }
                    }
                }
            }
        }
    }
}
