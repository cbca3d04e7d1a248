//! What people in a channel are told of a request: the same for Slack and for Teams, each of which writes it in its own form. Labels are
//! English, as the inbox is; all else is in the words that the requester saw, and plain text.

use chrono::{DateTime, Utc};

use crate::plan_requests::links::Links;
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

/// A request in short.
pub struct Summary<'a> {
    /// "Plan request: Team with Extra storage".
    pub title: String,
    /// Who asks, for what: label and value, each on a line or a few.
    pub facts: Vec<(&'static str, String)>,
    /// What the requester adds.
    pub message: Option<&'a str>,
    /// What is said of the answers: label and value.
    pub reasons: Vec<(&'static str, String)>,
    /// Question and answer.
    pub answers: &'a [(String, String)],
    /// Where the request came from, and why it may be no person's: label and value.
    pub origin: Vec<(&'static str, String)>,
    /// What a link is called, and where it leads.
    pub links: Vec<(&'static str, String)>,
}

impl<'a> Summary<'a> {
    /// Sums a request up.
    pub fn of(request: &'a StoredRequest, told: &'a Told, links: Links) -> Self {
        let costs = told.costs.iter().map(|(label, amount)| format!("{label}: {amount}"));
        let changes = request.changes.0.as_array().into_iter().flatten();
        let changes = changes.filter_map(|change| change["detail"].as_str());
        let campaign = request.campaign.0.iter().map(|(name, value)| format!("{name}={value}"));
        let until = told.answer.as_ref().and_then(|promise| promise.until.as_deref());
        let until = until.and_then(|until| until.parse::<DateTime<Utc>>().ok());
        let until = until.map(|until| until.format("%A, %-d %B %Y, %H:%M UTC").to_string());
        let facts = [
            ("Company", request.company.clone()),
            ("Name", request.name.clone()),
            ("Email", request.email.clone()),
            ("Reference", request.reference.to_string()),
            ("Costs", costs.collect::<Vec<_>>().join("\n")),
            ("Advice", told.advice.clone().unwrap_or_default()),
            ("Answer promised by", until.unwrap_or_default()),
        ];
        let reasons = [
            ("Why", told.why.clone().unwrap_or_default()),
            ("Missed", told.missed.join("\n")),
            ("Not stated", told.not_stated.join("\n")),
            ("Changed since", changes.collect::<Vec<_>>().join("\n")),
        ];
        let origin = [
            ("Campaign", campaign.collect::<Vec<_>>().join(", ")),
            ("Page", request.page_address.clone().unwrap_or_default()),
            ("Variant", request.variant.clone().unwrap_or_default()),
            ("Language", told.language.clone()),
            ("Catalogue", format!("{} ({})", told.title, request.catalog_version)),
            ("May be no person's", request.suspect.0.join(", ")),
        ];
        let links = [("Open in the inbox", links.inbox), ("Open the page with these answers", links.page)];
        Self {
            title: format!("Plan request: {}", told.plan),
            facts: said(facts),
            message: request.message.as_deref().filter(|message| !message.is_empty()),
            reasons: said(reasons),
            answers: &told.answers,
            origin: said(origin),
            links: links.into_iter().filter_map(|(label, link)| Some((label, link?))).collect(),
        }
    }
}

/// Leaves out what says nothing.
fn said<const N: usize>(lines: [(&'static str, String); N]) -> Vec<(&'static str, String)> {
    lines.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Writes what a value is of, with the colon that is between the two; what ends as a question needs none.
pub fn label(text: &str) -> String {
    if text.ends_with(['?', '？', '؟', ':']) { text.to_owned() } else { format!("{text}:") }
}

/// Cuts a text to so many units of UTF-16, by which both count, with an ellipsis where it was longer.
pub fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut length = 1;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= most
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::testing;

    #[test]
    fn what_says_nothing_is_left_out() {
        let (mut request, mut told) = testing::request();
        let links = Links { inbox: None, page: None };
        let whole = Summary::of(&request, &told, links.clone());
        assert_eq!((whole.facts.len(), whole.reasons.len(), whole.origin.len(), whole.links.len()), (7, 4, 6, 0));
        assert_eq!(whole.facts[6], ("Answer promised by", "Monday, 30 November 2026, 16:00 UTC".to_owned()));
        (told.advice, told.why, request.variant) = (None, None, None);
        request.suspect.0.clear();
        let less = Summary::of(&request, &told, links);
        assert_eq!((less.facts.len(), less.reasons.len(), less.origin.len()), (6, 3, 4));
    }

    #[test]
    fn a_question_needs_no_colon() {
        for (text, expected) in [("Seats", "Seats:"), ("How many?", "How many?"), ("كم؟", "كم؟"), ("", ":")] {
            assert_eq!(label(text), expected);
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        for (text, most, expected) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("😀😀", 4, "😀😀"),
            ("😀😀😀", 4, "😀…"),
            ("😀😀😀", 5, "😀😀…"),
            ("", 3, ""),
        ] {
            assert_eq!(cut(text, most), expected);
        }
    }
}
