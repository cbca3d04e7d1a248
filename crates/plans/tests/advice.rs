//! The recommendation rule: against the brute-force version in `support/oracle.rs`, by cases written by hand, and by laws.

mod support;

use plans::advice::Report;
use plans::testing::{catalog, choice, one, row};
use plans::{Advice, Advised, Answers, Catalog, Recommendation};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::oracle::Oracle;
use support::random::{Answered, answered, cases};
use support::sweep::{Sweep, open_or};
use support::{answers, msa, msa_json, read};

/// Which plan is recommended and what each misses, as far as the rule goes: the explanation has tests of its own.
fn advise(catalog: &Catalog, given: &Json) -> Json {
    let answers = answers(catalog, given);
    let report = Report::new(catalog, &answers, &Advice::of(catalog, &answers)).to_json();
    let items = |json: &Json| json.as_array().expect("a list").clone();
    let missed = |missed: Json| {
        let mut missed = missed.as_object().expect("a requirement").clone();
        missed.shift_remove("needs");
        Json::Object(missed)
    };
    let verdict = |verdict: Json| {
        let missed = items(&verdict["missed"]).into_iter().map(missed).collect::<Vec<_>>();
        json!({"plan": verdict["plan"], "missed": missed})
    };
    json!({
        "recommended": report["recommended"],
        "fits": report["fits"],
        "verdicts": items(&report["verdicts"]).into_iter().map(verdict).collect::<Vec<_>>(),
    })
}

/// The advice of these answers on the MSA catalogue names this plan, fitting or not.
#[track_caller]
fn check(given: Json, plan: Option<&str>, fits: bool) {
    check_on(&msa_json(), given, plan, fits);
}

/// The advice of these answers on a catalogue names this plan, fitting or not.
#[track_caller]
fn check_on(catalog: &Json, given: Json, plan: Option<&str>, fits: bool) {
    let catalog = read(catalog);
    let advice = advise(&catalog, &given);
    assert_eq!((&advice["recommended"], &advice["fits"]), (&json!(plan), &json!(fits)), "{given}");
}

/// Every combination of answers to every question of MSA that is answered by choices, each question open among them:
/// 5 sizes x 4 x 4 hours x 6 x 4 response times x 4 account managements x 16 sets of assurance x 6 escalations.
#[test]
fn every_combination_of_choices_is_advised_by_the_rule() {
    let sweep = Sweep::new();
    let questions = [
        "company-size",
        "sev1-hours",
        "sev2-hours",
        "sev1-response",
        "sev2-response",
        "account-management",
        "assurance",
        "escalation",
    ];
    let combinations = sweep.run(&questions.map(|id| sweep.all(id)));
    assert_eq!(combinations, 5 * 4 * 4 * 6 * 4 * 4 * 16 * 6);
}

/// Every combination of the numbers at and beside what plans offer, yes and no, sizes, account managements and escalations,
/// each question open among them. The other questions stay open.
#[test]
fn every_combination_of_numbers_and_yes_or_no_is_advised_by_the_rule() {
    let sweep = Sweep::new();
    let numbers = |numbers: &[u64]| open_or(numbers.iter().map(|number| json!(number)));
    let combinations = sweep.run(&[
        sweep.all("company-size"),
        sweep.question("incidents", numbers(&[0, 1, 5, 6, 7, 11, 12, 13, 35, 36, 37, Answers::MAX_NUMBER])),
        sweep.question("contacts", numbers(&[0, 1, 2, 3, 4, 5, 7, 8, 9])),
        sweep.all("account-management"),
        sweep.question("remote-assistance", open_or([json!(false), json!(true)])),
        sweep.all("escalation"),
    ]);
    assert_eq!(combinations, 5 * 13 * 10 * 4 * 3 * 6);
}

/// A catalogue of one row, whose plans offer all these values, and "not-included" and "on-request"; its question has a choice
/// for each value, "included" among them, that requires it.
fn row_of(kind: &str, values: &[Json]) -> Json {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours = [
        ("office", "Europe/Berlin", ("09:00", "17:00"), [].as_slice()),
        ("longer", "Europe/Berlin", ("08:00", "17:01"), &[]),
        ("holidays", "Europe/Berlin", ("09:00", "17:00"), &["2026-12-25"]),
        ("night", "Europe/Berlin", ("17:00", "09:00"), &[]),
        ("elsewhere", "Europe/Paris", ("09:00", "17:00"), &[]),
        ("whole", "Europe/Paris", ("00:00", "24:00"), &[]),
        ("whole-but-one", "Europe/Paris", ("00:00", "24:00"), &["2026-12-25"]),
    ];
    let offers: Vec<_> = values.iter().cloned().chain([json!("not-included"), json!("on-request")]).collect();
    let plans = (0..offers.len()).map(|at| format!("p{at}"));
    let mut row = row("row", kind, offers.clone());
    if kind == "level" {
        row = row.set("scale", "scale");
    }
    let required = values.iter().cloned().chain([json!("included")]);
    let choices = required.enumerate().map(|(at, value)| choice(&format!("c{at}")).requires("row", value));
    let scale = json!([{"id": "low", "name": "Low"}, {"id": "mid", "name": "Mid"}, {"id": "high", "name": "High"}]);
    let builder =
        catalog("values").set("scales", json!({"scale": scale})).plans(plans).row(row).question(one("row", choices));
    let with_hours = hours.into_iter().fold(builder, |builder, (name, zone, times, holidays)| {
        let label = format!("{zone} {}", times.0);
        builder.hours_with_holidays(name, (zone, &label), &DAYS, times, holidays)
    });
    with_hours.json()
}

#[test]
fn every_offer_is_held_against_every_requirement_of_its_kind_by_the_rule() {
    let kinds = json!({
        "inclusion": ["included"],
        "quantity": [0, 1, 2, 4_294_967_295_u32, "unlimited"],
        "level": ["low", "mid", "high"],
        "hours": ["office", "longer", "holidays", "night", "elsewhere", "whole", "whole-but-one", "always"],
        "response": ["30m", "31m", "1h", "60m", "1h30m", "30m working", "31m working", "1h working", "90m working"],
        "frequency": [
            "51 per year", "52 per year", "53 per year", "1 per week", "11 per year", "12 per year", "1 per month",
            "3 per year", "4 per year", "1 per quarter", "1 per year", "1 day per year", "52 days per year", "1 day per week",
        ],
    });
    let mut compared = 0;
    for (kind, values) in kinds.as_object().expect("kinds") {
        let json = row_of(kind, values.as_array().expect("values"));
        let (catalog, oracle) = (read(&json), Oracle(&json));
        for choice in catalog.parts().questions[0].choices() {
            let given = json!({"row": choice.id.as_str()});
            assert_eq!(advise(&catalog, &given), oracle.advise(&given), "{kind}");
            compared += catalog.plans().count();
        }
    }
    assert_eq!(compared, 2 * 3 + 6 * 7 + 4 * 5 + 9 * 10 + 10 * 11 + 15 * 16);
}

#[test]
fn nothing_answered_recommends_nothing() {
    check(json!({}), None, false);
    check(json!({"sev1-hours": null, "assurance": []}), None, false);
}

#[test]
fn a_size_alone_recommends_the_plan_that_it_suits() {
    for (size, plan) in [("1-99", "start"), ("100-499", "plus"), ("500-4999", "business"), ("5000-plus", "enterprise")]
    {
        check(json!({"company-size": size}), Some(plan), true);
    }
}

#[test]
fn an_answer_that_requires_nothing_recommends_the_first_plan() {
    for answer in [json!({"sev1-response": "none"}), json!({"remote-assistance": false}), json!({"incidents": 0})] {
        check(answer, Some("standard"), true);
    }
}

#[test]
fn the_first_plan_from_the_size_on_that_meets_all_is_recommended() {
    check(json!({"escalation": "medium"}), Some("plus"), true);
    check(json!({"company-size": "500-4999", "escalation": "medium"}), Some("business"), true);
    check(json!({"company-size": "1-99", "incidents": 13}), Some("business"), true);
}

#[test]
fn the_last_plan_before_the_size_is_recommended_where_none_from_there_on_meets_all() {
    let mut catalog = msa_json();
    for plan in ["business", "enterprise"] {
        support::set(&mut catalog, &format!("/sections/3/entitlements/0/values/{plan}"), json!("not-included"));
    }
    let given = json!({"company-size": "500-4999", "remote-assistance": true});
    check_on(&catalog, given.clone(), Some("plus"), true);
    let catalog = read(&catalog);
    let advice = Advice::of(&catalog, &answers(&catalog, &given));
    assert_eq!(advice.recommendation, Recommendation::FitsBelowSize(catalog.plan_by_id("plus").expect("plus")));
}

#[test]
fn the_closest_plan_misses_fewest_and_of_equals_is_the_later() {
    // No plan has nine contacts: every plan misses that, standard and start more.
    check(json!({"contacts": 9}), Some("enterprise"), false);
    check(json!({"contacts": 9, "company-size": "1-99"}), Some("enterprise"), false);
    // Where a TAM Team alone will do, plus and business miss the contacts, and enterprise the team as well.
    let team_alone = json!([{"entitlement": "tam-team", "at_least": "included"}]);
    let mut catalog = msa_json();
    support::set(&mut catalog, "/groups/3/questions/2/choices/1/requires", team_alone);
    let given = json!({"contacts": 9, "account-management": "team", "incidents": 12});
    check_on(&catalog, given, Some("business"), false);
}

#[test]
fn what_is_on_request_is_never_met() {
    let mut catalog = msa_json();
    support::set(&mut catalog, "/sections/3/entitlements/0/values/enterprise", json!("on-request"));
    support::set(&mut catalog, "/sections/0/entitlements/0/values/enterprise", json!("on-request"));
    check_on(&catalog, json!({"company-size": "5000-plus", "remote-assistance": true}), Some("business"), true);
    check_on(&catalog, json!({"company-size": "5000-plus", "incidents": 0}), Some("business"), true);
    check_on(&catalog, json!({"incidents": 37}), Some("enterprise"), false);
}

#[test]
fn unlimited_is_most() {
    check(json!({"incidents": 36}), Some("business"), true);
    check(json!({"incidents": 37}), Some("enterprise"), true);
    check(json!({"incidents": 999_999}), Some("enterprise"), true);
}

#[test]
fn working_hours_meet_no_need_on_the_clock_but_the_clock_meets_a_need_in_working_hours() {
    check(json!({"sev1-response": "8-working-hours"}), Some("start"), true);
    check(json!({"sev1-response": "8-working-hours", "company-size": "100-499"}), Some("plus"), true);
    check(json!({"sev1-response": "4-hours"}), Some("plus"), true);
    check(json!({"sev2-response": "8-working-hours"}), Some("business"), true);
    check(json!({"sev2-response": "4-hours"}), Some("enterprise"), true);
}

/// Enterprise has no TAM Team, because a Dedicated STAM takes its place: what a later plan offers is not always more.
#[test]
fn any_alternative_is_enough() {
    check(json!({"account-management": "team"}), Some("start"), true);
    check(json!({"account-management": "team", "company-size": "5000-plus"}), Some("enterprise"), true);
    check(json!({"account-management": "dedicated"}), Some("enterprise"), true);
    let mut catalog = msa_json();
    let team_alone = json!([{"entitlement": "tam-team", "at_least": "included"}]);
    support::set(&mut catalog, "/groups/3/questions/2/choices/1/requires", team_alone);
    check_on(&catalog, json!({"account-management": "team", "company-size": "5000-plus"}), Some("business"), true);
}

#[test]
fn the_issues_example_line_is_advised() {
    let catalog = msa();
    let line =
        json!({"company-size": "100-499", "sev1-hours": "always", "incidents": 10, "assurance": ["health-check"]});
    let health_check = json!({"question": "assurance", "choice": "health-check", "entitlements": ["health-check"]});
    let incidents = json!({"question": "incidents", "entitlements": ["premium-incidents"]});
    let hours = json!({"question": "sev1-hours", "choice": "always", "entitlements": ["sev1-hours"]});
    let expected = json!({
        "recommended": "enterprise",
        "fits": true,
        "verdicts": [
            {"plan": "standard", "missed": [hours, incidents, health_check]},
            {"plan": "start", "missed": [hours, incidents, health_check]},
            {"plan": "plus", "missed": [health_check]},
            {"plan": "business", "missed": [health_check]},
            {"plan": "enterprise", "missed": []},
        ],
    });
    assert_eq!(advise(&catalog, &line), expected);
}

#[test]
fn what_is_missed_names_every_alternative() {
    let catalog = msa();
    let advice = advise(&catalog, &json!({"account-management": "team"}));
    let expected = json!([
        {"question": "account-management", "choice": "team", "entitlements": ["tam-team", "dedicated-stam"]},
    ]);
    assert_eq!(advice.pointer("/verdicts/0/missed"), Some(&expected));
}

/// What each plan misses, as it is printed.
fn missed(catalog: &Catalog, given: &Json) -> Vec<Vec<Json>> {
    let advice = advise(catalog, given);
    let verdicts = advice["verdicts"].as_array().expect("verdicts").iter();
    verdicts.map(|verdict| verdict["missed"].as_array().expect("what is missed").clone()).collect()
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn every_catalogue_is_advised_by_the_rule(Answered { catalog: json, answers: given } in answered()) {
        prop_assert_eq!(advise(&read(&json), &given), Oracle(&json).advise(&given));
    }

    #[test]
    fn one_more_answer_never_takes_a_miss_away(Answered { catalog: json, answers: given } in answered()) {
        let catalog = read(&json);
        let given = given.as_object().expect("answers are an object");
        let all = missed(&catalog, &json!(given));
        for left_out in given.keys() {
            let mut fewer = given.clone();
            fewer.shift_remove(left_out);
            for (all, fewer) in all.iter().zip(missed(&catalog, &fewer.into())) {
                prop_assert!(fewer.iter().all(|missed| all.contains(missed)), "without {}: {:?}", left_out, fewer);
            }
        }
    }

    #[test]
    fn the_recommended_plan_fits_if_and_only_if_it_misses_nothing(Answered { catalog: json, answers: given } in answered()) {
        let catalog = read(&json);
        let advice = Advice::of(&catalog, &answers(&catalog, &given));
        let verdict = advice.recommended().map(|plan| &advice.verdicts[plan.get()]);
        prop_assert!(advice.verdicts.iter().map(|verdict| verdict.plan).eq(catalog.plans()));
        prop_assert_eq!(advice.recommendation.fits(), verdict.is_some_and(|verdict| verdict.missed.is_empty()));
        prop_assert_eq!(advice.recommended().is_none(), given == json!({}));
    }

    /// What is held together is what each computes alone, and it is told apart by the answers.
    #[test]
    fn what_is_advised_follows_from_the_answers_alone(
        Answered { catalog: json, answers: given } in answered(),
        fewer in any::<proptest::sample::Index>(),
    ) {
        let catalog = read(&json);
        let all = answers(&catalog, &given);
        let advised = Advised::of(&catalog, &all);
        let advice = Advice::of(&catalog, &all);
        prop_assert_eq!(&advised.answers, &all);
        prop_assert_eq!(&advised.explanation, &advice.explain(&catalog, &all));
        prop_assert_eq!(&advised.advice, &advice);
        prop_assert_eq!(&advised, &Advised::of(&catalog, &all));
        let mut less = given.as_object().expect("answers are an object").clone();
        if !less.is_empty() {
            let id = less.keys().nth(fewer.index(less.len())).expect("an answer").clone();
            less.shift_remove(&id);
            prop_assert_ne!(advised, Advised::of(&catalog, &answers(&catalog, &less.into())));
        }
    }
}
