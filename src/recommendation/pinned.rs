//! The advice on a narrow screen: a bar that stays in sight while one answers.

use super::CARD;
use crate::session::Session;
use crate::view::{Element, button, el};

/// The bar at the element's lower edge; hidden before anything is answered.
pub fn pinned_advice(session: Session) -> Element {
    let locale = session.locale();
    let catalog = session.catalog();
    let ribbon = session.text(&catalog.parts().ribbon);
    let label = move || if session.fits() { ribbon.clone() } else { locale.advice_closest().to_owned() };
    let name = move || session.recommended().map(|plan| session.plan_name(plan)).unwrap_or_default();
    let why = button()
        .class("button button--s")
        .on("click", |event| event.focus_on(&["#", CARD].concat()))
        .child(locale.advice_why());
    let request = button()
        .class("button button--s button--main asks")
        .flag("hidden", move || !session.can_request_recommended())
        .on("click", move |event| session.request_recommended(event))
        .child(session.text(&catalog.parts().request_plan));
    let plan =
        el("div").class("pinned__plan").child(el("span").class("soft small").text(label)).child(el("b").text(name));

    el("div")
        .together()
        .class("pinned")
        .flag("hidden", move || session.recommended().is_none())
        .child(plan)
        .child(el("div").class("pinned__actions").child(why).child(request))
}
