//! The notes of the cells that are shown, numbered in the order of the table; equal ones are one.

use lean_view::{Element, html::*};

use crate::controls::AppElement as _;
use crate::state::{Comparison, Offer};

/// Returns the id of a note, so that its cells can point at it.
pub fn note_id(number: usize) -> String {
    format!("note-{number}")
}

/// Builds the notes below the table; hidden where no cell that is shown has one.
pub fn footnotes(offer: Offer, comparison: Comparison) -> Element {
    let notes = move || {
        let mut items = Vec::new();
        for (at, note) in comparison.notes().into_iter().enumerate() {
            items.push(li().attr("id", note_id(at + 1)).child(note));
        }
        items
    };
    ol().styled("footnotes")
        .attr("aria-label", offer.locale().comparison_notes())
        .attr("hidden", move || comparison.notes().is_empty())
        .child(notes)
}
