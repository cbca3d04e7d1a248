//! A row of the table, with its explanation.

use lean_view::{Element, Event, Memo, ev, html::*};
use plans::catalog::Entitlement;
use plans::{EntitlementIx, PlanIx, Standing};

use super::cell::cell;
use super::markup::role;
use super::rooms::Rooms;
use crate::browser::MarkedTable;
use crate::controls::{AppElement as _, PRERENDERS, aria_bool, push_button};
use crate::explanation::{explanation, further};

/// Adds a row, whose name opens the explanation in the row after it.
pub fn add_row(
    section: Element,
    rooms: Rooms,
    row: EntitlementIx,
    columns: &[PlanIx],
    width: &str,
    marked: &MarkedTable,
) -> Element {
    let Rooms { offer, advice, comparison, .. } = rooms;
    let catalog = offer.catalog();
    let is_explained = has_explanation(catalog.entitlement(row));
    let id = format!("explanation-{}", catalog.entitlement(row).id);
    let standings = Memo::new(move || advice.standings(row));
    let is_open = Memo::new(move || comparison.is_explained(row));
    let opener = format!("[aria-controls={id}]");
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") && is_open.get_untracked() {
            comparison.explain(row, false);
            event.move_focus(&opener);
        }
    };

    let mut cells = role(tr(), "row").single_effect().on(ev::keydown, close_by_escape.clone()).child(
        role(th(), "rowheader").attr("scope", "row").child(if is_explained {
            name(rooms, row, standings, is_open, &id)
        } else {
            span().styled("row row--plain").child(name_text(rooms, row, standings))
        }),
    );
    for column in columns {
        cells = cells.child(cell(rooms, row, *column, standings));
    }
    let cells = cells.directive(marked.row()).directive(marked.hidable());
    if !is_explained {
        return section.child(cells);
    }
    let explained = move || if PRERENDERS || is_open.get() { explained(rooms, row) } else { Vec::new() };
    let opened = role(td(), "cell").attr("colspan", width.to_owned()).on(ev::keydown, close_by_escape).child(explained);
    let explanation = role(tr(), "row")
        .styled("explanation")
        .attr("id", id)
        .attr("hidden", move || !PRERENDERS && !is_open.get())
        .child(opened)
        .directive(marked.with_row());

    section.child(cells).child(explanation)
}

/// Builds the row's name, which opens the explanation.
fn name(
    rooms: Rooms,
    row: EntitlementIx,
    standings: Memo<Vec<Standing>>,
    is_open: Memo<bool>,
    explanation: &str,
) -> Element {
    let Rooms { offer, comparison, .. } = rooms;
    let value = offer.catalog().entitlement(row).id.as_str().to_owned();
    let toggle = move || comparison.explain(row, !is_open.get_untracked());
    opener(value, explanation.to_owned(), is_open, toggle, name_text(rooms, row, standings))
}

/// Builds what opens the row after it. Before the app runs it is a box of this value: the style sheet opens that row while it is
/// ticked.
pub fn opener(
    value: String,
    opened: String,
    is_open: Memo<bool>,
    toggle: impl Fn() + 'static,
    text: Vec<Element>,
) -> Element {
    let opener = if PRERENDERS {
        input().class("visually-hidden").attr("type", "checkbox")
    } else {
        push_button().styled("row")
    };
    let opener = opener.attr("name", plans::wire::EXPLAIN).attr("value", value);
    if PRERENDERS {
        return label().styled("row").child(opener).child(text);
    }
    opener
        .built_anew()
        .attr("aria-expanded", move || aria_bool(is_open.get()))
        .attr("aria-controls", opened)
        .on(ev::click, move |_| toggle())
        .child(text)
}

/// Tells whether there is something to open below a row.
fn has_explanation(row: &Entitlement) -> bool {
    !row.explanation.is_empty() || !row.tags.is_empty() || row.link.is_some()
}

/// Builds what stands for a row's name: the name, its badge, the mark of an explanation, its brief, and what was asked of it.
fn name_text(rooms: Rooms, row: EntitlementIx, standings: Memo<Vec<Standing>>) -> Vec<Element> {
    let offer = rooms.offer;
    let catalog = offer.catalog();
    let entitlement = catalog.entitlement(row);
    let asked = move || offer.words(|words| standings.with(|standings| words.row_asked(row, standings)));
    let badge = entitlement.badge.as_ref().map(|badge| offer.words(|words| words.badge(badge)));
    let brief = entitlement.brief.as_ref().map(|brief| span().class("row__brief").child(offer.told(brief)));
    let mut text = vec![span().class("row__name").child(offer.told(&entitlement.name))];
    text.extend(badge.map(|badge| span().class("row__badge").child(badge)));
    if has_explanation(entitlement) {
        text.push(span().class("row__mark").attr("aria-hidden", "true"));
    }
    text.extend(brief);
    text.push(span().class("row__asked").child(asked));
    text
}

/// Builds the explanation, and what the row means for the answers given. Built when it is opened: most never are.
fn explained(rooms: Rooms, row: EntitlementIx) -> Vec<Element> {
    let Rooms { offer, advice, .. } = rooms;
    let meaning = move || advice.words(|words, advised| words.row_meaning(row, advised));
    let mut explained = explanation(offer, &offer.catalog().entitlement(row).explanation);
    explained.extend(further(offer, row));
    for published in offer.words(|words| words.published(row, words.catalog.plans())) {
        explained.push(p().child(published));
    }
    explained.push(p().class("explanation__meaning").child(meaning));
    explained
}
