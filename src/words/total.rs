//! What plans cost for the answers, in words: totals, their sums, and what another plan or period costs beside them.

use plans::catalog::{Billing, Charge, Money, Part, PeriodIx, Taken};
use plans::total::{Line, Total, TotalAmount, charge, saving};
use plans::{Advised, PlanIx};

use super::{Words, join};

impl Words<'_> {
    /// Words a total with how long it is for: "$106 a month", "from $106 a month", "$96 a month and $100 once", "Free", "On request".
    /// None where it is not stated.
    pub fn total(&self, billing: Billing, total: &Total) -> Option<String> {
        let locale = self.locale;
        let pricing = self.pricing()?;
        let ((_, currency), (_, period)) = (pricing.currency(billing), pricing.period(billing));
        match total.amount {
            TotalAmount::NotStated => None,
            TotalAmount::OnRequest => Some(locale.value_on_request().to_owned()),
            TotalAmount::Known(Money(0)) if !total.is_from && total.once == Money(0) => {
                Some(locale.price_free().to_owned())
            }
            TotalAmount::Known(amount) => {
                let mut words = Vec::new();
                if amount != Money(0) || total.once == Money(0) {
                    let paid = self.in_period(&self.paid(amount, currency), period.quoted);
                    words.push(if total.is_from { locale.price_from(&paid) } else { paid });
                }
                if total.once != Money(0) {
                    words.push(locale.price_once(&self.paid(total.once, currency)));
                }
                Some(self.list(&words))
            }
        }
    }

    /// Words what a plan costs with the add-ons with which it is advised. None where that is not stated, or the catalogue has no prices.
    pub fn total_advised(&self, advised: &Advised, plan: PlanIx) -> Option<String> {
        self.total(advised.answers.billing, advised.advice.verdicts[plan.get()].total.as_ref()?)
    }

    /// Words a total with how often it is billed where that is another period than its amount is for: "$84.80 a month, billed yearly".
    pub fn total_billed(&self, billing: Billing, total: &Total) -> Option<String> {
        let words = self.total(billing, total)?;
        let pricing = self.pricing()?;
        let (chosen, _) = pricing.period(billing);
        let is_paid = total.known().is_some_and(|amount| amount != Money(0));
        let billed = &pricing.periods[total.billed.unwrap_or(chosen).get()];
        let words = if is_paid { self.locale.price_billed(&self.billed(billed), &words) } else { words };
        Some(words)
    }

    /// Words what a total is in a period, with what that comes to in all of it where its amounts are for a shorter time: "Yearly: $84.80 a
    /// month, $1,017.60 a year". The total is of a billing with that period.
    pub fn total_in_period(&self, billing: Billing, period: PeriodIx, total: &Total) -> Option<String> {
        let billing = Billing { period: Some(period), ..billing };
        let mut words = vec![self.total(billing, total)?];
        let pricing = self.pricing()?;
        let ((_, currency), (_, of)) = (pricing.currency(billing), pricing.period(billing));
        if let Some(Money(amount)) = total.known()
            && amount > 0
            && of.quoted != of.length
            && let Some(whole) = amount.checked_mul(of.length.into())
        {
            let whole = self.paid(Money(whole / u64::from(of.quoted)), currency);
            words.push(self.in_period(&whole, of.length));
        }
        Some(self.locale.total_in_period(&self.period(period), &join(&words, self.locale.list_comma())))
    }

    /// Words how a total comes about, as short as under it: "12 × $8 + Extra storage $10". None where that says no more than the total.
    pub fn sum(&self, billing: Billing, plan: PlanIx, total: &Total) -> Option<String> {
        let lines = self.lines(billing, plan, total);
        let says_more = |line: &&Line| line.units.is_some() || line.add_on.is_some();
        let is_more = lines.len() > 1 || total.lines.iter().any(|line| says_more(&line));
        let words: Vec<_> = lines.into_iter().map(|(words, _)| words).collect();
        (is_more && !words.is_empty()).then(|| join(&words, " + "))
    }

    /// Words the same with what each part comes to, and the total: "12 × $8 = $96 and Extra storage $10: $106 a month."
    pub fn sum_in_full(&self, billing: Billing, plan: PlanIx, total: &Total) -> Option<String> {
        let total_words = self.total_billed(billing, total)?;
        let mut words = Vec::new();
        for (line, amount) in self.lines(billing, plan, total) {
            words.push(amount.map_or(line.clone(), |amount| self.locale.sum_is(&amount, &line)));
        }
        (!words.is_empty()).then(|| self.locale.sum_total(&self.list(&words), &total_words))
    }

    /// Words the lines of a total, each with what it comes to where it does not say that itself. What costs nothing is left out.
    fn lines(&self, billing: Billing, plan: PlanIx, total: &Total) -> Vec<(String, Option<String>)> {
        let locale = self.locale;
        let mut all = Vec::new();
        let Some(pricing) = self.pricing() else { return all };
        let (_, currency) = pricing.currency(billing);
        for line in &total.lines {
            if line.amount == Money(0) {
                continue;
            }
            let (amount, part) = (self.paid(line.amount, currency), self.part_of(billing, plan, line));
            let (mut words, mut comes_to) = match (line.units, line.each) {
                (Some((_, units)), Some(each)) if u64::from(line.count) == 1 => {
                    (locale.sum_times(&self.number(units, 0), &self.money(each, currency)), Some(amount))
                }
                (Some((_, units)), _) => {
                    // Of what is charged for each started thousand, thousands are counted, which no unit is of.
                    match part.filter(|part| part.each == 1).and_then(|part| self.unit_of_part(part)) {
                        Some(unit) => (locale.sum_named(&self.in_unit(units, 0, unit), &amount), None),
                        None => (amount, None),
                    }
                }
                (None, _) => (amount, None),
            };
            if let Some(name) = part.and_then(|part| part.name.as_ref()) {
                words = locale.sum_named(&self.text(name), &words);
            }
            if let Some(add_on) = line.add_on {
                let name = self.taken(&[Taken { add_on, count: line.count }]);
                words = locale.sum_named(&self.list(&name), &words);
            }
            if line.is_once {
                // What it comes to is said before "once".
                words =
                    locale.price_once(&comes_to.take().map_or(words.clone(), |amount| locale.sum_is(&amount, &words)));
            }
            all.push((words, comes_to));
        }
        all
    }

    /// Finds the part of a price that a line of a total is for.
    fn part_of(&self, billing: Billing, plan: PlanIx, line: &Line) -> Option<&Part> {
        let price = match line.add_on {
            Some(add_on) => &self.catalog.add_on(add_on).price,
            None => &self.catalog.plan(plan).price,
        };
        match charge(self.pricing()?, price, billing)?.1 {
            Charge::Parts(parts) => parts.get(line.part),
            Charge::Free | Charge::OnRequest => None,
        }
    }

    /// Words what a total is beside another plan's: "$62 a month less than Studio". None where one of them is not known.
    pub fn total_beside(&self, billing: Billing, total: &Total, other: &Total, plan: PlanIx) -> Option<String> {
        let (locale, name) = (self.locale, self.plan(plan));
        let (one, other) = (total.known()?, other.known()?);
        Some(match one.cmp(&other) {
            std::cmp::Ordering::Less => locale.total_less(&name, &self.apart(billing, one, other)?),
            std::cmp::Ordering::Equal => locale.total_same(&name),
            std::cmp::Ordering::Greater => locale.total_more(&name, &self.apart(billing, other, one)?),
        })
    }

    /// Words what a plan that fits, but is not recommended, costs beside the one that is: "It fits too, for $62 a month more." None where
    /// one of them is not known.
    pub fn fits_too(&self, billing: Billing, recommended: &Total, other: &Total) -> Option<String> {
        let (locale, recommended, other) = (self.locale, recommended.known()?, other.known()?);
        Some(match recommended.cmp(&other) {
            std::cmp::Ordering::Less => locale.why_not_for_more(&self.apart(billing, recommended, other)?),
            std::cmp::Ordering::Equal => locale.why_not_same().to_owned(),
            std::cmp::Ordering::Greater => locale.why_not_for_less(&self.apart(billing, other, recommended)?),
        })
    }

    fn apart(&self, billing: Billing, Money(less): Money, Money(more): Money) -> Option<String> {
        let pricing = self.pricing()?;
        let ((_, currency), (_, period)) = (pricing.currency(billing), pricing.period(billing));
        Some(self.in_period(&self.paid(Money(more - less), currency), period.quoted))
    }

    /// Returns what a period is called where it can be chosen, and what it saves beside the shortest one: "Yearly, save 20%".
    pub fn period_with_saving(&self, billing: Billing, period: PeriodIx) -> String {
        let name = self.period(period);
        let length = |period: &PeriodIx| self.pricing().map(|pricing| pricing.periods[period.get()].length);
        let shortest = self.catalog.periods().min_by_key(length);
        match shortest.and_then(|shortest| saving(self.catalog, billing, shortest, period)) {
            Some(percent) => self.locale.period_save(&self.locale.percent(&self.number(percent, 0)), &name),
            None => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use plans::catalog::{PlanIx, Price};

    use plans::testing::period_at;

    use super::super::fernhaus::*;
    use super::*;

    #[test]
    fn a_total_is_told_with_its_period_its_sum_and_what_is_paid_once() {
        let catalog = fernhaus();
        let total = |total: &Total| said(&catalog, "en", |words| words.total(BY_MONTH, total));
        let of_team = team_for_twelve(800, 1000, 0);
        assert_eq!(total(&of_team), "$106 a month");
        assert_eq!(total(&Total { is_from: true, ..of_team.clone() }), "from $106 a month");
        assert_eq!(total(&Total { once: money(10_000), ..of_team.clone() }), "$106 a month and $100 once");
        assert_eq!(total(&total_of(0)), "Free");
        assert_eq!(total(&Total { once: money(10_000), ..total_of(0) }), "$100 once");
        let unknown = |amount| Total { amount, ..of_team.clone() };
        assert_eq!(total(&unknown(TotalAmount::OnRequest)), "On request");
        assert_eq!(total(&unknown(TotalAmount::NotStated)), "nothing");
        let sum = |billing, total: &Total| said(&catalog, "en", |words| words.sum(billing, team(), total));
        assert_eq!(sum(BY_MONTH, &of_team), "12 × $8 + Extra storage $10");
        assert_eq!(sum(BY_MONTH, &total_of(0)), "nothing");
    }

    /// Checks the sum of a plan of the offer of an API, by the answers.
    #[track_caller]
    fn check_sum(given: &str, plan: &str, expected: &str) {
        let catalog =
            plans::source::read(include_str!("../../catalogs/loomgate-api.json")).expect("a checked catalogue");
        let answers = plans::Answers::from_json(&catalog, given).expect("answers");
        let plan = catalog.plan_by_id(plan).expect("a plan");
        let total = plans::total::total(&catalog, &answers, plan, &[]);
        assert_eq!(said(&catalog, "en", |words| words.sum(answers.billing, plan, &total)), expected);
    }

    #[test]
    fn a_sum_names_tiers_overage_and_fees() {
        check_sum(r#"{"users": 4}"#, "basic", "4 × $12");
        check_sum(r#"{"users": 4, "calls": 150000}"#, "basic", "4 × $12 + Calls beyond 100,000 50 × $0.40");
        check_sum(r#"{"users": 20, "calls": 1000}"#, "pro", "20 users $540");
        check_sum(r#"{"users": 2, "period": "year", "currency": "EUR"}"#, "pro", "3 users €66");
        check_sum(
            r#"{"users": 12, "calls": 6000000, "period": "year"}"#,
            "enterprise",
            "12 × $65 + Calls 6,000,000 calls $900 + Set-up $1,500 once",
        );
    }

    #[test]
    fn a_sum_in_full_says_what_each_part_comes_to() {
        let told = |language, billing, total: Total| {
            said(&fernhaus(), language, |words| words.sum_in_full(billing, team(), &total))
        };
        assert_eq!(
            told("en", BY_MONTH, team_for_twelve(800, 1000, 0)),
            "12 × $8 = $96 and Extra storage $10: $106 a month, billed monthly."
        );
        assert_eq!(
            told("en", by_year(), team_for_twelve(640, 800, 1)),
            "12 × $6.40 = $76.80 and Extra storage $8: $84.80 a month, billed yearly."
        );
        assert_eq!(
            told("de", in_euros(), team_for_twelve(800, 1000, 0)),
            "12 × 8,00_€ = 96,00_€ und Extra storage 10,00_€: 106,00_€ pro Monat, monatlich abgerechnet."
        );
    }

    #[test]
    fn another_period_is_told_with_what_all_of_it_comes_to() {
        let told = |language| {
            let total = team_for_twelve(640, 800, 1);
            said(&fernhaus(), language, |words| words.total_in_period(BY_MONTH, period_at(1), &total))
        };
        assert_eq!(told("en"), "Yearly: $84.80 a month, $1,017.60 a year");
        assert_eq!(told("de"), "Jährlich: 84,80_$ pro Monat, 1.017,60_$ pro Jahr");
        let month = said(&fernhaus(), "en", |words| {
            words.total_in_period(BY_MONTH, period_at(0), &team_for_twelve(800, 1000, 0))
        });
        assert_eq!(month, "Monthly: $106 a month");
    }

    #[test]
    fn totals_are_compared_where_both_are_known() {
        let catalog = fernhaus();
        let (cheap, dear) = (total_of(10_600), total_of(16_800));
        let beside = |one: &Total, other: &Total, plan: PlanIx| {
            said(&catalog, "en", |words| words.total_beside(BY_MONTH, one, other, plan))
        };
        assert_eq!(beside(&cheap, &dear, studio()), "$62 a month less than Studio");
        assert_eq!(beside(&dear, &cheap, team()), "$62 a month more than Team");
        assert_eq!(beside(&cheap, &cheap, studio()), "at the same price as Studio");
        let unknown = Total { amount: TotalAmount::OnRequest, ..cheap.clone() };
        assert_eq!(beside(&cheap, &unknown, company()), "nothing");
        let too = |other: &Total| said(&catalog, "en", |words| words.fits_too(BY_MONTH, &cheap, other));
        assert_eq!(too(&dear), "It fits too, for $62 a month more.");
        assert_eq!(too(&cheap), "It fits too, at the same price.");
        assert_eq!(too(&total_of(9_600)), "It would cost $10 a month less.");
    }

    #[test]
    fn what_a_period_saves_is_computed_and_never_more_than_it_does() {
        let label = |price: Price, period: usize| {
            said(&team_at(price), "en", |words| Some(words.period_with_saving(BY_MONTH, period_at(period))))
        };
        let team = |month: u64, year: u64| {
            let parts = |cents| Some(Charge::Parts(vec![per_seat(cents)]));
            Price::Charges(vec![vec![parts(month), parts(year)]; 2])
        };
        assert_eq!(label(team(800, 640), 1), "Yearly, save 20%");
        assert_eq!(label(team(800, 640), 0), "Monthly");
        // 16.5 % is no 17 %, and what holds for one plan alone is not said.
        assert_eq!(label(team(1000, 835), 1), "Yearly, save 16%");
        assert_eq!(label(team(800, 800), 1), "Yearly");
        assert_eq!(label(Price::OnRequest, 1), "Yearly, save 20%");
    }
}
