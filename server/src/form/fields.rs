//! The fields that a form sends, and the JSON that they stand for.

use std::collections::BTreeMap;

use percent_encoding::percent_decode;
use plans::catalog::QuestionKind;
use plans::json::{Code, Quoted, utf8};
use plans::{Catalog, Problem, typed};
use serde_json::{Map, Value, json};

use super::return_url::ReturnUrl;
use crate::idempotency_key::IdempotencyKey;

/// Stands before a question's id in the name of its field.
const ANSWER: &str = "answer.";

/// What is sent for an answer where one is not sure, unless the question has a choice of this id.
pub const NOT_SURE: &str = "not-sure";

/// The fields that a form may have beside its answers.
const KNOWN: [&str; 11] = [
    "plan",
    "name",
    "email",
    "company",
    "message",
    "consent",
    "catalog_id",
    "catalog_version",
    LANGUAGE,
    "key",
    ReturnUrl::FIELD,
];

/// The field of the language in which the page with the form was shown.
pub const LANGUAGE: &str = "language";

/// How many unknown fields are listed. Nobody reads further.
const MAX_UNKNOWN: usize = 100;

/// What a form sent, field by field in its order.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the body of a form post. U+FFFD stands for what is not UTF-8.
    pub fn parse(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// Whether a body is UTF-8, once it is decoded.
    pub fn check_utf8(body: &[u8]) -> Result<(), Problem> {
        utf8(&percent_decode(body).collect::<Vec<_>>()).map(|_| ())
    }

    /// Everything that was sent under a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// What was sent first under a name, as a page can hold it.
    pub fn shown(&self, name: &str) -> String {
        printable(self.all(name).next().unwrap_or_default())
    }

    /// The language in which the page with the form was shown: a BCP 47 tag, empty where it says none.
    pub fn language(&self) -> &str {
        let is_tag = |text: &&str| text.len() <= 35 && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
        self.all(LANGUAGE).next().filter(is_tag).unwrap_or_default()
    }

    /// The request as `PlanRequest::from_json` reads it. What is left out is there and empty, so that each problem has the
    /// place of its field.
    pub fn to_json(&self, catalog: &Catalog) -> Value {
        json!({
            "plan": self.text("plan"),
            "answers": self.answers(catalog),
            "contact": {"name": self.text("name"), "email": self.text("email"), "company": self.text("company")},
            "message": self.text("message"),
            // A box that is not ticked is not sent.
            "consent": self.all("consent").next().is_some(),
            "catalog": {"id": self.text("catalog_id"), "version": self.text("catalog_version")},
        })
    }

    /// The name under which a form is stored once; none where its field `key` is no such name.
    ///
    /// A page that is made for one visitor can put a random key there. One that is the same for all cannot, and the hash of
    /// what the form asks stands in: sending it again, by the browser's reload or by its way back, is the same request.
    pub fn key(&self, json: &str) -> Option<IdempotencyKey> {
        match self.all("key").collect::<Vec<_>>().as_slice() {
            [] | [""] => Some(IdempotencyKey::of_content(json)),
            [key] => IdempotencyKey::parse(key.as_bytes()),
            _ => None,
        }
    }

    /// A problem for each field that a form does not have.
    pub fn unknown(&self) -> Vec<Problem> {
        let names = self.0.iter().map(|(name, _)| name).filter(|name| !is_known(name));
        let problem = |name: &String| Problem {
            pointer: format!("/{}", name.replace('~', "~0").replace('/', "~1")),
            code: Code::Unknown,
            detail: format!(
                "the field {} is unknown; known are {}, and \"{ANSWER}\" before the id of a question",
                Quoted(name),
                KNOWN.join(", ")
            ),
        };
        names.take(MAX_UNKNOWN).map(problem).collect()
    }

    /// The text of a field, with line breaks as scripts see them. A field that stands twice is a list, which is refused.
    fn text(&self, name: &str) -> Value {
        let mut values = self.all(name).map(|value| Value::from(value.replace("\r\n", "\n")));
        match (values.next(), values.next()) {
            (None, _) => "".into(),
            (Some(value), None) => value,
            (Some(first), Some(second)) => [first, second].into_iter().chain(values).collect(),
        }
    }

    fn answers(&self, catalog: &Catalog) -> Value {
        let mut given: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in &self.0 {
            if let Some(question) = name.strip_prefix(ANSWER) {
                let values = given.entry(question).or_default();
                values.extend((!value.trim().is_empty()).then_some(value.as_str()));
            }
        }
        let answers = given.into_iter().filter_map(|(id, values)| Some((id.to_owned(), answer(catalog, id, &values)?)));
        answers.collect::<Map<_, _>>().into()
    }
}

/// A text with U+FFFD for its control characters, which no page can hold.
pub fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect()
}

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name) || name.starts_with(ANSWER)
}

/// What a question's field is called.
pub fn answer_name(question: &str) -> String {
    format!("{ANSWER}{question}")
}

/// The answer to a question; none where it is left open.
fn answer(catalog: &Catalog, id: &str, values: &[&str]) -> Option<Value> {
    let Some(question) = catalog.question_by_id(id) else {
        // Refused, whatever it holds.
        return Some(values.into());
    };
    if values.is_empty() {
        return None;
    }
    if catalog.choice_by_id(question, NOT_SURE).is_none() && values.iter().all(|value| *value == NOT_SURE) {
        return Some(Value::Null);
    }
    Some(match (&catalog.question(question).kind, values) {
        (QuestionKind::Several(_), _) => values.into(),
        (QuestionKind::Number { .. }, [typed]) => number(typed, catalog.language()),
        (QuestionKind::YesNo { .. }, ["yes"]) => true.into(),
        (QuestionKind::YesNo { .. }, ["no"]) => false.into(),
        (_, [value]) => (*value).into(),
        _ => values.into(),
    })
}

/// A number where one was typed as the page's language writes it, else the text, which is refused.
fn number(typed: &str, language: &str) -> Value {
    typed::whole_number(typed, language).map_or_else(|| typed.into(), Value::from)
}
