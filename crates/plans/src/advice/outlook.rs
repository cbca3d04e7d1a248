//! What the open questions leave undecided.
//!
//! A plan is still possible if some answers to open questions, with those given, make it the recommended plan and it fits.
//! Such answers are all ones that the plan meets, and between them they rule out every plan that would come before it. So
//! for each plan and open question only the plans count that an answer rules out, and of those answers only the ones that
//! rule out most: for several choices all that the plan meets, for a number the largest that it meets. Where a question has
//! answers left of which neither rules out all that the other does, they are tried one after another, within a bound.

use super::answer_impact::AnswerImpact;
use super::case::Case;
use super::plan_set::PlanSet;
use crate::catalog::{PlanIx, QuestionIx};

/// How many questions with a choice of sets are tried at most.
pub(super) const MAX_STEPS: usize = 20_000;

/// The plans that are still possible, and the questions to answer next.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outlook {
    /// The plans that some answers to open questions, any of which may stay open, would make the recommended plan and that
    /// would fit. None where no plan fits whatever else is answered.
    pub possible: Vec<PlanIx>,
    /// The open question that narrows them most: the one that leaves fewest plans possible whatever the answer, and of those
    /// the one that leaves fewest on the average of its answers. Of several choices each counts by itself, and picking none;
    /// of a number each range in which every number does the same. Some answer to it leaves some of these plans and not others.
    /// The first of equals; none where fewer than two plans are possible, or no single answer tells them apart. A question of which one is not sure is open, but not asked again.
    pub next: Option<QuestionIx>,
    /// Whether the search was cut short, after 20,000 questions tried, or 500 ways of answering the
    /// questions that others depend on. Plans that it could not rule out till then count as
    /// possible. Where totals, budgets, who may have a plan, or add-ons that exclude others decide, every way of answering all
    /// questions is tried where there are at most 2,500, counted for each plan; else it is cut short, and each answer counts by
    /// itself.
    pub cut: bool,
}

pub(super) fn outlook(case: &Case<'_>) -> Outlook {
    let mut search = Search::new(case, 0);
    let mut plans = Vec::new();
    for plan in case.catalog.plans() {
        plans.push(ForPlan::new(case, plan));
    }
    let mut outlook = Outlook::default();
    for plan in &plans {
        if search.is_possible(plan, &plan.others(None), None) {
            outlook.possible.push(plan.plan);
        }
    }
    let now = outlook.possible.len();
    let mut fewest = Left::of(&[now]);
    for question in case.catalog.questions() {
        if now < 2 || case.answers.get(question).is_some() {
            continue;
        }
        let left = search.left_by(question, &plans, now);
        if left.separates(now) && left.are_fewer_than(&fewest) {
            (outlook.next, fewest) = (Some(question), left);
        }
    }
    outlook.cut = search.steps > MAX_STEPS;
    outlook
}

/// Finds at most `most` questions that separate the plans best where nothing is answered, by the measure of [`Outlook::next`],
/// in the order asked.
#[cfg(feature = "json")]
pub(super) fn separating(case: &Case<'_>, most: usize) -> Vec<QuestionIx> {
    let mut search = Search::new(case, 0);
    let plans: Vec<_> = case.catalog.plans().map(|plan| ForPlan::new(case, plan)).collect();
    let now = plans.iter().filter(|plan| search.is_possible(plan, &plan.others(None), None)).count();
    let left = case.catalog.questions().map(|question| (question, search.left_by(question, &plans, now)));
    best(left, most)
}

/// Finds at most so many questions whose answers leave fewest plans, in the order asked.
#[cfg(feature = "json")]
pub(super) fn best(all: impl IntoIterator<Item = (QuestionIx, Left)>, most: usize) -> Vec<QuestionIx> {
    let mut best: Vec<(QuestionIx, Left)> = Vec::new();
    for (question, left) in all {
        let at = best.iter().position(|(_, other)| left.are_fewer_than(other)).unwrap_or(best.len());
        best.insert(at, (question, left));
        best.truncate(most);
    }
    let mut questions: Vec<_> = best.into_iter().map(|(question, _)| question).collect();
    questions.sort_unstable();
    questions
}

/// The number of plans that the answers to a question leave.
pub(super) struct Left {
    /// At the most.
    most: usize,
    /// All together; by the number of answers, the mean.
    sum: usize,
    answers: usize,
    /// The fewest that any answer leaves but none at all.
    least: usize,
}

impl Left {
    /// Returns the number of plans that the answers to a question leave, of the number that each does.
    pub fn of(counts: &[usize]) -> Self {
        let mut left = Self { most: 0, sum: 0, answers: counts.len(), least: usize::MAX };
        for count in counts {
            if *count > 0 {
                left.least = left.least.min(*count);
            }
            left.most = left.most.max(*count);
            left.sum += count;
        }
        left
    }

    /// Tells whether some answer leaves some of so many plans and not others. What all of them miss does not tell them apart.
    pub fn separates(&self, now: usize) -> bool {
        self.least < now
    }

    pub fn are_fewer_than(&self, other: &Self) -> bool {
        let is_less = self.sum * other.answers < other.sum * self.answers;
        self.most < other.most || self.most == other.most && is_less
    }
}

/// The plans that answers to the open questions, but for that of the size, can rule out beside one plan.
pub(super) struct ForPlan {
    pub plan: PlanIx,
    /// Question by question, what an answer that the plan meets rules out; only of those answers that rule out most.
    sets: Vec<(QuestionIx, PlanSet)>,
}

/// The sets of plans that answers can rule out, without those of one question.
pub(super) struct Others<'a> {
    plan: &'a ForPlan,
    /// The question whose sets are left out.
    but: Option<QuestionIx>,
    /// What all sets together rule out.
    most: PlanSet,
    /// Whether a question has several sets, of which only one can be had.
    has_choice: bool,
}

impl ForPlan {
    pub fn new(case: &Case<'_>, plan: PlanIx) -> Self {
        let mut sets = Vec::new();
        for question in case.catalog.questions() {
            if !case.is_free(question) || case.size_question == Some(question) {
                continue;
            }
            let start = sets.len();
            let mut all = PlanSet::default();
            for impact in case.of(question).iter().filter(|impact| !impact.blocked.contains(plan.get())) {
                all = all.or(impact.blocked);
                // Of several choices all can be picked together.
                let set = if case.is_several(question) { all } else { impact.blocked };
                add_largest(&mut sets, start, (question, set));
            }
        }
        Self { plan, sets }
    }

    pub fn others(&self, but: Option<QuestionIx>) -> Others<'_> {
        let mut others = Others { plan: self, but, most: PlanSet::default(), has_choice: false };
        let mut last = None;
        for (question, set) in self.sets.iter().filter(|(question, _)| Some(*question) != but) {
            others.most = others.most.or(*set);
            others.has_choice |= last == Some(*question);
            last = Some(*question);
        }
        others
    }
}

/// Adds a set to those from `start` on, unless one of them takes it in, and in place of those that it takes in.
fn add_largest(sets: &mut Vec<(QuestionIx, PlanSet)>, start: usize, set: (QuestionIx, PlanSet)) {
    let mut at = start;
    while let Some((_, other)) = sets.get(at) {
        if set.1.is_within(*other) {
            return;
        }
        if other.is_within(set.1) {
            sets.remove(at);
        } else {
            at += 1;
        }
    }
    sets.push(set);
}

pub(super) struct Search<'a> {
    case: &'a Case<'a>,
    /// The plans that miss something given.
    blocked: PlanSet,
    /// The steps taken so far.
    pub steps: usize,
}

impl<'a> Search<'a> {
    /// Begins a search after so many steps of others.
    pub fn new(case: &'a Case<'a>, steps: usize) -> Self {
        let mut search = Search { case, blocked: PlanSet::default(), steps };
        for at in &case.on {
            search.blocked = search.blocked.or(case.impacts[*at].blocked);
        }
        search
    }

    /// Returns how many of the plans, of which so many are possible now, the answers to an open question leave.
    fn left_by(&mut self, question: QuestionIx, plans: &[ForPlan], now: usize) -> Left {
        let case = self.case;
        let mut counts = vec![0; case.of(question).len()];
        for plan in plans {
            let others = plan.others(Some(question));
            for (at, impact) in case.of(question).iter().enumerate() {
                counts[at] += usize::from(self.is_possible(plan, &others, Some(impact)));
            }
        }
        if case.is_several(question) {
            counts.push(now);
        }
        Left::of(&counts)
    }

    /// Tells whether a plan can be recommended and fit, where one open question is answered so and the others in any way.
    pub fn is_possible(&mut self, plan: &ForPlan, others: &Others<'_>, with: Option<&AnswerImpact>) -> bool {
        let (case, plan) = (self.case, plan.plan);
        let blocked = with.map_or(self.blocked, |impact| self.blocked.or(impact.blocked));
        if blocked.contains(plan.get()) {
            return false;
        }
        let is_of_size = |impact: &&AnswerImpact| case.size_question == Some(impact.question);
        let mut given = case.on.iter().map(|at| &case.impacts[*at]);
        let size = with.filter(is_of_size).or_else(|| given.find(is_of_size));
        let is_answered = with.is_some() || !others.plan.sets.is_empty() || !case.answers.is_empty();
        let mut is_possible = |size: Option<&AnswerImpact>| {
            let left = self.to_rule_out(plan, size).without(blocked);
            (is_answered || size.is_some())
                && left.is_within(others.most)
                && (!others.has_choice || self.rules_out(left, &others.plan.sets, others.but))
        };
        // Where it is not told, the size may be told by any answer that the plan meets.
        let sizes = case
            .size_question
            .filter(|question| size.is_none() && case.is_free(*question))
            .map_or(&[][..], |question| case.of(question));
        is_possible(size) || sizes.iter().any(|size| !size.blocked.contains(plan.get()) && is_possible(Some(size)))
    }

    /// Returns the plans that must be ruled out so that a plan is recommended; with what is said of the size.
    fn to_rule_out(&self, plan: PlanIx, size: Option<&AnswerImpact>) -> PlanSet {
        let before = PlanSet::before(plan.get());
        let Some(size) = size else { return before };
        let target = if size.too_small().contains(plan.get()) {
            // Below the size, only the last plan that fits is recommended.
            PlanSet::before(self.case.catalog.plans().len()).without(PlanSet::before(plan.get() + 1))
        } else {
            before.without(size.too_small())
        };
        target.without(size.blocked)
    }

    /// Tells whether one set of each question but one, together, take in all of these plans.
    fn rules_out(&mut self, mut left: PlanSet, mut sets: &[(QuestionIx, PlanSet)], but: Option<QuestionIx>) -> bool {
        while let Some((question, set)) = sets.first() {
            let count = sets.iter().take_while(|other| other.0 == *question).count();
            let (of_question, rest) = sets.split_at(count);
            sets = rest;
            if Some(*question) == but || left.is_empty() {
                continue;
            }
            if count > 1 {
                self.steps += 1;
                // What this question leaves, those that follow must be able to take in.
                let mut most = PlanSet::default();
                for (of, set) in rest {
                    if Some(*of) != but {
                        most = most.or(*set);
                    }
                }
                let mut left_by = of_question.iter().map(|(_, set)| left.without(*set));
                return self.steps > MAX_STEPS
                    || left_by.any(|left| left.is_within(most) && self.rules_out(left, rest, but));
            }
            left = left.without(*set);
        }
        left.is_empty()
    }
}
