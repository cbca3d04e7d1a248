//! What is compared: which plans, and which rows of them.

use crate::session::Session;
use crate::view::{Element, PRERENDERS, button, el, pill};

/// The plans to pick, the rows to leave out, and the way back. Before the app runs only their room is kept.
pub fn tools(session: Session) -> Element {
    let locale = session.locale();
    let only = el("input")
        .picked("checked", move || session.shows_only_differences())
        .on("change", move |event| session.show_only_differences(event.is_checked()));
    let search = el("input")
        .class("select")
        .attr("type", "search")
        .attr("placeholder", locale.compare_search())
        .attr("aria-label", locale.compare_search())
        .value(move || session.searched())
        .on("input", move |event| session.search(&event.value()));
    let undo = button()
        .class("button button--s")
        .flag("disabled", move || !session.can_undo_comparison())
        .on("click", move |_| session.undo_comparison())
        .child(locale.undo());
    let tools = el("div")
        .class(if PRERENDERS { "compare is-away" } else { "compare" })
        .child(plans(session))
        .child(pill("checkbox", only, locale.compare_only().to_owned()))
        .child(search)
        .child(undo)
        .child(el("p").class("soft small").attr("role", "status").text(move || counted(session)));
    // So that they are kept when another page takes this one's place.
    tools.child(el("output").attr("name", "view").attr("hidden", "").text(move || session.view_choices()))
}

fn plans(session: Session) -> Element {
    let mut plans =
        el("div").class("choices").attr("role", "group").attr("aria-label", session.locale().compare_plans());
    for plan in session.plans() {
        let is_shown = move || session.columns().contains(&plan);
        let input = el("input")
            .picked("checked", is_shown)
            .flag("disabled", move || session.columns() == [plan])
            .on("change", move |event| session.show_plan(plan, event.is_checked()));
        plans = plans.child(pill("checkbox", input, session.plan_name(plan)));
    }
    plans
}

/// How many rows there are of those that are asked for.
fn counted(session: Session) -> String {
    let locale = session.locale();
    let (rows, searched) = (session.rows(), session.searched());
    let (mut differ, mut found) = (0, 0);
    for row in &rows {
        differ += u32::from(row.differs);
        found += u32::from(row.is_found);
    }
    let all = rows.len().to_string();
    if searched.is_empty() {
        locale.compare_differ(&all, differ)
    } else {
        locale.compare_found(&all, &found.to_string(), &searched)
    }
}
