use std::sync::Arc;

use lean_view::in_scope;
use plans::Catalog;

use super::super::request::Opener;
use super::super::{
    Attempt, Draft, Failure, Field, FieldError, FormLocation, Progress, Receipt, Request, Sent, Shown, State,
};
use super::{Dice, bilingual, msa, msa_with, only, state};

const TEXTS: [Field; 4] = [Field::Name, Field::Email, Field::Company, Field::Message];

/// Writes into a field of text.
fn write(state: State, field: Field, text: &str) {
    state.request.write(field, |draft| text.clone_into(draft.text_mut(field).expect("a field of text")));
}

/// What stands in the form.
fn draft(state: State) -> (Vec<String>, bool) {
    state.request.with_draft(|draft| {
        (TEXTS.iter().map(|field| draft.text(*field).expect("a field of text").clone()).collect(), draft.consent)
    })
}

/// What is posted of the form as it is.
fn body(state: State) -> String {
    let catalog = state.offer.catalog();
    let plan = state.request.plan().map(|plan| catalog.plan(plan).id.as_str());
    let consent = catalog.parts().consent.as_ref().map(|consent| state.offer.text(consent));
    let answers = state.answers.now().entries(&catalog);
    format!("{} {plan:?} {answers:?} {:?} {consent:?}", catalog.parts().version, draft(state))
}

/// Sends as the form does: what is unanswered as it was, else what stands there now.
fn send(state: State, new_key: impl FnOnce() -> String) -> Option<Attempt> {
    let attempt = match state.request.unanswered(state.answers.revision()) {
        Some(attempt) => attempt,
        None => {
            let sent = Sent {
                shown: state.offer.now(),
                plan: state.request.plan()?,
                draft: state.request.with_draft(Draft::clone),
                answers: state.answers.now(),
            };
            state.request.attempt(body(state), sent, state.answers.revision(), new_key)
        }
    };
    state.request.begin();
    Some(attempt)
}

fn receipt() -> Receipt {
    Receipt {
        reference: "R".to_owned(),
        opens: Vec::new(),
        received_at: None,
        notice: None,
        until: None,
        address: None,
    }
}

fn is_open(state: State) -> bool {
    state.request.location().is_some()
}

#[test]
fn the_form_opens_for_a_plan_and_keeps_what_stands_in_it() {
    in_scope(|| {
        let state = state(msa());
        let (plus, business) = (state.plan_called("plus"), state.plan_called("business"));
        let request = state.request;
        assert!(!is_open(state) && request.plan().is_none());
        request.open(FormLocation::Foot, plus);
        assert!(request.location() == Some(FormLocation::Foot) && request.plan() == Some(plus) && !request.is_quiet());
        write(state, Field::Name, "Ada");
        assert!(request.close() == Some((FormLocation::Foot, plus)) && !is_open(state));
        request.preselect(business);
        assert!(
            request.location() == Some(FormLocation::Head) && request.plan() == Some(business) && request.is_quiet()
        );
        assert_eq!(draft(state).0[0], "Ada");
        request.open(FormLocation::Advice, plus);
        assert!(!request.is_quiet());
    });
}

#[test]
fn what_is_on_its_way_is_not_closed() {
    in_scope(|| {
        let state = state(msa());
        state.request.open(FormLocation::Head, state.plan_called("plus"));
        send(state, || "key".to_owned());
        assert!(state.request.close().is_none() && is_open(state) && state.request.is_sending());
        state.request.finish(Progress::Sent(receipt(), send(state, String::new).expect("a plan").sent), Vec::new());
        assert!(state.request.close().is_some() && !is_open(state));
    });
}

#[test]
fn the_button_that_opened_the_form_is_named_as_it_stands() {
    in_scope(|| {
        let state = state(msa());
        let catalog = state.offer.catalog();
        let mut ids = Vec::new();
        for location in [FormLocation::Advice, FormLocation::Head, FormLocation::Foot] {
            for plan in catalog.plans() {
                let opener: Opener = (location, plan);
                ids.push(Request::opener_id(&catalog, opener));
            }
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 1 + 2 * catalog.plans().len(), "one in the card, and two for each plan");
    });
}

#[test]
fn writing_a_field_takes_its_own_error_away() {
    let fields = [Field::Plan, Field::Name, Field::Email, Field::Company, Field::Message, Field::Consent];
    for written in fields {
        in_scope(|| {
            let state = state(msa());
            let (request, plus) = (state.request, state.plan_called("plus"));
            request.open(FormLocation::Head, plus);
            request.refuse(fields.map(|field| (field, FieldError::Other)).to_vec());
            match written {
                Field::Plan => request.choose(plus),
                Field::Consent => request.write(Field::Consent, |draft| draft.consent = true),
                field => write(state, field, "x"),
            }
            for field in fields {
                assert_eq!(request.error(field).is_none(), field == written);
            }
            send(state, String::new);
            assert!(fields.iter().all(|field| request.error(*field).is_none()), "it is sent again");
        });
    }
}

#[test]
fn filling_in_leaves_what_stands_there() {
    in_scope(|| {
        let state = state(msa());
        for field in TEXTS {
            write(state, field, "typed");
            state.request.fill(field, "host's");
            assert!(draft(state).0.contains(&"typed".to_owned()) && !draft(state).0.contains(&"host's".to_owned()));
            write(state, field, "");
            state.request.fill(field, "host's");
            assert!(draft(state).0.contains(&"host's".to_owned()));
            write(state, field, "");
        }
        state.request.fill(Field::Consent, "yes");
        state.request.fill(Field::Plan, "plus");
        assert!(!draft(state).1 && state.request.plan().is_none(), "they hold no text");
    });
}

#[test]
fn another_request_begins_after_one_is_stored() {
    in_scope(|| {
        let state = state(msa());
        let (request, plus) = (state.request, state.plan_called("plus"));
        request.open(FormLocation::Head, plus);
        write(state, Field::Name, "Ada");
        write(state, Field::Message, "Hello");
        let attempt = send(state, || "key".to_owned()).expect("a plan");
        request.finish(Progress::Sent(receipt(), attempt.sent), Vec::new());
        assert!(request.with_progress(|progress| matches!(progress, Progress::Sent(..))));
        request.open(FormLocation::Head, plus);
        assert!(request.with_progress(|progress| matches!(progress, Progress::Writing)));
        assert_eq!(draft(state).0, ["Ada", "", "", ""], "the message was for the one before");
        assert!(request.unanswered(state.answers.revision()).is_none());
    });
}

#[test]
fn a_failure_is_told_until_the_form_opens_for_another_plan() {
    in_scope(|| {
        let state = state(msa());
        let request = state.request;
        let has_failed = || request.with_progress(|progress| matches!(progress, Progress::Failed(Failure::Offline)));
        request.open(FormLocation::Head, state.plan_called("plus"));
        send(state, String::new);
        request.finish(Progress::Failed(Failure::Offline), Vec::new());
        request.close();
        request.open(FormLocation::Foot, state.plan_called("plus"));
        assert!(has_failed());
        request.open(FormLocation::Foot, state.plan_called("business"));
        assert!(!has_failed());
    });
}

#[test]
fn requests_go_where_the_host_says_last() {
    in_scope(|| {
        let state = state(msa());
        assert_eq!(state.request.endpoint(), "api/plan-requests");
        state.request.send_to("https://example.com/requests".to_owned());
        state.request.open(FormLocation::Head, state.plan_called("plus"));
        let attempt = send(state, String::new).expect("a plan");
        assert_eq!(attempt.endpoint, "https://example.com/requests");
    });
}

/// What the host may show in turn: all of it, fewer plans, another language, other words to agree to, another version.
fn shown(dice: &mut Dice) -> Shown {
    let consents = ["Sie dürfen mir schreiben.", "Sie dürfen mich anrufen."];
    let catalog: Catalog = match dice.below(6) {
        0 => bilingual("en"),
        1 => bilingual("de"),
        2 => only(bilingual("en"), &["plus", "enterprise"]),
        3 => only(bilingual("en"), &["start", "business"]),
        4 => msa_with(&[super::WITH_CONSENT, (consents[0], consents[1])]).in_language("de"),
        _ => msa_with(&[super::WITH_CONSENT, ("\"2026-11\"", "\"2027-01\"")]),
    };
    Shown::told(catalog)
}

fn consent(state: State) -> String {
    let catalog = state.offer.catalog();
    catalog.parts().consent.as_ref().map(|consent| state.offer.text(consent)).unwrap_or_default()
}

/// Whatever happens in whatever order: what was sent, is not known to be answered and was not edited is sent again byte for byte;
/// all else is another request, unless its body is that of the last one.
#[test]
fn a_request_is_sent_again_as_it_was_until_it_is_answered_or_edited() {
    for number in 0..150 {
        in_scope(|| {
            let state = state(bilingual("en"));
            let request = state.request;
            let mut dice = Dice::new(number);
            let mut keys = 0;
            // The last that was sent, whether its answer is known, and whether something was edited since.
            let mut last: Option<(String, String)> = None;
            let (mut is_answered, mut is_edited, mut revision) = (false, false, 0);
            let mut agreed_to = String::new();
            request.open(FormLocation::Head, state.plan_called("plus"));
            for _ in 0..40 {
                let catalog = state.offer.catalog();
                let requestable: Vec<_> = catalog.plans().filter(|plan| catalog.plan(*plan).requestable).collect();
                let plan = dice.pick(&requestable);
                match dice.below(12) {
                    0 => {
                        write(state, dice.pick(&TEXTS), dice.pick(&["", "a", "b"]));
                        is_edited = true;
                    }
                    1 => {
                        let consent = dice.once_in(2);
                        request.write(Field::Consent, |draft| draft.consent = consent);
                        is_edited = true;
                        agreed_to = self::consent(state);
                    }
                    2 => {
                        request.choose(plan);
                        is_edited = true;
                    }
                    3 => {
                        is_edited |= request.plan() != Some(plan);
                        request.open(FormLocation::Foot, plan);
                    }
                    4 => drop(request.close()),
                    5 => {
                        let question = dice.pick(&catalog.questions().collect::<Vec<_>>());
                        state.answer_something(&mut dice, question);
                    }
                    6 => {
                        state.take_answers([("contacts", dice.pick(&["1", "2"]))].into_iter()).expect("an answer");
                    }
                    7 | 8 => {
                        let (before, sending) = (draft(state), request.is_sending());
                        let place = request.location();
                        state.show(shown(&mut dice));
                        assert_eq!(draft(state).0, before.0, "nothing typed is lost");
                        assert!(before.1 || !draft(state).1, "nobody agrees for the visitor");
                        assert!(
                            !draft(state).1 || agreed_to == consent(state),
                            "consent is for the words that were read"
                        );
                        if sending {
                            assert!(request.is_sending() && request.location() == place, "what is on its way is shown");
                        }
                        let plans = state.offer.plans();
                        assert!(request.plan().is_none_or(|plan| plans.contains(&plan)));
                        assert!(
                            request.plan().is_some()
                                || sending
                                || place.is_none()
                                || !is_open(state)
                                || request.with_progress(|progress| matches!(progress, Progress::Sent(..)))
                        );
                    }
                    _ if request.is_sending() => {
                        let (failure, errors) =
                            (dice.pick(&[Failure::Offline, Failure::Server, Failure::Refused]), Vec::new());
                        if dice.once_in(4) {
                            let sent = Sent {
                                shown: state.offer.now(),
                                plan,
                                draft: Draft::default(),
                                answers: plans::Answers::none(),
                            };
                            request.finish(Progress::Sent(receipt(), Arc::new(sent)), errors);
                            is_answered = true;
                        } else {
                            request.finish(Progress::Failed(failure), errors);
                            is_answered = failure == Failure::Refused;
                        }
                    }
                    _ => {
                        let is_again =
                            last.is_some() && !is_answered && !is_edited && revision == state.answers.revision();
                        let unanswered = request.unanswered(state.answers.revision());
                        assert_eq!(unanswered.is_some(), is_again);
                        let now = body(state);
                        let new_key = || {
                            keys += 1;
                            keys.to_string()
                        };
                        let Some(attempt) = send(state, new_key) else {
                            assert!(request.plan().is_none());
                            continue;
                        };
                        if let Some((key, body)) = &last {
                            let is_same = attempt.key == *key;
                            assert_eq!(is_same, attempt.body == *body, "one key is one body");
                            assert!(!is_again || is_same);
                        }
                        assert!(is_again || attempt.body == now, "what stands there is what is sent");
                        last = Some((attempt.key, attempt.body));
                        (is_answered, is_edited, revision) = (false, false, state.answers.revision());
                    }
                }
            }
        });
    }
}

#[test]
fn a_lost_answer_is_asked_for_again_whatever_is_shown_meanwhile() {
    for number in 0..40 {
        in_scope(|| {
            let state = state(bilingual("en"));
            let mut dice = Dice::new(number);
            state.answer_some(&mut dice);
            state.request.open(FormLocation::Advice, state.plan_called("plus"));
            for field in TEXTS {
                write(state, field, "Ada");
            }
            state.request.write(Field::Consent, |draft| draft.consent = true);
            let first = send(state, || "first".to_owned()).expect("a plan");
            for _ in 0..6 {
                if dice.once_in(2) {
                    state.request.finish(Progress::Failed(Failure::Offline), Vec::new());
                    let again = send(state, || panic!("it has its key")).expect("it was sent before");
                    assert_eq!((&again.key, &again.body), (&first.key, &first.body));
                } else {
                    state.show(shown(&mut dice));
                    assert!(is_open(state) && state.request.is_sending());
                }
                // It says what was sent, by the offer that it was made of.
                assert_eq!(first.sent.shown.catalog.plan(first.sent.plan).id.as_str(), "plus");
            }
        });
    }
}

#[test]
fn consent_is_given_again_for_other_words_and_for_the_same_ones_when_they_return() {
    in_scope(|| {
        let state = state(bilingual("en"));
        state.request.write(Field::Consent, |draft| draft.consent = true);
        state.show(Shown::told(only(bilingual("en"), &["plus"])));
        assert!(draft(state).1, "the words are the same");
        state.show(Shown::told(bilingual("de")));
        assert!(!draft(state).1);
        state.show(Shown::told(bilingual("en")));
        assert!(!draft(state).1);
        state.show(Shown::told(msa()));
        state.request.write(Field::Consent, |draft| draft.consent = true);
        state.show(Shown::told(bilingual("en")));
        assert!(!draft(state).1, "there were no words");
    });
}

#[test]
fn what_is_written_closes_where_its_plan_goes_away_and_what_is_sent_stays() {
    for is_sent in [false, true] {
        in_scope(|| {
            let state = state(msa());
            let request = state.request;
            request.open(FormLocation::Head, state.plan_called("plus"));
            write(state, Field::Name, "Ada");
            if is_sent {
                let attempt = send(state, || "key".to_owned()).expect("a plan");
                request.finish(Progress::Sent(receipt(), attempt.sent), Vec::new());
            }
            state.show(Shown::told(only(msa(), &["start", "business"])));
            assert_eq!(is_open(state), is_sent);
            assert!(request.plan().is_none());
            request.with_progress(|progress| match progress {
                Progress::Sent(_, sent) => assert_eq!(sent.shown.catalog.plan(sent.plan).id.as_str(), "plus"),
                _ => assert!(!is_sent),
            });
            assert!(request.close().is_none(), "the button that opened it is gone");
            assert_eq!(draft(state).0[0], "Ada");
        });
    }
}

#[test]
fn another_order_of_plans_asks_for_the_same_plan() {
    in_scope(|| {
        let state = state(msa());
        state.request.open(FormLocation::Head, state.plan_called("business"));
        state.show(Shown::told(only(msa(), &["business", "enterprise"])));
        assert_eq!(state.request.plan(), Some(state.plan_called("business")));
        let opener = state.request.close().map(|opener| Request::opener_id(&state.offer.catalog(), opener));
        assert_eq!(opener.as_deref(), Some("request-head-business"));
    });
}
