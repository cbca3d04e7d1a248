//! Writes links.

use super::values::{hash, offer};
use super::*;
use crate::wire::EntryText;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Whatever is not unreserved in RFC 3986 is encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Link {
    /// Writes the link, without `#`: parts that reading this text gives back, and what the answers rely on. Empty where
    /// nothing is answered and nothing chosen. A moment, zone or language that is not of its form is left out.
    pub fn write(&self, catalog: &Catalog) -> String {
        let mut entries = EntryText::after(LINK_VERSION);
        let assumed =
            |id: &str| catalog.question_by_id(id).is_some_and(|question| self.answers.is_assumed(catalog, question));
        for (question, value) in self.answers.entries(catalog) {
            if assumed(&question) {
                continue;
            }
            let key = if is_reserved(&question) { format!("{ANSWER}{question}") } else { question };
            entries.add(&key, &value);
        }
        for (name, value) in self.answers.billing.entries(catalog) {
            entries.add(name, value);
        }
        for (name, value) in self.view.entries(catalog) {
            entries.add(name, &value);
        }
        if let Some(language) = self.language.as_ref().filter(|tag| is_language(tag)) {
            entries.add(LANG, language);
        }
        if let Some(theme) = self.theme {
            entries.add(THEME, theme.name());
        }
        if entries.is_empty_after(LINK_VERSION) {
            return String::new();
        }
        entries.add(CATALOG, &utf8_percent_encode(&catalog.parts().version, RESERVED).to_string());
        let rows = relied_on(catalog, &self.answers);
        if !rows.is_empty() || totals::are_told(catalog, &self.answers) {
            entries.add(ROWS, &hash(catalog, &self.answers, &rows));
            let every: Vec<_> = catalog.plans().collect();
            let plans = if self.view.plans.is_empty() { &every } else { &self.view.plans };
            entries.add(WAS, &offer(catalog, &self.answers, &rows, plans));
        }
        entries.finish()
    }
}

/// Returns the rows that any answer asks something of, in the order of the table.
pub(super) fn relied_on(catalog: &Catalog, answers: &Answers) -> Vec<EntitlementIx> {
    let asked = answers.asked(catalog);
    catalog.entitlements().filter(|row| asked.iter().any(|asked| asked.is_of(catalog, *row))).collect()
}
