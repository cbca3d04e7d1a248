//! How much a period saves beside another.

use crate::catalog::{Billing, Catalog, Charge, CurrencyIx, Money, Part, PeriodIx, Price, Rate, TiersBy};

/// Returns how much less everything costs for the same time where one period is chosen in place of another: a whole percentage, rounded
/// down; none where that is nothing.
///
/// It holds for every plan that is charged for: it is the least saving of all their amounts, those paid once apart. None where a plan is
/// charged in one of the periods alone, on request, or by parts that count otherwise. Plans that are free, on request or not stated
/// say nothing of it, nor do add-ons.
///
/// # Example: a year at ten months' price
///
/// ```
/// use plans::testing::{catalog, json, plan, row};
/// use plans::total::saving;
///
/// let catalog = catalog("tiny")
///     .prices(["USD"], ["month", "year"])
///     .plan(plan("a").price(json!({"month": "8", "year": "80"})))
///     .row(row("r", "inclusion", ["included"]))
///     .read();
/// let [month, year] = [0, 1].map(|at| catalog.periods().nth(at).expect("a period"));
/// assert_eq!(saving(&catalog, Default::default(), month, year), Some(16));
/// assert_eq!(saving(&catalog, Default::default(), year, month), None);
/// ```
pub fn saving(catalog: &Catalog, billing: Billing, from: PeriodIx, to: PeriodIx) -> Option<u64> {
    let pricing = catalog.parts().pricing.as_ref()?;
    let (currency, _) = pricing.currency(billing);
    let quoted = |period: PeriodIx| u128::from(pricing.periods[period.get()].quoted);
    let mut least = Least { percent: None, lengths: (quoted(from), quoted(to)) };
    for plan in catalog.plans() {
        let Price::Charges(charges) = &catalog.plan(plan).price else { continue };
        let of = |period: PeriodIx| charges[CurrencyIx::get(currency)][period.get()].as_ref();
        match (of(from)?, of(to)?) {
            (Charge::Free, Charge::Free) => {}
            (Charge::Parts(one), Charge::Parts(other)) => least.parts(one, other)?,
            (Charge::Free | Charge::OnRequest | Charge::Parts(_), _) => return None,
        }
    }
    least.percent.filter(|percent| *percent > 0)
}

/// The least saving that was found.
struct Least {
    percent: Option<u64>,
    /// For how long the amounts of either are told.
    lengths: (u128, u128),
}

impl Least {
    /// Takes in what each part saves; none where they do not compare, or something costs more.
    fn parts(&mut self, one: &[Part], other: &[Part]) -> Option<()> {
        let mut others = other.iter().filter(|part| !part.once);
        for one in one.iter().filter(|part| !part.once) {
            let other = others.next()?;
            let counts = |part: &Part| (part.per, part.each, part.minimum, part.included, part.from);
            if counts(one) != counts(other) {
                return None;
            }
            match (&one.rate, &other.rate) {
                (Rate::Same(one), Rate::Same(other)) => self.amount(*one, *other)?,
                (Rate::Tiers { by, tiers }, Rate::Tiers { by: other_by, tiers: others }) => {
                    if by != other_by || tiers.len() != others.len() {
                        return None;
                    }
                    for (one, other) in tiers.iter().zip(others) {
                        if one.up_to != other.up_to {
                            return None;
                        }
                        self.amount(one.amount, other.amount)?;
                        self.amount(one.flat, other.flat)?;
                    }
                }
                (Rate::Same(_) | Rate::Tiers { by: TiersBy::Graduated | TiersBy::Volume, .. }, _) => return None,
            }
        }
        others.next().is_none().then_some(())
    }

    fn amount(&mut self, Money(one): Money, Money(other): Money) -> Option<()> {
        // For the time of both.
        let (one, other) = (u128::from(one) * self.lengths.1, u128::from(other) * self.lengths.0);
        let saved = one.checked_sub(other)?;
        if let Some(percent) = (saved * 100).checked_div(one) {
            let percent = percent as u64;
            self.percent = Some(self.percent.map_or(percent, |least| least.min(percent)));
        }
        Some(())
    }
}
