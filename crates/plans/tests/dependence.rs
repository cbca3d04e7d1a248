//! Answers that depend on others: questions asked only with some, cells that go by one. Against the slow version in
//! `support/dependent.rs`, and by cases written by hand.

mod support;

use std::fmt;

use plans::advice::Report;
use plans::request::PlanRequest;
use plans::testing::{CatalogBuilder, QuestionBuilder, catalog, choice, number, one, row, several, yes_no};
use plans::{Advice, Catalog, source};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::dependent::{Dependent, of_report};
use support::oracle::list;
use support::random::cases;
use support::{answers, read};

fn report(catalog: &Catalog, given: &Json) -> Json {
    let answers = answers(catalog, given);
    Report::new(catalog, &answers, &Advice::of(catalog, &answers)).to_json()
}

/// No number in a random catalogue is larger.
const MOST: usize = 3;

/// A catalogue, and answers to some of its questions, also to some that are not asked.
struct Answered {
    catalog: Json,
    answers: Json,
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answered {}", self.catalog, self.answers)
    }
}

/// Throws that decide; after the last, every throw is 0.
struct Throws(std::vec::IntoIter<u16>);

impl Throws {
    fn below(&mut self, most: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % most
    }

    fn value(&mut self) -> Json {
        match self.below(MOST + 4) {
            0 => json!("not-included"),
            1 => json!("on-request"),
            2 => json!("not-stated"),
            count => json!(count - 3),
        }
    }

    fn requires(&mut self) -> Vec<Json> {
        let need = |throws: &mut Self| json!({"entitlement": format!("r{}", throws.below(3)), "at_least": throws.below(MOST) + 1});
        match self.below(5) {
            0 => vec![],
            4 => vec![json!({"any_of": [need(self), need(self)]})],
            3 => vec![need(self), need(self)],
            _ => vec![need(self)],
        }
    }

    fn answered(&mut self) -> Answered {
        let plans = self.below(3) + 2;
        let kinds: Vec<usize> = (0..self.below(3) + 2).map(|_| self.below(5)).collect();
        let ids: Vec<String> = (0..kinds.len()).map(|at| format!("q{at}")).collect();
        let mut questions: Vec<QuestionBuilder> = Vec::new();
        let mut is_sized = false;
        for (at, kind) in kinds.iter().enumerate() {
            let choices = |throws: &mut Self, sizes: bool| {
                let mut choices = Vec::new();
                for at in 0..2 + usize::from(!sizes && throws.below(3) == 0) {
                    let choice = choice(&format!("c{at}")).set("requires", throws.requires());
                    choices.push(if sizes { choice.set("suits", format!("p{}", throws.below(plans))) } else { choice });
                }
                choices
            };
            let question = match kind {
                0 | 1 => {
                    let sizes = !is_sized && self.below(3) == 0;
                    is_sized |= sizes;
                    one(&ids[at], choices(self, sizes))
                }
                2 => several(&ids[at], choices(self, false)),
                3 => {
                    let answer = json!({"entitlement": format!("r{}", self.below(3)), "at_least": "answer"});
                    number(&ids[at]).set("requires", if self.below(4) == 0 { vec![] } else { vec![answer] })
                }
                _ => yes_no(&ids[at]).set("requires", self.requires()),
            };
            let only_if = (at > 0 && self.below(2) == 0).then(|| {
                let on = self.below(at);
                let is = match (self.below(3), kinds[on]) {
                    (0, 3) | (1, 3) => json!({"at_least": self.below(MOST) + 1}),
                    (0, 4) | (1, 4) => json!({"is": self.below(3) > 0}),
                    (0, _) => json!({"is": "c0"}),
                    (1, 3..) => json!({"is": "answered"}),
                    (1, _) => json!({"is": ["c0", "c1"]}),
                    _ => json!({"is": "answered"}),
                };
                let mut only_if = is;
                only_if["question"] = ids[on].as_str().into();
                only_if
            });
            questions.push(match only_if {
                Some(only_if) => question.set("only_if", only_if),
                None => question,
            });
        }
        let by: Vec<usize> = (0..kinds.len()).filter(|at| matches!(kinds[*at], 0 | 1 | 3)).collect();
        let mut catalog: CatalogBuilder = catalog("random").plans((0..plans).map(|at| format!("p{at}")));
        for at in 0..3 {
            let mut cells = Vec::new();
            for _ in 0..plans {
                let plain = self.value();
                let on = (!by.is_empty() && self.below(2) == 0).then(|| by[self.below(by.len())]);
                cells.push(match on {
                    None => plain,
                    Some(on) if kinds[on] == 3 => {
                        let from = self.below(MOST) + 1;
                        json!({"by": ids[on], "steps": [{"from": 0, "value": plain}, {"from": from, "value": self.value()}]})
                    }
                    Some(on) => json!({"by": ids[on], "cases": {"c0": self.value()}, "otherwise": plain}),
                });
            }
            catalog = catalog.row(row(&format!("r{at}"), "quantity", cells));
        }
        let catalog = catalog.questions(questions).set("decides", json!([ids[0]])).json();
        let mut answers = json!({});
        for (at, kind) in kinds.iter().enumerate() {
            let choices = list(&catalog["groups"][0]["questions"][at]["choices"]).len();
            let answer = match (self.below(3), kind) {
                (0, _) => continue,
                (_, 0 | 1) => json!(format!("c{}", self.below(choices))),
                (_, 2) => {
                    (0..choices).filter(|at| *at == 0 || self.below(2) == 0).map(|at| json!(format!("c{at}"))).collect()
                }
                (_, 3) => json!(self.below(MOST + 2)),
                _ => json!(self.below(2) == 0),
            };
            answers[&ids[at]] = if self.below(8) == 7 { Json::Null } else { answer };
        }
        Answered { catalog, answers }
    }
}

fn answered() -> impl Strategy<Value = Answered> {
    vec(any::<u16>(), 0..220).prop_map(|throws| Throws(throws.into_iter()).answered())
}

proptest! {
    #![proptest_config(cases(400))]

    /// The crate and the slow version explain alike. Where the crate's search was cut short, what it could not rule out till then is
    /// possible, so the plans are compared as a superset.
    #[test]
    fn answers_that_depend_on_others_are_explained_by_the_slow_version(given in answered()) {
        let report = report(&read(&given.catalog), &given.answers);
        let (mut found, mut expected) =
            (of_report(&report), Dependent::new(&given.catalog, MOST as u64 + 1).explain(&given.answers));
        if report["open"]["cut"] == true {
            prop_assert!(list(&expected["possible"]).iter().all(|plan| list(&found["possible"]).contains(plan)));
            prop_assert_eq!(&found["next"], &Json::Null);
            for explained in [&mut found, &mut expected] {
                (explained["possible"], explained["next"]) = (Json::Null, Json::Null);
            }
        }
        prop_assert_eq!(found, expected);
    }

    /// What the compiled text says is what the author wrote, and every offer is what the slow version says.
    #[test]
    fn a_cell_holds_what_the_answers_say(given in answered()) {
        let catalog = Catalog::from_compiled(&read(&given.catalog).to_compiled()).expect("what was compiled");
        prop_assert_eq!(&catalog, &read(&given.catalog));
        let (answers, slow) = (answers(&catalog, &given.answers), Dependent::new(&given.catalog, MOST as u64 + 1));
        let in_effect = slow.in_effect(&given.answers);
        prop_assert_eq!(answers.in_effect(&catalog).to_json(&catalog), in_effect.clone());
        for row in catalog.entitlements() {
            for plan in catalog.plans() {
                let (id, of) = (catalog.entitlement(row).id.as_str(), catalog.plan(plan).id.as_str());
                let offered = json!(catalog.authored(row, answers.offered(&catalog, row, plan)));
                prop_assert_eq!(&offered, slow.offer(id, of, &in_effect));
            }
        }
    }
}

/// Returns what is open where others depend on each of three questions: one of 4 choices, one of 3 choices of several, and a number
/// in steps. Nothing is required, so the first plan alone is possible.
fn open_of_ways(steps: u32) -> Json {
    let by_number: Vec<_> = (0..steps).map(|from| json!({"from": from, "value": 1})).collect();
    let catalog = catalog("ways")
        .plans(["p0", "p1"])
        .row(row("by-one", "quantity", [json!({"by": "one", "cases": {"a": 1}, "otherwise": 2}), json!(1)]))
        .row(row("by-number", "quantity", [json!({"by": "number", "steps": by_number}), json!(1)]))
        .question(several("several", [choice("a"), choice("b"), choice("c")]))
        .question(one("one", [choice("a"), choice("b"), choice("c"), choice("d")]))
        .question(number("number"))
        .question(yes_no("asked").set("only_if", json!({"question": "several", "is": ["a"]})));
    report(&catalog.read(), &json!({}))["open"].clone()
}

#[test]
fn past_500_ways_to_answer_every_plan_counts_as_possible_and_the_report_says_so() {
    assert_eq!(open_of_ways(2), json!({"possible": ["p0"], "next": null, "cut": false}));
    assert_eq!(open_of_ways(40), json!({"possible": ["p0", "p1"], "next": null, "cut": true}));
}

/// Support contacts by subscriptions, hours by region, and a question that only the audited are asked.
fn support_plans() -> CatalogBuilder {
    let only_if = json!({"question": "audited", "is": true});
    let contacts = |few: u32, many: u32| json!({"by": "subscriptions", "steps": [{"from": 0, "value": few}, {"from": 50, "value": many}], "note": "Named."});
    catalog("support")
        .plans(["basic", "plus"])
        .hours("eu", ("Europe/Berlin", "CET"), &["mon"], ("09:00", "17:00"))
        .hours("na", ("America/New_York", "ET"), &["mon"], ("09:00", "18:00"))
        .row(row("contacts", "quantity", [contacts(2, 4), contacts(6, 12)]))
        .row(row(
            "hours",
            "hours",
            [json!({"by": "region", "cases": {"na": "na"}, "otherwise": "eu"}), json!("always")],
        ))
        .row(row("reports", "inclusion", ["not-included", "included"]))
        .question(one("region", [choice("na"), choice("eu")]))
        .question(number("subscriptions"))
        .question(number("contacts").requires("contacts", "answer"))
        .question(yes_no("audited"))
        .question(yes_no("reports").requires("reports", "included").set("only_if", only_if))
}

#[test]
fn a_quantity_steps_with_another_answer() {
    let catalog = support_plans().read();
    let recommended = |given: Json| report(&catalog, &given)["recommended"].clone();
    assert_eq!(recommended(json!({"contacts": 3})), "plus", "the first step holds while the question is open");
    assert_eq!(recommended(json!({"contacts": 3, "subscriptions": 49})), "plus");
    let many = report(&catalog, &json!({"contacts": 3, "subscriptions": 50}));
    assert_eq!(many["recommended"], "basic");
    let fewer = json!({"question": "subscriptions", "to": {"number": {"from": 0, "to": 49}}});
    assert_eq!((&many["changes"][1]["recommended"], &many["changes"][1]["fits"]), (&json!("plus"), &json!(true)));
    assert!(list(&many["changes"][1]["by"]).contains(&fewer), "{many}");
    assert_eq!(many["holds"][0], json!({"question": "subscriptions", "from": 50, "to": 999_999}));
    assert_eq!(many["verdicts"][0]["met"][0]["needs"][0]["offered"], 4);
}

#[test]
fn a_question_that_is_not_asked_requires_nothing_and_decides_nothing() {
    let catalog = support_plans().read();
    let kept = report(&catalog, &json!({"audited": false, "reports": true}));
    assert_eq!((&kept["recommended"], &kept["verdicts"][0]["missed"]), (&json!("basic"), &json!([])));
    // What was kept counts once the question is asked again.
    let again = json!({"question": "audited", "to": {"yes-no": true}});
    let to_plus = list(&kept["changes"]).iter().find(|to| to["recommended"] == "plus" && to["fits"] == true);
    assert!(to_plus.is_some_and(|to| list(&to["by"]).contains(&again)), "{kept}");
    let changed = list(&kept["changes"]).iter().flat_map(|to| list(&to["by"]));
    assert!(changed.into_iter().all(|change| change["question"] != "reports"), "{kept}");
    let asked = report(&catalog, &json!({"audited": true, "reports": true}));
    assert_eq!(asked["recommended"], "plus");
    // Neither answer leads there without the other.
    assert_eq!(asked["deciding"]["forced_by"], json!([[{"question": "audited"}, {"question": "reports"}]]));
}

#[test]
fn an_answer_that_is_sent_though_its_question_is_not_asked_is_left_out() {
    let catalog = support_plans().read();
    let request = |given: Json| {
        let request = json!({
            "plan": "plus", "answers": given, "contact": {"name": "A", "email": "a@b.example", "company": "C"},
            "catalog": {"id": "support", "version": "1"},
        });
        let request = PlanRequest::from_json(&catalog, &request.to_string()).expect("a request");
        request.answers.to_json(&catalog)
    };
    assert_eq!(request(json!({"audited": false, "reports": true})), json!({"audited": false}));
    let asked = json!({"audited": true, "reports": true});
    assert_eq!(request(asked.clone()), asked);
}

#[test]
fn what_is_assumed_of_a_question_is_sent_only_where_it_is_asked() {
    let only_if = json!({"question": "audited", "is": true});
    let copies = number("copies").set("default", 3).set("only_if", only_if);
    let catalog = catalog("copies").plans(["a"]).row(row("r", "inclusion", ["included"]));
    let catalog = catalog.question(yes_no("audited")).question(copies).read();
    let sent = |given: Json| answers(&catalog, &given).in_effect(&catalog).to_json(&catalog);
    assert_eq!(sent(json!({})), json!({}));
    assert_eq!(sent(json!({"audited": false})), json!({"audited": false}));
    assert_eq!(sent(json!({"audited": true})), json!({"audited": true, "copies": 3}));
    assert_eq!(sent(json!({"audited": true, "copies": null})), json!({"audited": true, "copies": null}));
}

/// The problems of a catalogue.
fn problems(catalog: &Json) -> Vec<String> {
    let problems = source::read(&catalog.to_string()).expect_err("a catalogue with problems");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_condition_that_can_never_be_met_is_told_with_the_way_out() {
    for (only_if, problem) in [
        (
            json!({"question": "audit", "is": true}),
            "/question: no question is called \"audit\"; did you mean \"audited\"?",
        ),
        (
            json!({"question": "reports", "is": true}),
            "/question: \"reports\" is not asked before this question; name an earlier one",
        ),
        (
            json!({"question": "audited"}),
            ": it says no answer; add \"is\", such as \"answered\", or for a number \"at_least\"",
        ),
        (
            json!({"question": "audited", "is": true, "at_least": 1}),
            "/at_least: \"is\" and \"at_least\" both say an answer; take one out",
        ),
        (
            json!({"question": "audited", "is": "yes"}),
            "/is: \"audited\" is answered with yes or no; write true, false or \"answered\"",
        ),
        (
            json!({"question": "audited", "at_least": 1}),
            "/at_least: \"audited\" is not answered with a number; write \"is\" and the answer",
        ),
        (
            json!({"question": "contacts", "is": "many"}),
            "/is: \"contacts\" is answered with a number; write \"at_least\" and a number, or \"answered\"",
        ),
        (
            json!({"question": "contacts", "is": 5}),
            "/is: a number is compared, not matched; write \"at_least\": 5 in the place of \"is\"",
        ),
        (
            json!({"question": "region", "is": true}),
            "/is: \"region\" is answered with choices; write the id of one, a list of ids, or \"answered\"",
        ),
        (json!({"question": "region", "is": "ma"}), "/is: no choice is called \"ma\"; known are na, eu"),
        (json!({"question": "region", "is": ["na", "ue"]}), "/is/1: no choice is called \"ue\"; known are na, eu"),
        (json!({"question": "region", "is": []}), "/is: the list is empty; write at least one item"),
    ] {
        let mut catalog = support_plans().json();
        catalog["groups"][0]["questions"][4]["only_if"] = only_if;
        assert_eq!(problems(&catalog), [format!("/groups/0/questions/4/only_if{problem}")]);
    }
}

#[test]
fn a_first_question_depends_on_first_questions() {
    let problems = problems(&support_plans().set("decides", json!(["region", "reports"])).json());
    let rule =
        "\"reports\" is asked by the answer to \"audited\", which is not shown first; add that, too, or take this out";
    assert_eq!(problems, [format!("/decides/1: {rule}")]);
}

#[test]
fn a_cell_whose_cases_cannot_be_told_is_reported_with_the_way_out() {
    for (cell, problem) in [
        (
            json!({"by": "audited", "cases": {"yes": 1}, "otherwise": 2}),
            "/by: a cell goes by a question of the kind \"one\" or \"number\", and \"audited\" is neither; name another",
        ),
        (
            json!({"by": "regions", "cases": {"na": 1}, "otherwise": 2}),
            "/by: no question is called \"regions\"; did you mean \"region\"?",
        ),
        (
            json!({"by": "region", "cases": {"ma": 1}, "otherwise": 2}),
            "/cases/ma: no choice is called \"ma\"; known are na, eu",
        ),
        (
            json!({"by": "region", "cases": {"na": "many"}, "otherwise": 2}),
            "/cases/na: quantity \"many\" is not a number; write for example 12 or \"unlimited\"",
        ),
        (json!({"by": "region", "cases": {}, "otherwise": 2}), "/cases: there is no case; write at least one"),
        (
            json!({"by": "region", "cases": {"na": 1}}),
            ": the field \"otherwise\" is missing, by which the answers count; add it",
        ),
        (
            json!({"by": "region", "cases": {"na": 1}, "otherwise": 2, "steps": [{"from": 0, "value": 1}, {"from": 2, "value": 1}]}),
            "/steps: \"steps\" means nothing for \"region\"; write \"cases\"",
        ),
        (
            json!({"by": "subscriptions", "steps": [{"from": 1, "value": 1}, {"from": 2, "value": 1}]}),
            "/steps/0/from: the first step begins at 1; begin at 0",
        ),
        (
            json!({"by": "subscriptions", "steps": [{"from": 0, "value": 1}, {"from": 0, "value": 1}]}),
            "/steps/1/from: 0 does not follow 0; write the steps from the smallest on",
        ),
        (
            json!({"by": "subscriptions", "steps": [{"from": 0, "value": 1}]}),
            "/steps: a single step is a value; write that alone, or add a step",
        ),
        (
            json!({"by": "subscriptions", "steps": [{"from": "0", "value": 1}, {"from": 2, "value": 1}]}),
            "/steps/0/from: \"0\" is not a number; write one, such as 50",
        ),
        (
            json!({"by": "region", "cases": {"na": "not-included"}, "otherwise": 2, "condition": "C"}),
            "/condition: one of the values offers nothing that could hold under a condition; take \"condition\" out, or say it in \
             a \"note\"",
        ),
    ] {
        let mut catalog = support_plans().json();
        catalog["sections"][0]["entitlements"][0]["values"]["basic"] = cell;
        let found = problems(&catalog);
        assert_eq!(found, [format!("/sections/0/entitlements/0/values/basic{problem}")]);
    }
}
