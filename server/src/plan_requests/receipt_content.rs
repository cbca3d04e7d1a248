//! What a page with a receipt says: the one that answers a form, and the one that is found again.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use plans::Catalog;
use plans::catalog::Value;

use crate::plan_requests::instant;
use crate::plan_requests::receipt::{Condition, Opening, Receipt};
use crate::plan_requests::table::Stored;
use crate::texts::{Texts, filled};

/// Builds what a receipt says in the language of a catalogue. Where `is_again`, its request was stored before; `site` is the site's
/// address, seen from the page.
pub fn content(catalog: &Catalog, receipt: &Receipt, is_again: bool, site: &str) -> Markup {
    let texts = Texts::in_language(catalog.language());
    let stored = &receipt.stored;
    let plan = catalog.plan_by_id(&stored.plan).map(|plan| catalog.text(&catalog.plan(plan).name));
    html! {
        h1 { (texts.sent_title) }
        @if is_again {
            p { (sent_before(texts, &stored.received_at)) }
        }
        p { (texts.sent_reference) " " strong { (stored.reference.to_string()) } }
        p { (texts.sent_keep) }
        @if let Some(notice) = receipt.notice {
            p role="status" { (notice) }
        }
        @if let Some(text) = receipt.answer.as_ref().and_then(|answer| answer.text.as_ref()) {
            p { (text) }
        }
        dl {
            @for (label, words) in receipt.answer.iter().flat_map(|answer| answer.lines(texts)) {
                dt { (label) } dd { (words) }
            }
            dt { (texts.request_plan) } dd { (plan.unwrap_or(&stored.plan)) }
            @for line in receipt.costs.iter().flat_map(|costs| &costs.lines) {
                dt { (line.label) } dd { (line.text) }
            }
        }
        @if !receipt.support.is_empty() {
            h2 { (texts.sent_opens) }
            dl {
                @for opening in &receipt.support {
                    dt { (severity_name(catalog, opening)) }
                    dd { (when(texts, opening, &stored.received_at, is_stated(catalog, stored, opening))) }
                }
            }
        }
        @if !receipt.conditions.is_empty() {
            h2 { (texts.sent_conditions) }
            dl {
                @for of in &receipt.conditions {
                    dt { (row_name(catalog, of)) }
                    dd { (of.condition) }
                }
            }
        }
        @if let Some(address) = &receipt.address {
            p class="screen" {
                a href={ (site) (address) } { (texts.receipt_find) } " " (texts.receipt_secret)
            }
        }
    }
}

fn severity_name<'a>(catalog: &'a Catalog, opening: &'a Opening) -> &'a str {
    let severity = catalog.severity_by_id(&opening.severity);
    severity.map_or(&*opening.severity, |severity| catalog.text(&catalog.severity(severity).name))
}

fn row_name<'a>(catalog: &'a Catalog, of: &'a Condition) -> &'a str {
    let row = catalog.entitlement_by_id(&of.entitlement);
    row.map_or(&*of.entitlement, |row| catalog.text(&catalog.entitlement(row).name))
}

/// Says that the request was sent before, and when.
fn sent_before(texts: &Texts, received_at: &str) -> String {
    let when = received_at.parse().map_or_else(|_| received_at.to_owned(), |at| instant::words(texts, at));
    filled(texts.form_sent_before, &[("when", &when)])
}

/// Tells whether it is stated when the plan's team is there.
fn is_stated(catalog: &Catalog, stored: &Stored, opening: &Opening) -> bool {
    let hours = catalog.severity_by_id(&opening.severity).map(|severity| catalog.severity(severity).hours);
    let cell = hours.zip(catalog.plan_by_id(&stored.plan)).map(|(row, plan)| catalog.cell(row, plan));
    cell.is_none_or(|cell| cell.value != Value::NotStated)
}

/// Says when the plan's team is there, seen from when the request was received.
fn when(texts: &Texts, opening: &Opening, received_at: &str, is_stated: bool) -> Markup {
    let Some(opens) = &opening.opens else {
        return html! { (if is_stated { texts.never_open } else { texts.value_not_stated }) };
    };
    let at = opens.parse::<DateTime<Utc>>().map(|at| instant::words(texts, at)).unwrap_or_else(|_| opens.clone());
    let words = if opens == received_at { filled(texts.form_at_once, &[("when", &at)]) } else { at };
    html! { time datetime=(opens) { (words) } }
}
