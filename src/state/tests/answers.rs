use lean_view::{in_scope, untrack};
use plans::catalog::QuestionKind;
use plans::{Answer, Answers, Catalog, testing};

use super::super::{Shown, State, UndoKind};
use super::{Dice, bilingual, msa, msa_with, state};

/// The first catalogue with other questions and choices in place of some.
fn other() -> Catalog {
    msa_with(&[("\"100-499\"", "\"medium\""), ("\"health-check\"", "\"visit\""), ("\"incidents\"", "\"tickets\"")])
}

#[test]
fn what_is_answered_to_one_question_changes_no_other() {
    in_scope(|| {
        let state = state(msa());
        let catalog = state.offer.catalog();
        let mut dice = Dice::new(1);
        state.answer_some(&mut dice);
        for question in catalog.questions().flat_map(|question| [question; 5]) {
            let others = |state: State| {
                let id = catalog.question(question).id.as_str();
                state.entered().into_iter().filter(|(other, _)| other != id).collect::<Vec<_>>()
            };
            let before = others(state);
            state.answer_something(&mut dice, question);
            assert_eq!(others(state), before);
            assert!(state.answers.is_answered(question));
            state.answers.clear(question);
            assert_eq!(others(state), before);
            assert!(!state.answers.is_answered(question));
            assert_eq!(state.answers.unreadable(question), None);
        }
    });
}

#[test]
fn a_choice_takes_the_place_of_another_or_stands_beside_it() {
    in_scope(|| {
        let state = state(msa());
        let catalog = state.offer.catalog();
        for question in catalog.questions() {
            let is_several = matches!(catalog.question(question).kind, QuestionKind::Several(_));
            let mut picked = Vec::new();
            for choice in catalog.choices(question) {
                state.answers.choose(question, choice, true);
                if !is_several {
                    picked.clear();
                }
                picked.push(choice);
                assert_eq!(state.answers.now().picked(question), picked);
            }
            while let Some(choice) = picked.pop() {
                state.answers.choose(question, choice, false);
                assert_eq!(state.answers.now().picked(question), picked);
            }
            assert!(!state.answers.is_answered(question), "nothing is left of it");
        }
        assert!(!state.answers.has_any());
    });
}

#[test]
fn what_is_typed_and_is_no_number_is_kept_as_it_is() {
    in_scope(|| {
        let state = state(msa());
        let question = state.question_called("incidents");
        for typed in ["12a", "-1", "1 000", "1,5", "1000000", "+3", "½", " x ", "\0", "not-sure"] {
            state.answers.type_number(question, "7".to_owned());
            state.answers.type_number(question, typed.to_owned());
            assert_eq!(state.answers.unreadable(question).as_deref(), Some(typed));
            assert_eq!(state.answers.now(), Answers::none(), "the number before is none any more");
            assert!(state.answers.has_any() && state.answers.is_answered(question));
        }
        for (typed, number) in [("0", 0), (" 12 ", 12), ("007", 7), ("999999", 999_999)] {
            state.answers.type_number(question, typed.to_owned());
            assert_eq!(state.answers.now().get(question), Some(&Answer::Number(number)));
            assert_eq!(state.answers.unreadable(question), None);
        }
        for blank in ["", "  ", "\t"] {
            state.answers.type_number(question, "7".to_owned());
            state.answers.type_number(question, blank.to_owned());
            assert!(!state.answers.has_any());
        }
    });
}

#[test]
fn a_number_is_read_as_the_language_writes_it_and_its_field_keeps_what_was_typed() {
    in_scope(|| {
        for (language, typed, number) in [
            ("en", "1,000", Some(1000)),
            ("en", "1.000", None),
            ("de", "1.000", Some(1000)),
            ("de", "1,000", None),
            ("en", "１２", Some(12)),
            ("de", "٣", Some(3)),
        ] {
            let state = state(bilingual(language));
            let question = state.question_called("incidents");
            state.answers.type_number(question, typed.to_owned());
            assert_eq!(state.answers.now().get(question), number.map(Answer::Number).as_ref());
            assert_eq!(state.answers.typed(question).as_deref(), Some(typed), "it is not written over");
            assert_eq!(state.answers.unreadable(question).is_none(), number.is_some());
        }
    });
}

#[test]
fn decimals_are_typed_as_the_language_writes_them_and_entered_as_links_do() {
    in_scope(|| {
        let asked = testing::number("uptime").set("decimals", 3).requires("uptime", "answer");
        let row = testing::row("uptime", "decimal", ["unlimited"]);
        let catalog = testing::catalog("uptime").set("language", "de").plans(["a"]).row(row).question(asked).read();
        let state = state(catalog);
        let question = state.question_called("uptime");
        for (typed, steps) in
            [("99,95", Some(99_950)), ("99.95", Some(99_950)), ("1.125", Some(1_125_000)), ("1,1255", None)]
        {
            state.answers.type_number(question, typed.to_owned());
            assert_eq!(state.answers.now().get(question), steps.map(Answer::Number).as_ref(), "{typed}");
            assert_eq!(state.answers.typed(question).as_deref(), Some(typed), "it is not written over");
            assert_eq!(state.answers.unreadable(question).is_none(), steps.is_some());
        }
        assert!(state.enter("answer.uptime", "1.125"), "as a link writes it");
        assert_eq!(state.answers.now().get(question), Some(&Answer::Number(1125)));
        assert_eq!(state.answers.typed(question), None);
    });
}

#[test]
fn a_number_that_was_read_stays_the_same_in_another_language() {
    in_scope(|| {
        let state = state(bilingual("en"));
        let (one, other) = (state.question_called("incidents"), state.question_called("contacts"));
        state.answers.type_number(one, "1,000".to_owned());
        state.answers.type_number(other, "2.000".to_owned());
        state.show(Shown::told(bilingual("de")));
        assert_eq!(state.answers.now().get(one), Some(&Answer::Number(1000)));
        assert_eq!(state.answers.typed(one), None, "its field has its digits");
        assert_eq!(state.answers.now().get(other), Some(&Answer::Number(2000)), "what was none may be one there");
        assert!(state.enter("answer.incidents", "not-sure"));
        assert_eq!(state.answers.typed(one), None);
    });
}

#[test]
fn clearing_all_is_undone_until_something_is_answered() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            state.answer_some(&mut dice);
            let before = state.entered();
            state.answers.clear_all();
            assert!(!state.answers.has_any() && state.entered().is_empty());
            assert!(state.answers.can_undo(UndoKind::Cleared) && !state.answers.can_undo(UndoKind::Changed));
            state.answers.undo();
            assert_eq!(state.entered(), before);
            assert!(!state.answers.can_undo(UndoKind::Cleared));
            state.answers.undo();
            assert_eq!(state.entered(), before, "there is nothing more to undo");

            state.answers.clear_all();
            let question = state.question_called("remote-assistance");
            state.answers.decide(question, true);
            assert!(!state.answers.can_undo(UndoKind::Cleared));
            state.answers.undo();
            assert_eq!(state.entered(), [("remote-assistance".to_owned(), "yes".to_owned())]);
        });
    }
}

#[test]
fn a_proposed_change_leads_where_it_says_and_is_undone() {
    for number in 0..10 {
        in_scope(|| {
            let state = state(msa());
            state.answer_some(&mut Dice::new(number));
            let before = state.entered();
            for changes in &state.advice.now().explanation.changes {
                for change in &changes.changes {
                    state.answers.make(change);
                    let advice = &state.advice.now().advice;
                    assert_eq!(advice.outcome(), changes.outcome, "{change:?} of {before:?}");
                    assert!(state.answers.can_undo(UndoKind::Changed) && !state.answers.can_undo(UndoKind::Cleared));
                    state.answers.undo();
                    assert_eq!(state.entered(), before, "{change:?}");
                }
            }
        });
    }
}

#[test]
fn the_revision_counts_what_the_visitor_does_and_not_what_the_host_says() {
    in_scope(|| {
        let state = state(msa());
        let (size, choice) = state.choice_called("company-size", "100-499");
        let contacts = state.question_called("contacts");
        let visitor: [&dyn Fn(); 8] = [
            &|| state.answers.choose(size, choice, true),
            &|| state.answers.choose(size, choice, false),
            &|| state.answers.decide(state.question_called("remote-assistance"), true),
            &|| state.answers.type_number(contacts, "3".to_owned()),
            &|| state.answers.clear(size),
            &|| state.answers.make(&state.advice.now().explanation.changes[0].changes[0]),
            &|| state.answers.clear_all(),
            &|| state.answers.undo(),
        ];
        let mut revision = state.answers.revision();
        for act in visitor {
            act();
            assert!(state.answers.revision() > revision);
            revision = state.answers.revision();
        }
        state.answers.undo();
        assert_eq!(state.answers.revision(), revision, "nothing was undone");
        state.take_answers([("contacts", "4")].into_iter()).expect("an answer");
        state.answers.replace(Answers::none(), &state.offer.catalog());
        state.show(Shown::told(other()));
        state.show(Shown::told(msa()));
        assert_eq!(state.answers.revision(), revision);
    });
}

#[test]
fn what_the_host_says_takes_the_place_of_all_and_is_not_undone() {
    in_scope(|| {
        let state = state(msa());
        state.answer_some(&mut Dice::new(3));
        state.answers.clear_all();
        state.take_answers([("contacts", "4"), ("assurance", "review-call")].into_iter()).expect("answers");
        let said =
            [("contacts", "4"), ("assurance", "review-call")].map(|(id, value)| (id.to_owned(), value.to_owned()));
        assert_eq!(state.entered(), said);
        assert!(!state.answers.can_undo(UndoKind::Cleared));
        for refused in ["no-question", "contacts", "assurance"] {
            assert_eq!(state.take_answers([("incidents", "1"), (refused, "none")].into_iter()), Err(refused));
            assert_eq!(state.entered(), said, "nothing changes");
        }
    });
}

#[test]
fn another_language_keeps_all_that_was_entered() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(bilingual("en"));
            state.answer_some(&mut Dice::new(number));
            let before = state.entered();
            for language in ["de", "de", "en"] {
                state.show(Shown::told(bilingual(language)));
                assert_eq!(state.entered(), before);
            }
        });
    }
}

/// What one catalogue does not know waits for the one that does.
#[test]
fn answers_come_back_with_the_catalogue_that_knows_them() {
    for number in 0..40 {
        in_scope(|| {
            let state = state(msa());
            state.answer_some(&mut Dice::new(number));
            let before = state.entered();
            for _ in 0..3 {
                state.show(Shown::told(other()));
                let catalog = state.offer.catalog();
                for (question, value) in &before {
                    let is_known = catalog.question_by_id(question).is_some_and(|question| {
                        catalog.question(question).choices().is_empty()
                            || catalog.choice_by_id(question, value).is_some()
                            || value == "not-sure"
                    });
                    let is_kept = state.entered().contains(&(question.clone(), value.clone()));
                    assert_eq!(is_kept, is_known, "{question}={value} of {before:?}");
                }
                state.show(Shown::told(msa()));
                assert_eq!(state.entered(), before);
            }
        });
    }
}

#[test]
fn the_newer_answer_wins_over_the_one_that_comes_back() {
    in_scope(|| {
        let state = state(msa());
        let answer = |question: &str, id: &str, picked: bool| {
            let (question, choice) = state.choice_called(question, id);
            state.answers.choose(question, choice, picked);
        };
        answer("company-size", "100-499", true);
        answer("assurance", "health-check", true);
        answer("assurance", "review-call", true);
        state.show(Shown::told(other()));
        answer("company-size", "1-99", true);
        state.show(Shown::told(msa()));
        assert_eq!(state.answers.now().entries(&msa())[0].1, "1-99");
        // Nor does it come back once the newer one is taken back.
        state.answers.clear(state.question_called("company-size"));
        for catalog in [msa(), other(), msa()] {
            state.show(Shown::told(catalog));
            assert!(!state.answers.is_answered(state.question_called("company-size")));
        }
    });
}

#[test]
fn what_was_cleared_stays_cleared_whatever_is_shown() {
    for number in 0..40 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            state.answer_some(&mut dice);
            for _ in 0..4 {
                let catalog = state.offer.catalog();
                let asked = catalog.questions().nth(dice.below(catalog.questions().count())).expect("a question");
                let id = catalog.question(asked).id.to_string();
                if !state.answers.is_answered(asked) {
                    continue;
                }
                state.answers.clear(asked);
                for _ in 0..3 {
                    state.show(Shown::told(if dice.once_in(2) { msa() } else { other() }));
                    assert!(!state.entered().iter().any(|(question, _)| *question == id), "{id}");
                }
            }
        });
    }
}

#[test]
fn a_number_that_was_mended_is_not_what_was_typed_before() {
    in_scope(|| {
        let state = state(msa());
        let contacts = state.question_called("contacts");
        state.answers.type_number(contacts, "two".to_owned());
        state.show(Shown::told(bilingual("de")));
        assert_eq!(state.answers.unreadable(contacts).as_deref(), Some("two"));
        for typed in ["2", ""] {
            state.answers.type_number(contacts, typed.to_owned());
            for _ in 0..2 {
                state.show(Shown::told(bilingual("en")));
                assert_eq!(state.answers.unreadable(contacts), None, "after {typed:?}");
            }
        }
    });
}

#[test]
fn undo_survives_whatever_is_shown() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(msa());
            state.answer_some(&mut Dice::new(number));
            let before = state.entered();
            let changes = state.advice.now().explanation.changes.clone();
            state.answers.clear_all();
            state.show(Shown::told(other()));
            assert!(untrack(|| state.answers.can_undo(UndoKind::Cleared)));
            if number % 2 == 0 {
                state.answers.undo();
            }
            state.show(Shown::told(msa()));
            if number % 2 == 1 {
                state.answers.undo();
            }
            assert_eq!(state.entered(), before);
            if let Some(change) = changes.first().map(|changes| changes.changes[0]) {
                state.answers.make(&change);
                state.show(Shown::told(other()));
                state.show(Shown::told(msa()));
                assert!(state.answers.can_undo(UndoKind::Changed));
                state.answers.undo();
                assert_eq!(state.entered(), before);
            }
        });
    }
}
