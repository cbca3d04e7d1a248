//! The comparison: a table of all that every plan includes, row by row, explained.

use lean_view::{Element, ev, html::*, untrack};
use plans::catalog::{Entitlement, Section};
use plans::{EntitlementIx, PlanIx};

use crate::browser::{MarkedTable, room_for};
use crate::controls::{AppElement as _, PRERENDERS, aria_bool, push_button};
use crate::state::{Comparison, table_marks};
use crate::words::Told;

mod cell;
mod footnotes;
mod head;
mod markup;
mod picker;
mod rooms;
mod row;
mod summary;
mod tools;

pub use rooms::Rooms;

use markup::{column_cell, role};

/// Builds the table, with what stands above and below it.
pub fn comparison(rooms: Rooms) -> Element {
    let marked = MarkedTable::new();
    let bar = tools::bar(rooms, &marked);
    let card = div()
        .styled("card comparison__card")
        .child(room(rooms.comparison))
        .child(picker::picker(rooms))
        .child(whole_table(rooms, marked))
        .child(summary::summary(rooms.offer, rooms.comparison))
        .child(footnotes::footnotes(rooms.offer));

    section()
        .styled("comparison")
        .attr("aria-labelledby", "comparison-title")
        .child(bar)
        .child(tools::key(rooms.offer, rooms.hours))
        .child(card)
}

fn whole_table(rooms: Rooms, marked: MarkedTable) -> Element {
    let Rooms { offer, .. } = rooms;
    let locale = offer.locale();
    let catalog = offer.catalog();
    let plans = offer.plans();
    let width = (plans.len() + 1).to_string();
    let mut whole = role(table(), "table")
        .styled("table")
        .child(caption().class("visually-hidden").child(locale.comparison_caption()))
        .child(head::head(rooms, &plans, &marked));
    for (at, (section, rows)) in catalog.sections().enumerate() {
        let rows: Vec<_> = rows.collect();
        let mut part = role(tbody(), "rowgroup").class("table__section");
        if !is_named_by_row(section, &rows, |row| catalog.entitlement(row)) {
            part = part.child(section_bar(rooms, at, offer.told(&section.title), rows.len(), &plans, &width, &marked));
        }
        for row in rows {
            part = row::add_row(part, rooms, row, &plans, &width, &marked);
        }
        whole = whole.child(part.directive(marked.section()));
    }
    whole
        .child(head::foot(rooms, &plans, &marked))
        .directive(marked.follow(move || table_marks(rooms.offer, rooms.advice, rooms.comparison)))
}

/// Tells whether a section is one row of the same name, which then needs no heading.
fn is_named_by_row<'a>(
    section: &Section,
    rows: &[EntitlementIx],
    entitlement: impl Fn(EntitlementIx) -> &'a Entitlement,
) -> bool {
    matches!(rows, [only] if entitlement(*only).name == section.title)
}

/// Builds a section's title, which folds the section up, over the columns of the plans.
fn section_bar(
    rooms: Rooms,
    section: usize,
    title: Told,
    rows: usize,
    plans: &[PlanIx],
    width: &str,
    marked: &MarkedTable,
) -> Element {
    // The first stands below the names of rows.
    let mut columns = div().class("section__columns").attr("aria-hidden", "true").child(span());
    for plan in plans {
        columns = columns.child(column_cell(rooms, *plan, span()));
    }
    let heading = role(th(), "rowheader")
        .attr("scope", "rowgroup")
        .attr("colspan", width.to_owned())
        .child(fold_button(rooms.comparison, section, title, rows))
        .child(columns.directive(marked.row()));
    role(tr(), "row").styled("section").child(heading)
}

fn fold_button(comparison: Comparison, section: usize, title: Told, rows: usize) -> Element {
    let count = span().class("section__count").attr("aria-hidden", "true").child(rows.to_string());
    let title = span().child(title);
    if PRERENDERS {
        return span().class("section__fold").child(title).child(count);
    }
    let is_folded = move || comparison.is_folded(section);
    push_button()
        .built_anew()
        .class("section__fold")
        .attr("aria-expanded", move || aria_bool(!is_folded()))
        .on(ev::click, move |_| comparison.fold_section(section, !untrack(is_folded)))
        .child(title)
        .child(count)
}

/// Builds the element that measures for how many columns there is room, by the style sheet. Narrow screens show two.
fn room(comparison: Comparison) -> Element {
    div()
        .class("table__room")
        .attr("aria-hidden", "true")
        .child(div())
        .directive(room_for(move |room| comparison.make_room(room)))
}
