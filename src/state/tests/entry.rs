use lean_view::in_scope;
use plans::catalog::QuestionKind;
use plans::support::Moment;

use plans::wire::NOT_SURE;

use super::super::{Draft, FormLocation, NO, YES, answer_name};
use super::{bilingual, msa, state};

/// Texts that would be more than one, were anything of them taken for a separator.
const HARD: [&str; 9] = [
    "Ada\0consent\0yes",
    "\0email\0eve@example.com\0plan\0enterprise",
    "Ada;lang=de",
    "a=b;name=Eve",
    "two\nlines\r\n",
    "answer.contacts=3",
    "%00consent%00yes",
    "\u{1e}\u{1f}",
    " spaces ",
];

#[test]
fn texts_are_taken_as_they_are_and_never_split() {
    for hard in HARD {
        in_scope(|| {
            let state = state(bilingual("en"));
            for name in ["name", "email", "company", "message"] {
                assert!(state.enter(name, &format!("{name}{hard}")));
            }
            state.request.with_draft(|draft| {
                let Draft { name, email, company, message, consent } = draft;
                let held = [("name", name), ("email", email), ("company", company), ("message", message)];
                for (field, text) in held {
                    assert_eq!(*text, format!("{field}{hard}"));
                }
                assert!(!consent);
            });
            assert!(state.request.plan().is_none() && state.request.location().is_none());
            assert!(!state.answers.has_any());
            assert_eq!(state.view_query(), "");
        });
    }
}

#[test]
fn a_name_or_a_value_that_there_is_not_changes_nothing() {
    in_scope(|| {
        let state = state(msa());
        for hard in HARD {
            let names = [hard, "answer", "answer.", "first", "second", "severity", "time-zone", "explain", "plan"];
            for name in names.into_iter().chain(["catalog_id", "catalog_version", "catalog_content", "Name", "name "]) {
                assert!(!state.enter(name, hard), "{name}={hard}");
            }
            for question in state.offer.catalog().questions() {
                let question = state.offer.catalog().question(question).clone();
                if !matches!(question.kind, QuestionKind::Number { .. }) {
                    assert!(!state.enter(&answer_name(&question.id), hard));
                }
            }
        }
        assert!(state.request.location().is_none() && !state.answers.has_any());
        assert_eq!(state.view_query(), "");
    });
}

#[test]
fn every_answer_is_entered_under_its_questions_name() {
    in_scope(|| {
        let state = state(msa());
        let catalog = state.offer.catalog();
        for question in catalog.questions() {
            let asked = catalog.question(question);
            let (id, name) = (asked.id.as_str(), answer_name(&asked.id));
            assert_eq!(name, format!("answer.{id}"));
            let values: Vec<String> = match &asked.kind {
                QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                    choices.iter().map(|choice| choice.id.to_string()).collect()
                }
                QuestionKind::Number { .. } => vec!["0".to_owned(), "12".to_owned()],
                QuestionKind::YesNo { .. } => vec![YES.to_owned(), NO.to_owned()],
            };
            for value in values.iter().map(String::as_str).chain([NOT_SURE]) {
                state.answers.clear_all();
                assert!(state.enter(&name, value), "{name}={value}");
                assert_eq!(state.entered(), [(id.to_owned(), value.to_owned())]);
            }
        }
        state.answers.clear_all();
        for choice in ["review-call", "health-check"] {
            assert!(state.enter("answer.assurance", choice));
        }
        assert_eq!(state.entered().len(), 2, "several stand beside each other");
    });
}

#[test]
fn a_number_that_was_typed_before_the_app_ran_is_kept_though_it_is_none() {
    in_scope(|| {
        let state = state(msa());
        assert!(!state.enter("answer.contacts", "two\0three"));
        let contacts = state.question_called("contacts");
        assert_eq!(state.answers.unreadable(contacts).as_deref(), Some("two\0three"));
    });
}

#[test]
fn what_the_visitor_typed_stays_where_the_host_knows_something_else() {
    in_scope(|| {
        let state = state(msa());
        state.enter("name", "Ada");
        state.enter("name", "Eve");
        state.enter("company", "");
        state.enter("company", "Acme");
        state.request.with_draft(|draft| assert_eq!((&*draft.name, &*draft.company), ("Ada", "Acme")));
    });
}

#[test]
fn a_plan_opens_the_form_quietly_and_nothing_closes_it() {
    in_scope(|| {
        let state = state(msa());
        assert!(!state.enter("plan", "standard"), "it cannot be asked for");
        assert!(state.enter("plan", "plus"));
        assert!(state.request.location() == Some(FormLocation::Head) && state.request.is_quiet());
        assert_eq!(state.request.plan(), Some(state.plan_called("plus")));
        assert!(!state.enter("plan", "none") && state.request.location().is_some());
        assert!(state.enter("plan", ""));
        assert!(state.request.location().is_none());
    });
}

#[test]
fn the_plain_pages_choices_are_taken() {
    in_scope(|| {
        let state = state(msa());
        let (first, second) = (state.plan_called("enterprise"), state.plan_called("start"));
        assert!(state.enter("first", "enterprise") && state.enter("second", "start"));
        assert_eq!(state.comparison.narrow_columns(None), [first, second]);
        assert!(state.enter("severity", "3") && state.enter("explain", "review-call"));
        assert_eq!(state.hours.severity(), state.offer.catalog().severity_by_id("3"));
        assert!(state.comparison.is_explained(state.row_called("review-call")));
        assert!(state.enter("moment", "90"));
        assert_eq!(state.hours.moment(), Moment::Next(90));
        assert!(state.enter("zone", "Nowhere/At_All"), "what is no zone is kept as it was written");
        assert!(state.hours.is_zone_unknown());
        assert!(state.enter("time-zone", "America/New_York") && !state.enter("time-zone", "Nowhere"));
        assert_eq!(state.hours.written_zone(), "America/New_York");
        assert!(state.enter("consent", "yes"));
        assert!(state.request.with_draft(|draft| draft.consent));
    });
}
