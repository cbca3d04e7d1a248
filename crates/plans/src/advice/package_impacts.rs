//! What each possible answer does to plans with add-ons, by itself.

use super::answer_impact::{AnswerImpact, NewAnswer};
use super::packages::Shop;
use super::plan_set::PlanSet;
use crate::answers::{Answers, RequirementRef, extended};
use crate::catalog::{
    Bound, Catalog, ChoiceIx, EntitlementIx, MOST_DECIMALS, OnlyIf, PlanIx, Premise, QuestionIx, QuestionKind,
    Requirement, Satisfaction, Taken, Value,
};
use crate::total::converted;

/// The most ways of taking the add-ons that give something in a row, for each of which the numbers are told at which it is enough no more.
const MAX_VALUES: usize = 1_000;

/// How the plans stand to the requirements of one answer.
pub(super) struct Status {
    pub asked: Vec<RequirementRef>,
    /// By plan, how many of them it misses with whatever add-ons.
    pub missed: Vec<u32>,
    /// The plans with which some of them go by add-ons.
    pub open: PlanSet,
    /// By plan, the position of the first answer to the question that does the same.
    pub same_as: Vec<usize>,
}

/// Adds every answer that a question can be given, in their order, with how the plans stand to it. Numbers stand in ranges in which every
/// requirement that is no budget stands the same with every set of add-ons.
pub(super) fn add_package_impacts(
    shop: &Shop<'_>,
    answers: &Answers,
    question: QuestionIx,
    impacts: &mut Vec<AnswerImpact>,
    statuses: &mut Vec<Status>,
) {
    let catalog = shop.catalog;
    let mut add = |answer, suits, asked: Vec<RequirementRef>, before: Option<&[Vec<u64>]>, from: u64| {
        let position = impacts.len();
        let mut status = Status { asked, missed: Vec::new(), open: PlanSet::default(), same_as: Vec::new() };
        let (mut missed, mut blocked) = (Vec::new(), PlanSet::default());
        for plan in catalog.plans() {
            // Where nothing begins for the plan at this number, all is as with those before.
            if let Some(breaks) = before
                && from > 0
                && breaks[plan.get()].binary_search(&from).is_err()
            {
                let (last, of): (&Status, &AnswerImpact) = (&statuses[position - 1], &impacts[position - 1]);
                status.missed.push(last.missed[plan.get()]);
                status.same_as.push(last.same_as[plan.get()]);
                if last.open.contains(plan.get()) {
                    status.open.insert(plan.get());
                }
                missed.push(of.missed[plan.get()]);
            } else {
                let (fixed, open, alone) = of_plan(shop, answers, plan, &status.asked);
                status.missed.push(fixed);
                status.same_as.push(position);
                if open {
                    status.open.insert(plan.get());
                }
                missed.push(alone);
            }
            if missed[plan.get()] > 0 {
                blocked.insert(plan.get());
            }
        }
        let requires = !status.asked.is_empty();
        statuses.push(status);
        impacts.push(AnswerImpact { question, answer, suits, requires, missed, blocked });
    };
    match &catalog.question(question).kind {
        QuestionKind::One(choices) | QuestionKind::Several(choices) => {
            for (at, choice) in choices.iter().enumerate() {
                let at = ChoiceIx::new(at);
                let asked = RequirementRef::all(question, Some(at), None, choice.requires.len());
                add(NewAnswer::Pick(at), choice.suits, asked, None, 0);
            }
        }
        QuestionKind::YesNo { requires, .. } => {
            let asked = RequirementRef::all(question, None, None, requires.len());
            add(NewAnswer::YesNo(true), None, asked, None, 0);
            add(NewAnswer::YesNo(false), None, Vec::new(), None, 0);
        }
        QuestionKind::Number { requires, range, .. } => {
            let (mut by_plan, mut all) = (Vec::new(), premises(catalog, question));
            for plan in catalog.plans() {
                let mut breaks = breaks(shop, answers, question, requires, plan);
                breaks.sort_unstable();
                all.extend_from_slice(&breaks);
                by_plan.push(breaks);
            }
            all.push(0);
            all.retain(|number| *number <= range.most);
            all.sort_unstable();
            all.dedup();
            for (at, from) in all.iter().enumerate() {
                let to = all.get(at + 1).map_or(range.most, |next| next - 1);
                let asked = RequirementRef::all(question, None, Some(*from), requires.len());
                add(NewAnswer::Number { from: *from, to }, None, asked, Some(&by_plan), *from);
            }
        }
    }
}

/// Returns how many requirements of an answer a plan misses with whatever add-ons, whether others go by add-ons, and how many it
/// misses with the best ones where nothing else is asked.
fn of_plan(shop: &Shop<'_>, answers: &Answers, plan: PlanIx, asked: &[RequirementRef]) -> (u32, bool, u32) {
    let (mut missed, mut over, mut open) = (0, 0, Vec::new());
    for asked in asked {
        if asked.budget(shop.catalog).is_some() {
            let cost = shop.cost(answers, plan);
            let of_budget =
                asked.of_budget(shop.catalog, answers, cost.amount.map(crate::catalog::Money), cost.is_from);
            over += u32::from(of_budget == Satisfaction::Missed);
            continue;
        }
        match shop.fixed(answers, plan, asked) {
            Some(satisfaction) => missed += u32::from(satisfaction == Satisfaction::Missed),
            None => open.push(*asked),
        }
    }
    let mut alone = missed + over;
    // One requirement that one add-on meets by itself needs no search.
    let is_met = matches!(&open[..], [asked] if shop.is_met_by_one(answers, plan, asked));
    if !open.is_empty() && !is_met {
        let packages = shop.packages(answers, plan, &open, false);
        alone += packages.iter().map(|package| package.missed).min().unwrap_or(0);
    }
    (missed, !open.is_empty(), alone)
}

/// Returns the numbers at which another question is asked, a cell holds something else, or a plan can be had or not.
fn premises(catalog: &Catalog, question: QuestionIx) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut add = |of: QuestionIx, premise: &Premise| match premise {
        Premise::AtLeast(least) if of == question => numbers.push(*least),
        Premise::AtMost(most) if of == question => numbers.push(most + 1),
        Premise::AtLeast(_) | Premise::AtMost(_) | Premise::Answered | Premise::Choices(_) | Premise::YesNo(_) => {}
    };
    let parts = catalog.parts();
    let of_questions = parts.questions.iter().filter_map(|question| question.only_if.as_ref());
    for OnlyIf { question, is } in of_questions.chain(parts.plans.iter().flat_map(|plan| &plan.available_if)) {
        add(*question, is);
    }
    for by in parts.entitlements.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.by.as_ref()) {
        for case in &by.cases {
            add(by.question, &case.when);
        }
    }
    numbers
}

/// Returns the numbers at which a plan begins to stand otherwise to a requirement of a number with some add-ons.
fn breaks(
    shop: &Shop<'_>,
    answers: &Answers,
    question: QuestionIx,
    requires: &[Requirement],
    plan: PlanIx,
) -> Vec<u64> {
    let catalog = shop.catalog;
    let mut breaks = Vec::new();
    for requirement in requires {
        if let Some(budget) = &requirement.budget
            && budget.most.is_none()
            && let Some(cost) = shop.cost(answers, plan).amount
        {
            breaks.extend(first_within(catalog, answers, question, budget.length, cost));
        }
        for need in &requirement.any_of {
            if matches!(need.bound, Bound::Value(_)) {
                continue;
            }
            let cell = catalog.cell(need.entitlement, plan);
            let mut offered = vec![answers.offered(catalog, need.entitlement, plan)];
            if !catalog.controlling().is_empty() {
                offered.push(cell.value);
                offered.extend(cell.by.iter().flat_map(|by| &by.cases).map(|case| case.value));
            }
            for offered in offered {
                for value in values(shop, need.entitlement, plan, offered) {
                    breaks.push(catalog.turning_point(need, value));
                }
            }
        }
    }
    breaks
}

/// Returns every value that a plan may have in a row with add-ons. Where there are more than [`MAX_VALUES`], those of each add-on by
/// itself and of all together.
fn values(shop: &Shop<'_>, row: EntitlementIx, plan: PlanIx, offered: Value) -> Vec<Value> {
    let givers: Vec<Taken> =
        shop.givers(row, plan).map(|add_on| Taken { add_on, count: shop.catalog.add_on(add_on).most }).collect();
    let mut ways = 1_usize;
    for giver in &givers {
        ways = ways.saturating_mul(giver.count as usize + 1);
    }
    let mut sets: Vec<Vec<Taken>> = vec![Vec::new()];
    for giver in &givers {
        let before = if ways > MAX_VALUES { 1 } else { sets.len() };
        for at in 0..before {
            for count in 1..=giver.count {
                let mut set = sets[at].clone();
                set.push(Taken { count, ..*giver });
                sets.push(set);
            }
        }
    }
    sets.push(givers);
    let mut values = Vec::new();
    for set in sets {
        let value = extended(shop.catalog, row, offered, &set);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Returns the smallest number that, as a budget for so long, is enough for a total for the period chosen.
pub(super) fn first_within(
    catalog: &Catalog,
    answers: &Answers,
    question: QuestionIx,
    length: u32,
    total: u64,
) -> Option<u64> {
    let (_, period) = catalog.parts().pricing.as_ref()?.period(answers.billing);
    let decimals = catalog.question(question).range()?.decimals;
    Some(converted(total, period.quoted, length)?.div_ceil(10_u64.pow(MOST_DECIMALS - decimals)))
}
