//! How the table's rows and cells are made.

use lean_view::Element;
use plans::PlanIx;

use super::rooms::Rooms;
use crate::controls::PRERENDERS;

/// Builds a cell of a plan's column; [`crate::state::table_marks`] say what becomes of the column.
pub fn column_cell(rooms: Rooms, plan: PlanIx, cell: Element) -> Element {
    // Before there are marks, narrow screens leave it out by this.
    let is_wide_only = PRERENDERS && !rooms.comparison.narrow_columns(rooms.advice.shown_anyway()).contains(&plan);
    if is_wide_only { cell.class("is-wide-only") } else { cell }
}

/// Gives a part of the table the role that it has by itself: it is laid out as grids, and some browsers then forget that it is a
/// table.
pub fn role(part: Element, role: &'static str) -> Element {
    part.attr("role", role)
}
