//! The comparison: a table of all that every plan includes, row by row, explained.

use lean_view::{Element, ev, html::*, untrack};

use crate::browser::MarkedTable;
use crate::controls::{AppElement as _, PRERENDERS, aria_bool, push_button};
use crate::state::{Comparison, FormLocation, table_marks};
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

use markup::{role, wide};

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
        .child(caption().class("visually-hidden").child(locale.comparison_caption()))
        .child(head::head(rooms, &plans, &marked))
        .child(wide("table__form", &width, form(FormLocation::Head)));
    for (at, (section, rows)) in catalog.sections().enumerate() {
        let heading = role(th(), "rowheader")
            .attr("scope", "rowgroup")
            .attr("colspan", width.clone())
            .child(fold_button(rooms.comparison, at, offer.told(&section.title)));
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
fn fold_button(comparison: Comparison, section: usize, title: Told) -> Element {
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

    div()
        .styled("bar")
        .child(h2().attr("id", "comparison-title").attr("tabindex", "-1").child(locale.comparison_title()))
        .child(button)
}
