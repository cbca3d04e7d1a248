//! The table's head, which stays in sight, and its foot, which offers the same again.

use lean_view::{Element, ev, html::*, untrack};
use plans::catalog::Plan;
use plans::{PlanIx, language};

use super::markup::{column_cell, role};
use super::rooms::Rooms;
use crate::browser::{MarkedTable, begin_drag};
use crate::controls::{AppElement as _, PRERENDERS, aria_bool, aria_true, push_button};
use crate::state::{FormLocation, Offer, Request};
use crate::words::Told;

/// Each plan's name, audience and request button.
pub fn head(rooms: Rooms, columns: &[PlanIx], marked: &MarkedTable) -> Element {
    let corner = role(td(), "cell")
        .class("table__corner")
        .child(span().class("visually-hidden").child(rooms.offer.locale().comparison_row()));
    let mut row = role(tr(), "row").one_effect().child(corner);
    for column in columns {
        row = row.child(plan_head(rooms, *column));
    }

    role(thead(), "rowgroup").child(row.directive(marked.row()))
}

fn plan_head(rooms: Rooms, column: PlanIx) -> Element {
    let Rooms { offer, advice, comparison, .. } = rooms;
    let locale = offer.locale();
    let catalog = offer.catalog();
    let plan = catalog.plan(column);
    let Told { text, language } = offer.told(&catalog.parts().ribbon);
    let ribbon = move || if advice.fits() { format!("★ {text}") } else { locale.advice_closest().to_owned() };
    let ribbon = span()
        .styled("ribbon")
        .attr("lang", move || language.clone().filter(|_| advice.fits()))
        .attr("hidden", move || advice.recommended() != Some(column))
        .child(ribbon);

    column_cell(rooms, column, role(th(), "columnheader"))
        .attr("scope", "col")
        .attr("draggable", "true")
        .on(ev::dragstart, move |event| {
            begin_drag(event);
            comparison.drag_plan(column);
        })
        .on(ev::dragover, |event| event.prevent_default())
        .on(ev::drop, move |event| {
            event.prevent_default();
            comparison.drop_plan(column);
        })
        .child(ribbon)
        .child(bdi().class("table__plan").child(offer.told(&plan.name)))
        .child(movers(rooms, column))
        .child(span().class("table__audience").child(offer.told(&plan.audience)))
        .child(request(rooms, column, FormLocation::Head))
}

/// The buttons that move a plan; the focus stays on one that can move it no further.
fn movers(rooms: Rooms, column: PlanIx) -> Element {
    let Rooms { offer, comparison, .. } = rooms;
    let locale = offer.locale();
    let name = offer.plan_name(column);
    let mover = |text: &'static str, label: String, is_back: bool| {
        let is_at_end = move || {
            let columns = comparison.columns();
            (if is_back { columns.first() } else { columns.last() }) == Some(&column)
        };
        push_button()
            .class("mover")
            .attr("aria-label", label)
            .attr("aria-disabled", move || aria_true(is_at_end()))
            .on(ev::click, move |_| {
                if !untrack(is_at_end) {
                    comparison.move_plan(column, is_back);
                }
            })
            // Other languages have another here.
            .child(text.to_owned())
    };
    let (left, right) = (("◂", locale.compare_move_left(&name)), ("▸", locale.compare_move_right(&name)));
    let (back, forth) = if language::is_rtl(offer.catalog().language()) { (right, left) } else { (left, right) };
    let back = mover(back.0, back.1, true);
    span().class("movers").plain_class("is-away").child(back).child(mover(forth.0, forth.1, false))
}

/// Each plan's request button and way to more, again.
pub fn foot(rooms: Rooms, columns: &[PlanIx], marked: &MarkedTable) -> Element {
    let mut row = role(tr(), "row").one_effect().child(role(td(), "cell").class("table__corner"));
    for column in columns {
        let request = request(rooms, *column, FormLocation::Foot);
        row =
            row.child(column_cell(rooms, *column, role(td(), "cell")).child(request).child(learn_more(rooms, *column)));
    }

    role(tbody(), "rowgroup").class("table__foot").child(row.directive(marked.row()))
}

/// The button that opens the request form at a place; the reason why there is none where the plan cannot be asked for.
fn request(rooms: Rooms, column: PlanIx, location: FormLocation) -> Element {
    let Rooms { offer, advice, request, .. } = rooms;
    let catalog = offer.catalog();
    if !catalog.plan(column).requestable {
        return span().class("table__default").child(offer.locale().comparison_by_default());
    }
    let text = offer.told(&catalog.parts().request_plan);
    if PRERENDERS {
        return plain_request(offer, column, location, text);
    }
    push_button()
        .built_anew()
        .styled("button button--s asks")
        .class(("button--main", move || advice.recommended() == Some(column)))
        .attr("id", Request::opener_id(&catalog, (location, column)))
        .attr("aria-label", label_of(offer, &text.text, column))
        .on(ev::click, move |event| {
            request.open(location, column);
            // It stands already where the form was open for another plan.
            event.move_focus("#request-title");
        })
        .child(text)
}

/// What picks a plan for the plain form, and opens that by the style sheet.
fn plain_request(offer: Offer, column: PlanIx, location: FormLocation, text: Told) -> Element {
    let catalog = offer.catalog();
    let id = Request::opener_id(&catalog, (FormLocation::Head, column));
    let button = label().styled("button button--s asks");
    if location != FormLocation::Head {
        return button.attr("for", id).child(text);
    }
    let pick = input()
        .class("visually-hidden")
        .attr("type", "radio")
        .attr("id", id)
        .sent_as("plan".to_owned())
        .attr("value", catalog.plan(column).id.as_str().to_owned())
        .attr("aria-label", label_of(offer, &text.text, column));
    button.attr("lang", text.language).child(pick).child(text.text)
}

/// The way to more about a plan: its address where the catalogue gives one, else its summary below.
fn learn_more(rooms: Rooms, column: PlanIx) -> Option<Element> {
    let Rooms { offer, comparison, .. } = rooms;
    let catalog = offer.catalog();
    let plan = catalog.plan(column);
    let text = offer.told(&catalog.parts().learn_more);
    let label = label_of(offer, &text.text, column);
    let is_open = move || comparison.summarized() == Some(column);
    let way = match &plan.learn_more {
        Some(url) => a().attr("href", url.clone()),
        None if plan.requestable => push_button()
            .attr("id", more_id(plan))
            .attr("aria-expanded", move || aria_bool(is_open()))
            .on(ev::click, move |_| comparison.summarize((!untrack(is_open)).then_some(column))),
        None => return None,
    };

    Some(way.attr("aria-label", label).styled("button button--s button--quiet").child(text))
}

/// The id of the button that opens a plan's summary.
pub fn more_id(plan: &Plan) -> String {
    format!("more-{}", plan.id)
}

/// Names a button that stands there once a plan. The visible words come first, so that a voice command finds it.
fn label_of(offer: Offer, text: &str, column: PlanIx) -> String {
    format!("{text}: {}", offer.plan_name(column))
}
