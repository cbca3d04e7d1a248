//! The fields that a form sends, and the JSON that they stand for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use percent_encoding::percent_decode;
use plans::catalog::QuestionKind;
use plans::json::{Code, Quoted, utf8};
use plans::wire::{self, ANSWER, Field};
use plans::{Catalog, Problem, QuestionIx, typed};
use serde_json::{Map, Value, json};

use super::return_url::ReturnUrl;
use crate::plan_requests::idempotency_key::IdempotencyKey;

/// The fields that a form may have beside those of a request and its answers.
const OTHERS: [&str; 5] = [CATALOG_ID, CATALOG_VERSION, LANGUAGE, KEY, ReturnUrl::FIELD];

/// The field of the catalogue's id, as the page with the form has it.
pub const CATALOG_ID: &str = "catalog_id";

/// The field of the catalogue's version, as the page with the form has it.
pub const CATALOG_VERSION: &str = "catalog_version";

/// The field of the key under which the form is stored once.
pub const KEY: &str = "key";

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
        let mut request = json!({
            "contact": {},
            "answers": self.answers(catalog),
            "catalog": {"id": self.text(CATALOG_ID), "version": self.text(CATALOG_VERSION)},
        });
        for field in Field::ALL {
            let value = match field {
                // A box that is not ticked is not sent.
                Field::Consent => self.all(field.name()).next().is_some().into(),
                _ => self.text(field.name()),
            };
            let (object, name) = field.pointer().rsplit_once('/').expect("a pointer begins with a slash");
            request.pointer_mut(object).expect("the objects of a request are there")[name] = value;
        }
        request
    }

    /// The name under which a form is stored once; none where its field `key` is no such name.
    ///
    /// A page that is made for one visitor can put a random key there. One that is the same for all cannot, and the hash of
    /// what the form asks stands in: sending it again, by the browser's reload or by its way back, is the same request.
    pub fn key(&self, json: &str) -> Option<IdempotencyKey> {
        match self.all(KEY).collect::<Vec<_>>().as_slice() {
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
                Field::ALL.map(Field::name).into_iter().chain(OTHERS).collect::<Vec<_>>().join(", ")
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

    /// What was sent under a name and is not empty.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.all(name).filter(|value| !value.trim().is_empty())
    }

    /// The answers as JSON: question id to what its entries stand for.
    fn answers(&self, catalog: &Catalog) -> Value {
        let questions: BTreeSet<_> = self.0.iter().filter_map(|(name, _)| name.strip_prefix(ANSWER)).collect();
        let answer = |id: &str| {
            let values = self.values(&answer_name(id)).collect::<Vec<_>>();
            match catalog.question_by_id(id) {
                Some(question) => {
                    let values: Vec<_> = values.iter().map(|value| as_written(catalog, question, value)).collect();
                    wire::json::of_entries(catalog, question, &values.iter().map(|it| &**it).collect::<Vec<_>>())
                }
                // Refused, whatever it holds.
                None => Some(values.into()),
            }
        };
        questions.into_iter().filter_map(|id| Some((id.to_owned(), answer(id)?))).collect::<Map<_, _>>().into()
    }
}

/// A text with U+FFFD for its control characters, which no page can hold.
pub fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect()
}

fn is_known(name: &str) -> bool {
    Field::named(name).is_some() || OTHERS.contains(&name) || name.starts_with(ANSWER)
}

/// What a question's field is called.
pub fn answer_name(question: &str) -> String {
    format!("{ANSWER}{question}")
}

/// An answer as its entry is written: a number without what the page's language writes between its digits.
fn as_written<'a>(catalog: &Catalog, question: QuestionIx, typed: &'a str) -> Cow<'a, str> {
    let is_number = matches!(catalog.question(question).kind, QuestionKind::Number { .. });
    let number = is_number.then(|| typed::whole_number(typed, catalog.language())).flatten();
    number.map_or(typed.into(), |number| number.to_string().into())
}
