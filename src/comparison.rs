//! The comparison: a table of all that every plan includes, row by row, explained.

use leptos::prelude::*;
use plans::PlanIx;

use crate::session::Session;
use crate::view::{Element, PRERENDERS, button, el};

mod cell;
mod footnotes;
mod head;
mod picker;
mod row;
mod summary;

/// A cell of a plan's column; [`marks`] say what becomes of the column.
fn column_cell(session: Session, plan: PlanIx, tag: &'static str, role: &'static str) -> Element {
    let cell = table_part(tag, role);
    // Before there are marks, narrow screens leave it out by this.
    if PRERENDERS && !session.pair().contains(&plan) { cell.class("is-wide-only") } else { cell }
}

/// The style rules that mark the recommended column, and keep two columns on narrow screens. A class on each cell would
/// be some fifty changes with every answer that moves the recommendation.
pub fn marks(session: Session) -> String {
    let plans = session.plans();
    // The first cell of a row is its name.
    let column = |plan| {
        let at = plans.iter().position(|shown| *shown == plan).unwrap_or(plans.len());
        ["tr>:nth-child(", &(at + 2).to_string(), ")"].concat()
    };
    let [first, second] = session.pair();
    let pair = ["tr>:first-child,", &column(first), ",", &column(second)].concat();
    let narrow = ["@container (max-width:45em){.table tr>:not(", &pair, "){display:none}}"].concat();
    match session.recommended() {
        Some(plan) => [
            &narrow,
            ".table ",
            &column(plan),
            "{--column:1;--column-ground:var(--plan-accent-soft);--column-edge:var(--plan-accent)}",
        ]
        .concat(),
        None => narrow,
    }
}

/// A part of the table with the role that it has by itself: on narrow screens the table is laid out as a grid, and some
/// browsers then forget that it is a table.
fn table_part(tag: &'static str, role: &'static str) -> Element {
    el(tag).attr("role", role)
}

/// The table, with what stands above and below it. The forms are the request form, where it is open at the table's head or
/// foot.
pub fn comparison(session: Session, form_at_head: Element, form_at_foot: Element) -> Element {
    let locale = session.locale();
    let catalog = session.catalog();
    let columns = session.plans();
    let width = (columns.len() + 1).to_string();
    let names = el("col").class("table__names");
    let mut table = table_part("table", "table")
        .class("table")
        .child(el("caption").class("is-heard").child(locale.comparison_caption()))
        .child(el("colgroup").child(names).child(el("col").attr("span", columns.len().to_string())))
        .child(head::head(session, &columns))
        .child(wide("table__form", &width, form_at_head));
    for (section, rows) in catalog.sections() {
        let heading = table_part("th", "rowheader")
            .attr("scope", "rowgroup")
            .attr("colspan", width.clone())
            .child(session.text(&section.title));
        let mut part = table_part("tbody", "rowgroup").child(table_part("tr", "row").class("section").child(heading));
        for row in rows {
            part = row::add_row(part, session, row, &columns, &width);
        }
        table = table.child(part);
    }
    let table = table
        .child(head::foot(session, &columns))
        .child(wide("table__summary", &width, summary::summary(session)))
        .child(wide("table__form", &width, form_at_foot));
    let card = el("div")
        .class("card comparison__card")
        .child(picker::picker(session))
        .child(table)
        .child(footnotes::footnotes(session));

    el("section").class("comparison").attr("aria-labelledby", "comparison-title").child(bar(session)).child(card)
}

/// The heading, and the way to open every explanation.
fn bar(session: Session) -> Element {
    let locale = session.locale();
    let label = move || {
        let is_open = session.is_all_explained();
        if is_open { locale.comparison_explain_none() } else { locale.comparison_explain_all() }.to_owned()
    };
    let button = button()
        .class("button button--s")
        .on("click", move |_| session.explain_all(!untrack(|| session.is_all_explained())))
        .text(label);

    el("div").class("bar").child(el("h2").attr("id", "comparison-title").child(locale.comparison_title())).child(button)
}

/// A row over the whole width, for what is open only at times.
fn wide(class: &'static str, width: &str, content: Element) -> Element {
    let cell = table_part("td", "cell").attr("colspan", width.to_owned()).child(content);
    table_part("tbody", "rowgroup").class(class).child(table_part("tr", "row").child(cell))
}
