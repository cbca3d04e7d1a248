//! The table's head, which stays in sight, and its foot, which offers the same again.

use leptos::prelude::*;

use plans::PlanIx;
use plans::catalog::Plan;

use super::{column_cell, order, table_part};
use crate::session::{Place, Session};
use crate::view::{Element, PRERENDERS, button, el, truth};

/// Each plan's name, audience and request button.
pub fn head(session: Session, columns: &[PlanIx]) -> Element {
    let corner = table_part("td", "cell")
        .class("table__corner")
        .child(el("span").class("is-heard").child(session.locale().comparison_row()));
    let mut row = table_part("tr", "row").together().child(corner);
    for column in columns {
        row = row.child(plan_head(session, *column));
    }

    table_part("thead", "rowgroup").child(row.child(order(session)))
}

fn plan_head(session: Session, column: PlanIx) -> Element {
    let locale = session.locale();
    let catalog = session.catalog();
    let plan = catalog.plan(column);
    let ribbon = session.text(&catalog.parts().ribbon);
    let ribbon = move || if session.fits() { ["★ ", &ribbon].concat() } else { locale.advice_closest().to_owned() };

    column_cell(session, column, "th", "columnheader")
        .attr("scope", "col")
        .attr("draggable", "true")
        .on("dragstart", move |event| session.drag_plan(column, event))
        .on("dragover", |event| event.prevent_default())
        .on("drop", move |event| {
            event.prevent_default();
            session.drop_plan(column);
        })
        .child(el("span").class("ribbon").flag("hidden", move || session.recommended() != Some(column)).text(ribbon))
        .child(el("span").class("table__plan").child(session.text(&plan.name)))
        .child(movers(session, column))
        .child(el("span").class("table__audience").child(session.text(&plan.audience)))
        .child(request(session, column, Place::Head))
}

/// The buttons that move a plan; the focus stays on one that can move it no further.
fn movers(session: Session, column: PlanIx) -> Element {
    let locale = session.locale();
    let name = session.plan_name(column);
    let mover = |text: &'static str, label: String, is_back: bool| {
        let is_at_end = move || {
            let columns = session.columns();
            (if is_back { columns.first() } else { columns.last() }) == Some(&column)
        };
        button()
            .class("mover")
            .attr("aria-label", label)
            .live("aria-disabled", move || is_at_end().then(|| truth(true)))
            .on("click", move |_| {
                if !untrack(is_at_end) {
                    session.move_plan(column, is_back);
                }
            })
            .child(text)
    };
    el("span")
        .class(if PRERENDERS { "movers is-away" } else { "movers" })
        .child(mover("◂", locale.compare_move_left(&name), true))
        .child(mover("▸", locale.compare_move_right(&name), false))
}

/// Each plan's request button and way to more, again.
pub fn foot(session: Session, columns: &[PlanIx]) -> Element {
    let mut row = table_part("tr", "row").together().child(table_part("td", "cell").class("table__corner"));
    for column in columns {
        let request = request(session, *column, Place::Foot);
        row = row
            .child(column_cell(session, *column, "td", "cell").child(request).children(learn_more(session, *column)));
    }

    table_part("tbody", "rowgroup").class("table__foot").child(row.child(order(session)))
}

/// The button that opens the request form at a place; the reason why there is none where the plan cannot be asked for.
fn request(session: Session, column: PlanIx, place: Place) -> Element {
    let catalog = session.catalog();
    if !catalog.plan(column).requestable {
        return el("span").class("table__default").child(session.locale().comparison_by_default());
    }
    let text = session.text(&catalog.parts().request_plan);
    if PRERENDERS {
        return plain_request(session, column, place, text);
    }
    button()
        .class("button button--s asks")
        .class_when("button--main", move || session.recommended() == Some(column))
        .attr("id", session.opener_id((place, column)))
        .attr("aria-label", label(session, &text, column))
        .on("click", move |event| session.open_request(place, column, event))
        .child(text)
}

/// What picks a plan for the plain form, and opens that by the style sheet.
fn plain_request(session: Session, column: PlanIx, place: Place, text: String) -> Element {
    let id = session.opener_id((Place::Head, column));
    let button = el("label").class("button button--s asks");
    if place != Place::Head {
        return button.attr("for", id).child(text);
    }
    let pick = el("input")
        .class("is-heard")
        .attr("type", "radio")
        .attr("id", id)
        .sent_as("plan")
        .attr("value", session.catalog().plan(column).id.as_str().to_owned())
        .attr("aria-label", label(session, &text, column));
    button.child(pick).child(text)
}

/// The way to more about a plan: its address where the catalogue gives one, else its summary below.
fn learn_more(session: Session, column: PlanIx) -> Option<Element> {
    let catalog = session.catalog();
    let plan = catalog.plan(column);
    let text = session.text(&catalog.parts().learn_more);
    let label = label(session, &text, column);
    let is_open = move || session.summarized() == Some(column);
    let way = match &plan.learn_more {
        Some(url) => el("a").attr("href", url.clone()),
        None if plan.requestable => button()
            .attr("id", more_id(plan))
            .live("aria-expanded", move || Some(truth(is_open())))
            .on("click", move |_| session.summarize((!untrack(is_open)).then_some(column))),
        None => return None,
    };

    Some(way.class("button button--s button--quiet").attr("aria-label", label).child(text))
}

/// What the button is called in the page that opens a plan's summary.
pub fn more_id(plan: &Plan) -> String {
    ["more-", plan.id.as_str()].concat()
}

/// What a button is called that stands there once a plan. The visible words come first, so that a voice command finds it.
fn label(session: Session, text: &str, column: PlanIx) -> String {
    [text, ": ", &session.plan_name(column)].concat()
}
