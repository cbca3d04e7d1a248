//! Sending the request, and what comes of it.

use std::sync::Arc;

use lean_view::untrack;
use plans::typed::{LONGEST_FIELD, LONGEST_MESSAGE};

use super::rooms::Rooms;
use crate::browser::{self, PlanRequestBody, Problem, Reply, SentForm};
use crate::state::{Attempt, Draft, Failure, Field, FieldError, Progress, Request, Sent};

/// Makes a request of what stands in the form, or gives the first field that is wrong. A request whose answer is not known is sent
/// again as it was, unless the visitor changed something since.
pub fn attempt(rooms: Rooms) -> Result<Attempt, Field> {
    let Rooms { offer, answers, advice, request, .. } = rooms;
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
    if answers.current_plan(&shown.catalog) == Some(plan) {
        request.refuse(vec![(Field::Plan, FieldError::Yours)]);
        return Err(Field::Plan);
    }
    if !untrack(|| advice.is_available(plan)) {
        request.refuse(vec![(Field::Plan, FieldError::Unavailable)]);
        return Err(Field::Plan);
    }
    let origin = request.origin();
    let body = PlanRequestBody { catalog: &shown.catalog, plan, answers: &answers, draft: &draft, origin: &origin };
    let body = body.to_json();
    let sent = Sent { shown, plan, draft, answers };
    Ok(request.attempt(body, sent, revision, browser::new_key))
}

/// Sends a request, and says what came of it.
pub async fn send(rooms: Rooms, attempt: Attempt, form: SentForm) {
    let request = rooms.request;
    request.begin();
    form.tell("sending", &attempt, None);
    let (mut reply, mut is_sent_on) = (None, false);
    // What is sent on may go to a sign-in page, which a browser may keep to itself; or to where it is stored after all. Its key sees to
    // it that it is stored once.
    loop {
        let answer = browser::post(&attempt.endpoint, &attempt.key, attempt.body.clone(), is_sent_on).await;
        reply = answer.or(reply);
        if is_sent_on || reply.as_ref().is_none_or(|reply: &Reply| reply.status != 0) {
            break;
        }
        is_sent_on = true;
    }

    let mut errors = Vec::new();
    let progress = outcome(reply.as_ref(), Some(attempt.sent.clone()), &mut errors);
    let stage = match &progress {
        Progress::Failed(Failure::Offline) => "offline",
        Progress::Failed(Failure::Server) => "server",
        Progress::Sent(..) => "sent",
        Progress::Failed(_) | Progress::Writing | Progress::Sending => "refused",
    };
    // What the script goes on with, it ends by `take_reply`.
    if !form.tell(stage, &attempt, reply.as_ref().and_then(|reply| reply.response.as_ref())) {
        request.finish(progress, errors);
    }
}

/// The status that says that the visitor stopped what was going on.
const STOPPED: u16 = 100;

/// Takes the server's reply to what stands in the form, which something else has sent meanwhile: a request that was kept, or one that
/// needed more than the form. Status 0 says that none came, and 100 that the visitor stopped it.
pub fn take_reply(request: Request, status: u16, text: String) {
    if status == STOPPED {
        return request.refuse(Vec::new());
    }
    let mut errors = Vec::new();
    let reply = Reply { status, text, response: None };
    let reply = Some(&reply).filter(|_| status > 0);
    request.finish(outcome(reply, request.unanswered_content(), &mut errors), errors);
}

/// Returns what comes of a reply to a request of this content, and what is wrong with which fields.
fn outcome(reply: Option<&Reply>, sent: Option<Arc<Sent>>, errors: &mut Vec<(Field, FieldError)>) -> Progress {
    let Some(reply) = reply else { return Progress::Failed(Failure::Offline) };
    let receipt = browser::read_receipt(&reply.text).filter(|_| (200..300).contains(&reply.status));
    match (receipt, sent) {
        (Some(receipt), Some(sent)) => Progress::Sent(receipt, sent),
        (_, sent) => Progress::Failed(failure(reply, sent.as_deref(), errors)),
    }
}

/// Returns why a reply is no receipt, and what is wrong with which fields.
fn failure(reply: &Reply, sent: Option<&Sent>, errors: &mut Vec<(Field, FieldError)>) -> Failure {
    match reply.status {
        // Signed out, kept out, or in a network that wants to be signed in to.
        401 | 403 | 407 | 511 => return Failure::Foreign,
        // Too slow, or too many at once: nothing that the visitor could mend.
        408 | 429 | 500.. => return Failure::Server,
        413 => {
            *errors = sent.map(|sent| long_fields(&sent.draft)).unwrap_or_default();
            return if errors.is_empty() { Failure::Server } else { Failure::Refused };
        }
        _ => {}
    }
    let Some(problems) = Problem::all_from_json(&reply.text).filter(|_| reply.status >= 400) else {
        return Failure::Foreign;
    };
    for problem in &problems {
        errors.extend(field_error(problem));
    }
    if errors.is_empty() { Failure::Server } else { Failure::Refused }
}

/// Returns the fields that hold more than can be stored.
fn long_fields(draft: &Draft) -> Vec<(Field, FieldError)> {
    let mut long = Vec::new();
    for field in [Field::Name, Field::Company, Field::Email, Field::Message] {
        let most = if field == Field::Message { LONGEST_MESSAGE } else { LONGEST_FIELD };
        let mut length = 0;
        if let Some(text) = draft.text(field) {
            // `count` has code of its own for long texts.
            for _ in text.chars() {
                length += 1;
            }
        }
        if length > most {
            long.push((field, FieldError::TooLong));
        }
    }
    long
}

/// Returns the fields that must be filled in and are not.
fn empty_fields(draft: &Draft, needs_consent: bool) -> Vec<(Field, FieldError)> {
    let mut empty = Vec::new();
    for field in [Field::Name, Field::Company, Field::Email] {
        if draft.text(field).is_none_or(|text| !browser::is_visible(text)) {
            empty.push((field, FieldError::Empty));
        }
    }
    if needs_consent && !draft.consent {
        empty.push((Field::Consent, FieldError::Consent));
    }
    empty
}

/// Maps a problem of the server's to a field of the form; none where it is about something that no field holds.
fn field_error(problem: &Problem) -> Option<(Field, FieldError)> {
    let field = Field::at(&problem.pointer)?;
    let error = match (field, problem.code.as_str()) {
        (_, "too-long") => FieldError::TooLong,
        (_, "empty") => FieldError::Empty,
        (Field::Email, _) => FieldError::Email,
        (Field::Consent, _) => FieldError::Consent,
        _ => FieldError::Other,
    };
    Some((field, error))
}
