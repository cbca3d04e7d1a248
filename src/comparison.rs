//! The comparison: a table of all that every plan includes, row by row, explained.

use lean_view::{Element, ev, html::*, untrack};
use plans::PlanIx;

use crate::browser::MarkedTable;
use crate::controls::{AppElement as _, PRERENDERS, aria_bool, push_button};
use crate::state::{Advice, Comparison, FormLocation, Hours, Offer, Request, table_marks};

mod cell;
mod footnotes;
mod head;
mod picker;
mod row;
mod summary;
mod tools;

/// What the parts of the comparison use.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// What is offered.
    pub offer: Offer,
    /// What follows from the answers.
    pub advice: Advice,
    /// What of the comparison is shown.
    pub comparison: Comparison,
    /// Whose clocks the visitor reads.
    pub hours: Hours,
    /// The request form.
    pub request: Request,
}

/// A cell of a plan's column; [`table_marks`] say what becomes of the column.
fn column_cell(rooms: Rooms, plan: PlanIx, cell: Element) -> Element {
    // Before there are marks, narrow screens leave it out by this.
    let is_wide_only = PRERENDERS && !rooms.comparison.narrow_columns(rooms.advice.recommended()).contains(&plan);
    if is_wide_only { cell.class("is-wide-only") } else { cell }
}

/// Gives a part of the table the role that it has by itself: it is laid out as grids, and some browsers then forget that it is a
/// table.
fn role(part: Element, role: &'static str) -> Element {
    part.attr("role", role)
}

/// The table, with what stands above and below it. `form` makes the request form for a place where it can be open.
pub fn comparison(rooms: Rooms, form: &dyn Fn(FormLocation) -> Element) -> Element {
    let card = div()
        .styled("card comparison__card")
        .child(picker::picker(rooms))
        .child(whole_table(rooms, form))
        .child(footnotes::footnotes(rooms.offer));

    section()
        .styled("comparison")
        .attr("aria-labelledby", "comparison-title")
        .child(bar(rooms))
        .child(tools::tools(rooms.offer, rooms.comparison))
        .child(card)
}

fn whole_table(rooms: Rooms, form: &dyn Fn(FormLocation) -> Element) -> Element {
    let Rooms { offer, .. } = rooms;
    let locale = offer.locale();
    let catalog = offer.catalog();
    let plans = offer.plans();
    let width = (plans.len() + 1).to_string();
    let marked = MarkedTable::new();
    let mut whole = role(table(), "table")
        .styled("table")
        .child(caption().class("is-heard").child(locale.comparison_caption()))
        .child(head::head(rooms, &plans, &marked))
        .child(wide("table__form", &width, form(FormLocation::Head)));
    for (at, (section, rows)) in catalog.sections().enumerate() {
        let heading = role(th(), "rowheader")
            .attr("scope", "rowgroup")
            .attr("colspan", width.clone())
            .child(fold_button(rooms.comparison, at, offer.text(&section.title)));
        let mut part =
            role(tbody(), "rowgroup").class("table__section").child(role(tr(), "row").styled("section").child(heading));
        for row in rows {
            part = row::add_row(part, rooms, row, &plans, &width, &marked);
        }
        whole = whole.child(part.directive(marked.section()));
    }
    whole
        .child(head::foot(rooms, &plans, &marked))
        .child(wide("table__summary", &width, summary::summary(offer, rooms.comparison)))
        .child(wide("table__form", &width, form(FormLocation::Foot)))
        .directive(marked.follow(move || table_marks(rooms.offer, rooms.advice, rooms.comparison)))
}

/// A section's title, which folds the section up.
fn fold_button(comparison: Comparison, section: usize, title: String) -> Element {
    if PRERENDERS {
        return span().class("section__fold").child(title);
    }
    let is_folded = move || comparison.is_folded(section);
    push_button()
        .built_anew()
        .class("section__fold")
        .attr("aria-expanded", move || aria_bool(!is_folded()))
        .on(ev::click, move |_| comparison.fold_section(section, !untrack(is_folded)))
        .child(title)
}

/// The heading, and the way to open every explanation.
fn bar(rooms: Rooms) -> Element {
    let Rooms { offer, comparison, .. } = rooms;
    let locale = offer.locale();
    let label = move || {
        let is_open = comparison.is_all_explained();
        if is_open { locale.comparison_explain_none() } else { locale.comparison_explain_all() }.to_owned()
    };
    let button = push_button()
        .styled("button button--s")
        .on(ev::click, move |_| comparison.explain_all(!untrack(|| comparison.is_all_explained())))
        .child(label);

    div().styled("bar").child(h2().attr("id", "comparison-title").child(locale.comparison_title())).child(button)
}

/// A row over the whole width, for what is open only at times.
fn wide(class: &'static str, width: &str, content: Element) -> Element {
    let cell = role(td(), "cell").attr("colspan", width.to_owned()).child(content);
    role(tbody(), "rowgroup").class(class).child(role(tr(), "row").child(cell))
}
