//! Choices of view as entries.

use super::{DIFFERENCES, FAMILY, FOLDED, MOMENT, ONLY, OPEN, PLANS, SEVERITY, ZONE};
use crate::answers::Answers;
use crate::catalog::{Catalog, EntitlementIx, FamilyIx, PlanIx, SeverityIx};

/// What is chosen to be shown.
///
/// Its indices are those of one catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct View {
    /// The family of plans looked at; the first where there is none.
    pub family: Option<FamilyIx>,
    /// The plans shown, each once, in their order; as the page has them where there is none.
    pub plans: Vec<PlanIx>,
    /// Whether those rows alone are shown in which plans differ.
    pub only_differences: bool,
    /// The rows whose explanations are open, each once.
    pub explained: Vec<EntitlementIx>,
    /// The positions of the sections that are folded up, each once.
    pub folded: Vec<usize>,
    /// The severity looked at.
    pub severity: Option<SeverityIx>,
    /// When something is reported: as a field of local time has it, `YYYY-MM-DDTHH:MM`, which need not be a time that there
    /// is; or the next time that a minute of a week begins, which begins on Monday: `0` to `10079`.
    pub moment: Option<String>,
    /// The zone chosen: up to 64 letters, digits, `_`, `+`, `-` and `/`. It need not be one that there is.
    pub zone: Option<String>,
}

/// The reason why an entry is no choice of view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// No choice of view has this name.
    UnknownName,
    /// There is no family of that id.
    UnknownFamily,
    /// There is no plan of that id.
    UnknownPlan,
    /// There is no row of that id.
    UnknownEntitlement,
    /// There is no section of that id.
    UnknownSection,
    /// There is no severity of that id.
    UnknownSeverity,
    /// The value is not of the name's form.
    Malformed,
}

impl View {
    /// Returns every choice as a name and a value, those of one name together. A moment or a zone that is not of its form is
    /// left out.
    pub fn entries(&self, catalog: &Catalog) -> Vec<(&'static str, String)> {
        let mut entries = Vec::new();
        let mut add = |name, value: &str| entries.push((name, value.to_owned()));
        if let Some(family) = self.family {
            add(FAMILY, catalog.parts().families[family.get()].id.as_str());
        }
        for plan in &self.plans {
            add(PLANS, catalog.plan(*plan).id.as_str());
        }
        if self.only_differences {
            add(ONLY, DIFFERENCES);
        }
        for row in &self.explained {
            add(OPEN, catalog.entitlement(*row).id.as_str());
        }
        for section in &self.folded {
            add(FOLDED, catalog.parts().sections[*section].id.as_str());
        }
        if let Some(severity) = self.severity {
            add(SEVERITY, catalog.severity(severity).id.as_str());
        }
        if let Some(moment) = self.moment.as_ref().filter(|text| is_moment(text)) {
            add(MOMENT, moment);
        }
        if let Some(zone) = self.zone.as_ref().filter(|text| is_zone(text)) {
            add(ZONE, zone);
        }
        entries
    }

    /// Takes an entry, beside those that are taken. What stands in a list already stays where it is.
    ///
    /// # Errors
    ///
    /// What of the entry is not known; nothing changes then.
    pub fn enter(&mut self, catalog: &Catalog, name: &str, value: &str) -> Result<(), EntryError> {
        match name {
            FAMILY => self.family = Some(catalog.family_by_id(value).ok_or(EntryError::UnknownFamily)?),
            PLANS => include(&mut self.plans, catalog.plan_by_id(value).ok_or(EntryError::UnknownPlan)?),
            OPEN => {
                include(&mut self.explained, catalog.entitlement_by_id(value).ok_or(EntryError::UnknownEntitlement)?)
            }
            FOLDED => {
                let section = catalog.parts().sections.iter().position(|section| section.id.as_str() == value);
                include(&mut self.folded, section.ok_or(EntryError::UnknownSection)?);
            }
            SEVERITY => self.severity = Some(catalog.severity_by_id(value).ok_or(EntryError::UnknownSeverity)?),
            ONLY if value == DIFFERENCES => self.only_differences = true,
            MOMENT if is_moment(value) => self.moment = Some(value.to_owned()),
            ZONE if is_zone(value) => self.zone = Some(value.to_owned()),
            ONLY | MOMENT | ZONE => return Err(EntryError::Malformed),
            _ => return Err(EntryError::UnknownName),
        }
        Ok(())
    }
}

/// Adds what is not yet in a list.
fn include<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// Tells whether a text is one to `most` letters, digits and bytes of `others`, and ends with none of the latter.
pub(crate) fn is_name(text: &str, most: usize, others: &[u8]) -> bool {
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() && !others.contains(&byte) {
            return false;
        }
    }
    text.len() <= most && text.bytes().last().is_some_and(|byte| byte.is_ascii_alphanumeric())
}

fn is_zone(text: &str) -> bool {
    is_name(text, 64, b"_+-/")
}

/// Tells whether a text is a local time by its form, or a minute of a week.
fn is_moment(text: &str) -> bool {
    const WEEK: u64 = 7 * 24 * 60;
    if let Some(minute) = Answers::parse_number(text) {
        return minute < WEEK && text == minute.to_string();
    }
    const FORM: &[u8; 16] = b"0000-00-00T00:00";
    let mut fits = text.len() == FORM.len();
    for (byte, form) in text.bytes().zip(FORM) {
        fits &= if *form == b'0' { byte.is_ascii_digit() } else { byte == *form };
    }
    fits
}
