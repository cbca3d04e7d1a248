//! What the open questions leave undecided, where answers depend on each other.
//!
//! Once the questions on whose answers others depend are each answered, or known to stay open, what the other answers rule out adds up
//! as it does anywhere. So every such completion is looked at by itself, and for the rest of the questions [`super::outlook`] tells.

use super::answer_impact::NewAnswer;
use super::case::Case;
use super::outlook::{ForPlan, Left, MAX_STEPS, Outlook, Search};
use super::plan_set::PlanSet;
use crate::answers::Answers;
use crate::catalog::QuestionIx;

/// The most completions that are looked at.
const MAX_COMPLETIONS: usize = 500;

/// The most plans that are looked at in all completions of all questions.
const MAX_WHOLE: usize = 2_500;

/// The plans that are possible, and how the questions asked now would narrow them.
struct Completions {
    /// The plans that some answers to open questions make the recommended plan, and that would fit.
    possible: PlanSet,
    /// Of each question that is asked and was not answered, how many plans its answers leave. Ranges of numbers that leave the
    /// same plans count as one answer.
    left: Vec<(QuestionIx, Left)>,
    /// Whether the search was cut short: plans that it could not rule out till then count as possible.
    cut: bool,
}

pub(super) fn outlook(case: &Case<'_>) -> Outlook {
    narrowed(case, completions(case))
}

/// Returns the same where every way of answering all questions is advised on by itself; none where there are more than the bound.
pub(super) fn whole_outlook(case: &Case<'_>) -> Option<Outlook> {
    let mut ways = case.catalog.plans().len();
    let mut questions = Vec::new();
    for question in case.catalog.questions().filter(|question| case.answers.is_open(*question)) {
        let positions = case.positions(question).len();
        ways = ways.saturating_mul(if case.is_several(question) { 1 << positions.min(20) } else { positions + 1 });
        questions.push(question);
    }
    (ways <= MAX_WHOLE).then(|| narrowed(case, collect(case, questions, true)))
}

fn narrowed(case: &Case<'_>, completions: Completions) -> Outlook {
    let Completions { possible, left, cut } = completions;
    let now = possible.len();
    let mut outlook = Outlook { possible: Vec::new(), next: None, cut };
    outlook.possible.extend(case.catalog.plans().filter(|plan| possible.contains(plan.get())));
    let mut fewest = Left::of(&[now]);
    for (question, left) in left {
        if left.separates(now) && left.are_fewer_than(&fewest) {
            (outlook.next, fewest) = (Some(question), left);
        }
    }
    outlook
}

/// Returns how the questions asked now would narrow the plans.
#[cfg(feature = "json")]
pub(super) fn narrowing(case: &Case<'_>) -> Vec<(QuestionIx, Left)> {
    completions(case).left
}

fn completions(case: &Case<'_>) -> Completions {
    collect(case, case.catalog.controlling().to_vec(), false)
}

fn collect(case: &Case<'_>, questions: Vec<QuestionIx>, is_whole: bool) -> Completions {
    let mut collect = Collect {
        case,
        questions,
        is_whole,
        possible: PlanSet::default(),
        by_answer: Vec::new(),
        steps: 0,
        looked_at: 0,
    };
    collect.by_answer.resize(case.impacts.len(), PlanSet::default());
    collect.complete(case.kept.clone(), 0, &mut Vec::new());
    let is_over = !is_whole && collect.looked_at > MAX_COMPLETIONS;
    let cut = is_over || collect.steps > MAX_STEPS;
    if is_over {
        collect.possible = PlanSet::before(case.catalog.plans().len());
    }
    let mut left = Vec::new();
    for question in case.catalog.questions() {
        if cut || case.answers.get(question).is_some() || !case.answers.lead_to(case.catalog, question) {
            continue;
        }
        let (mut counts, mut last) = (Vec::new(), None);
        for at in case.positions(question) {
            let (plans, is_number) =
                (collect.by_answer[at], matches!(case.impacts[at].answer, NewAnswer::Number { .. }));
            if !is_number || last != Some(plans) {
                counts.push(plans.len());
            }
            last = Some(plans);
        }
        if case.is_several(question) {
            counts.push(collect.possible.len());
        }
        left.push((question, Left::of(&counts)));
    }
    Completions { possible: collect.possible, left, cut }
}

struct Collect<'a> {
    case: &'a Case<'a>,
    /// The questions that are answered in every way: those that others depend on, or all of them.
    questions: Vec<QuestionIx>,
    is_whole: bool,
    possible: PlanSet,
    /// By the position of an answer, the plans that are possible with it.
    by_answer: Vec<PlanSet>,
    /// The steps of the searches.
    steps: usize,
    looked_at: usize,
}

impl Collect<'_> {
    /// Answers the controlling questions from one on in every way, beside some answers; `taken` are the positions of answers that
    /// were taken, each as the only one to its question.
    fn complete(&mut self, answers: Answers, from: usize, taken: &mut Vec<usize>) {
        let (case, catalog) = (self.case, self.case.catalog);
        if !self.is_whole && self.looked_at > MAX_COMPLETIONS {
            return;
        }
        let Some(question) = self.questions.get(from).copied() else {
            self.looked_at += 1;
            self.look_at(&answers, taken);
            return;
        };
        let in_effect = answers.in_effect(catalog);
        let is_open = in_effect.is_open(question) && in_effect.lead_to(catalog, question);
        drop(in_effect);
        self.complete(answers.clone(), from + 1, taken);
        if !is_open {
            return;
        }
        // Of several choices, each may be picked beside those before it.
        let mut before = vec![answers];
        for at in case.positions(question) {
            let picked = before.len();
            for with in 0..picked {
                if before.len() > MAX_COMPLETIONS {
                    break;
                }
                let mut answers = before[with].clone();
                case.impacts[at].answer.give(catalog, question, &mut answers);
                if with == 0 {
                    taken.push(at);
                }
                self.complete(answers.clone(), from + 1, taken);
                if with == 0 {
                    taken.pop();
                }
                if case.is_several(question) {
                    before.push(answers);
                }
            }
        }
    }

    /// Notes the plans that are possible where no controlling question is answered any further.
    fn look_at(&mut self, answers: &Answers, taken: &[usize]) {
        if self.is_whole {
            let outcome = self.case.advise(answers);
            if outcome.fits {
                let mut plans = outcome.tied;
                if let Some(plan) = outcome.plan {
                    plans.insert(plan.get());
                }
                self.possible = self.possible.or(plans);
                for at in taken {
                    self.by_answer[*at] = self.by_answer[*at].or(plans);
                }
            }
            return;
        }
        let case = Case::completed(self.case.catalog, answers);
        let mut search = Search::new(&case, self.steps);
        let plans: Vec<_> = case.catalog.plans().map(|plan| ForPlan::new(&case, plan)).collect();
        for plan in &plans {
            if search.is_possible(plan, &plan.others(None), None) {
                self.possible.insert(plan.plan.get());
                for at in taken {
                    self.by_answer[*at].insert(plan.plan.get());
                }
            }
            for question in case.catalog.questions().filter(|question| case.is_free(*question)) {
                let others = plan.others(Some(question));
                for at in case.positions(question) {
                    if search.is_possible(plan, &others, Some(&case.impacts[at])) {
                        self.by_answer[at].insert(plan.plan.get());
                    }
                }
            }
        }
        self.steps = search.steps;
    }
}
