//! Sending the request, and what comes of it.

use lean_view::untrack;

use super::Rooms;
use crate::browser::{self, PlanRequestBody, Problem, Reply};
use crate::state::{Attempt, Draft, Failure, Field, FieldError, Progress, Sent};

/// Makes a request of what stands in the form, or gives the first field that is wrong. A request whose answer is not known is sent
/// again as it was, unless the visitor changed something since.
pub fn attempt(rooms: Rooms) -> Result<Attempt, Field> {
    let Rooms { offer, answers, request, .. } = rooms;
    let revision = answers.revision();
    if let Some(attempt) = request.unanswered(revision) {
        return Ok(attempt);
    }
    let shown = offer.now();
    let draft = untrack(|| request.with_draft(Draft::clone));
    let errors = empty_fields(&draft, shown.catalog.parts().consent.is_some());
    if let Some((field, _)) = errors.first() {
        let field = *field;
        request.refuse(errors);
        return Err(field);
    }
    let Some(plan) = untrack(|| request.plan()) else {
        // The host took it away meanwhile.
        request.refuse(vec![(Field::Plan, FieldError::Other)]);
        return Err(Field::Plan);
    };
    let answers = answers.now();
    let body = PlanRequestBody { catalog: &shown.catalog, plan, answers: &answers, draft: &draft }.to_json();
    let sent = Sent { shown, plan, draft, answers };
    Ok(request.attempt(body, sent, revision, browser::new_key))
}

/// Sends a request, and says what came of it.
pub async fn send(rooms: Rooms, attempt: Attempt) {
    let request = rooms.request;
    request.begin();
    let reply = browser::post(&attempt.endpoint, &attempt.key, attempt.body).await;

    let mut errors = Vec::new();
    let progress = match reply {
        None => Progress::Failed(Failure::Offline),
        Some(reply) if (200..300).contains(&reply.status) => match browser::read_receipt(&reply.text) {
            Some(receipt) => Progress::Sent(receipt, attempt.sent),
            None => Progress::Failed(Failure::Server),
        },
        // Too slow, or too many at once: nothing that the visitor could mend.
        Some(Reply { status: 408 | 429, .. }) => Progress::Failed(Failure::Server),
        Some(Reply { status: 413, .. }) => {
            errors.push((Field::Message, FieldError::TooLong));
            Progress::Failed(Failure::Refused)
        }
        Some(reply) if reply.status < 500 => {
            errors = field_errors(&Problem::all_from_json(&reply.text));
            Progress::Failed(Failure::Refused)
        }
        Some(_) => Progress::Failed(Failure::Server),
    };
    request.finish(progress, errors);
}

/// The fields that must be filled in and are not.
fn empty_fields(draft: &Draft, needs_consent: bool) -> Vec<(Field, FieldError)> {
    let mut empty = Vec::new();
    for field in [Field::Name, Field::Email, Field::Company] {
        if draft.text(field).is_none_or(|text| text.trim().is_empty()) {
            empty.push((field, FieldError::Empty));
        }
    }
    if needs_consent && !draft.consent {
        empty.push((Field::Consent, FieldError::Consent));
    }
    empty
}

/// The server's problems, by the field that each is about.
fn field_errors(problems: &[Problem]) -> Vec<(Field, FieldError)> {
    let mut errors = Vec::new();
    for problem in problems {
        let field = match problem.pointer.as_str() {
            "/plan" => Field::Plan,
            "/contact/name" => Field::Name,
            "/contact/email" => Field::Email,
            "/contact/company" => Field::Company,
            "/message" => Field::Message,
            "/consent" => Field::Consent,
            // About something that no field holds.
            _ => continue,
        };
        let error = match (field, problem.code.as_str()) {
            (_, "too-long") => FieldError::TooLong,
            (_, "empty") => FieldError::Empty,
            (Field::Email, _) => FieldError::Email,
            (Field::Consent, _) => FieldError::Consent,
            _ => FieldError::Other,
        };
        errors.push((field, error));
    }
    errors
}
