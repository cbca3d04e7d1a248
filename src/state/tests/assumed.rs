use lean_view::in_scope;
use plans::link::Link;
use plans::testing::Json;
use plans::{Advice, Answers, Catalog};

use super::super::{Shown, State, UndoKind};
use super::{Dice, msa, state};

/// The first catalogue, which assumes an answer of each kind.
fn assuming() -> Catalog {
    let mut json: Json = include_str!("../../../catalogs/msa.json").parse().expect("JSON");
    let defaults = [
        ("company-size", Json::from("100-499")),
        ("contacts", 3.into()),
        ("remote-assistance", true.into()),
        ("assurance", vec!["review-call"].into()),
    ];
    for group in json["groups"].as_array_mut().expect("groups") {
        for question in group["questions"].as_array_mut().expect("questions") {
            if let Some((_, default)) = defaults.iter().find(|(id, _)| question["id"] == *id) {
                question["default"] = default.clone();
            }
        }
    }
    plans::source::read(&json.to_string()).expect("a catalogue without problems")
}

/// Asserts that the link and the server's reading of a request say what the page says.
fn assert_same_elsewhere(state: State) {
    let catalog = state.offer.catalog();
    let answers = state.answers.now();
    let link = Link { answers: answers.clone(), ..Link::default() }.write(&catalog);
    assert_eq!(Link::read(&catalog, &link).link.answers, answers, "{link}");
    let json = answers.to_json(&catalog).to_string();
    let read = Answers::from_json(&catalog, &json).expect("answers to the catalogue's questions");
    assert_eq!(read, answers, "{json}");
    assert_eq!(Advice::of(&catalog, &read), state.advice.now().advice, "{json}");
}

#[test]
fn page_link_and_server_see_the_same_answers_whatever_the_visitor_does() {
    for number in 0..60 {
        in_scope(|| {
            let state = state(assuming());
            let mut dice = Dice::new(number);
            assert_same_elsewhere(state);
            for _ in 0..8 {
                let catalog = state.offer.catalog();
                let questions: Vec<_> = catalog.questions().collect();
                let question = dice.pick(&questions);
                match dice.below(8) {
                    0 => state.answers.clear(question),
                    1 => state.answers.clear_all(),
                    2 => state.answers.undo(),
                    3 => catalog.choices(question).for_each(|choice| state.answers.choose(question, choice, false)),
                    4 => {
                        if let Some(change) = state.advice.now().explanation.changes.first() {
                            state.answers.make(&change.changes[0]);
                        }
                    }
                    5 => state.show(Shown::told(assuming())),
                    _ => state.answer_something(&mut dice, question),
                }
                assert_same_elsewhere(state);
            }
        });
    }
}

#[test]
fn they_hold_from_the_start_and_clearing_leaves_open_until_it_is_undone() {
    in_scope(|| {
        let state = state(assuming());
        let contacts = state.question_called("contacts");
        let start = state.answers.now();
        assert!(state.answers.is_assumed(contacts) && state.answers.is_answered(contacts));
        assert!(state.advice.recommended().is_some());

        state.answers.clear(contacts);
        assert!(!state.answers.is_assumed(contacts) && !state.answers.is_answered(contacts));
        assert!(state.answers.now().is_open(contacts));

        state.answers.clear_all();
        assert!(state.answers.can_undo(UndoKind::Cleared) && !state.answers.has_any());
        assert!(state.advice.recommended().is_none());
        state.answers.undo();
        state.answers.type_number(contacts, "3".to_owned());
        assert!(state.answers.is_assumed(contacts) && state.answers.now() == start);

        assert_eq!(state.take_answers([("contacts", "~")].into_iter()), Ok(()));
        assert!(
            !state.answers.is_answered(contacts) && state.answers.is_assumed(state.question_called("company-size"))
        );
        assert_eq!(state.take_answers(std::iter::empty()), Ok(()));
        assert!(state.answers.now() == start);
    });
}

#[test]
fn what_is_no_number_is_kept_and_nothing_is_assumed_in_its_place() {
    in_scope(|| {
        let state = state(assuming());
        let contacts = state.question_called("contacts");
        state.answers.type_number(contacts, "a dozen".to_owned());
        let is_kept = |state: State| {
            state.answers.unreadable(state.question_called("contacts")).as_deref() == Some("a dozen")
                && state.answers.now().is_open(state.question_called("contacts"))
        };
        assert!(is_kept(state));
        state.show(Shown::told(msa()));
        state.show(Shown::told(assuming()));
        assert!(is_kept(state));
    });
}

#[test]
fn they_are_told_as_such_and_others_are_not() {
    in_scope(|| {
        let state = state(assuming());
        state.answers.type_number(state.question_called("contacts"), "4".to_owned());
        let told = state.offer.words(|words| words.answers(&state.answers.now()));
        let answer = |answer: &str| told.iter().any(|(_, told)| told == answer);
        assert!(answer("Yes (assumed)") && answer("4") && !answer("4 (assumed)"));
    });
}

#[test]
fn what_was_entered_in_the_written_page_stands_in_place_of_what_is_assumed() {
    for (entered, left) in
        [(vec!["health-check"], r#""assurance":["health-check"]"#), (vec![""], r#""assurance":null"#)]
    {
        in_scope(|| {
            let state = state(assuming());
            state.take_back("answer.assurance");
            for value in entered {
                state.enter("answer.assurance", value);
            }
            let json = state.answers.now().to_json(&state.offer.catalog()).to_string();
            assert!(json.contains(left), "{json}");
        });
    }
}
