//! What the page offers, in the words of <https://schema.org>, for those who read pages by machine.

use maud::{Markup, PreEscaped, html};
use plans::Catalog;
use plans::catalog::{AddOn, BillingPeriod, Charge, Currency, MOST_DECIMALS, Money, OnlyIf, Part, Plan, PlanIx};
use plans::catalog::{Premise, Price, Pricing, QuestionKind, Rate, Tier, Unit, written_number};
use serde_json::{Map, Value, json};

/// Builds the offer as pages hold it.
pub fn script(catalog: &Catalog) -> Markup {
    // No text within may end the script.
    let offer = offer(catalog).to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(offer)) } }
}

/// Returns a service with a catalogue of offers, one a plan that can be requested.
pub fn offer(catalog: &Catalog) -> Value {
    let parts = catalog.parts();
    let offers = catalog.plans().filter(|plan| catalog.plan(*plan).requestable).map(|plan| of_plan(catalog, plan));
    json!({
        "@context": "https://schema.org",
        "@type": "Service",
        "name": parts.title.own(),
        "description": parts.introduction.own(),
        "hasOfferCatalog": {
            "@type": "OfferCatalog",
            "name": parts.title.own(),
            "itemListElement": offers.collect::<Vec<_>>(),
        },
    })
}

/// Returns the offer of a plan: with what it costs, for how many units it can be had, and what can be added.
fn of_plan(catalog: &Catalog, at: PlanIx) -> Value {
    let plan = catalog.plan(at);
    let mut service = json!({ "@type": "Service", "name": plan.name.own() });
    if let Some(audience) = &plan.audience {
        service["description"] = audience.own().into();
    }
    let mut offer = json!({
        "@type": "Offer",
        "identifier": plan.id.as_str(),
        "name": plan.name.own(),
        "itemOffered": service,
    });
    add_price(catalog, &plan.price, &mut offer);
    let quantities = eligible(catalog, plan);
    if !quantities.is_empty() {
        offer["eligibleQuantity"] = quantities.into();
    }
    let add_ons = catalog.parts().add_ons.iter().filter(|add_on| add_on.plans.contains(&at));
    let add_ons: Vec<_> = add_ons.map(|add_on| of_add_on(catalog, add_on)).collect();
    if !add_ons.is_empty() {
        offer["addOn"] = add_ons.into();
    }
    offer
}

/// Returns the offer of what can be taken beside a plan.
fn of_add_on(catalog: &Catalog, add_on: &AddOn) -> Value {
    let mut offer = json!({
        "@type": "Offer",
        "identifier": add_on.id.as_str(),
        "name": add_on.name.own(),
        "itemOffered": { "@type": "Service", "name": add_on.name.own() },
    });
    if add_on.most > 1 {
        offer["eligibleQuantity"] = json!({ "@type": "QuantitativeValue", "minValue": 1, "maxValue": add_on.most });
    }
    add_price(catalog, &add_on.price, &mut offer);
    offer
}

/// Adds what a price is: a specification for each currency and period. Nothing is said of what is on request or not stated, and whether
/// a tax is included is the catalogue's own sentence, beside each.
fn add_price(catalog: &Catalog, price: &Price, offer: &mut Value) {
    let Some(pricing) = &catalog.parts().pricing else { return };
    match price {
        Price::NotStated | Price::OnRequest => {}
        Price::Free => {
            offer["price"] = "0".into();
            offer["priceCurrency"] = pricing.currencies[0].code.as_str().into();
        }
        Price::Charges(charges) => {
            let mut specifications = Vec::new();
            for (currency, by_period) in pricing.currencies.iter().zip(charges) {
                for (period, charge) in pricing.periods.iter().zip(by_period) {
                    let of = Priced { catalog, pricing, currency, period };
                    specifications.extend(charge.as_ref().and_then(|charge| of.charge(charge)));
                }
            }
            if !specifications.is_empty() {
                offer["priceSpecification"] = specifications.into();
            }
        }
    }
}

/// A currency and a period of a catalogue, in which something is priced.
#[derive(Clone, Copy)]
struct Priced<'a> {
    catalog: &'a Catalog,
    pricing: &'a Pricing,
    currency: &'a Currency,
    period: &'a BillingPeriod,
}

impl Priced<'_> {
    /// Returns the specification of a charge: of one part itself, of several one that they are components of. None on request.
    fn charge(self, charge: &Charge) -> Option<Value> {
        let parts = match charge {
            Charge::OnRequest => return None,
            Charge::Free => return Some(self.specification(Some(("price", "0".to_owned())), Map::new())),
            Charge::Parts(parts) => parts,
        };
        let mut components: Vec<_> = parts.iter().flat_map(|part| self.part(part)).collect();
        if components.len() == 1 {
            return components.pop();
        }
        let mut compound = json!({
            "@type": "CompoundPriceSpecification",
            "priceCurrency": self.currency.code,
            "priceComponent": components,
        });
        self.add_tax(&mut compound);
        Some(compound)
    }

    /// Returns the specifications of a part: one, or one a tier, each with the units that it is for.
    fn part(self, part: &Part) -> Vec<Value> {
        let unit = self.unit(part);
        match &part.rate {
            Rate::Same(amount) => vec![self.unit_price(part, unit, *amount, None)],
            Rate::Tiers { tiers, .. } => {
                let mut all = Vec::new();
                let mut from = 1;
                for Tier { up_to, amount, flat } in tiers {
                    let quantity = quantity(Some(from), *up_to, unit);
                    if *amount != Money(0) || *flat == Money(0) {
                        all.push(self.unit_price(part, unit, *amount, Some(quantity.clone())));
                    }
                    if *flat != Money(0) {
                        let flat_part = Part { per: None, unit: None, each: 1, ..part.clone() };
                        all.push(self.unit_price(&flat_part, None, *flat, Some(quantity)));
                    }
                    from = up_to.map_or(from, |up_to| up_to.saturating_add(1));
                }
                all
            }
        }
    }

    fn unit_price(self, part: &Part, unit: Option<&Unit>, amount: Money, quantity: Option<Value>) -> Value {
        let mut more = Map::new();
        if let Some(name) = &part.name {
            more.insert("name".to_owned(), name.own().into());
        }
        if let Some(unit) = unit {
            let name = unit.name.other.own();
            more.insert("unitText".to_owned(), name.into());
            let reference = json!({ "@type": "QuantitativeValue", "value": part.each, "unitText": name });
            more.insert("referenceQuantity".to_owned(), reference);
        }
        let counted = match (part.minimum, part.included) {
            (_, included @ 1..) => Some(self::quantity(Some(included.saturating_add(1)), None, unit)),
            (minimum @ 2.., _) => Some(self::quantity(Some(minimum), None, unit)),
            (0 | 1, 0) => None,
        };
        if let Some(quantity) = quantity.or(counted) {
            more.insert("eligibleQuantity".to_owned(), quantity);
        }
        if part.once {
            more.insert("priceComponentType".to_owned(), "https://schema.org/ActivationFee".into());
        }
        let name = if part.from { "minPrice" } else { "price" };
        let mut specification = self.specification(Some((name, written(amount))), more);
        if part.once {
            // It is for no time.
            specification.as_object_mut().expect("an object was made").remove("billingDuration");
        }
        specification
    }

    /// Returns a specification for the time for which the period's amounts are told.
    fn specification(self, price: Option<(&str, String)>, more: Map<String, Value>) -> Value {
        let mut specification = json!({
            "@type": "UnitPriceSpecification",
            "priceCurrency": self.currency.code,
            "billingDuration": duration(self.period.quoted),
        });
        let object = specification.as_object_mut().expect("an object was made");
        object.extend(price.map(|(name, price)| (name.to_owned(), price.into())));
        if self.period.quoted != self.period.length {
            // How many of these are billed at once.
            let increment = self.period.length / self.period.quoted;
            object.insert("billingIncrement".to_owned(), increment.into());
        }
        object.extend(more);
        self.add_tax(&mut specification);
        specification
    }

    fn add_tax(self, specification: &mut Value) {
        if let Some(tax) = &self.pricing.tax {
            specification["description"] = tax.own().into();
        }
    }

    fn unit<'p>(&'p self, part: &'p Part) -> Option<&'p Unit> {
        let of_question = |question| match &self.catalog.question(question).kind {
            QuestionKind::Number { unit, .. } => Some(unit),
            QuestionKind::YesNo { .. } | QuestionKind::One(_) | QuestionKind::Several(_) => None,
        };
        part.unit.as_ref().or_else(|| part.per.and_then(of_question))
    }
}

/// Returns for how many units a plan can be had, where it is bound to numbers that visitors give.
fn eligible(catalog: &Catalog, plan: &Plan) -> Vec<Value> {
    let mut questions: Vec<_> = plan.available_if.iter().map(|condition| condition.question).collect();
    questions.dedup();
    let mut quantities = Vec::new();
    for question in questions {
        let QuestionKind::Number { unit, range, .. } = &catalog.question(question).kind else { continue };
        // Numbers with decimals are steps.
        if range.decimals > 0 {
            continue;
        }
        let (mut from, mut to) = (None, None);
        for OnlyIf { is, .. } in plan.available_if.iter().filter(|condition| condition.question == question) {
            match is {
                Premise::AtLeast(least) => from = Some(*least),
                Premise::AtMost(most) => to = Some(*most),
                Premise::Answered | Premise::Choices(_) | Premise::YesNo(_) => {}
            }
        }
        if from.is_some() || to.is_some() {
            quantities.push(quantity(from, to, Some(unit)));
        }
    }
    quantities
}

fn quantity(from: Option<u64>, to: Option<u64>, unit: Option<&Unit>) -> Value {
    let mut quantity = json!({ "@type": "QuantitativeValue" });
    for (name, value) in [("minValue", from), ("maxValue", to)] {
        if let Some(value) = value {
            quantity[name] = value.into();
        }
    }
    if let Some(unit) = unit.filter(|unit| unit.is_named()) {
        quantity["unitText"] = unit.name.other.own().into();
    }
    quantity
}

/// Writes an amount as schema.org has numbers: digits with a full stop, and nothing else.
fn written(Money(millionths): Money) -> String {
    written_number(millionths, MOST_DECIMALS)
}

/// Writes a length in twelfths of a day as a duration of ISO 8601, in the largest unit that it is a whole number of.
fn duration(length: u32) -> String {
    for (of, unit) in [(4380, "Y"), (365, "M"), (84, "W"), (12, "D")] {
        if length.is_multiple_of(of) {
            return format!("P{}{unit}", length / of);
        }
    }
    format!("PT{}H", length * 2)
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_that_can_be_requested_is_offered() {
        let catalog = plans::source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
        let offer = offer(&catalog);
        let listed = offer["hasOfferCatalog"]["itemListElement"].as_array().expect("a list");
        let names: Vec<_> = listed.iter().filter_map(|offer| offer["name"].as_str()).collect();
        assert_eq!(names, ["MSA Start", "MSA Plus", "MSA Business", "MSA Enterprise"]);
        assert!(
            listed
                .iter()
                .all(|offer| offer["itemOffered"]["description"].as_str().is_some_and(|text| !text.is_empty()))
        );
    }

    fn offers(json: &str) -> Value {
        let catalog = plans::source::read(json).expect("a checked catalogue");
        offer(&catalog)["hasOfferCatalog"]["itemListElement"].take()
    }

    #[test]
    fn without_prices_nothing_is_said_of_them() {
        let text = offers(include_str!("../../../catalogs/msa.json")).to_string();
        for word in ["price", "addOn", "eligibleQuantity"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }

    #[test]
    fn a_plan_by_the_seat_is_priced_for_each_period_with_its_add_ons() {
        let offers = offers(include_str!("../../../catalogs/fernhaus.json"));
        let by_id = |id: &str| {
            let found = offers.as_array().and_then(|all| all.iter().find(|offer| offer["identifier"] == id));
            found.unwrap_or_else(|| panic!("no offer of {id}: {offers}"))
        };
        let team = by_id("team");
        let [month, year] = [0, 1].map(|at| &team["priceSpecification"][at]);
        assert_eq!(month["@type"], "UnitPriceSpecification");
        assert_eq!((&month["price"], &month["priceCurrency"]), (&json!("8"), &json!("USD")));
        assert_eq!((&month["billingDuration"], month.get("billingIncrement")), (&json!("P1M"), None));
        assert_eq!(month["referenceQuantity"], json!({"@type": "QuantitativeValue", "value": 1, "unitText": "seats"}));
        // The price of a month, twelve of which are billed at once.
        assert_eq!(
            (&year["price"], &year["billingDuration"], &year["billingIncrement"]),
            (&json!("6.4"), &json!("P1M"), &json!(12))
        );
        assert!(month["description"].as_str().is_some_and(|tax| tax.contains("without tax")), "{month}");
        assert_eq!(month.get("valueAddedTaxIncluded"), None, "the catalogue's sentence is not read");
        let extra = &team["addOn"][0];
        assert_eq!(
            (&extra["identifier"], &extra["priceSpecification"][0]["price"]),
            (&json!("extra-storage"), &json!("10"))
        );
        assert_eq!(extra["eligibleQuantity"]["maxValue"], 4);
        assert_eq!(by_id("solo")["price"], "0");
        let company = by_id("company");
        assert_eq!((company.get("price"), company.get("priceSpecification")), (None, None));
        assert_eq!(
            company["eligibleQuantity"],
            json!([{"@type": "QuantitativeValue", "minValue": 50, "unitText": "seats"}])
        );
    }

    #[test]
    fn tiers_overage_fees_and_least_prices_are_told_apart() {
        let offers = offers(include_str!("../../../catalogs/loomgate-api.json"));
        let of = |id: &str| {
            let found = offers.as_array().and_then(|all| all.iter().find(|offer| offer["identifier"] == id));
            found.map(|offer| offer["priceSpecification"].clone()).unwrap_or_else(|| panic!("no offer of {id}"))
        };
        let basic = of("basic");
        // Three periods in each of two currencies.
        assert_eq!(basic.as_array().map(Vec::len), Some(6));
        assert_eq!(basic[0]["@type"], "CompoundPriceSpecification");
        let beyond = &basic[0]["priceComponent"][1];
        assert_eq!((&beyond["name"], &beyond["price"]), (&json!("Calls beyond 100,000"), &json!("0.4")));
        assert_eq!(beyond["referenceQuantity"]["value"], 1000);
        assert_eq!(beyond["eligibleQuantity"]["minValue"], 100_001);
        assert_eq!(basic[2]["priceComponent"][0]["billingDuration"], "P1Y");
        assert_eq!(basic[2]["priceComponent"][0]["billingIncrement"], 3);
        let tiers = &of("pro")[0]["priceComponent"];
        let told = |at: usize| (tiers[at]["price"].clone(), tiers[at]["eligibleQuantity"].clone());
        let between = |from: u64, to: u64| json!({"@type": "QuantitativeValue", "minValue": from, "maxValue": to, "unitText": "users"});
        assert_eq!([told(0), told(1)], [(json!("29"), between(1, 10)), (json!("25"), between(11, 50))]);
        let fee = &of("enterprise")[0]["priceComponent"];
        let fee = fee.as_array().and_then(|all| all.last()).expect("a last part");
        assert_eq!(
            (&fee["price"], &fee["priceComponentType"]),
            (&json!("1500"), &json!("https://schema.org/ActivationFee"))
        );
        assert_eq!(fee.get("billingDuration"), None);
        let least = &of("dedicated")[0];
        assert_eq!((&least["minPrice"], least.get("price")), (&json!("2400"), None));
    }
}
