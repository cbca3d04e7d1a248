//! What is compared: which plans in what order, and which rows of them.

use lean_view::{Element, ev, html::*, untrack};
use plans::PlanIx;
use plans::typed::quoted;

use super::rooms::Rooms;
use crate::billing::{Place, billing};
use crate::browser::MarkedTable;
use crate::controls::{AppElement as _, aria_true, push_button};
use crate::state::{Advice, Comparison, ComparisonNews, Fold, Hours, Offer};

/// The ids of what opens over the page: all tools on a narrow screen, and the plans alone on a wide one.
const FILTER: &str = "compare-filter";
const ORDER: &str = "compare-order";

/// Builds the heading with the tools: the pages of plans, the rows to leave out, the plans and their order, the way back.
/// Before the app runs only their room is kept.
pub fn bar(rooms: Rooms, marked: &MarkedTable) -> Element {
    let Rooms { offer, advice, comparison, .. } = rooms;
    let locale = offer.locale();
    let filter = opener(FILTER, locale.compare_filter()).plain_class("is-away");
    div()
        .styled("bar")
        .child(h2().attr("id", "comparison-title").attr("tabindex", "-1").child(locale.comparison_title()))
        .child(pager(offer, advice, comparison))
        .child(filter)
        .child(tools(rooms, marked))
        .child(p().class("visually-hidden").attr("role", "status").child(move || told(offer, comparison)))
}

/// Builds a button that opens something over the page; the browser closes it by Escape, by a press beside it, and by the
/// button.
fn opener(target: &'static str, text: &'static str) -> Element {
    push_button().styled("button opens").attr("popovertarget", target).child(text)
}

/// Tools that are beside the heading of a wide comparison, and open over a narrow one.
fn tools(rooms: Rooms, marked: &MarkedTable) -> Element {
    let Rooms { offer, comparison, .. } = rooms;
    let locale = offer.locale();
    let differing = move || {
        let rows = comparison.rows();
        let differ = rows.iter().filter(|row| row.differs).count();
        locale.compare_only(&rows.len().to_string(), &differ.to_string())
    };
    let only = switch(
        input()
            .prop("checked", move || comparison.shows_only_differences())
            .on(ev::change, move |event| comparison.show_only_differences(event.is_checked())),
        span().child(differing),
    );
    let search = input()
        .styled("select")
        .attr("id", "compare-search")
        .attr("type", "search")
        .attr("placeholder", locale.compare_search())
        .attr("aria-label", locale.compare_search())
        .prop("value", move || comparison.searched())
        .on(ev::input, move |event| comparison.search(event.value()));
    div()
        .class("compare sheet")
        .plain_class("is-away")
        .attr("id", FILTER)
        .attr("popover", "auto")
        .attr("role", "group")
        .attr("aria-label", locale.compare_filter())
        .child(billing(offer, rooms.answers, Place::Sheet))
        .child(only)
        .child(search)
        .child(opener(ORDER, locale.compare_pick()))
        .child(order(rooms, marked))
        .child(sheet_end(offer, FILTER))
}

/// Builds a switch with its words.
fn switch(input: Element, words: Element) -> Element {
    label().class("switch").child(words).child(input.attr("type", "checkbox").attr("role", "switch"))
}

/// Builds the plans to pick, in their order, each with the ways to move it.
fn order(rooms: Rooms, marked: &MarkedTable) -> Element {
    let Rooms { offer, advice, comparison, .. } = rooms;
    let locale = offer.locale();
    let mut list = ul().single_effect().class("order__plans");
    for plan in offer.plans() {
        list = list.child(order_of(rooms, plan));
    }
    let list = list.directive(marked.list());
    let explain = switch(
        input().prop("checked", move || comparison.is_all_explained()).on(ev::change, move |event| {
            comparison.explain_all(event.is_checked());
            advice.open(Fold::Total, event.is_checked());
        }),
        span().child(locale.comparison_explain_all()),
    );
    let undo = push_button()
        .styled("button button--quiet undo")
        .attr("aria-disabled", move || aria_true(!comparison.can_undo()))
        .on(ev::click, move |_| comparison.undo())
        .child(locale.undo());
    div()
        .class("order sheet")
        .attr("id", ORDER)
        .attr("popover", "auto")
        .attr("role", "group")
        .attr("aria-label", locale.compare_order())
        .child(h3().child(locale.compare_order()))
        .child(list)
        .child(explain)
        .child(undo)
        .child(sheet_end(offer, ORDER))
}

/// Builds the button that closes what was opened over the page.
fn sheet_end(offer: Offer, target: &'static str) -> Element {
    push_button()
        .styled("button button--main sheet__end")
        .attr("popovertarget", target)
        .attr("popovertargetaction", "hide")
        .child(offer.locale().compare_done())
}

fn order_of(rooms: Rooms, plan: PlanIx) -> Element {
    let Rooms { offer, advice, comparison, .. } = rooms;
    let locale = offer.locale();
    let is_shown = move || comparison.columns().contains(&plan);
    let input = input()
        .attr("type", "checkbox")
        .prop("checked", is_shown)
        .attr("disabled", move || comparison.columns() == [plan])
        .on(ev::change, move |event| comparison.show_plan(plan, event.is_checked()));
    let name = offer.plan_name(plan);
    let mover = |label: String, is_back: bool| {
        let is_at_end = move || {
            let columns = comparison.columns();
            !columns.contains(&plan) || (if is_back { columns.first() } else { columns.last() }) == Some(&plan)
        };
        push_button()
            .class(if is_back { "mover" } else { "mover mover--down" })
            .attr("aria-label", label)
            // The focus stays on one that can move it no further.
            .attr("aria-disabled", move || aria_true(is_at_end()))
            .on(ev::click, move |_| {
                if !untrack(is_at_end) {
                    comparison.move_plan(plan, is_back);
                }
            })
    };
    let label = label().child(input).child(span().child(offer.told(&offer.catalog().plan(plan).name)));
    li().class(("is-recommended", move || advice.recommended() == Some(plan) && advice.fits()))
        .child(label)
        .child(mover(locale.compare_move_up(&name), true))
        .child(mover(locale.compare_move_down(&name), false))
}

/// Builds which of the plans are shown, where there is no room for all.
fn pager(offer: Offer, advice: Advice, comparison: Comparison) -> Element {
    let locale = offer.locale();
    let page = move || comparison.page(advice.recommended().filter(|_| advice.fits()));
    let told = move || {
        let (page, all) = (page(), comparison.columns().len().to_string());
        if page.count == 1 {
            String::new()
        } else {
            locale.compare_page(&all, &page.from.to_string(), &page.until.to_string())
        }
    };
    let turn = |label: &'static str, is_back: bool| {
        let is_at_end = move || {
            let count = page().count;
            comparison.page_number(count) == if is_back { 0 } else { count - 1 }
        };
        push_button()
            .styled(if is_back { "button turn" } else { "button turn turn--further" })
            .attr("aria-label", label)
            .attr("aria-disabled", move || aria_true(is_at_end()))
            .on(ev::click, move |_| comparison.turn_page(is_back, untrack(|| page().count)))
    };
    div()
        .single_effect()
        .class("pager")
        .attr("hidden", move || page().count == 1)
        .child(turn(locale.compare_earlier(), true))
        .child(span().attr("role", "status").child(told))
        .child(turn(locale.compare_further(), false))
}

/// Builds the key to the marks of cells.
pub fn key(offer: Offer, hours: Hours) -> Element {
    let locale = offer.locale();
    let zone = move || {
        let name = hours.city();
        if name.is_empty() { name } else { locale.comparison_key_time(&name) }
    };
    p().class("key")
        .child(span().class("key__yes").child(locale.comparison_key_included()))
        .child(span().class("key__no").child(locale.comparison_key_not_included()))
        .child(span().child(zone))
}

/// Says what was done, once, and again where it was done again.
fn told(offer: Offer, comparison: Comparison) -> String {
    let locale = offer.locale();
    let (news, count) = comparison.news();
    let said = match news {
        None => return String::new(),
        Some(ComparisonNews::Moved(plan, place)) => {
            let all = comparison.columns().len().to_string();
            locale.compare_moved(&all, &place.to_string(), &offer.plan_name(plan))
        }
        Some(ComparisonNews::Hidden(plan)) => locale.compare_hidden(&offer.plan_name(plan)),
        Some(ComparisonNews::Shown(plan)) => locale.compare_shown(&offer.plan_name(plan)),
        Some(ComparisonNews::Rows) => counted(offer, comparison),
    };
    // The same words are said again only where the text is another.
    if count % 2 == 0 { format!("{said}\u{a0}") } else { said }
}

/// Returns how many rows there are of those that are asked for.
fn counted(offer: Offer, comparison: Comparison) -> String {
    let locale = offer.locale();
    let (rows, searched) = (comparison.rows(), comparison.searched());
    let (mut differ, mut found) = (0, 0);
    for row in rows.iter() {
        differ += u32::from(row.differs);
        found += u32::from(row.is_found);
    }
    let all = rows.len().to_string();
    if !searched.is_empty() {
        locale.compare_found(&all, &found.to_string(), &quoted(&searched))
    } else if comparison.shows_only_differences() {
        locale.compare_differ(&all, differ)
    } else {
        locale.compare_all_rows(&all)
    }
}
