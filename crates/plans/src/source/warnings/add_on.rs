//! Plans and add-ons that nothing is said of where something hardly was left out on purpose.

use super::{Author, Warning, warn};
use crate::catalog::{Charge, Part};
use crate::catalog::{EntitlementIx, Price, QuestionIx, QuestionKind, Requirement};

impl Author<'_> {
    /// Warns of plans without a price among others that have one.
    pub(super) fn prices(&self, warnings: &mut Vec<Warning>) {
        let parts = self.catalog.parts();
        let is_stated = |price: &Price| *price != Price::NotStated;
        if !parts.plans.iter().any(|plan| is_stated(&plan.price)) {
            return;
        }
        for (at, plan) in parts.plans.iter().enumerate().filter(|(_, plan)| !is_stated(&plan.price)) {
            let detail = format!(
                "the plan \"{}\" has no price, and others have one, so that nobody can tell what it costs; add \"price\", which may \
                 be \"free\" or \"on-request\"",
                plan.id
            );
            warn(warnings, &format!("/plans/{at}"), detail);
        }
    }

    /// Warns of add-ons that no answer asks for, where answers ask for anything.
    pub(super) fn add_ons(&self, warnings: &mut Vec<Warning>) {
        let parts = self.catalog.parts();
        let asked = self.asked_rows();
        if asked.is_empty() {
            return;
        }
        let others =
            |at: usize| parts.add_ons.iter().filter(move |other| other.depends_on.iter().any(|on| on.get() == at));
        for (at, add_on) in parts.add_ons.iter().enumerate() {
            let gives_some = add_on.gives.iter().any(|grant| asked.contains(&grant.entitlement));
            if !gives_some && others(at).next().is_none() {
                let detail = format!(
                    "no answer asks for anything that the add-on \"{}\" gives, so it is never advised; ask for a row that it gives \
                     something in",
                    add_on.id
                );
                warn(warnings, &format!("/add_ons/{at}"), detail);
            }
        }
    }

    /// Returns the rows of which an answer asks at least something.
    fn asked_rows(&self) -> Vec<EntitlementIx> {
        let mut rows = Vec::new();
        let mut add = |requires: &[Requirement]| {
            for need in requires.iter().flat_map(|requirement| &requirement.any_of).filter(|need| !need.is_at_most) {
                rows.push(need.entitlement);
            }
        };
        for question in &self.catalog.parts().questions {
            match &question.kind {
                QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                    choices.iter().for_each(|choice| add(&choice.requires));
                }
                QuestionKind::Number { requires, .. } | QuestionKind::YesNo { requires, .. } => add(requires),
            }
        }
        rows
    }

    /// Tells whether a price, or whether a plan can be had, goes by the answer to a question.
    pub(super) fn is_charged_or_conditional(&self, question: QuestionIx) -> bool {
        let parts = self.catalog.parts();
        let is_per = |part: &Part| part.per == Some(question);
        let of_charge = |charge: &Charge| matches!(charge, Charge::Parts(parts) if parts.iter().any(is_per));
        let of_price = |price: &Price| match price {
            Price::Charges(charges) => charges.iter().flatten().flatten().any(of_charge),
            Price::NotStated | Price::Free | Price::OnRequest => false,
        };
        let is_condition =
            parts.plans.iter().flat_map(|plan| &plan.available_if).any(|only_if| only_if.question == question);
        let mut prices =
            parts.plans.iter().map(|plan| &plan.price).chain(parts.add_ons.iter().map(|add_on| &add_on.price));
        is_condition || prices.any(of_price)
    }
}
