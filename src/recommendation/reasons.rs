//! What decides; what else the plan meets; where none fits, what it misses and what cannot be had together.

use lean_view::{Element, html::*};
use plans::{Advised, AnswerRef, PlanIx, RequirementRef};

use super::markup::{add_titled, question_link};
use crate::state::Offer;
use crate::words::Words;

/// How many sets of answers are shown; a catalogue can make a hundred, which nobody reads.
const MOST_WAYS: usize = 6;

/// Adds the reasons for a plan.
pub fn add_reasons(all: &mut Vec<Element>, offer: Offer, words: Words<'_>, advised: &Advised, plan: PlanIx) {
    Reasons { offer, words, advised, plan }.add_to(all);
}

struct Reasons<'a> {
    offer: Offer,
    words: Words<'a>,
    advised: &'a Advised,
    plan: PlanIx,
}

impl Reasons<'_> {
    fn add_to(&self, all: &mut Vec<Element>) {
        let (locale, explanation) = (self.words.locale, &self.advised.explanation);
        let ways = &explanation.deciding.sets;
        let is_each_alone = ways.len() > 1 && ways.iter().all(|way| way.len() == 1);
        let decides = if is_each_alone { locale.advice_each_decides() } else { locale.advice_decides() };
        let meets = if ways.is_empty() { locale.advice_meets() } else { locale.advice_also_meets() };
        let verdict = &self.advised.advice.verdicts[self.plan.get()];
        add_titled(
            all,
            locale.advice_misses(),
            "reasons reasons--missed",
            self.lines(&verdict.missed, |asked| self.words.missed(self.advised, asked, self.plan)),
        );
        add_titled(
            all,
            locale.advice_not_stated(),
            "reasons reasons--open",
            self.lines(&verdict.not_stated, |asked| self.words.asked(asked)),
        );
        // That one answer alone cannot be had is what the sentence above says.
        add_titled(
            all,
            locale.advice_conflicts(),
            "reasons reasons--missed",
            self.ways(&explanation.conflicts.sets, 2),
        );
        add_titled(all, decides, "reasons", self.ways(ways, 1));
        add_titled(all, meets, "reasons", self.met());
    }

    /// Builds the link from an answer to its question.
    fn link(&self, given: AnswerRef, text: String) -> Element {
        question_link(self.offer, given.question, text)
    }

    /// Sets of at least so many answers; of each, what its answers ask for.
    fn ways(&self, ways: &[Vec<AnswerRef>], least: usize) -> Vec<Element> {
        let mut lines = Vec::new();
        for way in ways.iter().filter(|way| way.len() >= least) {
            if lines.len() == MOST_WAYS {
                lines.push(span().child(self.words.locale.advice_and_more()));
                break;
            }
            let mut line = span();
            for (at, given) in way.iter().enumerate() {
                if at > 0 {
                    line = line.child(self.words.locale.list_and());
                }
                line = line.child(self.link(*given, self.words.given(&self.advised.answers, *given)));
            }
            if way.len() > 1 {
                line = line.child(self.words.locale.advice_only_together());
            }
            lines.push(line);
        }
        lines
    }

    /// Lists some requirements, each in words and as the way to its question.
    fn lines(&self, asked: &[RequirementRef], words: impl Fn(&RequirementRef) -> String) -> Vec<Element> {
        let mut lines = Vec::new();
        for asked in asked {
            lines.push(self.link(asked.given(), words(asked)));
        }
        lines
    }

    /// Lists what the plan meets beside what decides, and under which condition; the company's size first.
    fn met(&self) -> Vec<Element> {
        let decides = |given: &AnswerRef| self.advised.explanation.deciding.sets.iter().any(|set| set.contains(given));
        let mut lines = Vec::new();
        let mut add = |given: AnswerRef, text: String, says_more: bool| {
            if says_more || !decides(&given) {
                lines.push(self.link(given, text));
            }
        };
        if let Some((question, choice, suited)) = self.advised.answers.size(self.words.catalog)
            && suited <= self.plan
        {
            add(AnswerRef { question, choice: Some(choice) }, self.words.size(&self.advised.answers), false);
        }
        for asked in &self.advised.advice.asked {
            if self.words.is_met(self.advised, asked, self.plan) {
                let is_on_condition = self.words.is_on_condition(self.advised, asked, self.plan);
                add(asked.given(), self.words.met(self.advised, asked, self.plan), is_on_condition);
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use lean_view::in_scope;
    use plans::testing::{catalog, row, yes_no};

    use super::*;
    use crate::state::tests::state;

    /// Returns two plans, the second with all of so many rows, and a question for each row.
    fn two_plans(rows: usize) -> plans::Catalog {
        let ids = || (0..rows).map(|row| format!("r{row}"));
        let asked = |id: String| yes_no(&id).asks_for(&id.replace('r', "thing ")).requires(&id, "included");
        catalog("tiny")
            .plans(["a", "b"])
            .rows(ids().map(|id| row(&id, "inclusion", ["not-included", "included"])))
            .questions(ids().map(asked))
            .read()
    }

    /// Returns the reasons where every question is answered with yes.
    fn html(rows: usize) -> String {
        in_scope(|| {
            let state = state(two_plans(rows));
            state.offer.catalog().questions().for_each(|question| state.answers.decide(question, true));
            state.advice.words(|words, advised| {
                let mut all = Vec::new();
                let plan = advised.advice.recommended().expect("a plan");
                add_reasons(&mut all, state.offer, words, advised, plan);
                div().child(all).to_html()
            })
        })
    }

    #[test]
    fn of_many_answers_that_decide_the_first_few_are_shown() {
        let few = html(MOST_WAYS);
        assert!(few.contains("thing 5") && !few.contains("and more"), "{few}");
        let many = html(MOST_WAYS + 1);
        assert!(many.contains("thing 5") && many.contains("and more"), "{many}");
        assert_eq!(many.matches("<li>").count(), MOST_WAYS + 1);
    }
}
