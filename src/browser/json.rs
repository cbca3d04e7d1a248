//! JSON through the browser's own reader and writer, since one in WebAssembly would be a third of the bundle.

use js_sys::{Array, JSON, Object, Reflect, RegExp};
use plans::catalog::Id;
use plans::typed::VISIBLE;
use plans::wire::{AnswerValue, Field};
use plans::{Answers, Catalog, PlanIx};
use wasm_bindgen::JsValue;

use super::clock::now;
use crate::state::{Draft, Receipt};

/// A plan request to be sent.
pub struct PlanRequestBody<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// The plan asked for.
    pub plan: PlanIx,
    /// The answers.
    pub answers: &'a Answers,
    /// The texts of the form.
    pub draft: &'a Draft,
    /// Where the visitor came from, as JSON; empty where nobody says it.
    pub origin: &'a str,
}

impl PlanRequestBody<'_> {
    /// Returns the request as JSON text.
    pub fn to_json(&self) -> String {
        let catalog = self.catalog.parts();
        let (contact, version, request) = (Object::new(), Object::new(), Object::new());
        set(&request, "contact", (&contact).into());
        for field in Field::ALL {
            let value = match field {
                Field::Plan => id(&self.catalog.plan(self.plan).id),
                Field::Consent if catalog.consent.is_none() => continue,
                Field::Consent => self.draft.consent.into(),
                Field::Message if self.draft.message.trim().is_empty() => continue,
                Field::Message => self.draft.message.trim().into(),
                field => self.draft.text(field).map_or("", |text| text).into(),
            };
            let pointer = &field.pointer()[1..];
            match pointer.strip_prefix("contact/") {
                Some(name) => set(&contact, name, value),
                None => set(&request, pointer, value),
            }
        }
        set(&request, "answers", answers_object(self.catalog, self.answers).into());
        set(&version, "id", id(&catalog.id));
        set(&version, "version", (&*catalog.version).into());
        set(&version, "content", (&*catalog.content).into());
        set(&version, "language", self.catalog.language().into());
        if let Some(consent) = &catalog.consent {
            set(&request, "consent_text", self.catalog.text(consent).into());
        }
        set(&request, "catalog", version.into());
        if let Ok(origin) = JSON::parse(self.origin) {
            set(&request, "origin", origin);
        }
        JSON::stringify(&request).map(String::from).unwrap_or_default()
    }
}

/// Writes what a host may know of what is shown.
pub fn facts(catalog: &Catalog, answers: &Answers, view: &str) -> Object {
    let facts = Object::new();
    set(&facts, "id", id(&catalog.parts().id));
    set(&facts, "version", (&*catalog.parts().version).into());
    set(&facts, "answers", answers_object(catalog, answers).into());
    set(&facts, "view", view.into());
    facts
}

/// Answers as requests and hosts have them: by question, a choice's id or a list of those, a number, true or false, or null; and
/// beside them the period and the currency that were chosen.
pub fn answers_object(catalog: &Catalog, answers: &Answers) -> Object {
    let object = Object::new();
    for question in catalog.answerable() {
        let answer = match answers.value(catalog, question) {
            None => continue,
            Some(AnswerValue::Choice(id)) => id.into(),
            Some(AnswerValue::Choices(ids)) => {
                let array = Array::new();
                for id in ids {
                    array.push(&id.into());
                }
                array.into()
            }
            // Digits, a point and more digits are a number in JSON.
            Some(AnswerValue::Number(number)) => JSON::parse(&number).unwrap_or(JsValue::NULL),
            Some(AnswerValue::YesNo(yes)) => yes.into(),
            Some(AnswerValue::NotSure) => JsValue::NULL,
        };
        set(&object, catalog.question(question).id.as_str(), answer);
    }
    for (name, value) in answers.billing.entries(catalog) {
        set(&object, name, value.into());
    }
    object
}

fn id(id: &Id) -> JsValue {
    id.as_str().into()
}

/// Sets a field of a plain object.
pub(super) fn set(object: &Object, name: &str, value: JsValue) {
    // Setting a field of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &name.into(), &value);
}

/// How long after a request was received its receipt still tells what is true, in seconds. Trying again much later gets the
/// first receipt.
const FRESH: i64 = 15 * 60;

/// Reads the server's answer to a stored request; none where the text is something else.
pub fn read_receipt(text: &str) -> Option<Receipt> {
    let receipt = JSON::parse(text).ok()?;
    let received_at = second(&receipt, "received_at");
    let is_fresh = received_at.is_some_and(|at| now().timestamp() - at < FRESH);
    let mut opens = Vec::new();
    for opening in list(&receipt, "support").unwrap_or_default().iter() {
        let severity = string(&opening, "severity")?;
        if is_fresh {
            opens.push((severity, second(&opening, "opens")));
        }
    }
    let reference = string(&receipt, "reference").filter(|reference| is_visible(reference))?;
    let answer = Reflect::get(&receipt, &"answer".into()).ok();
    Some(Receipt {
        reference,
        opens,
        received_at,
        notice: string(&receipt, "notice"),
        until: answer.and_then(|answer| second(&answer, "until")),
        address: string(&receipt, "address"),
    })
}

/// What the server found wrong at one place of a request.
pub struct Problem {
    /// The place, as a JSON Pointer.
    pub pointer: String,
    /// The code of the rule that is broken.
    pub code: String,
}

impl Problem {
    /// Reads the problems of a refused request; none where the text is not what the server answers then.
    pub fn all_from_json(text: &str) -> Option<Vec<Self>> {
        let mut problems = Vec::new();
        for error in list(&JSON::parse(text).ok()?, "errors")?.iter() {
            if let (Some(pointer), Some(code)) = (string(&error, "pointer"), string(&error, "code")) {
                problems.push(Self { pointer, code });
            }
        }
        Some(problems)
    }
}

/// Returns the list in a field; none where it holds none.
fn list(object: &JsValue, field: &str) -> Option<Array> {
    let list = Reflect::get(object, &field.into()).ok().filter(Array::is_array);
    list.map(|list| Array::from(&list))
}

/// Tells whether a text shows anything, by the rule of the domain.
pub fn is_visible(text: &str) -> bool {
    RegExp::new(VISIBLE, "u").test(text)
}

/// Returns the instant in a field, as the second since 1970.
fn second(object: &JsValue, field: &str) -> Option<i64> {
    let milliseconds = js_sys::Date::parse(&string(object, field)?);
    (!milliseconds.is_nan()).then_some(milliseconds as i64 / 1000)
}

fn string(object: &JsValue, field: &str) -> Option<String> {
    Reflect::get(object, &field.into()).ok()?.as_string()
}
