//! How a plan stands to a requirement, with add-ons and for what they cost.

use crate::answers::{Answers, RequirementRef};
use crate::catalog::{Budget, Catalog, MOST_DECIMALS, Need, PlanIx, Satisfaction, Taken, Value};
use crate::total::{Total, TotalAmount, total};

impl RequirementRef {
    /// Tells how a plan without add-ons stands to it with the answers that make it, by the alternative that it is surest to have.
    pub fn satisfaction(&self, catalog: &Catalog, answers: &Answers, plan: PlanIx) -> Satisfaction {
        self.satisfaction_with(catalog, answers, plan, &[])
    }

    /// Tells whether a plan without add-ons is sure to meet it with the answers that make it.
    pub fn met_by(&self, catalog: &Catalog, answers: &Answers, plan: PlanIx) -> bool {
        self.satisfaction(catalog, answers, plan) == Satisfaction::Met
    }

    /// Returns the budget that it is, where it is one.
    pub fn budget<'a>(&self, catalog: &'a Catalog) -> Option<&'a Budget> {
        self.requirement(catalog).budget.as_ref()
    }

    /// Tells how a plan with some add-ons stands to it with the answers that make it, by the alternative that it is surest to have.
    pub fn satisfaction_with(
        &self,
        catalog: &Catalog,
        answers: &Answers,
        plan: PlanIx,
        add_ons: &[Taken],
    ) -> Satisfaction {
        if let Some(budget) = self.budget(catalog) {
            let total = total(catalog, answers, plan, add_ons);
            return self.of_budget(catalog, answers, budget, &total);
        }
        let mut surest = Satisfaction::Missed;
        for need in self.needs(catalog) {
            let offered = answers.offered_with(catalog, need.entitlement, plan, add_ons);
            surest = surest.max(self.of_need(catalog, need, offered));
        }
        surest
    }

    /// Tells how an offer stands to one of its needs.
    pub(crate) fn of_need(&self, catalog: &Catalog, need: &Need, offered: Value) -> Satisfaction {
        catalog.need_satisfaction(need.is_at_most, offered, self.value(need))
    }

    /// Tells how a total stands to a budget. One that is not known, or is the least that it may be, is asked about.
    pub(crate) fn of_budget(
        &self,
        catalog: &Catalog,
        answers: &Answers,
        budget: &Budget,
        total: &Total,
    ) -> Satisfaction {
        let (TotalAmount::Known(money), Some(pricing)) = (total.amount, &catalog.parts().pricing) else {
            return Satisfaction::NotStated;
        };
        let (_, period) = pricing.period(answers.billing);
        // Both for the length of the budget, times that of the period.
        let costs = u128::from(money.0) * u128::from(budget.length);
        let most = u128::from(self.most_money(catalog, budget)) * u128::from(period.quoted);
        match (costs <= most, total.is_from) {
            (false, _) => Satisfaction::Missed,
            (true, true) => Satisfaction::NotStated,
            (true, false) => Satisfaction::Met,
        }
    }

    /// Returns a budget in millionths.
    fn most_money(&self, catalog: &Catalog, budget: &Budget) -> u64 {
        budget.most.map_or_else(
            || {
                let decimals = catalog.question(self.question).range().map_or(0, |range| range.decimals);
                self.number.unwrap_or(0).saturating_mul(10_u64.pow(MOST_DECIMALS - decimals))
            },
            |most| most.0,
        )
    }
}
