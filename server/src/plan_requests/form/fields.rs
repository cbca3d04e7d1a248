//! The fields that a form sends, and the JSON that they stand for.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use percent_encoding::percent_decode;
use plans::json::{Code, LONGEST_NAME, Quoted, utf8};
use plans::request::{Origin, PageCatalog};
use plans::wire::{self, ANSWER, CAMPAIGN, CURRENCY, FAMILY, FORM_OPEN, Field, HONEYPOT, PAGE, PERIOD, VARIANT, YES};
use plans::{Catalog, Problem, QuestionIx, typed};
use serde_json::{Map, Value, json};

use super::return_url::ReturnUrl;
use crate::error_response::ErrorResponse;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::proof_of_work::names::PROOF_FIELD;

/// The fields that a form may have beside those of a request and its answers.
const OTHERS: [&str; 7] = [CATALOG_ID, CATALOG_VERSION, CATALOG_CONTENT, LANGUAGE, KEY, ReturnUrl::FIELD, PROOF_FIELD];

/// The fields by which a page lets choose what it shows of the offer: how prices are told, and which family of plans.
const CHOICES: [&str; 3] = [PERIOD, CURRENCY, FAMILY];

/// The fields that say where a form comes from, beside [`CAMPAIGN`]'s.
const ORIGIN: [&str; 4] = [PAGE, VARIANT, HONEYPOT, FORM_OPEN];

/// The field of the catalogue's id, as the page with the form has it.
pub const CATALOG_ID: &str = "catalog_id";

/// The field of the catalogue's version, as the page with the form has it.
pub const CATALOG_VERSION: &str = "catalog_version";

/// The field of the name of the catalogue's content, as the page with the form has it.
pub const CATALOG_CONTENT: &str = "catalog_content";

/// The field of the key under which the form is stored once.
pub const KEY: &str = "key";

/// The field of the language in which the page with the form was shown.
pub const LANGUAGE: &str = "language";

/// What browsers send of a box that is ticked and has no value of its own.
const ON: &str = "on";

/// How many unknown fields are listed. Nobody reads further.
const MAX_UNKNOWN: usize = 20;

/// What a form sent, field by field in its order.
pub struct Fields {
    all: Vec<(String, String)>,
    /// By name, where in the list.
    by_name: HashMap<String, Vec<usize>>,
}

impl Fields {
    /// Reads the body of a form post. U+FFFD stands for what is not UTF-8.
    pub fn parse(body: &[u8]) -> Self {
        let all: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for (at, (name, _)) in all.iter().enumerate() {
            match by_name.get_mut(name) {
                Some(places) => places.push(at),
                None => drop(by_name.insert(name.clone(), vec![at])),
            }
        }
        Self { all, by_name }
    }

    /// Checks that a body is UTF-8, once it is decoded.
    pub fn check_utf8(body: &[u8]) -> Result<(), Problem> {
        utf8(&percent_decode(body).collect::<Vec<_>>()).map(|_| ())
    }

    /// Returns a body without its proof of work: what is sent again with another one is the same.
    pub fn without_proof(body: &[u8]) -> Vec<u8> {
        let is_proof = |field: &&[u8]| field.split(|byte| *byte == b'=').next() == Some(PROOF_FIELD.as_bytes());
        body.split(|byte| *byte == b'&').filter(|field| !is_proof(field)).collect::<Vec<_>>().join(&b'&')
    }

    /// Returns the proof of work that was sent.
    pub fn proof(&self) -> Option<&str> {
        self.all(PROOF_FIELD).next()
    }

    /// Returns everything that was sent under a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.by_name.get(name).into_iter().flatten().map(|at| self.all[*at].1.as_str())
    }

    /// Returns what was sent first under a name, as a page can hold it.
    pub fn shown(&self, name: &str) -> String {
        printable(self.all(name).next().unwrap_or_default())
    }

    /// Returns the language in which the page with the form was shown: a BCP 47 tag, empty where it says none.
    pub fn language(&self) -> &str {
        let is_tag = |text: &&str| text.len() <= 35 && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
        self.all(LANGUAGE).next().filter(is_tag).unwrap_or_default()
    }

    /// Reads what the page with the form showed.
    pub fn page(&self) -> PageCatalog {
        // What breaks the rules is not looked up: it is refused with the rest.
        let sound = |text: &&str| PageCatalog::is_sound(text);
        let text = |name| self.all(name).next().filter(sound).unwrap_or_default().to_owned();
        let content = Some(text(CATALOG_CONTENT)).filter(|content| !content.is_empty());
        let language = Some(self.language().to_owned()).filter(|language| !language.is_empty());
        PageCatalog { id: text(CATALOG_ID), version: text(CATALOG_VERSION), content, language }
    }

    /// Reads where the form comes from, as it says itself. That is no part of what it asks, by which it is known again.
    pub fn origin(&self) -> Origin {
        let campaign = self.all.iter().filter_map(|(name, text)| Some((name.strip_prefix(CAMPAIGN)?, text.as_str())));
        let [page, variant, honeypot, form_open] = ORIGIN.map(|name| self.all(name).next());
        let form_open = form_open.and_then(|milliseconds| milliseconds.parse().ok());
        Origin { form_open, ..Origin::new(campaign, page, variant, honeypot) }
    }

    /// Returns the request as `PlanRequest::from_json` reads it, or `UncheckedRequest::from_json` where no catalogue is known.
    /// What is left out is there and empty, so that each problem has the place of its field.
    pub fn to_json(&self, catalog: Option<&Catalog>) -> Value {
        let mut request = json!({
            "contact": {},
            "answers": self.answers(catalog),
            "catalog": {"id": self.text(CATALOG_ID), "version": self.text(CATALOG_VERSION), "language": self.language()},
        });
        if self.all(CATALOG_CONTENT).next().is_some_and(|content| !content.is_empty()) {
            request["catalog"]["content"] = self.text(CATALOG_CONTENT);
        }
        for field in Field::ALL {
            let value = match field {
                // A box that is not ticked is not sent.
                Field::Consent => self.all(field.name()).next().is_some().into(),
                _ => self.text(field.name()),
            };
            let (object, name) = field.pointer().rsplit_once('/').expect("a pointer begins with a slash");
            request.pointer_mut(object).expect("the objects of a request are there")[name] = value;
        }
        // The value of the box may be the words that stand beside it.
        if let Some(words) = self.all(Field::Consent.name()).next().filter(|value| !["", YES, ON].contains(value)) {
            request["consent_text"] = words.into();
        }
        request
    }

    /// Returns the name that the client gives a form, by its field `key` or by the head; none where it gives none.
    ///
    /// A page that is made for one visitor can put a random key there. One that is the same for all cannot, and the hash of
    /// what the form asks stands in: sending it again, by the browser's reload or by its way back, is the same request.
    ///
    /// # Errors
    ///
    /// Where the field is no such name, or there are two.
    pub fn own_key(&self, of_head: Option<IdempotencyKey>) -> Result<Option<IdempotencyKey>, ErrorResponse> {
        let of_field = match self.all(KEY).collect::<Vec<_>>().as_slice() {
            [] | [""] => return Ok(of_head),
            [key] => IdempotencyKey::parse(key.as_bytes()),
            _ => None,
        };
        let is_same = |key: &IdempotencyKey| of_head.as_ref().is_none_or(|of_head| of_head == key);
        of_field.filter(is_same).map(Some).ok_or_else(ErrorResponse::bad_idempotency_key)
    }

    /// Reports a problem for each field that a form does not have, and one for how many more there are.
    pub fn unknown(&self) -> Vec<Problem> {
        let mut names = self.all.iter().map(|(name, _)| name).filter(|name| !is_known(name));
        let problem = |name: &String| Problem {
            pointer: match name.len() {
                0..=LONGEST_NAME => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
                _ => String::new(),
            },
            code: Code::Unknown,
            detail: format!(
                "the field {} is unknown; known are {}, and \"{ANSWER}\" before the id of a question",
                Quoted(name),
                Field::ALL.map(Field::name).into_iter().chain(OTHERS).collect::<Vec<_>>().join(", ")
            ),
        };
        let mut problems: Vec<_> = names.by_ref().take(MAX_UNKNOWN).map(problem).collect();
        match names.count() {
            0 => {}
            more => problems.push(Problem {
                pointer: String::new(),
                code: Code::TooLong,
                detail: format!("there are {more} more unknown fields; take these out first"),
            }),
        }
        problems
    }

    /// Returns the text of a field, with line breaks as scripts see them. A field that stands twice is a list, which is
    /// refused.
    fn text(&self, name: &str) -> Value {
        let mut values = self.all(name).map(|value| Value::from(value.replace("\r\n", "\n")));
        match (values.next(), values.next()) {
            (None, _) => "".into(),
            (Some(value), None) => value,
            (Some(first), Some(second)) => [first, second].into_iter().chain(values).collect(),
        }
    }

    /// Returns what was sent under a name and is not empty.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.all(name).filter(|value| !value.trim().is_empty())
    }

    /// Writes the answers as JSON: question id to what its entries stand for.
    fn answers(&self, catalog: Option<&Catalog>) -> Value {
        let questions: BTreeSet<_> = self.all.iter().filter_map(|(name, _)| name.strip_prefix(ANSWER)).collect();
        let answer = |id: &str| {
            let values = self.values(&answer_name(id)).collect::<Vec<_>>();
            match catalog.and_then(|catalog| Some((catalog, catalog.question_by_id(id)?))) {
                Some((catalog, question)) => {
                    let values: Vec<_> = values.iter().map(|value| as_written(catalog, question, value)).collect();
                    wire::json::of_entries(catalog, question, &values.iter().map(|it| &**it).collect::<Vec<_>>())
                }
                None if values.is_empty() && catalog.is_none() => None,
                // Refused by a catalogue, whatever it holds.
                None => Some(if let [one] = values[..] { one.into() } else { values.into() }),
            }
        };
        let mut answers: Map<_, _> =
            questions.into_iter().filter_map(|id| Some((id.to_owned(), answer(id)?))).collect();
        // In what and how often is paid stands beside the answers. Nothing is meant by an empty field.
        for name in [PERIOD, CURRENCY] {
            let is_there = catalog.is_none_or(|catalog| wire::is_billing(catalog, name));
            if let Some(value) = self.values(name).next().filter(|_| is_there) {
                answers.insert(name.to_owned(), value.into());
            }
        }
        // What is not sent of what the catalogue assumes was taken back: an empty field, boxes of which none is ticked.
        for question in catalog.iter().flat_map(|catalog| &catalog.parts().questions) {
            if !question.default.is_empty() {
                answers.entry(question.id.as_str()).or_insert(Value::Null);
            }
        }
        answers.into()
    }
}

/// Writes U+FFFD for the control characters of a text, which no page can hold.
pub fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect()
}

fn is_known(name: &str) -> bool {
    let fixed = [&OTHERS[..], &CHOICES, &ORIGIN];
    let prefixes = [ANSWER, CAMPAIGN];
    Field::named(name).is_some()
        || fixed.iter().any(|names| names.contains(&name))
        || prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// Returns the name of a question's field.
pub fn answer_name(question: &str) -> String {
    format!("{ANSWER}{question}")
}

/// Writes an answer as its entry: a number without what the page's language writes between its digits.
fn as_written<'a>(catalog: &Catalog, question: QuestionIx, typed: &'a str) -> Cow<'a, str> {
    let Some(range) = catalog.question(question).range() else { return typed.into() };
    // One that is too large is written, too, so that it is refused as the number that it is.
    let number = typed::number(typed, catalog.language(), range.decimals);
    number.map_or(typed.into(), |number| range.write(number).into())
}
