//! The comparison: a table of all that every plan includes, row by row, explained.

use lean_view::{Element, ev, html::*, untrack};
use plans::catalog::{Entitlement, Section};
use plans::{EntitlementIx, PlanIx};

use crate::browser::{MarkedTable, room_for};
use crate::controls::{AppElement as _, PRERENDERS, aria_bool, push_button};
use crate::state::{Comparison, table_marks};
use crate::words::Told;

mod cell;
mod footnotes;
mod head;
mod markup;
mod picker;
mod rooms;
mod row;
mod summary;
mod tools;
mod total;

pub use rooms::Rooms;

use markup::{column_cell, role};

/// Builds the table, with what stands above and below it.
pub fn comparison(rooms: Rooms) -> Element {
    let marked = MarkedTable::new();
    let bar = tools::bar(rooms, &marked);
    let card = div()
        .styled("card comparison__card")
        .child(room(rooms.comparison))
        .child(picker::picker(rooms))
        .child(whole_table(rooms, marked))
        .child(summary::summary(rooms.offer, rooms.advice, rooms.comparison))
        .child(footnotes::footnotes(rooms.offer, rooms.comparison));

    section()
        .styled("comparison")
        .attr("aria-labelledby", "comparison-title")
        .child(bar)
        .child(tools::key(rooms.offer, rooms.hours))
        .child(card)
}

fn whole_table(rooms: Rooms, marked: MarkedTable) -> Element {
    let Rooms { offer, .. } = rooms;
    let locale = offer.locale();
    let catalog = offer.catalog();
    let plans = offer.plans();
    let width = (plans.len() + 1).to_string();
    let mut whole = role(table(), "table")
        .styled("table")
        .child(caption().class("visually-hidden").child(locale.comparison_caption()))
        .child(head::head(rooms, &plans, &marked))
        .child(total::total(rooms, &plans, &width, &marked));
    for (at, (section, rows)) in catalog.sections().enumerate() {
        let rows: Vec<_> = rows.collect();
        let mut part = role(tbody(), "rowgroup").class("table__section");
        if !is_named_by_row(section, &rows, |row| catalog.entitlement(row)) {
            part = part.child(section_bar(rooms, at, offer.told(&section.title), rows.len(), &plans, &width, &marked));
        }
        for row in rows {
            part = row::add_row(part, rooms, row, &plans, &width, &marked);
        }
        whole = whole.child(part.directive(marked.section()));
    }
    whole
        .child(head::foot(rooms, &plans, &marked))
        .directive(marked.follow(move || table_marks(rooms.offer, rooms.advice, rooms.comparison)))
}

/// Tells whether a section is one row of the same name, which then needs no heading.
fn is_named_by_row<'a>(
    section: &Section,
    rows: &[EntitlementIx],
    entitlement: impl Fn(EntitlementIx) -> &'a Entitlement,
) -> bool {
    matches!(rows, [only] if entitlement(*only).name == section.title)
}

/// Builds a section's title, which folds the section up, over the columns of the plans.
fn section_bar(
    rooms: Rooms,
    section: usize,
    title: Told,
    rows: usize,
    plans: &[PlanIx],
    width: &str,
    marked: &MarkedTable,
) -> Element {
    // The first stands below the names of rows.
    let mut columns = div().class("section__columns").attr("aria-hidden", "true").child(span());
    for plan in plans {
        columns = columns.child(column_cell(rooms, *plan, span()));
    }
    let heading = role(th(), "rowheader")
        .attr("scope", "rowgroup")
        .attr("colspan", width.to_owned())
        .child(fold_button(rooms.comparison, section, title, rows))
        .child(columns.directive(marked.row()));
    role(tr(), "row").styled("section").child(heading)
}

fn fold_button(comparison: Comparison, section: usize, title: Told, rows: usize) -> Element {
    let count = span().class("section__count").attr("aria-hidden", "true").child(rows.to_string());
    let title = span().child(title);
    if PRERENDERS {
        return span().class("section__fold").child(title).child(count);
    }
    let is_folded = move || comparison.is_folded(section);
    push_button()
        .built_anew()
        .class("section__fold")
        .attr("aria-expanded", move || aria_bool(!is_folded()))
        .on(ev::click, move |_| comparison.fold_section(section, !untrack(is_folded)))
        .child(title)
        .child(count)
}

/// Builds the element that measures for how many columns there is room, by the style sheet. Narrow screens show two.
fn room(comparison: Comparison) -> Element {
    div()
        .class("table__room")
        .attr("aria-hidden", "true")
        .child(div())
        .directive(room_for(move |room| comparison.make_room(room)))
}

#[cfg(test)]
mod tests {
    use lean_view::in_scope;
    use plans::Catalog;
    use plans::testing::{catalog, noted, plan, row, said, yes_no};

    use super::*;
    use crate::state::State;
    use crate::state::tests::state;

    /// Builds three plans with notes of which two are equal, a condition, and rows with and without explanations.
    fn noted_plans() -> Catalog {
        let (once, twice) = (noted("included", "By phone."), noted("included", "By mail."));
        let condition = said("included", [("condition", "name contacts first")]);
        let fax = row("fax", "inclusion", ["not-included".into(), condition, twice.clone()]);
        catalog("noted")
            .plan(plan("a").without("audience"))
            .plans(["b", "c"])
            .row(row("calls", "inclusion", [twice, once, "not-stated".into()]).set("badge", "beta"))
            .row(fax.set("tags", vec!["telefax"]).without("explanation"))
            .row(row("mail", "inclusion", ["included", "included", "not-applicable"]).without("explanation"))
            .question(yes_no("calls").asks_for("calls").requires("calls", "included"))
            .read()
    }

    fn html(state: State) -> String {
        let State { offer, answers, advice, comparison, hours, request, .. } = state;
        super::comparison(Rooms { offer, answers, advice, comparison, hours, request }).to_html()
    }

    /// Returns the text of the elements that begin so.
    fn texts<'a>(html: &'a str, start: &str) -> Vec<&'a str> {
        html.split(start).skip(1).map(|rest| rest.split('<').next().unwrap_or_default()).collect()
    }

    #[test]
    fn equal_notes_are_one_and_those_of_plans_left_out_are_not_there() {
        in_scope(|| {
            let state = state(noted_plans());
            let all = html(state);
            assert_eq!(texts(&all, "<sup>"), ["1", "2", "1"]);
            assert_eq!(texts(&all, "<li id=\"note-1\">"), ["By mail."]);
            assert_eq!(texts(&all, "<li id=\"note-2\">"), ["By phone."]);
            let [a, b] = ["a", "b"].map(|id| state.offer.catalog().plan_by_id(id).expect("a plan"));
            state.comparison.show_plan(b, false);
            let without = html(state);
            assert_eq!(texts(&without, "<sup>"), ["1", "", "1"]);
            assert!(!without.contains("By phone.") && !without.contains("note-2"), "{without}");
            state.comparison.show_plan(b, true);
            state.comparison.show_plan(a, false);
            let notes: Vec<_> = state.comparison.notes().into_iter().map(|note| note.text).collect();
            assert_eq!(notes, ["By phone.", "By mail."]);
        });
    }

    #[test]
    fn a_row_of_which_nothing_is_explained_is_a_name_alone() {
        in_scope(|| {
            let html = html(state(noted_plans()));
            let openers: Vec<_> = html.matches("name=\"explain\"").collect();
            assert_eq!(openers.len(), 2, "{html}");
            assert!(html.contains("id=\"explanation-fax\"") && !html.contains("id=\"explanation-mail\""), "{html}");
            assert!(html.contains("Also found as: telefax"), "{html}");
            assert_eq!(texts(&html, "<span class=\"row__badge\">"), ["Beta"]);
            assert_eq!(texts(&html, "<small class=\"condition\">"), ["Condition: name contacts first"]);
        });
    }

    #[test]
    fn a_row_is_found_by_its_tags_and_by_a_condition() {
        in_scope(|| {
            let state = state(noted_plans());
            let found = |words: &str| {
                state.comparison.search(words.to_owned());
                let rows = state.comparison.rows();
                rows.iter().enumerate().filter(|(_, row)| row.is_found).map(|(at, _)| at).collect::<Vec<_>>()
            };
            assert_eq!(found("Telefax"), [1]);
            assert_eq!(found("contacts first"), [1]);
            assert_eq!(found("not stated"), [0]);
        });
    }

    #[test]
    fn a_cell_that_is_not_stated_is_marked_where_it_was_asked_for() {
        in_scope(|| {
            let state = state(noted_plans().only(&[]));
            state.take_answers([("calls", "yes")].into_iter()).expect("an answer");
            let html = html(state);
            assert_eq!(texts(&html, "class=\"says says--ask\">"), ["You asked for this, ask about it: "]);
            assert_eq!(html.matches("says says--meets").count(), 2, "{html}");
        });
    }
}
