//! The mail that tells those who answer of a request: all that is known of it, in the language of its page.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::mail::letter::{Block, Letter};
use crate::plan_requests::instant;
use crate::plan_requests::links::Links;
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;
use crate::texts::{Texts, filled};

/// Writes the letter. `is_answered` tells whether an answer to it reaches the requester.
pub fn letter(request: &StoredRequest, told: &Told, site: &str, is_answered: bool) -> Letter {
    let (closest, texts) = Texts::closest(&told.language);
    // Ids are of no language, so that all that is said is in that of the sentences.
    let language = if told.link.is_some() { &*told.language } else { closest };
    let values = [("plan", &*told.plan), ("company", &*request.company)];
    let (mut subject, title) = (filled(texts.mail_subject, &values), filled(texts.mail_title, &values));
    let mut blocks = Vec::new();
    if !request.suspect.is_empty() {
        subject = filled(texts.mail_subject_suspect, &[("subject", &subject)]);
        blocks.push(Block::Warning(filled(texts.mail_suspect, &[("reasons", &request.suspect.join(", "))])));
    }
    if !request.checked {
        blocks.push(Block::Warning(texts.mail_unchecked.to_owned()));
    }
    blocks.extend(request.message.iter().map(|message| Block::Quote(message.clone())));
    let answer = if is_answered { texts.mail_answer } else { texts.mail_no_answer };
    blocks.push(Block::Paragraph(filled(answer, &[("name", &request.name)])));
    let links = Links::of(site, request, told);
    let open = |address| Block::Link { words: texts.mail_open_request.to_owned(), address };
    blocks.extend(links.inbox.map(open));
    section(&mut blocks, texts.mail_request, facts(the_request(request, told, texts)));
    section(&mut blocks, texts.mail_costs, facts(told.costs.clone()));
    section(&mut blocks, texts.advice_misses, list(&told.missed));
    section(&mut blocks, texts.advice_not_stated, list(&told.not_stated));
    section(&mut blocks, texts.mail_recommendation, recommendation(told));
    section(&mut blocks, texts.sheet_answers, facts(told.answers.clone()));
    if let Some(address) = links.page {
        blocks.push(Block::Link { words: texts.mail_open_answers.to_owned(), address });
    }
    section(&mut blocks, texts.mail_changes, list(&changes(&request.changes)));
    section(&mut blocks, texts.mail_consent, request.consent.iter().cloned().map(Block::Quote).collect());
    section(&mut blocks, texts.mail_origin, facts(origin(request, told, texts)));
    blocks.push(Block::Footer(filled(texts.mail_sent_by, &[("site", site)])));
    Letter { language: language.to_owned(), subject, title, blocks }
}

/// Adds blocks under a heading, where there are any.
fn section(blocks: &mut Vec<Block>, heading: &str, content: Vec<Block>) {
    if !content.is_empty() {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.extend(content);
    }
}

fn facts(facts: Vec<(String, String)>) -> Vec<Block> {
    if facts.is_empty() { Vec::new() } else { vec![Block::Facts(facts)] }
}

fn list(items: &[String]) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { vec![Block::List(items.to_vec())] }
}

fn the_request(request: &StoredRequest, told: &Told, texts: &Texts) -> Vec<(String, String)> {
    let received = request.received_at.parse::<DateTime<Utc>>();
    let received = received.map_or_else(|_| request.received_at.clone(), |at| instant::words(texts, at));
    let named = |name: &str, fact: String| (name.to_owned(), fact);
    let mut facts = vec![
        named(texts.request_plan, told.plan.clone()),
        named(texts.mail_name, request.name.clone()),
        named(texts.mail_email, request.email.clone()),
        named(texts.request_company, request.company.clone()),
        named(texts.mail_received, received),
        named(texts.sent_reference, request.reference.to_string()),
    ];
    let promised = told.answer.as_ref().map(|answer| answer.lines(texts)).unwrap_or_default();
    facts.extend(promised.into_iter().map(|(what, words)| named(what, words)));
    facts
}

fn recommendation(told: &Told) -> Vec<Block> {
    told.advice.iter().chain(&told.why).cloned().map(Block::Paragraph).collect()
}

/// Lists what has changed since, in the words in which it was stored for whoever answers.
fn changes(stored: &Value) -> Vec<String> {
    let details = stored.as_array().into_iter().flatten().filter_map(|change| change["detail"].as_str());
    details.map(str::to_owned).collect()
}

fn origin(request: &StoredRequest, told: &Told, texts: &Texts) -> Vec<(String, String)> {
    let campaign: &BTreeMap<String, String> = &request.campaign;
    let named = |name: &str, fact: &String| (name.to_owned(), fact.clone());
    let version = format!("{} ({})", told.title, request.catalog_version);
    let mut facts: Vec<_> = campaign.iter().map(|(name, said)| named(name, said)).collect();
    facts.extend(request.page_address.iter().map(|page| named(texts.mail_page, page)));
    facts.extend(request.variant.iter().map(|variant| named(texts.mail_variant, variant)));
    facts.extend(request.page_language.iter().map(|language| named(texts.mail_language, language)));
    facts.push(named(texts.mail_catalog, &version));
    facts
}
