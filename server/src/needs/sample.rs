//! One request, as it is counted.

use std::collections::BTreeSet;

use plans::catalog::CURRENT_PLAN;
use plans::wire::AnswerValue;
use plans::{Answers, Catalog};
use serde::Deserialize;

use crate::needs::answer::{Answer, answers};
use crate::needs::week::Week;

/// Which plan answers led to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lead {
    /// The plan of this id: recommended, or the closest where none meets everything.
    Plan(String),
    /// Several plans that fit equally.
    Several,
    /// None, since nothing was answered.
    None,
}

/// What became of a question that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// It was answered, or its assumed answer was left as it is.
    Answered,
    /// It was not.
    NotAnswered,
    /// It was answered with "not sure".
    NotSure,
}

/// A need, and the rows of the table that it asks for, any of which would meet it.
pub type Need = (Answer, BTreeSet<String>);

/// What is counted of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// When it was received.
    pub week: Week,
    /// The id of the plan asked for.
    pub asked: String,
    /// Where its answers led to.
    pub led: Lead,
    /// What was answered, of several choices each.
    pub answers: Vec<Answer>,
    /// Every question that was asked, by its id.
    pub questions: Vec<(String, Openness)>,
    /// Whether something was answered that no plan meets.
    pub is_unmet: bool,
    /// The needs that every plan misses.
    pub unmet: Vec<Need>,
    /// Where each need is met by some plan: the smallest sets of answers that no plan meets together.
    pub together: Vec<Vec<Answer>>,
}

/// A stored advice, of which is read what is counted.
#[derive(Debug, Default, Deserialize)]
pub struct Advised {
    #[serde(default)]
    state: String,
    #[serde(default)]
    verdicts: Vec<Verdict>,
    #[serde(default)]
    conflicts: Conflicts,
}

#[derive(Debug, Deserialize)]
struct Verdict {
    #[serde(default)]
    missed: Vec<Missed>,
    #[serde(default = "is_available")]
    available: bool,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Missed {
    question: String,
    choice: Option<String>,
    #[serde(default)]
    entitlements: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Conflicts {
    #[serde(default)]
    sets: Vec<Vec<Given>>,
}

#[derive(Debug, Deserialize)]
struct Given {
    question: String,
    choice: Option<String>,
}

fn is_available() -> bool {
    true
}

impl Advised {
    /// Lists what every plan misses that can be had; what every plan does, where none can.
    fn missed_by_all(&self) -> Vec<&Missed> {
        let can_be_had = |verdict: &&Verdict| verdict.available;
        let has_any = self.verdicts.iter().any(|verdict| verdict.available);
        let counted: Vec<_> = self.verdicts.iter().filter(|verdict| !has_any || can_be_had(verdict)).collect();
        let Some((first, others)) = counted.split_first() else { return Vec::new() };
        let is_missed = |missed: &&Missed| {
            let is_same = |other: &Missed| {
                (&other.question, &other.choice, &other.entitlements)
                    == (&missed.question, &missed.choice, &missed.entitlements)
            };
            others.iter().all(|verdict| verdict.missed.iter().any(is_same))
        };
        first.missed.iter().filter(is_missed).collect()
    }
}

/// What the columns of a request say, beside its answers.
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    /// When it was received.
    pub week: Week,
    /// The id of the plan asked for.
    pub plan: &'a str,
    /// The id of the plan recommended, or of the closest.
    pub recommended: Option<&'a str>,
    /// Whether that plan meets every answer.
    pub fits: bool,
}

impl Sample {
    /// Returns what is counted of a request with some answers to a catalogue's questions, of the family of its plan. The advice is not
    /// looked at where a plan fits.
    pub fn of(catalog: &Catalog, given: &Answers, columns: &Columns<'_>, advised: &Advised) -> Self {
        let in_effect = given.in_effect(catalog);
        let mut all = Vec::new();
        let mut questions = Vec::new();
        for question in catalog.answerable().filter(|question| in_effect.asks(catalog, *question)) {
            let id = catalog.question(question).id.as_str();
            let value = in_effect.value(catalog, question);
            // A host may say it of a visitor who is never asked.
            if id == CURRENT_PLAN && value.is_none() && !catalog.asks_current_plan() {
                continue;
            }
            let openness = match &value {
                None => Openness::NotAnswered,
                Some(AnswerValue::NotSure) => Openness::NotSure,
                Some(value) => {
                    all.extend(answers(id, value));
                    Openness::Answered
                }
            };
            questions.push((id.to_owned(), openness));
        }
        // What of the answers a part of the advice is about.
        let meant = |question: &str, choice: Option<&str>| match choice {
            Some(id) => answers(question, &AnswerValue::Choice(id)).pop(),
            None => all.iter().find(|answer| answer.question == question).cloned(),
        };
        let led = match columns.recommended {
            Some(plan) => Lead::Plan(plan.to_owned()),
            None if advised.state == "tie" => Lead::Several,
            None => Lead::None,
        };
        let is_unmet = !columns.fits && led != Lead::None;
        let mut unmet: Vec<Need> = Vec::new();
        let mut together = Vec::new();
        if is_unmet {
            for missed in advised.missed_by_all() {
                let Some(answer) = meant(&missed.question, missed.choice.as_deref()) else { continue };
                let rows = missed.entitlements.iter().cloned();
                match unmet.iter_mut().find(|(known, _)| *known == answer) {
                    Some((_, known)) => known.extend(rows),
                    None => unmet.push((answer, rows.collect())),
                }
            }
            if unmet.is_empty() {
                for set in &advised.conflicts.sets {
                    let answers = set.iter().map(|given| meant(&given.question, given.choice.as_deref()));
                    let mut answers: Vec<_> = answers.flatten().collect();
                    answers.sort();
                    if answers.len() > 1 && !together.contains(&answers) {
                        together.push(answers);
                    }
                }
            }
        }
        let asked = columns.plan.to_owned();
        Self { week: columns.week, asked, led, answers: all, questions, is_unmet, unmet, together }
    }
}
