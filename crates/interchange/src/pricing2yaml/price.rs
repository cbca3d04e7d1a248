//! Prices: in which periods they are told, and what is charged.

use serde_json::{Map, Value, json};

use super::document::{Document, Offer};
use crate::decimal::Decimal;
use crate::finding::{Finding, Outcome};
use crate::unit::{self, PerPeriod};
use crate::yaml::{Node, Yaml};

/// The most decimals of an amount.
pub const MOST_DECIMALS: u32 = 6;
/// The largest amount.
const LARGEST: u64 = 1_000_000_000;
/// The longest period of a catalogue, in months.
const MOST_MONTHS: u32 = 120;
/// The most periods of a catalogue.
const MOST_PERIODS: usize = 6;

/// Ways of billing by what is in their names, each with its period and its length in months; the first that fits.
const BILLING: [(&str, &str, u32); 15] = [
    ("biennial", "two-years", 24),
    ("biyear", "two-years", 24),
    ("triennial", "three-years", 36),
    ("semi", "half-year", 6),
    ("semest", "half-year", 6),
    ("half", "half-year", 6),
    ("biann", "half-year", 6),
    ("quarter", "quarter", 3),
    ("trimest", "quarter", 3),
    ("month", "month", 1),
    ("week", "week", 0),
    ("ann", "year", 12),
    ("year", "year", 12),
    ("day", "day", 0),
    ("daily", "day", 0),
];

/// Returns the period of a way of billing, and its length in months: of "annual", "semester", "24 months".
fn way_of_billing(called: &str) -> Option<(String, u32)> {
    let lower = called.to_lowercase();
    let digits: String = lower.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    if let Ok(count) = digits.parse::<u32>() {
        let unit = if lower.contains("month") { 1 } else { 12 };
        let is_counted = lower.contains("month") || lower.contains("year");
        let months = count.checked_mul(unit).filter(|months| is_counted && (1..=MOST_MONTHS).contains(months))?;
        let known = BILLING.iter().find(|(.., length)| *length == months && *length <= 12);
        return Some((known.map_or_else(|| format!("{months}-months"), |(_, period, _)| (*period).to_owned()), months));
    }
    BILLING.iter().find(|(part, ..)| lower.contains(part)).map(|(_, period, months)| ((*period).to_owned(), *months))
}

/// A period of a catalogue.
#[derive(Clone, Debug)]
pub struct Period {
    /// Its id.
    pub id: String,
    /// For how long amounts are told, where that is another.
    price_for: Option<&'static str>,
    /// Its length in months, where it is none that every catalogue knows.
    months: Option<u32>,
    /// By which part of the price it is charged.
    pub part: Decimal,
    /// What the file calls it.
    pub called: Option<String>,
}

impl Period {
    fn json(&self) -> Value {
        if self.price_for.is_none() && self.months.is_none() {
            return self.id.clone().into();
        }
        let mut object = Map::new();
        object.insert("id".to_owned(), self.id.clone().into());
        if let Some(months) = self.months {
            object.insert("months".to_owned(), months.into());
            object.insert("name".to_owned(), self.called.as_deref().unwrap_or(&self.id).into());
        }
        if let Some(price_for) = self.price_for {
            object.insert("price_for".to_owned(), price_for.into());
        }
        object.into()
    }
}

/// How the prices of a file are told.
#[derive(Debug)]
pub struct Prices {
    /// The currency, by ISO 4217.
    pub currency: String,
    /// The periods that all prices are told in.
    pub billed: Vec<Period>,
    /// The periods of single plans beside them.
    others: Vec<Period>,
    /// The period that amounts are told for.
    base: &'static str,
    /// What plans are charged for each of.
    counted: Vec<String>,
}

/// Returns the unit of a price, and whether it is paid once.
fn offer_unit(offer: &Offer<'_>) -> (PerPeriod, bool) {
    let written = offer.word("unit").unwrap_or_default();
    let is_once = ["one time", "one-time", "once", "onetime"].iter().any(|word| written.to_lowercase().contains(word));
    if is_once {
        return (PerPeriod::default(), true);
    }
    match unit::period(&written) {
        Some(period) => (PerPeriod { counted: None, period: Some(period) }, false),
        None => (PerPeriod::read(Some(&written)), false),
    }
}

impl Prices {
    /// Looks at all prices of a file.
    pub fn of(document: &Document<'_>, findings: &mut Vec<Finding>) -> Self {
        let offers = || document.plans.iter().chain(&document.add_ons);
        let units: Vec<_> = offers().map(|offer| offer_unit(offer).0).collect();
        let count = |period: &str| units.iter().filter(|unit| unit.period == Some(period)).count();
        let base = ["month", "year", "quarter", "week", "day"]
            .into_iter()
            .max_by_key(|period| (count(period), *period == "month"))
            .unwrap_or("month");
        let mut billing = document.billing.clone();
        if offers().any(|offer| offer.node.field("annualPrice").is_some()) {
            billing = [("monthly", "monthlyPrice"), ("annual", "annualPrice")]
                .into_iter()
                .filter(|(_, field)| offers().any(|offer| offer.node.field(field).is_some()))
                .map(|(called, _)| (called.to_owned(), Decimal::ONE))
                .collect();
        }
        let mut billed: Vec<Period> = Vec::new();
        for (called, part) in &billing {
            let known = way_of_billing(called);
            let Some((id, months)) = known.filter(|_| billed.len() < MOST_PERIODS) else {
                let detail =
                    format!("{called:?} is no way of billing whose length is known; write for example \"annual\"");
                findings.push(Finding {
                    place: format!("/billing/{called}"),
                    at: None,
                    outcome: Outcome::Lost,
                    detail,
                });
                continue;
            };
            if billed.iter().any(|period| period.id == id) {
                let detail = format!("{called:?} is the period {id:?}, which stands there already; keep one of them");
                findings.push(Finding {
                    place: format!("/billing/{called}"),
                    at: None,
                    outcome: Outcome::Lost,
                    detail,
                });
                continue;
            }
            billed.push(Period {
                id: id.clone(),
                price_for: (id != base).then_some(base),
                months: (months > 12).then_some(months),
                part: *part,
                called: Some(called.clone()),
            });
        }
        // Prices by the year, billed "monthly", as the syntax has it where nothing is said.
        let is_default = billed.len() == 1 && billed[0].part == Decimal::ONE && billed[0].id == "month";
        if billed.is_empty() || is_default && base != "month" {
            billed =
                vec![Period { id: base.to_owned(), price_for: None, months: None, part: Decimal::ONE, called: None }];
        }
        let mut others: Vec<Period> = Vec::new();
        for period in units.iter().filter_map(|unit| unit.period) {
            let is_known = period == base || others.iter().any(|other| other.called.as_deref() == Some(period));
            if !is_known && billed.len() + others.len() < MOST_PERIODS {
                let is_taken = billed.iter().any(|billed| billed.id == period);
                let months = match period {
                    "quarter" => 3,
                    "year" => 12,
                    _ => 1,
                };
                others.push(Period {
                    id: if is_taken { format!("whole-{period}") } else { period.to_owned() },
                    price_for: None,
                    months: is_taken.then_some(months),
                    part: Decimal::ONE,
                    called: Some(period.to_owned()),
                });
            }
        }
        let counted = document.plans.iter().filter_map(|plan| offer_unit(plan).0.counted).collect();
        Self { currency: currency(document, findings), billed, others, base, counted }
    }

    /// Writes the catalogue's field `prices`.
    pub fn json(&self) -> Value {
        let periods: Vec<_> = self.billed.iter().chain(&self.others).map(Period::json).collect();
        json!({ "currencies": [self.currency], "periods": periods })
    }

    /// Writes the price of a plan or an add-on; none where the file states none. What is charged for each of a thing is paid for `minimum` of
    /// them at least. An add-on that only extends limits costs what one of its units does.
    pub fn price(&self, offer: &Offer<'_>, minimum: Option<Decimal>, findings: &mut Vec<Finding>) -> Option<Price> {
        let (mut unit, is_once) = offer_unit(offer);
        let is_unit = offer.is_scalable() && unit.counted.as_ref().is_some_and(|unit| !self.counted.contains(unit));
        if is_unit {
            unit.counted = None;
        }
        let mut lose = |field: &str, node: &Node, detail: String| {
            let place = format!("{}/{field}", offer.place());
            findings.push(Finding { place, at: Some(node.at), outcome: Outcome::Lost, detail });
        };
        let own =
            self.others.iter().find(|other| unit.period.is_some_and(|period| other.called.as_deref() == Some(period)));
        let own = own.filter(|_| unit.period != Some(self.base));
        let periods: Vec<&Period> = own.map_or_else(|| self.billed.iter().collect(), |own| vec![own]);
        let mut charges = Vec::new();
        let mut words = None;
        let mut rounded = Vec::new();
        for period in &periods {
            let yearly = if period.id == "year" { "annualPrice" } else { "monthlyPrice" };
            let fields = [yearly, "price", "monthlyPrice", "annualPrice"];
            let is_both = offer.node.field("monthlyPrice").is_some() && offer.node.field("annualPrice").is_some();
            let field =
                if is_both { Some(yearly) } else { fields.into_iter().find(|field| offer.node.field(field).is_some()) };
            let Some((field, node)) = field.and_then(|field| Some((field, offer.node.field(field)?))) else { continue };
            let amount = match &node.value {
                Yaml::Number(amount) => *amount,
                Yaml::Text(text) if Decimal::parse(text.trim()).is_some() => {
                    Decimal::parse(text.trim()).unwrap_or(Decimal::ZERO)
                }
                Yaml::Text(text) => {
                    words = Some(text.trim().to_owned());
                    charges.push((period, Value::from("on-request")));
                    continue;
                }
                _ => {
                    let way_out = "write a number such as 9.99, or words such as \"Contact Sales\"";
                    lose(field, node, format!("{node} is no price; {way_out}"));
                    continue;
                }
            };
            if !amount.is_at_most(LARGEST) {
                lose(field, node, format!("{node} is no price up to {LARGEST}; write a smaller one"));
                continue;
            }
            // What is paid once goes by no period.
            let exact = if is_once { amount } else { amount.times(period.part) };
            let charged = exact.rounded(MOST_DECIMALS);
            if exact != charged {
                let detail = format!(
                    "{amount} times {} has more than {MOST_DECIMALS} decimals; {charged} is written",
                    period.part
                );
                let outcome = if period.part == Decimal::ONE { Outcome::Lost } else { Outcome::Guessed };
                rounded.push((field, node, detail, outcome));
            }
            charges.push((period, charge(charged, &unit, is_once, minimum)));
        }
        for (field, node, detail, outcome) in rounded {
            let place = format!("{}/{field}", offer.place());
            findings.push(Finding { place, at: Some(node.at), outcome, detail });
        }
        let first = charges.first()?.1.clone();
        let is_one = charges.iter().all(|(_, charge)| *charge == first && charge.is_string())
            && first.as_str().is_some_and(|word| word == "free" || word == "on-request");
        let is_only = self.billed.len() + self.others.len() == 1;
        let json = if is_one || is_only {
            first
        } else {
            charges.into_iter().map(|(period, charge)| (period.id.clone(), charge)).collect::<Map<_, _>>().into()
        };
        // What writing would say, where the file says it otherwise.
        let period = own.and(unit.period).or(Some(self.base));
        let counted = if json == "free" || json == "on-request" { None } else { unit.counted };
        let written = PerPeriod { counted, period }.written();
        let unit = Some(offer.word("unit")).filter(|unit| *unit != written).map(Option::unwrap_or_default);
        Some(Price { json, words, unit })
    }
}

/// A price, and what the file says of it in its own words.
#[derive(Debug)]
pub struct Price {
    /// The price, as a catalogue has it.
    pub json: Value,
    /// The words in the place of a number.
    pub words: Option<String>,
    /// The unit, where it cannot be told from the price; empty where the file has none.
    pub unit: Option<String>,
}

impl Offer<'_> {
    /// Tells whether an add-on extends limits and does nothing else, so that several of it can be taken.
    pub fn is_scalable(&self) -> bool {
        !self.extensions.is_empty() && self.features.is_empty() && self.limits.is_empty()
    }
}

fn charge(amount: Decimal, unit: &PerPeriod, is_once: bool, minimum: Option<Decimal>) -> Value {
    if amount == Decimal::ZERO {
        return "free".into();
    }
    let amount = amount.to_string();
    if is_once {
        return json!({ "amount": amount, "once": true });
    }
    let Some(counted) = unit.counted.as_deref().and_then(crate::frame::word) else { return amount.into() };
    let mut part = json!({ "amount": amount, "unit": unit::unit(&counted) });
    if let Some(minimum) = minimum.and_then(|minimum| minimum.to_string().parse::<u64>().ok()) {
        part["minimum"] = minimum.into();
    }
    part
}

/// Returns the currency by ISO 4217.
fn currency(document: &Document<'_>, findings: &mut Vec<Finding>) -> String {
    let written = document.currency.as_deref().unwrap_or_default();
    let named = match written.to_uppercase().as_str() {
        "DOLLAR" | "DOLLARS" => "USD",
        "EURO" | "EUROS" => "EUR",
        _ => written,
    };
    match plans::source::currency(named) {
        Some(code) => code,
        None => {
            let said = if written.is_empty() {
                "no currency is written".to_owned()
            } else {
                format!("{written:?} is no currency by ISO 4217")
            };
            let detail = format!("{said}; prices are in \"USD\", which \"prices\" of the catalogue says");
            findings.push(Finding { place: "/currency".to_owned(), at: None, outcome: Outcome::Guessed, detail });
            "USD".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_billing_have_a_length() {
        for (called, period, months) in [
            ("monthly", "month", 1),
            ("annually", "year", 12),
            ("Yearly billing", "year", 12),
            ("semester", "half-year", 6),
            ("quarterly", "quarter", 3),
            ("biennial", "two-years", 24),
            ("2 years", "24-months", 24),
            ("6months", "half-year", 6),
        ] {
            assert_eq!(way_of_billing(called), Some((period.to_owned(), months)), "{called}");
        }
        assert_eq!(way_of_billing("lifetime"), None);
    }
}
