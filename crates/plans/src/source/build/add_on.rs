//! Add-ons, who may have a plan, and families of plans.

use super::super::add_on::*;
use super::*;

/// An id that a part of a catalogue names, with where it stands.
type NamedId = At<Plain>;

impl Builder<'_> {
    /// Returns the ids of the add-ons, with an empty one where some could not be read.
    fn add_on_ids(&self) -> Vec<&str> {
        known(self.source.add_ons.value.iter().map(|add_on| add_on.id.as_str()), false)
    }

    /// Returns what can be taken beside plans.
    pub(super) fn add_ons(&self) -> Vec<AddOn> {
        let add_ons = &self.source.add_ons.value;
        self.distinct("add-on", add_ons.iter().map(|add_on| &add_on.id));
        let mut built: Vec<_> = add_ons.iter().map(|add_on| self.add_on(add_on)).collect();
        // What one excludes excludes it, too.
        for at in 0..built.len() {
            for other in built[at].excludes.clone() {
                let excludes = &mut built[other.get()].excludes;
                if !excludes.contains(&AddOnIx::new(at)) {
                    excludes.push(AddOnIx::new(at));
                    excludes.sort_unstable();
                }
            }
        }
        self.can_be_taken(&built);
        built
    }

    /// Tells whether an add-on gives something in a row.
    pub(super) fn is_extended(&self, row: &str) -> bool {
        let gives = self.source.add_ons.value.iter().flat_map(|add_on| &add_on.gives);
        gives.into_iter().any(|grant| grant.entitlement.value.0 == row)
    }

    fn add_on(&self, source: &AddOnSource) -> AddOn {
        let own = source.id.as_str();
        let plans = match &source.plans {
            Some(plans) => self.plans_named(&plans.value.0),
            None => PlanIx::all(self.source.plans.0.len()).collect(),
        };
        let most = source.most.as_ref().map_or(1, |most| most.value.0);
        if let Some(most) = source.most.as_ref().filter(|most| !(1..=MAX_TAKEN).contains(&most.value.0)) {
            let detail = format!("{} is not from 1 to {MAX_TAKEN}; write how many can be taken", most.value.0);
            self.report(&most.pointer, Code::OutOfRange, detail);
        }
        let explanation = source.explanation.as_ref();
        AddOn {
            id: self.id(&source.id),
            name: self.text(&source.name),
            explanation: explanation.map_or_else(Vec::new, |blocks| blocks.0.iter().map(|it| self.block(it)).collect()),
            plans,
            price: self.price(source.price.as_ref()),
            most: most.clamp(1, MAX_TAKEN) as u32,
            depends_on: self.add_ons_named(own, &source.depends_on, "depends on"),
            excludes: self.add_ons_named(own, &source.excludes, "excludes"),
            gives: self.grants(&source.gives),
        }
    }

    /// Returns the plans of these ids, ascending, each once.
    fn plans_named(&self, ids: &[NamedId]) -> Vec<PlanIx> {
        let mut plans: Vec<_> = self.each_once("plan", ids, &self.plan_ids).into_iter().map(PlanIx::new).collect();
        plans.sort_unstable();
        plans
    }

    /// Returns the add-ons of these ids, ascending, each once, and none of them `own`.
    fn add_ons_named(&self, own: &str, ids: &[NamedId], verb: &str) -> Vec<AddOnIx> {
        let known = self.add_on_ids();
        let mut add_ons = Vec::new();
        for id in ids {
            let Some(add_on) = self.look_up("add-on", &id.value.0, &known, &id.pointer).map(AddOnIx::new) else {
                continue;
            };
            if id.value.0 == own {
                let detail = format!("{} {verb} itself; name another, or take it out", Quoted(own));
                self.report(&id.pointer, Code::NotAllowed, detail);
            } else if add_ons.contains(&add_on) {
                let detail = format!("the add-on {} is named already; name it once", Quoted(&id.value.0));
                self.report(&id.pointer, Code::Duplicate, detail);
            } else {
                add_ons.push(add_on);
            }
        }
        add_ons.sort_unstable();
        add_ons
    }

    /// Reports add-ons that can never be taken: because they depend on themselves by way of others, on what they exclude, or on what
    /// is for other plans.
    fn can_be_taken(&self, add_ons: &[AddOn]) {
        let needed: Vec<_> = (0..add_ons.len()).map(|at| needed_by(add_ons, AddOnIx::new(at))).collect();
        for (at, source) in self.source.add_ons.value.iter().enumerate() {
            let id = Quoted(source.id.as_str());
            let add_on = AddOnIx::new(at);
            for named in &source.depends_on {
                let Some(on) = add_ons[at].depends_on.iter().find(|on| add_ons[on.get()].id.as_str() == named.value.0)
                else {
                    continue;
                };
                let other = Quoted(&named.value.0);
                let all = [&needed[on.get()][..], &[*on]].concat();
                if needed[on.get()].contains(&add_on) {
                    let detail = format!("{other} depends on {id} in turn; take one of the two out");
                    self.report(&named.pointer, Code::NotAllowed, detail);
                } else if all.iter().any(|it| add_ons[at].excludes.contains(it)) {
                    let detail = format!(
                        "{id} excludes {other}, or what that depends on, so that it can never be taken; take one of the two out"
                    );
                    self.report(&named.pointer, Code::NotAllowed, detail);
                } else if !add_ons[at].plans.is_empty()
                    && !add_ons[at].plans.iter().any(|plan| add_ons[on.get()].plans.contains(plan))
                {
                    let detail =
                        format!("{other} can be taken with none of the plans of {id}; let both have one plan at least");
                    self.report(&named.pointer, Code::NotAllowed, detail);
                }
            }
        }
    }

    fn grants(&self, source: &[GrantSource]) -> Vec<Grant> {
        let mut grants: Vec<Grant> = Vec::new();
        for source in source {
            let id = &source.entitlement;
            let Some(grant) = self.grant(source) else { continue };
            if grants.iter().any(|other| other.entitlement == grant.entitlement) {
                let detail = format!("the row {} is given already; say once what it gives there", Quoted(&id.value.0));
                self.report(&id.pointer, Code::Duplicate, detail);
            } else {
                grants.push(grant);
            }
        }
        grants
    }

    fn grant(&self, source: &GrantSource) -> Option<Grant> {
        let id = &source.entitlement;
        let at = self.look_up("entitlement", &id.value.0, &self.row_ids, &id.pointer)?;
        let kind = self.kinds.get(at)?.as_ref()?;
        let place = id.pointer.strip_suffix("/entitlement").unwrap_or(&id.pointer);
        let read = |source: &At<ValueSource>| {
            self.value(&source.value, &source.pointer, |value| value::read_granted(value, kind, &self.names))
        };
        let gives = match (&source.adds, &source.value) {
            (Some(adds), None) if !can_be_more(kind) => {
                let detail = format!(
                    "{} is no row of numbers, amounts or options, of which there can be more; write \"value\"",
                    Quoted(&id.value.0)
                );
                self.report(&adds.pointer, Code::WrongKind, detail);
                return None;
            }
            (Some(adds), None) => {
                let value = read(adds);
                if value == Value::Quantity(Quantity::Unlimited) {
                    let detail = "what has no end is no more of something; write \"value\": \"unlimited\"";
                    self.report(&adds.pointer, Code::WrongKind, detail);
                }
                Granted::More(value)
            }
            (None, Some(value)) => Granted::Value(read(value)),
            (None, None) => {
                let detail = "it says nothing that the add-on gives; add \"adds\" or \"value\"";
                self.report(place, Code::Missing, detail);
                return None;
            }
            (Some(_), Some(value)) => {
                let detail = "\"adds\" and \"value\" both say what is given; take one out";
                self.report(&value.pointer, Code::NotAllowed, detail);
                return None;
            }
        };
        Some(Grant { entitlement: EntitlementIx::new(at), gives })
    }

    /// Returns the conditions with which alone a plan can be had.
    pub(super) fn available_if(&self, source: &[PremiseSource]) -> Vec<OnlyIf> {
        source.iter().flat_map(|premise| self.premise(premise)).collect()
    }

    fn premise(&self, source: &PremiseSource) -> Vec<OnlyIf> {
        let PremiseSource { question: id, is, at_least, at_most, from, to } = source;
        let Some((question, on)) = self.question_by_id(id) else { return Vec::new() };
        let place = id.pointer.strip_suffix("/question").unwrap_or(&id.pointer);
        let only = |is: Option<Premise>| is.map(|is| OnlyIf { question, is }).into_iter().collect();
        let bound = |number: &At<ValueSource>, premise: fn(u64) -> Premise| {
            self.steps_bound(on, number).map(|steps| OnlyIf { question, is: premise(steps) })
        };
        let said = [is.is_some(), at_least.is_some(), at_most.is_some(), from.is_some() || to.is_some()];
        if said.iter().filter(|said| **said).count() > 1 {
            let detail =
                "several fields say an answer; keep one of \"is\", \"at_least\", \"at_most\", or \"from\" with \"to\"";
            self.report(place, Code::NotAllowed, detail);
            return Vec::new();
        }
        match (is, at_least, at_most, from, to) {
            (Some(is), ..) => only(self.is(on, is)),
            (_, Some(least), ..) => bound(least, Premise::AtLeast).into_iter().collect(),
            (_, _, Some(most), ..) => bound(most, Premise::AtMost).into_iter().collect(),
            (.., Some(from), Some(to)) => {
                let (least, most) = (bound(from, Premise::AtLeast), bound(to, Premise::AtMost));
                if let (
                    Some(OnlyIf { is: Premise::AtLeast(least), .. }),
                    Some(OnlyIf { is: Premise::AtMost(most), .. }),
                ) = (&least, &most)
                    && least > most
                {
                    let detail =
                        "\"to\" is less than \"from\", so no answer lies between; write the larger number last";
                    self.report(&to.pointer, Code::OutOfRange, detail);
                }
                least.into_iter().chain(most).collect()
            }
            (.., Some(_), None) => {
                self.report(
                    place,
                    Code::Missing,
                    "\"from\" has no end; add \"to\", or write \"at_least\" in its place",
                );
                Vec::new()
            }
            (.., None, Some(_)) => {
                self.report(
                    place,
                    Code::Missing,
                    "\"to\" has no start; add \"from\", or write \"at_most\" in its place",
                );
                Vec::new()
            }
            (None, None, None, None, None) => {
                let detail =
                    "it says no answer; add \"is\", such as \"answered\", or for a number \"at_least\" or \"at_most\"";
                self.report(place, Code::Missing, detail);
                Vec::new()
            }
        }
    }

    /// Returns the families of plans, of which each plan is in one where there are any.
    pub(super) fn families(&self) -> Vec<PlanFamily> {
        let families = &self.source.families.value;
        self.distinct("family", families.iter().map(|family| &family.id));
        let mut built: Vec<PlanFamily> = Vec::new();
        for source in families {
            let plans = self.plans_named(&source.plans.value.0);
            for id in &source.plans.value.0 {
                let is_in =
                    |family: &&PlanFamily| family.plans.iter().any(|plan| self.plan_ids[plan.get()] == id.value.0);
                if let Some(other) = built.iter().find(is_in) {
                    let detail = format!(
                        "the plan {} is in the family {} already; keep it in one",
                        Quoted(&id.value.0),
                        Quoted(other.id.as_str())
                    );
                    self.report(&id.pointer, Code::Duplicate, detail);
                }
            }
            built.push(PlanFamily { id: self.id(&source.id), name: self.text(&source.name), plans });
        }
        let lacks_some = families.iter().any(|family| family.plans.value.0.is_empty());
        for (at, plan) in self.source.plans.0.iter().enumerate() {
            let is_in_one = built.iter().any(|family| family.plans.contains(&PlanIx::new(at)));
            if !is_in_one && !families.is_empty() && !lacks_some && !plan.id.as_str().is_empty() {
                let detail = format!("the plan {} is in no family; add it to one", Quoted(plan.id.as_str()));
                self.report(&self.source.families.pointer, Code::Missing, detail);
            }
        }
        built
    }

    /// Returns the families for whose plans alone a question is asked.
    pub(super) fn families_of(&self, source: &[NamedId]) -> Vec<FamilyIx> {
        let families = &self.source.families.value;
        let known: Vec<_> = known(families.iter().map(|family| family.id.as_str()), false);
        let mut all: Vec<_> = self.each_once("family", source, &known).into_iter().map(FamilyIx::new).collect();
        all.sort_unstable();
        all
    }

    /// Checks that no question is called as what answers say beside questions.
    pub(super) fn reserved_names(&self) {
        let prices = "\"prices\" makes an answer that is called";
        let families = "\"families\" make an answer that is called";
        let reserved = [
            (self.source.prices.is_some(), PERIOD, prices),
            (self.source.prices.is_some(), CURRENCY, prices),
            (!self.source.families.value.is_empty(), FAMILY, families),
        ];
        for (_, name, why) in reserved.into_iter().filter(|(is_there, ..)| *is_there) {
            for question in self.questions.iter().filter(|question| question.id.as_str() == name) {
                let detail = format!("{why} \"{name}\"; give the question another id");
                self.report(&question.id.pointer, Code::Duplicate, detail);
            }
        }
    }
}

/// Tells whether there can be more of what a row of a kind holds.
fn can_be_more(kind: &Kind) -> bool {
    match kind {
        Kind::Quantity(_) | Kind::Decimal(_) | Kind::Amount(_) | Kind::Options(_) => true,
        Kind::Inclusion
        | Kind::Level(_)
        | Kind::Hours
        | Kind::Response
        | Kind::Frequency
        | Kind::Text(_)
        | Kind::Percent => false,
    }
}

/// Returns every add-on that one depends on, by way of others, too.
fn needed_by(add_ons: &[AddOn], add_on: AddOnIx) -> Vec<AddOnIx> {
    let mut needed = Vec::new();
    let mut open = add_ons[add_on.get()].depends_on.clone();
    while let Some(next) = open.pop() {
        if !needed.contains(&next) {
            needed.push(next);
            open.extend(&add_ons[next.get()].depends_on);
        }
    }
    needed
}
