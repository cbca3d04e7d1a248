//! What is offered and what is asked.
//!
//! A [`Catalog`] is valid by construction: every index in it points at something, every cell is of its entitlement's kind,
//! and every list that the page needs has something in it. It comes from JSON ([`crate::source`]) or from the compact text
//! that JSON was compiled into ([`Catalog::from_compiled`]).

use std::cmp::Ordering;

use support_hours::Coverage;

mod add_on;
mod amount;
#[cfg(feature = "json")]
mod authored;
mod compiled;
#[cfg(feature = "json")]
mod content;
mod controlling;
mod current_plan;
mod dependence;
mod extend;
mod index;
pub mod limits;
mod number;
mod packaged;
mod parts;
mod price;
mod question;
mod reply;
mod restrict;
mod satisfaction;
mod severity;
mod text;
mod unit;
mod validate;
mod value;

pub use add_on::{AddOn, Grant, Granted, PlanFamily, Taken};
pub use amount::{AmountKind, Family, Measure, UnitIx};
#[cfg(feature = "json")]
pub use authored::Authored;
pub use compiled::CompiledError;
pub use current_plan::{CURRENT_PLAN, NO_PLAN};
pub use dependence::{By, Case, OnlyIf, Premise};
pub use index::{
    AddOnIx, ChoiceIx, CurrencyIx, EntitlementIx, FamilyIx, HoursIx, LevelIx, PeriodIx, PlanIx, QuestionIx, ScaleIx,
    SeverityIx, TextIx,
};
pub use number::{LARGEST, MOST_DECIMALS, NumberRange, Steps, StepsOf};
pub use number::{parse as parse_number, written as written_number};
pub use parts::{Badge, CatalogParts, Cell, Entitlement, Link, NamedHours, Plan, Scale, Section, Zone};
pub use price::{
    Billing, BillingPeriod, Charge, Currency, Money, Part, Price, Pricing, Rate, Recommend, Tier, TiersBy,
};
pub use question::{Bound, Budget, Choice, Group, Need, Question, QuestionKind, Requirement};
pub use reply::{Reply, Within};
pub use satisfaction::Satisfaction;
pub use severity::{FurtherResponse, Severity};
pub use text::{Block, Id, Languages, Text};
pub use unit::{Counted, Form, Period, Unit};
pub use validate::Invalid;
pub use value::{Amount, Frequency, Hours, Kind, Level, Options, Quantity, ResponseTime, Value};

/// A checked catalogue, with the question for the plan that a visitor has, the questions on whose answers others or cells depend, and
/// whether add-ons, totals or who may have a plan decide, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog(CatalogParts, Question, Vec<QuestionIx>, bool);

impl Catalog {
    /// Returns the catalogue of these parts.
    ///
    /// # Errors
    ///
    /// [`Invalid`] names the first part that breaks a rule. Authors get every problem, with its place in their file, from
    /// [`crate::source::read`]; this check stands behind it, and guards compiled text.
    pub fn new(parts: CatalogParts) -> Result<Self, Invalid> {
        validate::check(&parts)?;
        let (current_plan, controlling) = (current_plan::question(&parts), controlling::controlling(&parts));
        let is_packaged = packaged::is_packaged(&parts);
        Ok(Self(parts, current_plan, controlling, is_packaged))
    }

    /// Returns the same with these questions shown first; they are its own, each once.
    #[cfg(feature = "json")]
    pub(crate) fn with_first(mut self, questions: Vec<QuestionIx>) -> Self {
        self.0.decides = questions;
        self
    }

    /// Returns the same with the name of its content.
    #[cfg(feature = "json")]
    pub(crate) fn named_by_content(mut self) -> Self {
        self.0.content.clear();
        self.0.content = content::name(&self.to_compiled());
        self
    }

    /// Returns the catalogue's content.
    pub fn parts(&self) -> &CatalogParts {
        &self.0
    }

    /// Returns the questions on whose answers others depend, or what cells hold; in their order. None in most catalogues.
    pub fn controlling(&self) -> &[QuestionIx] {
        &self.2
    }

    /// Tells whether what its plans miss is not all that decides: add-ons, totals or who may have a plan do, too. In most catalogues
    /// none does.
    pub fn is_packaged(&self) -> bool {
        self.3
    }

    /// Returns the plan at an index of this catalogue.
    pub fn plan(&self, plan: PlanIx) -> &Plan {
        &self.0.plans[plan.get()]
    }

    /// Returns the entitlement at an index of this catalogue.
    pub fn entitlement(&self, entitlement: EntitlementIx) -> &Entitlement {
        &self.0.entitlements[entitlement.get()]
    }

    /// Returns the question at an index of this catalogue.
    pub fn question(&self, question: QuestionIx) -> &Question {
        if question == QuestionIx::CURRENT_PLAN { &self.1 } else { &self.0.questions[question.get()] }
    }

    /// Returns the severity at an index of this catalogue.
    pub fn severity(&self, severity: SeverityIx) -> &Severity {
        &self.0.severities[severity.get()]
    }

    /// Returns a choice of a question, at an index of that question.
    pub fn choice(&self, question: QuestionIx, choice: ChoiceIx) -> &Choice {
        &self.question(question).choices()[choice.get()]
    }

    /// Returns the cell of a plan in a row. What it offers with some answers, [`crate::Answers::offered`] tells.
    pub fn cell(&self, entitlement: EntitlementIx, plan: PlanIx) -> &Cell {
        &self.entitlement(entitlement).cells[plan.get()]
    }

    /// Returns every plan's index, lowest first.
    pub fn plans(&self) -> impl DoubleEndedIterator<Item = PlanIx> + ExactSizeIterator + Clone + use<> {
        PlanIx::all(self.0.plans.len())
    }

    /// Returns every entitlement's index, in the order of the table.
    pub fn entitlements(&self) -> impl Iterator<Item = EntitlementIx> + Clone + use<> {
        EntitlementIx::all(self.0.entitlements.len())
    }

    /// Returns every question's index, in the order asked.
    pub fn questions(&self) -> impl Iterator<Item = QuestionIx> + Clone + use<> {
        QuestionIx::all(self.0.questions.len())
    }

    /// Tells whether the page asks which plan a visitor has.
    pub fn asks_current_plan(&self) -> bool {
        self.0.ask_current_plan
    }

    /// Returns every question that may have an answer: that for the current plan, and those of [`Catalog::questions`].
    pub fn answerable(&self) -> impl Iterator<Item = QuestionIx> + Clone + use<> {
        std::iter::once(QuestionIx::CURRENT_PLAN).chain(self.questions())
    }

    /// Returns the plan that a choice of the current plan names; none for who has none yet.
    pub fn current_plan(&self, choice: ChoiceIx) -> Option<PlanIx> {
        self.plans().nth(choice.get())
    }

    /// Returns every currency's index, the first of which holds at first; none where there are no prices.
    pub fn currencies(&self) -> impl Iterator<Item = CurrencyIx> + Clone + use<> {
        CurrencyIx::all(self.0.pricing.as_ref().map_or(0, |pricing| pricing.currencies.len()))
    }

    /// Returns every billing period's index, in the order of the catalogue; none where there are no prices.
    pub fn periods(&self) -> impl Iterator<Item = PeriodIx> + Clone + use<> {
        PeriodIx::all(self.0.pricing.as_ref().map_or(0, |pricing| pricing.periods.len()))
    }

    /// Returns every family's index, in the order of the catalogue; none where all plans are one.
    pub fn families(&self) -> impl Iterator<Item = FamilyIx> + Clone + use<> {
        FamilyIx::all(self.0.families.len())
    }

    /// Returns every add-on's index, in the order of the catalogue.
    pub fn add_ons(&self) -> impl Iterator<Item = AddOnIx> + Clone + use<> {
        AddOnIx::all(self.0.add_ons.len())
    }

    /// Returns the add-on at an index of this catalogue.
    pub fn add_on(&self, add_on: AddOnIx) -> &AddOn {
        &self.0.add_ons[add_on.get()]
    }

    /// Returns every severity's index, the worst first.
    pub fn severities(&self) -> impl Iterator<Item = SeverityIx> + Clone + use<> {
        SeverityIx::all(self.0.severities.len())
    }

    /// Returns the index of every choice of a question; none where it has no choices.
    pub fn choices(&self, question: QuestionIx) -> impl Iterator<Item = ChoiceIx> + Clone + use<> {
        ChoiceIx::all(self.question(question).choices().len())
    }

    /// Returns every section with the indices of its rows.
    pub fn sections(&self) -> impl Iterator<Item = (&Section, impl Iterator<Item = EntitlementIx> + use<>)> {
        let mut start = 0;
        self.0.sections.iter().map(move |section| {
            let rows = EntitlementIx::all(start + section.len).skip(start);
            start += section.len;
            (section, rows)
        })
    }

    /// Returns every group with the indices of its questions.
    pub fn groups(&self) -> impl Iterator<Item = (&Group, impl Iterator<Item = QuestionIx> + use<>)> {
        let mut start = 0;
        self.0.groups.iter().map(move |group| {
            let questions = QuestionIx::all(start + group.len).skip(start);
            start += group.len;
            (group, questions)
        })
    }

    /// Returns the section that a row stands in.
    pub fn section_of(&self, row: EntitlementIx) -> &Section {
        let mut end = 0;
        let is_of = |section: &&Section| {
            end += section.len;
            row.get() < end
        };
        self.0.sections.iter().find(is_of).expect("every row stands in a section")
    }

    /// Returns the group that a question stands in.
    pub fn group_of(&self, question: QuestionIx) -> &Group {
        let mut end = 0;
        let is_of = |group: &&Group| {
            end += group.len;
            question.get() < end
        };
        self.0.groups.iter().find(is_of).expect("every question stands in a group")
    }

    /// Returns the plan with this id.
    pub fn plan_by_id(&self, id: &str) -> Option<PlanIx> {
        self.plans().find(|plan| self.plan(*plan).id.as_str() == id)
    }

    /// Returns the question with this id.
    pub fn question_by_id(&self, id: &str) -> Option<QuestionIx> {
        // A question of the catalogue's own may be called as that for the current plan is.
        self.questions().chain([QuestionIx::CURRENT_PLAN]).find(|question| self.question(*question).id.as_str() == id)
    }

    /// Returns the family with this id.
    pub fn family_by_id(&self, id: &str) -> Option<FamilyIx> {
        self.families().find(|family| self.0.families[family.get()].id.as_str() == id)
    }

    /// Tells whether a question is asked for plans that there are: for those of some families alone, where it names any.
    pub fn is_for_its_plans(&self, question: QuestionIx) -> bool {
        let families = &self.question(question).families;
        families.is_empty() || families.iter().any(|family| !self.0.families[family.get()].plans.is_empty())
    }

    /// Returns the row with this id.
    pub fn entitlement_by_id(&self, id: &str) -> Option<EntitlementIx> {
        self.entitlements().find(|row| self.entitlement(*row).id.as_str() == id)
    }

    /// Returns the severity with this id.
    pub fn severity_by_id(&self, id: &str) -> Option<SeverityIx> {
        self.severities().find(|severity| self.severity(*severity).id.as_str() == id)
    }

    /// Returns the first severity that a row belongs to, as its hours or its response times.
    pub fn severity_of(&self, row: EntitlementIx) -> Option<SeverityIx> {
        let is_further = |further: &FurtherResponse| further.response == row || further.hours == Some(row);
        let has_row = |severity: &Severity| {
            severity.hours == row || severity.response == Some(row) || severity.responses.iter().any(is_further)
        };
        self.severities().find(|severity| has_row(self.severity(*severity)))
    }

    /// Returns the choice of a question with this id.
    pub fn choice_by_id(&self, question: QuestionIx, id: &str) -> Option<ChoiceIx> {
        self.choices(question).find(|choice| self.choice(question, *choice).id.as_str() == id)
    }

    /// Returns the support hours that a value names.
    pub fn coverage(&self, hours: Hours) -> &Coverage<Zone> {
        match hours {
            Hours::Always => &Coverage::Always,
            Hours::Named(index) => &self.0.hours[index.get()].coverage,
        }
    }

    /// Tells whether a value is hours that open by the visitor's own clocks, so that nobody else can tell when.
    pub fn is_by_own_clocks(&self, value: Value) -> bool {
        match value {
            Value::Hours(hours) => self.coverage(hours).calendars().iter().any(|calendar| calendar.zone().is_local()),
            _ => false,
        }
    }

    /// Returns a level on the scale of its entitlement; none where the entitlement has no scale or no such level.
    pub fn level(&self, entitlement: EntitlementIx, level: LevelIx) -> Option<&Level> {
        match self.entitlement(entitlement).kind {
            Kind::Level(scale) => self.0.scales[scale.get()].levels.get(level.get()),
            _ => None,
        }
    }

    /// Tells whether an offer satisfies "at least `required`". Both are of one kind, or `required` is [`Value::Included`].
    ///
    /// What is to be agreed or bought, or does not apply, satisfies nothing; what is not included or not stated satisfies a
    /// number of 0 alone.
    pub fn satisfies(&self, offered: Value, required: Value) -> bool {
        match (offered, required) {
            (Value::OnRequest | Value::NotApplicable | Value::Available, _) => false,
            (_, Value::Quantity(Quantity::Count(required))) => required < offered.first_count_missed(),
            (
                Value::NotIncluded | Value::NotStated,
                Value::Decimal(0) | Value::Amount(Measure { millionths: 0, .. }),
            ) => true,
            (Value::NotIncluded | Value::NotStated, _) => false,
            (Value::Quantity(offered), Value::Included) => offered > Quantity::Count(0),
            (Value::Decimal(0) | Value::Amount(Measure { millionths: 0, .. }), Value::Included) => false,
            (_, Value::Included) => true,
            (Value::Quantity(offered), Value::Quantity(required)) => offered >= required,
            (Value::Level(offered), Value::Level(required)) => offered >= required,
            (Value::Hours(offered), Value::Hours(required)) => offered == required || self.covers(offered, required),
            (Value::Response(offered), Value::Response(required)) => offered.satisfies(required),
            (Value::Frequency(offered), Value::Frequency(required)) => offered.satisfies(required),
            (Value::Text(offered), Value::Text(required)) => offered == required,
            (Value::Options(offered), Value::Options(required)) => offered.has_all(required),
            (Value::Decimal(offered), Value::Decimal(required)) => offered >= required,
            (Value::Amount(offered), Value::Amount(required)) => offered.size() >= required.size(),
            (Value::Quantity(Quantity::Unlimited), Value::Decimal(_) | Value::Amount(_)) => true,
            _ => false,
        }
    }

    /// Tells whether hours are open whenever others are: by their weeks and holidays, or, in different zones, in the year for
    /// which the catalogue compares them.
    fn covers(&self, offered: Hours, required: Hours) -> bool {
        let in_its_year = match (offered, required) {
            (Hours::Named(offered), Hours::Named(required)) => self.0.hours[offered.get()].covers.contains(&required),
            _ => false,
        };
        in_its_year || self.coverage(offered).covers(self.coverage(required))
    }

    /// Returns the smallest number with which a plan misses a requirement, by what it offers in a row, where that number is the
    /// answer: 0 where the plan misses it whatever the number, and past every number where it never does. What is not stated never
    /// misses.
    pub fn first_missed(&self, requirement: &Requirement, offered: &dyn Fn(EntitlementIx) -> Value) -> u64 {
        let mut first_missed = 0;
        for need in &requirement.any_of {
            first_missed = first_missed.max(self.first_unmet(need, offered(need.entitlement)));
        }
        first_missed
    }

    /// Returns the smallest number, where that is the answer, with which an offer is less than a need.
    pub(crate) fn first_unmet(&self, need: &Need, offered: Value) -> u64 {
        let satisfies = |required| self.satisfies(offered, required);
        match need.bound {
            _ if offered == Value::NotStated => u64::MAX,
            Bound::Answer => offered.first_count_missed(),
            Bound::Steps(steps) => steps.first_missed(satisfies),
            Bound::Value(required) if satisfies(required) => u64::MAX,
            Bound::Value(_) => 0,
        }
    }

    /// Returns how much an offer of a row is beside another of that row: more, less or the same; none where neither includes
    /// the other, as with hours in two zones, or what is to be agreed or is not stated beside what is said.
    pub fn compare(&self, one: Value, other: Value) -> Option<Ordering> {
        let satisfies = |offered, required| match required {
            Value::NotIncluded => !matches!(offered, Value::NotStated | Value::NotApplicable),
            state if state.is_state() => offered == state,
            _ => offered != Value::NotStated && self.satisfies(offered, required),
        };
        match (satisfies(one, other), satisfies(other, one)) {
            (true, true) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Greater),
            (false, true) => Some(Ordering::Less),
            (false, false) => None,
        }
    }
}
