//! Reads and checks a plan request.

use std::borrow::Cow;
use std::sync::LazyLock;

use email_address::EmailAddress;
use regex::Regex;

use crate::answers::Answers;
use crate::catalog::{
    CURRENT_PLAN, Catalog, ChoiceIx, FamilyIx, Id, OnlyIf, PlanIx, Premise, QuestionIx, written_number,
};
use crate::json::{self, Code, Fields, Json, Limits, Node, Problem, Quoted};
pub use crate::typed::{LONGEST_FIELD, LONGEST_MESSAGE};
use crate::{language, typed, wire};

mod origin;

pub use origin::{CAMPAIGN_NAMES, LONGEST_CAMPAIGN, LONGEST_PAGE, LONGEST_VARIANT, MAX_CAMPAIGN, Origin, page_address};

/// A visitor's request for a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRequest {
    /// The plan asked for; one that can be requested.
    pub plan: PlanIx,
    /// What the visitor answered to the questions that are asked.
    pub answers: Answers,
    /// Who asks.
    pub contact: Contact,
    /// What the visitor adds, where there is something.
    pub message: Option<String>,
    /// Whether the visitor agrees to what the catalogue asks for; always so where it asks for something.
    pub consents: bool,
    /// What the visitor's page showed.
    pub page: PageCatalog,
    /// Where it came from.
    pub origin: Origin,
}

/// A visitor asks for a plan of a catalogue that is not at hand: what is asked is known by its form alone.
#[derive(Clone, Debug, PartialEq)]
pub struct UncheckedRequest {
    /// The id of the plan asked for.
    pub plan: Id,
    /// What the visitor answered: an object of question id to answer, as plain JSON.
    pub answers: serde_json::Value,
    /// Who asks.
    pub contact: Contact,
    /// What the visitor adds, where there is something.
    pub message: Option<String>,
    /// The words that the visitor agreed to, where the page sent them.
    pub consent: Option<String>,
    /// What the visitor's page showed.
    pub page: PageCatalog,
    /// Where it came from.
    pub origin: Origin,
}

/// The catalogue that a visitor's page showed, as the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCatalog {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The name of its content, where the page tells that: see `CatalogParts::content`.
    pub content: Option<String>,
    /// The language in which the page told it, a BCP 47 tag, where the page tells that.
    pub language: Option<String>,
}

impl PageCatalog {
    /// Reads what a request's body says of the page, however much else is wrong with the body; none where it does not say that. What
    /// breaks the rules of its field is not there, so that it is safe to look it up.
    pub fn of(body: &Json) -> Option<Self> {
        let catalog = body.field("catalog")?;
        let text =
            |name| catalog.field(name).and_then(Json::as_str).filter(|text| Self::is_sound(text)).map(str::to_owned);
        let (content, language) = (text("content"), text("language"));
        Some(Self { id: text("id")?, version: text("version")?, content, language })
    }

    /// Tells whether a text may stand in any of the fields: it is short, and has no control characters.
    pub fn is_sound(text: &str) -> bool {
        text.chars().count() <= LONGEST_FIELD && !text.chars().any(char::is_control)
    }
}

/// The person who asks for a plan. Every field is trimmed, and holds a visible character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The person's name, as it was typed: a joiner or a mark of direction may belong to it.
    pub name: String,
    /// Where to answer: an address of the form that RFC 5321, 5322 and 6531 allow, as [`address`] writes it.
    pub email: String,
    /// The company's name.
    pub company: String,
}

impl PlanRequest {
    /// Reads a request's body: `{plan, answers, contact: {name, email, company}, message?, consent?, consent_text?, catalog: {id, version,
    /// content?, language?}, origin?: {campaign?, page?, variant?, form_open?}}`. `consent_text` is what was agreed to, in the words of the page.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], each with its place, within [`Limits::REQUEST`].
    pub fn from_json(catalog: &Catalog, text: &str) -> Result<Self, Vec<Problem>> {
        Self::from_tree(catalog, &Json::parse(text).map_err(|problem| vec![problem])?)
    }

    /// Reads a request's body that is parsed, in the same way.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], each with its place, within [`Limits::REQUEST`].
    pub fn from_tree(catalog: &Catalog, body: &Json) -> Result<Self, Vec<Problem>> {
        json::read_tree(body, Limits::REQUEST, |node| Self::read(catalog, node))
            .map(|request| request.expect("a request is not read only where a problem was reported"))
    }

    /// Returns the offer of the family that the plan is of, and the request as one of that offer; the same where the catalogue has no
    /// families. Advice is for each family by itself. A current plan of another family says nothing there.
    pub fn in_its_family(self, catalog: &Catalog) -> (Cow<'_, Catalog>, Self) {
        let of_plan = |family: &FamilyIx| catalog.parts().families[family.get()].plans.contains(&self.plan);
        let Some(family) = catalog.families().find(of_plan) else { return (Cow::Borrowed(catalog), self) };
        let offer = catalog.clone().of_family(family);
        let mut json = self.answers.to_json(catalog);
        let answers = Answers::from_json(&offer, &json.to_string()).or_else(|_| {
            if let Some(answers) = json.as_object_mut() {
                answers.remove(CURRENT_PLAN);
            }
            Answers::from_json(&offer, &json.to_string())
        });
        let plan = offer.plan_by_id(catalog.plan(self.plan).id.as_str());
        match (plan, answers) {
            (Some(plan), Ok(answers)) => {
                let answers = answers.in_effect(&offer).into_owned();
                (Cow::Owned(offer), Self { plan, answers, ..self })
            }
            _ => (Cow::Borrowed(catalog), self),
        }
    }

    fn read(catalog: &Catalog, node: &Node<'_>) -> Option<Self> {
        let fields = node.known_fields(&FIELDS);
        let plan = fields.required("plan").and_then(|node| read_plan(catalog, node));
        // An answer to a question that is not asked requires nothing, and is left out.
        let in_effect = |node| Answers::read(catalog, node).in_effect(catalog).into_owned();
        let answers = fields.required("answers").map(in_effect);
        if let (Some(plan), Some(answers)) = (plan, &answers)
            && answers.current_plan(catalog) == Some(plan)
        {
            let id = &catalog.plan(plan).id;
            let detail = format_args!(
                "the plan \"{id}\" is what \"{CURRENT_PLAN}\" says the requester has already; choose another, or correct that answer"
            );
            node.report_at("/plan", Code::NotAllowed, detail);
        }
        if let (Some(plan), Some(answers)) = (plan, &answers)
            && !answers.has_available(catalog, plan)
        {
            let (id, conditions) = (&catalog.plan(plan).id, conditions(catalog, answers, plan));
            let detail = format_args!(
                "the plan \"{id}\" can be had only where {conditions}; choose another plan, or correct the answer"
            );
            node.report_at("/plan", Code::NotAllowed, detail);
        }
        let Sender { contact, message, consents, .. } = Sender::read(&fields);
        if catalog.parts().consent.is_some() && !consents {
            node.report_at("/consent", Code::Missing, "the request needs the requester's consent; send true");
        }
        let page = fields.required("catalog").and_then(|node| read_page(Some(catalog), node));
        let origin = fields.get("origin").map(Origin::read).unwrap_or_default();
        Some(Self { plan: plan?, answers: answers?, contact: contact?, message, consents, page: page?, origin })
    }
}

impl UncheckedRequest {
    /// Reads a request's body, of the form that [`PlanRequest::from_json`] reads.
    ///
    /// # Errors
    ///
    /// Every [`Problem`] of its form, each with its place, within [`Limits::REQUEST`].
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        Self::from_tree(&Json::parse(text).map_err(|problem| vec![problem])?)
    }

    /// Reads a request's body that is parsed, in the same way.
    ///
    /// # Errors
    ///
    /// Every [`Problem`] of its form, each with its place, within [`Limits::REQUEST`].
    pub fn from_tree(body: &Json) -> Result<Self, Vec<Problem>> {
        json::read_tree(body, Limits::REQUEST, Self::read)
            .map(|request| request.expect("a request is not read only where a problem was reported"))
    }

    fn read(node: &Node<'_>) -> Option<Self> {
        let fields = node.known_fields(&FIELDS);
        let plan = fields.required("plan").and_then(|node| {
            let id = node.json.as_str().and_then(Id::parse);
            id.or_else(|| node.expected::<Option<Id>>("the id of a plan"))
        });
        let answers = fields.required("answers").map(read_answers);
        let Sender { contact, message, consent_text, .. } = Sender::read(&fields);
        let page = fields.required("catalog").and_then(|node| read_page(None, node));
        let origin = fields.get("origin").map(Origin::read).unwrap_or_default();
        let consent = consent_text;
        Some(Self { plan: plan?, answers: answers?, contact: contact?, message, consent, page: page?, origin })
    }
}

/// The fields of a request.
const FIELDS: [&str; 8] = ["plan", "answers", "contact", "message", "consent", "consent_text", "catalog", "origin"];

/// The longest words that are agreed to: a catalogue's longest text.
pub const LONGEST_CONSENT: usize = 2000;

/// What every request says of who sends it.
struct Sender {
    contact: Option<Contact>,
    message: Option<String>,
    consents: bool,
    /// What the requester agrees to, where that was sent.
    consent_text: Option<String>,
}

impl Sender {
    fn read(fields: &Fields<'_, '_>) -> Self {
        let contact = fields.required("contact").and_then(read_contact);
        let message = fields.get("message").filter(|node| *node.json != Json::Null).map(read_message);
        let consents = fields.get("consent").is_some_and(|node| *node.json == Json::Bool(true));
        let text = fields.get("consent_text").filter(|node| *node.json != Json::Null);
        let consent_text = text.and_then(|node| node.text(LONGEST_CONSENT)).filter(|_| consents);
        Self { contact, message: message.filter(|message| !message.is_empty()), consents, consent_text }
    }
}

/// Answers as they came: by a question's id a text, a list of texts, a number, a truth, or null.
fn read_answers(node: &Node<'_>) -> serde_json::Value {
    let mut answers = serde_json::Map::new();
    for (id, node) in wire::json::answered(node) {
        if Id::parse(id).is_none() {
            node.report(Code::UnknownName, format_args!("{} is no id of a question; write one", Quoted(id)));
        }
        answers.insert(id.to_owned(), read_answer(&node));
    }
    answers.into()
}

fn read_answer(node: &Node<'_>) -> serde_json::Value {
    match node.json {
        Json::Null => serde_json::Value::Null,
        Json::Bool(yes) => (*yes).into(),
        Json::Whole(number) => (*number).into(),
        Json::Number(number) if *number >= 0.0 => (*number).into(),
        Json::Array(_) => wire::json::picked(node).iter().map(|item| read_word(item, "the id of a choice")).collect(),
        _ => read_word(node, "an id, a list of ids, a number, true, false or null"),
    }
}

/// Reads a text of an answer, which may be empty.
fn read_word(node: &Node<'_>, what: &str) -> serde_json::Value {
    match node.json.as_str() {
        Some("") => "".into(),
        Some(_) => node.text(LONGEST_FIELD).unwrap_or_default().into(),
        None => node.expected::<Option<String>>(what).into(),
    }
}

fn read_plan(catalog: &Catalog, node: &Node<'_>) -> Option<PlanIx> {
    let Some(id) = node.json.as_str() else { return node.expected("the id of a plan") };
    let Some(plan) = catalog.plan_by_id(id) else {
        let nearest = node.nearest(id, catalog.parts().plans.iter().map(|plan| plan.id.as_str()));
        node.report(Code::UnknownName, format_args!("no plan is called {}; {nearest}", node.json));
        return None;
    };
    if !catalog.plan(plan).requestable {
        node.report(Code::NotAllowed, format_args!("the plan \"{id}\" cannot be requested; choose another"));
        return None;
    }
    Some(plan)
}

/// Writes with which answers a plan can be had, and what was answered: `"seats" is 50 or more, and it is 12`.
fn conditions(catalog: &Catalog, answers: &Answers, plan: PlanIx) -> String {
    let answered = answers.to_json(catalog);
    let conditions = &catalog.plan(plan).available_if;
    let rule = |OnlyIf { question, is }: &OnlyIf| {
        let asked = catalog.question(*question);
        let number = |steps: u64| written_number(steps, asked.range().map_or(0, |range| range.decimals));
        match is {
            Premise::Answered => "answered".to_owned(),
            Premise::YesNo(yes) => yes.to_string(),
            Premise::AtLeast(least) => format!("{} or more", number(*least)),
            Premise::AtMost(most) => format!("{} or less", number(*most)),
            Premise::Choices(choices) => {
                let id = |choice: &ChoiceIx| format!("\"{}\"", catalog.choice(*question, *choice).id);
                choices.iter().map(id).collect::<Vec<_>>().join(" or ")
            }
        }
    };
    let mut questions: Vec<_> = conditions.iter().map(|condition| condition.question).collect();
    questions.dedup();
    let of_question = |question: &QuestionIx| {
        let rules = conditions.iter().filter(|condition| condition.question == *question).map(rule);
        let (id, rules) = (&catalog.question(*question).id, rules.collect::<Vec<_>>().join(" and "));
        let answer = answered.get(id.as_str()).map_or("not answered".to_owned(), ToString::to_string);
        format!("\"{id}\" is {rules}, and it is {answer}")
    };
    questions.iter().map(of_question).collect::<Vec<_>>().join(", and ")
}

fn read_contact(node: &Node<'_>) -> Option<Contact> {
    let fields = node.known_fields(&["name", "email", "company"]);
    let text = |name| Some(fields.required(name)?.visible_text(LONGEST_FIELD)?.trim().to_owned());
    let (name, email, company) = (text("name"), text("email"), text("company"));
    let email = email.map(|email| address(&email));
    if let (Some(email), Some(node)) = (&email, fields.get("email"))
        && !is_email(email)
    {
        let detail = format_args!("{} is not an email address; write one as \"name@company.com\"", node.json);
        node.report(Code::Malformed, detail);
    }
    Some(Contact { name: name?, email: email?, company: company? })
}

/// Returns an address as mail knows it: full-width forms and the full stops of other scripts are those of ASCII, and what
/// cannot be seen and came along with what was pasted is left out, but for the two joiners, which some scripts spell with.
fn address(typed: &str) -> String {
    static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[[\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u{200C}\u{200D}]]").expect("the pattern is tested")
    });
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c),
        '。' | '｡' => '.',
        c => c,
    };
    UNSEEN.replace_all(typed, "").trim().chars().map(plain).collect()
}

/// Tells whether mail from the internet can reach it: the form of an address, at a host with a dot, without a display name.
fn is_email(text: &str) -> bool {
    // Spaces of other scripts, and letters and symbols that are blank; those of ASCII are judged by the form.
    static BLANK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[[\p{Z}\p{Cc}\p{Noncharacter_Code_Point}\u{2800}\u{FFFC}\u{FFFD}]--\x20]")
            .expect("the pattern is tested")
    });
    if BLANK.is_match(text) {
        return false;
    }
    let options = email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
    // By RFC 6531 all other characters may stand where letters do; the crate does not know all that scripts write with.
    let form: String = text.chars().map(|c| if c.is_ascii() { c } else { 'x' }).collect();
    EmailAddress::parse_with_options(&form, options).is_ok()
}

/// Returns a message may have several lines, so line breaks and tabs are its only control characters.
fn read_message(node: &Node<'_>) -> String {
    let Some(text) = node.json.as_str() else { return node.expected("a text") };
    let length = text.chars().count();
    if length > LONGEST_MESSAGE {
        let detail = format_args!("the message has {length} characters; keep it within {LONGEST_MESSAGE}");
        node.report(Code::TooLong, detail);
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        node.report(Code::ControlCharacter, "the message holds a control character; take it out");
    }
    if typed::is_visible(text) { text.trim().to_owned() } else { String::new() }
}

/// Reads what the page showed; where a catalogue is given, a version of that.
fn read_page(catalog: Option<&Catalog>, node: &Node<'_>) -> Option<PageCatalog> {
    let fields = node.known_fields(&["id", "version", "content", "language"]);
    let text = |name| fields.required(name)?.text(LONGEST_FIELD);
    let (id, version) = (text("id"), text("version"));
    let served = catalog.map(|catalog| &catalog.parts().id);
    if let (Some(id), Some(node), Some(served)) = (&id, fields.get("id"), served)
        && id != served.as_str()
    {
        node.report(
            Code::UnknownName,
            format_args!("{} is not the catalogue served here; send \"{served}\"", node.json),
        );
    }
    let content = fields.get("content").filter(|node| *node.json != Json::Null).and_then(|node| {
        let content = node.text(LONGEST_FIELD)?;
        if Id::parse(&content).is_none() {
            let detail =
                format_args!("{} is not the name of a catalogue's content; send that, or leave it out", node.json);
            node.report(Code::Malformed, detail);
        }
        Some(content)
    });
    // What is no tag says nothing, and is no reason to refuse a request.
    let language = fields.get("language").and_then(|node| node.json.as_str()).and_then(language::canonical);
    Some(PageCatalog { id: id?, version: version?, content, language })
}
