//! A row of the table, with its explanation.

use leptos::prelude::*;
use plans::EntitlementIx;

use super::cell::cell;
use super::{Column, table_part};
use crate::browser::Event;
use crate::explanation::explanation;
use crate::session::Session;
use crate::view::{Element, PRERENDERS, button, el, memo, truth};

/// Adds a row, whose name opens the explanation in the row after it.
pub fn add_row(section: Element, session: Session, row: EntitlementIx, columns: &[Column], width: &str) -> Element {
    let catalog = session.catalog();
    let name = session.text(&catalog.entitlement(row).name);
    let id = ["explanation-", catalog.entitlement(row).id.as_str()].concat();
    let standings = memo(move || session.standings(row));
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
    let opened = table_part("td", "cell")
        .attr("colspan", width.to_owned())
        .on("keydown", close_by_escape)
        .children(explanation(session, row))
        .child(meaning(session, row, is_open));
    let explanation = table_part("tr", "row")
        .together()
        .class("explanation")
        .attr("id", id)
        .flag("hidden", move || !PRERENDERS && !is_open.get())
        .child(opened);

    section.child(cells).child(explanation)
}

/// What a row means for the answers given; nothing while nobody sees it.
fn meaning(session: Session, row: EntitlementIx, is_open: Memo<bool>) -> Element {
    let meaning = move || match PRERENDERS || is_open.get() {
        true => session.advised(|words, advised| words.row_meaning(row, advised)),
        false => String::new(),
    };
    el("p").class("explanation__meaning").text(meaning)
}
