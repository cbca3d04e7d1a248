//! What the product page offers, read from its HTML, beside what the server's catalogue does.

use std::collections::BTreeSet;
use std::path::Path;

use maud::html;
use plans::Catalog;
use plans::QuestionIx;
use plans::json::Quoted;

/// How many differences a warning names.
const MAX_NAMED: usize = 5;

/// Warns where the product page of a folder was built of another catalogue than the server's: where that was never served here, requests of the
/// page cannot be checked.
pub fn warn_of_another(site: &Path, catalog: &Catalog) {
    let index = site.join("index.html");
    let Ok(page) = std::fs::read_to_string(&index) else { return };
    let differences = differences(&page, catalog);
    if !differences.is_empty() {
        tracing::warn!(
            "{} was built of another catalogue than this server's, so its requests are not checked unless that was served \
             here before: {}; build the site of this catalogue (PLAN_CATALOG), or name the page's own by --catalog",
            index.display(),
            differences.join("; ")
        );
    }
}

/// Lists where a page's offer and questions differ from a catalogue's; nothing where the page states none.
fn differences(page: &str, catalog: &Catalog) -> Vec<String> {
    let parts = catalog.parts();
    // By the name of the offer, as the app writes it: id, version, language, and the plans' ids.
    let Some(offer) = attribute(page, "data-offer") else { return Vec::new() };
    let mut found = Vec::new();
    let expected = format!("{} {}", parts.id, parts.version);
    if !offer.starts_with(&format!("{} ", html! { (expected) }.into_string())) {
        found.push(format!("the page has the offer {}, the server {}", Quoted(offer), Quoted(&expected)));
    }
    let own = choices(catalog);
    let its = controls(page);
    for (more, less, who) in [(&its, &own, "page"), (&own, &its, "server")] {
        let only: Vec<_> = more.difference(less).map(String::as_str).collect();
        if !only.is_empty() {
            let named = only[..only.len().min(MAX_NAMED)].join(", ");
            let rest = if only.len() > MAX_NAMED { " and more" } else { "" };
            found.push(format!("only the {who} has {named}{rest}"));
        }
    }
    found
}

/// Returns all that a form by a catalogue may send, as name and value.
fn choices(catalog: &Catalog) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let current = catalog.asks_current_plan().then_some(QuestionIx::CURRENT_PLAN);
    for question in catalog.questions().chain(current) {
        let question = catalog.question(question);
        all.insert(format!("answer.{}", question.id));
        let ids = question.choices().iter().map(|choice| choice.id.as_str()).filter(|id| !is_general(id));
        all.extend(ids.map(|id| format!("answer.{}={id}", question.id)));
    }
    let plans = catalog.parts().plans.iter().filter(|plan| plan.requestable);
    all.extend(plans.map(|plan| format!("plan={}", plan.id)));
    all.extend(catalog.parts().consent.iter().map(|_| "consent".to_owned()));
    all
}

/// Returns the same of a page's controls, but for the answers that every question may have.
fn controls(page: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for tag in page.split("<input").skip(1).filter_map(|rest| rest.split('>').next()) {
        let Some(name) = attribute(tag, "name") else { continue };
        let value = attribute(tag, "value").unwrap_or_default();
        match name {
            "consent" => all.extend([name.to_owned()]),
            "plan" => all.extend([format!("plan={value}")]),
            _ if name.starts_with("answer.") => {
                all.insert(name.to_owned());
                if !is_general(value) {
                    all.insert(format!("{name}={value}"));
                }
            }
            _ => {}
        }
    }
    all
}

/// Tells whether a value may answer any question, or is typed.
fn is_general(value: &str) -> bool {
    matches!(value, "" | "yes" | "no" | "not-sure")
}

/// Returns the value of the first attribute of that name. Names and ids hold nothing that HTML escapes.
fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    html.split_once(&format!(" {name}=\""))?.1.split('"').next()
}
