//! The advice on a narrow screen: a bar that stays in sight while one answers.

use lean_view::{Element, ev, html::*};
use plans::comparison::Step;

use super::markup::CARD;
use super::{request_recommended, word};
use crate::controls::{AppElement as _, push_button};
use crate::state::{Advice, AdviceKind, Offer, Request};
use crate::words::Told;

/// Builds the bar at the element's lower edge; hidden before anything is answered.
pub fn pinned_advice(offer: Offer, advice: Advice, request: Request) -> Element {
    let locale = offer.locale();
    let catalog = offer.catalog();
    let has_prices = catalog.parts().pricing.is_some();
    let Told { text, language } = offer.told(&catalog.parts().ribbon);
    // What it costs says more than that it is recommended.
    let total = move || {
        let plan = advice.recommended().filter(|_| has_prices && advice.fits())?;
        advice.words(|words, advised| words.total_advised(advised, plan))
    };
    let label = move || total().unwrap_or_else(|| word(advice, locale, &text));
    let is_ribbon = move || advice.fits() && advice.recommended().is_some() && total().is_none();
    let label = span().class("soft small").attr("lang", move || language.clone().filter(|_| is_ribbon())).child(label);
    let name = move || match advice.recommended() {
        Some(plan) if advice.kind() == AdviceKind::Closest => locale.advice_closest_plan(&offer.plan_name(plan)),
        Some(plan) => offer.words(|words| words.plan_plus(plan, &advice.add_ons(plan))),
        None => advice.words(|words, advised| words.recommended_with(advised)).unwrap_or_default(),
    };
    let why = push_button()
        .styled("button button--quiet")
        .on(ev::click, |event| event.move_focus(&format!("#{CARD}")))
        .child(locale.advice_why());
    let request = push_button()
        .styled("button button--main asks")
        .attr("hidden", move || !advice.fits() || advice.requestable().is_none())
        .on(ev::click, move |event| request_recommended(advice, request, event))
        .child(move || {
            let step = advice.recommended().map_or(Step::First, |plan| advice.step(plan));
            offer.words(|words| words.step(step)).to_owned()
        });
    let plan = div().class("pinned__plan").child(label).child(b().child(name));

    div()
        .single_effect()
        .styled("pinned")
        .class(("pinned--closest", move || !advice.fits()))
        .attr("role", "region")
        .attr("aria-label", locale.advice_label())
        .attr("hidden", move || advice.kind() == AdviceKind::Open)
        .child(plan)
        .child(div().class("pinned__actions").child(why).child(request))
}
