//! The first row of the table: what each plan costs for the answers, with how that is added up.

use lean_view::{Element, Event, Memo, ev, html::*};
use plans::PlanIx;

use super::markup::{column_cell, role};
use super::rooms::Rooms;
use super::row::opener;
use crate::browser::MarkedTable;
use crate::controls::PRERENDERS;
use crate::state::{Fold, TOTAL};

/// The id of the row with the sums.
const SUMS: &str = "total-sums";

/// Builds the row, with what it opens; none where the catalogue has no prices.
pub fn total(rooms: Rooms, columns: &[PlanIx], width: &str, marked: &MarkedTable) -> Option<Element> {
    let Rooms { offer, advice, .. } = rooms;
    offer.catalog().parts().pricing.as_ref()?;
    let is_open = Memo::new(move || advice.is_open(Fold::Total));
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") && is_open.get_untracked() {
            advice.open(Fold::Total, false);
            event.move_focus(&format!("[aria-controls={SUMS}]"));
        }
    };
    let name = vec![
        span().class("row__name").child(offer.locale().total_title()),
        span().class("row__mark").attr("aria-hidden", "true"),
    ];
    let toggle = move || advice.open(Fold::Total, !is_open.get_untracked());
    let name = opener(TOTAL.to_owned(), SUMS.to_owned(), is_open, toggle, name);
    let mut cells = role(tr(), "row")
        .single_effect()
        .on(ev::keydown, close_by_escape)
        .child(role(th(), "rowheader").attr("scope", "row").child(name));
    for column in columns {
        cells = cells.child(cell(rooms, *column));
    }
    let sums = move || if PRERENDERS || is_open.get() { sums(rooms) } else { Vec::new() };
    let opened = role(td(), "cell").attr("colspan", width.to_owned()).on(ev::keydown, close_by_escape).child(sums);
    let explanation = role(tr(), "row")
        .class("explanation")
        .attr("id", SUMS)
        .attr("hidden", move || !PRERENDERS && !is_open.get())
        .child(opened);

    Some(
        role(tbody(), "rowgroup")
            .class("table__section table__total")
            .child(cells.directive(marked.row()))
            .child(explanation),
    )
}

fn cell(rooms: Rooms, column: PlanIx) -> Element {
    let Rooms { offer, advice, .. } = rooms;
    let total = move || {
        let total = advice.words(|words, advised| words.total_advised(advised, column));
        total.unwrap_or_else(|| offer.locale().value_not_stated().to_owned())
    };
    let with = move || offer.words(|words| words.with_add_ons(&advice.add_ons(column))).unwrap_or_default();
    column_cell(rooms, column, role(td(), "cell")).child(b().child(total)).child(small().child(with))
}

/// Builds how each plan's total is added up, and what another period or one more would cost.
fn sums(rooms: Rooms) -> Vec<Element> {
    let Rooms { offer, advice, comparison, .. } = rooms;
    let list = move || {
        let mut all = Vec::new();
        for plan in comparison.columns() {
            let lines = advice.words(|words, advised| words.sums(advised, plan));
            if !lines.is_empty() {
                all.push(dt().child(offer.told(&offer.catalog().plan(plan).name)));
            }
            for line in lines {
                all.push(dd().child(line));
            }
        }
        all
    };
    vec![dl().class("sums").child(list)]
}
