//! How totals are added up, in words, with what another period or one more would cost.

use plans::catalog::{Billing, Money};
use plans::total::{total_in, total_with_one_more};
use plans::{Advised, Answer, PlanIx};

use super::Words;

impl Words<'_> {
    /// Words how the total of a plan is added up, what it is in each other period, and with one more of each number that it goes by.
    pub fn sums(&self, advised: &Advised, plan: PlanIx) -> Vec<String> {
        let (verdict, answers) = (&advised.advice.verdicts[plan.get()], &advised.answers);
        let (Some(pricing), Some(now)) = (self.pricing(), &verdict.total) else { return Vec::new() };
        let billing = answers.billing;
        let mut lines: Vec<_> = self.sum_in_full(billing, plan, now).into_iter().collect();
        if now.known().is_none_or(|amount| amount == Money(0)) {
            return lines;
        }
        for period in self.catalog.periods().filter(|period| *period != pricing.period(billing).0) {
            let total = total_in(self.catalog, answers, plan, &verdict.add_ons, period);
            lines.extend(self.total_in_period(Billing { period: Some(period), ..billing }, period, &total));
        }
        let mut asked = Vec::new();
        for line in &now.lines {
            let Some((question, _)) = line.units.filter(|(question, _)| !asked.contains(question)) else { continue };
            asked.push(question);
            if let Some(more) = total_with_one_more(self.catalog, answers, plan, &verdict.add_ons, question)
                && let Some(total) = self.total(billing, &more)
                && let Some(Answer::Number(number)) = answers.get(question)
            {
                let number = number + 10_u64.pow(self.decimals(question));
                lines.push(self.locale.total_with(&self.asks_for(question, None, number), &total));
            }
        }
        lines
    }
}
