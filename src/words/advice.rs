//! The advice in words that name the answers.

use plans::catalog::{Kind, Need, Quantity, QuestionKind, Value};
use plans::{Advice, Answer, Answers, Asked, PlanIx, Recommendation};

use super::Words;

impl Words<'_> {
    /// Why the advice is what it is, in one sentence; none where nothing is answered.
    pub fn why(&self, advice: &Advice, answers: &Answers) -> Option<String> {
        let locale = self.locale;
        let suited = answers.size(self.catalog).map(|(_, _, plan)| plan);
        let name = |plan: PlanIx| self.text(&self.catalog.plan(plan).name);
        let asks_nothing = advice.asked.is_empty();
        Some(match (advice.recommendation, suited) {
            (Recommendation::NothingAnswered, _) => return None,
            (Recommendation::Fits(plan), Some(suited)) if plan == suited && asks_nothing => {
                locale.advice_suits_size().to_owned()
            }
            (Recommendation::Fits(plan), Some(suited)) if plan == suited => {
                locale.advice_suits_size_and_meets().to_owned()
            }
            (Recommendation::Fits(_), Some(suited)) => locale.advice_first_from_size(&name(suited)),
            (Recommendation::Fits(_), None) if asks_nothing => locale.advice_nothing_needed().to_owned(),
            (Recommendation::Fits(_), None) => locale.advice_first_that_meets().to_owned(),
            (Recommendation::FitsBelowSize(_), suited) => {
                locale.advice_below_size(&suited.map(name).unwrap_or_default())
            }
            (Recommendation::Closest(plan), _) => {
                locale.advice_misses_fewest(advice.verdicts[plan.get()].missed.len() as u32)
            }
        })
    }

    /// What the company's size asks for, where the plan is at or after the one that suits it.
    pub fn size(&self, answers: &Answers, plan: PlanIx) -> Option<String> {
        let (question, choice, suited) = answers.size(self.catalog)?;
        let choice = &self.catalog.question(question).choices()[choice.get()];
        (suited <= plan).then(|| self.text(&choice.asks_for))
    }

    /// A requirement, with what a plan offers for it where the asking does not say that already.
    pub fn reason(&self, asked: &Asked, plan: PlanIx) -> String {
        // The row that meets it, else the first that could.
        let needs = asked.needs(self.catalog);
        let offer = |need: &Need| self.catalog.cell(need.entitlement, plan).value;
        let meets = |need: &&Need| self.catalog.satisfies(offer(need), asked.value(need));
        let need = needs.iter().find(meets).or(needs.first());
        let offered = need.filter(|need| {
            let kind = &self.catalog.entitlement(need.entitlement).kind;
            *kind != Kind::Inclusion && offer(need) != asked.value(need)
        });
        let asked = self.asked(asked);
        let Some(need) = offered else { return asked };
        match offer(need) {
            Value::NotIncluded => self.locale.advice_asked_not_included(&asked),
            Value::OnRequest => self.locale.advice_asked_on_request(&asked),
            Value::Quantity(Quantity::Unlimited) => self.locale.advice_asked_unlimited(&asked),
            value => self.locale.advice_asked_and_offered(&asked, &self.cell(need.entitlement, value)),
        }
    }

    /// What an answer asks for: "10 premium incidents a year".
    pub fn asked(&self, asked: &Asked) -> String {
        let question = self.catalog.question(asked.question);
        match (&question.kind, asked.choice) {
            (QuestionKind::Number { unit, .. }, _) => self.quantity(Quantity::Count(asked.number.unwrap_or(0)), unit),
            (QuestionKind::YesNo { asks_for, .. }, _) => self.text(asks_for),
            (QuestionKind::One(choices) | QuestionKind::Several(choices), choice) => {
                choice.map(|choice| self.text(&choices[choice.get()].asks_for)).unwrap_or_default()
            }
        }
    }

    /// Every answer given, as question and answer.
    pub fn answers(&self, answers: &Answers) -> Vec<(String, String)> {
        let answered = |question| {
            let asked = self.catalog.question(question);
            let label = |choice: &plans::ChoiceIx| self.text(&asked.choices()[choice.get()].label);
            let answer = match answers.get(question)? {
                Answer::One(choice) => label(choice),
                Answer::Several(choices) => self.list(&choices.iter().map(label).collect::<Vec<_>>()),
                Answer::Number(number) => number.to_string(),
                Answer::YesNo(true) => self.locale.yes().to_owned(),
                Answer::YesNo(false) => self.locale.no().to_owned(),
            };
            Some((self.text(&asked.prompt), answer))
        };
        self.catalog.questions().filter_map(answered).collect()
    }
}
