//! Words with which answers a plan can be had.

use plans::catalog::{OnlyIf, Premise, QuestionKind};
use plans::{Answer, Answers, ChoiceIx, PlanIx, QuestionIx};

use super::Words;

/// What a condition is told as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// By itself: "From 50 seats".
    Alone,
    /// In a sentence: "from 50 seats".
    Within,
}

impl Words<'_> {
    /// Words with which answers a plan can be had, by itself: "From 50 seats". None where all can have it.
    pub fn available_only(&self, plan: PlanIx) -> Option<String> {
        self.conditions(&self.catalog.plan(plan).available_if, Told::Alone)
    }

    /// Words the same as part of a sentence: "from 50 seats". None where all can have it.
    pub fn available_if(&self, plan: PlanIx) -> Option<String> {
        self.conditions(&self.catalog.plan(plan).available_if, Told::Within)
    }

    /// Words which answers rule out that a plan can be had, and what was said: "Not for you yet: available from 50 seats. You said 12
    /// seats."
    pub fn not_available(&self, answers: &Answers, plan: PlanIx) -> String {
        let condition = self.available_if(plan).unwrap_or_default();
        let sentence = self.locale.not_for_you(&condition);
        match self.said_of_conditions(answers, plan) {
            said if said.is_empty() => sentence,
            said => super::join(&[sentence, self.locale.you_said(&said)], " "),
        }
    }

    /// Lists what was answered to the questions that decide whether a plan can be had.
    pub(super) fn said_of_conditions(&self, answers: &Answers, plan: PlanIx) -> String {
        let (mut said, mut questions) = (Vec::new(), Vec::new());
        for condition in &self.catalog.plan(plan).available_if {
            let question = condition.question;
            if questions.contains(&question) {
                continue;
            }
            questions.push(question);
            said.extend(match answers.get(question) {
                None | Some(Answer::NotSure) => None,
                Some(Answer::Number(number)) => Some(self.number_of(question, *number)),
                Some(Answer::YesNo(true)) => Some(self.asks_for(question, None, 0)),
                Some(Answer::YesNo(false)) => Some(self.locale.if_without(&self.asks_for(question, None, 0))),
                Some(Answer::One(_) | Answer::Several(_)) => {
                    let mut labels = Vec::new();
                    for choice in answers.picked(question) {
                        labels.push(self.choice(question, *choice).text);
                    }
                    Some(self.list(&labels))
                }
            });
        }
        self.list(&said)
    }

    fn conditions(&self, all: &[OnlyIf], told: Told) -> Option<String> {
        let mut words: Vec<String> = Vec::new();
        let mut at = 0;
        while let Some(condition) = all.get(at) {
            let next = all.get(at + 1).filter(|next| next.question == condition.question);
            let told = if words.is_empty() { told } else { Told::Within };
            words.push(match (&condition.is, next.map(|next| &next.is)) {
                (Premise::AtLeast(from), Some(Premise::AtMost(to))) => {
                    at += 1;
                    self.number_between(condition.question, *from, *to, told)
                }
                (premise, _) => self.condition_worded(condition.question, premise, told),
            });
            at += 1;
        }
        (!words.is_empty()).then(|| self.list(&words))
    }

    fn number_between(&self, question: QuestionIx, from: u64, to: u64, told: Told) -> String {
        let (from, to) = (self.number(from, self.decimals(question)), self.number_of(question, to));
        match told {
            Told::Alone => self.locale.only_between(&from, &to),
            Told::Within => self.locale.if_between(&from, &to),
        }
    }

    fn condition_worded(&self, question: QuestionIx, premise: &Premise, told: Told) -> String {
        let locale = self.locale;
        let is_alone = told == Told::Alone;
        match premise {
            Premise::Answered => {
                let prompt = self.question(question);
                if is_alone { locale.only_answered(&prompt) } else { locale.if_answered(&prompt) }
            }
            Premise::AtLeast(least) => {
                let quantity = self.number_of(question, *least);
                if is_alone { locale.only_from(&quantity) } else { locale.if_from(&quantity) }
            }
            Premise::AtMost(most) => {
                let quantity = self.number_of(question, *most);
                if is_alone { locale.only_up_to(&quantity) } else { locale.if_up_to(&quantity) }
            }
            Premise::YesNo(true) => {
                let answer = self.asks_for(question, None, 0);
                if is_alone { locale.only_with(&answer) } else { locale.if_with(&answer) }
            }
            Premise::YesNo(false) => {
                let answer = self.asks_for(question, None, 0);
                if is_alone { locale.only_without(&answer) } else { locale.if_without(&answer) }
            }
            Premise::Choices(choices) => {
                let either = self.any_choice(question, choices);
                match (question == QuestionIx::CURRENT_PLAN, is_alone) {
                    (true, true) => locale.only_having(&either),
                    (true, false) => locale.if_having(&either),
                    (false, true) => locale.only_with(&either),
                    (false, false) => locale.if_with(&either),
                }
            }
        }
    }

    /// Words a number that is answered to a question, with its unit.
    fn number_of(&self, question: QuestionIx, number: u64) -> String {
        match &self.catalog.question(question).kind {
            QuestionKind::Number { unit, range, .. } => self.answered_number(number, range.decimals, unit),
            QuestionKind::YesNo { .. } | QuestionKind::One(_) | QuestionKind::Several(_) => self.number(number, 0),
        }
    }

    /// Joins choices: "a, b or c".
    fn any_choice(&self, question: QuestionIx, choices: &[ChoiceIx]) -> String {
        let mut labels = Vec::new();
        for choice in choices {
            labels.push(self.choice(question, *choice).text);
        }
        self.either(&labels)
    }
}

#[cfg(test)]
mod tests {
    use plans::Catalog;

    use plans::testing::question_at;

    use super::super::fernhaus::*;
    use super::*;

    fn company_if(conditions: &[(usize, Premise)]) -> Catalog {
        let mut parts = fernhaus().parts().clone();
        let condition = |(question, is): &(usize, Premise)| OnlyIf { question: question_at(*question), is: is.clone() };
        parts.plans[3].available_if = conditions.iter().map(condition).collect();
        Catalog::new(parts).expect("a catalogue that keeps every rule")
    }

    #[test]
    fn conditions_are_told_by_themselves_and_in_sentences() {
        let told = |conditions: &[(usize, Premise)]| {
            let catalog = company_if(conditions);
            [
                said(&catalog, "en", |words| words.available_only(company())),
                said(&catalog, "en", |words| words.available_if(company())),
                said(&catalog, "de", |words| words.available_only(company())),
            ]
        };
        let (from, to) = (Premise::AtLeast(50), Premise::AtMost(300));
        assert_eq!(told(&[]), ["nothing"; 3]);
        assert_eq!(told(&[(0, from.clone())]), ["From 50 seats", "from 50 seats", "Mindestens 50 seats"]);
        assert_eq!(told(&[(0, to.clone())]), ["Up to 300 seats", "up to 300 seats", "Höchstens 300 seats"]);
        assert_eq!(
            told(&[(0, from.clone()), (0, to)]),
            ["From 50 to 300 seats", "from 50 to 300 seats", "50 bis 300 seats"]
        );
        assert_eq!(
            told(&[(0, from), (1, Premise::YesNo(true))])[..2],
            ["From 50 seats and with a school's price", "from 50 seats and with a school's price"]
        );
    }

    #[test]
    fn what_was_said_stands_beside_what_a_plan_asks_for() {
        let catalog = fernhaus();
        let mut answers = Answers::from_json(&catalog, r#"{"seats": 12}"#).expect("an answer");
        let told = |answers: &Answers| said(&catalog, "en", |words| Some(words.not_available(answers, company())));
        assert_eq!(told(&answers), "Not for you yet: available from 50 seats. You said 12 seats.");
        answers.clear(question_at(0));
        assert_eq!(told(&answers), "Not for you yet: available from 50 seats.");
    }
}
