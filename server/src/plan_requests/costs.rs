//! What the plan of a request costs with its add-ons, computed here of the answers, whatever the page said.

use plans::catalog::{MOST_DECIMALS, Money, PlanIx, written_number};
use plans::total::TotalAmount;
use plans::{Advice, Answers, Catalog};
use schemars::JsonSchema;
use serde::Serialize;

/// What a plan costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Costs {
    /// The currency that was chosen (ISO 4217).
    pub currency: String,
    /// The id of the billing period that was chosen.
    pub period: String,
    /// The id of the period in which the plan is billed, where it has no price for the one chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billed: Option<String>,
    /// The add-ons with which the plan meets most of the answers for the lowest total; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_ons: Vec<CountedAddOn>,
    /// What the plan costs with these for the time that amounts of the period are told for.
    pub total: TotalSaid,
    /// The same as the requester is told it, in the language of the page: the add-ons, the price, the total.
    pub lines: Vec<CostLine>,
}

/// An add-on, and how many of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountedAddOn {
    /// Its id.
    pub add_on: String,
    /// How many.
    pub count: u32,
}

/// What a total is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Total")]
pub enum TotalSaid {
    /// So much.
    Known {
        /// A decimal.
        amount: String,
        /// Whether it is the least that it may be.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        from: bool,
        /// What is paid once, beside the amount: a decimal; absent where nothing is.
        #[serde(skip_serializing_if = "Option::is_none")]
        once: Option<String>,
    },
    /// `on-request` or `not-stated`.
    Unknown(&'static str),
}

/// A line of what a requester is told of the costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CostLine {
    /// What it is, in the words of the app.
    pub label: String,
    /// How much.
    pub text: String,
}

impl Costs {
    /// Computes what a plan costs with some answers; none where the catalogue has no prices.
    pub fn of(catalog: &Catalog, answers: &Answers, plan: PlanIx) -> Option<Self> {
        let pricing = catalog.parts().pricing.as_ref()?;
        let advice = Advice::of(catalog, answers);
        let verdict = &advice.verdicts[plan.get()];
        let total = verdict.total.as_ref()?;
        let (chosen, period) = pricing.period(answers.billing);
        let add_ons = verdict
            .add_ons
            .iter()
            .map(|taken| CountedAddOn { add_on: catalog.add_on(taken.add_on).id.to_string(), count: taken.count });
        let said = match total.amount {
            TotalAmount::Known(amount) => TotalSaid::Known {
                amount: written(amount),
                from: total.is_from,
                once: (total.once != Money(0)).then(|| written(total.once)),
            },
            TotalAmount::OnRequest => TotalSaid::Unknown("on-request"),
            TotalAmount::NotStated => TotalSaid::Unknown("not-stated"),
        };
        let other = total.billed.filter(|billed| *billed != chosen);
        let lines = pages::told::costs(catalog, answers.billing, plan, &verdict.add_ons, total);
        Some(Self {
            currency: pricing.currency(answers.billing).1.code.clone(),
            period: period.id.to_string(),
            billed: other.map(|billed| pricing.periods[billed.get()].id.to_string()),
            add_ons: add_ons.collect(),
            total: said,
            lines: lines.into_iter().map(|(label, text)| CostLine { label: label.to_owned(), text }).collect(),
        })
    }

    /// Says how much it is in one line, for the one who answers the request: "106 USD (with 1 × extra-storage)".
    pub fn in_short(&self) -> String {
        let amount = match &self.total {
            TotalSaid::Known { amount, from, once } => {
                let from = if *from { "from " } else { "" };
                let once = once.as_ref().map(|once| format!(" and {once} {} once", self.currency)).unwrap_or_default();
                format!("{from}{amount} {}{once}", self.currency)
            }
            TotalSaid::Unknown(what) => (*what).to_owned(),
        };
        let add_ons: Vec<_> = self.add_ons.iter().map(|taken| format!("{} × {}", taken.count, taken.add_on)).collect();
        if add_ons.is_empty() { amount } else { format!("{amount} (with {})", add_ons.join(", ")) }
    }
}

fn written(Money(millionths): Money) -> String {
    written_number(millionths, MOST_DECIMALS)
}
