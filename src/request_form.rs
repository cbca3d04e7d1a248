//! The request form: a plan, who asks, and what became of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::Event;
use crate::session::{Failure, Field, Place, Progress, Session};
use crate::view::{Element, button, el, memo};

mod fields;
mod receipt;
mod send;

/// The form while it is open at a place, or the receipt once the request is stored.
pub fn request_form(session: Session, place: Place) -> Element {
    let desk = session.desk;
    let is_open = memo(move || desk.place() == Some(place));
    let is_sent = move || desk.with_progress(|progress| matches!(progress, Progress::Sent { .. }));
    let is_written = memo(move || is_open.get() && !is_sent());
    let is_received = memo(move || is_open.get() && is_sent());
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") {
            close(session, event);
        }
    };

    el("div")
        .class("request")
        .flag("hidden", move || !is_open.get())
        .on("keydown", close_by_escape)
        .when(is_written, move || form(session))
        .when(is_received, move || receipt::receipt(session))
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
    let consent = session.words(|words| words.catalog.parts().consent.as_ref().map(|consent| words.text(consent)));
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
    let fields = el("div")
        .class("request__fields")
        .child(fields::plan(session))
        .child(fields::line(session, Field::Name))
        .child(fields::line(session, Field::Email))
        .child(fields::line(session, Field::Company))
        .child(fields::message(session))
        .children(consent.map(|consent| fields::consent(session, consent)));

    el("form")
        .class("request__form")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(el("h3").attr("id", "request-title").takes_focus().text(title))
        .child(el("p").class("soft small").child(locale.request_intro()))
        .child(fields)
        .child(el("p").class("request__failure").attr("role", "alert").text(failure))
        .child(actions(session))
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
