//! The rules of prices, add-ons and families.

use super::super::add_on::Granted;
use super::super::index::{PlanIx, QuestionIx};
use super::super::limits::{MAX_ADD_ONS, MAX_FAMILIES};
use super::super::parts::CatalogParts;
use super::super::price::{Charge, Part, Price, Rate};
use super::super::question::QuestionKind;
use super::{Invalid, Rules, can_be, is_new, value_fits};
use crate::catalog::Value;

impl Rules {
    pub(super) fn prices(&mut self, parts: &CatalogParts) {
        if let Some(pricing) = &parts.pricing {
            let has_some = !pricing.currencies.is_empty() && pricing.default_period.get() < pricing.periods.len();
            let have_length = pricing.periods.iter().all(|period| period.length > 0 && period.quoted > 0);
            self.check(has_some && have_length, Invalid::Pricing);
        }
        for plan in &parts.plans {
            self.price(parts, &plan.price);
            for only_if in &plan.available_if {
                self.check(can_be(parts, only_if.question, &only_if.is), Invalid::OnlyIf);
            }
        }
    }

    fn price(&mut self, parts: &CatalogParts, price: &Price) {
        let Price::Charges(charges) = price else {
            return self.check(parts.pricing.is_some() || *price == Price::NotStated, Invalid::Pricing);
        };
        let (mut currencies, mut periods) = (0, 0);
        if let Some(pricing) = &parts.pricing {
            (currencies, periods) = (pricing.currencies.len(), pricing.periods.len());
        }
        self.check(charges.len() == currencies, Invalid::Pricing);
        for charges in charges {
            let is_billed = charges.iter().any(Option::is_some);
            self.check(charges.len() == periods && is_billed, Invalid::Pricing);
            for charge in charges {
                let Some(Charge::Parts(charged)) = charge else { continue };
                for part in charged {
                    self.check(part_fits(parts, part), Invalid::Pricing);
                }
            }
        }
    }

    pub(super) fn add_ons(&mut self, parts: &CatalogParts) {
        let mut ids = Vec::new();
        self.check(parts.add_ons.len() <= MAX_ADD_ONS, Invalid::AddOns);
        for add_on in &parts.add_ons {
            self.price(parts, &add_on.price);
            let are_plans = add_on.plans.iter().all(|plan| plan.get() < parts.plans.len());
            let mut others = add_on.depends_on.iter().chain(&add_on.excludes);
            let are_others = others.all(|other| other.get() < parts.add_ons.len());
            let is_one = is_new(&mut ids, &add_on.id) && add_on.most > 0;
            self.check(is_one && are_plans && are_others, Invalid::AddOns);
            for grant in &add_on.gives {
                let (Granted::Value(value) | Granted::More(value)) = grant.gives;
                let row = parts.entitlements.get(grant.entitlement.get());
                let fits = row.is_some_and(|row| value == Value::Included || value_fits(parts, &row.kind, value));
                self.check(fits, Invalid::AddOns);
            }
        }
    }

    pub(super) fn families(&mut self, parts: &CatalogParts) {
        let mut ids = Vec::new();
        self.check(parts.families.len() <= MAX_FAMILIES, Invalid::Families);
        for family in &parts.families {
            // One whose plans are left out stays, without any.
            self.check(is_new(&mut ids, &family.id), Invalid::Families);
        }
        for plan in PlanIx::all(parts.plans.len()) {
            let mut times = 0;
            for family in &parts.families {
                times += family.plans.iter().filter(|of| **of == plan).count();
            }
            self.check(times == usize::from(!parts.families.is_empty()), Invalid::Families);
        }
        for question in &parts.questions {
            self.check(question.families.iter().all(|family| family.get() < parts.families.len()), Invalid::Families);
        }
    }
}

fn part_fits(parts: &CatalogParts, part: &Part) -> bool {
    let is_number = |question: QuestionIx| {
        let question = parts.questions.get(question.get());
        question.is_some_and(|question| matches!(question.kind, QuestionKind::Number { .. }))
    };
    let has_tiers = match &part.rate {
        Rate::Same(_) => true,
        Rate::Tiers { tiers, .. } => !tiers.is_empty(),
    };
    part.each > 0 && has_tiers && part.per.is_none_or(is_number)
}
