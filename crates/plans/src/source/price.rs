//! What a catalogue file may say of prices: currencies, billing periods, and what plans and add-ons cost.

use schemars::JsonSchema;

use super::field::{IdSource, Plain, TextSource, read_word};
use super::unit::UnitForm;
use crate::json::{At, Json, Many, Named, Node, Read, object};

/// Which of the plans that fit is recommended.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum RecommendSource {
    /// The first by the order of the plans.
    #[default]
    First,
    /// The one whose total is lowest.
    Cheapest,
}

impl Read for RecommendSource {
    fn read(node: &Node<'_>) -> Self {
        read_word(node, "a rule of recommending", &[("first", Self::First), ("cheapest", Self::Cheapest)])
    }
}

/// Which units a tier is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum TiersBySource {
    /// Each unit is charged by the tier that it lies in.
    #[default]
    Graduated,
    /// All units are charged by the tier that their number lies in.
    Volume,
}

impl Read for TiersBySource {
    fn read(node: &Node<'_>) -> Self {
        read_word(node, "a way of counting tiers", &[("graduated", Self::Graduated), ("volume", Self::Volume)])
    }
}

/// A billing period: a known one by its id, or more said of it.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum PeriodSource {
    /// "day", "week", "month", "quarter", "half-year" or "year".
    Known(At<Plain>),
    /// A known one whose amounts are told for another length, or one of the catalogue's own.
    Own(Box<OwnPeriodSource>),
}

impl Default for PeriodSource {
    fn default() -> Self {
        Self::Known(At::default())
    }
}

impl Read for PeriodSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Object(_) => Self::Own(Box::new(OwnPeriodSource::read(node))),
            _ => Self::Known(At::read(node)),
        }
    }
}

/// An amount of money in the price's currency: "8" or "6.40". Only a whole one may be a number.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum AmountSource {
    /// Digits, with up to 6 decimals after a point.
    Text(#[schemars(regex(pattern = "^[0-9]+([.][0-9]+)?$"))] String),
    /// A whole number.
    Whole(#[schemars(range(max = LARGEST_AMOUNT))] u64),
    /// A number that is not whole, which may not be what its author wrote: reported.
    #[schemars(skip)]
    Fraction(String),
    /// None of these; reported.
    #[default]
    #[schemars(skip)]
    Unread,
}

/// The largest amount, in units of its currency.
pub(super) const LARGEST_AMOUNT: u64 = 1_000_000_000;

impl Read for AmountSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::String(text) => Self::Text(text.clone()),
            Json::Whole(number) => Self::Whole(*number),
            Json::Number(number) => Self::Fraction(number.to_string()),
            _ => node.expected("an amount, such as \"6.40\""),
        }
    }
}

/// A whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema)]
pub struct WholeSource(#[schemars(range(max = crate::catalog::LARGEST))] pub u64);

impl Read for WholeSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Whole(number) if *number <= crate::catalog::LARGEST => Self(*number),
            _ => node.expected("a whole number from 0 to 1000000000000"),
        }
    }
}

/// What a charge may be in place of an amount.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum NoAmountSource {
    /// It costs nothing.
    Free,
    /// What it costs is agreed.
    OnRequest,
}

/// What is charged in one currency for one period.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum ChargeSource {
    /// "free" or "on-request".
    Word(NoAmountSource),
    /// An amount.
    Amount(At<AmountSource>),
    /// A part.
    Part(Box<At<PartSource>>),
    /// The parts that it is the sum of.
    Parts(At<Many<ItemSource>>),
}

impl Default for ChargeSource {
    fn default() -> Self {
        Self::Amount(At::default())
    }
}

impl Read for ChargeSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::String(word) if word == "free" => Self::Word(NoAmountSource::Free),
            Json::String(word) if word == "on-request" => Self::Word(NoAmountSource::OnRequest),
            Json::Array(_) => Self::Parts(At::read(node)),
            Json::Object(_) => Self::Part(Box::new(At::read(node))),
            Json::String(_) | Json::Whole(_) | Json::Number(_) => Self::Amount(At::read(node)),
            _ => node.expected("a price: an amount, \"free\", \"on-request\", or a part or a list of parts"),
        }
    }
}

/// A part of a sum: an amount alone, or more said of it.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum ItemSource {
    /// An amount.
    Amount(At<AmountSource>),
    /// A part.
    Part(Box<At<PartSource>>),
}

impl Default for ItemSource {
    fn default() -> Self {
        Self::Amount(At::default())
    }
}

impl Read for ItemSource {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Object(_) => Self::Part(Box::new(At::read(node))),
            _ => Self::Amount(At::read(node)),
        }
    }
}

/// What something costs in one currency: a charge, or one for each period.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum PeriodPriceSource {
    /// A charge. Where the catalogue has several periods, "free" and "on-request" alone.
    Charge(ChargeSource),
    /// Charges by the id of the period.
    By(At<Named<ChargeSource>>),
}

impl Default for PeriodPriceSource {
    fn default() -> Self {
        Self::Charge(ChargeSource::default())
    }
}

impl Read for PeriodPriceSource {
    fn read(node: &Node<'_>) -> Self {
        if is_by_key(node.json) { Self::By(At::read(node)) } else { Self::Charge(ChargeSource::read(node)) }
    }
}

/// What a plan, or one of an add-on, costs: a charge; or one for each period; or by currency.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged)]
pub enum PriceSource {
    /// A charge. Where the catalogue has several currencies or periods, "free" and "on-request" alone.
    Charge(ChargeSource),
    /// By the id of the period, or by the code of the currency.
    By(At<Named<PeriodPriceSource>>),
}

impl Default for PriceSource {
    fn default() -> Self {
        Self::Charge(ChargeSource::default())
    }
}

impl Read for PriceSource {
    fn read(node: &Node<'_>) -> Self {
        if is_by_key(node.json) { Self::By(At::read(node)) } else { Self::Charge(ChargeSource::read(node)) }
    }
}

impl ChargeSource {
    fn parts(&self) -> Vec<&PartSource> {
        match self {
            Self::Word(_) | Self::Amount(_) => Vec::new(),
            Self::Part(part) => vec![&part.value],
            Self::Parts(items) => {
                let mut parts = Vec::new();
                for item in &items.value.0 {
                    if let ItemSource::Part(part) = item {
                        parts.push(&part.value);
                    }
                }
                parts
            }
        }
    }
}

impl PriceSource {
    /// Returns every part of which it consists.
    pub(super) fn parts(&self) -> Vec<&PartSource> {
        match self {
            Self::Charge(charge) => charge.parts(),
            Self::By(by) => by.value.iter().flat_map(|(_, price)| price.value.parts()).collect(),
        }
    }
}

impl PeriodPriceSource {
    fn parts(&self) -> Vec<&PartSource> {
        match self {
            Self::Charge(charge) => charge.parts(),
            Self::By(by) => by.value.iter().flat_map(|(_, charge)| charge.value.parts()).collect(),
        }
    }
}

/// Tells whether an object's names are periods or currencies, since none of them is a field of a part.
fn is_by_key(json: &Json) -> bool {
    match json {
        Json::Object(fields) => fields.iter().all(|(name, _)| !PART_FIELDS.contains(&name.as_str())),
        _ => false,
    }
}

/// The names of a part's fields. No period is called so.
pub(super) const PART_FIELDS: [&str; 11] =
    ["amount", "tiers", "tiers_by", "per", "unit", "each", "minimum", "included", "from", "once", "name"];

object! {
    /// In what, how often and by which rule plans are paid for. Without it, plans have no prices.
    pub struct PricesSource {
        /// The codes of the currencies by ISO 4217, such as "USD". The first holds until another is chosen. At most 10.
        "currencies" currencies: At<Many<At<Plain>>>,
        /// The periods in which plans are billed, in the order in which they are offered. At most 6.
        "periods" periods: At<Many<PeriodSource>>,
        /// The id of the period that holds until another is chosen. The first where it is left out.
        "default_period" default_period: Option<At<Plain>>,
        /// A sentence about taxes, such as "Prices in US dollars, without tax."
        "tax" tax: Option<TextSource>,
        /// Which of the plans that fit is recommended: "first" by the order of the plans, or "cheapest". "first" where it is left out.
        "recommend" recommend: Option<RecommendSource>,
    }

    /// A billing period of which more is said.
    pub struct OwnPeriodSource {
        /// Names it in prices, answers and links: a known id, or one of the catalogue's own.
        "id" id: At<IdSource>,
        /// How many months it has: 1 to 1200. For one of the catalogue's own alone, and then it must be there.
        "months" months: Option<At<WholeSource>>,
        /// What it is called, such as "Three years". For one of the catalogue's own it must be there.
        "name" name: Option<At<TextSource>>,
        /// The known period for whose length amounts are told: "month" for a year that is told by the month. Left out, they are for
        /// the whole period.
        "price_for" price_for: Option<At<Plain>>,
    }

    /// A part of what is charged.
    pub struct PartSource {
        /// How much: for each unit where "per" or "unit" is there, else in all.
        "amount" amount: Option<At<AmountSource>>,
        /// How much by how many units there are, in place of "amount". Ascending; at most 20.
        "tiers" tiers: Option<At<Many<TierSource>>>,
        /// Which units a tier is for: each unit by its own, "graduated"; or all by the one that their number lies in, "volume".
        /// "graduated" where it is left out.
        "tiers_by" tiers_by: Option<At<TiersBySource>>,
        /// The id of the number question by whose answer it is multiplied.
        "per" per: Option<At<Plain>>,
        /// What it is charged for each of. The question's unit where it is left out. Without "per" the total is not known.
        "unit" unit: Option<At<UnitForm>>,
        /// Each started so many units are charged. 1 where it is left out.
        "each" each: Option<At<WholeSource>>,
        /// So many units are charged at least. 0 where it is left out.
        "minimum" minimum: Option<At<WholeSource>>,
        /// So many units cost nothing. 0 where it is left out.
        "included" included: Option<At<WholeSource>>,
        /// Whether it is the least that it may cost.
        "from" from: Option<bool>,
        /// Whether it is charged once, and not in each period.
        "once" once: Option<bool>,
        /// What the sum calls it, such as "Set-up".
        "name" name: Option<TextSource>,
    }

    /// A tier.
    pub struct TierSource {
        /// The last number of units that it is for. The last tier may leave it out.
        "up_to" up_to: Option<At<WholeSource>>,
        /// How much a unit is. Nothing where it is left out, beside "flat".
        "amount" amount: Option<At<AmountSource>>,
        /// How much is added once the tier is reached.
        "flat" flat: Option<At<AmountSource>>,
    }
}
