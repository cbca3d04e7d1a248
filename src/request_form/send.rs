//! Sending the request, and what comes of it.

use leptos::prelude::*;
use plans::PlanIx;

use crate::browser::{self, PlanRequestBody, Problem, Receipt, Reply, Zone};
use crate::locale::Locale;
use crate::session::{Draft, Failure, Field, Progress, Session, wall};
use crate::words::Words;

/// Checks what the form can check by itself; gives the first field that is wrong.
pub fn check(session: Session) -> Option<Field> {
    let errors = session
        .desk
        .with_draft(|draft| empty_fields(session.locale(), draft, session.catalog().parts().consent.is_some()));
    let first = errors.first().map(|(field, _)| *field);
    if first.is_some() {
        session.desk.progress(Progress::Writing, errors);
    }
    first
}

/// What goes to the server, and what the receipt will say of it.
struct Request {
    plan: PlanIx,
    key: String,
    body: String,
    sent: Vec<(String, String)>,
    answers: Vec<(String, String)>,
}

/// What stands in the form. Worded before the wait: when the answer comes, the page may have been taken down, and its
/// catalogue with it.
fn request(session: Session) -> Option<Request> {
    let desk = session.desk;
    let (plan, draft) = untrack(|| (desk.plan(), desk.with_draft(Draft::clone)));
    let plan = plan?;
    let (catalog, answers) = (session.catalog(), session.answers_now());

    let body = PlanRequestBody {
        catalog: &catalog,
        plan,
        answers: &answers,
        name: &draft.name,
        email: &draft.email,
        company: &draft.company,
        message: draft.message.trim(),
        consent: draft.consent,
    }
    .to_json();
    let key = desk.key(&body, browser::new_key);
    let (sent, answers) = (sent(session, plan, &draft), session.words(|words| words.answers(&answers)));
    Some(Request { plan, key, body, sent, answers })
}

/// Sends the request, and says what came of it.
pub async fn send(session: Session) {
    let (desk, locale) = (session.desk, session.locale());
    let (catalog, zone) = (session.catalog(), session.zone_now());
    let Some(Request { plan, key, body, sent, answers }) = request(session) else { return };
    desk.progress(Progress::Sending, Vec::new());
    let reply = browser::post(&desk.endpoint(), &key, body).await;

    let mut errors = Vec::new();
    let progress = match reply {
        None => Progress::Failed(Failure::Offline),
        Some(reply) if (200..300).contains(&reply.status) => match Receipt::from_json(&reply.text) {
            Some(receipt) => {
                let opens = next_openings(&receipt, plan, Words { catalog: &catalog, locale }, zone);
                Progress::Sent { reference: receipt.reference, opens, sent, answers }
            }
            None => Progress::Failed(Failure::Server),
        },
        // Too slow, or too many at once: nothing that the visitor could mend.
        Some(Reply { status: 408 | 429, .. }) => Progress::Failed(Failure::Server),
        Some(Reply { status: 413, .. }) => {
            errors.push((Field::Message, locale.error_field_too_long()));
            Progress::Failed(Failure::Refused)
        }
        Some(reply) if reply.status < 500 => {
            errors = field_errors(locale, &Problem::all_from_json(&reply.text));
            Progress::Failed(Failure::Refused)
        }
        Some(_) => Progress::Failed(Failure::Server),
    };
    desk.progress(progress, errors);
}

/// How long after a request was received its receipt still tells what is true, in seconds. Trying again much later gets the
/// first receipt.
const FRESH: i64 = 15 * 60;

/// When the plan's team is next there, as severity and time by the visitor's clocks.
fn next_openings(receipt: &Receipt, plan: PlanIx, words: Words<'_>, zone: Option<Zone>) -> Vec<(String, String)> {
    let mut openings = Vec::new();
    let Some(received_at) = receipt.received_at.filter(|at| browser::now().timestamp() - at < FRESH) else {
        return openings;
    };
    for (id, opens) in &receipt.opens {
        let Some(severity) = words.catalog.severity_by_id(id) else { continue };
        let severity = words.catalog.severity(severity);
        let when = match (opens, zone) {
            (Some(opens), _) if *opens <= received_at => words.locale.moment_now().to_owned(),
            (Some(opens), Some(zone)) => {
                words.locale.opens_at(&words.moment(wall(zone, *opens), wall(zone, received_at)))
            }
            // In the catalogue's words.
            _ => words.cell(severity.hours, words.catalog.cell(severity.hours, plan).value),
        };
        openings.push((words.text(&severity.name), when));
    }
    openings
}

/// The fields that must be filled in and are not.
fn empty_fields(locale: Locale, draft: &Draft, needs_consent: bool) -> Vec<(Field, &'static str)> {
    let mut empty = Vec::new();
    for field in [Field::Name, Field::Email, Field::Company] {
        if draft.line(field).trim().is_empty() {
            empty.push((field, locale.error_field_empty()));
        }
    }
    if needs_consent && !draft.consent {
        empty.push((Field::Consent, locale.error_field_consent()));
    }
    empty
}

/// The server's problems, by the field that each is about.
fn field_errors(locale: Locale, problems: &[Problem]) -> Vec<(Field, &'static str)> {
    let mut errors = Vec::new();
    for problem in problems {
        let field = match problem.pointer.as_str() {
            "/plan" => Field::Plan,
            "/contact/name" => Field::Name,
            "/contact/email" => Field::Email,
            "/contact/company" => Field::Company,
            "/message" => Field::Message,
            "/consent" => Field::Consent,
            _ => continue,
        };
        let text = match (field, problem.code.as_str()) {
            (_, "too-long") => locale.error_field_too_long(),
            (_, "empty") => locale.error_field_empty(),
            (Field::Email, _) => locale.error_field_email(),
            (Field::Consent, _) => locale.error_field_consent(),
            _ => locale.error_field_other(),
        };
        errors.push((field, text));
    }
    errors
}

/// What was sent, as label and text.
fn sent(session: Session, plan: PlanIx, draft: &Draft) -> Vec<(String, String)> {
    let locale = session.locale();
    let mut sent = Vec::new();
    for (label, text) in [
        (locale.request_plan(), &session.plan_name(plan)),
        (locale.request_name(), &draft.name),
        (locale.request_email(), &draft.email),
        (locale.request_company(), &draft.company),
        (locale.request_message(), &draft.message),
    ] {
        if !text.trim().is_empty() {
            sent.push((label.to_owned(), text.clone()));
        }
    }
    sent
}
