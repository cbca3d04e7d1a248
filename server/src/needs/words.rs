//! Names of plans, questions, answers and rows, by the newest catalogue that has them, in English where it is told in English.

use plans::Catalog;
use plans::catalog::{CURRENT_PLAN, NO_PLAN, QuestionKind};

use crate::needs::answer::{Answer, Said};
use crate::needs::sample::Lead;

/// The language of the operator's pages.
const LANGUAGE: &str = "en";

/// Names by id, in the order of the catalogues.
#[derive(Clone, Debug, Default)]
pub struct Words {
    plans: Vec<Named>,
    questions: Vec<Question>,
    rows: Vec<Named>,
}

#[derive(Clone, Debug)]
struct Named {
    id: String,
    name: String,
}

#[derive(Clone, Debug)]
struct Question {
    id: String,
    prompt: String,
    choices: Vec<Named>,
}

impl Words {
    /// Adds the names of a catalogue of which no newer one had any.
    pub fn add(&mut self, catalog: &Catalog) {
        let catalog = catalog.clone().in_language(LANGUAGE);
        let parts = catalog.parts();
        let named = |id: &str, name: &str| Named { id: id.to_owned(), name: name.to_owned() };
        for plan in &parts.plans {
            add(&mut self.plans, named(plan.id.as_str(), catalog.text(&plan.name)));
        }
        for row in &parts.entitlements {
            add(&mut self.rows, named(row.id.as_str(), catalog.text(&row.name)));
        }
        for question in catalog.answerable().map(|question| catalog.question(question)) {
            let id = question.id.as_str();
            let at = self.questions.iter().position(|known| known.id == id).unwrap_or_else(|| {
                let prompt = catalog.text(&question.prompt);
                // The words of this one are the app's.
                let prompt = if id == CURRENT_PLAN { "Current plan" } else { prompt };
                self.questions.push(Question { id: id.to_owned(), prompt: prompt.to_owned(), choices: Vec::new() });
                self.questions.len() - 1
            });
            if let QuestionKind::One(choices) | QuestionKind::Several(choices) = &question.kind {
                for choice in choices {
                    let label = catalog.text(&choice.label);
                    let label = if id == CURRENT_PLAN && choice.id.as_str() == NO_PLAN { "None yet" } else { label };
                    add(&mut self.questions[at].choices, named(choice.id.as_str(), label));
                }
            }
        }
    }

    /// Tells whether a question is named.
    pub fn has_question(&self, id: &str) -> bool {
        self.questions.iter().any(|question| question.id == id)
    }

    /// Tells whether a plan is named.
    pub fn has_plan(&self, id: &str) -> bool {
        self.plans.iter().any(|plan| plan.id == id)
    }

    /// Lists the ids of the plans, in order.
    pub fn plans(&self) -> impl Iterator<Item = &str> {
        self.plans.iter().map(|plan| &*plan.id)
    }

    /// Names a plan.
    pub fn plan<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.plans, id)
    }

    /// Names a row of the table.
    pub fn row<'a>(&'a self, id: &'a str) -> &'a str {
        name(&self.rows, id)
    }

    /// Names a question.
    pub fn question<'a>(&'a self, id: &'a str) -> &'a str {
        self.questions.iter().find(|question| question.id == id).map_or(id, |question| &question.prompt)
    }

    /// Names where answers led to.
    pub fn lead<'a>(&'a self, lead: &'a Lead) -> &'a str {
        match lead {
            Lead::Plan(id) => self.plan(id),
            Lead::Several => "several equally",
            Lead::None => "nothing answered",
        }
    }

    /// Names what was answered.
    pub fn said(&self, answer: &Answer) -> String {
        match &answer.said {
            Said::Yes => "Yes".to_owned(),
            Said::No => "No".to_owned(),
            Said::Numbers { from, to: None } => from.to_string(),
            Said::Numbers { from, to: Some(to) } => format!("{from}–{to}"),
            Said::Choice(id) => {
                let question = self.questions.iter().find(|question| question.id == answer.question);
                question.map_or(id.as_str(), |question| name(&question.choices, id)).to_owned()
            }
        }
    }

    /// Returns where a question stands among all.
    pub fn place(&self, question: &str) -> usize {
        self.questions.iter().position(|known| known.id == question).unwrap_or(usize::MAX)
    }

    /// Returns where an answer stands among all of its question.
    pub fn place_of_answer(&self, answer: &Answer) -> (usize, u64) {
        let place = match &answer.said {
            Said::Yes => 0,
            Said::No => 1,
            Said::Numbers { from, .. } => *from,
            Said::Choice(id) => {
                let question = self.questions.iter().find(|question| question.id == answer.question);
                let place = question.and_then(|question| question.choices.iter().position(|choice| choice.id == *id));
                place.map_or(u64::MAX, |place| place as u64)
            }
        };
        (self.place(&answer.question), place)
    }
}

fn add(names: &mut Vec<Named>, named: Named) {
    if names.iter().all(|known| known.id != named.id) {
        names.push(named);
    }
}

fn name<'a>(names: &'a [Named], id: &'a str) -> &'a str {
    names.iter().find(|named| named.id == id).map_or(id, |named| &named.name)
}
