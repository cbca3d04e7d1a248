//! Words what goes by an answer: what a cell holds, and when a question is asked.

use plans::catalog::{By, Premise, Quantity, Value};
use plans::lean_text::join;
use plans::{Answers, ChoiceIx, EntitlementIx, PlanIx, QuestionIx};

use super::Words;

impl Words<'_> {
    /// Returns the words of what a plan offers, as the least of it while the number that it goes by is not known.
    pub(super) fn from(&self, answers: &Answers, row: EntitlementIx, plan: PlanIx, words: String) -> String {
        let cell = self.catalog.cell(row, plan);
        let is_step = |by: &By| {
            let is_number = matches!(by.cases.first(), Some(case) if matches!(case.when, Premise::AtLeast(_)));
            is_number && answers.in_effect(self.catalog).is_open(by.question)
        };
        let is_state = cell.value.is_state();
        if cell.by.as_ref().is_some_and(is_step) && !is_state { self.locale.cell_from(&words) } else { words }
    }

    /// Words what a cell goes by, and what it can hold: "By your answer to “How many subscriptions?”: 2 to 50".
    pub fn goes_by(&self, row: EntitlementIx, plan: PlanIx) -> Option<String> {
        let cell = self.catalog.cell(row, plan);
        let by = cell.by.as_ref()?;
        let (mut values, mut is_number) = (Vec::new(), false);
        let mut add = |value| {
            if !values.contains(&value) {
                values.push(value);
            }
        };
        if let Some(Premise::AtLeast(_)) = by.cases.first().map(|case| &case.when) {
            is_number = true;
            add(cell.value);
        }
        for case in &by.cases {
            add(case.value);
        }
        if !is_number {
            add(cell.value);
        }
        let mut told = Vec::new();
        for (at, value) in values.iter().enumerate() {
            // What is counted is said once, behind the last.
            told.push(match value {
                Value::Quantity(Quantity::Count(count)) if at + 1 < values.len() => self.number(*count, 0),
                value => self.short_cell(row, *value),
            });
        }
        let values = match &told[..] {
            [first, .., last] if is_number => self.locale.cell_goes_by_range(first, last),
            told => self.list(told),
        };
        Some(self.locale.cell_goes_by(&self.question(by.question), &values))
    }

    /// Words when a question is asked: "Matters only if your answer to “Are you audited?” is Yes." Nothing where it always is.
    pub fn only_if(&self, question: QuestionIx) -> Option<String> {
        let (locale, only_if) = (self.locale, self.catalog.question(question).only_if.as_ref()?);
        let on = self.question(only_if.question);
        Some(match &only_if.is {
            Premise::Answered => locale.only_if_answered(&on),
            Premise::Choices(choices) => locale.only_if_is(&self.any_of(only_if.question, choices), &on),
            Premise::YesNo(true) => locale.only_if_is(locale.yes(), &on),
            Premise::YesNo(false) => locale.only_if_is(locale.no(), &on),
            Premise::AtLeast(least) => {
                locale.only_if_at_least(&self.number(*least, self.decimals(only_if.question)), &on)
            }
            Premise::AtMost(most) => locale.only_if_at_most(&self.number(*most, self.decimals(only_if.question)), &on),
        })
    }

    /// Joins the labels of choices of which one is enough.
    fn any_of(&self, question: QuestionIx, choices: &[ChoiceIx]) -> String {
        let mut labels = Vec::new();
        for choice in choices {
            labels.push(self.text(&self.catalog.choice(question, *choice).label));
        }
        join(&labels, self.locale.list_or())
    }
}

#[cfg(test)]
mod tests {
    use locales::Locale;
    use plans::testing::{catalog, choice, json, number, one, row, yes_no};

    use super::*;

    #[test]
    fn a_cell_says_what_it_goes_by_and_a_question_when_it_is_asked() {
        let steps = json!({"by": "seats", "steps": [
            {"from": 0, "value": 2}, {"from": 10, "value": 4}, {"from": 50, "value": 8}
        ]});
        let cases = json!({"by": "region", "cases": {"na": 5}, "otherwise": 3});
        let only_if = [
            json!({"question": "region", "is": ["na", "eu"]}),
            json!({"question": "seats", "at_least": 10}),
            json!({"question": "seats", "is": "answered"}),
            json!({"question": "q1", "is": true}),
        ];
        let asked = only_if.into_iter().enumerate();
        let catalog = catalog("tiny")
            .plans(["a", "b", "c"])
            .row(row("contacts", "quantity", [steps, cases, json!(1)]))
            .question(one("region", [choice("na"), choice("eu"), choice("asia")]).set("prompt", "Where are you?"))
            .question(number("seats").set("prompt", "How many seats?"))
            .questions(asked.map(|(at, only_if)| yes_no(&format!("q{at}")).set("only_if", only_if)))
            .read();
        let words = Words { catalog: &catalog, locale: Locale::closest("en") };
        let row = catalog.entitlement_by_id("contacts").expect("a row");
        let by: Vec<_> = catalog.plans().map(|plan| words.goes_by(row, plan)).collect();
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(
            by,
            [
                told("By your answer to “How many seats?”: 2 to 8 things"),
                told("By your answer to “Where are you?”: 5 and 3 things"),
                None
            ]
        );
        let only_if: Vec<_> = catalog.questions().filter_map(|question| words.only_if(question)).collect();
        assert_eq!(
            only_if,
            [
                "Matters only if your answer to “Where are you?” is na or eu.",
                "Matters only if your answer to “How many seats?” is 10 or more.",
                "Matters only once “How many seats?” is answered.",
                "Matters only if your answer to “?” is Yes.",
            ]
        );
        for (given, contacts) in [
            ("{}", ["from 2 things", "3 things", "1 thing"]),
            (r#"{"seats": 12, "region": "na"}"#, ["4 things", "5 things", "1 thing"]),
        ] {
            let answers = Answers::from_json(&catalog, given).expect("answers");
            let found: Vec<_> = catalog.plans().map(|plan| words.offered(&answers, row, plan)).collect();
            assert_eq!(found, contacts, "{given}");
        }
    }
}
