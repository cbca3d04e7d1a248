//! Answers that depend on others: which of them are in effect, and what a plan offers with them.

use std::borrow::Cow;

use super::{Answer, Answers};
use crate::catalog::{Catalog, EntitlementIx, PlanIx, Premise, QuestionIx, Requirement, Value};

impl Answers {
    /// Returns the answers without those to questions that are not asked: such an answer is kept, and requires nothing.
    ///
    /// # Example: a question that is asked only after a yes
    ///
    /// ```
    /// use plans::Answers;
    /// use plans::testing::{catalog, number, row, yes_no};
    ///
    /// let only_if = serde_json::json!({"question": "audited", "is": true});
    /// let catalog = catalog("tiny")
    ///     .plans(["basic"])
    ///     .row(row("auditors", "quantity", [2]))
    ///     .question(yes_no("audited"))
    ///     .question(number("auditors").requires("auditors", "answer").set("only_if", only_if))
    ///     .read();
    /// let given = |json| Answers::from_json(&catalog, json).expect("answers");
    /// assert_eq!(*given(r#"{"audited": false, "auditors": 3}"#).in_effect(&catalog), given(r#"{"audited": false}"#));
    /// let all = given(r#"{"audited": true, "auditors": 3}"#);
    /// assert_eq!(*all.in_effect(&catalog), all);
    /// ```
    pub fn in_effect(&self, catalog: &Catalog) -> Cow<'_, Self> {
        let mut answers = Cow::Borrowed(self);
        for question in catalog.questions() {
            // A question depends on earlier ones alone, of which only what is in effect is left here.
            if answers.get(question).is_some() && !answers.lead_to(catalog, question) {
                answers.to_mut().clear(question);
            }
        }
        answers
    }

    /// Tells whether a question is asked with these answers.
    pub fn asks(&self, catalog: &Catalog, question: QuestionIx) -> bool {
        self.in_effect(catalog).lead_to(catalog, question)
    }

    /// Returns what a plan offers in a row with these answers. Whatever looks at a cell to decide something asks here.
    pub fn offered(&self, catalog: &Catalog, row: EntitlementIx, plan: PlanIx) -> Value {
        let cell = catalog.cell(row, plan);
        let mut offered = cell.value;
        if let Some(by) = &cell.by {
            let answers = self.in_effect(catalog);
            for case in &by.cases {
                if answers.meets(by.question, &case.when) {
                    offered = case.value;
                }
            }
        }
        offered
    }

    /// Returns the smallest number with which a plan misses a requirement, as [`Catalog::first_missed`] tells of what it offers.
    pub(crate) fn first_missed(&self, catalog: &Catalog, requirement: &Requirement, plan: PlanIx) -> u64 {
        catalog.first_missed(requirement, &|row| self.offered(catalog, row, plan))
    }

    /// Tells the same as [`Answers::asks`] of answers that are all in effect.
    pub(crate) fn lead_to(&self, catalog: &Catalog, question: QuestionIx) -> bool {
        let only_if = &catalog.question(question).only_if;
        catalog.is_for_its_plans(question)
            && only_if.as_ref().is_none_or(|only_if| self.meets(only_if.question, &only_if.is))
    }

    /// Tells whether the answer to a question is as a premise says.
    pub(super) fn meets(&self, question: QuestionIx, premise: &Premise) -> bool {
        match (premise, self.get(question)) {
            (Premise::Answered, _) => !self.is_open(question),
            (Premise::Choices(choices), _) => choices.iter().any(|choice| self.has(question, *choice)),
            (Premise::YesNo(yes), Some(Answer::YesNo(answer))) => yes == answer,
            (Premise::AtLeast(least), Some(Answer::Number(number))) => number >= least,
            (Premise::AtMost(most), Some(Answer::Number(number))) => number <= most,
            (Premise::YesNo(_) | Premise::AtLeast(_) | Premise::AtMost(_), _) => false,
        }
    }
}
