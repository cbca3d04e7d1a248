//! Links, written.

use super::values::{every_plan, hash, hex, item, offer};
use super::*;
use crate::answers::Answer;

impl Link {
    /// Writes the link, without `#`: parts that reading this text gives back, and what the answers rely on. Empty where
    /// nothing is answered and nothing chosen. A moment, zone or language that is not of its form is left out.
    pub fn write(&self, catalog: &Catalog) -> String {
        let mut out = VERSION.to_owned();
        self.write_answers(catalog, &mut out);
        self.write_view(catalog, &mut out);
        if out.len() == VERSION.len() {
            return String::new();
        }
        key(&mut out, CATALOG);
        encode(&mut out, &catalog.parts().version);
        let rows = relied_on(catalog, &self.answers);
        if !rows.is_empty() {
            pair(&mut out, ROWS, &hash(catalog, &rows));
            let every = every_plan(catalog);
            let plans = if self.plans.is_empty() { &every } else { &self.plans };
            pair(&mut out, WAS, &offer(catalog, &rows, plans));
        }
        out
    }

    /// Writes the parts alone that say what is shown.
    pub fn view(&self, catalog: &Catalog) -> String {
        let mut out = String::new();
        self.write_view(catalog, &mut out);
        out.trim_start_matches(';').to_owned()
    }

    fn write_answers(&self, catalog: &Catalog, out: &mut String) {
        for question in catalog.questions() {
            let Some(answer) = self.answers.get(question) else { continue };
            let id = catalog.question(question).id.as_str();
            out.push(';');
            if is_reserved(id) {
                out.push_str(ANSWER);
            }
            out.push_str(id);
            out.push('=');
            match answer {
                Answer::One(_) | Answer::Several(_) => {
                    for choice in self.answers.picked(question) {
                        item(out, catalog.choice(question, *choice).id.as_str());
                    }
                }
                Answer::Number(number) => out.push_str(&number.to_string()),
                Answer::YesNo(yes) => out.push_str(if *yes { YES } else { NO }),
                Answer::NotSure => {
                    let is_choice = catalog.choice_by_id(question, NOT_SURE).is_some();
                    out.push_str(if is_choice { NOT_SURE_EITHER } else { NOT_SURE });
                }
            }
        }
    }

    fn write_view(&self, catalog: &Catalog, out: &mut String) {
        if !self.plans.is_empty() {
            key(out, PLANS);
            for plan in &self.plans {
                item(out, catalog.plan(*plan).id.as_str());
            }
        }
        if self.only_differences {
            pair(out, ONLY, DIFFERENCES);
        }
        if !self.explained.is_empty() {
            key(out, OPEN);
            for row in &self.explained {
                item(out, catalog.entitlement(*row).id.as_str());
            }
        }
        if !self.folded.is_empty() {
            key(out, FOLDED);
            for section in &self.folded {
                item(out, catalog.parts().sections[*section].id.as_str());
            }
        }
        if let Some(severity) = self.severity {
            pair(out, SEVERITY, catalog.severity(severity).id.as_str());
        }
        chosen(out, MOMENT, &self.moment, is_moment);
        chosen(out, ZONE, &self.zone, is_zone);
        chosen(out, LANG, &self.language, is_language);
        if let Some(theme) = self.theme {
            pair(out, THEME, if theme == Theme::Light { LIGHT } else { DARK });
        }
    }
}

/// The rows that any answer asks something of, in the order of the table.
pub(super) fn relied_on(catalog: &Catalog, answers: &Answers) -> Vec<EntitlementIx> {
    let asked = answers.asked(catalog);
    let mut rows = Vec::new();
    for row in catalog.entitlements() {
        for asked in &asked {
            if asked.is_of(catalog, row) {
                rows.push(row);
                break;
            }
        }
    }
    rows
}

#[inline(never)]
fn key(out: &mut String, key: &str) {
    out.push(';');
    out.push_str(key);
    out.push('=');
}

#[inline(never)]
fn pair(out: &mut String, name: &str, value: &str) {
    key(out, name);
    out.push_str(value);
}

#[inline(never)]
fn chosen(out: &mut String, name: &str, value: &Option<String>, fits: fn(&str) -> bool) {
    if let Some(value) = value
        && fits(value)
    {
        pair(out, name, value);
    }
}

/// Writes a text with `%` and two digits for every byte that is not unreserved in RFC 3986.
fn encode(out: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(hex(DIGITS, u32::from(byte >> 4)));
            out.push(hex(DIGITS, u32::from(byte)));
        }
    }
}
