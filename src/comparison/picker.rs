//! Which two plans a narrow screen shows.

use plans::PlanIx;

use crate::session::Session;
use crate::view::{Element, el};

/// Two lists of plans. Wide screens show every plan and no picker.
pub fn picker(session: Session, columns: &[PlanIx]) -> Element {
    let locale = session.locale();

    el("div")
        .together()
        .class("picker")
        .child(plan_select(session, columns, 0, "first", locale.comparison_first_plan()))
        .child(plan_select(session, columns, 1, "second", locale.comparison_second_plan()))
}

/// A list of plans: which one is first or second of the two that are looked at together.
fn plan_select(session: Session, columns: &[PlanIx], place: usize, name: &'static str, label: &'static str) -> Element {
    let catalog = session.catalog();
    let pick = move |event: &crate::browser::Event| {
        if let Some(plan) = session.catalog().plan_by_id(&event.value()) {
            session.show_in_pair(place, plan);
        }
    };

    let mut select = el("select").class("select").attr("name", name).attr("aria-label", label).on("change", pick);
    for plan in columns {
        let plan = *plan;
        let option = el("option")
            .attr("value", catalog.plan(plan).id.as_str().to_owned())
            .picked("selected", move || session.pair()[place] == plan)
            .child(session.plan_name(plan));
        select = select.child(option);
    }
    select
}
