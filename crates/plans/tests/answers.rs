//! Answers: their JSON, every problem of it, and the laws of giving and taking back.

mod support;

use plans::{Answer, Answers, Catalog, QuestionIx};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value as Json, json};
use support::random::{Answered, answered, answers_to, cases, damaged, damages};
use support::{answers, kind, lines, msa, msa_json, question, read};

/// These answers to the MSA catalogue have these problems and no other.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let problems = Answers::from_json(&msa(), text).err().unwrap_or_default();
    assert_eq!(lines(&problems), expected);
}

/// An answer to every kind of question.
fn one_of_each() -> Json {
    json!({
        "company-size": "100-499", "incidents": 10, "remote-assistance": false, "assurance": ["review-call", "health-check"],
    })
}

#[test]
fn every_kind_of_answer_is_read() {
    let catalog = msa();
    let given = answers(&catalog, &one_of_each());
    let choice = |id: &str, choice| catalog.choice_by_id(question(&catalog, id), choice).expect("a choice");
    let answer = |id: &str| given.get(question(&catalog, id)).cloned();
    assert_eq!(answer("company-size"), Some(Answer::One(choice("company-size", "100-499"))));
    assert_eq!(answer("incidents"), Some(Answer::Number(10)));
    assert_eq!(answer("remote-assistance"), Some(Answer::YesNo(false)));
    let several = vec![choice("assurance", "review-call"), choice("assurance", "health-check")];
    assert_eq!(answer("assurance"), Some(Answer::Several(several)));
    assert_eq!(answer("contacts"), None);
}

#[test]
fn an_empty_list_leaves_a_question_open() {
    for open in [json!({}), json!({"assurance": []})] {
        assert!(answers(&msa(), &open).is_empty(), "{open}");
        assert_eq!(answers(&msa(), &open).to_json(&msa()), json!({}));
    }
}

#[test]
fn null_says_that_one_is_not_sure_and_is_kept_though_the_question_is_open() {
    let (catalog, json) = (msa(), json!({"company-size": null, "incidents": null, "assurance": null}));
    let given = answers(&catalog, &json);
    assert!(given.is_empty());
    assert_eq!(given.get(question(&catalog, "incidents")), Some(&Answer::NotSure));
    assert!(given.is_open(question(&catalog, "incidents")));
    assert_eq!(given.to_json(&catalog), json);
}

#[test]
fn choices_count_once_and_in_the_order_of_the_question() {
    let given = json!({"assurance": ["health-check", "review-call", "health-check"]});
    assert_eq!(answers(&msa(), &given).to_json(&msa()), json!({"assurance": ["review-call", "health-check"]}));
}

#[test]
fn what_is_no_answer_is_told_with_its_place() {
    check("[]", &[": a list of 0 is not an object; write an object"]);
    check(
        "{",
        &[
            ": the document is not JSON: EOF while parsing an object at line 1 column 1; check the commas, quotes and brackets there",
        ],
    );
    check(
        r#"{"company_size": "1-99"}"#,
        &[r#"/company_size: no question is called "company_size"; did you mean "company-size"?"#],
    );
    check(
        r#"{"incidents": 1, "incidents": 2}"#,
        &[r#"/incidents: the field "incidents" stands twice; keep one of the two"#],
    );
    check(
        r#"{"company-size": "5000plus"}"#,
        &[r#"/company-size: "5000plus" is no choice of "company-size"; did you mean "5000-plus"?"#],
    );
    check(
        r#"{"company-size": ["1-99"]}"#,
        &["/company-size: a list of 1 is not the id of a choice; write the id of a choice"],
    );
    check(r#"{"company-size": 99}"#, &["/company-size: 99 is not the id of a choice; write the id of a choice"]);
    check(r#"{"assurance": "health-check"}"#, &[r#"/assurance: "health-check" is not a list; write a list"#]);
    check(
        r#"{"assurance": ["health-check", null, "health-checks"]}"#,
        &[
            "/assurance/1: null is not the id of a choice; write the id of a choice",
            r#"/assurance/2: "health-checks" is no choice of "assurance"; did you mean "health-check"?"#,
        ],
    );
    let numbers = [
        ("-1", "-1.0"),
        ("1.5", "1.5"),
        ("10.0", "10.0"),
        ("1000000", "1000000"),
        ("18446744073709551616", "1.8446744073709552e19"),
    ];
    for (number, quoted) in numbers {
        check(
            &format!("{{\"incidents\": {number}}}"),
            &[&format!("/incidents: {quoted} is not a whole number from 0 to 999999; write one")],
        );
    }
    check(r#"{"incidents": "10"}"#, &[r#"/incidents: "10" is not a whole number from 0 to 999999; write one"#]);
    check(r#"{"remote-assistance": "yes"}"#, &[r#"/remote-assistance: "yes" is not yes or no; write true or false"#]);
    check(r#"{"remote-assistance": 1}"#, &["/remote-assistance: 1 is not yes or no; write true or false"]);
    check(
        r#"{"contacts": -2, "escalation": "top", "x": 0}"#,
        &[
            "/contacts: -2.0 is not a whole number from 0 to 999999; write one",
            r#"/escalation: "top" is no choice of "escalation"; known are none, basic, medium, high, highest"#,
            "/x: no question is called \"x\"; known are company-size, sev1-hours, sev2-hours, sev1-response, \
         sev2-response, incidents, contacts, account-management, remote-assistance, assurance, escalation",
        ],
    );
}

#[test]
fn a_typed_number_is_digits_within_the_largest_number() {
    let typed = [("0", 0), ("7", 7), ("007", 7), (" 36 ", 36), ("999999", Answers::MAX_NUMBER)];
    for (typed, number) in typed {
        assert_eq!(Answers::parse_number(typed), Some(number), "{typed:?}");
    }
    for typed in [
        "",
        " ",
        "1000000",
        "4294967296",
        "99999999999999999999",
        "+1",
        "-1",
        "1.0",
        "1,000",
        "1 000",
        "1e3",
        "٣",
        "ten",
    ] {
        assert_eq!(Answers::parse_number(typed), None, "{typed:?}");
    }
}

#[test]
fn an_operation_that_does_not_suit_the_question_does_nothing() {
    let catalog = msa();
    let other = |ids: &[&str]| ids.iter().map(|id| question(&catalog, id)).collect::<Vec<_>>();
    let before = answers(&catalog, &one_of_each());
    let mut after = before.clone();
    for question in other(&["company-size", "remote-assistance", "assurance"]) {
        after.count(&catalog, question, 3);
    }
    for question in other(&["company-size", "incidents", "assurance"]) {
        after.decide(&catalog, question, true);
    }
    let last = catalog.choices(question(&catalog, "escalation")).last().expect("a choice");
    for question in other(&["incidents", "remote-assistance", "assurance", "company-size"]) {
        after.pick(&catalog, question, last); // There is no fifth choice.
    }
    after.count(&catalog, question(&catalog, "incidents"), Answers::MAX_NUMBER + 1);
    assert_eq!(after, before);
}

/// Something that a visitor does to a question.
#[derive(Clone, Debug)]
enum Step {
    Pick(Index),
    Unpick(Index),
    Count(u64),
    Decide(bool),
    NotSure,
    Clear,
}

/// What stands for "not sure" while steps are done, since `null` then stands for a question that is open.
const NOT_SURE: &str = "not sure";

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<Index>().prop_map(Step::Pick),
        2 => any::<Index>().prop_map(Step::Unpick),
        1 => prop_oneof![0..20_u64, Just(Answers::MAX_NUMBER), Just(Answers::MAX_NUMBER + 1)].prop_map(Step::Count),
        1 => any::<bool>().prop_map(Step::Decide),
        1 => Just(Step::NotSure),
        1 => Just(Step::Clear),
    ]
}

/// Does it, to the answers and to their JSON: what the JSON of the answers should be after it.
fn do_both(catalog: &Catalog, question: QuestionIx, step: &Step, answers: &mut Answers, expected: &mut Json) {
    let asked = catalog.question(question);
    let choices: Vec<_> = catalog.choices(question).collect();
    let id = |at: &Index| json!(catalog.choice(question, choices[at.index(choices.len())]).id.as_str());
    let given = &mut expected[asked.id.as_str()];
    let kind = kind(asked);
    match step {
        Step::Pick(at) | Step::Unpick(at) if !choices.is_empty() => {
            let (choice, id) = (choices[at.index(choices.len())], id(at));
            let mut picked: Vec<Json> = given.as_array().cloned().unwrap_or_default();
            picked.retain(|picked| *picked != id);
            if matches!(step, Step::Pick(_)) {
                answers.pick(catalog, question, choice);
                assert!(answers.has(question, choice));
                picked.push(id.clone());
                *given = if kind == "several" { picked.into() } else { id };
            } else {
                answers.unpick(question, choice);
                assert!(!answers.has(question, choice));
                match kind {
                    "several" if *given != NOT_SURE => *given = picked.into(),
                    _ if *given == id => *given = Json::Null,
                    _ => {}
                }
            }
        }
        Step::Pick(_) | Step::Unpick(_) => {}
        Step::Count(number) => {
            answers.count(catalog, question, *number);
            if kind == "number" && *number <= Answers::MAX_NUMBER {
                *given = json!(number);
            }
        }
        Step::Decide(yes) => {
            answers.decide(catalog, question, *yes);
            if kind == "yes-no" {
                *given = json!(yes);
            }
        }
        Step::NotSure => {
            answers.not_sure(question);
            *given = json!(NOT_SURE);
        }
        Step::Clear => {
            answers.clear(question);
            *given = Json::Null;
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn answers_survive_their_json(json in answers_to(msa_json())) {
        let catalog = msa();
        let given = answers(&catalog, &json);
        prop_assert_eq!(given.to_json(&catalog), json);
        prop_assert_eq!(answers(&catalog, &given.to_json(&catalog)), given);
    }

    #[test]
    fn answers_to_any_catalogue_survive_their_json(Answered { catalog, answers: json } in answered()) {
        let catalog = read(&catalog);
        prop_assert_eq!(answers(&catalog, &json).to_json(&catalog), json);
    }

    #[test]
    fn every_problem_has_a_place_in_the_document(json in answers_to(msa_json()), damages in damages()) {
        let json = damaged(&json, &damages);
        for problem in Answers::from_json(&msa(), &json.to_string()).err().unwrap_or_default() {
            prop_assert!(json.pointer(&problem.pointer).is_some(), "{problem}");
        }
    }

    #[test]
    fn what_was_given_and_not_taken_back_is_there(steps in prop::collection::vec((any::<Index>(), step()), 0..40)) {
        let catalog = msa();
        let questions: Vec<_> = catalog.questions().collect();
        let (mut given, mut expected) = (Answers::none(), json!({}));
        for (at, step) in &steps {
            do_both(&catalog, questions[at.index(questions.len())], step, &mut given, &mut expected);
        }
        let mut expected = expected.as_object().expect("answers are an object").clone();
        expected.retain(|_, answer| !answer.is_null());
        let is_empty = expected.values().all(|answer| *answer == NOT_SURE || *answer == json!([]));
        expected.values_mut().filter(|answer| **answer == NOT_SURE).for_each(|answer| *answer = Json::Null);
        // The JSON's lists are in the order of picking.
        prop_assert_eq!(&given, &answers(&catalog, &expected.into()));
        prop_assert_eq!(given.is_empty(), is_empty);
        for question in questions {
            given.clear(question);
            prop_assert_eq!(given.get(question), None);
        }
        prop_assert_eq!(given, Answers::none());
    }
}
