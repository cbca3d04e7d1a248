//! Who will answer a request, and by when, where the catalogue says.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use plans::Catalog;
use plans::catalog::Within;
use plans::support::Support;

use crate::plan_requests::instant;
use crate::store;
use crate::texts::Texts;

/// What a requester is told of the answer, in the words of the catalogue that the page showed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct AnswerPromise {
    /// Who answers.
    pub by: Option<String>,
    /// By when: RFC 3339 in UTC with whole seconds. None where nothing is promised, or the hours do not open within a year.
    pub until: Option<String>,
    /// A sentence of the catalogue's.
    pub text: Option<String>,
}

impl AnswerPromise {
    /// Returns what a catalogue says in the language that it is told in, for a request that was received at an instant; none where it
    /// says nothing.
    pub fn of(catalog: &Catalog, received_at: DateTime<Utc>) -> Option<Self> {
        let reply = &catalog.parts().reply;
        let told = |text: &Option<_>| text.as_ref().map(|text| catalog.text(text).to_owned());
        let until = reply.within.as_ref().and_then(|within| until(catalog, within, received_at));
        let promise = Self { by: told(&reply.by), until: until.map(store::instant), text: told(&reply.text) };
        let says_something = promise.by.is_some() || promise.until.is_some() || promise.text.is_some();
        says_something.then_some(promise)
    }

    /// Words who answers and by when, each after what it is, such as "By when" and "Monday, 30 November 2026, 14:00 UTC": for receipts
    /// and mails. What the catalogue says as a sentence is [`AnswerPromise::text`].
    pub fn lines(&self, texts: &Texts) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        lines.extend(self.by.clone().map(|by| (texts.sent_by, by)));
        let words = |until: &String| until.parse().map_or_else(|_| until.clone(), |at| instant::words(texts, at));
        lines.extend(self.until.as_ref().map(|until| (texts.sent_until, words(until))));
        lines
    }
}

/// Computes by when what is received at an instant is answered.
fn until(catalog: &Catalog, within: &Within, received_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let coverage = catalog.coverage(within.hours).try_with_zone(|zone| zone.name.parse::<Tz>());
    // The catalogue's zones were looked up when it was read.
    let support = Support { coverage: coverage.ok(), response: Some(within.time) };
    support.deadline(received_at).map(|deadline| deadline.due)
}

#[cfg(test)]
mod tests {
    use plans::source;
    use serde_json::{Value, json};

    use super::*;

    /// What the MSA catalogue, whose extended hours are Monday to Friday from 9:00 to 19:00 in New York, promises with such a reply.
    fn promise(reply: Value, received_at: &str) -> Option<AnswerPromise> {
        let mut catalog: Value =
            serde_json::from_str(include_str!("../../../catalogs/msa.json")).expect("msa.json is JSON");
        catalog["reply"] = reply;
        let catalog = source::read(&catalog.to_string()).expect("a checked catalogue");
        AnswerPromise::of(&catalog, received_at.parse().expect("an instant"))
    }

    #[test]
    fn an_answer_is_due_on_the_clock_or_in_the_hours_that_are_named() {
        let sunday = "2026-11-29T02:00:00Z";
        for (within, due) in [
            (json!({"hours": 4}), "2026-11-29T06:00:00Z"),
            (json!({"working_hours": 4, "hours": "always"}), "2026-11-29T06:00:00Z"),
            (json!({"working_hours": 4, "hours": "extended"}), "2026-11-30T18:00:00Z"),
        ] {
            let told = promise(json!({"by": "our sales team", "within": within}), sunday).expect("a promise");
            let expected = AnswerPromise { by: Some("our sales team".into()), until: Some(due.into()), text: None };
            assert_eq!(told, expected);
            let words = format!("{}, 14:00 UTC", "Monday, 30 November 2026").replace("14:00", &due[11..16]);
            if due.starts_with("2026-11-30") {
                let texts = Texts::in_language("en");
                assert_eq!(told.lines(texts), [(texts.sent_by, "our sales team".into()), (texts.sent_until, words)]);
            }
        }
    }

    #[test]
    fn a_sentence_alone_promises_no_time_and_a_catalogue_that_says_nothing_nothing() {
        let told = promise(json!("We answer soon."), "2026-11-29T02:00:00Z").expect("a sentence");
        assert_eq!(told, AnswerPromise { by: None, until: None, text: Some("We answer soon.".into()) });
        assert!(told.lines(Texts::in_language("de")).is_empty());
        assert_eq!(promise(Value::Null, "2026-11-29T02:00:00Z"), None);
    }

    #[test]
    fn the_catalogue_is_told_in_the_language_of_the_page() {
        let reply = json!({"by": {"en": "our team", "de": "unser Team"}});
        let mut catalog: Value =
            serde_json::from_str(include_str!("../../../catalogs/msa.json")).expect("msa.json is JSON");
        catalog["reply"] = reply;
        let catalog = source::read(&catalog.to_string()).expect("a checked catalogue").in_language("de");
        let told = AnswerPromise::of(&catalog, DateTime::UNIX_EPOCH).expect("a promise");
        assert_eq!(told.by.as_deref(), Some("unser Team"));
    }
}
