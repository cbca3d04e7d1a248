//! The notes of cells, numbered in the order of the table.

use plans::catalog::Text;
use plans::{Catalog, EntitlementIx, PlanIx};

use crate::session::Session;
use crate::view::{Element, el};

/// Every cell with a note, row by row.
fn notes<'a>(catalog: &'a Catalog, plans: &[PlanIx]) -> Vec<(EntitlementIx, PlanIx, &'a Text)> {
    let mut notes = Vec::new();
    for row in catalog.entitlements() {
        for plan in plans {
            if let Some(note) = &catalog.cell(row, *plan).note {
                notes.push((row, *plan, note));
            }
        }
    }
    notes
}

/// The number of a cell's note, from 1; none where it has no note.
pub fn note_number(session: Session, row: EntitlementIx, plan: PlanIx) -> Option<usize> {
    let catalog = session.catalog();
    catalog.cell(row, plan).note.as_ref()?;
    notes(&catalog, &session.plans()).iter().position(|note| (note.0, note.1) == (row, plan)).map(|at| at + 1)
}

/// What a note is called, so that its cell can point at it.
pub fn note_id(number: usize) -> String {
    ["note-", &number.to_string()].concat()
}

/// The notes below the table; hidden where no cell has one.
pub fn footnotes(session: Session) -> Element {
    let catalog = session.catalog();
    let notes = notes(&catalog, &session.plans());
    let has_none = notes.is_empty();

    let mut list = el("ol")
        .class("footnotes")
        .attr("aria-label", session.locale().comparison_notes())
        .flag("hidden", move || has_none);
    for (at, (_, _, note)) in notes.iter().enumerate() {
        list = list.child(el("li").attr("id", note_id(at + 1)).child(session.text(note)));
    }
    list
}
