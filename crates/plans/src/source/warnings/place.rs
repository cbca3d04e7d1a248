//! Where in a document the parts of a catalogue stand.

use crate::catalog::{Catalog, EntitlementIx, QuestionIx};

/// The JSON Pointers of a catalogue's rows and questions, by their positions.
pub(super) struct Places {
    rows: Vec<String>,
    questions: Vec<String>,
}

impl Places {
    pub fn of(catalog: &Catalog) -> Self {
        let within = |lens: Vec<usize>, list: &str, items: &str| {
            let place = |(at, len): (usize, usize)| (0..len).map(move |item| format!("/{list}/{at}/{items}/{item}"));
            lens.into_iter().enumerate().flat_map(place).collect()
        };
        let parts = catalog.parts();
        let sections = parts.sections.iter().map(|section| section.len).collect();
        let groups = parts.groups.iter().map(|group| group.len).collect();
        Self { rows: within(sections, "sections", "entitlements"), questions: within(groups, "groups", "questions") }
    }

    pub fn row(&self, row: EntitlementIx) -> &str {
        &self.rows[row.get()]
    }

    pub fn question(&self, question: QuestionIx) -> &str {
        &self.questions[question.get()]
    }
}
