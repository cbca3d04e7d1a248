//! Prices, add-ons, families and budgets as a catalogue's author writes them: what is read, and what is said of slips.

mod support;

use plans::catalog::{
    AddOnIx, Budget, Catalog, Charge, FamilyIx, Granted, Money, OnlyIf, Part, Premise, Price, QuestionKind, Rate,
    Recommend, Taken, Tier, TiersBy, Value,
};
use plans::testing::{CatalogBuilder, add_on, catalog, json, number, plan, row, yes_no};
use plans::total::total;
use plans::{Answers, source, testing};
use proptest::prelude::*;
use serde_json::Value as Json;
use support::lines;
use support::random::{cases, damaged, damages};

/// A catalogue of two plans, two rows of numbers and questions for seats, calls and a yes.
fn offer() -> CatalogBuilder {
    catalog("offer")
        .prices(["USD"], ["month", "year"])
        .plan(plan("team").price(json!({"month": "8", "year": "76.80"})))
        .plan(plan("company").price("on-request"))
        .row(row("storage", "amount", ["100 GB", "unlimited"]).set("family", "bytes"))
        .row(row("sso", "inclusion", ["not-included", "included"]))
        .row(row("seats", "quantity", [json!(3), json!("unlimited")]))
        .question(number("seats").requires("seats", "answer"))
        .question(number("calls"))
        .question(yes_no("sso").requires("sso", "included"))
}

fn dollars(millionths: u64) -> Money {
    Money(millionths * 1_000_000)
}

/// The problems of a catalogue with one field set.
fn problems_with(place: &str, value: impl Into<Json>) -> Vec<String> {
    let mut json = offer().json();
    support::set(&mut json, place, value.into());
    source::read(&json.to_string()).map_or_else(|problems| lines(&problems), |_| Vec::new())
}

/// The one problem, at `place`, of a catalogue with one field set.
#[track_caller]
fn says(place: &str, value: impl Into<Json>, at: &str, said: &[&str]) {
    let problems = problems_with(place, value);
    let [problem] = problems.as_slice() else { panic!("not one problem: {problems:#?}") };
    assert!(problem.starts_with(&format!("{at}: ")), "not at {at}: {problem}");
    for words in said {
        assert!(problem.contains(words), "lacks {words:?}: {problem}");
    }
}

fn price(catalog: &Catalog, at: usize) -> &Price {
    &catalog.parts().plans[at].price
}

/// The parts of the charge of the first plan for the first period.
fn parts_of(price: impl Into<Json>) -> Vec<Part> {
    let mut json = offer().json();
    support::set(&mut json, "/plans/0/price", json!({"month": price.into()}));
    let catalog = support::read(&json);
    let Price::Charges(charges) = price_of(&catalog) else { panic!("no charges") };
    match &charges[0][..] {
        [Some(Charge::Parts(parts)), None] => parts.clone(),
        other => panic!("{other:?}"),
    }
}

fn price_of(catalog: &Catalog) -> &Price {
    price(catalog, 0)
}

#[test]
fn amounts_are_exact_millionths() {
    let rate = |amount: Json| match &parts_of(amount)[..] {
        [Part { rate: Rate::Same(money), per: None, unit: None, .. }] => *money,
        other => panic!("{other:?}"),
    };
    assert_eq!(rate(json!("8")), dollars(8));
    assert_eq!(rate(json!(8)), dollars(8));
    assert_eq!(rate(json!("6.40")), Money(6_400_000));
    assert_eq!(rate(json!("0.000001")), Money(1));
    assert_eq!(rate(json!("1000000000")), dollars(1_000_000_000));
}

#[test]
fn what_costs_nothing_or_is_agreed_is_so_for_every_period() {
    let catalog = offer().read();
    assert_eq!(*price(&catalog, 1), Price::OnRequest);
    let mut json = offer().json();
    support::set(&mut json, "/plans/0/price", json!({"month": "0", "year": "on-request"}));
    let charges = vec![vec![Some(Charge::Free), Some(Charge::OnRequest)]];
    assert_eq!(*price_of(&support::read(&json)), Price::Charges(charges));
    support::set(&mut json, "/plans/0/price", json!("free"));
    assert_eq!(*price_of(&support::read(&json)), Price::Free);
    support::remove(&mut json, "/plans/0/price");
    assert_eq!(*price_of(&support::read(&json)), Price::NotStated);
}

#[test]
fn a_part_says_what_it_is_for() {
    let [part] = &parts_of(json!({
        "per": "seats", "each": 5, "minimum": 3, "included": 2, "from": true, "name": "Seats",
        "tiers_by": "volume", "tiers": [{"up_to": 10, "amount": "8"}, {"flat": "20", "amount": "6.5"}]
    }))[..] else {
        panic!("one part")
    };
    assert_eq!((part.each, part.minimum, part.included, part.from, part.once), (5, 3, 2, true, false));
    assert_eq!(part.per.map(|per| per.get()), Some(0));
    let tiers = vec![
        Tier { up_to: Some(10), amount: dollars(8), flat: Money(0) },
        Tier { up_to: None, amount: Money(6_500_000), flat: dollars(20) },
    ];
    assert_eq!(part.rate, Rate::Tiers { by: TiersBy::Volume, tiers });
    let sum = parts_of(json!(["20", {"per": "seats", "amount": 5}, {"amount": "100", "once": true}]));
    assert_eq!(
        sum.iter().map(|part| (part.per.is_some(), part.once)).collect::<Vec<_>>(),
        [(false, false), (true, false), (false, true)]
    );
    let unit = parts_of(json!({"amount": "3", "unit": {"one": "user", "other": "users"}}));
    assert!(unit[0].unit.is_some() && unit[0].per.is_none());
}

#[test]
fn prices_are_by_currency_then_period() {
    let catalog = catalog("two")
        .prices(["USD", "JPY"], [json!("month"), json!({"id": "year", "price_for": "month"})])
        .recommend("cheapest")
        .plan(plan("a").price(json!({"JPY": {"month": 900, "year": 700}, "USD": {"year": "6.40"}})))
        .plan(plan("b").price(json!({"JPY": "free", "USD": "on-request"})))
        .row(row("sso", "inclusion", ["not-included", "included"]))
        .read();
    let pricing = catalog.parts().pricing.as_ref().expect("prices");
    assert_eq!(pricing.recommend, Recommend::Cheapest);
    assert_eq!(
        pricing.currencies.iter().map(|it| (&*it.code, it.decimals)).collect::<Vec<_>>(),
        [("USD", 2), ("JPY", 0)]
    );
    assert_eq!(pricing.periods.iter().map(|it| (it.length, it.quoted)).collect::<Vec<_>>(), [(365, 365), (4380, 365)]);
    let Price::Charges(charges) = price(&catalog, 0) else { panic!("charges") };
    let there: Vec<Vec<bool>> = charges.iter().map(|it| it.iter().map(Option::is_some).collect()).collect();
    assert_eq!(there, [[false, true], [true, true]]);
    let both = vec![vec![Some(Charge::OnRequest); 2], vec![Some(Charge::Free); 2]];
    assert_eq!(*price(&catalog, 1), Price::Charges(both));
}

#[test]
fn a_period_of_ones_own_has_months_and_a_name() {
    let mut json = offer().json();
    let own = json!({"id": "three-years", "months": 36, "name": "Three years", "price_for": "month"});
    support::set(&mut json, "/prices/periods/1", own);
    support::set(&mut json, "/prices/default_period", json!("three-years"));
    support::set(&mut json, "/plans/0/price", json!({"three-years": 5}));
    let catalog = support::read(&json);
    let pricing = catalog.parts().pricing.as_ref().expect("prices");
    assert_eq!((pricing.periods[1].length, pricing.periods[1].quoted), (36 * 365, 365));
    assert_eq!(pricing.default_period.get(), 1);
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()).as_ref(), Ok(&catalog));
}

#[test]
fn slips_in_currencies_and_periods_lead_to_what_was_meant() {
    says("/prices/currencies/0", "usd", "/prices/currencies/0", &["\"usd\"", "ISO 4217", "write \"USD\""]);
    says("/prices/currencies/0", "€", "/prices/currencies/0", &["write \"EUR\""]);
    says("/prices/currencies/0", "DEM", "/prices/currencies/0", &["in use", "such as \"EUR\""]);
    says("/prices/currencies", json!(["USD", "USD"]), "/prices/currencies/1", &["already"]);
    says("/prices/default_period", "yaer", "/prices/default_period", &["did you mean \"year\"?"]);
    says(
        "/prices/periods/1",
        json!({"id": "year", "months": 12, "price_for": "month"}),
        "/prices/periods/1/months",
        &["take"],
    );
    says("/prices/periods/1", json!({"id": "year"}), "/prices/periods/1", &["write \"year\" alone"]);
    says(
        "/prices/periods/1",
        json!({"id": "year", "price_for": "mouth"}),
        "/prices/periods/1/price_for",
        &["did you mean \"month\"?"],
    );
    let mut json = offer().json();
    support::set(&mut json, "/prices/periods/1", json!({"id": "from", "name": "X", "months": 0}));
    support::remove(&mut json, "/plans/0/price");
    let problems = source::read(&json.to_string()).expect_err("problems");
    let places: Vec<_> = problems.iter().map(|problem| &*problem.pointer).collect();
    assert_eq!(places, ["/prices/periods/1/id", "/prices/periods/1/months"]);
}

#[test]
fn slips_in_amounts_lead_to_what_was_meant() {
    let at = "/plans/0/price/month";
    for (written, said) in [
        (json!("$8"), "write \"8\""),
        (json!("8 EUR"), "write \"8\""),
        (json!("8,50"), "write \"8.5\""),
        (json!("1,000"), "write \"1000\""),
        (json!("from $20"), r#"write {"amount": "20", "from": true}"#),
        (json!("Contact us"), "write \"on-request\""),
        (json!("Free"), "write \"free\""),
        (json!("cheap"), "write one such as \"6.40\""),
        (json!("-1"), "write one such as \"6.40\""),
        (json!("1000000001"), "from 0 to 1000000000"),
        (json!("0.0000001"), "up to 6 decimals"),
        (json!(6.4), "write it as a text: \"6.4\""),
    ] {
        says(at, written, at, &[said]);
    }
}

#[test]
fn slips_in_parts_lead_to_what_was_meant() {
    let at = "/plans/0/price/month";
    let part = |field: &str| format!("{at}/{field}");
    says(at, json!({"per": "seats"}), at, &["no amount", "\"tiers\""]);
    says(at, json!({"per": "seat", "amount": 8}), &part("per"), &["did you mean \"seats\"?"]);
    says(at, json!({"per": "sso", "amount": 8}), &part("per"), &["not answered with a number"]);
    says(at, json!({"minimum": 3, "amount": 8}), &part("minimum"), &["add \"per\""]);
    says(at, json!({"per": "seats", "each": 0, "amount": 8}), &part("each"), &["1 or more"]);
    says(at, json!({"per": "seats", "tiers_by": "volume", "amount": 8}), &part("tiers_by"), &["no \"tiers\""]);
    says(at, json!({"per": "seats", "amount": 8, "minimun": 8}), &part("minimun"), &["did you mean \"minimum\"?"]);
    let tiers = |tiers: Json| json!({"per": "seats", "tiers": tiers});
    let both = json!({"per": "seats", "amount": 1, "tiers": [{"amount": 1}]});
    says(at, both, &part("tiers"), &["take one out"]);
    says(at, tiers(json!([{"amount": 1}, {"amount": 2}])), &part("tiers/0"), &["add \"up_to\""]);
    says(at, tiers(json!([{"up_to": 5}])), &part("tiers/0"), &["no amount"]);
    let descending = tiers(json!([{"up_to": 5, "amount": 1}, {"up_to": 5, "amount": 2}]));
    says(at, descending, &part("tiers/1/up_to"), &["5 does not follow 5"]);
}

#[test]
fn slips_in_what_a_price_is_by_lead_to_what_was_meant() {
    let at = "/plans/0/price";
    says(at, json!({"mouth": 8}), "/plans/0/price/mouth", &["did you mean \"month\"?"]);
    says(at, json!("8"), at, &["month, year", "{\"month\": \"8\", \"year\": \"8\"}"]);
    says(at, json!({}), at, &["is empty"]);
    says(at, json!({"USD": 8}), "/plans/0/price/USD", &["month, year"]);
    says(at, json!({"EUR": {"month": 8}, "USD": {"month": 8}}), "/plans/0/price/EUR", &["no currency of \"prices\""]);
    let mut json = offer().json();
    support::set(&mut json, "/prices/currencies", json!(["USD", "EUR"]));
    let problems = source::read(&json.to_string()).expect_err("problems");
    assert!(problems[0].detail.contains(r#"{"USD": {"month": "8", "year": "8"}, "EUR": "#), "{problems:?}");
    support::set(&mut json, at, json!({"EUR": {"month": 8}}));
    let problems = source::read(&json.to_string()).expect_err("problems");
    assert_eq!(lines(&problems), ["/plans/0/price: the price lacks the currency \"USD\"; add what it costs in that"]);
    support::remove(&mut json, "/prices");
    support::set(&mut json, "/plans/1/price", Json::Null);
    let problems = source::read(&json.to_string()).expect_err("problems");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].detail.contains("the catalogue has no \"prices\""), "{problems:?}");
}

#[test]
fn add_ons_extend_and_grant() {
    let catalog = offer()
        .add_on(add_on("extra").price(json!({"month": 10})).most(4).plans(["team"]).adds("storage", "500 GB"))
        .add_on(add_on("sign-in").grants("sso", "included").set("excludes", json!(["extra"])))
        .add_on(add_on("more").set("depends_on", json!(["sign-in"])).set("explanation", json!(["More."])))
        .read();
    let [extra, sign_in, more] = &catalog.parts().add_ons[..] else { panic!("three") };
    assert_eq!((extra.most, extra.plans.len(), sign_in.most, sign_in.plans.len()), (4, 1, 1, 2));
    assert!(matches!(extra.gives[0].gives, Granted::More(Value::Amount(_))));
    assert_eq!(sign_in.gives[0].gives, Granted::Value(Value::Included));
    let ix = |at| catalog.add_ons().nth(at).expect("an add-on");
    let of = |ids: &[AddOnIx]| ids.to_vec();
    // What one excludes excludes it, too.
    assert_eq!((of(&extra.excludes), of(&sign_in.excludes)), (vec![ix(1)], vec![ix(0)]));
    assert_eq!((of(&more.depends_on), more.explanation.len()), (vec![ix(1)], 1));
    assert_eq!(sign_in.price, Price::NotStated);
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()).as_ref(), Ok(&catalog));
}

#[test]
fn slips_in_add_ons_lead_to_what_was_meant() {
    let with = |field: &str, value: Json, others: &[Json]| {
        let mut add_ons = vec![json!({"id": "a", "name": "A"})];
        add_ons[0][field] = value;
        add_ons.extend(others.iter().cloned());
        Json::from(add_ons)
    };
    let slip = |field: &str, value: Json, at: &str, said: &[&str]| {
        says("/add_ons", with(field, value, &[json!({"id": "b", "name": "B"})]), &format!("/add_ons/0/{at}"), said);
    };
    slip("most", json!(0), "most", &["from 1 to 1000"]);
    slip("plans", json!(["taem"]), "plans/0", &["did you mean \"team\"?"]);
    slip("plans", json!(["team", "team"]), "plans/1", &["named already"]);
    slip("depends_on", json!(["a"]), "depends_on/0", &["depends on itself"]);
    slip("excludes", json!(["c"]), "excludes/0", &["no add-on is called \"c\""]);
    slip("gives", json!([{"entitlement": "sso", "adds": "included"}]), "gives/0/adds", &["write \"value\""]);
    slip("gives", json!([{"entitlement": "seats"}]), "gives/0", &["add \"adds\" or \"value\""]);
    slip("gives", json!([{"entitlement": "seats", "adds": 1, "value": 2}]), "gives/0/value", &["take one out"]);
    slip(
        "gives",
        json!([{"entitlement": "seats", "adds": "unlimited"}]),
        "gives/0/adds",
        &["\"value\": \"unlimited\""],
    );
    slip("gives", json!([{"entitlement": "seats", "adds": "five"}]), "gives/0/adds", &["not a number"]);
    let twice = json!([{"entitlement": "seats", "adds": 1}, {"entitlement": "seats", "adds": 2}]);
    slip("gives", twice, "gives/1/entitlement", &["given already"]);
    let both = json!({"id": "b", "name": "B", "excludes": ["a"]});
    says("/add_ons", with("depends_on", json!(["b"]), &[both]), "/add_ons/0/depends_on/0", &["never be taken"]);
    let apart = json!({"id": "b", "name": "B", "plans": ["company"]});
    let of_team = json!([{"id": "a", "name": "A", "plans": ["team"], "depends_on": ["b"]}, apart]);
    says("/add_ons", of_team, "/add_ons/0/depends_on/0", &["none of the plans of \"a\""]);
    let circle = problems_with(
        "/add_ons",
        with("depends_on", json!(["b"]), &[json!({"id": "b", "name": "B", "depends_on": ["a"]})]),
    );
    assert_eq!(circle.len(), 2, "{circle:#?}");
    assert!(circle[0].contains("depends on \"a\" in turn"), "{circle:#?}");
    let same = json!([{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]);
    says("/add_ons", same, "/add_ons/1/id", &["stands at /add_ons/0/id already"]);
    let many: Vec<Json> = (0..41).map(|at| json!({"id": format!("a{at}"), "name": "A"})).collect();
    says("/add_ons", many, "/add_ons", &["41 add-ons", "within 40"]);
}

#[test]
fn each_plan_is_in_one_family() {
    let built = offer().family("small", ["team"]).family("large", ["company"]);
    let catalog = built.clone().question(number("sites").set("families", json!(["large"]))).read();
    assert_eq!(
        catalog.parts().families.iter().map(|it| (it.id.as_str(), it.plans.len())).collect::<Vec<_>>(),
        [("small", 1), ("large", 1)]
    );
    let sites = catalog.question_by_id("sites").expect("the question");
    assert_eq!(catalog.question(sites).families, catalog.families().skip(1).collect::<Vec<FamilyIx>>());
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()).as_ref(), Ok(&catalog));
    let family = |id: &str, plans: &[&str]| json!({"id": id, "name": id, "plans": plans});
    says("/families", json!([family("a", &["team"])]), "/families", &["\"company\" is in no family"]);
    let twice = json!([family("a", &["team", "company"]), family("b", &["team"])]);
    says("/families", twice, "/families/1/plans/0", &["in the family \"a\" already"]);
    says("/groups/0/questions/0/families", json!(["x"]), "/groups/0/questions/0/families/0", &["no family is called"]);
}

#[test]
fn a_plan_can_be_had_with_some_answers_alone() {
    let mut json = offer().json();
    let premises = json!([
        {"question": "seats", "from": 3, "to": 300}, {"question": "calls", "at_most": 5}, {"question": "sso", "is": false}
    ]);
    support::set(&mut json, "/plans/1/available_if", premises);
    let catalog = support::read(&json);
    let premises: Vec<_> =
        catalog.parts().plans[1].available_if.iter().map(|OnlyIf { question, is }| (question.get(), is)).collect();
    assert_eq!(
        premises,
        [(0, &Premise::AtLeast(3)), (0, &Premise::AtMost(300)), (1, &Premise::AtMost(5)), (2, &Premise::YesNo(false))]
    );
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()).as_ref(), Ok(&catalog));
    let at = "/plans/1/available_if";
    let one = |premise: Json| json!([premise]);
    says(at, one(json!({"question": "seats"})), "/plans/1/available_if/0", &["says no answer"]);
    says(at, one(json!({"question": "seats", "from": 3})), "/plans/1/available_if/0", &["add \"to\""]);
    says(at, one(json!({"question": "seats", "to": 3})), "/plans/1/available_if/0", &["\"at_most\""]);
    says(at, one(json!({"question": "seats", "from": 9, "to": 3})), "/plans/1/available_if/0/to", &["less than"]);
    says(at, one(json!({"question": "seats", "at_least": 9, "at_most": 9})), "/plans/1/available_if/0", &["keep one"]);
    says(
        at,
        one(json!({"question": "sso", "at_most": 9})),
        "/plans/1/available_if/0/at_most",
        &["not answered with a number"],
    );
}

#[test]
fn a_requirement_may_be_an_upper_bound_or_a_budget() {
    let catalog = offer()
        .question(number("most").requires_at_most("seats", "answer"))
        .question(number("budget").requires_total("month", "answer"))
        .question(yes_no("cheap").requires_total("year", "100"))
        .read();
    let requires = |id: &str| match &catalog.question(catalog.question_by_id(id).expect("a question")).kind {
        QuestionKind::Number { requires, .. } | QuestionKind::YesNo { requires, .. } => requires.clone(),
        QuestionKind::One(_) | QuestionKind::Several(_) => panic!("choices"),
    };
    assert!(requires("most")[0].any_of[0].is_at_most && requires("most")[0].budget.is_none());
    assert_eq!(requires("budget")[0].budget, Some(Budget { length: 365, most: None }));
    assert_eq!(requires("cheap")[0].budget, Some(Budget { length: 4380, most: Some(dollars(100)) }));
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()).as_ref(), Ok(&catalog));
}

#[test]
fn slips_in_bounds_and_budgets_lead_to_what_was_meant() {
    let at = "/groups/0/questions/0/requires";
    let of_yes = "/groups/0/questions/2/requires";
    let one = |requirement: Json| json!([requirement]);
    says(
        at,
        one(json!({"entitlement": "sso", "at_most": "included"})),
        &format!("{at}/0/at_most"),
        &["write \"at_least\""],
    );
    says(
        at,
        one(json!({"entitlement": "seats", "at_most": "unlimited"})),
        &format!("{at}/0/at_most"),
        &["every plan meets it"],
    );
    says(
        at,
        one(json!({"entitlement": "seats", "at_most": "included"})),
        &format!("{at}/0/at_most"),
        &["how much is allowed"],
    );
    says(at, one(json!({"entitlement": "seats"})), &format!("{at}/0"), &["\"at_least\" is missing"]);
    says(
        at,
        one(json!({"total": "moth", "at_most": "answer"})),
        &format!("{at}/0/total"),
        &["did you mean \"month\"?"],
    );
    says(
        of_yes,
        one(json!({"total": "month", "at_most": "answer"})),
        &format!("{of_yes}/0/at_most"),
        &["for a number question"],
    );
    let within = json!([{"any_of": [{"total": "month", "at_most": "answer"}]}]);
    let problems = problems_with(at, within);
    assert!(problems.iter().any(|problem| problem.contains("a budget is a requirement of its own")), "{problems:#?}");
}

#[test]
fn what_answers_say_beside_questions_is_no_questions_id() {
    for id in ["period", "currency"] {
        says("/groups/0/questions/1/id", id, "/groups/0/questions/1/id", &["give the question another id"]);
    }
    let without = testing::catalog("tiny").plans(["a"]).row(row("r", "inclusion", ["included"]));
    without.question(yes_no("period").requires("r", "included")).read();
}

#[test]
fn the_invented_offers_with_prices_are_catalogues() {
    for text in [
        include_str!("../../../catalogs/fernhaus.json"),
        include_str!("../../../catalogs/loomgate-api.json"),
        include_str!("../../../catalogs/copperleaf.json"),
    ] {
        let catalog = source::read(text).map_err(|problems| lines(&problems)).expect("no problems");
        assert_eq!(Catalog::from_compiled(&catalog.to_compiled()).as_ref(), Ok(&catalog));
    }
}

#[test]
fn what_is_paid_for_by_a_number_may_be_large() {
    let mut json = offer().json();
    support::set(&mut json, "/plans/0/price", json!({"month": {"amount": "0.001", "per": "calls"}}));
    let questions = [number("other"), number("budget").requires_total("month", "answer")];
    let catalog = support::read(&json);
    let most = |catalog: &Catalog, id: &str| {
        catalog.question(catalog.question_by_id(id).expect("a question")).range().expect("a number").most
    };
    assert_eq!((most(&catalog, "calls"), most(&catalog, "seats")), (1_000_000_000_000, 999_999));
    let catalog = offer().questions(questions).read();
    assert_eq!((most(&catalog, "budget"), most(&catalog, "other")), (1_000_000_000_000, 999_999));
}

#[test]
fn what_was_hardly_left_out_on_purpose_is_warned_of() {
    let warned = |built: &CatalogBuilder| {
        let text = built.json().to_string();
        let catalog = source::read(&text).map_err(|problems| lines(&problems)).expect("a catalogue");
        source::warnings(&catalog, &text).into_iter().map(|warning| warning.pointer).collect::<Vec<_>>()
    };
    let usual = catalog("warned")
        .prices(["USD"], ["month"])
        .plan(plan("team").price("8"))
        .plan(plan("company").price("20"))
        .row(row("seats", "quantity", [3, 30]))
        .row(row("sso", "inclusion", ["not-included", "included"]))
        .question(number("seats").requires("seats", "answer"))
        .question(number("budget").requires_total("month", "answer"));
    assert_eq!(warned(&usual), [""; 0]);
    let useless = usual.clone().add_on(add_on("sign-in").grants("sso", "included"));
    assert_eq!(warned(&useless), ["/add_ons/0"]);
    let useful = useless.clone().add_on(add_on("more").adds("seats", 3).set("depends_on", json!(["sign-in"])));
    assert_eq!(warned(&useful), [""; 0]);
    let unpriced = catalog("unpriced")
        .prices(["USD"], ["month"])
        .plan(plan("team").price(json!({"amount": 8, "per": "users"})))
        .plan(plan("company"))
        .row(row("sso", "inclusion", ["not-included", "included"]))
        .question(yes_no("sso").requires("sso", "included"))
        .question(number("users"));
    assert_eq!(warned(&unpriced), ["/plans/1"]);
}

#[test]
fn whatever_is_wrong_with_an_offer_with_prices_every_problem_has_a_place_in_it() {
    let offers: [Json; 3] = [
        include_str!("../../../catalogs/fernhaus.json"),
        include_str!("../../../catalogs/loomgate-api.json"),
        include_str!("../../../catalogs/copperleaf.json"),
    ]
    .map(|text| serde_json::from_str(text).expect("JSON"));
    proptest!(cases(384), |(damages in damages(), at in 0..3usize)| {
        let json = damaged(&offers[at], &damages);
        match source::read(&json.to_string()) {
            Ok(catalog) => {
                let again = Catalog::from_compiled(&catalog.to_compiled());
                prop_assert_eq!(again.as_ref(), Ok(&catalog));
                for plan in catalog.plans() {
                    total(&catalog, &Answers::none(), plan, &[]);
                }
                for family in catalog.families() {
                    let offer = catalog.clone().of_family(family);
                    let again = Catalog::from_compiled(&offer.to_compiled());
                    prop_assert_eq!(again.as_ref(), Ok(&offer));
                }
            }
            Err(problems) => {
                for problem in problems {
                    prop_assert!(json.pointer(&problem.pointer).is_some(), "{problem}");
                    prop_assert!(!problem.detail.starts_with("the catalogue must keep this rule"), "{problem}");
                }
            }
        }
    });
}

#[test]
fn compiled_text_that_is_damaged_is_refused_or_told_without_a_panic() {
    let catalog =
        support::read(&serde_json::from_str(include_str!("../../../catalogs/loomgate-api.json")).expect("JSON"));
    let text = catalog.to_compiled();
    let lines: Vec<_> = text.lines().collect();
    let answers = Answers::from_json(&catalog, r#"{"users": 3, "calls": 250000, "period": "year"}"#).expect("answers");
    proptest!(cases(384), |(at in 0..lines.len(), with in proptest::sample::select(vec!["", "0", "1", "7", "65535", "p", "?", "v"]))| {
        let mut damaged = lines.clone();
        damaged[at] = with;
        let Ok(read) = Catalog::from_compiled(&format!("{}\n", damaged.join("\n"))) else { return Ok(()) };
        for plan in read.plans() {
            let taken: Vec<_> = read.add_ons().map(|add_on| Taken { add_on, count: 1 }).collect();
            total(&read, &answers, plan, &taken);
        }
    });
}
