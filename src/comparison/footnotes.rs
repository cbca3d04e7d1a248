//! The notes of cells, numbered in the order of the table.

use lean_view::{Element, html::*};
use plans::catalog::Text;
use plans::{Catalog, EntitlementIx, PlanIx};

use crate::controls::AppElement as _;
use crate::state::Offer;

/// Returns every cell with a note, row by row.
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

/// Returns the number of a cell's note, from 1; none where it has no note.
pub fn note_number(offer: Offer, row: EntitlementIx, plan: PlanIx) -> Option<usize> {
    let catalog = offer.catalog();
    catalog.cell(row, plan).note.as_ref()?;
    notes(&catalog, &offer.plans()).iter().position(|note| (note.0, note.1) == (row, plan)).map(|at| at + 1)
}

/// Returns the id of a note, so that its cell can point at it.
pub fn note_id(number: usize) -> String {
    format!("note-{number}")
}

/// Builds the notes below the table; hidden where no cell has one.
pub fn footnotes(offer: Offer) -> Element {
    let catalog = offer.catalog();
    let notes = notes(&catalog, &offer.plans());
    let has_none = notes.is_empty();

    let mut list =
        ol().styled("footnotes").attr("aria-label", offer.locale().comparison_notes()).attr("hidden", has_none);
    for (at, (_, _, note)) in notes.iter().enumerate() {
        list = list.child(li().attr("id", note_id(at + 1)).child(offer.told(note)));
    }
    list
}
