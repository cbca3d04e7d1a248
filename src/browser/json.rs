//! JSON through the browser's own reader and writer, since one in WebAssembly would be a third of the bundle.

use js_sys::{Array, JSON, Object, Reflect};
use plans::catalog::Id;
use plans::{Answer, Answers, Catalog, PlanIx};
use wasm_bindgen::JsValue;

/// A plan request to be sent.
pub struct PlanRequestBody<'a> {
    /// What is offered and asked.
    pub catalog: &'a Catalog,
    /// The plan asked for.
    pub plan: PlanIx,
    /// What was answered.
    pub answers: &'a Answers,
    /// The requester's name.
    pub name: &'a str,
    /// Where to answer.
    pub email: &'a str,
    /// The requester's company.
    pub company: &'a str,
    /// What else the requester says; nothing where it is empty.
    pub message: &'a str,
    /// Whether the requester agrees to what the catalogue asks for.
    pub consent: bool,
}

impl PlanRequestBody<'_> {
    /// The request as JSON text.
    pub fn to_json(&self) -> String {
        let catalog = self.catalog.parts();
        let (contact, version, request) = (Object::new(), Object::new(), Object::new());
        set(&contact, "name", self.name.into());
        set(&contact, "email", self.email.into());
        set(&contact, "company", self.company.into());
        set(&version, "id", id(&catalog.id));
        set(&version, "version", (&*catalog.version).into());
        set(&request, "plan", id(&self.catalog.plan(self.plan).id));
        set(&request, "answers", answers_object(self.catalog, self.answers).into());
        set(&request, "contact", contact.into());
        set(&request, "catalog", version.into());
        if !self.message.is_empty() {
            set(&request, "message", self.message.into());
        }
        if catalog.consent.is_some() {
            set(&request, "consent", self.consent.into());
        }
        JSON::stringify(&request).map(String::from).unwrap_or_default()
    }
}

/// What a host may know of what is shown.
pub fn facts(catalog: &Catalog, answers: &Answers, view: &str) -> Object {
    let facts = Object::new();
    set(&facts, "id", id(&catalog.parts().id));
    set(&facts, "version", (&*catalog.parts().version).into());
    set(&facts, "answers", answers_object(catalog, answers).into());
    set(&facts, "view", view.into());
    facts
}

/// Answers as requests and hosts have them: by question, a choice's id or a list of those, a number, a truth, or null.
pub fn answers_object(catalog: &Catalog, answers: &Answers) -> Object {
    let object = Object::new();
    for question in catalog.questions() {
        let Some(answer) = answers.get(question) else { continue };
        let choice = |choice| id(&catalog.choice(question, choice).id);
        let answer = match answer {
            Answer::One(picked) => choice(*picked),
            Answer::Several(all) => {
                let array = Array::new();
                for picked in all {
                    array.push(&choice(*picked));
                }
                array.into()
            }
            Answer::Number(number) => (*number).into(),
            Answer::YesNo(yes) => (*yes).into(),
            Answer::NotSure => JsValue::NULL,
        };
        set(&object, catalog.question(question).id.as_str(), answer);
    }
    object
}

fn id(id: &Id) -> JsValue {
    id.as_str().into()
}

/// Sets a field of a plain object.
#[inline(never)]
pub(super) fn set(object: &Object, name: &str, value: JsValue) {
    // Setting a field of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &name.into(), &value);
}

/// What the server answers to a stored request.
pub struct Receipt {
    /// Names the request, to be read out.
    pub reference: String,
    /// When the plan's team is next there: each severity's id, and the second since 1970; none where it never is.
    pub opens: Vec<(String, Option<i64>)>,
    /// When the request was received, likewise.
    pub received_at: Option<i64>,
}

impl Receipt {
    /// Reads a receipt; none where the text is something else.
    pub fn from_json(text: &str) -> Option<Self> {
        let receipt = JSON::parse(text).ok()?;
        let mut opens = Vec::new();
        for opening in list(&receipt, "support").iter() {
            opens.push((string(&opening, "severity")?, second(&opening, "opens")));
        }
        Some(Self { reference: string(&receipt, "reference")?, opens, received_at: second(&receipt, "received_at") })
    }
}

/// What the server found wrong at one place of a request.
pub struct Problem {
    /// The place, as a JSON Pointer.
    pub pointer: String,
    /// Which rule is broken.
    pub code: String,
}

impl Problem {
    /// Reads the problems of a refused request; none where the text tells none.
    pub fn all_from_json(text: &str) -> Vec<Self> {
        let mut problems = Vec::new();
        for error in list(&JSON::parse(text).unwrap_or_default(), "errors").iter() {
            if let (Some(pointer), Some(code)) = (string(&error, "pointer"), string(&error, "code")) {
                problems.push(Self { pointer, code });
            }
        }
        problems
    }
}

/// The list in a field; an empty one where it holds none.
fn list(object: &JsValue, field: &str) -> Array {
    let list = Reflect::get(object, &field.into()).ok().filter(Array::is_array);
    list.map(|list| Array::from(&list)).unwrap_or_default()
}

/// The instant in a field, as the second since 1970.
fn second(object: &JsValue, field: &str) -> Option<i64> {
    let milliseconds = js_sys::Date::parse(&string(object, field)?);
    (!milliseconds.is_nan()).then_some(milliseconds as i64 / 1000)
}

#[inline(never)]
fn string(object: &JsValue, field: &str) -> Option<String> {
    Reflect::get(object, &field.into()).ok()?.as_string()
}
