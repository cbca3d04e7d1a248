//! Sweeps over all combinations of answers: the crate's advice on each, against the oracle's.

use plans::catalog::QuestionKind;
use plans::{Advice, Answer, Answers, Catalog, ChoiceIx, PlanIx, QuestionIx};
use serde_json::{Value as Json, json};

use super::oracle::{Oracle, recommend};
use super::{msa, msa_json, question};

/// A question, and the answers to it that are swept.
pub struct Swept {
    question: QuestionIx,
    answers: Vec<SweptAnswer>,
}

/// An answer, in the crate's form and in what the oracle says of it.
struct SweptAnswer {
    /// None leaves the question open.
    given: Option<Answer>,
    size: Option<usize>,
    /// Of each plan, the requirements of this answer that it misses: a bit for each question and choice of the catalogue.
    missed: Vec<u64>,
}

/// A sweep over answers to questions of the MSA catalogue. The oracle judges each answer alone; what all of them together
/// miss is the union, since no answer changes what another requires.
pub struct Sweep {
    json: Json,
    catalog: Catalog,
    /// Of each question, the position of its own bit; those of its choices follow.
    bits: Vec<usize>,
}

impl Sweep {
    /// A sweep that has not begun.
    pub fn new() -> Self {
        let catalog = msa();
        let mut next = 0;
        let bits = catalog.questions().map(|question| {
            let bit = next;
            next += 1 + catalog.choices(question).count();
            bit
        });
        Self { json: msa_json(), bits: bits.collect(), catalog }
    }

    fn bit(&self, question: QuestionIx, choice: Option<ChoiceIx>) -> u64 {
        1 << (self.bits[question.get()] + choice.map_or(0, |choice| 1 + choice.get()))
    }

    /// These answers to a question; `null` leaves it open.
    pub fn question(&self, id: &str, given: Vec<Json>) -> Swept {
        let oracle = Oracle(&self.json);
        let question = question(&self.catalog, id);
        let answer = |given: Json| {
            let alone = json!({id: given});
            let asked = oracle.asked(&alone);
            let missed_by = |plan: &&str| {
                let missed = asked.iter().filter(|asked| oracle.misses(plan, asked));
                let choice = |id| self.catalog.choice_by_id(question, id).expect("a choice");
                let bits: Vec<u64> = missed.map(|asked| self.bit(question, asked.choice.map(choice))).collect();
                let union = bits.iter().fold(0, |union, bit| union | bit);
                assert_eq!(
                    union.count_ones() as usize,
                    bits.len(),
                    "one requirement a choice, so that bits count them"
                );
                union
            };
            SweptAnswer {
                given: self.read(question, &given),
                size: oracle.size(&alone),
                missed: oracle.plans().iter().map(missed_by).collect(),
            }
        };
        Swept { question, answers: given.into_iter().map(answer).collect() }
    }

    fn read(&self, question: QuestionIx, given: &Json) -> Option<Answer> {
        let choice = |id: &Json| self.catalog.choice_by_id(question, id.as_str()?);
        match given {
            Json::Bool(yes) => Some(Answer::YesNo(*yes)),
            Json::Number(number) => Some(Answer::Number(number.as_u64()?)),
            Json::Array(ids) if ids.is_empty() => None,
            Json::Array(ids) => Some(Answer::Several(ids.iter().filter_map(choice).collect())),
            id => choice(id).map(Answer::One),
        }
    }

    /// Every answer to a question with choices, open among them: each choice, or each subset of them.
    pub fn all(&self, id: &str) -> Swept {
        let question = self.catalog.question(question(&self.catalog, id));
        let ids: Vec<Json> = question.choices().iter().map(|choice| choice.id.as_str().into()).collect();
        let given = match question.kind {
            QuestionKind::Several(_) => (0..1_u32 << ids.len())
                .map(|subset| {
                    ids.iter().enumerate().filter(|(at, _)| subset >> at & 1 == 1).map(|(_, id)| id.clone()).collect()
                })
                .collect(),
            _ => open_or(ids),
        };
        self.question(id, given)
    }

    /// Compares the crate with the oracle on every combination of answers. The number of combinations. The first question's
    /// answers are shared out among threads.
    pub fn run(&self, questions: &[Swept]) -> usize {
        let (first, rest) = questions.split_first().expect("a question");
        let start = Combination { answers: Answers::none(), is_answered: false, size: None, missed: vec![0; 5] };
        let from = |answer| self.run_from(&start.with(&self.catalog, first.question, answer), rest);
        std::thread::scope(|scope| {
            let threads: Vec<_> = first.answers.iter().map(|answer| scope.spawn(move || from(answer))).collect();
            threads.into_iter().map(|thread| thread.join().expect("the sweep of a thread")).sum()
        })
    }

    fn run_from(&self, given: &Combination, questions: &[Swept]) -> usize {
        let Some((swept, rest)) = questions.split_first() else {
            self.compare(given);
            return 1;
        };
        let from = |answer| self.run_from(&given.with(&self.catalog, swept.question, answer), rest);
        swept.answers.iter().map(from).sum()
    }

    fn compare(&self, given: &Combination) {
        let advice = Advice::of(&self.catalog, &given.answers);
        let missed: Vec<usize> = given.missed.iter().map(|missed| missed.count_ones() as usize).collect();
        let expected = recommend(given.is_answered, given.size, &missed);
        let found = (advice.recommended().map(PlanIx::get), advice.recommendation.fits());
        assert_eq!(found, expected, "{}", given.answers.to_json(&self.catalog));
        for (verdict, expected) in advice.verdicts.iter().zip(&given.missed) {
            let mut bits = verdict.missed.iter().map(|asked| self.bit(asked.question, asked.choice));
            let in_order = bits.try_fold(0_u64, |union, bit| (bit > union).then_some(union | bit));
            assert_eq!(in_order, Some(*expected), "{}", given.answers.to_json(&self.catalog));
        }
    }
}

/// The answers of some questions, and what the oracle says of them.
#[derive(Clone)]
struct Combination {
    answers: Answers,
    is_answered: bool,
    size: Option<usize>,
    missed: Vec<u64>,
}

impl Combination {
    /// One more answer, given by the operations that a visitor's clicks and typing call.
    fn with(&self, catalog: &Catalog, question: QuestionIx, answer: &SweptAnswer) -> Self {
        let mut with = self.clone();
        match &answer.given {
            Some(Answer::One(choice)) => with.answers.pick(catalog, question, *choice),
            Some(Answer::Several(choices)) => {
                choices.iter().for_each(|choice| with.answers.pick(catalog, question, *choice));
            }
            Some(Answer::Number(number)) => with.answers.count(catalog, question, *number),
            Some(Answer::YesNo(yes)) => with.answers.decide(catalog, question, *yes),
            Some(Answer::NotSure) => with.answers.not_sure(question),
            None => {}
        }
        with.is_answered |= answer.given.is_some();
        with.size = with.size.or(answer.size);
        with.missed.iter_mut().zip(&answer.missed).for_each(|(all, missed)| *all |= missed);
        with
    }
}

/// Leaving a question open, and these answers.
pub fn open_or(answers: impl IntoIterator<Item = Json>) -> Vec<Json> {
    std::iter::once(Json::Null).chain(answers).collect()
}
