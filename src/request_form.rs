//! The request form: a plan, who asks, and what became of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::Event;
use crate::session::{Failure, Field, Place, Progress, Session};
use crate::view::{Element, PLAIN_FORM, PRERENDERS, button, el, memo};

mod fields;
mod receipt;
mod send;

/// The form while it is open at a place, or the receipt once the request is stored.
pub fn request_form(session: Session, place: Place) -> Element {
    let desk = session.desk;
    let request = el("div").class("request");
    if PRERENDERS {
        return if place == Place::Head { plain(session, request) } else { request.attr("hidden", "") };
    }
    let is_open = memo(move || desk.place() == Some(place));
    let is_sent = move || desk.with_progress(|progress| matches!(progress, Progress::Sent { .. }));
    let is_written = memo(move || is_open.get() && !is_sent());
    let is_received = memo(move || is_open.get() && is_sent());
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") {
            close(session, event);
        }
    };

    request
        .flag("hidden", move || !is_open.get())
        .on("keydown", close_by_escape)
        .when(is_written, move || form(session))
        .when(is_received, move || receipt::receipt(session))
}

/// The form as it is sent without scripts, with what stands elsewhere on the page and is its own: the plan and the answers.
/// The style sheet shows it once a plan is picked.
fn plain(session: Session, request: Element) -> Element {
    let catalog = session.catalog();
    let parts = catalog.parts();
    let hidden =
        |name, value: &str| el("input").attr("type", "hidden").attr("name", name).attr("value", value.to_owned());
    let form = el("form")
        .class("request__form")
        .attr("id", PLAIN_FORM)
        .attr("method", "post")
        .attr("action", session.desk.endpoint())
        .child(hidden("catalog_id", parts.id.as_str()))
        .child(hidden("catalog_version", &parts.version))
        .child(el("h3").attr("id", "request-title").child(session.text(&parts.request_plan)))
        .child(el("p").class("soft small").child(session.locale().request_intro()))
        .child(fields(session))
        .child(el("button").class("button button--main").child(session.locale().request_send()));
    request.class_when("request--plain", || true).child(form)
}

/// Closes the form, and gives the focus back to the button that opened it.
fn close(session: Session, event: &Event) {
    if let Some(opener) = untrack(|| session.desk.close()) {
        event.focus_on(&["#", &session.opener_id(opener)].concat());
    }
}

/// The form while it is written, sent, or to be tried again.
fn form(session: Session) -> Element {
    let desk = session.desk;
    let locale = session.locale();
    let title = move || {
        let title = |plan| locale.request_title(&session.plan_name(plan));
        desk.plan().map(title).unwrap_or_default()
    };
    let failure = move || {
        desk.with_progress(|progress| match progress {
            Progress::Failed(Failure::Offline) => locale.error_offline(),
            Progress::Failed(Failure::Server) => locale.error_server(),
            Progress::Failed(Failure::Refused) => locale.error_refused(),
            _ => "",
        })
        .to_owned()
    };
    let submit = move |event: &Event| {
        event.prevent_default();
        // The button stays enabled while a request is under way, so that the focus stays there too.
        if untrack(|| desk.is_sending()) {
            return;
        }
        match untrack(|| send::check(session)) {
            Some(field) => event.focus_on(&["#", fields::id(field)].concat()),
            None => spawn_local(send::send(session)),
        }
    };
    let heading = el("h3").attr("id", "request-title").text(title);
    let heading = if desk.is_quiet() { heading.attr("tabindex", "-1") } else { heading.takes_focus() };

    el("form")
        .class("request__form")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(heading)
        .child(el("p").class("soft small").child(locale.request_intro()))
        .child(fields(session))
        .child(el("p").class("request__failure").attr("role", "alert").text(failure))
        .child(actions(session))
}

fn fields(session: Session) -> Element {
    let consent = session.words(|words| words.catalog.parts().consent.as_ref().map(|consent| words.text(consent)));
    let fields = el("div").class("request__fields");
    // The plain form's plan is picked in the comparison's head.
    let fields = if PRERENDERS { fields } else { fields.child(fields::plan(session)) };
    fields
        .child(fields::line(session, Field::Name))
        .child(fields::line(session, Field::Email))
        .child(fields::line(session, Field::Company))
        .child(fields::message(session))
        .children(consent.map(|consent| fields::consent(session, consent)))
}

fn actions(session: Session) -> Element {
    let desk = session.desk;
    let locale = session.locale();
    let label = move || {
        desk.with_progress(|progress| match progress {
            Progress::Sending => locale.request_sending(),
            Progress::Failed(Failure::Offline | Failure::Server) => locale.request_again(),
            _ => locale.request_send(),
        })
        .to_owned()
    };
    let send = el("button")
        .class("button button--main")
        .live("aria-disabled", move || desk.is_sending().then(|| "true".to_owned()))
        .text(label);
    let cancel =
        button().class("button").on("click", move |event| close(session, event)).child(locale.request_cancel());

    el("div").class("request__actions").child(send).child(cancel)
}
