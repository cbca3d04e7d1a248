//! The rules that every catalogue keeps, wherever it came from.

use std::fmt;

use super::amount::AmountKind;
use super::dependence::Premise;
use super::index::{EntitlementIx, QuestionIx};
use super::limits::*;
use super::number::{LARGEST, MOST_DECIMALS, StepsOf};
use super::parts::CatalogParts;
use super::question::{Bound, Need, Question, QuestionKind, Requirement};
use super::reply::Within;
use super::text::Id;
use super::value::{Hours, Kind, Options, Quantity, Value};

mod price;

/// The first rule that a catalogue's parts break. The browser's code holds no sentence of them, since it shows none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// 1 to 200 plans.
    PlanCount,
    /// 1 to 500 entitlements.
    EntitlementCount,
    /// Up to 100 questions.
    QuestionCount,
    /// Up to 20 severities.
    SeverityCount,
    /// Up to 1000 hours and scales.
    HoursOrScaleCount,
    /// Hours that others cover, and those in which requests are answered, are known.
    UnknownHours,
    /// Every scale has a level.
    EmptyScale,
    /// Every entitlement stands in one section.
    Sections,
    /// Every question stands in one group.
    Groups,
    /// Plan ids differ.
    PlanIds,
    /// Entitlement ids differ.
    EntitlementIds,
    /// Every row has one cell a plan.
    CellCount,
    /// Every scale is known.
    UnknownScale,
    /// Every cell is of its row's kind.
    CellKind,
    /// Severity ids differ.
    SeverityIds,
    /// Every severity has a row of hours.
    SeverityHours,
    /// Every severity's response is a row of response times.
    SeverityResponse,
    /// The ids of a severity's responses differ.
    ResponseIds,
    /// Question ids differ.
    QuestionIds,
    /// Every choice question has a choice.
    NoChoices,
    /// Up to 100 choices.
    ChoiceCount,
    /// Choice ids differ within a question.
    ChoiceIds,
    /// Every requirement has a need.
    NoNeeds,
    /// Every need can be asked.
    NeedKind,
    /// Every suited plan is known.
    UnknownSuited,
    /// One question of one choice tells the size.
    Sizes,
    /// Every question that is shown first is known, and named once.
    Decides,
    /// A question is asked by an answer to an earlier one, which that can have.
    OnlyIf,
    /// A cell goes by an answer to a question of a choice or a number, which that can have.
    By,
    /// Prices are by the catalogue's currencies and periods, and by number questions.
    Pricing,
    /// Add-ons name what is known, and give values of their rows' kinds.
    AddOns,
    /// Every plan is in one family, where there are any.
    Families,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Invalid::PlanCount => "1 to 200 plans",
            Invalid::EntitlementCount => "1 to 500 entitlements",
            Invalid::QuestionCount => "up to 100 questions",
            Invalid::SeverityCount => "up to 20 severities",
            Invalid::HoursOrScaleCount => "up to 1000 hours and scales",
            Invalid::UnknownHours => "hours that are named are known",
            Invalid::EmptyScale => "every scale has a level",
            Invalid::Sections => "every entitlement stands in one section",
            Invalid::Groups => "every question stands in one group",
            Invalid::PlanIds => "plan ids differ",
            Invalid::EntitlementIds => "entitlement ids differ",
            Invalid::CellCount => "every row has one cell a plan",
            Invalid::UnknownScale => "every scale is known",
            Invalid::CellKind => "every cell is of its row's kind",
            Invalid::SeverityIds => "severity ids differ",
            Invalid::SeverityHours => "every severity has a row of hours",
            Invalid::SeverityResponse => "every severity's response is a row of response times",
            Invalid::ResponseIds => "the ids of a severity's responses differ",
            Invalid::QuestionIds => "question ids differ",
            Invalid::NoChoices => "every choice question has a choice",
            Invalid::ChoiceCount => "up to 100 choices",
            Invalid::ChoiceIds => "choice ids differ within a question",
            Invalid::NoNeeds => "every requirement has a need",
            Invalid::NeedKind => "every need can be asked",
            Invalid::UnknownSuited => "every suited plan is known",
            Invalid::Sizes => "one question of one choice tells the size",
            Invalid::Decides => "every question that is shown first is known, and named once",
            Invalid::OnlyIf => "a question is asked by an answer to an earlier one",
            Invalid::By => "a cell goes by an answer to a question of a choice or a number",
            Invalid::Pricing => "prices are by the catalogue's currencies and periods, and by number questions",
            Invalid::AddOns => "add-ons name what is known, and give values of their rows' kinds",
            Invalid::Families => "every plan is in one family, where there are any",
        })
    }
}

pub(super) fn check(parts: &CatalogParts) -> Result<(), Invalid> {
    let mut rules = Rules { broken: None };
    rules.check((1..=MAX_PLANS).contains(&parts.plans.len()), Invalid::PlanCount);
    rules.check((1..=MAX_ENTITLEMENTS).contains(&parts.entitlements.len()), Invalid::EntitlementCount);
    rules.check(parts.questions.len() <= MAX_QUESTIONS, Invalid::QuestionCount);
    rules.check(parts.severities.len() <= MAX_SEVERITIES, Invalid::SeverityCount);
    rules.check(parts.hours.len() <= MAX_HOURS && parts.scales.len() <= MAX_SCALES, Invalid::HoursOrScaleCount);
    for covered in parts.hours.iter().flat_map(|hours| &hours.covers) {
        rules.check(covered.get() < parts.hours.len(), Invalid::UnknownHours);
    }
    if let Some(Within { hours: Hours::Named(hours), .. }) = parts.reply.within {
        rules.check(hours.get() < parts.hours.len(), Invalid::UnknownHours);
    }
    rules.check(parts.scales.iter().all(|scale| !scale.levels.is_empty()), Invalid::EmptyScale);
    rules.sections(parts);
    rules.plans(parts);
    rules.rows(parts);
    rules.severities(parts);
    rules.questions(parts);
    rules.sizes(parts);
    rules.prices(parts);
    rules.add_ons(parts);
    rules.families(parts);
    for (at, question) in parts.decides.iter().enumerate() {
        let is_known = question.get() < parts.questions.len();
        rules.check(is_known && !parts.decides[..at].contains(question), Invalid::Decides);
    }
    rules.broken.map_or(Ok(()), Err)
}

/// Notes the first rule that is broken, and goes on: leaving early, rule by rule, would be more code in the browser.
struct Rules {
    broken: Option<Invalid>,
}

impl Rules {
    fn check(&mut self, holds: bool, rule: Invalid) {
        if !holds && self.broken.is_none() {
            self.broken = Some(rule);
        }
    }

    /// Checks that no section and no group is empty, and that their lengths add up to the whole.
    fn sections(&mut self, parts: &CatalogParts) {
        let mut left = Some(parts.entitlements.len());
        for section in &parts.sections {
            left = without(left, section.len);
        }
        self.check(left == Some(0), Invalid::Sections);
        let mut left = Some(parts.questions.len());
        for group in &parts.groups {
            left = without(left, group.len);
        }
        self.check(left == Some(0), Invalid::Groups);
    }

    fn plans(&mut self, parts: &CatalogParts) {
        let mut ids = Vec::new();
        for plan in &parts.plans {
            self.check(is_new(&mut ids, &plan.id), Invalid::PlanIds);
        }
    }

    fn rows(&mut self, parts: &CatalogParts) {
        let mut ids = Vec::new();
        for row in &parts.entitlements {
            self.check(is_new(&mut ids, &row.id), Invalid::EntitlementIds);
            self.check(row.cells.len() == parts.plans.len(), Invalid::CellCount);
            let is_unknown = matches!(row.kind, Kind::Level(scale) if scale.get() >= parts.scales.len());
            self.check(!is_unknown, Invalid::UnknownScale);
            for cell in &row.cells {
                self.check(cell_fits(parts, &row.kind, cell.value), Invalid::CellKind);
                let Some(by) = &cell.by else { continue };
                self.check(!by.cases.is_empty(), Invalid::By);
                for case in &by.cases {
                    let is_case = matches!(case.when, Premise::Choices(_) | Premise::AtLeast(_));
                    self.check(is_case && can_be(parts, by.question, &case.when), Invalid::By);
                    self.check(cell_fits(parts, &row.kind, case.value), Invalid::CellKind);
                }
            }
        }
    }

    fn severities(&mut self, parts: &CatalogParts) {
        let mut ids = Vec::new();
        let kind = |row: EntitlementIx| parts.entitlements.get(row.get()).map(|row| &row.kind);
        for severity in &parts.severities {
            self.check(is_new(&mut ids, &severity.id), Invalid::SeverityIds);
            self.check(matches!(kind(severity.hours), Some(Kind::Hours)), Invalid::SeverityHours);
            let is_response = |row| matches!(kind(row), Some(Kind::Response));
            self.check(severity.response.is_none_or(is_response), Invalid::SeverityResponse);
            let mut ids = Vec::new();
            for further in &severity.responses {
                self.check(is_new(&mut ids, &further.id), Invalid::ResponseIds);
                self.check(is_response(further.response), Invalid::SeverityResponse);
                let is_hours = further.hours.is_none_or(|row| matches!(kind(row), Some(Kind::Hours)));
                self.check(is_hours, Invalid::SeverityHours);
            }
        }
    }

    fn questions(&mut self, parts: &CatalogParts) {
        let mut ids = Vec::new();
        for (at, question) in parts.questions.iter().enumerate() {
            if let Some(only_if) = &question.only_if {
                let is_earlier = only_if.question.get() < at;
                self.check(is_earlier && can_be(parts, only_if.question, &only_if.is), Invalid::OnlyIf);
            }
            self.check(is_new(&mut ids, &question.id), Invalid::QuestionIds);
            let is_choice = matches!(question.kind, QuestionKind::One(_) | QuestionKind::Several(_));
            let choices = question.choices();
            self.check(!is_choice || !choices.is_empty(), Invalid::NoChoices);
            self.check(choices.len() <= MAX_CHOICES, Invalid::ChoiceCount);
            let mut ids = Vec::new();
            for choice in choices {
                self.check(is_new(&mut ids, &choice.id), Invalid::ChoiceIds);
            }
            match &question.kind {
                QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                    for choice in choices {
                        self.requirements(parts, &choice.requires, false);
                    }
                }
                QuestionKind::Number { requires, .. } => self.requirements(parts, requires, true),
                QuestionKind::YesNo { requires, .. } => self.requirements(parts, requires, false),
            }
        }
    }

    fn requirements(&mut self, parts: &CatalogParts, requires: &[Requirement], of_number: bool) {
        for requirement in requires {
            self.check(requirement.any_of.is_empty() == requirement.budget.is_some(), Invalid::NoNeeds);
            if let Some(budget) = requirement.budget {
                let is_known = of_number || budget.most.is_some();
                self.check(is_known && parts.pricing.is_some() && budget.length > 0, Invalid::Pricing);
            }
            for need in &requirement.any_of {
                self.check(need_fits(parts, need, of_number), Invalid::NeedKind);
            }
        }
    }

    fn sizes(&mut self, parts: &CatalogParts) {
        let mut sized: Option<&Question> = None;
        for question in &parts.questions {
            for choice in question.choices() {
                let Some(plan) = choice.suits else { continue };
                self.check(plan.get() < parts.plans.len(), Invalid::UnknownSuited);
                let is_only = sized.is_none_or(|other| other.id == question.id);
                let is_one = matches!(question.kind, QuestionKind::One(_));
                self.check(is_only && is_one, Invalid::Sizes);
                sized = Some(question);
            }
        }
    }
}

/// Subtracts the length of a part, which must not be empty, from what is left of the whole.
fn without(whole: Option<usize>, part: usize) -> Option<usize> {
    whole?.checked_sub(part).filter(|_| part > 0)
}

/// Tells whether an id was not seen before. The lists are short; a sort would be code that the browser has to load.
fn is_new<'a>(seen: &mut Vec<&'a Id>, id: &'a Id) -> bool {
    let is_new = !seen.contains(&id);
    seen.push(id);
    is_new
}

const LARGEST_MILLIONTHS: u64 = LARGEST * 10_u64.pow(MOST_DECIMALS);
/// Tells whether the answer to a question can be as a premise says.
fn can_be(parts: &CatalogParts, question: QuestionIx, premise: &Premise) -> bool {
    let Some(question) = parts.questions.get(question.get()) else { return false };
    match (premise, &question.kind) {
        (Premise::Choices(choices), _) => {
            !choices.is_empty() && choices.iter().all(|choice| choice.get() < question.choices().len())
        }
        (Premise::Answered, _)
        | (Premise::YesNo(_), QuestionKind::YesNo { .. })
        | (Premise::AtLeast(_) | Premise::AtMost(_), QuestionKind::Number { .. }) => true,
        (Premise::YesNo(_) | Premise::AtLeast(_) | Premise::AtMost(_), _) => false,
    }
}

fn cell_fits(parts: &CatalogParts, kind: &Kind, value: Value) -> bool {
    value.is_state() || value_fits(parts, kind, value)
}

fn need_fits(parts: &CatalogParts, need: &Need, of_number: bool) -> bool {
    let Some(row) = parts.entitlements.get(need.entitlement.get()) else { return false };
    match need.bound {
        Bound::Answer => of_number && matches!(row.kind, Kind::Quantity(_)),
        Bound::Steps(steps) => {
            of_number
                && match (&row.kind, steps.of) {
                    (Kind::Quantity(_), StepsOf::Things) | (Kind::Decimal(_) | Kind::Percent, StepsOf::Decimal) => true,
                    (Kind::Amount(AmountKind { family, .. }), StepsOf::Unit(unit)) => unit.family() == *family,
                    _ => false,
                }
        }
        Bound::Value(Value::Included) => true,
        // Words compare with nothing.
        Bound::Value(Value::Text(_)) => false,
        Bound::Value(value) => value_fits(parts, &row.kind, value),
    }
}

fn value_fits(parts: &CatalogParts, kind: &Kind, value: Value) -> bool {
    match (kind, value) {
        (Kind::Level(scale), Value::Level(level)) => {
            parts.scales.get(scale.get()).is_some_and(|scale| level.get() < scale.levels.len())
        }
        (Kind::Hours, Value::Hours(Hours::Named(hours))) => hours.get() < parts.hours.len(),
        (Kind::Frequency, Value::Frequency(frequency)) => frequency.count > 0,
        (Kind::Quantity(_), Value::Quantity(Quantity::Count(count))) => count <= LARGEST,
        (Kind::Text(texts), Value::Text(text)) => text.get() < texts.len(),
        (Kind::Options(options), Value::Options(Options(some))) => {
            options.len() <= Options::MOST && some > 0 && (options.len() == Options::MOST || some >> options.len() == 0)
        }
        (Kind::Decimal(_) | Kind::Percent, Value::Decimal(millionths)) => millionths <= LARGEST_MILLIONTHS,
        (Kind::Amount(AmountKind { family, .. }), Value::Amount(measure)) => {
            measure.unit.family() == *family && measure.millionths <= LARGEST_MILLIONTHS
        }
        (Kind::Hours, Value::Hours(Hours::Always))
        | (Kind::Inclusion, Value::Included)
        | (Kind::Text(_), Value::Included)
        | (Kind::Quantity(_) | Kind::Decimal(_) | Kind::Amount(_), Value::Quantity(Quantity::Unlimited))
        | (Kind::Response, Value::Response(_)) => true,
        _ => false,
    }
}
