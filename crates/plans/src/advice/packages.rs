//! For each plan, the add-ons with which it misses fewest requirements for the lowest total.
//!
//! Of all sets of add-ons that a plan can be taken with, the one counts with which it misses fewest requirements; of these the one
//! with fewest that are not stated, then the lowest total, where it is known, then the fewest add-ons, then the first in the order of
//! the catalogue. Add-ons that no requirement brings together are looked at apart: what they do adds up. Of those that it does, every
//! set is tried, within a bound of [`MAX_SETS`].

use std::cell::RefCell;
use std::cmp::Ordering;

use super::rule::{Candidate, Outcome, recommend_packaged};
use crate::answers::{Answers, RequirementRef, extended};
use crate::catalog::{
    AddOn, AddOnIx, Catalog, Charge, EntitlementIx, Granted, Kind, Money, PlanIx, Price, QuestionKind, Recommend,
    Requirement, Satisfaction, Taken, Value,
};
use crate::total::{TotalAmount, total};

/// The most sets of add-ons of a plan that are tried for what they do together.
pub(super) const MAX_SETS: usize = 20_000;

/// What a plan, or one of an add-on, costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    /// How much, in millionths; none where it is not known.
    pub amount: Option<u64>,
    /// Whether it is the least that it may be.
    pub is_from: bool,
}

/// Some add-ons of a plan, and what becomes of the requirements that go by add-ons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Package {
    pub missed: u32,
    pub not_stated: u32,
    /// Whether what they cost is not known.
    pub is_unknown: bool,
    pub is_from: bool,
    /// What they cost, as far as it is known.
    pub cost: u64,
    /// How many add-ons they are.
    pub count: u32,
    pub taken: Vec<Taken>,
}

/// How a plan stands to all requirements, with the add-ons chosen for it.
#[derive(Clone, Debug)]
pub(super) struct Standing<'a> {
    pub missed: u32,
    pub not_stated: u32,
    /// What it costs with its add-ons, where that is known.
    pub cost: Option<u64>,
    pub package: &'a Package,
}

/// The add-ons of a catalogue, by what they give.
pub(super) struct Shop<'a> {
    pub catalog: &'a Catalog,
    /// By row, the add-ons that give something there.
    givers: Vec<Vec<AddOnIx>>,
    /// By add-on, what one of it costs, where that is known and goes by no number.
    flat: RefCell<Vec<Option<Cost>>>,
}

impl<'a> Shop<'a> {
    pub fn new(catalog: &'a Catalog) -> Self {
        let mut givers = vec![Vec::new(); catalog.parts().entitlements.len()];
        for add_on in catalog.add_ons() {
            for grant in &catalog.add_on(add_on).gives {
                let givers: &mut Vec<AddOnIx> = &mut givers[grant.entitlement.get()];
                if givers.last() != Some(&add_on) {
                    givers.push(add_on);
                }
            }
        }
        let flat = RefCell::new(vec![None; catalog.parts().add_ons.len()]);
        Self { catalog, givers, flat }
    }

    /// Returns the add-ons that give something in a row, and that a plan can be taken with.
    pub fn givers(&self, row: EntitlementIx, plan: PlanIx) -> impl Iterator<Item = AddOnIx> {
        let catalog = self.catalog;
        self.givers[row.get()]
            .iter()
            .copied()
            .filter(move |add_on| catalog.add_on(*add_on).plans.binary_search(&plan).is_ok())
    }

    /// Returns what a plan costs without add-ons.
    pub fn cost(&self, answers: &Answers, plan: PlanIx) -> Cost {
        self.cost_with(answers, plan, &[])
    }

    fn cost_with(&self, answers: &Answers, plan: PlanIx, add_ons: &[Taken]) -> Cost {
        let total = total(self.catalog, answers, plan, add_ons);
        let amount = match total.amount {
            TotalAmount::Known(money) => Some(money.0),
            TotalAmount::OnRequest | TotalAmount::NotStated => None,
        };
        Cost { amount, is_from: total.is_from }
    }

    /// Returns what one of an add-on costs beside a plan that costs so much.
    fn cost_of(&self, answers: &Answers, plan: PlanIx, base: Cost, add_on: AddOnIx) -> Cost {
        if let Some(cost) = self.flat.borrow()[add_on.get()].filter(|_| base.amount.is_some()) {
            return cost;
        }
        let one = self.cost_with(answers, plan, &[Taken { add_on, count: 1 }]);
        // What the plan costs by itself may be unknown: then the fewest add-ons count.
        let amount = base.amount.map_or(Some(0), |base| one.amount.map(|one| one.saturating_sub(base)));
        let cost = Cost { amount, is_from: one.is_from && !base.is_from };
        let is_flat = match &self.catalog.add_on(add_on).price {
            Price::Charges(charges) => charges.iter().flatten().flatten().all(|charge| match charge {
                Charge::Parts(parts) => parts.iter().all(|part| part.per.is_none() && !part.from),
                Charge::Free | Charge::OnRequest => true,
            }),
            Price::NotStated | Price::Free | Price::OnRequest => true,
        };
        if is_flat && base.amount.is_some() {
            self.flat.borrow_mut()[add_on.get()] = Some(cost);
        }
        cost
    }

    /// Returns how a plan stands to a requirement with whatever add-ons; none where it goes by them.
    pub fn fixed(&self, answers: &Answers, plan: PlanIx, asked: &RequirementRef) -> Option<Satisfaction> {
        let (mut own, mut most, mut is_open) = (Satisfaction::Missed, Satisfaction::Missed, false);
        for need in asked.needs(self.catalog) {
            let offered = answers.offered(self.catalog, need.entitlement, plan);
            let of_plan = asked.of_need(self.catalog, need, offered);
            own = own.max(of_plan);
            most = most.max(of_plan);
            let mut all = Vec::new();
            for add_on in self.givers(need.entitlement, plan) {
                all.push(Taken { add_on, count: self.catalog.add_on(add_on).most });
            }
            if !all.is_empty() {
                // More of a row may miss what is to be had at most, or leave a value for one that does not include it.
                is_open |= need.is_at_most || offered == Value::NotStated || !self.is_ordered(need.entitlement);
                let with_all = extended(self.catalog, need.entitlement, offered, &all);
                most = most.max(asked.of_need(self.catalog, need, with_all));
            }
        }
        (!is_open && own == most).then_some(own)
    }

    /// Tells whether a plan does not miss a requirement with one add-on that needs no other, as many of it as can be taken.
    pub fn is_met_by_one(&self, answers: &Answers, plan: PlanIx, asked: &RequirementRef) -> bool {
        for need in asked.needs(self.catalog).iter().filter(|need| !need.is_at_most) {
            let offered = answers.offered(self.catalog, need.entitlement, plan);
            for add_on in self.givers(need.entitlement, plan) {
                let AddOn { most, depends_on, .. } = self.catalog.add_on(add_on);
                let value = extended(self.catalog, need.entitlement, offered, &[Taken { add_on, count: *most }]);
                if depends_on.is_empty() && asked.of_need(self.catalog, need, value) != Satisfaction::Missed {
                    return true;
                }
            }
        }
        false
    }

    /// Tells whether of two values of a row one always includes the other, or both are had.
    fn is_ordered(&self, row: EntitlementIx) -> bool {
        match self.catalog.entitlement(row).kind {
            Kind::Inclusion
            | Kind::Quantity(_)
            | Kind::Level(_)
            | Kind::Options(_)
            | Kind::Decimal(_)
            | Kind::Percent
            | Kind::Amount(_) => true,
            Kind::Hours | Kind::Response | Kind::Frequency | Kind::Text(_) => false,
        }
    }

    /// Returns the sets of add-ons of a plan that may be the best one for requirements that go by add-ons. Where some requirement is a
    /// budget (`has_budget`), those that miss more for less, too.
    pub fn packages(
        &self,
        answers: &Answers,
        plan: PlanIx,
        asked: &[RequirementRef],
        has_budget: bool,
    ) -> Vec<Package> {
        let mut all = vec![Package::default()];
        let groups = self.groups(plan, asked);
        let mut of_groups = Vec::new();
        let base = self.cost(answers, plan);
        for (add_ons, asked) in &groups {
            of_groups.push(Group::new(self, answers, (plan, base), add_ons, asked));
        }
        // Where what one costs is not known, the total is not, and what the others cost may not count.
        let by_cost = of_groups.iter().all(|group| group.costs.iter().all(|(cost, _)| cost.amount.is_some()));
        for group in of_groups {
            let of_group = group.packages(has_budget, by_cost);
            let mut with = Vec::new();
            for package in &all {
                for more in &of_group {
                    insert(&mut with, package.and(more), by_cost);
                }
            }
            all = with;
        }
        all
    }

    /// Returns the add-ons that may help with some requirements, in groups that nothing brings together; each with its requirements.
    fn groups(&self, plan: PlanIx, asked: &[RequirementRef]) -> Vec<(Vec<AddOnIx>, Vec<RequirementRef>)> {
        let catalog = self.catalog;
        let count = catalog.parts().add_ons.len();
        // Those whose dependences can be taken, too.
        let mut usable: Vec<bool> = Vec::new();
        for add_on in &catalog.parts().add_ons {
            usable.push(add_on.plans.binary_search(&plan).is_ok());
        }
        let mut is_settled = false;
        while !is_settled {
            is_settled = true;
            for (at, add_on) in catalog.parts().add_ons.iter().enumerate() {
                if usable[at] && !add_on.depends_on.iter().all(|other| usable[other.get()]) {
                    (usable[at], is_settled) = (false, false);
                }
            }
        }
        // By add-on, the group that it is in, where it may help.
        let mut groups: Vec<Option<usize>> = vec![None; count];
        let join = |groups: &mut Vec<Option<usize>>, one: usize, other: usize| {
            let to = groups[one].unwrap_or(one);
            groups[one] = Some(to);
            match groups[other] {
                Some(from) => {
                    for group in groups {
                        if *group == Some(from) {
                            *group = Some(to);
                        }
                    }
                }
                None => groups[other] = Some(to),
            }
        };
        let mut first_of = Vec::new();
        for asked in asked {
            let mut first = None;
            for need in asked.needs(catalog) {
                for giver in &self.givers[need.entitlement.get()] {
                    if usable[giver.get()] {
                        let one = *first.get_or_insert(giver.get());
                        join(&mut groups, one, giver.get());
                    }
                }
            }
            first_of.push(first);
        }
        // What they depend on depends on others in turn.
        let mut is_settled = false;
        while !is_settled {
            is_settled = true;
            for (at, add_on) in catalog.parts().add_ons.iter().enumerate() {
                for other in &add_on.depends_on {
                    if groups[at].is_some() && groups[other.get()] != groups[at] {
                        join(&mut groups, at, other.get());
                        is_settled = false;
                    }
                }
            }
        }
        for (at, add_on) in catalog.parts().add_ons.iter().enumerate() {
            for other in &add_on.excludes {
                if groups[at].is_some() && groups[other.get()].is_some() {
                    join(&mut groups, at, other.get());
                }
            }
        }
        let mut all: Vec<(Option<usize>, Vec<AddOnIx>, Vec<RequirementRef>)> = Vec::new();
        let at = |all: &mut Vec<(Option<usize>, _, _)>, group: Option<usize>| {
            all.iter().position(|(of, _, _)| *of == group).unwrap_or_else(|| {
                all.push((group, Vec::new(), Vec::new()));
                all.len() - 1
            })
        };
        for add_on in catalog.add_ons() {
            if groups[add_on.get()].is_some() {
                let at = at(&mut all, groups[add_on.get()]);
                all[at].1.push(add_on);
            }
        }
        for (asked, first) in asked.iter().zip(first_of) {
            let at = at(&mut all, first.and_then(|first| groups[first]));
            all[at].2.push(*asked);
        }
        let mut listed = Vec::new();
        for (_, add_ons, asked) in all {
            listed.push((add_ons, asked));
        }
        listed
    }

    /// Chooses of some packages of a plan the best one with budgets.
    pub fn choose<'p>(
        &self,
        answers: &Answers,
        base: Cost,
        packages: &'p [Package],
        budgets: &[RequirementRef],
    ) -> Standing<'p> {
        let standing = |package: &'p Package| {
            let (mut missed, mut not_stated) = (package.missed, package.not_stated);
            let cost = base.amount.filter(|_| !package.is_unknown).map(|base| base.saturating_add(package.cost));
            for budget in budgets {
                // What is not known costs something, too.
                let is_from = base.is_from || package.is_from || package.is_unknown;
                let least = base.amount.map(|base| Money(base.saturating_add(package.cost)));
                match budget.of_budget(self.catalog, answers, least, is_from) {
                    Satisfaction::Met => {}
                    Satisfaction::NotStated => not_stated += 1,
                    Satisfaction::Missed => missed += 1,
                }
            }
            Standing { missed, not_stated, cost, package }
        };
        let mut best = standing(&packages[0]);
        for package in &packages[1..] {
            let other = standing(package);
            let order = (other.missed.cmp(&best.missed))
                .then(other.not_stated.cmp(&best.not_stated))
                .then(other.cost.is_none().cmp(&best.cost.is_none()))
                .then(other.cost.cmp(&best.cost))
                .then(other.package.count.cmp(&best.package.count))
                .then(order(&other.package.taken, &best.package.taken));
            if order == Ordering::Less {
                best = other;
            }
        }
        best
    }

    /// Tells whether what the answers ask adds up: the first plan that fits is recommended, every plan can be had, and taking one
    /// add-on hinders nothing.
    pub fn adds_up(&self) -> bool {
        let parts = self.catalog.parts();
        let mut adds_up = self.rule() == Recommend::First;
        adds_up &= parts.plans.iter().all(|plan| plan.available_if.is_empty());
        adds_up &= parts.add_ons.iter().all(|add_on| add_on.excludes.is_empty());
        for row in self.catalog.entitlements() {
            let cells = &self.catalog.entitlement(row).cells;
            let is_stated = cells.iter().all(|cell| cell.by.is_none() && cell.value != Value::NotStated);
            adds_up &= self.givers[row.get()].is_empty() || is_stated && self.is_ordered(row);
        }
        adds_up && !self.has_bounds()
    }

    /// Tells whether anything asks for a budget, or for so much at most.
    fn has_bounds(&self) -> bool {
        let is_bound = |of: &Requirement| of.budget.is_some() || of.any_of.iter().any(|need| need.is_at_most);
        let mut has_bounds = false;
        for question in &self.catalog.parts().questions {
            has_bounds |= question.choices().iter().any(|choice| choice.requires.iter().any(is_bound));
            if let QuestionKind::Number { requires, .. } | QuestionKind::YesNo { requires, .. } = &question.kind {
                has_bounds |= requires.iter().any(is_bound);
            }
        }
        has_bounds
    }

    /// Returns the rule by which one of the plans that fit is recommended.
    pub fn rule(&self) -> Recommend {
        self.catalog.parts().pricing.as_ref().map_or(Recommend::First, |pricing| pricing.recommend)
    }
}

/// Orders sets of as many add-ons by the catalogue: what has more of the first in which they differ comes first.
fn order(one: &[Taken], other: &[Taken]) -> Ordering {
    for (one, other) in one.iter().zip(other) {
        let order = one.add_on.cmp(&other.add_on).then(other.count.cmp(&one.count));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// Adds a package, unless another one is better in every way, and in place of those that it is better than.
fn insert(packages: &mut Vec<Package>, package: Package, by_cost: bool) {
    if packages.iter().any(|other| other.is_no_worse(&package, by_cost)) {
        return;
    }
    packages.retain(|other| !package.is_no_worse(other, by_cost));
    packages.push(package);
}

impl Package {
    /// Tells whether it is as good as another in everything that may count, and comes first of equals.
    fn is_no_worse(&self, other: &Self, by_cost: bool) -> bool {
        let is_no_more = self.missed <= other.missed
            && self.not_stated <= other.not_stated
            && self.is_unknown <= other.is_unknown
            && self.is_from <= other.is_from
            && self.cost <= other.cost
            && self.count <= other.count;
        // What comes first among those that are told apart by nothing else. A total is the least, or its known part is less: that counts
        // for a budget alone.
        let is_same = self.missed == other.missed
            && self.not_stated == other.not_stated
            && (!by_cost || self.cost == other.cost)
            && self.count == other.count;
        is_no_more && (!is_same || order(&self.taken, &other.taken) != Ordering::Greater)
    }

    /// Returns both together.
    fn and(&self, other: &Self) -> Self {
        let mut taken = self.taken.clone();
        for more in &other.taken {
            let at = taken.iter().filter(|taken| taken.add_on < more.add_on).count();
            taken.insert(at, *more);
        }
        Self {
            missed: self.missed + other.missed,
            not_stated: self.not_stated + other.not_stated,
            is_unknown: self.is_unknown || other.is_unknown,
            is_from: self.is_from || other.is_from,
            cost: self.cost.saturating_add(other.cost),
            count: self.count + other.count,
            taken,
        }
    }
}

/// Add-ons that are looked at together, for some requirements of a plan.
struct Group<'a> {
    catalog: &'a Catalog,
    add_ons: &'a [AddOnIx],
    /// By add-on, what one of it costs, and how many of it can be of use.
    costs: Vec<(Cost, u32)>,
    /// By requirement, what the plan offers for each need.
    asked: Vec<(&'a RequirementRef, Vec<Value>)>,
    /// What is missed and not stated with all of them, where no set of them can be better.
    floor: Option<(u32, u32)>,
    packages: Vec<Package>,
    has_budget: bool,
    /// Whether what they cost counts.
    by_cost: bool,
    steps: usize,
}

impl<'a> Group<'a> {
    fn new(
        shop: &Shop<'a>,
        answers: &Answers,
        (plan, base): (PlanIx, Cost),
        add_ons: &'a [AddOnIx],
        asked: &'a [RequirementRef],
    ) -> Self {
        let catalog = shop.catalog;
        let mut offered = Vec::new();
        let mut is_simple = true;
        for asked in asked {
            let mut values = Vec::new();
            for need in asked.needs(catalog) {
                values.push(answers.offered(catalog, need.entitlement, plan));
                is_simple &=
                    !need.is_at_most && shop.is_ordered(need.entitlement) && values.last() != Some(&Value::NotStated);
            }
            offered.push((asked, values));
        }
        let mut costs = Vec::new();
        for add_on in add_ons {
            costs.push((shop.cost_of(answers, plan, base, *add_on), 1));
            is_simple &= catalog.add_on(*add_on).excludes.is_empty();
        }
        let mut group = Self {
            catalog,
            add_ons,
            costs,
            asked: offered,
            floor: None,
            packages: Vec::new(),
            has_budget: false,
            by_cost: true,
            steps: 0,
        };
        for at in 0..add_ons.len() {
            group.costs[at].1 = group.most_of_use(at);
        }
        if is_simple {
            let mut all = Vec::new();
            for (at, add_on) in add_ons.iter().enumerate() {
                all.push(Taken { add_on: *add_on, count: group.costs[at].1 });
            }
            group.floor = Some(group.counts(&all));
        }
        group
    }

    /// Returns how many of an add-on can be of use: as many as meet by themselves whatever of them can be met.
    fn most_of_use(&self, at: usize) -> u32 {
        let add_on = self.catalog.add_on(self.add_ons[at]);
        let mut most_of_use = 1;
        for (asked, offered) in &self.asked {
            for (need, offered) in asked.needs(self.catalog).iter().zip(offered) {
                let adds = |grant: &crate::catalog::Grant| {
                    grant.entitlement == need.entitlement && matches!(grant.gives, Granted::More(_))
                };
                if !add_on.gives.iter().any(adds) || need.is_at_most {
                    continue;
                }
                let is_met = |count| {
                    let taken = [Taken { add_on: self.add_ons[at], count }];
                    let offered = extended(self.catalog, need.entitlement, *offered, &taken);
                    asked.of_need(self.catalog, need, offered) == Satisfaction::Met
                };
                let (mut missed, mut met) = (0, add_on.most);
                while missed + 1 < met {
                    let middle = missed + (met - missed) / 2;
                    if is_met(middle) { met = middle } else { missed = middle }
                }
                most_of_use = most_of_use.max(met);
            }
        }
        most_of_use
    }

    /// Returns how many requirements are missed and not stated with some of them.
    fn counts(&self, taken: &[Taken]) -> (u32, u32) {
        let (mut missed, mut not_stated) = (0, 0);
        for (asked, offered) in &self.asked {
            let mut surest = Satisfaction::Missed;
            for (need, offered) in asked.needs(self.catalog).iter().zip(offered) {
                let offered = extended(self.catalog, need.entitlement, *offered, taken);
                surest = surest.max(asked.of_need(self.catalog, need, offered));
            }
            missed += u32::from(surest == Satisfaction::Missed);
            not_stated += u32::from(surest == Satisfaction::NotStated);
        }
        (missed, not_stated)
    }

    fn packages(mut self, has_budget: bool, by_cost: bool) -> Vec<Package> {
        (self.has_budget, self.by_cost) = (has_budget, by_cost);
        self.with_more(0, Package::default());
        let mut packages = self.packages;
        if !has_budget {
            let fewest = packages.iter().map(|package| (package.missed, package.not_stated)).min();
            packages.retain(|package| Some((package.missed, package.not_stated)) == fewest);
        }
        packages
    }

    /// Adds every package with those taken, and with some of the add-ons from one on.
    fn with_more(&mut self, at: usize, package: Package) {
        if self.steps > MAX_SETS || self.is_beaten(&package) {
            return;
        }
        let Some(add_on) = self.add_ons.get(at).copied() else {
            self.steps += 1;
            let is_taken = |other: &AddOnIx| package.taken.iter().any(|taken| taken.add_on == *other);
            let has_all = |taken: &Taken| self.catalog.add_on(taken.add_on).depends_on.iter().all(is_taken);
            if package.taken.iter().all(has_all) {
                let (missed, not_stated) = self.counts(&package.taken);
                insert(&mut self.packages, Package { missed, not_stated, ..package }, self.by_cost);
            }
            return;
        };
        let (cost, most) = self.costs[at];
        self.with_more(at + 1, package.clone());
        let is_excluded = |taken: &Taken| self.catalog.add_on(add_on).excludes.contains(&taken.add_on);
        if package.taken.iter().any(is_excluded) {
            return;
        }
        for count in 1..=most {
            let mut with = package.clone();
            with.taken.push(Taken { add_on, count });
            with.count += count;
            with.is_from |= cost.is_from && self.has_budget;
            with.is_unknown |= cost.amount.is_none();
            with.cost = with.cost.saturating_add(cost.amount.unwrap_or(0).saturating_mul(u64::from(count)));
            self.with_more(at + 1, with);
        }
    }

    /// Tells whether another package meets all that can be met for less than these add-ons cost.
    fn is_beaten(&self, package: &Package) -> bool {
        let Some(floor) = self.floor.filter(|_| !self.has_budget) else { return false };
        self.packages.iter().any(|other| {
            (other.missed, other.not_stated) == floor
                && other.is_unknown <= package.is_unknown
                && other.cost <= package.cost
                && other.count <= package.count
                && (self.by_cost && other.cost < package.cost || other.count < package.count)
        })
    }
}

/// What the plans come to with some answers, each with its best add-ons.
pub(super) struct Packages {
    /// By plan, the add-ons.
    pub taken: Vec<Vec<Taken>>,
    pub candidates: Vec<Candidate>,
}

/// Returns what all plans come to with answers in effect, each looked at by itself.
pub(super) fn packages(shop: &Shop<'_>, answers: &Answers) -> Packages {
    let catalog = shop.catalog;
    let (mut asked, mut budgets) = (Vec::new(), Vec::new());
    for of in answers.asked(catalog) {
        if of.budget(catalog).is_some() { budgets.push(of) } else { asked.push(of) }
    }
    let mut all = Packages { taken: Vec::new(), candidates: Vec::new() };
    for plan in catalog.plans() {
        let (mut missed, mut open) = (0, Vec::new());
        for asked in &asked {
            match shop.fixed(answers, plan, asked) {
                Some(satisfaction) => missed += u32::from(satisfaction == Satisfaction::Missed),
                None => open.push(*asked),
            }
        }
        let packages = shop.packages(answers, plan, &open, !budgets.is_empty());
        let standing = shop.choose(answers, shop.cost(answers, plan), &packages, &budgets);
        let is_available = answers.has_available(catalog, plan);
        all.candidates.push(Candidate { missed: missed + standing.missed, cost: standing.cost, is_available });
        all.taken.push(standing.package.taken.clone());
    }
    all
}

/// Computes what answers lead to.
pub(super) fn outcome(shop: &Shop<'_>, answers: &Answers) -> Outcome {
    let answers = answers.in_effect(shop.catalog);
    let Packages { taken, candidates } = packages(shop, &answers);
    let recommendation =
        recommend_packaged(!answers.is_empty(), answers.suited(shop.catalog), &candidates, shop.rule());
    recommendation.outcome(recommendation.plan().map(|plan| taken[plan.get()].clone()).unwrap_or_default())
}
