//! The advice: which plan, why, what would change it, and why not the others.
//!
//! The card stands from the beginning; its texts and lists follow the answers.

use plans::QuestionIx;

use crate::session::Session;
use crate::view::{Element, button, el};

mod changes;
mod fold;
mod outlook;
mod pinned;
mod reasons;
mod why_not;

/// What the card is called in the page.
const CARD: &str = "advice";

pub use pinned::pinned_advice;

/// The advice card, beside the questions. `form` is the request form, where it is open here.
pub fn recommendation(session: Session, form: Element) -> Element {
    let locale = session.locale();
    let is_empty = move || session.recommended().is_none();

    el("aside")
        .together()
        .class("card advice")
        .attr("aria-label", locale.advice_label())
        .attr("tabindex", "-1")
        .attr("id", CARD)
        .child(head(session))
        .child(changes::way_back(session))
        .child(body(session).flag("hidden", is_empty))
        .child(form)
        // One announcement a change: the plan, and the main reason.
        .child(
            el("p")
                .class("is-heard")
                .attr("role", "status")
                .text(move || session.advised(|words, advised| words.announcement(advised))),
        )
}

/// The plan, why in one sentence, and what to answer next.
fn head(session: Session) -> Element {
    let locale = session.locale();
    let for_you = locale.advice_for_you(&session.text(&session.catalog().parts().ribbon));
    let ribbon = move || if session.fits() { ["★ ", &for_you].concat() } else { locale.advice_closest().to_owned() };
    let title = move || match session.recommended() {
        Some(plan) => session.plan_name(plan),
        None => locale.advice_empty_title().to_owned(),
    };
    let why = move || {
        let why = session.advised(|words, advised| words.why(advised));
        why.unwrap_or_else(|| locale.advice_empty().to_owned())
    };

    el("header")
        .class("advice__head")
        .class_when("advice__head--closest", move || session.recommended().is_some() && !session.fits())
        .child(el("span").class("ribbon").flag("hidden", move || session.recommended().is_none()).text(ribbon))
        .child(el("h2").text(title))
        .child(el("p").text(why))
        .child(outlook::outlook(session))
}

/// What decides, what would change it, the way to ask for the plan, and why not another.
fn body(session: Session) -> Element {
    el("div")
        .class("advice__body")
        .child(reasons::reasons(session))
        .child(changes::changes(session))
        .child(request(session))
        .child(why_not::why_not(session))
}

/// The button that asks for the plan; where the plan comes by default, a sentence that says so.
fn request(session: Session) -> Element {
    let locale = session.locale();
    let label = move || {
        let label = |plan| locale.advice_request(&session.plan_name(plan));
        session.recommended().map(label).unwrap_or_default()
    };
    let button = button()
        .class("button button--main asks")
        .attr("id", "request-recommended")
        .flag("hidden", move || !session.can_request_recommended())
        .on("click", move |event| session.request_recommended(event))
        .text(label);
    let by_default = el("p")
        .class("soft")
        .flag("hidden", move || session.can_request_recommended())
        .child(locale.advice_by_default());

    el("div").class("advice__actions").child(button).child(by_default)
}

/// A link that moves the focus to what answers a question.
fn question_link(session: Session, question: QuestionIx, text: String) -> Element {
    let id = session.question_id(question);
    // The choice picked, else the first; or the field.
    let target = ["#", &id, ":not(:has(:checked)) input, #", &id, " :checked, input#", &id].concat();
    el("a").attr("href", ["#", &id].concat()).child(text).on("click", move |event| {
        event.prevent_default();
        event.focus_on(&target);
    })
}

/// Adds a list of some lines with its heading; nothing where there is none.
fn add_titled(all: &mut Vec<Element>, title: &'static str, class: &'static str, lines: Vec<Element>) {
    if !lines.is_empty() {
        all.push(el("h3").child(title));
        all.push(list(class, lines));
    }
}

/// A list of some lines.
fn list(class: &'static str, lines: Vec<Element>) -> Element {
    let mut list = el("ul").class(class);
    for line in lines {
        list = list.child(el("li").child(line));
    }
    list
}
