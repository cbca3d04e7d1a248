//! Which two plans a narrow screen shows.

use crate::session::Session;
use crate::view::{Element, el};

/// Two lists of plans. Wide screens show every plan and no picker.
pub fn picker(session: Session) -> Element {
    let locale = session.locale();

    el("div")
        .together()
        .class("picker")
        .child(plan_select(session, 0, "first", locale.comparison_first_plan()))
        .child(plan_select(session, 1, "second", locale.comparison_second_plan()))
}

fn plan_select(session: Session, place: usize, name: &'static str, label: &'static str) -> Element {
    let catalog = session.catalog();
    let pick = move |event: &crate::browser::Event| {
        if let Some(plan) = session.catalog().plan_by_id(&event.value()) {
            session.show_in_pair(place, plan);
        }
    };

    let mut select = el("select").class("select").attr("name", name).attr("aria-label", label).on("change", pick);
    for plan in session.plans() {
        let option = el("option")
            .attr("value", catalog.plan(plan).id.as_str().to_owned())
            .picked("selected", move || session.pair()[place] == plan)
            .flag("hidden", move || !session.columns().contains(&plan))
            .child(session.plan_name(plan));
        select = select.child(option);
    }
    select
}
