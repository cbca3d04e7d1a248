//! Plans that fit equally: none is marked, and each has a button.

use lean_view::{Element, ev, html::*};

use crate::controls::{AppElement as _, push_button};
use crate::state::{Advice, FormLocation, Offer, Request};

/// Builds the plans, each with its add-ons and the button that asks for it; nothing where one is recommended.
pub fn tied(offer: Offer, advice: Advice, request: Request) -> Element {
    let plans = move || {
        let mut all = Vec::new();
        for plan in advice.tied() {
            let name = offer.plan_name(plan);
            let add_ons = offer.words(|words| words.with_add_ons(&advice.add_ons(plan)));
            let button = push_button()
                .styled("button asks")
                .attr("hidden", !advice.can_request(plan))
                .on(ev::click, move |_| request.open(FormLocation::Advice, plan))
                .child(offer.locale().advice_request(&name));
            let about = p().class("small").child(add_ons.unwrap_or_default());
            all.push(div().child(h3().child(name)).child(about).child(button));
        }
        all
    };
    div().class("advice__tied").child(plans)
}
