//! Words what the open questions leave undecided.

use plans::{Advised, Recommendation};

use super::Words;

impl Words<'_> {
    /// Returns which plans are still possible; nothing where that goes without saying.
    pub fn outlook(&self, advised: &Advised) -> String {
        let mut names = Vec::new();
        for plan in &advised.explanation.outlook.possible {
            names.push(self.plan(*plan));
        }
        let answers = advised.answers.in_effect(self.catalog);
        let is_left = |question| answers.is_open(question) && answers.asks(self.catalog, question);
        let is_all_answered = !self.catalog.questions().any(is_left);
        match (advised.advice.recommendation, names.as_slice()) {
            (Recommendation::NothingAnswered, _) | (_, []) => String::new(),
            _ if is_all_answered => String::new(),
            (_, [only]) => self.locale.outlook_settled(only),
            (_, several) => self.locale.outlook_possible(&self.list(several)),
        }
    }
}
