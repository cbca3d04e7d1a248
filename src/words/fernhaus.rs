//! A catalogue with prices and add-ons, for the tests of their words.

use locales::Locale;
use plans::catalog::{
    AddOn, Billing, BillingPeriod, Charge, Counted, Currency, Form, Grant, Granted, Id, Money, OnlyIf, Part, Premise,
    Price, Pricing, Quantity, Rate, Recommend, Taken, Text, Tier, TiersBy, Unit, Value,
};
use plans::testing::{
    add_on_at, catalog, currency_at, json, number, period_at, plan, plan_at, question_at, row, yes_no,
};
use plans::total::{Line, Total, TotalAmount};
use plans::{Catalog, PlanIx};

use super::Words;

pub const BY_MONTH: Billing = Billing { currency: None, period: None };

pub fn by_year() -> Billing {
    Billing { period: Some(period_at(1)), ..BY_MONTH }
}

pub fn in_euros() -> Billing {
    Billing { currency: Some(currency_at(1)), ..BY_MONTH }
}

pub fn money(cents: u64) -> Money {
    Money(cents * 10_000)
}

pub fn text(text: &str) -> Text {
    Text::new(text, Vec::new())
}

/// Returns a part of a price: so much for each seat.
pub fn per_seat(cents: u64) -> Part {
    Part { per: Some(question_at(0)), ..flat(cents) }
}

/// Returns a part of a price: so much.
pub fn flat(cents: u64) -> Part {
    Part::flat(money(cents))
}

/// Returns a part of a price by tiers: to how many, how much each, how much once the tier is reached.
pub fn tiered(by: TiersBy, tiers: &[(Option<u64>, u64, u64)]) -> Part {
    let tier = |(up_to, amount, flat): &(Option<u64>, u64, u64)| Tier {
        up_to: *up_to,
        amount: money(*amount),
        flat: money(*flat),
    };
    Part { rate: Rate::Tiers { by, tiers: tiers.iter().map(tier).collect() }, ..per_seat(0) }
}

/// Returns the same price in both currencies and both periods.
pub fn price(part: Part) -> Price {
    Price::Charges(vec![vec![Some(Charge::Parts(vec![part])); 2]; 2])
}

/// Returns a price by the month and by the year.
fn by_period(month: Part, year: Part) -> Price {
    Price::Charges(vec![vec![Some(Charge::Parts(vec![month])), Some(Charge::Parts(vec![year]))]; 2])
}

pub fn unit(one: &str, other: &str) -> Unit {
    let forms = vec![Form { place: 1, text: text(one) }];
    Unit { name: Counted { other: text(other), forms }, ..Unit::default() }
}

/// Four plans: free, by the seat, by the seat, and on request from 50 seats; two periods and two currencies; two add-ons.
pub fn fernhaus() -> Catalog {
    let seats = json!({"one": "seat", "other": "seats"});
    let gigabytes = |values: [u64; 4]| row("storage", "quantity", values).set("unit", "GB").set("name", "Storage");
    let name = |id: &str, name: &str| plan(id).set("name", name);
    let catalog = catalog("fernhaus")
        .set("title", json!({"en": "Fernhaus", "de": "Fernhaus"}))
        .plan(name("solo", "Solo"))
        .plan(name("team", "Team"))
        .plan(name("studio", "Studio"))
        .plan(name("company", "Company"))
        .row(gigabytes([2, 100, 1000, 5000]))
        .row(row("guests", "inclusion", ["not-included", "not-included", "included", "included"]).set("name", "Guests"))
        .question(number("seats").set("unit", seats).set("prompt", "How many people?"))
        .question(yes_no("school").asks_for("a school's price").requires("guests", "included"))
        .read();
    let mut parts = catalog.parts().clone();
    let period =
        |id: &str, length: u32| BillingPeriod { id: Id::parse(id).expect("an id"), length, quoted: 365, name: None };
    let currency = |code: &str| Currency { code: code.to_owned(), decimals: 2 };
    parts.pricing = Some(Pricing {
        currencies: vec![currency("USD"), currency("EUR")],
        periods: vec![period("month", 365), period("year", 4380)],
        default_period: period_at(0),
        tax: Some(text("Without tax.")),
        recommend: Recommend::Cheapest,
    });
    let prices = [
        Price::Free,
        by_period(per_seat(800), per_seat(640)),
        by_period(per_seat(1400), per_seat(1120)),
        Price::OnRequest,
    ];
    for (plan, price) in parts.plans.iter_mut().zip(prices) {
        plan.price = price;
    }
    parts.plans[3].available_if = vec![OnlyIf { question: question_at(0), is: Premise::AtLeast(50) }];
    let [storage, guests] = ["storage", "guests"].map(|id| catalog.entitlement_by_id(id).expect("a row"));
    let add_on = |id: &str, name: &str, most: u32, price: Price, gives: Grant| AddOn {
        id: Id::parse(id).expect("an id"),
        name: text(name),
        explanation: Vec::new(),
        plans: vec![plan_at(1), plan_at(2)],
        price,
        most,
        depends_on: Vec::new(),
        excludes: Vec::new(),
        gives: vec![gives],
    };
    let more = Grant { entitlement: storage, gives: Granted::More(Value::Quantity(Quantity::Count(500))) };
    let rooms = Grant { entitlement: guests, gives: Granted::Value(Value::Included) };
    parts.add_ons = vec![
        add_on("extra-storage", "Extra storage", 4, by_period(flat(1000), flat(800)), more),
        add_on("guest-rooms", "Guest rooms", 1, by_period(flat(2000), flat(1600)), rooms),
    ];
    Catalog::new(parts).expect("a catalogue that keeps every rule")
}

/// Returns the same with a plan at another price.
pub fn team_at(price: Price) -> Catalog {
    let mut parts = fernhaus().parts().clone();
    parts.plans[1].price = price;
    Catalog::new(parts).expect("a catalogue that keeps every rule")
}

pub fn team() -> PlanIx {
    plan_at(1)
}

pub fn studio() -> PlanIx {
    plan_at(2)
}

pub fn company() -> PlanIx {
    plan_at(3)
}

/// Words in a language, with `_` for a space at which no line breaks.
pub fn said<T>(catalog: &Catalog, language: &str, say: impl FnOnce(Words<'_>) -> Option<T>) -> String
where
    T: Into<String>,
{
    let catalog = catalog.clone().in_language(language);
    let words = Words { catalog: &catalog, locale: Locale::closest(language) };
    say(words).map_or_else(|| "nothing".to_owned(), |text| text.into().replace('\u{a0}', "_"))
}

pub fn taken(count: u32) -> Taken {
    Taken { add_on: add_on_at(0), count }
}

/// Returns what Team costs for twelve seats with Extra storage: in a month, or billed yearly.
pub fn team_for_twelve(cents: u64, storage: u64, billed: usize) -> Total {
    let seats = Line {
        add_on: None,
        count: 1,
        part: 0,
        units: Some((question_at(0), 12)),
        each: Some(money(cents)),
        amount: money(cents * 12),
        is_once: false,
    };
    let extra = Line { add_on: Some(add_on_at(0)), units: None, each: None, amount: money(storage), ..seats.clone() };
    Total {
        amount: TotalAmount::Known(money(cents * 12 + storage)),
        is_from: false,
        once: Money(0),
        billed: Some(period_at(billed)),
        lines: vec![seats, extra],
    }
}

pub fn total_of(cents: u64) -> Total {
    Total { amount: TotalAmount::Known(money(cents)), lines: Vec::new(), ..team_for_twelve(0, 0, 0) }
}
