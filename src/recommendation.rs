//! The advice: which plan, why, what would change it, and why not the others.
//!
//! The card stands from the beginning; its texts and lists follow the answers.

use lean_view::{Element, Event, ev, html::*, untrack};

use crate::controls::{AppElement as _, push_button};
use crate::state::{Advice, Answers, FormLocation, Offer, Request};

mod changes;
mod fold;
mod markup;
mod outlook;
mod pinned;
mod reasons;
mod why_not;

pub use pinned::pinned_advice;

use markup::CARD;

/// The advice card, beside the questions. `form` is the request form, where it is open here.
pub fn recommendation(offer: Offer, answers: Answers, advice: Advice, request: Request, form: Element) -> Element {
    let is_empty = move || advice.recommended().is_none();
    // One announcement a change: the plan, and the main reason.
    let announcement = move || advice.words(|words, advised| words.announcement(advised));

    aside()
        .one_effect()
        .styled("card advice")
        .attr("aria-label", offer.locale().advice_label())
        .attr("tabindex", "-1")
        .attr("id", CARD)
        .child(head(offer, advice))
        .child(changes::way_back(offer, answers))
        .child(body(offer, answers, advice, request).attr("hidden", is_empty))
        .child(form)
        .child(p().class("visually-hidden").attr("role", "status").child(announcement))
}

/// The plan, why in one sentence, and what to answer next.
fn head(offer: Offer, advice: Advice) -> Element {
    let locale = offer.locale();
    let for_you = locale.advice_for_you(&offer.text(&offer.catalog().parts().ribbon));
    let ribbon = move || if advice.fits() { ["★ ", &for_you].concat() } else { locale.advice_closest().to_owned() };
    let title = move || match advice.recommended() {
        Some(plan) => offer.plan_name(plan),
        None => locale.advice_empty_title().to_owned(),
    };
    let language = move || advice.recommended().and_then(|plan| offer.told(&offer.catalog().plan(plan).name).language);
    let why = move || {
        let why = advice.words(|words, advised| words.why(advised));
        why.unwrap_or_else(|| locale.advice_empty().to_owned())
    };

    header()
        .styled("advice__head")
        .class(("advice__head--closest", move || advice.recommended().is_some() && !advice.fits()))
        .child(span().styled("ribbon").attr("hidden", move || advice.recommended().is_none()).child(ribbon))
        .child(h2().attr("lang", language).child(title))
        .child(p().child(why))
        .child(outlook::outlook(offer, advice))
}

/// What decides, what would change it, the way to ask for the plan, and why not another.
fn body(offer: Offer, answers: Answers, advice: Advice, request: Request) -> Element {
    div()
        .class("advice__body")
        .child(reasons::reasons(offer, advice))
        .child(changes::changes(offer, answers, advice))
        .child(actions(offer, advice, request))
        .child(why_not::why_not(offer, advice))
}

/// The button that asks for the plan; where the plan comes by default, a sentence that says so.
fn actions(offer: Offer, advice: Advice, request: Request) -> Element {
    let locale = offer.locale();
    let text = move || {
        let text = |plan| locale.advice_request(&offer.plan_name(plan));
        advice.recommended().map(text).unwrap_or_default()
    };
    let button = push_button()
        .styled("button button--main asks")
        .attr("id", "request-recommended")
        .attr("hidden", move || advice.requestable().is_none())
        .on(ev::click, move |event| request_recommended(advice, request, event))
        .child(text);
    let by_default =
        p().class("soft").attr("hidden", move || advice.requestable().is_some()).child(locale.advice_by_default());

    div().class("advice__actions").child(button).child(by_default)
}

/// Opens the request form in the card, for the recommended plan, and moves the focus there where it stands already.
fn request_recommended(advice: Advice, request: Request, event: &Event) {
    if let Some(plan) = untrack(|| advice.recommended()) {
        request.open(FormLocation::Advice, plan);
        event.move_focus("#request-title");
    }
}
