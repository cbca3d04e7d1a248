//! Answers as JSON: an object of question id to answer.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;

use serde_json::Value;

use super::answers::is_not_sure;
use super::{AnswerValue, CURRENCY, FAMILY, NO, YES, is_billing};
use crate::answers::Answers;
use crate::catalog::{Catalog, FamilyIx, QuestionIx, QuestionKind, limits};
use crate::json::{self, Code, Json, Limits, Node, Problem, Quoted};

impl Answers {
    /// Reads answers: question id to a choice's id, a list of choice ids, a number, or true or false; `null` where
    /// one is not sure. An empty list leaves a question open. What nothing is said of is as the catalogue assumes. Beside them
    /// there may be the `period` and the `currency` chosen, where the catalogue has prices, and the `family`, where it has some:
    /// see [`Answers::with_offer_from_json`].
    ///
    /// # Errors
    ///
    /// Every [`Problem`], each with its place.
    pub fn from_json(catalog: &Catalog, text: &str) -> Result<Self, Vec<Problem>> {
        json::read_with(text, Limits::REQUEST, |node| Self::read(catalog, node))
    }

    pub(crate) fn read(catalog: &Catalog, node: &Node<'_>) -> Self {
        let mut answers = Self::none();
        for (id, node) in answered(node) {
            match catalog.question_by_id(id) {
                Some(question) => read_answer(catalog, question, &node, &mut answers),
                None if is_billing(catalog, id) => read_billing(catalog, id, &node, &mut answers),
                None if id == FAMILY && catalog.families().next().is_some() => drop(read_family(catalog, &node)),
                None => {
                    let ids = catalog.parts().questions.iter().map(|question| question.id.as_str());
                    let nearest = node.nearest(id, ids);
                    node.report(Code::UnknownName, format_args!("no question is called {}; {nearest}", Quoted(id)));
                }
            }
        }
        answers.assume(catalog);
        answers
    }

    /// Reads answers, and the offer that they are about: of a catalogue with families the plans of the one that `family` names, or of
    /// the first.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], each with its place.
    ///
    /// # Example: plans of the second family
    ///
    /// ```
    /// use plans::Answers;
    /// use plans::testing::{catalog, number, row};
    ///
    /// let catalog = catalog("tiny")
    ///     .plans(["page", "shop"])
    ///     .family("websites", ["page"])
    ///     .family("shops", ["shop"])
    ///     .row(row("pages", "quantity", [3, 9]))
    ///     .question(number("pages").requires("pages", "answer"))
    ///     .read();
    /// let (offer, _) = Answers::with_offer_from_json(&catalog, r#"{"family": "shops", "pages": 2}"#).expect("answers");
    /// assert_eq!(offer.plans().map(|plan| offer.plan(plan).id.as_str()).collect::<Vec<_>>(), ["shop"]);
    /// ```
    pub fn with_offer_from_json<'c>(
        catalog: &'c Catalog,
        text: &str,
    ) -> Result<(Cow<'c, Catalog>, Self), Vec<Problem>> {
        let Some(first) = catalog.families().next() else {
            return Ok((Cow::Borrowed(catalog), Self::from_json(catalog, text)?));
        };
        let json = Json::parse(text).map_err(|problem| vec![problem])?;
        let family = json.field(FAMILY).and_then(Json::as_str).and_then(|id| catalog.family_by_id(id));
        let offer = catalog.clone().of_family(family.unwrap_or(first));
        let answers = Self::from_json(&offer, text)?;
        Ok((Cow::Owned(offer), answers))
    }

    /// Returns the answers as a JSON object, in the order of the questions, with the period and the currency chosen.
    pub fn to_json(&self, catalog: &Catalog) -> Value {
        let answer = |question| {
            let id = catalog.question(question).id.to_string();
            Some((id, value_of(self.value(catalog, question)?)))
        };
        let billing = self.billing.entries(catalog).into_iter().map(|(name, value)| (name.to_owned(), value.into()));
        catalog.answerable().filter_map(answer).chain(billing).collect::<serde_json::Map<_, _>>().into()
    }
}

/// Returns the answers of an object, by the ids of what they answer; none, and a problem, where no visitor can have given so many.
pub(crate) fn answered<'a>(node: &Node<'a>) -> BTreeMap<&'a str, Node<'a>> {
    let (count, most) = (node.json.len(), limits::MAX_ANSWERS);
    if count > most {
        node.report(Code::TooLong, format_args!("there are {count} answers; keep them within {most}"));
        return BTreeMap::new();
    }
    node.fields()
}

/// Returns the choices of a list; none, and a problem, where no question has so many.
pub(crate) fn picked<'a>(node: &Node<'a>) -> Vec<Node<'a>> {
    let (count, most) = (node.json.len(), limits::MAX_CHOICES);
    if count > most {
        node.report(Code::TooLong, format_args!("there are {count} choices; keep them within {most}"));
        return Vec::new();
    }
    node.items()
}

/// Reads a choice of billing; `null` is none.
fn read_billing(catalog: &Catalog, name: &str, node: &Node<'_>, answers: &mut Answers) {
    let is_currency = name == CURRENCY;
    let what = if is_currency { "the code of a currency" } else { "the id of a period" };
    let value = match node.json {
        Json::Null => return,
        Json::String(value) => value.as_str(),
        _ => return node.expected(what),
    };
    if value.is_empty() || !answers.billing.enter(catalog, name, value) {
        let Some(pricing) = &catalog.parts().pricing else { return };
        let codes = pricing.currencies.iter().map(|currency| currency.code.as_str());
        let ids = pricing.periods.iter().map(|period| period.id.as_str());
        let report = |nearest: &dyn Display| {
            node.report(Code::UnknownName, format_args!("{} is not {what} that there is; {nearest}", node.json));
        };
        if is_currency { report(&node.nearest(value, codes)) } else { report(&node.nearest(value, ids)) }
    }
}

/// Reads a family; none, and a problem, where there is none of that id.
fn read_family(catalog: &Catalog, node: &Node<'_>) -> Option<FamilyIx> {
    if *node.json == Json::Null {
        return None;
    }
    let Some(id) = node.json.as_str() else { return node.expected("the id of a family") };
    let family = catalog.family_by_id(id);
    if family.is_none() {
        let nearest = node.nearest(id, catalog.parts().families.iter().map(|family| family.id.as_str()));
        node.report(Code::UnknownName, format_args!("no family is called {}; {nearest}", Quoted(id)));
    }
    family
}

fn value_of(answer: AnswerValue<'_>) -> Value {
    match answer {
        AnswerValue::Choice(id) => id.into(),
        AnswerValue::Choices(ids) => ids.into(),
        AnswerValue::Number(number) => number_of(&number),
        AnswerValue::YesNo(yes) => yes.into(),
        AnswerValue::NotSure => Value::Null,
    }
}

/// Returns the JSON number that these digits are.
fn number_of(digits: &str) -> Value {
    serde_json::from_str(digits).expect("digits, a point and more digits are a number in JSON")
}

/// Reads an answer as the entries that its JSON stands for.
fn read_answer(catalog: &Catalog, question: QuestionIx, node: &Node<'_>, answers: &mut Answers) {
    if *node.json == Json::Null {
        return answers.not_sure(question);
    }
    let items = match &catalog.question(question).kind {
        QuestionKind::Several(_) => &picked(node)[..],
        _ => std::slice::from_ref(node),
    };
    let is_word = |value: &str| is_not_sure(value) && catalog.choice_by_id(question, value).is_none();
    for item in items {
        match entry_of(&catalog.question(question).kind, item.json) {
            None => report_type(catalog, question, item),
            // In JSON that one is not sure is null.
            Some(value) if !is_word(&value) && answers.enter(catalog, question, &value) => {}
            Some(_) => report_value(catalog, question, item),
        }
    }
}

/// Returns the value of the entry that a JSON value stands for; none where it is of another type than the answers to such a
/// question.
fn entry_of<'a>(kind: &QuestionKind, json: &'a Json) -> Option<Cow<'a, str>> {
    match (kind, json) {
        (QuestionKind::One(_) | QuestionKind::Several(_), json) => json.as_str().map(Cow::Borrowed),
        (QuestionKind::Number { .. }, Json::Whole(number)) => Some(number.to_string().into()),
        (QuestionKind::Number { range, .. }, Json::Number(number)) if range.decimals > 0 => {
            Some(number.to_string().into())
        }
        (QuestionKind::YesNo { .. }, Json::Bool(yes)) => Some(if *yes { YES } else { NO }.into()),
        _ => None,
    }
}

fn report_type(catalog: &Catalog, question: QuestionIx, node: &Node<'_>) {
    match &catalog.question(question).kind {
        QuestionKind::One(_) | QuestionKind::Several(_) => node.expected("the id of a choice"),
        QuestionKind::Number { .. } => report_value(catalog, question, node),
        QuestionKind::YesNo { .. } => {
            node.report(Code::WrongType, format_args!("{} is not yes or no; write true or false", node.json))
        }
    }
}

fn report_value(catalog: &Catalog, question: QuestionIx, node: &Node<'_>) {
    let asked = catalog.question(question);
    if let Some(range) = asked.range() {
        let code = match node.json {
            Json::Whole(_) | Json::Number(_) => Code::OutOfRange,
            _ => Code::WrongType,
        };
        let most = range.write(range.most);
        return match range.decimals {
            0 => node.report(code, format_args!("{} is not a whole number from 0 to {most}; write one", node.json)),
            decimals => {
                let rule = format_args!("is not a number from 0 to {most} with up to {decimals} decimals");
                node.report(code, format_args!("{} {rule}; write one, such as 1.5", node.json))
            }
        };
    }
    let id = node.json.as_str().unwrap_or_default();
    let nearest = node.nearest(id, asked.choices().iter().map(|choice| choice.id.as_str()));
    node.report(Code::UnknownName, format_args!("{} is no choice of \"{}\"; {nearest}", node.json, asked.id));
}

/// Returns the JSON that the entries of one question stand for; none where there is no entry. What is no answer is kept as it
/// stands, so that reading refuses it at its place.
pub fn of_entries(catalog: &Catalog, question: QuestionIx, values: &[&str]) -> Option<Value> {
    let is_word = |value: &&str| is_not_sure(value) && catalog.choice_by_id(question, value).is_none();
    Some(match (&catalog.question(question).kind, values) {
        (_, []) => return None,
        (_, values) if values.iter().all(is_word) => Value::Null,
        (QuestionKind::Number { range, .. }, [digits]) if range.decimals > 0 && range.parse(digits).is_some() => {
            number_of(digits.trim())
        }
        (QuestionKind::Number { .. }, [digits]) => digits.parse::<u64>().map_or((*digits).into(), Value::from),
        (QuestionKind::YesNo { .. }, [YES]) => true.into(),
        (QuestionKind::YesNo { .. }, [NO]) => false.into(),
        (QuestionKind::One(_) | QuestionKind::YesNo { .. }, [value]) => (*value).into(),
        (_, values) => values.into(),
    })
}
