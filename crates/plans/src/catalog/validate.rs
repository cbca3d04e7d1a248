//! The rules that every catalogue keeps, wherever it came from.

use super::limits::*;
use super::{AtLeast, CatalogParts, Choice, EntitlementIx, Hours, Id, Kind, Need, QuestionKind, Value};

/// The first rule that a catalogue's parts break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid(pub &'static str);

pub(super) fn check(parts: &CatalogParts) -> Result<(), Invalid> {
    let rule = |holds: bool, name| if holds { Ok(()) } else { Err(Invalid(name)) };
    rule((1..=MAX_PLANS).contains(&parts.plans.len()), "1 to 200 plans")?;
    rule((1..=MAX_ENTITLEMENTS).contains(&parts.entitlements.len()), "1 to 500 entitlements")?;
    rule(parts.questions.len() <= MAX_QUESTIONS, "up to 100 questions")?;
    rule(parts.severities.len() <= MAX_SEVERITIES, "up to 20 severities")?;
    rule(parts.hours.len() <= MAX_HOURS && parts.scales.len() <= MAX_SCALES, "up to 1000 hours and scales")?;
    rule(parts.scales.iter().all(|scale| !scale.levels.is_empty()), "every scale has a level")?;

    let sections = parts.sections.iter().map(|section| section.len);
    let groups = parts.groups.iter().map(|group| group.len);
    rule(partition(sections, parts.entitlements.len()), "every entitlement stands in one section")?;
    rule(partition(groups, parts.questions.len()), "every question stands in one group")?;

    rule(distinct(parts.plans.iter().map(|plan| &plan.id)), "plan ids differ")?;
    rule(distinct(parts.entitlements.iter().map(|row| &row.id)), "entitlement ids differ")?;
    rule(distinct(parts.questions.iter().map(|question| &question.id)), "question ids differ")?;

    for row in &parts.entitlements {
        rule(row.cells.len() == parts.plans.len(), "every row has one cell a plan")?;
        rule(!matches!(row.kind, Kind::Level(scale) if scale.get() >= parts.scales.len()), "every scale is known")?;
        rule(row.cells.iter().all(|cell| cell_fits(parts, &row.kind, cell.value)), "every cell is of its row's kind")?;
    }
    rule(distinct(parts.severities.iter().map(|severity| &severity.id)), "severity ids differ")?;
    for severity in &parts.severities {
        let kind = |row: EntitlementIx| parts.entitlements.get(row.get()).map(|row| &row.kind);
        rule(matches!(kind(severity.hours), Some(Kind::Hours)), "every severity has a row of hours")?;
        let answers = severity.response.is_none_or(|row| matches!(kind(row), Some(Kind::Response)));
        rule(answers, "every severity's response is a row of response times")?;
    }
    for question in &parts.questions {
        let is_number = matches!(question.kind, QuestionKind::Number { .. });
        let is_choice = matches!(question.kind, QuestionKind::One(_) | QuestionKind::Several(_));
        rule(!is_choice || !question.choices().is_empty(), "every choice question has a choice")?;
        rule(question.choices().len() <= MAX_CHOICES, "up to 100 choices")?;
        rule(distinct(question.choices().iter().map(|choice| &choice.id)), "choice ids differ within a question")?;
        for requirement in question.requirements() {
            rule(!requirement.any_of.is_empty(), "every requirement has a need")?;
            rule(requirement.any_of.iter().all(|need| need_fits(parts, need, is_number)), "every need can be asked")?;
        }
    }
    let suits = |choice: &Choice| choice.suits;
    rule(
        parts.questions.iter().flat_map(|q| q.choices()).filter_map(suits).all(|plan| plan.get() < parts.plans.len()),
        "every suited plan is known",
    )?;
    let sized = parts.questions.iter().filter(|question| question.choices().iter().any(|c| c.suits.is_some()));
    let one_choice = |question: &super::Question| matches!(question.kind, QuestionKind::One(_));
    rule(sized.clone().count() <= 1 && sized.clone().all(one_choice), "one question of one choice tells the size")
}

/// Whether these lengths, none of them 0, add up to the whole.
fn partition(mut lengths: impl Iterator<Item = usize>, whole: usize) -> bool {
    lengths.try_fold(whole, |left, len| left.checked_sub(len).filter(|_| len > 0)) == Some(0)
}

fn distinct<'a>(mut ids: impl Iterator<Item = &'a Id>) -> bool {
    // By pairs: the lists are short, and a sort would be code that the browser has to load, as would be a copy of this for
    // each list.
    fn distinct(ids: &mut dyn Iterator<Item = &Id>) -> bool {
        let mut seen: Vec<&Id> = Vec::new();
        for id in ids {
            if seen.contains(&id) {
                return false;
            }
            seen.push(id);
        }
        true
    }
    distinct(&mut ids)
}

fn cell_fits(parts: &CatalogParts, kind: &Kind, value: Value) -> bool {
    matches!(value, Value::NotIncluded | Value::OnRequest) || value_fits(parts, kind, value)
}

fn need_fits(parts: &CatalogParts, need: &Need, of_number: bool) -> bool {
    let Some(row) = parts.entitlements.get(need.entitlement.get()) else { return false };
    match need.at_least {
        AtLeast::Answer => of_number && matches!(row.kind, Kind::Quantity(_)),
        AtLeast::Value(Value::Included) => true,
        AtLeast::Value(value) => value_fits(parts, &row.kind, value),
    }
}

fn value_fits(parts: &CatalogParts, kind: &Kind, value: Value) -> bool {
    match (kind, value) {
        (Kind::Level(scale), Value::Level(level)) => {
            parts.scales.get(scale.get()).is_some_and(|scale| level.get() < scale.levels.len())
        }
        (Kind::Hours, Value::Hours(Hours::Named(hours))) => hours.get() < parts.hours.len(),
        (Kind::Frequency, Value::Frequency(frequency)) => frequency.count > 0,
        (Kind::Hours, Value::Hours(Hours::Always))
        | (Kind::Inclusion, Value::Included)
        | (Kind::Quantity(_), Value::Quantity(_))
        | (Kind::Response, Value::Response(_)) => true,
        _ => false,
    }
}
