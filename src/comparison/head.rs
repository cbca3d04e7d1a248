//! The table's head, which stays in sight, and its foot, which offers the same again.

use lean_view::{Element, ev, html::*, untrack};
use plans::PlanIx;
use plans::catalog::Plan;
use plans::comparison::Step;

use super::markup::{column_cell, role};
use super::rooms::Rooms;
use crate::billing::{Place, billing, price};
use crate::browser::MarkedTable;
use crate::controls::{AppElement as _, PRERENDERS, aria_bool, push_button};
use crate::state::{Fit, FormLocation, Offer, Request};
use crate::words::Told;

/// Builds each plan's name and request button.
pub fn head(rooms: Rooms, columns: &[PlanIx], marked: &MarkedTable) -> Element {
    let corner = role(th(), "columnheader")
        .class("table__corner")
        .attr("scope", "col")
        .child(span().class("visually-hidden").child(rooms.offer.locale().comparison_row()))
        .child(billing(rooms.offer, rooms.answers, Place::Corner));
    let mut row = role(tr(), "row").single_effect().child(corner);
    for column in columns {
        row = row.child(plan_head(rooms, *column));
    }

    role(thead(), "rowgroup").child(row.directive(marked.row()))
}

fn plan_head(rooms: Rooms, column: PlanIx) -> Element {
    let Rooms { offer, advice, .. } = rooms;
    let catalog = offer.catalog();
    let plan = catalog.plan(column);
    let is_out = move || matches!(advice.fit(column), Fit::Out | Fit::Locked);
    let ribbon = span()
        .styled("ribbon visually-hidden")
        .attr("hidden", move || advice.fit(column) != Fit::Recommended)
        .child(offer.told(&catalog.parts().ribbon));

    let head = column_cell(rooms, column, role(th(), "columnheader"))
        .attr("scope", "col")
        .attr("abbr", offer.plan_name(column))
        .child(bdi().class("table__plan").class(("is-out", is_out)).child(offer.told(&plan.name)))
        .child(ribbon);
    let (button, in_its_place) = (request(rooms, column, FormLocation::Head), in_its_place(rooms, column));
    match price(offer, rooms.answers, column, "table__price") {
        Some(price) => head.child(div().class("table__under").child(price).child(button).child(in_its_place)),
        None => head.child(button).child(in_its_place),
    }
}

/// Builds each plan's request button and way to more, again.
pub fn foot(rooms: Rooms, columns: &[PlanIx], marked: &MarkedTable) -> Element {
    let mut row =
        role(tr(), "row").single_effect().child(role(td(), "cell").class("table__corner").attr("aria-hidden", "true"));
    for column in columns {
        let request = request(rooms, *column, FormLocation::Foot);
        let cell = column_cell(rooms, *column, role(td(), "cell")).child(request).child(in_its_place(rooms, *column));
        row = row.child(cell.child(learn_more(rooms, *column)));
    }

    role(tbody(), "rowgroup").class("table__foot").child(row.directive(marked.row()))
}

/// Builds the button that opens the request form at a place; the reason why there is none where the plan cannot be asked for.
fn request(rooms: Rooms, column: PlanIx, location: FormLocation) -> Element {
    let Rooms { offer, advice, request, .. } = rooms;
    let catalog = offer.catalog();
    if !catalog.plan(column).requestable {
        return span().class("table__default").child(offer.locale().comparison_by_default());
    }
    if PRERENDERS && !advice.can_request(column) {
        return span().attr("hidden", true);
    }
    if PRERENDERS {
        return plain_request(offer, column, location, request_text(offer, column, location, Step::First));
    }
    let text = move || request_text(offer, column, location, advice.step(column));
    push_button()
        .built_anew()
        .styled(request_class(location))
        .class(("button--main", move || location == FormLocation::Foot && advice.fit(column) == Fit::Recommended))
        .attr("id", Request::opener_id(&catalog, (location, column)))
        .attr("hidden", move || !advice.can_request(column))
        .attr("lang", move || text().language)
        .attr("aria-label", move || label_of(offer, advice.step(column), &text().text, column))
        .on(ev::click, move |event| {
            request.open(location, column);
            // It stands already where the form was open for another plan.
            event.move_focus("#request-title");
        })
        .child(move || text().text)
}

/// Builds what stands in place of the button where the visitor has the plan, or cannot have it yet.
fn in_its_place(rooms: Rooms, column: PlanIx) -> Option<Element> {
    let Rooms { offer, advice, .. } = rooms;
    let word = move || {
        if advice.step(column) == Step::Same {
            offer.locale().plan_yours().to_owned()
        } else if advice.can_request(column) {
            String::new()
        } else {
            offer.words(|words| words.available_only(column).unwrap_or_default())
        }
    };
    let is_asked_for = offer.catalog().plan(column).requestable;
    is_asked_for.then(|| span().class("table__default").attr("hidden", move || advice.can_request(column)).child(word))
}

/// Returns the words on a request button. In the head there is room for a word.
fn request_text(offer: Offer, column: PlanIx, location: FormLocation, step: Step) -> Told {
    let own = |text: String| Told { text, language: None };
    offer.words(|words| match (location, words.change_of_plan(step, column)) {
        (FormLocation::Head, _) => own(words.step(step).to_owned()),
        (_, Some(change)) => own(change),
        (_, None) => words.told(&words.catalog.parts().request_plan),
    })
}

/// Returns the classes of a request button, which in the head is as high as a link.
fn request_class(location: FormLocation) -> &'static str {
    if location == FormLocation::Head { "link asks" } else { "button button--s asks" }
}

/// Builds the control that picks a plan for the plain form, and opens that by the style sheet.
fn plain_request(offer: Offer, column: PlanIx, location: FormLocation, text: Told) -> Element {
    let catalog = offer.catalog();
    let id = Request::opener_id(&catalog, (FormLocation::Head, column));
    let button = label().styled(request_class(location));
    if location != FormLocation::Head {
        return button.attr("for", id).child(text);
    }
    let pick = input()
        .class("visually-hidden")
        .attr("type", "radio")
        .attr("id", id)
        .sent_as("plan".to_owned())
        .attr("value", catalog.plan(column).id.as_str().to_owned())
        .attr("aria-label", label_of(offer, Step::First, &text.text, column));
    button.attr("lang", text.language).child(pick).child(text.text)
}

/// Builds the way to more about a plan: its address where the catalogue gives one, else its summary below.
fn learn_more(rooms: Rooms, column: PlanIx) -> Option<Element> {
    let Rooms { offer, comparison, .. } = rooms;
    let catalog = offer.catalog();
    let plan = catalog.plan(column);
    let text = offer.told(&catalog.parts().learn_more);
    let label = label_of(offer, Step::First, &text.text, column);
    let is_open = move || comparison.summarized() == Some(column);
    let way = match &plan.learn_more {
        Some(url) => a().attr("href", url.clone()),
        None if plan.requestable => push_button()
            .attr("id", more_id(plan))
            .attr("aria-expanded", move || aria_bool(is_open()))
            .on(ev::click, move |_| comparison.summarize((!untrack(is_open)).then_some(column))),
        None => return None,
    };

    Some(way.attr("aria-label", label).styled("link").child(text))
}

/// Returns the id of the button that opens a plan's summary.
pub fn more_id(plan: &Plan) -> String {
    format!("more-{}", plan.id)
}

/// Names a button that stands there once a plan. The visible words come first, so that a voice command finds it.
fn label_of(offer: Offer, step: Step, text: &str, column: PlanIx) -> String {
    let change = offer.words(|words| words.change_of_plan(step, column));
    change.unwrap_or_else(|| format!("{text}: {}", offer.plan_name(column)))
}
