//! What answers lead to: choices that no plan meets, plans that no answers recommend, questions that change nothing.

use super::{Author, Warning, warn};
use crate::advice::Advice;
use crate::answers::Answers;
use crate::catalog::{PlanIx, QuestionIx, QuestionKind};
use crate::json::{Json, Quoted};

/// How many other answers are tried beside one that no plan meets, where what plans offer goes by other answers.
const MAX_BESIDE: usize = 2_000;

/// The largest numbers that may be answered, by editions of the format; the first that can be read is tried.
const LARGE_NUMBERS: [&str; 2] = ["1000000000000", "999999"];

/// Answers by the question's id, as they stand in JSON.
type Given = Vec<(String, String)>;

/// Which plans meet what one answer requires.
struct Met {
    plans: Vec<bool>,
    /// Whether the answer requires anything.
    requires: bool,
    /// Whether a plan meets it with add-ons alone, so that it changes what is recommended with a plan, and what that costs.
    takes_add_ons: bool,
}

impl Met {
    /// Tells whether the answer changes what is recommended.
    fn matters(&self) -> bool {
        self.takes_add_ons || self.plans.contains(&false)
    }
}

impl Author<'_> {
    /// Warns of plans that no answers recommend. What the search cannot rule out within its bound is not said:
    /// see [`crate::advice::Outlook::possible`].
    pub(super) fn plans(&self, warnings: &mut Vec<Warning>) {
        if self.catalog.parts().questions.is_empty() {
            return;
        }
        let none = Answers::none();
        let outlook = Advice::of(self.catalog, &none).explain(self.catalog, &none).outlook;
        for plan in self.catalog.plans().filter(|plan| !outlook.possible.contains(plan)) {
            let detail = "no answers recommend this plan: whatever it meets, a plan that comes first meets, too; ask for \
                          something that only this plan has, or change the order of the plans";
            warn(warnings, &format!("/plans/{}", plan.get()), detail);
        }
    }

    /// Warns of choices that no plan meets, and of questions of which no answer changes which plan is recommended.
    pub(super) fn questions(&self, warnings: &mut Vec<Warning>) {
        for question in self.catalog.questions() {
            let asked = self.catalog.question(question);
            let place = self.places.question(question);
            let mut matters = self.is_named(asked.id.as_str())
                || self.is_charged_or_conditional(question)
                || asked.choices().iter().any(|choice| choice.suits.is_some());
            match &asked.kind {
                QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                    let is_list = matches!(asked.kind, QuestionKind::Several(_));
                    for (at, choice) in choices.iter().enumerate() {
                        let id = Quoted(choice.id.as_str());
                        let answer = if is_list { format!("[{id}]") } else { id.to_string() };
                        let met = self.met(question, &answer);
                        matters |= met.as_ref().is_none_or(Met::matters);
                        let place = format!("{place}/choices/{at}");
                        if !is_said(warnings, &place) && self.is_met_by_none(question, &answer, met) {
                            let detail = format!(
                                "no plan meets the choice {id}: whoever picks it is told that no plan fits; require less of \
                                 what plans have, or take the choice out"
                            );
                            warn(warnings, &place, detail);
                        }
                    }
                }
                QuestionKind::YesNo { .. } => {
                    let met = self.met(question, "true");
                    matters |= met.as_ref().is_none_or(Met::matters);
                    if !is_said(warnings, place) && self.is_met_by_none(question, "true", met) {
                        let detail = "no plan meets a yes: whoever says it is told that no plan fits; require less of what \
                                      plans have, or take the question out";
                        warn(warnings, place, detail);
                    }
                }
                QuestionKind::Number { .. } => {
                    let large = LARGE_NUMBERS.iter().find_map(|number| self.met(question, number));
                    let met = self.met(question, "1");
                    for met in [&large, &met] {
                        matters |= met.as_ref().is_none_or(Met::matters);
                    }
                    // An upper bound, such as a budget, is the easier to keep the larger it is.
                    let is_none = |met: &Met| !met.plans.contains(&true);
                    let is_never = large.as_ref().is_none_or(is_none);
                    if !is_said(warnings, place) && is_never && self.is_met_by_none(question, "1", met) {
                        let detail = "no plan meets even the number 1: whoever answers is told that no plan fits; require a \
                                      row of which plans have some";
                        warn(warnings, place, detail);
                    }
                }
            }
            if !matters {
                let detail = "no answer to this question changes which plan is recommended, since every plan meets each; \
                              require something that plans differ in, or take the question out";
                warn(warnings, place, detail);
            }
        }
    }

    /// Returns which plans meet an answer, beside the answers that show its question; none where it cannot be told.
    fn met(&self, question: QuestionIx, answer: &str) -> Option<Met> {
        self.met_beside(question, answer, &[])
    }

    fn met_beside(&self, question: QuestionIx, answer: &str, beside: &[(String, String)]) -> Option<Met> {
        let id = self.catalog.question(question).id.as_str();
        let mut given = self.showing(question)?;
        for (other, answer) in beside {
            if other != id && !given.iter().any(|(shown, _)| shown == other) {
                given.push((other.clone(), answer.clone()));
            }
        }
        given.push((id.to_owned(), answer.to_owned()));
        let fields: Vec<_> = given.iter().map(|(id, answer)| format!("{:?}: {answer}", id)).collect();
        let answers = Answers::from_json(self.catalog, &format!("{{{}}}", fields.join(", "))).ok()?;
        let advice = Advice::of(self.catalog, &answers);
        let misses = |plan: PlanIx| advice.verdicts[plan.get()].missed.iter().any(|missed| missed.question == question);
        Some(Met {
            plans: self.catalog.plans().map(|plan| !misses(plan)).collect(),
            requires: advice.asked.iter().any(|asked| asked.question == question),
            takes_add_ons: advice.verdicts.iter().any(|verdict| !verdict.add_ons.is_empty()),
        })
    }

    /// Tells whether no plan meets an answer, whatever the questions say by whose answers plans offer something else.
    fn is_met_by_none(&self, question: QuestionIx, answer: &str, met: Option<Met>) -> bool {
        let is_none = |met: Met| met.requires && !met.plans.contains(&true);
        if !met.is_some_and(is_none) {
            return false;
        }
        let mut beside = Vec::new();
        for other in self.catalog.questions().filter(|other| *other != question) {
            beside.extend(self.answers_that_decide(other));
        }
        // Beside one other answer at a time: where plans go by more of them, the search would have no end, and nothing is said.
        let several = beside.windows(2).any(|pair| pair[0].0 != pair[1].0);
        let is_still_none = |other: &(String, String)| {
            self.met_beside(question, answer, std::slice::from_ref(other)).is_some_and(is_none)
        };
        beside.len() <= MAX_BESIDE && !several && beside.iter().all(is_still_none)
    }

    /// Returns the answers to a question by which some cell goes; none where no cell does.
    fn answers_that_decide(&self, question: QuestionIx) -> Given {
        let id = self.catalog.question(question).id.as_str();
        let mut answers = Vec::new();
        for row in self.catalog.entitlements() {
            for (_, cell) in self.cells(self.places.row(row)) {
                if cell.field("by").and_then(Json::as_str) != Some(id) {
                    continue;
                }
                if let Some(Json::Object(cases)) = cell.field("cases") {
                    answers.extend(cases.iter().map(|(choice, _)| (id.to_owned(), Quoted(choice).to_string())));
                }
                for step in cell.field("steps").map_or(&[][..], Json::items) {
                    answers.extend(step.field("from").map(|from| (id.to_owned(), from.to_string())));
                }
            }
        }
        answers
    }

    /// Returns answers with which a question is shown, by its `only_if` and those of the questions that this names; none where
    /// they cannot be told.
    fn showing(&self, question: QuestionIx) -> Option<Given> {
        let mut given = Given::new();
        let mut shown = question;
        // Each names an earlier question.
        for _ in self.catalog.questions() {
            let Some(only_if) = self.at(self.places.question(shown))?.field("only_if") else { return Some(given) };
            if *only_if == Json::Null {
                return Some(given);
            }
            let id = only_if.field("question")?.as_str()?;
            shown = self.catalog.question_by_id(id)?;
            let is = only_if.field("is").map(|is| is.items().first().unwrap_or(is));
            let answer = match (is, only_if.field("at_least")) {
                (Some(Json::String(word)), _) if word == "answered" => self.any_answer(shown)?,
                (Some(Json::String(choice)), _) => self.as_answer(shown, choice),
                (Some(is), _) => is.to_string(),
                (None, Some(number)) => number.to_string(),
                (None, None) => return None,
            };
            given.push((id.to_owned(), answer));
        }
        None
    }

    fn any_answer(&self, question: QuestionIx) -> Option<String> {
        match &self.catalog.question(question).kind {
            QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                Some(self.as_answer(question, choices.first()?.id.as_str()))
            }
            QuestionKind::Number { .. } => Some("1".to_owned()),
            QuestionKind::YesNo { .. } => Some("true".to_owned()),
        }
    }

    fn as_answer(&self, question: QuestionIx, choice: &str) -> String {
        match self.catalog.question(question).kind {
            QuestionKind::Several(_) => format!("[{}]", Quoted(choice)),
            QuestionKind::One(_) | QuestionKind::Number { .. } | QuestionKind::YesNo { .. } => {
                Quoted(choice).to_string()
            }
        }
    }

    /// Tells whether a cell or another question goes by the answer to a question.
    fn is_named(&self, id: &str) -> bool {
        let by = |cell: &Json| cell.field("by").and_then(Json::as_str) == Some(id);
        let only_if = |question: QuestionIx| {
            let question = self.at(self.places.question(question));
            question.and_then(|question| question.field("only_if")?.field("question")?.as_str()) == Some(id)
        };
        let rows = self.catalog.entitlements();
        rows.into_iter().any(|row| self.cells(self.places.row(row)).iter().any(|(_, cell)| by(cell)))
            || self.catalog.questions().any(only_if)
    }
}

/// Tells whether something within a place was warned of.
fn is_said(warnings: &[Warning], place: &str) -> bool {
    warnings.iter().any(|warning| warning.pointer.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')))
}
