//! Requests counted by week. What it takes in memory grows with the weeks and the catalogue's questions and plans, not with the requests.

use std::collections::{BTreeMap, BTreeSet};

use crate::needs::answer::Answer;
use crate::needs::sample::{Lead, Openness, Sample};
use crate::needs::week::Week;

/// How many sets of answers that no plan meets together are told apart in a week; the others are counted as one.
const MOST_SETS: usize = 100;

/// The requests of some weeks, each by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By week, where there was a request.
    pub weeks: BTreeMap<Week, Counts>,
}

/// Some requests, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many they are.
    pub requests: u64,
    /// By the id of the plan asked for.
    pub asked: BTreeMap<String, u64>,
    /// By where the answers led to.
    pub led: BTreeMap<Lead, u64>,
    /// By answer: a request with several is counted at each.
    pub answers: BTreeMap<Answer, Ways>,
    /// Those of which no plan meets every answer, by the closest plan.
    pub without_plan: BTreeMap<Lead, u64>,
    /// By need that no plan meets.
    pub unmet: BTreeMap<Answer, Unmet>,
    /// By answers that no plan meets together, while it meets each; none for those of sets beyond what is told apart.
    pub together: BTreeMap<Option<Vec<Answer>>, BTreeMap<Lead, u64>>,
    /// By question, where it was asked.
    pub questions: BTreeMap<String, Asked>,
}

/// Where requests with an answer went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// How many they are.
    pub requests: u64,
    /// By the id of the plan asked for.
    pub asked: BTreeMap<String, u64>,
    /// By where the answers led to.
    pub led: BTreeMap<Lead, u64>,
}

/// A need that no plan meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmet {
    /// By the closest plan.
    pub closest: BTreeMap<Lead, u64>,
    /// The ids of the rows that would meet it.
    pub rows: BTreeSet<String>,
}

/// What became of a question where it was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How many answered it.
    pub answered: u64,
    /// How many did not.
    pub not_answered: u64,
    /// How many were not sure.
    pub not_sure: u64,
}

impl Tally {
    /// Counts a request.
    pub fn add(&mut self, sample: Sample) {
        self.weeks.entry(sample.week).or_default().add(sample);
    }

    /// Returns all weeks together.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.weeks.values() {
            total.merge(counts);
        }
        total
    }
}

impl Counts {
    fn add(&mut self, sample: Sample) {
        self.requests += 1;
        *self.asked.entry(sample.asked.clone()).or_default() += 1;
        *self.led.entry(sample.led.clone()).or_default() += 1;
        if sample.is_unmet {
            *self.without_plan.entry(sample.led.clone()).or_default() += 1;
        }
        for answer in sample.answers {
            let ways = self.answers.entry(answer).or_default();
            ways.requests += 1;
            *ways.asked.entry(sample.asked.clone()).or_default() += 1;
            *ways.led.entry(sample.led.clone()).or_default() += 1;
        }
        for (answer, rows) in sample.unmet {
            let unmet = self.unmet.entry(answer).or_default();
            *unmet.closest.entry(sample.led.clone()).or_default() += 1;
            unmet.rows.extend(rows);
        }
        let mut has_others = false;
        for set in sample.together {
            let is_told = self.together.len() < MOST_SETS || self.together.contains_key(&Some(set.clone()));
            // A request is counted once, however many sets of it are not told apart.
            if !is_told && std::mem::replace(&mut has_others, true) {
                continue;
            }
            let closest = self.together.entry(is_told.then_some(set)).or_default();
            *closest.entry(sample.led.clone()).or_default() += 1;
        }
        for (question, openness) in sample.questions {
            let asked = self.questions.entry(question).or_default();
            *match openness {
                Openness::Answered => &mut asked.answered,
                Openness::NotAnswered => &mut asked.not_answered,
                Openness::NotSure => &mut asked.not_sure,
            } += 1;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.requests += other.requests;
        merge(&mut self.asked, &other.asked);
        merge(&mut self.led, &other.led);
        merge(&mut self.without_plan, &other.without_plan);
        for (answer, ways) in &other.answers {
            let known = self.answers.entry(answer.clone()).or_default();
            known.requests += ways.requests;
            merge(&mut known.asked, &ways.asked);
            merge(&mut known.led, &ways.led);
        }
        for (answer, unmet) in &other.unmet {
            let known = self.unmet.entry(answer.clone()).or_default();
            merge(&mut known.closest, &unmet.closest);
            known.rows.extend(unmet.rows.iter().cloned());
        }
        for (set, closest) in &other.together {
            merge(self.together.entry(set.clone()).or_default(), closest);
        }
        for (question, asked) in &other.questions {
            let known = self.questions.entry(question.clone()).or_default();
            known.answered += asked.answered;
            known.not_answered += asked.not_answered;
            known.not_sure += asked.not_sure;
        }
    }
}

impl Asked {
    /// Counts those who were asked.
    pub fn all(self) -> u64 {
        self.answered + self.open()
    }

    /// Counts those who left it open.
    pub fn open(self) -> u64 {
        self.not_answered + self.not_sure
    }
}

fn merge<K: Ord + Clone>(known: &mut BTreeMap<K, u64>, others: &BTreeMap<K, u64>) {
    for (key, count) in others {
        *known.entry(key.clone()).or_default() += count;
    }
}
