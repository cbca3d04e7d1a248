//! What is wrong with a form, in sentences for who filled it in.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use plans::catalog::{CURRENT_PLAN, NumberRange, QuestionIx};
use plans::json::{Code, nearest_name};
use plans::wire::{Field, FieldOf, NOT_SURE};
use plans::{Catalog, typed};

use super::fields::{Fields, printable};
use crate::error_response::ErrorResponse;
use crate::texts::{Texts, filled};

/// How many problems that no field has are told.
const MAX_ELSEWHERE: usize = 21;

/// What is wrong: with the whole, with which fields, and with what the form has no field for.
pub struct FieldErrors {
    /// Why nothing is stored, and what to do.
    pub summary: &'static str,
    by_field: BTreeMap<String, String>,
    /// For who made the form: place, value, rule and way out.
    pub elsewhere: Vec<String>,
}

impl FieldErrors {
    /// Words the problem with a form.
    pub fn new(catalog: &Catalog, texts: &Texts, fields: &Fields, problem: &ErrorResponse) -> Self {
        let mut errors = Self { summary: summary(texts, problem), by_field: BTreeMap::new(), elsewhere: Vec::new() };
        if problem.status() != StatusCode::UNPROCESSABLE_ENTITY
            || problem.is_of_taken_key()
            || problem.wants_proof_of_work()
        {
            return errors;
        }
        for error in problem.errors() {
            match sentence(catalog, texts, fields, error) {
                Some((field, sentence)) => {
                    errors.by_field.entry(field).or_insert(sentence);
                }
                None if errors.elsewhere.len() < MAX_ELSEWHERE => errors.elsewhere.push(printable(&error.to_string())),
                None => {}
            }
        }
        errors
    }

    /// Returns the errors of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.by_field.get(field).map(String::as_str)
    }
}

/// Returns why nothing is stored of a form that can be shown again.
fn summary(texts: &Texts, problem: &ErrorResponse) -> &'static str {
    match problem.status() {
        _ if problem.is_of_taken_key() => texts.form_key_taken,
        _ if problem.wants_proof_of_work() => texts.form_proof,
        StatusCode::UNPROCESSABLE_ENTITY => texts.form_wrong,
        StatusCode::TOO_MANY_REQUESTS => texts.form_busy,
        StatusCode::BAD_REQUEST if problem.errors().is_empty() => texts.form_key_wrong,
        StatusCode::BAD_REQUEST => texts.form_unreadable,
        _ => texts.error_server,
    }
}

/// Finds the field that an error is about, and the sentence beside it; none where the form has no such field.
fn sentence(catalog: &Catalog, texts: &Texts, fields: &Fields, error: &plans::Problem) -> Option<(String, String)> {
    let field = FieldOf::at(&error.pointer)?;
    let sentence = match &field {
        FieldOf::Answer { question, item } => {
            let question = catalog.question_by_id(question)?;
            let typed: Vec<_> = fields.values(&field.name()).collect();
            of_answer(catalog, texts, question, &typed, *item)
        }
        FieldOf::Form(Field::Plan) if is_current(fields) => texts.error_field_yours.to_owned(),
        FieldOf::Form(Field::Plan) if error.code == Code::NotAllowed => match unavailable(catalog, fields) {
            Some(condition) => filled(texts.error_field_unavailable, &[("condition", &condition)]),
            None => texts.form_error_plan.to_owned(),
        },
        FieldOf::Form(field) => of_field(texts, *field, error.code).to_owned(),
    };
    Some((field.name(), sentence))
}

/// Tells whether the plan asked for is the one that the requester has.
fn is_current(fields: &Fields) -> bool {
    let current = FieldOf::Answer { question: CURRENT_PLAN, item: None };
    fields.values(Field::Plan.name()).any(|plan| fields.values(&current.name()).any(|current| current == plan))
}

/// Words with which answers the plan asked for can be had; none where it can be had with all, or cannot be requested at all.
fn unavailable(catalog: &Catalog, fields: &Fields) -> Option<String> {
    let plan = catalog.plan_by_id(fields.values(Field::Plan.name()).next()?)?;
    pages::told::available_if(catalog, plan).filter(|_| catalog.plan(plan).requestable)
}

/// Words what is wrong with a field that is no answer.
fn of_field(texts: &Texts, field: Field, code: Code) -> &'static str {
    match (field, code) {
        (Field::Plan, _) => texts.form_error_plan,
        (Field::Consent, _) => texts.error_field_consent,
        (_, Code::Empty) => texts.error_field_empty,
        (_, Code::TooLong) => texts.error_field_too_long,
        (Field::Email, Code::Malformed) => texts.error_field_email,
        _ => texts.error_field_other,
    }
}

/// Words what is wrong with an answer of these values, or with one of them.
fn of_answer(catalog: &Catalog, texts: &Texts, question: QuestionIx, typed: &[&str], item: Option<usize>) -> String {
    let range = catalog.question(question).range();
    match typed {
        values if values.len() > 1 && values.contains(&NOT_SURE) => texts.form_error_not_sure.to_owned(),
        values if values.len() > 1 && item.is_none() => texts.form_error_several.to_owned(),
        values => {
            let typed = values.get(item.unwrap_or_default()).copied().unwrap_or_default();
            let (most, decimals) = range.map(|range| most(catalog, range)).unwrap_or_default();
            let choices = catalog.question(question).choices();
            let near = nearest_name(typed, choices.iter().map(|choice| choice.id.as_str()));
            let near = near.and_then(|id| choices.iter().find(|choice| choice.id.as_str() == id));
            let near = near.map_or("", |choice| catalog.text(&choice.label));
            let sentence = match near {
                _ if range.is_some_and(|range| range.decimals > 0) => texts.number_wrong_decimals,
                _ if range.is_some() => texts.number_wrong,
                "" => texts.form_error_choice,
                _ => texts.form_error_choice_near,
            };
            filled(sentence, &[("typed", &shortened(typed)), ("most", &most), ("decimals", &decimals), ("near", near)])
        }
    }
}

/// Writes the largest number of a range as it would be typed, and how many decimals a number may have.
fn most(catalog: &Catalog, range: NumberRange) -> (String, String) {
    let most = match range {
        NumberRange::SMALL => range.write(range.most),
        NumberRange { most, decimals } => typed::grouped(most, decimals, catalog.language()),
    };
    (most, range.decimals.to_string())
}

/// Cuts the beginning of a text, as a sentence can quote it.
fn shortened(text: &str) -> String {
    let text = &typed::quoted(text);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", printable(&text[..end])),
        None => printable(text),
    }
}
