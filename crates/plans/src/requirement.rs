//! How a plan stands to a requirement, with add-ons and for what they cost.

use crate::answers::{Answers, RequirementRef};
use crate::catalog::{Budget, Catalog, MOST_DECIMALS, Money, Need, PlanIx, Satisfaction, Taken, Value};
use crate::total::{converted, total};

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
        let requirement = self.requirement(catalog);
        if requirement.budget.is_some() {
            return self.of_total(catalog, answers, plan, add_ons);
        }
        let mut surest = Satisfaction::Missed;
        for need in &requirement.any_of {
            let offered = answers.offered_with(catalog, need.entitlement, plan, add_ons);
            surest = surest.max(self.of_need(catalog, need, offered));
        }
        surest
    }

    /// Tells how a plan with some add-ons stands to the budget that this is.
    fn of_total(&self, catalog: &Catalog, answers: &Answers, plan: PlanIx, add_ons: &[Taken]) -> Satisfaction {
        let is_own_known = total(catalog, answers, plan, &[]).known().is_some();
        let total = total(catalog, answers, plan, add_ons);
        let mut least = Money(0);
        for line in total.lines.iter().filter(|line| !line.is_once) {
            least = Money(least.0.saturating_add(line.amount.0));
        }
        let is_from = total.is_from || total.known().is_none();
        self.of_budget(catalog, answers, is_own_known.then_some(least), is_from)
    }

    /// Tells how an offer stands to one of its needs.
    pub(crate) fn of_need(&self, catalog: &Catalog, need: &Need, offered: Value) -> Satisfaction {
        catalog.need_satisfaction(need.is_at_most, offered, self.value(need))
    }

    /// Tells how a total for the period chosen stands to the budget that this is: what is known of it, or none where the plan's own
    /// price is not known; and whether it may be more (`is_from`). What may be more, or is not known, is asked about.
    pub(crate) fn of_budget(
        &self,
        catalog: &Catalog,
        answers: &Answers,
        total: Option<Money>,
        is_from: bool,
    ) -> Satisfaction {
        let (Some(money), Some(pricing), Some(budget)) = (total, &catalog.parts().pricing, self.budget(catalog)) else {
            return Satisfaction::NotStated;
        };
        let (_, period) = pricing.period(answers.billing);
        let most = self.most_money(catalog, budget);
        let costs = converted(money.0, period.quoted, budget.length).unwrap_or(u64::MAX);
        match (costs <= most, is_from) {
            (false, _) => Satisfaction::Missed,
            (true, true) => Satisfaction::NotStated,
            (true, false) => Satisfaction::Met,
        }
    }

    /// Returns the most that a plan may cost, where it is a budget.
    pub fn budget_money(&self, catalog: &Catalog) -> Option<Money> {
        Some(Money(self.most_money(catalog, self.budget(catalog)?)))
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
