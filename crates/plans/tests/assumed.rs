//! Answers that the catalogue assumes: they hold until the visitor says otherwise, and every carrier of answers says the same.

mod support;

use plans::link::Link;
use plans::testing::{CatalogBuilder, QuestionBuilder, catalog, choice, number, one, row, several, yes_no};
use plans::{Advice, Answers, Catalog, QuestionIx, source};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value as Json, json};
use support::random::cases;
use support::{answers, lines};

/// The questions, each of another kind, and one without an assumed answer.
fn questions() -> [(QuestionBuilder, Json); 5] {
    [
        (
            one("size", ["small", "large"].map(|id| choice(id).requires("calls", if id == "large" { 20 } else { 1 }))),
            json!("large"),
        ),
        (
            several("ways", ["mail", "chat", "phone"].map(|id| choice(id).requires(id, "included"))),
            json!(["mail", "chat"]),
        ),
        (number("seats").requires("seats", "answer"), json!(12)),
        (yes_no("visits").asks_for("visits").requires("visits", "included"), json!(false)),
        (yes_no("fax").asks_for("fax").requires("phone", "included"), Json::Null),
    ]
}

fn builder() -> CatalogBuilder {
    let (no, yes) = ("not-included", "included");
    let mut builder = catalog("tiny")
        .plans(["a", "b", "c"])
        .rows([row("calls", "quantity", [5, 20, 50]), row("seats", "quantity", [5, 10, 100])])
        .rows(
            ["mail", "chat", "phone", "visits"]
                .map(|id| row(id, "inclusion", if id == "mail" { [yes; 3] } else { [no, yes, yes] })),
        );
    for (question, default) in questions() {
        builder = builder.question(if default.is_null() { question } else { question.set("default", default) });
    }
    builder
}

/// What a visitor does to one question.
#[derive(Clone, Debug)]
enum Deed {
    Choose(Index, bool),
    Count(u64),
    Decide(bool),
    NotSure,
    Clear,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (any::<Index>(), any::<bool>()).prop_map(|(choice, picked)| Deed::Choose(choice, picked)),
        2 => (0..=20_u64).prop_map(Deed::Count),
        2 => any::<bool>().prop_map(Deed::Decide),
        1 => Just(Deed::NotSure),
        2 => Just(Deed::Clear),
    ]
}

fn apply(catalog: &Catalog, answers: &mut Answers, question: QuestionIx, deed: &Deed) {
    let choices: Vec<_> = catalog.choices(question).collect();
    match deed {
        Deed::Choose(at, picked) if !choices.is_empty() => match picked {
            true => answers.pick(catalog, question, *at.get(&choices)),
            false => answers.unpick(question, *at.get(&choices)),
        },
        Deed::Choose(..) => {}
        Deed::Count(number) => answers.count(catalog, question, *number),
        Deed::Decide(yes) => answers.decide(catalog, question, *yes),
        Deed::NotSure => answers.not_sure(question),
        Deed::Clear => answers.clear(question),
    }
    answers.leave_open(catalog);
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn link_json_and_entries_say_the_same_as_the_answers(deeds in prop::collection::vec((any::<Index>(), deed()), 0..9)) {
        let catalog = builder().read();
        let questions: Vec<_> = catalog.questions().collect();
        let mut given = Answers::assumed(&catalog);
        for (at, deed) in &deeds {
            apply(&catalog, &mut given, *at.get(&questions), deed);
        }
        let link = Link { answers: given.clone(), ..Link::default() }.write(&catalog);
        let opened = Link::read(&catalog, &link);
        prop_assert!(opened.faults.is_empty(), "{link}");
        prop_assert_eq!(&opened.link.answers, &given, "{}", link);
        let json = given.to_json(&catalog);
        let read = answers(&catalog, &json);
        prop_assert_eq!(&read, &given, "{}", json);
        prop_assert_eq!(Advice::of(&catalog, &read), Advice::of(&catalog, &given));
        let mut entered = Answers::none();
        for (id, value) in given.entries(&catalog) {
            prop_assert!(entered.enter(&catalog, support::question(&catalog, &id), &value));
        }
        entered.assume(&catalog);
        prop_assert_eq!(&entered, &given);
        // The link carries what differs, and nothing else.
        for question in questions {
            let id = catalog.question(question).id.as_str();
            let differs = given.get(question).is_some() && !given.is_assumed(&catalog, question);
            prop_assert_eq!(link.contains(&format!(";{id}=")), differs, "{}", link);
        }
    }
}

#[test]
fn they_are_advised_on_from_the_start_and_nothing_is_when_they_are_taken_back() {
    let catalog = builder().read();
    let start = Answers::assumed(&catalog);
    assert_eq!(
        start.to_json(&catalog),
        json!({"size": "large", "ways": ["mail", "chat"], "seats": 12, "visits": false})
    );
    assert_eq!(Advice::of(&catalog, &start).recommended(), catalog.plan_by_id("c"));
    let nothing_said = answers(&catalog, &json!({}));
    assert_eq!(nothing_said, start);
    let all_open = json!({"size": null, "ways": null, "seats": null, "visits": null});
    assert_eq!(Advice::of(&catalog, &answers(&catalog, &all_open)).recommended(), None);
    assert_eq!(Link::read(&catalog, "").link.answers, start);
    assert_eq!(Link { answers: start, ..Link::default() }.write(&catalog), "");
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()), Ok(catalog.clone()));
}

#[test]
fn a_number_with_decimals_may_be_assumed() {
    let catalog = builder().question(number("share").set("decimals", 1).set("default", 1.5)).read();
    let start = Answers::assumed(&catalog);
    assert_eq!(start.to_json(&catalog)["share"], json!(1.5));
    assert!(start.is_assumed(&catalog, support::question(&catalog, "share")));
}

#[test]
fn a_default_that_is_no_answer_is_a_problem_that_names_the_way_out() {
    for (question, default, problem) in [
        (0, json!("lage"), r#"/groups/0/questions/0/default: "lage" is no choice of "size"; did you mean "large"?"#),
        (
            0,
            json!(["large"]),
            "/groups/0/questions/0/default: the default is no answer to such a question; write the id of one of its choices",
        ),
        (
            1,
            json!("mail"),
            "/groups/0/questions/1/default: the default is no answer to such a question; write a list of ids of its choices",
        ),
        (
            1,
            json!([]),
            "/groups/0/questions/1/default: the default is no answer to such a question; write at least one id, or take the default out",
        ),
        (1, json!(["mail", "mail"]), r#"/groups/0/questions/1/default/1: "mail" is named already; name it once"#),
        (
            2,
            json!("12"),
            "/groups/0/questions/2/default: the default is no answer to such a question; write a whole number from 0 to",
        ),
        (
            3,
            json!("yes"),
            "/groups/0/questions/3/default: the default is no answer to such a question; write true or false",
        ),
    ] {
        let mut json = builder().json();
        json["groups"][0]["questions"][question]["default"] = default;
        let found = source::read(&json.to_string()).expect_err("a problem");
        assert!(matches!(&lines(&found)[..], [only] if only.starts_with(problem)), "{:?}", lines(&found));
    }
}
