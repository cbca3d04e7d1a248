//! Advice as JSON.

use serde_json::{Value, json};

use super::Advice;
use crate::answers::Asked;
use crate::catalog::Catalog;

impl Advice {
    /// The advice as a JSON object:
    ///
    /// - `recommended`: the id of the recommended or closest plan, `null` where nothing is answered;
    /// - `fits`: whether that plan meets every requirement, `false` where there is none;
    /// - `verdicts`: for each plan in their order, `plan` and `missed`, a list with one object for each requirement missed:
    ///   the `question`, the `choice` where the question has choices, and the `entitlements` of which one would do.
    pub fn to_json(&self, catalog: &Catalog) -> Value {
        let missed = |asked: &Asked| {
            let question = catalog.question(asked.question);
            let mut missed = json!({ "question": question.id.as_str() });
            if let Some(choice) = asked.choice {
                missed["choice"] = question.choices()[choice.get()].id.as_str().into();
            }
            let needs = asked.needs(catalog).iter();
            missed["entitlements"] = needs.map(|need| catalog.entitlement(need.entitlement).id.as_str()).collect();
            missed
        };
        let verdict = |verdict: &super::Verdict| {
            json!({
                "plan": catalog.plan(verdict.plan).id.as_str(),
                "missed": verdict.missed.iter().map(missed).collect::<Vec<_>>(),
            })
        };
        json!({
            "recommended": self.recommended().map(|plan| catalog.plan(plan).id.as_str()),
            "fits": self.recommendation.fits(),
            "verdicts": self.verdicts.iter().map(verdict).collect::<Vec<_>>(),
        })
    }
}
