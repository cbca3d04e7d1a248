//! The advice: which plan, why in one sentence, the way to ask for it, at most three reasons; and behind one fold, all the rest.
//!
//! The card stands from the beginning; its texts and lists follow the answers.

use lean_view::{Element, Event, ev, html::*, untrack};
use locales::Locale;
use plans::Advised;
use plans::comparison::Step;

use crate::controls::{AppElement as _, push_button};
use crate::state::{Advice, AdviceKind, Answers, FormLocation, Offer, Request};
use crate::words::Words;

mod changes;
mod current_plan;
mod markup;
mod outlook;
mod pinned;
mod reasons;
mod rest;
mod tied;
mod why_not;

pub use pinned::pinned_advice;

use markup::{BOLD, CARD, list, with_bold};

/// Builds the advice card, beside the questions.
pub fn recommendation(offer: Offer, answers: Answers, advice: Advice, request: Request) -> Element {
    // One announcement a change: the plan, and the main reason.
    let announcement = move || advice.words(|words, advised| words.announcement(advised));
    let reasons = move || {
        advice.words(|words, advised| {
            let mut lines = Vec::new();
            for reason in words.reasons(advised) {
                lines.push(span().child(reason));
            }
            let mut all = if lines.is_empty() { Vec::new() } else { vec![list("reasons", lines)] };
            let plan = advised.advice.recommended();
            if let Some(beside) = plan.and_then(|plan| words.beside_current(advised, plan)) {
                all.push(p().child(beside));
            }
            all
        })
    };

    let is = |kind| move || advice.kind() == kind;
    aside()
        .single_effect()
        .styled("card advice")
        .class(("advice--empty", is(AdviceKind::Open)))
        .class(("advice--tied", is(AdviceKind::Tied)))
        .class(("advice--closest", move || matches!(advice.kind(), AdviceKind::Closest | AdviceKind::Locked)))
        .class(("advice--locked", is(AdviceKind::Locked)))
        .attr("aria-label", offer.locale().advice_label())
        .attr("tabindex", "-1")
        .attr("id", CARD)
        .child(head(offer, answers, advice, request))
        .child(div().class("advice__reasons").child(reasons))
        .child(changes::give_up(offer, answers, advice))
        .child(rest::rest(offer, answers, advice))
        .child(p().class("visually-hidden").attr("role", "status").child(announcement))
}

/// Builds the plan, why in one sentence, and what to do next.
fn head(offer: Offer, answers: Answers, advice: Advice, request: Request) -> Element {
    let locale = offer.locale();
    let catalog = offer.catalog();
    let ribbon = offer.text(&catalog.parts().ribbon);
    let word = move || word(advice, locale, &ribbon);
    let title = move || match advice.words(|words, advised| words.recommended_with(advised)) {
        Some(plan) if advice.kind() == AdviceKind::Closest => locale.advice_closest_plan(&plan),
        Some(plans) => plans,
        None => locale.advice_empty_title().to_owned(),
    };
    let language = move || {
        let plan = advice.recommended().filter(|_| advice.fits());
        plan.and_then(|plan| offer.told(&offer.catalog().plan(plan).name).language)
    };
    let why = move || {
        let why = advice.words(|words, advised| words.why_marked(advised, BOLD));
        with_bold(why.as_deref().unwrap_or(locale.advice_empty()))
    };

    let has_prices = catalog.parts().pricing.is_some();
    let sum = move || advice.words(|words, advised| sum(&words, advised));
    header()
        .styled("advice__head")
        .child(span().styled("ribbon").attr("hidden", move || advice.kind() == AdviceKind::Open).child(word))
        .child(h2().attr("lang", language).child(title))
        .child(has_prices.then(|| p().class("advice__sum").child(sum)))
        .child(p().child(why))
        .child(tied::tied(offer, advice, request))
        .child(actions(offer, advice, request))
        .child(changes::way_back(offer, answers))
}

/// Returns the word above the plan.
fn word(advice: Advice, locale: Locale, ribbon: &str) -> String {
    advice.words(|words, advised| words.title_of_state(advised)).unwrap_or_else(|| match advice.kind() {
        AdviceKind::Closest => locale.advice_no_plan().to_owned(),
        _ => ribbon.to_owned(),
    })
}

/// Builds what the recommended plan costs, and how that is added up; nothing where several fit.
fn sum(words: &Words<'_>, advised: &Advised) -> Vec<Element> {
    let plan = advised.advice.recommended();
    let Some((plan, total)) = plan.and_then(|plan| Some((plan, words.total_advised(advised, plan)?))) else {
        return Vec::new();
    };
    let sum = advised.advice.verdicts[plan.get()].total.as_ref();
    let sum = sum.and_then(|total| words.sum(advised.answers.billing, plan, total));
    vec![span().child(total), small().child(sum.unwrap_or_default())]
}

/// Builds the button that asks for the plan; where the plan comes by default, a sentence that says so; before the first answer,
/// the way to the comparison.
fn actions(offer: Offer, advice: Advice, request: Request) -> Element {
    let locale = offer.locale();
    let text = move || {
        let text = |plan| {
            let name = offer.plan_name(plan);
            let change = offer.words(|words| words.change_of_plan(advice.step(plan), plan));
            match change {
                Some(change) if advice.fits() => change,
                _ if advice.fits() => locale.advice_request(&name),
                _ => locale.advice_ask(&name),
            }
        };
        advice.recommended().map(text).unwrap_or_default()
    };
    let button = push_button()
        .styled("button button--main button--big asks")
        .attr("id", "request-recommended")
        .attr("hidden", move || advice.requestable().is_none())
        .on(ev::click, move |event| request_recommended(advice, request, event))
        .child(text);
    let is_default =
        move || advice.recommended().is_some_and(|plan| advice.is_available(plan)) && advice.requestable().is_none();
    let by_default =
        p().class("advice__default").attr("hidden", move || !is_default()).child(move || by_default(advice, locale));
    let compare = push_button()
        .styled("button button--big")
        .attr("hidden", move || advice.kind() != AdviceKind::Open)
        .on(ev::click, move |event| event.move_focus("#comparison-title"))
        .child(locale.advice_compare(offer.plans().len() as u32));

    // Plans that fit equally have buttons of their own, and one that cannot be had has none.
    let has_none = move || matches!(advice.kind(), AdviceKind::Tied | AdviceKind::Locked);
    div().class("advice__actions").attr("hidden", has_none).child(button).child(by_default).child(compare)
}

/// Words why there is nothing to request.
fn by_default(advice: Advice, locale: Locale) -> String {
    let is_current = advice.recommended().is_some_and(|plan| advice.step(plan) == Step::Same);
    let sentence = match (is_current, advice.fits()) {
        (false, _) => locale.advice_by_default(),
        (true, true) => locale.advice_yours(),
        (true, false) => locale.advice_yours_closest(),
    };
    sentence.to_owned()
}

/// Opens the request form for the recommended plan.
fn request_recommended(advice: Advice, request: Request, _: &Event) {
    if let Some(plan) = untrack(|| advice.recommended()) {
        request.open(FormLocation::Advice, plan);
    }
}
