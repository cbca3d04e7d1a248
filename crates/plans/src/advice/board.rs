//! Advises on changed answers where plans have add-ons, totals decide, or plans cannot always be had.
//!
//! For each answer and plan it is known beforehand how many requirements the plan misses with whatever add-ons, and whether others go by
//! add-ons ([`super::package_impacts`]). Only for those the add-ons are searched, once for each combination of them.

use std::cell::RefCell;
use std::rc::Rc;

use super::answer_impact::AnswerImpact;
use super::package_impacts::{Status, first_within};
use super::packages::{Cost, Package, Shop, Standing};
use super::plan_set::PlanSet;
use super::rule::{Candidate, Outcome, recommend_packaged};
use crate::answers::{Answer, Answers, RequirementRef};
use crate::catalog::{Catalog, Charge, OnlyIf, Part, PlanIx, Price, QuestionIx, QuestionKind, Rate, Requirement};

/// The most steps of a price that are looked at for a number by which it goes.
const MAX_PRICE_STEPS: u64 = 1_000;

pub(super) struct Board<'a> {
    pub shop: Shop<'a>,
    /// By the position of an answer.
    pub statuses: Vec<Status>,
    /// By question, whether a price goes by its answer.
    is_priced: Vec<bool>,
    /// By question, whether a plan can be had or not by its answer.
    is_condition: Vec<bool>,
    has_conditions: bool,
    has_budgets: bool,
    given: Sums,
    prices: Rc<Prices>,
    /// By plan, what the best add-ons for the answers given leave missed, and the total with them; where no budget decides.
    given_best: Vec<Best>,
    /// By plan, the same for the last change that touched it.
    last: RefCell<Vec<Option<Touched>>>,
    /// What the plans cost where only some of the answers are given by which prices go.
    others: RefCell<Vec<(Answers, Rc<Prices>)>>,
}

/// What the plans cost with some answers, and the packages that were searched with these totals.
struct Prices {
    answers: Answers,
    base: Vec<Cost>,
    /// By plan, what was found.
    found: RefCell<Vec<Vec<Found>>>,
}

/// How many requirements a plan misses with some add-ons, and what it costs with them where that is known.
#[derive(Clone, Copy)]
struct Best {
    missed: u32,
    cost: Option<u64>,
}

/// What the best add-ons of a plan leave with a change: the position of its answer, those that it replaces, and the result.
type Touched = (Option<usize>, Replaced, Best);

/// The position of the first answer that another one replaces, and how many it replaces; all are answers to one question.
type Replaced = (Option<usize>, usize);

/// For which answers add-ons are chosen.
enum Open {
    /// For those that are given.
    Given,
    /// For those at these positions.
    At(Vec<usize>),
    /// For those of a change: the position of its answer, and those that it replaces.
    Change(Option<usize>, Replaced),
}

/// The positions of answers, and the packages for them.
type Found = (Vec<usize>, Rc<Vec<Package>>);

/// How the plans stand to some answers.
#[derive(Clone)]
struct Sums {
    missed: Vec<u32>,
    /// By plan, the positions of the answers with requirements that go by add-ons; ascending.
    open: Vec<Vec<usize>>,
    budgets: Vec<RequirementRef>,
    suited: Option<PlanIx>,
    is_answered: bool,
}

impl<'a> Board<'a> {
    pub fn new(
        shop: Shop<'a>,
        answers: &Answers,
        impacts: &[AnswerImpact],
        statuses: Vec<Status>,
        on: &[usize],
    ) -> Self {
        let catalog = shop.catalog;
        let parts = catalog.parts();
        let (mut is_priced, mut is_condition) =
            (vec![false; parts.questions.len()], vec![false; parts.questions.len()]);
        for part in all_parts(catalog) {
            if let Some(question) = part.per {
                is_priced[question.get()] = true;
            }
        }
        let mut has_conditions = false;
        for OnlyIf { question, .. } in parts.plans.iter().flat_map(|plan| &plan.available_if) {
            (is_condition[question.get()], has_conditions) = (true, true);
        }
        let has_budgets = statuses.iter().any(|status| status.asked.iter().any(|of| of.budget(catalog).is_some()));
        let prices = Rc::new(Prices::new(&shop, answers));
        let given = Sums::none(catalog);
        let mut board = Self {
            shop,
            statuses,
            is_priced,
            is_condition,
            has_conditions,
            has_budgets,
            given,
            prices,
            given_best: Vec::new(),
            last: RefCell::default(),
            others: RefCell::default(),
        };
        board.given = board.sums(impacts, on, answers);
        for plan in catalog.plans() {
            let packages = board.packages(&board.prices, plan, &board.given.open[plan.get()]);
            let Standing { missed, cost, .. } = board.choose(&board.prices, plan, &packages, &[]);
            board.given_best.push(Best { missed, cost });
        }
        board.last = RefCell::new(vec![None; catalog.plans().len()]);
        board
    }

    /// Tells whether an answer to a question can have a say though it requires nothing.
    pub fn is_weighty(&self, question: QuestionIx) -> bool {
        self.is_priced[question.get()] || self.is_condition[question.get()]
    }

    fn sums(&self, impacts: &[AnswerImpact], positions: &[usize], answers: &Answers) -> Sums {
        let mut sums = Sums::none(self.shop.catalog);
        for at in positions {
            self.put(&mut sums, impacts, *at, answers);
        }
        sums
    }

    /// Adds the budgets of an answer, each of the number that is given: a range of numbers stands for many.
    fn add_budgets(&self, budgets: &mut Vec<RequirementRef>, at: usize, answers: &Answers) {
        for asked in &self.statuses[at].asked {
            if asked.budget(self.shop.catalog).is_some() {
                let mut asked = *asked;
                if let Some(Answer::Number(number)) = answers.get(asked.question) {
                    asked.number = Some(*number);
                }
                budgets.push(asked);
            }
        }
    }

    fn put(&self, sums: &mut Sums, impacts: &[AnswerImpact], at: usize, answers: &Answers) {
        let status = &self.statuses[at];
        for (plan, missed) in status.missed.iter().enumerate() {
            sums.missed[plan] += missed;
        }
        for plan in status.open.plans() {
            let (open, same_as) = (&mut sums.open[plan.get()], status.same_as[plan.get()]);
            let place = open.iter().filter(|other| **other < same_as).count();
            open.insert(place, same_as);
        }
        self.add_budgets(&mut sums.budgets, at, answers);
        sums.suited = impacts[at].suits.or(sums.suited);
        sums.is_answered = true;
    }

    /// Returns what the given answers lead to without some and with another one, all by position; `answers` are those answers. And where
    /// budgets are asked, what is chosen for each plan.
    pub fn instead(
        &self,
        impacts: &[AnswerImpact],
        on: &[usize],
        (without, with): (&[usize], Option<usize>),
        answers: &Answers,
    ) -> (Outcome, Vec<Package>) {
        let mut sums = Sums {
            missed: self.given.missed.clone(),
            open: Vec::new(),
            budgets: Vec::new(),
            suited: self.given.suited,
            is_answered: with.is_some() || on.len() > without.len(),
        };
        let mut touched = PlanSet::default();
        for at in without {
            let status = &self.statuses[*at];
            for (plan, missed) in status.missed.iter().enumerate() {
                sums.missed[plan] -= missed;
            }
            touched = touched.or(status.open);
            sums.suited = sums.suited.filter(|_| impacts[*at].suits.is_none());
        }
        if let Some(at) = with {
            let status = &self.statuses[at];
            for (plan, missed) in status.missed.iter().enumerate() {
                sums.missed[plan] += missed;
            }
            touched = touched.or(status.open);
            sums.suited = impacts[at].suits.or(sums.suited);
        }
        if self.has_budgets {
            for at in on.iter().filter(|at| !without.contains(at)).chain(&with) {
                self.add_budgets(&mut sums.budgets, *at, answers);
            }
        }
        let open = |plan: PlanIx| {
            let mut open = Vec::new();
            for at in on.iter().filter(|at| !without.contains(at)).chain(&with) {
                if self.statuses[*at].open.contains(plan.get()) {
                    open.push(self.statuses[*at].same_as[plan.get()]);
                }
            }
            open.sort_unstable();
            open
        };
        let prices = self.prices_for(answers);
        let of = |plan: PlanIx| match touched.contains(plan.get()) {
            true => Open::Change(
                with.map(|at| self.statuses[at].same_as[plan.get()]),
                (without.first().copied(), without.len()),
            ),
            false => Open::Given,
        };
        self.outcome(&sums, &prices, answers, &of, &open)
    }

    /// Returns what the answers at some positions lead to alone; `answers` are those answers.
    pub fn alone(&self, impacts: &[AnswerImpact], positions: &[usize], answers: &Answers) -> Outcome {
        let sums = self.sums(impacts, positions, answers);
        let prices = self.prices_for(answers);
        let open = |plan: PlanIx| sums.open[plan.get()].clone();
        self.outcome(&sums, &prices, answers, &|plan| Open::At(open(plan)), &open).0
    }

    /// Returns what something that requires nothing leads to.
    pub fn unasked(&self) -> Outcome {
        let mut answers = Answers::none();
        answers.billing = self.prices.answers.billing;
        let mut sums = Sums::none(self.shop.catalog);
        sums.is_answered = true;
        let prices = self.prices_for(&answers);
        self.outcome(&sums, &prices, &answers, &|_| Open::At(Vec::new()), &|_| Vec::new()).0
    }

    fn outcome(
        &self,
        sums: &Sums,
        prices: &Rc<Prices>,
        answers: &Answers,
        of: &dyn Fn(PlanIx) -> Open,
        open: &dyn Fn(PlanIx) -> Vec<usize>,
    ) -> (Outcome, Vec<Package>) {
        let (mut candidates, mut chosen) = (Vec::new(), Vec::new());
        // What was found before holds for the same prices, where no budget decides.
        let is_plain = sums.budgets.is_empty() && Rc::ptr_eq(prices, &self.prices);
        for plan in self.shop.catalog.plans() {
            let of_plan = if is_plain { of(plan) } else { Open::At(self.positions(plan, of, open)) };
            let best = match of_plan {
                Open::Given => self.given_best[plan.get()],
                Open::At(open) if open.is_empty() && sums.budgets.is_empty() => {
                    Best { missed: 0, cost: prices.base[plan.get()].amount }
                }
                Open::At(open) => {
                    let packages = self.packages(prices, plan, &open);
                    let Standing { missed, not_stated, cost, package } =
                        self.choose(prices, plan, &packages, &sums.budgets);
                    if !sums.budgets.is_empty() {
                        chosen.push(Package { missed, not_stated, cost: 0, ..package.clone() });
                    }
                    Best { missed, cost }
                }
                Open::Change(with, without) => {
                    let last = self.last.borrow()[plan.get()];
                    match last {
                        Some((same, first, best)) if same == with && first == without => best,
                        _ => {
                            let packages = self.packages(prices, plan, &open(plan));
                            let Standing { missed, cost, .. } = self.choose(prices, plan, &packages, &[]);
                            let best = Best { missed, cost };
                            self.last.borrow_mut()[plan.get()] = Some((with, without, best));
                            best
                        }
                    }
                }
            };
            let is_available = !self.has_conditions || answers.has_available(self.shop.catalog, plan);
            let missed = sums.missed[plan.get()] + best.missed;
            candidates.push(Candidate { missed, cost: best.cost, is_available });
        }
        let recommendation = recommend_packaged(sums.is_answered, sums.suited, &candidates, self.shop.rule());
        let taken = recommendation.plan().map(|plan| {
            let packages = self.packages(prices, plan, &self.positions(plan, of, open));
            self.choose(prices, plan, &packages, &sums.budgets).package.taken.clone()
        });
        (recommendation.outcome(taken.unwrap_or_default()), chosen)
    }

    /// Returns the positions of the answers for which add-ons are chosen.
    fn positions(&self, plan: PlanIx, of: &dyn Fn(PlanIx) -> Open, open: &dyn Fn(PlanIx) -> Vec<usize>) -> Vec<usize> {
        match of(plan) {
            Open::Given => self.given.open[plan.get()].clone(),
            Open::At(open) => open,
            Open::Change(..) => open(plan),
        }
    }

    fn choose<'p>(
        &self,
        prices: &Prices,
        plan: PlanIx,
        packages: &'p [Package],
        budgets: &[RequirementRef],
    ) -> Standing<'p> {
        self.shop.choose(&prices.answers, prices.base[plan.get()], packages, budgets)
    }

    fn packages(&self, prices: &Prices, plan: PlanIx, open: &[usize]) -> Rc<Vec<Package>> {
        let mut found = prices.found.borrow_mut();
        let found = &mut found[plan.get()];
        if let Some((_, packages)) = found.iter().find(|(of, _)| of == open) {
            return Rc::clone(packages);
        }
        let mut asked = Vec::new();
        for at in open {
            for of in &self.statuses[*at].asked {
                let is_budget = of.budget(self.shop.catalog).is_some();
                if !is_budget && self.shop.fixed(&prices.answers, plan, of).is_none() {
                    asked.push(*of);
                }
            }
        }
        let packages = Rc::new(self.shop.packages(&prices.answers, plan, &asked, self.has_budgets));
        found.push((open.to_vec(), Rc::clone(&packages)));
        packages
    }

    /// Returns what the plans cost with other answers.
    fn prices_for(&self, answers: &Answers) -> Rc<Prices> {
        let is_same = |other: &Answers| {
            let mut questions = self.shop.catalog.questions().filter(|question| self.is_priced[question.get()]);
            questions.all(|question| other.get(question) == answers.get(question))
        };
        if is_same(&self.prices.answers) {
            return Rc::clone(&self.prices);
        }
        let mut others = self.others.borrow_mut();
        if let Some((_, prices)) = others.iter().find(|(other, _)| is_same(other)) {
            return Rc::clone(prices);
        }
        let prices = Rc::new(Prices::new(&self.shop, answers));
        // Those of many numbers are looked at once each.
        if others.len() < 64 {
            others.push((answers.clone(), Rc::clone(&prices)));
        }
        prices
    }

    /// Tells whether the outcome may differ for numbers with which every requirement stands the same.
    pub fn goes_by_number(&self, question: QuestionIx) -> bool {
        self.is_priced[question.get()] || self.own_budgets(question).next().is_some()
    }

    /// Returns the budgets of a question that are the number answered, by their lengths.
    fn own_budgets(&self, question: QuestionIx) -> impl Iterator<Item = u32> {
        let requires: &[Requirement] = match &self.shop.catalog.question(question).kind {
            QuestionKind::Number { requires, .. } => requires,
            QuestionKind::One(_) | QuestionKind::Several(_) | QuestionKind::YesNo { .. } => &[],
        };
        let budgets = requires.iter().filter_map(|requirement| requirement.budget.as_ref());
        budgets.filter(|budget| budget.most.is_none()).map(|budget| budget.length)
    }

    /// Returns the numbers from which on a total is within a budget, or a price goes on in another way; near a number where there are
    /// very many. Between two of them every total is a line.
    pub fn price_breaks(&self, question: QuestionIx, near: u64, on: &[usize], without: &[usize]) -> Vec<u64> {
        let catalog = self.shop.catalog;
        let mut breaks = Vec::new();
        let Some(range) = catalog.question(question).range() else { return breaks };
        for length in self.own_budgets(question) {
            for plan in catalog.plans() {
                let mut open = Vec::new();
                for at in on.iter().filter(|at| !without.contains(at)) {
                    if self.statuses[*at].open.contains(plan.get()) {
                        open.push(self.statuses[*at].same_as[plan.get()]);
                    }
                }
                let Some(base) = self.prices.base[plan.get()].amount else { continue };
                for package in self.packages(&self.prices, plan, &open).iter() {
                    let total = base.saturating_add(package.cost);
                    breaks.extend(first_within(catalog, &self.prices.answers, question, length, total));
                }
            }
        }
        let one = 10_u64.pow(range.decimals);
        for part in all_parts(catalog).into_iter().filter(|part| part.per == Some(question)) {
            let mut add = |units: u64| {
                let steps = units.saturating_mul(one);
                breaks.extend([steps, steps + 1]);
            };
            add(part.included);
            add(part.included.saturating_add(part.minimum));
            if let Rate::Tiers { tiers, .. } = &part.rate {
                for up_to in tiers.iter().filter_map(|tier| tier.up_to) {
                    add(up_to.saturating_add(part.included));
                }
            }
            let each = part.each.saturating_mul(one);
            if each > 1 {
                let start = part.included.saturating_mul(one) % each;
                let middle = near.saturating_sub(start) / each;
                let first = middle.saturating_sub(MAX_PRICE_STEPS / 2);
                for step in first..first + MAX_PRICE_STEPS {
                    breaks.push(start.saturating_add(step.saturating_mul(each)) + 1);
                }
            }
        }
        breaks.retain(|number| *number <= range.most);
        breaks.sort_unstable();
        breaks.dedup();
        breaks
    }
}

impl Prices {
    fn new(shop: &Shop<'_>, answers: &Answers) -> Self {
        let mut base = Vec::new();
        for plan in shop.catalog.plans() {
            base.push(shop.cost(answers, plan));
        }
        let found = RefCell::new(vec![Vec::new(); base.len()]);
        Self { answers: answers.clone(), base, found }
    }
}

impl Sums {
    fn none(catalog: &Catalog) -> Self {
        let plans = catalog.plans().len();
        Self {
            missed: vec![0; plans],
            open: vec![Vec::new(); plans],
            budgets: Vec::new(),
            suited: None,
            is_answered: false,
        }
    }
}

/// Returns the parts of all prices.
fn all_parts(catalog: &Catalog) -> Vec<&Part> {
    let mut all = Vec::new();
    let plans = catalog.parts().plans.iter().map(|plan| &plan.price);
    for price in plans.chain(catalog.parts().add_ons.iter().map(|add_on| &add_on.price)) {
        if let Price::Charges(charges) = price {
            for charge in charges.iter().flatten().flatten() {
                if let Charge::Parts(parts) = charge {
                    all.extend(parts);
                }
            }
        }
    }
    all
}
