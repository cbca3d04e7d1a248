//! The advice on a narrow screen: a bar that stays in sight while one answers.

use lean_view::{Element, ev, html::*};
use plans::comparison::Step;

use super::markup::CARD;
use super::request_recommended;
use crate::controls::{AppElement as _, push_button};
use crate::state::{Advice, Offer, Request};
use crate::words::Told;

/// Builds the bar at the element's lower edge; hidden before anything is answered.
pub fn pinned_advice(offer: Offer, advice: Advice, request: Request) -> Element {
    let locale = offer.locale();
    let catalog = offer.catalog();
    let Told { text, language } = offer.told(&catalog.parts().ribbon);
    let label = move || if advice.fits() { text.clone() } else { locale.advice_no_plan().to_owned() };
    let label =
        span().class("soft small").attr("lang", move || language.clone().filter(|_| advice.fits())).child(label);
    let name = move || {
        let name = advice.recommended().map(|plan| offer.plan_name(plan)).unwrap_or_default();
        if advice.fits() { name } else { locale.advice_closest_plan(&name) }
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
        .attr("hidden", move || advice.recommended().is_none())
        .child(plan)
        .child(div().class("pinned__actions").child(why).child(request))
}
