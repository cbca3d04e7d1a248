//! Totals against a slow calculator that counts unit by unit, over random prices, tiers, answers, periods and add-ons.

mod support;

use plans::catalog::Taken;
use plans::testing::{catalog, number, plan, row};
use plans::total::{TotalAmount, total};
use plans::{Answers, Catalog, source};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value as Json, json};
use support::answers;
use support::random::cases;

/// Millionths of a currency's unit.
const UNIT: u128 = 1_000_000;
/// The periods that random catalogues have some of, each with the lengths of it and of what its amounts are told for, in twelfths
/// of a day.
const PERIODS: [(&str, u32, u32); 5] = [
    ("month", 365, 365),
    ("quarter", 1095, 1095),
    ("year", 4380, 365),
    ("half-year", 2190, 2190),
    ("two-years", 8760, 4380),
];
/// The questions, each with its decimals.
const QUESTIONS: [(&str, u32); 3] = [("seats", 0), ("calls", 0), ("disk", 2)];

fn period_json(id: &str) -> Json {
    match id {
        "year" => json!({"id": "year", "price_for": "month"}),
        "two-years" => json!({"id": "two-years", "months": 24, "name": "Two years", "price_for": "year"}),
        _ => json!(id),
    }
}

/// An amount as authors write it, with up to six decimals.
fn amount() -> impl Strategy<Value = String> {
    (0_u64..2000, select(vec!["", ".5", ".25", ".99", ".000001", ".123456", ".10"]))
        .prop_map(|(whole, rest)| format!("{whole}{rest}"))
}

fn tiers() -> impl Strategy<Value = Json> {
    let tier = (amount(), option::weighted(0.3, amount()));
    (btree_set(1_u64..400, 0..4), vec(tier, 5), any::<bool>()).prop_map(|(ends, rates, is_open)| {
        let mut ends: Vec<_> = ends.into_iter().map(Some).collect();
        if is_open || ends.is_empty() {
            ends.push(None);
        }
        let tier = |(end, (amount, flat)): (Option<u64>, (String, Option<String>))| {
            let mut tier = json!({"amount": amount});
            if let Some(end) = end {
                tier["up_to"] = end.into();
            }
            if let Some(flat) = flat {
                tier["flat"] = flat.into();
            }
            tier
        };
        ends.into_iter().zip(rates).map(tier).collect()
    })
}

fn part() -> impl Strategy<Value = Json> {
    let rate = prop_oneof![
        3 => amount().prop_map(|amount| json!({"amount": amount})),
        2 => (tiers(), option::of(select(vec!["graduated", "volume"]))).prop_map(|(tiers, by)| {
            let mut rate = json!({"tiers": tiers});
            if let Some(by) = by {
                rate["tiers_by"] = by.into();
            }
            rate
        }),
    ];
    let per = option::weighted(0.8, select(QUESTIONS.map(|(id, _)| id).to_vec()));
    let numbers = (
        option::weighted(0.3, select(vec![1_u64, 2, 7, 100])),
        option::weighted(0.3, 1_u64..60),
        option::weighted(0.3, 1_u64..60),
    );
    (rate, per, numbers, prop::bool::weighted(0.1), prop::bool::weighted(0.2)).prop_map(
        |(mut part, per, (each, minimum, included), from, once)| {
            if let Some(per) = per {
                part["per"] = per.into();
                for (field, number) in [("each", each), ("minimum", minimum), ("included", included)] {
                    if let Some(number) = number {
                        part[field] = number.into();
                    }
                }
            } else if part.get("tiers").is_some() {
                // Tiers are by a number.
                part["per"] = "seats".into();
            }
            if from {
                part["from"] = true.into();
            }
            if once {
                part["once"] = true.into();
            }
            part
        },
    )
}

fn charge() -> impl Strategy<Value = Json> {
    prop_oneof![
        2 => amount().prop_map(Json::from),
        3 => part(),
        3 => vec(part(), 1..4).prop_map(Json::from),
        1 => Just(json!("free")),
        1 => Just(json!("on-request")),
    ]
}

/// A price, by currency and period, each currency with one of the periods at least.
fn price(currencies: Vec<&'static str>, periods: Vec<&'static str>) -> impl Strategy<Value = Json> {
    let by_period = move || {
        let count = periods.len();
        (subsequence(periods.clone(), 1..=count), vec(charge(), count)).prop_map(|(periods, charges)| {
            let by: Map<String, Json> = periods.iter().map(ToString::to_string).zip(charges).collect();
            Json::from(by)
        })
    };
    let by_currency = vec(by_period(), currencies.len()).prop_map(move |by| {
        let by: Map<String, Json> = currencies.iter().map(ToString::to_string).zip(by).collect();
        Json::from(by)
    });
    prop_oneof![8 => by_currency, 1 => Just(json!("free")), 1 => Just(json!("on-request"))]
}

/// What is asked of the calculator: a catalogue, answers with a currency and a period, and how many of each add-on are taken.
#[derive(Clone, Debug)]
struct Asked {
    catalog: Json,
    answers: Json,
    counts: Vec<u32>,
}

fn asked() -> impl Strategy<Value = Asked> {
    let currencies = subsequence(vec!["USD", "EUR", "JPY"], 1..=2);
    let periods = subsequence(PERIODS.map(|(id, ..)| id).to_vec(), 1..=3).prop_shuffle();
    (currencies, periods, 0_usize..4).prop_flat_map(|(currencies, periods, add_ons)| {
        let prices = vec(price(currencies.clone(), periods.clone()), 1 + add_ons);
        let numbers = vec(option::weighted(0.8, prop_oneof![0_u64..5, 0_u64..700]), QUESTIONS.len());
        let billing = (option::of(select(currencies.clone())), option::of(select(periods.clone())));
        let counts = vec(0_u32..4, add_ons);
        (prices, numbers, billing, counts).prop_map(move |(prices, numbers, (currency, period), counts)| {
            let periods: Vec<_> = periods.iter().map(|id| period_json(id)).collect();
            let add_on = |(at, price): (usize, &Json)| {
                json!({"id": format!("a{at}"), "name": "A", "price": price, "most": 9, "gives": [{"entitlement": "e", "adds": 1}]})
            };
            let question = |(id, decimals): (&str, u32)| match decimals {
                0 => number(id).requires("e", "answer"),
                _ => number(id).set("decimals", decimals).requires("d", "answer"),
            };
            let catalog = catalog("priced")
                .set("prices", json!({"currencies": currencies, "periods": periods}))
                .set("add_ons", prices[1..].iter().enumerate().map(add_on).collect::<Json>())
                .plan(plan("p").set("price", prices[0].clone()))
                .row(row("e", "quantity", [5]))
                .row(row("d", "decimal", [5]))
                .questions(QUESTIONS.map(question));
            let mut answers = json!({});
            for ((id, decimals), number) in QUESTIONS.into_iter().zip(numbers) {
                if let Some(number) = number {
                    let is_whole = decimals == 0 || number.is_multiple_of(4);
                    let quarters = |number: u64| if decimals == 0 { number } else { number / 4 };
                    answers[id] = if is_whole { quarters(number).into() } else { (number as f64 / 4.0).into() };
                }
            }
            for (name, chosen) in [("currency", currency), ("period", period)] {
                if let Some(chosen) = chosen {
                    answers[name] = chosen.into();
                }
            }
            Asked { catalog: catalog.json(), answers, counts }
        })
    })
}

/// What the slow calculator finds.
#[derive(Debug, Default)]
struct Slow {
    /// In millionths, over a common denominator of all lengths.
    sum: (u128, u128),
    is_known: bool,
    is_from: bool,
    once: u128,
    /// Whether the sum is in whole millionths at each step.
    is_exact: bool,
}

fn millionths(amount: &Json) -> u128 {
    let text = amount.as_str().expect("an amount is a string");
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let number = |digits: &str| digits.parse::<u128>().expect("digits");
    number(whole) * UNIT + number(&format!("{decimals:0<6}"))
}

/// Counts what a part comes to unit by unit; none where that is on request.
fn slow_part(part: &Json, answers: &Json) -> (Option<u128>, bool) {
    let field = |name: &str, usual: u64| part.get(name).map_or(usual, |number| number.as_u64().expect("a number"));
    let (mut units, mut is_from) = (1, part.get("from").is_some());
    if let Some(per) = part.get("per") {
        // In quarters, in which the numbers with decimals are given; what has begun counts.
        let quarters = match answers.get(per.as_str().expect("an id")) {
            Some(number) => (number.as_f64().expect("a number") * 4.0) as u64,
            None => {
                is_from = true;
                4
            }
        };
        units = 0;
        while 4 * (units + field("included", 0)) < quarters {
            units += 1;
        }
        units = units.max(field("minimum", 0));
    }
    // What is charged for each started so many is charged with the first of them.
    let begun = |unit: &u64| (unit - 1).is_multiple_of(field("each", 1));
    let Some(tiers) = part.get("tiers").and_then(Json::as_array) else {
        return (Some((1..=units).filter(begun).map(|_| millionths(&part["amount"])).sum()), is_from);
    };
    if units == 0 {
        return (Some(0), is_from);
    }
    let flat = |tier: &Json| tier.get("flat").map_or(0, millionths);
    let holds = |tier: &Json, unit: u64| tier.get("up_to").is_none_or(|end| unit <= end.as_u64().expect("a number"));
    let tier_of = |unit: u64| tiers.iter().position(|tier| holds(tier, unit));
    let by_volume = part.get("tiers_by").is_some_and(|by| by == "volume");
    let Some(last) = tier_of(units) else { return (None, is_from) };
    let each =
        |unit| millionths(&tiers[tier_of(if by_volume { units } else { unit }).expect("tiers ascend")]["amount"]);
    let flats = if by_volume { flat(&tiers[last]) } else { tiers[..=last].iter().map(flat).sum() };
    (Some((1..=units).filter(begun).map(each).sum::<u128>() + flats), is_from)
}

fn slow_total(Asked { catalog, answers, counts }: &Asked) -> Slow {
    let ids = |of: &str| catalog["prices"][of].as_array().expect("a list").clone();
    let id = |period: &Json| period.get("id").unwrap_or(period).as_str().expect("an id").to_owned();
    let periods: Vec<_> = ids("periods").iter().map(id).collect();
    let quoted = |id: &str| u128::from(PERIODS.iter().find(|(known, ..)| *known == id).expect("a period").2);
    let currency = answers.get("currency").cloned().unwrap_or_else(|| ids("currencies")[0].clone());
    let chosen =
        answers.get("period").map_or(&periods[0], |chosen| periods.iter().find(|id| chosen == *id).expect("a period"));
    let mut slow = Slow { sum: (0, 365 * 12 * 12), is_known: true, is_exact: true, ..Slow::default() };
    let add_ons = catalog["add_ons"].as_array().expect("a list");
    let prices = std::iter::once((&catalog["plans"][0]["price"], 1))
        .chain(add_ons.iter().zip(counts).map(|(add_on, count)| (&add_on["price"], u128::from(*count))));
    for (price, count) in prices.filter(|(_, count)| *count > 0) {
        let (charge, billed) = match price.as_str() {
            Some("free") => continue,
            Some(_) => {
                slow.is_known = false;
                continue;
            }
            None => {
                let by = &price[currency.as_str().expect("a code")];
                let billed = std::iter::once(chosen)
                    .chain(&periods)
                    .find(|id| by.get(id.as_str()).is_some())
                    .expect("each currency has a period");
                (&by[billed], billed)
            }
        };
        let parts = match charge {
            Json::String(word) if word == "free" => continue,
            Json::String(word) if word == "on-request" => {
                slow.is_known = false;
                continue;
            }
            Json::String(_) => vec![json!({"amount": charge})],
            Json::Array(parts) => parts.clone(),
            _ => vec![charge.clone()],
        };
        for part in parts {
            let (amount, is_from) = slow_part(&part, answers);
            slow.is_from |= is_from;
            let Some(amount) = amount else {
                slow.is_known = false;
                continue;
            };
            if part.get("once").is_some() {
                slow.once += amount * count;
            } else {
                let (for_chosen, for_billed) = (quoted(chosen), quoted(billed));
                slow.is_exact &= (amount * for_chosen).is_multiple_of(for_billed);
                slow.sum.0 += amount * count * for_chosen * slow.sum.1 / for_billed;
            }
        }
    }
    slow
}

fn taken(catalog: &Catalog, counts: &[u32]) -> Vec<Taken> {
    let taken = catalog.add_ons().zip(counts).filter(|(_, count)| **count > 0);
    taken.map(|(add_on, &count)| Taken { add_on, count }).collect()
}

/// The answers, in the currency and for the period chosen.
fn answers_with_billing(catalog: &Catalog, Asked { catalog: json, answers: given, .. }: &Asked) -> Answers {
    let mut numbers = given.clone();
    let mut chosen = |name: &str, of: &str| {
        let chosen = numbers.as_object_mut().expect("an object").remove(name)?;
        let all = json["prices"][of].as_array().expect("a list");
        all.iter().position(|one| *one.get("id").unwrap_or(one) == chosen)
    };
    let (currency, period) = (chosen("currency", "currencies"), chosen("period", "periods"));
    let mut billed = answers(catalog, &numbers);
    billed.billing.currency = currency.and_then(|at| catalog.currencies().nth(at));
    billed.billing.period = period.and_then(|at| catalog.periods().nth(at));
    billed
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn every_total_is_what_a_slow_calculator_finds(asked in asked()) {
        let slow = slow_total(&asked);
        let catalog = source::read(&asked.catalog.to_string())
            .unwrap_or_else(|problems| panic!("{}\nof {:#}", support::lines(&problems).join("\n"), asked.catalog));
        let answers = answers_with_billing(&catalog, &asked);
        let plan = catalog.plans().next().expect("a plan");
        let found = total(&catalog, &answers, plan, &taken(&catalog, &asked.counts));
        match found.amount {
            TotalAmount::Known(money) => {
                prop_assert!(slow.is_known, "{found:?} where it is on request");
                let (sum, of) = slow.sum;
                let apart = (u128::from(money.0) * of).abs_diff(sum);
                // What cannot be said in millionths is off by less than one for each line.
                let most = if slow.is_exact { 0 } else { of * found.lines.len().max(1) as u128 };
                prop_assert!(apart <= most, "{found:?}, and slowly {sum} / {of}");
                prop_assert_eq!(u128::from(found.once.0), slow.once);
                prop_assert_eq!(found.is_from, slow.is_from);
                let of_lines = |is_once: bool| -> u128 {
                    found.lines.iter().filter(|line| line.is_once == is_once).map(|line| u128::from(line.amount.0)).sum()
                };
                prop_assert_eq!(of_lines(false), u128::from(money.0), "the lines add up to the total");
                prop_assert_eq!(of_lines(true), slow.once);
            }
            TotalAmount::OnRequest | TotalAmount::NotStated => prop_assert!(!slow.is_known, "{found:?} where it is known"),
        }
    }
}
