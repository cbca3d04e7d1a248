//! A row of the table, with its explanation.

use leptos::prelude::*;
use plans::{EntitlementIx, PlanIx};

use super::cell::cell;
use super::{order, table_part};
use crate::browser::Event;
use crate::explanation::explanation;
use crate::session::Session;
use crate::view::{Element, PRERENDERS, button, el, memo, truth};

/// Adds a row, whose name opens the explanation in the row after it.
pub fn add_row(section: Element, session: Session, row: EntitlementIx, columns: &[PlanIx], width: &str) -> Element {
    let catalog = session.catalog();
    let name = session.text(&catalog.entitlement(row).name);
    let id = ["explanation-", catalog.entitlement(row).id.as_str()].concat();
    let standings = session.standings(row);
    let is_open = memo(move || session.is_explained(row));
    let opener = ["[aria-controls=", &id, "]"].concat();
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") && is_open.get_untracked() {
            session.explain(row, false);
            event.focus_on(&opener);
        }
    };

    let way = if PRERENDERS { el("input").class("is-heard").attr("type", "checkbox") } else { button().class("row") };
    let way = way.attr("name", "explain").attr("value", catalog.entitlement(row).id.as_str().to_owned());
    let text = [el("span").child(name), el("span").class("row__mark").attr("aria-hidden", "true")];
    let name = if PRERENDERS {
        // The style sheet opens the explanation while the box is ticked.
        el("label").class("row").child(way).children(text)
    } else {
        way.live("aria-expanded", move || Some(truth(is_open.get())))
            .attr("aria-controls", id.clone())
            .on("click", move |_| session.explain(row, !is_open.get_untracked()))
            .children(text)
    };
    let mut cells = table_part("tr", "row")
        .together()
        .on("keydown", close_by_escape.clone())
        .child(table_part("th", "rowheader").attr("scope", "row").child(name));
    for column in columns {
        cells = cells.child(cell(session, row, *column, standings));
    }
    let cells = cells.child(order(session));
    let opened = table_part("td", "cell")
        .attr("colspan", width.to_owned())
        .on("keydown", close_by_escape)
        .elements(move || if PRERENDERS || is_open.get() { explained(session, row) } else { Vec::new() });
    let explanation = table_part("tr", "row")
        .together()
        .class("explanation")
        .attr("id", id)
        .flag("hidden", move || !PRERENDERS && !is_open.get())
        .child(opened);

    section.child(cells).child(explanation)
}

/// The explanation, and what the row means for the answers given. Built when it is opened: most never are.
fn explained(session: Session, row: EntitlementIx) -> Vec<Element> {
    let meaning = move || session.advised(|words, advised| words.row_meaning(row, advised));
    let mut explained = explanation(session, row);
    explained.push(el("p").class("explanation__meaning").text(meaning));
    explained
}
