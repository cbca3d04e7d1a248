//! The plan request that a visitor sends, checked whole.

use std::sync::LazyLock;

use email_address::EmailAddress;
use regex::Regex;

use crate::answers::Answers;
use crate::catalog::{Catalog, PlanIx};
use crate::json::{self, Code, Json, Node, Problem};
use crate::typed;
pub use crate::typed::{LONGEST_FIELD, LONGEST_MESSAGE};

/// A visitor asks for a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRequest {
    /// The plan asked for; one that can be requested.
    pub plan: PlanIx,
    /// What the visitor answered.
    pub answers: Answers,
    /// Who asks.
    pub contact: Contact,
    /// What the visitor adds, where there is something.
    pub message: Option<String>,
    /// Whether the visitor agrees to what the catalogue asks for; always so where it asks for something.
    pub consents: bool,
    /// The version of the catalogue that the visitor's page had, which can be an older one than the server's.
    pub catalog_version: String,
}

/// Who asks for a plan. Every field is trimmed, and shows something.
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
    /// Reads a request's body: `{plan, answers, contact: {name, email, company}, message?, consent?, catalog: {id, version}}`.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], each with its place.
    pub fn from_json(catalog: &Catalog, text: &str) -> Result<Self, Vec<Problem>> {
        json::read_with(text, |node| Self::read(catalog, node))
            .map(|request| request.expect("a request is not read only where a problem was reported"))
    }

    fn read(catalog: &Catalog, node: &Node<'_>) -> Option<Self> {
        let fields = node.known_fields(&["plan", "answers", "contact", "message", "consent", "catalog"]);
        let plan = fields.required("plan").and_then(|node| read_plan(catalog, node));
        let answers = fields.required("answers").map(|node| Answers::read(catalog, node));
        let contact = fields.required("contact").and_then(read_contact);
        let message = fields.get("message").filter(|node| *node.json != Json::Null).map(read_message);
        let consents = fields.get("consent").is_some_and(|node| *node.json == Json::Bool(true));
        if catalog.parts().consent.is_some() && !consents {
            node.report_at("/consent", Code::Missing, "the request needs the requester's consent; send true");
        }
        let catalog_version = fields.required("catalog").and_then(|node| read_version(catalog, node));
        Some(Self {
            plan: plan?,
            answers: answers?,
            contact: contact?,
            message: message.filter(|message| !message.is_empty()),
            consents,
            catalog_version: catalog_version?,
        })
    }
}

fn read_plan(catalog: &Catalog, node: &Node<'_>) -> Option<PlanIx> {
    let Some(id) = node.json.as_str() else { return node.expected("the id of a plan") };
    let Some(plan) = catalog.plan_by_id(id) else {
        let nearest = json::nearest(id, catalog.parts().plans.iter().map(|plan| plan.id.as_str()));
        node.report(Code::UnknownName, format_args!("no plan is called {}; {nearest}", node.json));
        return None;
    };
    if !catalog.plan(plan).requestable {
        node.report(Code::NotAllowed, format_args!("the plan \"{id}\" cannot be requested; choose another"));
        return None;
    }
    Some(plan)
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

/// An address as mail knows it: full-width forms and the full stops of other scripts are those of ASCII, and what cannot be seen and
/// came along with what was pasted is left out, but for the two joiners, which some scripts spell with.
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

/// Whether mail from the internet can reach it: the form of an address, at a host with a dot, without a display name.
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

/// A message may have several lines, so line breaks and tabs are its only control characters.
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

fn read_version(catalog: &Catalog, node: &Node<'_>) -> Option<String> {
    let fields = node.known_fields(&["id", "version"]);
    let text = |name| fields.required(name)?.text(LONGEST_FIELD);
    let (id, version) = (text("id"), text("version"));
    let served = &catalog.parts().id;
    if let (Some(id), Some(node)) = (&id, fields.get("id"))
        && id != served.as_str()
    {
        node.report(
            Code::UnknownName,
            format_args!("{} is not the catalogue served here; send \"{served}\"", node.json),
        );
    }
    version
}
