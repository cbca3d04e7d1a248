//! Texts that lack a language which most of a catalogue's texts have.

use std::collections::BTreeMap;

use super::{Author, Warning, warn};
use crate::json::{Quoted, TextPlace};

/// Forms of a unit that only some languages have; that a language lacks one it has is a problem.
const FORMS: [&str; 5] = ["zero", "one", "two", "few", "many"];

impl Author<'_> {
    /// Warns of each text that lacks a language which more than half of the texts are in.
    pub(super) fn languages(&self, texts: &[TextPlace], warnings: &mut Vec<Warning>) {
        let is_form = |text: &&TextPlace| {
            text.pointer.rsplit_once('/').is_some_and(|(unit, form)| {
                FORMS.contains(&form) && (unit.ends_with("/unit") || unit.ends_with("/short"))
            })
        };
        let texts: Vec<_> = texts.iter().filter(|text| !is_form(text)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in texts.iter().flat_map(|text| &text.languages) {
            *counts.entry(tag).or_default() += 1;
        }
        let own = self.catalog.parts().language.as_str();
        for (tag, count) in counts.into_iter().filter(|(tag, count)| *tag != own && count * 2 > texts.len()) {
            for text in texts.iter().filter(|text| !text.languages.iter().any(|other| other == tag)) {
                let detail = format!(
                    "the text is not in {}, which {count} of {} texts are in, so that readers of that language meet {} here; \
                 add it",
                    Quoted(tag),
                    texts.len(),
                    Quoted(own)
                );
                warn(warnings, &text.pointer, detail);
            }
        }
    }
}
