//! The request form: a plan, who asks, and what became of it.

use lean_view::{Element, Event, Memo, ev, html::*, untrack, when};
use plans::comparison::step;
use plans::lean_text::split;

use crate::browser::{SentForm, dialog as open_dialog, placed, spawn};
use crate::controls::{AppElement as _, PLAIN_FORM, PRERENDERS, aria_true, push_button};
use crate::state::{Failure, Field, Offer, Progress};

mod fields;
mod receipt;
mod rooms;
mod send;

pub use rooms::Rooms;
pub use send::take_reply;

/// Builds the dialog with the form, or with the receipt once the request is stored. Where it was opened without the visitor, it
/// stands in the page and leaves the focus where it is.
pub fn request_form(rooms: Rooms) -> Element {
    let request = rooms.request;
    let place = dialog().styled("card request").attr("aria-labelledby", "request-title");
    if PRERENDERS {
        return plain(rooms, place);
    }
    let is_open = Memo::new(move || request.location().is_some());
    let is_sent = Memo::new(move || request.with_progress(|progress| matches!(progress, Progress::Sent(..))));
    let is_written = Memo::new(move || is_open.get() && !is_sent.get());
    let is_received = Memo::new(move || is_open.get() && is_sent.get());
    let close_by_escape = move |event: &Event| {
        if event.is_key("Escape") {
            event.prevent_default();
            request.close();
        }
    };

    place
        .plain_class("request--plain")
        .on(ev::keydown, close_by_escape)
        // The browser closed it, as by a gesture.
        .on(ev::close, move |_| {
            request.close();
        })
        .child(when(is_written, move || form_in_use(rooms)))
        .child(when(is_received, move || receipt::receipt(rooms)))
        .directive(open_dialog(move || is_open.get().then(|| !request.is_quiet())))
}

/// Builds the form as it is sent without scripts, with what stands elsewhere on the page and is its own: the plan and the
/// answers. The style sheet shows it once a plan is picked.
fn plain(rooms: Rooms, place: Element) -> Element {
    let Rooms { offer, request, .. } = rooms;
    let title = offer.told(&offer.catalog().parts().request_plan);
    let form = form()
        .class("request__form")
        .attr("id", PLAIN_FORM)
        .attr("method", "post")
        .attr("action", request.endpoint())
        .child(header().class("request__head").child(h2().attr("id", "request-title").child(title)))
        .child(offer.asks().then(|| p().class("soft small").child(offer.locale().request_intro())))
        .child(fields(rooms))
        .child(p().attr("hidden", true))
        .child(div().attr("hidden", true))
        .child(div().class("request__actions").child(send_button(offer)))
        .child(catalog_fields(offer));
    place.plain_class("request--plain").child(form)
}

/// Builds the hidden fields of a plain form that say by which catalogue it was written, and in which language.
fn catalog_fields(offer: Offer) -> Vec<Element> {
    let catalog = offer.catalog();
    let parts = catalog.parts();
    vec![
        hidden("catalog_id", parts.id.as_str()),
        hidden("catalog_version", &parts.version),
        hidden("catalog_content", &parts.content),
        hidden("language", catalog.language()),
    ]
}

/// Builds a field that nobody fills in.
fn hidden(name: &'static str, value: &str) -> Element {
    input().attr("type", "hidden").attr("name", name).attr("value", value.to_owned())
}

/// Tells whether the request failed for this reason.
fn has_failed(rooms: Rooms, reason: Failure) -> bool {
    rooms.request.with_progress(|progress| matches!(progress, Progress::Failed(failure) if *failure == reason))
}

/// Builds the link to sign in, where something else answered than the server: the page that the endpoint belongs to, in a new
/// tab.
fn way_to_sign_in(rooms: Rooms) -> Vec<Element> {
    if !has_failed(rooms, Failure::Foreign) {
        return Vec::new();
    }
    let endpoint = rooms.request.endpoint();
    let address = split(&endpoint, '?').next().unwrap_or_default();
    let link = a()
        .attr("href", format!("{address}/../.."))
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .child(rooms.offer.locale().request_sign_in());
    vec![p().child(link)]
}

/// Builds the form while it is written, sent, or to be tried again.
fn form_in_use(rooms: Rooms) -> Element {
    let Rooms { offer, answers, request, .. } = rooms;
    let locale = offer.locale();
    let title = move || {
        let title = |plan| {
            let change = offer.words(|words| words.change_of_plan(step(answers.current_plan(), plan), plan));
            change.unwrap_or_else(|| locale.request_title(&offer.plan_name(plan)))
        };
        request.plan().map(title).unwrap_or_default()
    };
    let failure = move || {
        request
            .with_progress(|progress| match progress {
                Progress::Failed(Failure::Offline) => locale.error_offline(),
                Progress::Failed(Failure::Server) => locale.error_server(),
                Progress::Failed(Failure::Foreign) => locale.error_foreign(),
                Progress::Failed(Failure::Refused) => locale.error_refused(),
                Progress::Writing | Progress::Sending | Progress::Sent(..) => "",
            })
            .to_owned()
    };
    let submit = move |event: &Event| {
        event.prevent_default();
        // The button stays enabled while a request is on its way, so that the focus stays there too.
        if untrack(|| request.is_sending()) {
            return;
        }
        match send::attempt(rooms) {
            Err(field) => event.move_focus(&format!("#{}", fields::id(field))),
            Ok(attempt) => spawn(send::send(rooms, attempt, SentForm::of(event))),
        }
    };
    let reply = offer.words(|words| words.catalog.parts().reply.text.as_ref().map(|reply| words.told(reply)));
    let titles = div()
        .child(h2().attr("id", "request-title").child(title))
        .child(reply.map(|reply| p().class("soft small").child(reply)));
    let close = push_button().class("close").attr("aria-label", locale.request_close()).on(ev::click, move |_| {
        request.close();
    });

    form()
        .class("request__form")
        // What is sent by scripts is not the plain form, though it may be made of it.
        .plain_attr("id", PLAIN_FORM)
        .scripted_attr("novalidate", "")
        .on(ev::submit, submit)
        .child(header().built_anew().class("request__head").child(titles).child(close))
        .child(p().built_anew().class("request__kept").child(move || kept(rooms)))
        .child(fields(rooms))
        .child(p().built_anew().class("request__failure").attr("role", "alert").child(failure))
        .child(div().built_anew().class("request__way-out").child(move || way_to_sign_in(rooms)))
        // What a script that is loaded now has to say of sending.
        .child(div().built_anew().class("request__later").directive(placed("open", None)))
        .child(actions(rooms))
}

/// Builds what the plan costs, where there are prices, and the list of answers that are sent along.
fn kept(rooms: Rooms) -> Vec<Element> {
    let mut all = answers_kept(rooms);
    let Rooms { advice, request, .. } = rooms;
    if let Some(plan) = request.plan() {
        let costs = advice.words(|words, advised| {
            let verdict = &advised.advice.verdicts[plan.get()];
            words.costs_sentence(advised.answers.billing, plan, &verdict.add_ons, verdict.total.as_ref()?)
        });
        all.extend(costs.map(|costs| span().child(costs)));
    }
    all
}

/// Builds the list of answers that are sent along.
fn answers_kept(rooms: Rooms) -> Vec<Element> {
    let Rooms { offer, answers, .. } = rooms;
    let locale = offer.locale();
    let given = offer.words(|words| {
        answers.with(|answers| {
            let mut given = Vec::new();
            for question in words.catalog.answerable() {
                given.extend(words.answered(answers, question));
            }
            words.list(&given)
        })
    });
    if given.is_empty() && !offer.asks() {
        return Vec::new();
    }
    if given.is_empty() {
        return vec![span().child(locale.request_intro())];
    }
    vec![b().child(locale.request_kept()), span().child(given)]
}

fn fields(rooms: Rooms) -> Element {
    let Rooms { offer, advice, request, .. } = rooms;
    let consent = offer.words(|words| words.catalog.parts().consent.as_ref().map(|consent| words.told(consent)));
    div()
        .class("request__fields")
        // The plain form's plan is picked in the comparison's head.
        .child(if PRERENDERS { div().attr("hidden", true) } else { fields::plan(offer, advice, request).built_anew() })
        .child(fields::line(offer, request, Field::Name))
        .child(fields::line(offer, request, Field::Company))
        .child(fields::line(offer, request, Field::Email))
        .child(fields::message(offer, request))
        .child(consent.map(|consent| fields::consent(offer, request, consent)))
        .child(fields::honeypot())
}

fn send_button(offer: Offer) -> Element {
    button().styled("button button--main").child(offer.locale().request_send())
}

fn actions(rooms: Rooms) -> Element {
    let Rooms { offer, request, .. } = rooms;
    let locale = offer.locale();
    let label = move || {
        request
            .with_progress(|progress| match progress {
                Progress::Sending => locale.request_sending(),
                Progress::Failed(Failure::Offline | Failure::Server | Failure::Foreign) => locale.request_again(),
                Progress::Writing | Progress::Failed(_) | Progress::Sent(..) => locale.request_send(),
            })
            .to_owned()
    };
    let send = button()
        .styled("button button--main")
        .attr("aria-disabled", move || aria_true(request.is_sending()))
        .child(label);
    let cancel = push_button()
        .built_anew()
        .styled("button button--quiet")
        .on(ev::click, move |_| {
            request.close();
        })
        .child(locale.request_cancel());

    div().class("request__actions").child(send).child(cancel)
}
