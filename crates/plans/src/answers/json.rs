//! Answers as JSON: an object of question id to answer.

use super::{Answer, Answers};
use crate::catalog::{Catalog, ChoiceIx, QuestionIx, QuestionKind};
use crate::json::{self, Code, Json, Node, Problem, Quoted};

impl Answers {
    /// Reads answers: question id to a choice's id, a list of choice ids, a number, or true or false; `null` where
    /// one is not sure. An empty list leaves a question open.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], each with its place.
    pub fn from_json(catalog: &Catalog, text: &str) -> Result<Self, Vec<Problem>> {
        json::read_with(text, |node| Self::read(catalog, node))
    }

    pub(crate) fn read(catalog: &Catalog, node: &Node<'_>) -> Self {
        let mut answers = Self::none();
        for (id, node) in node.fields() {
            match catalog.question_by_id(id) {
                Some(question) => read_answer(catalog, question, &node, &mut answers),
                None => {
                    let ids = catalog.parts().questions.iter().map(|question| question.id.as_str());
                    let nearest = json::nearest(id, ids);
                    node.report(Code::UnknownName, format_args!("no question is called {}; {nearest}", Quoted(id)));
                }
            }
        }
        answers
    }

    /// The answers as a JSON object, in the order of the questions.
    pub fn to_json(&self, catalog: &Catalog) -> serde_json::Value {
        let answer = |question: QuestionIx| {
            let asked = catalog.question(question);
            let id = |choice: &ChoiceIx| catalog.choice(question, *choice).id.to_string();
            let answer = match self.get(question)? {
                Answer::One(choice) => id(choice).into(),
                Answer::Several(choices) => choices.iter().map(id).collect(),
                Answer::Number(number) => (*number).into(),
                Answer::YesNo(yes) => (*yes).into(),
                Answer::NotSure => serde_json::Value::Null,
            };
            Some((asked.id.to_string(), answer))
        };
        catalog.questions().filter_map(answer).collect::<serde_json::Map<_, _>>().into()
    }
}

fn read_answer(catalog: &Catalog, question: QuestionIx, node: &Node<'_>, answers: &mut Answers) {
    let asked = catalog.question(question);
    if *node.json == Json::Null {
        return answers.not_sure(question);
    }
    match &asked.kind {
        QuestionKind::One(_) => read_choice(catalog, question, node, answers),
        QuestionKind::Several(_) => {
            node.items().iter().for_each(|item| read_choice(catalog, question, item, answers));
        }
        QuestionKind::Number { .. } => match node.json {
            Json::Whole(number) if *number <= Answers::MAX_NUMBER.into() => {
                answers.put(question, Some(Answer::Number(*number as u32)));
            }
            other => node.report(
                if matches!(other, Json::Whole(_) | Json::Number(_)) { Code::OutOfRange } else { Code::WrongType },
                format_args!("{other} is not a whole number from 0 to {}; write one", Answers::MAX_NUMBER),
            ),
        },
        QuestionKind::YesNo { .. } => match node.json {
            Json::Bool(yes) => answers.decide(catalog, question, *yes),
            other => node.report(Code::WrongType, format_args!("{other} is not yes or no; write true or false")),
        },
    }
}

fn read_choice(catalog: &Catalog, question: QuestionIx, node: &Node<'_>, answers: &mut Answers) {
    let asked = catalog.question(question);
    let Some(id) = node.json.as_str() else { return node.expected("the id of a choice") };
    match catalog.choice_by_id(question, id) {
        Some(choice) => answers.pick(catalog, question, choice),
        None => {
            let nearest = json::nearest(id, asked.choices().iter().map(|choice| choice.id.as_str()));
            let detail = format_args!("{} is no choice of \"{}\"; {nearest}", node.json, asked.id);
            node.report(Code::UnknownName, detail);
        }
    }
}
