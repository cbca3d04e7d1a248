//! The notes of cells, numbered in the order of the table.

use plans::catalog::Text;
use plans::{Catalog, EntitlementIx, PlanIx};

use crate::session::Session;
use crate::view::{Element, el};

/// Every cell with a note, row by row.
fn notes(catalog: &Catalog) -> impl Iterator<Item = (EntitlementIx, PlanIx, &Text)> {
    catalog.entitlements().flat_map(move |row| {
        let plans = catalog.plans();
        plans.filter_map(move |plan| Some((row, plan, catalog.cell(row, plan).note.as_ref()?)))
    })
}

/// The number of a cell's note, from 1; none where it has no note.
pub fn note_number(catalog: &Catalog, row: EntitlementIx, plan: PlanIx) -> Option<usize> {
    catalog.cell(row, plan).note.as_ref()?;
    notes(catalog).position(|(of_row, of_plan, _)| (of_row, of_plan) == (row, plan)).map(|at| at + 1)
}

/// What a note is called, so that its cell can point at it.
pub fn note_id(number: usize) -> String {
    ["note-", &number.to_string()].concat()
}

/// The notes below the table; hidden where no cell has one.
pub fn footnotes(session: Session) -> Element {
    let catalog = session.catalog();
    let item = |(at, (_, _, note)): (usize, (EntitlementIx, PlanIx, &Text))| {
        el("li").attr("id", note_id(at + 1)).child(session.words(|words| words.text(note)))
    };
    let items: Vec<_> = notes(&catalog).enumerate().map(item).collect();
    let has_none = items.is_empty();

    el("ol")
        .class("footnotes")
        .attr("aria-label", session.locale().comparison_notes())
        .flag("hidden", move || has_none)
        .children(items)
}
