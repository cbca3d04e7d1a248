//! Totals: what plans with add-ons cost for the answers, by hand and against sums counted unit by unit.

mod support;

use plans::advice::Verdict;
use plans::catalog::{Catalog, Money, Taken};
use plans::testing::{CatalogBuilder, Json, add_on, catalog, json, number, plan, row, yes_no};
use plans::total::{Total, TotalAmount, saving, total, total_for, total_in, total_with_one_more};
use plans::{Advice, Answers};
use proptest::prelude::*;
use support::random::cases;

/// A catalogue of one plan of this price, with questions for seats and for gigabytes with one decimal.
fn priced(price: impl Into<Json>) -> CatalogBuilder {
    catalog("priced")
        .prices(["USD"], ["month"])
        .plan(plan("a").price(price))
        .row(row("storage", "quantity", [100]))
        .question(yes_no("asks").set("default", true))
        .question(number("seats").set("only_if", json!({"question": "asks", "is": true})))
        .question(number("gigabytes").set("decimals", 1))
}

fn of(catalog: &Catalog, answers: &str, add_ons: &[Taken]) -> Total {
    let answers = Answers::from_json(catalog, answers).expect("answers");
    total(catalog, &answers, catalog.plans().next().expect("a plan"), add_ons)
}

/// The total of a plan of this price, in millionths, and whether it is "from".
fn amount(price: impl Into<Json>, answers: &str) -> (Option<u64>, bool) {
    let total = of(&priced(price).read(), answers, &[]);
    (total.known().map(|money| money.0), total.is_from)
}

fn dollars(dollars: u64) -> Money {
    Money(dollars * 1_000_000)
}

fn seats(part: Json) -> Json {
    let mut part = part;
    part["per"] = "seats".into();
    part
}

#[test]
fn a_part_is_flat_or_for_each_unit() {
    assert_eq!(amount("8", "{}"), (Some(8_000_000), false));
    assert_eq!(amount("free", "{}"), (Some(0), false));
    assert_eq!(amount(seats(json!({"amount": "6.40"})), r#"{"seats": 12}"#), (Some(76_800_000), false));
    assert_eq!(amount(seats(json!({"amount": 8})), r#"{"seats": 0}"#), (Some(0), false));
    assert_eq!(amount(json!(["20", seats(json!({"amount": 8}))]), r#"{"seats": 2}"#), (Some(36_000_000), false));
}

#[test]
fn an_open_number_counts_one_or_the_minimum_and_the_total_is_from() {
    assert_eq!(amount(seats(json!({"amount": 8})), "{}"), (Some(8_000_000), true));
    assert_eq!(amount(seats(json!({"amount": 8, "minimum": 3})), "{}"), (Some(24_000_000), true));
    assert_eq!(amount(seats(json!({"amount": 8, "included": 5})), "{}"), (Some(0), true));
    // What is not asked is open.
    assert_eq!(amount(seats(json!({"amount": 8})), r#"{"asks": false, "seats": 12}"#), (Some(8_000_000), true));
    assert_eq!(amount(json!({"amount": 20, "from": true}), "{}"), (Some(20_000_000), true));
}

#[test]
fn units_are_started_included_and_at_least_so_many() {
    let of =
        |part: Json, number: u64| amount(seats(part), &format!(r#"{{"seats": {number}}}"#)).0.map(|it| it / 1_000_000);
    assert_eq!(of(json!({"amount": 8, "minimum": 3}), 2), Some(24));
    assert_eq!(of(json!({"amount": 8, "minimum": 3}), 4), Some(32));
    assert_eq!(of(json!({"amount": 8, "each": 10}), 1), Some(8));
    assert_eq!(of(json!({"amount": 8, "each": 10}), 10), Some(8));
    assert_eq!(of(json!({"amount": 8, "each": 10}), 11), Some(16));
    assert_eq!(of(json!({"amount": 8, "each": 10, "included": 5}), 15), Some(8));
    assert_eq!(of(json!({"amount": 8, "each": 10, "included": 5}), 16), Some(16));
    assert_eq!(of(json!({"amount": 8, "included": 2, "minimum": 3}), 4), Some(24));
    // Decimals count in started units.
    let part = json!({"amount": 8, "per": "gigabytes"});
    assert_eq!(amount(part.clone(), r#"{"gigabytes": 2.1}"#).0, Some(24_000_000));
    assert_eq!(amount(part, r#"{"gigabytes": 2}"#).0, Some(16_000_000));
}

#[test]
fn tiers_are_graduated_or_by_volume() {
    let tiers = json!([{"up_to": 10, "amount": 8}, {"up_to": 20, "amount": 6, "flat": 5}, {"amount": 4, "flat": 1}]);
    let of = |by: &str, number: u64| {
        let part = seats(json!({"tiers_by": by, "tiers": tiers}));
        amount(part, &format!(r#"{{"seats": {number}}}"#)).0.map(|it| it / 1_000_000)
    };
    let graduated = [0, 1, 10, 11, 20, 21].map(|number| of("graduated", number));
    assert_eq!(graduated, [0, 8, 80, 80 + 5 + 6, 80 + 5 + 60, 80 + 5 + 60 + 1 + 4].map(Some));
    let volume = [0, 1, 10, 11, 20, 21].map(|number| of("volume", number));
    assert_eq!(volume, [0, 8, 80, 11 * 6 + 5, 20 * 6 + 5, 21 * 4 + 1].map(Some));
}

#[test]
fn what_cannot_be_told_is_on_request_or_not_stated() {
    let amount = |price: Json, answers: &str| of(&priced(price).read(), answers, &[]).amount;
    let ends = seats(json!({"tiers": [{"up_to": 10, "amount": 8}]}));
    assert_eq!(amount(ends.clone(), r#"{"seats": 10}"#), TotalAmount::Known(dollars(80)));
    assert_eq!(amount(ends, r#"{"seats": 11}"#), TotalAmount::OnRequest);
    assert_eq!(amount(json!("on-request"), "{}"), TotalAmount::OnRequest);
    let unit = json!({"amount": 3, "unit": "user"});
    assert_eq!(amount(unit.clone(), "{}"), TotalAmount::NotStated);
    assert_eq!(amount(json!([5, unit]), "{}"), TotalAmount::NotStated);
    let most = json!({"amount": 1_000_000_000, "per": "gigabytes"});
    assert_eq!(amount(most, r#"{"gigabytes": 999999999999}"#), TotalAmount::OnRequest);
    let mut unstated = priced("8").json();
    support::remove(&mut unstated, "/plans/0/price");
    assert_eq!(of(&support::read(&unstated), "{}", &[]).amount, TotalAmount::NotStated);
}

#[test]
fn what_is_paid_once_stands_beside_the_total() {
    let total = of(&priced(json!(["8", {"amount": 100, "once": true}])).read(), "{}", &[]);
    assert_eq!((total.known(), total.once), (Some(dollars(8)), dollars(100)));
    let lines: Vec<_> = total.lines.iter().map(|line| (line.part, line.amount, line.is_once)).collect();
    assert_eq!(lines, [(0, dollars(8), false), (1, dollars(100), true)]);
}

#[test]
fn add_ons_count_as_often_as_they_are_taken() {
    let catalog = priced(seats(json!({"amount": 8})))
        .add_on(add_on("extra").price("10").most(4).adds("storage", 500))
        .add_on(add_on("each").price(seats(json!({"amount": 1}))).adds("storage", 500))
        .add_on(add_on("quoted").price("on-request").adds("storage", 500))
        .add_on(add_on("unstated").adds("storage", 500))
        .read();
    let taken = |at: usize, count| Taken { add_on: catalog.add_ons().nth(at).expect("an add-on"), count };
    let of = |add_ons: &[Taken]| of(&catalog, r#"{"seats": 12}"#, add_ons);
    assert_eq!(of(&[taken(0, 1)]).known(), Some(dollars(106)));
    let both = of(&[taken(0, 3), taken(1, 1)]);
    assert_eq!(both.known(), Some(dollars(96 + 30 + 12)));
    let lines: Vec<_> = both
        .lines
        .iter()
        .map(|it| (it.add_on.map(|it| it.get()), it.count, it.units.map(|it| it.1), it.each))
        .collect();
    assert_eq!(
        lines,
        [(None, 1, Some(12), Some(dollars(8))), (Some(0), 3, None, None), (Some(1), 1, Some(12), Some(dollars(1)))]
    );
    assert_eq!(of(&[taken(3, 1)]).amount, TotalAmount::NotStated);
    assert_eq!(of(&[taken(2, 1), taken(3, 1)]).amount, TotalAmount::OnRequest);
}

fn two_periods() -> CatalogBuilder {
    catalog("two")
        .prices(["USD"], [json!("month"), json!({"id": "year", "price_for": "month"}), json!("week")])
        .plan(
            plan("both").price(json!({"month": seats(json!({"amount": 8})), "year": seats(json!({"amount": "6.40"}))})),
        )
        .plan(plan("weekly").price(json!({"week": "7"})))
        .plan(plan("quoted").price("on-request"))
        .plan(plan("from").price(json!({"month": {"amount": 20, "from": true}})))
        .row(row("storage", "quantity", [100; 4]))
        .question(number("seats").set("decimals", 1))
}

#[test]
fn a_total_is_told_for_the_time_of_the_period_chosen() {
    let catalog = two_periods().read();
    let [both, weekly] = [0, 1].map(|at| catalog.plans().nth(at).expect("a plan"));
    let periods: Vec<_> = catalog.periods().collect();
    let answers = Answers::from_json(&catalog, r#"{"seats": 12}"#).expect("answers");
    let of = |plan, at: usize| total_in(&catalog, &answers, plan, &[], periods[at]);
    assert_eq!([0, 1].map(|at| of(both, at).known()), [dollars(96), Money(76_800_000)].map(Some));
    assert_eq!([0, 1, 2].map(|at| of(both, at).billed.map(|it| it.get())), [Some(0), Some(1), Some(0)]);
    // 365 twelfths of a day to 84: 96 x 84 / 365 = 22.0931506849...
    assert_eq!(of(both, 2).known(), Some(Money(22_093_150)));
    // 7 x 365 / 84 = 30.41666...
    assert_eq!(of(weekly, 0).known(), Some(Money(30_416_666)));
    assert_eq!(of(weekly, 2).known(), Some(dollars(7)));
    let year = total_for(&catalog, &answers, both, &[], 4380);
    assert_eq!(year.known(), Some(dollars(96 * 12)));
}

#[test]
fn one_more_unit_costs_more_and_none_where_the_number_is_open() {
    let catalog = two_periods().read();
    let (plan, seats) = (catalog.plans().next().expect("a plan"), catalog.questions().next().expect("a question"));
    let with = |json: &str| {
        let answers = Answers::from_json(&catalog, json).expect("answers");
        total_with_one_more(&catalog, &answers, plan, &[], seats).and_then(|total| total.known())
    };
    assert_eq!(with(r#"{"seats": 12}"#), Some(dollars(104)));
    assert_eq!(with(r#"{"seats": 12.5}"#), Some(dollars(112)));
    assert_eq!(with("{}"), None);
}

#[test]
fn a_budget_is_kept_missed_or_not_known() {
    let catalog = two_periods().question(number("budget").set("decimals", 2).requires_total("month", "answer")).read();
    let stands = |budget: &str| {
        let answers =
            Answers::from_json(&catalog, &format!(r#"{{"seats": 12, "budget": {budget}}}"#)).expect("answers");
        let of = |verdict: &Verdict| match (verdict.missed.len(), verdict.not_stated.len()) {
            (1, 0) => "missed",
            (0, 1) => "not known",
            (0, 0) => "kept",
            _ => "twice",
        };
        Advice::of(&catalog, &answers).verdicts.iter().map(of).collect::<Vec<_>>()
    };
    // 96 a month, 30.41... a month by the week, on request, and from 20.
    assert_eq!(stands("96"), ["kept", "kept", "not known", "not known"]);
    assert_eq!(stands("95.99"), ["missed", "kept", "not known", "not known"]);
    assert_eq!(stands("30.41"), ["missed", "missed", "not known", "not known"]);
    assert_eq!(stands("19.99"), ["missed", "missed", "not known", "missed"]);
}

#[test]
fn a_saving_holds_for_everything_that_is_charged() {
    let saves = |prices: &[Json]| {
        let mut built = catalog("saves").prices(["USD"], [json!("month"), json!({"id": "year", "price_for": "month"})]);
        for (at, price) in prices.iter().enumerate() {
            built = built.plan(plan(&format!("p{at}")).price(price.clone()));
        }
        let values = vec![json!(1); prices.len()];
        let catalog = built.row(row("storage", "quantity", values)).question(number("seats")).read();
        let [month, year] = [0, 1].map(|at| catalog.periods().nth(at).expect("a period"));
        saving(&catalog, Default::default(), month, year)
    };
    let of = |month: &str, year: &str| json!({"month": month, "year": year});
    assert_eq!(saves(&[of("8", "6.40"), of("14", "11.20"), json!("free"), json!("on-request")]), Some(20));
    // The least, rounded down: 3 of 9 is a third, 1 of 6 a sixth.
    assert_eq!(saves(&[of("9", "6"), of("6", "5")]), Some(16));
    assert_eq!(saves(&[of("8", "6.40"), of("8", "8")]), None);
    assert_eq!(saves(&[of("8", "6.40"), of("8", "9")]), None);
    assert_eq!(saves(&[of("8", "6.40"), json!({"month": "8"})]), None);
    assert_eq!(saves(&[of("8", "6.40"), of("8", "on-request")]), None);
    let counted = |minimum: u64| seats(json!({"amount": "8", "minimum": minimum}));
    assert_eq!(saves(&[json!({"month": seats(json!({"amount": "10", "minimum": 3})), "year": counted(3)})]), Some(20));
    assert_eq!(saves(&[json!({"month": seats(json!({"amount": "10", "minimum": 3})), "year": counted(5)})]), None);
    let once = |amount: &str| json!([amount, {"amount": 100, "once": true}]);
    assert_eq!(saves(&[json!({"month": once("10"), "year": "9"})]), Some(10));
    assert_eq!(saves(&[json!("free")]), None);
}

/// A part as its author writes it; `each`, `minimum`, `included`, whether all units are charged by one tier, and the tiers.
type RandomPart = (Json, u64, u64, u64, bool, Vec<(Option<u64>, u64, u64)>);

/// A random part as its author writes it, with what it costs for a number of units counted one by one.
fn part() -> impl Strategy<Value = RandomPart> {
    let tiers = proptest::collection::vec((1..20u64, 0..1000u64, 0..1000u64), 0..4);
    (1..5u64, 0..6u64, 0..6u64, any::<bool>(), 0..1000u64, tiers, any::<bool>()).prop_map(
        |(each, minimum, included, by_volume, amount, tiers, is_open)| {
            let mut part = json!({"per": "seats", "each": each, "minimum": minimum, "included": included});
            let cents = |cents: u64| format!("{}.{:02}", cents / 100, cents % 100);
            let mut model = Vec::new();
            if tiers.is_empty() {
                part["amount"] = cents(amount).into();
                model.push((None, amount, 0));
            } else {
                let mut up_to = 0;
                let mut written = Vec::new();
                for (at, (width, amount, flat)) in tiers.iter().enumerate() {
                    up_to += width * each;
                    let mut tier = json!({"amount": cents(*amount), "flat": cents(*flat)});
                    let ends = !is_open || at + 1 < tiers.len();
                    if ends {
                        tier["up_to"] = up_to.into();
                    }
                    written.push(tier);
                    model.push((ends.then_some(up_to), *amount, *flat));
                }
                part["tiers"] = written.into();
                part["tiers_by"] = if by_volume { "volume" } else { "graduated" }.into();
            }
            (part, each, minimum, included, by_volume, model)
        },
    )
}

/// What so many units cost, in cents, counted one started bundle after the other.
fn counted(units: u64, each: u64, by_volume: bool, tiers: &[(Option<u64>, u64, u64)]) -> Option<u64> {
    let tier_of = |unit: u64| tiers.iter().position(|(up_to, ..)| up_to.is_none_or(|up_to| unit <= up_to));
    let (mut sum, mut reached) = (0, Vec::new());
    let mut unit = 1;
    while unit <= units {
        let tier = tier_of(if by_volume { units } else { unit })?;
        if !reached.contains(&tier) {
            reached.push(tier);
            sum += tiers[tier].2;
        }
        sum += tiers[tier].1;
        unit += each;
    }
    tier_of(units.max(1))?;
    Some(sum)
}

#[test]
fn totals_are_those_counted_unit_by_unit() {
    proptest!(cases(256), |((part, each, minimum, included, by_volume, tiers) in part(), number in 0..100u64)| {
        let (known, is_from) = amount(part, &format!(r#"{{"seats": {number}}}"#));
        let units = number.saturating_sub(included).max(minimum);
        prop_assert_eq!(known, counted(units, each, by_volume, &tiers).map(|cents| cents * 10_000));
        prop_assert!(!is_from);
    });
}

#[test]
fn more_units_never_cost_less_but_by_volume() {
    proptest!(cases(128), |((part, _, _, _, by_volume, _) in part(), number in 0..60u64)| {
        let of = |number: u64| amount(part.clone(), &format!(r#"{{"seats": {number}}}"#)).0;
        if let (false, Some(one), Some(more)) = (by_volume, of(number), of(number + 1)) {
            prop_assert!(one <= more, "{number}: {one} {more}");
        }
    });
}

#[test]
fn what_is_told_for_another_time_is_exact_but_for_a_millionth() {
    let catalog = two_periods().read();
    let plan = catalog.plans().next().expect("a plan");
    proptest!(cases(256), |(seats in 0..1000u64, length in 1..5000u32)| {
        let answers = Answers::from_json(&catalog, &format!(r#"{{"seats": {seats}}}"#)).expect("answers");
        let told = total_for(&catalog, &answers, plan, &[], length).known().expect("it is known").0;
        let exact = u128::from(seats * 8_000_000) * u128::from(length);
        let told = u128::from(told);
        prop_assert!(told * 365 <= exact && exact < (told + 1) * 365, "{told} of {exact} / 365");
    });
}

/// A year's price is told by the month, and a year's budget of just that is kept, whatever the price.
#[test]
fn a_budget_of_just_the_price_is_kept_in_whatever_period_it_is_told() {
    let built = |price: u64| {
        catalog("year")
            .prices(["USD"], ["month", "year"])
            .plan(plan("a").price(json!({"year": price})))
            .row(row("storage", "quantity", [100]))
            .question(number("budget").requires_total("year", "answer"))
            .read()
    };
    for price in 1..200 {
        let catalog = built(price);
        for (budget, is_kept) in [(price, true), (price + 1, true), (price - 1, false)] {
            for period in ["month", "year"] {
                let text = format!(r#"{{"budget": {budget}, "period": "{period}"}}"#);
                let answers = Answers::from_json(&catalog, &text).expect("answers");
                let verdicts = Advice::of(&catalog, &answers).verdicts;
                assert_eq!(verdicts[0].missed.is_empty(), is_kept, "{price} by {text}");
            }
        }
    }
}
