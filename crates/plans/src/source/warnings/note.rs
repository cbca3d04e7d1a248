//! Footnotes that stand twice, and origins that are left out.

use super::{Author, Warning, warn};
use crate::json::{Json, Quoted};

impl Author<'_> {
    /// Warns of footnotes that are equal, or equal but for case, spaces and the point at their end.
    pub(super) fn notes(&self, warnings: &mut Vec<Warning>) {
        let mut seen: Vec<(String, &Json, String)> = Vec::new();
        for row in self.catalog.entitlements() {
            let row = self.places.row(row);
            for (plan, cell) in self.cells(row) {
                let Some(note) = cell.field("note").filter(|note| **note != Json::Null) else { continue };
                let (place, plain) = (format!("{row}/values/{plan}/note"), plain(note));
                match seen.iter().find(|(other, ..)| *other == plain) {
                    None => seen.push((plain, note, place)),
                    Some((_, first, at)) if *first == note => warn(
                        warnings,
                        &place,
                        format_args!(
                            "the note {} stands at {at} already, and both are one footnote; where it holds for a whole row, \
                             say it in the row's explanation",
                            shown(note)
                        ),
                    ),
                    Some((_, first, at)) => warn(
                        warnings,
                        &place,
                        format_args!(
                            "the note {} is almost the one at {at}, {}; write them alike, so that they are one footnote",
                            shown(note),
                            shown(first)
                        ),
                    ),
                }
            }
        }
    }

    /// Warns of rows and questions that do not say who wrote them, where most do.
    pub(super) fn origins(&self, warnings: &mut Vec<Warning>) {
        let rows: Vec<_> = self.catalog.entitlements().map(|row| self.places.row(row)).collect();
        let questions: Vec<_> = self.catalog.questions().map(|question| self.places.question(question)).collect();
        for (places, what) in [(rows, "rows"), (questions, "questions")] {
            let says = |place: &&str| {
                let origin = self.at(place).and_then(|item| item.field("origin"));
                origin.is_some_and(|origin| *origin != Json::Null)
            };
            let count = places.iter().filter(|place| says(place)).count();
            if count * 2 <= places.len() {
                continue;
            }
            for place in places.iter().filter(|place| !says(place)) {
                let detail = format_args!(
                    "\"origin\" is left out, which means \"published\", and {count} of {} {what} say it; add it",
                    places.len()
                );
                warn(warnings, place, detail);
            }
        }
    }
}

/// Returns a note without what two of them may differ in by accident.
fn plain(note: &Json) -> String {
    let plain = |text: &str| {
        let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ").trim_end_matches(['.', '!']).to_owned()
    };
    match note {
        Json::String(text) => plain(text),
        Json::Object(texts) => {
            let mut texts: Vec<_> =
                texts.iter().map(|(tag, text)| format!("{tag} {}", plain(text.as_str().unwrap_or("")))).collect();
            texts.sort_unstable();
            texts.join("\n")
        }
        _ => String::new(),
    }
}

fn shown(note: &Json) -> String {
    match note {
        Json::Object(texts) => {
            texts.first().and_then(|(_, text)| text.as_str()).map_or_else(String::new, |text| Quoted(text).to_string())
        }
        note => note.to_string(),
    }
}
