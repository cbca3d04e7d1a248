//! The period, the currency and the family that answers, links and views hold beside questions; and what a link says of prices that
//! have changed since.

mod support;

use plans::Answers;
use plans::catalog::{Catalog, PlanIx};
use plans::link::{FaultKind, Link};
use plans::testing::{CatalogBuilder, add_on, catalog, json, number, plan, row};
use plans::total::{Total, total};
use plans::wire::View;
use support::lines;

fn offer() -> CatalogBuilder {
    let price = |month: u64, year: u64| json!({"month": {"amount": month, "per": "seats"}, "year": {"amount": year, "per": "seats"}});
    catalog("offer")
        .prices(["USD", "EUR"], ["month", "year"])
        .plan(plan("team").price(json!({"USD": price(8, 80), "EUR": price(7, 70)})))
        .plan(plan("studio").price(json!({"USD": price(14, 140), "EUR": price(12, 120)})))
        .plan(plan("company").price("on-request"))
        .row(row("storage", "quantity", [100, 1000, 1000]))
        .question(number("seats"))
        .question(number("storage").requires("storage", "answer"))
}

fn families() -> Catalog {
    offer()
        .family("teams", ["team", "studio"])
        .family("companies", ["company"])
        .question(number("guests").set("families", json!(["teams"])).requires("storage", "answer"))
        .add_on(add_on("extra").plans(["team"]).adds("storage", 500))
        .add_on(add_on("beside").set("depends_on", json!(["extra"])).adds("storage", 10))
        .add_on(add_on("all").most(2).set("excludes", json!(["extra"])).adds("storage", 10))
        .read()
}

fn ids(catalog: &Catalog, plans: &[PlanIx]) -> Vec<String> {
    plans.iter().map(|plan| catalog.plan(*plan).id.to_string()).collect()
}

fn answers(catalog: &Catalog, text: &str) -> Answers {
    Answers::from_json(catalog, text).map_err(|problems| lines(&problems)).expect("answers")
}

#[test]
fn json_holds_the_period_and_the_currency_beside_the_answers() {
    let catalog = offer().read();
    let given = answers(&catalog, r#"{"seats": 3, "period": "year", "currency": "EUR"}"#);
    assert_eq!(given.billing.entries(&catalog), [("period", "year"), ("currency", "EUR")]);
    assert_eq!(given.to_json(&catalog), json!({"seats": 3, "period": "year", "currency": "EUR"}));
    assert_eq!(answers(&catalog, &given.to_json(&catalog).to_string()), given);
    // What holds anyway is no choice.
    let same = answers(&catalog, r#"{"seats": 3, "period": "month", "currency": "USD"}"#);
    assert_eq!(same, answers(&catalog, r#"{"seats": 3, "period": null}"#));
    let problems = |text| lines(&Answers::from_json(&catalog, text).expect_err("problems"));
    assert_eq!(
        problems(r#"{"period": "yaer"}"#),
        [r#"/period: "yaer" is not the id of a period that there is; did you mean "year"?"#]
    );
    assert_eq!(
        problems(r#"{"currency": 3}"#),
        ["/currency: 3 is not the code of a currency; write the code of a currency"]
    );
    assert_eq!(problems(r#"{"family": "x"}"#).len(), 1);
}

#[test]
fn json_names_the_family_whose_plans_it_is_about() {
    let catalog = families();
    let of = |text| {
        let (offer, answers) = Answers::with_offer_from_json(&catalog, text).expect("answers");
        (ids(&offer, &offer.plans().collect::<Vec<_>>()), answers.asked(&offer).len())
    };
    assert_eq!(of(r#"{"guests": 3}"#), (vec!["team".to_owned(), "studio".to_owned()], 1));
    // What is asked for other families requires nothing, and is kept.
    assert_eq!(of(r#"{"family": "companies", "guests": 3}"#), (vec!["company".to_owned()], 0));
    assert_eq!(of(r#"{"family": "companies", "storage": 3}"#).1, 1);
    let problems = Answers::with_offer_from_json(&catalog, r#"{"family": "team"}"#).map(|_| ()).expect_err("problems");
    assert_eq!(lines(&problems), [r#"/family: no family is called "team"; did you mean "teams"?"#]);
    let without = offer().read();
    let (same, _) = Answers::with_offer_from_json(&without, "{}").expect("answers");
    assert_eq!(*same, without);
}

#[test]
fn an_offer_of_some_plans_has_what_these_can_have() {
    let whole = families();
    let companies = whole.clone().of_family(whole.families().nth(1).expect("a family"));
    assert_eq!(ids(&companies, &companies.plans().collect::<Vec<_>>()), ["company"]);
    let parts = companies.parts();
    assert_eq!(
        parts.families.iter().map(|family| ids(&companies, &family.plans)).collect::<Vec<_>>(),
        [vec![], vec!["company".to_owned()]]
    );
    // Extra is for Team, and what depends on it cannot be taken, either.
    assert_eq!(parts.add_ons.iter().map(|add_on| add_on.id.as_str()).collect::<Vec<_>>(), ["all"]);
    assert!(parts.add_ons[0].excludes.is_empty());
    assert_eq!(ids(&companies, &parts.add_ons[0].plans), ["company"]);
    let team = whole.clone().only(&[whole.plan_by_id("team").expect("a plan")]);
    assert_eq!(team.parts().add_ons.len(), 3);
    assert_eq!(team.parts().add_ons[1].depends_on, team.add_ons().take(1).collect::<Vec<_>>());
    for offer in [companies, team] {
        assert_eq!(Catalog::from_compiled(&offer.to_compiled()).as_ref(), Ok(&offer));
    }
}

#[test]
fn a_link_holds_the_period_the_currency_and_the_family() {
    let catalog = families();
    let link = Link {
        answers: answers(&catalog, r#"{"seats": 3, "period": "year", "currency": "EUR"}"#),
        view: View { family: catalog.family_by_id("companies"), ..View::default() },
        ..Link::default()
    };
    let written = link.write(&catalog);
    assert!(written.starts_with("v1;seats=3;period=year;currency=EUR;family=companies;catalog=1;"), "{written}");
    assert!(written.ends_with("was=team,studio,company/~total:210,360,R"), "{written}");
    let opened = Link::read(&catalog, &written);
    assert_eq!((opened.link, opened.faults), (link, vec![]));
    let faults =
        |text: &str| Link::read(&catalog, text).faults.into_iter().map(|it| (it.kind, it.value)).collect::<Vec<_>>();
    assert_eq!(
        faults("v1;period=week;currency=GBP;family=x"),
        [
            (FaultKind::Malformed, "week".to_owned()),
            (FaultKind::Malformed, "GBP".to_owned()),
            (FaultKind::UnknownFamily, "x".to_owned())
        ]
    );
}

#[test]
fn questions_may_be_called_so_where_there_are_no_prices_and_families() {
    let catalog = catalog("old").plans(["a"]).row(row("r", "quantity", [5]));
    let ask = |id: &str| number(id).requires("r", "answer");
    let catalog = catalog.questions([ask("period"), ask("currency"), ask("family")]).read();
    let opened = Link::read(&catalog, "#v1;period=3;currency=4;family=5");
    assert_eq!(opened.faults, []);
    let given = answers(&catalog, r#"{"period": 3, "currency": 4, "family": 5}"#);
    assert_eq!(opened.link.answers, given);
    assert_eq!(Link::read(&catalog, &opened.link.write(&catalog)).link.answers, given);
}

#[test]
fn a_link_made_at_other_prices_says_so() {
    let before = offer().read();
    let given = answers(&before, r#"{"seats": 3, "storage": 200}"#);
    let written = Link { answers: given.clone(), ..Link::default() }.write(&before);
    assert!(written.ends_with("was=team,studio,company/storage:100,1000,1000/~total:24,42,R"), "{written}");
    assert_eq!(Link::read(&before, &written).changes(&before), Default::default());

    let mut dearer = offer().json();
    support::set(&mut dearer, "/plans/0/price/USD/month/amount", json!(9));
    support::set(
        &mut dearer,
        "/plans/2/price",
        json!({"USD": {"month": {"amount": 500, "from": true}}, "EUR": "on-request"}),
    );
    let now = support::read(&dearer);
    let changes = Link::read(&now, &written).changes(&now);
    assert_eq!((changes.rows.len(), changes.faults.len()), (0, 0));
    let told = |total: &Total| (total.known().map(|money| money.0 / 1_000_000), total.is_from);
    let told: Vec<_> =
        changes.totals.iter().map(|it| (now.plan(it.plan).id.as_str(), told(&it.was), told(&it.is))).collect();
    assert_eq!(told, [("team", (Some(24), false), (Some(27), false)), ("company", (None, false), (Some(500), true))]);
    // In euros the same prices hold.
    let mut in_euros = given;
    in_euros.billing = answers(&before, r#"{"currency": "EUR"}"#).billing;
    let written = Link { answers: in_euros, ..Link::default() }.write(&before);
    assert_eq!(Link::read(&now, &written).changes(&now).totals, []);
}

#[test]
fn a_link_that_is_cut_off_or_of_a_catalogue_without_prices_says_nothing_of_them() {
    let catalog = offer().read();
    let with =
        |was: &str| Link::read(&catalog, &format!("v1;seats=3;catalog=1;rows=00000000;was={was}")).changes(&catalog);
    assert_eq!(with("team,studio/~total:24").totals, []);
    assert_eq!(with("team,studio/~total:24,x").totals, []);
    assert_eq!(with("team,studio/storage:100,1000").totals, []);
    assert_eq!(with("team,studio/~total:24,41").totals.len(), 1);
    let mut free = offer().json();
    for at in ["/prices", "/plans/0/price", "/plans/1/price", "/plans/2/price"] {
        support::remove(&mut free, at);
    }
    let free = support::read(&free);
    let changes = Link::read(&free, "v1;seats=3;catalog=1;rows=00000000;was=team,studio/~total:24,41").changes(&free);
    assert_eq!(changes, Default::default());
}

#[test]
fn prices_follow_what_is_chosen() {
    let catalog = offer().read();
    let team = catalog.plan_by_id("team").expect("a plan");
    let of = |text| total(&catalog, &answers(&catalog, text), team, &[]).known().map(|money| money.0 / 1_000_000);
    assert_eq!(of(r#"{"seats": 3}"#), Some(24));
    assert_eq!(of(r#"{"seats": 3, "period": "year"}"#), Some(240));
    assert_eq!(of(r#"{"seats": 3, "currency": "EUR"}"#), Some(21));
}

#[test]
fn the_questions_shown_first_are_those_of_each_family() {
    let mut built = catalog("first").plans(["a", "b", "c", "d"]).family("one", ["a", "b"]).family("other", ["c", "d"]);
    for (family, least) in [("one", [1, 9, 9, 9]), ("other", [9, 9, 1, 9])] {
        for nth in 0..4 {
            let id = format!("{family}-{nth}");
            let families = json!([family]);
            built = built
                .row(row(&id, "quantity", least))
                .question(number(&id).requires(&id, "answer").set("families", families));
        }
    }
    let catalog = built.read();
    let first: Vec<_> = catalog.parts().decides.iter().map(|at| catalog.question(*at).id.as_str()).collect();
    assert_eq!(first, ["one-0", "one-1", "one-2", "one-3", "other-0", "other-1", "other-2", "other-3"]);
}

#[test]
fn a_link_relies_on_what_a_plan_costs_with_the_add_ons_that_it_needs() {
    let built = |price: u64| {
        let price = json!({"USD": {"month": price}, "EUR": {"month": price}});
        offer().add_on(add_on("extra").price(price).plans(["team"]).most(4).adds("storage", 500)).read()
    };
    let (before, now) = (built(10), built(12));
    let with = |text| Link { answers: answers(&before, text), ..Link::default() }.write(&before);
    let needed = with(r#"{"seats": 3, "storage": 900}"#);
    assert!(needed.ends_with("/~total:44,42,R"), "{needed}");
    let changes = Link::read(&now, &needed).changes(&now);
    let told: Vec<_> = changes.totals.iter().map(|it| it.is.known().map(|money| money.0 / 1_000_000)).collect();
    assert_eq!((changes.rows.len(), told), (0, vec![Some(48)]));
    // Where it is not needed, its price is none of the link's.
    let own = with(r#"{"seats": 3, "storage": 90}"#);
    assert_eq!(Link::read(&now, &own).changes(&now), Default::default());
}
