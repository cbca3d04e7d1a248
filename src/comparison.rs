//! The comparison: a table of all that every plan includes, row by row, explained.

use leptos::prelude::*;
use plans::PlanIx;

use crate::session::{Place, Session};
use crate::view::{Element, PRERENDERS, View, button, el, truth};

mod cell;
mod footnotes;
mod head;
mod picker;
mod row;
mod summary;
mod tools;

/// A cell of a plan's column; [`marks`] say what becomes of the column.
fn column_cell(session: Session, plan: PlanIx, tag: &'static str, role: &'static str) -> Element {
    let cell = table_part(tag, role);
    // Before there are marks, narrow screens leave it out by this.
    if PRERENDERS && !session.pair().contains(&plan) { cell.class("is-wide-only") } else { cell }
}

/// What of the table stands before the first section.
const BEFORE_SECTIONS: usize = 3;

/// The style rules that mark the recommended column, keep two columns on narrow screens, and leave out the rows that are not
/// asked for. A class on each cell would be some fifty changes with every answer that moves the recommendation.
pub fn marks(session: Session) -> String {
    let columns = session.columns();
    // The first cell of a row is its name.
    let column = |plan| {
        let at = columns.iter().position(|shown| *shown == plan).unwrap_or(columns.len());
        ["tr>:nth-child(", &(at + 2).to_string(), ")"].concat()
    };
    let [first, second] = session.pair();
    let pair = ["tr>:first-child,", &column(first), ",", &column(second)].concat();
    let narrow = ["@container (max-width:45em){.table tr>:not(", &pair, "){display:none}}"].concat();
    let mut rules = narrow;
    // Those that are left out stand after the others.
    rules.push_str(".table tr>:nth-child(n+");
    rules.push_str(&(columns.len() + 2).to_string());
    rules.push_str("){display:none}");
    if let Some(plan) = session.recommended() {
        rules.push_str(".table ");
        rules.push_str(&column(plan));
        rules.push_str("{--column:1;--column-ground:var(--plan-accent-soft);--column-edge:var(--plan-accent)}");
    }
    add_hidden(session, &mut rules);
    rules
}

/// The rules that leave rows out, each with the row of its explanation, and sections without rows.
fn add_hidden(session: Session, rules: &mut String) {
    let catalog = session.catalog();
    let shown = session.rows();
    let is_searched = !session.searched().is_empty();
    let mut hide = |section: usize, rows: &str| {
        rules.push_str(".table>:nth-child(");
        rules.push_str(&(section + BEFORE_SECTIONS + 1).to_string());
        rules.push(')');
        rules.push_str(rows);
        rules.push_str("{display:none}");
    };
    for (at, (_, rows)) in catalog.sections().enumerate() {
        if session.is_folded(at) && !is_searched {
            hide(at, ">:nth-child(n+2)");
        }
        let mut is_empty = true;
        for (place, row) in rows.enumerate() {
            if shown[row.get()].is_shown {
                is_empty = false;
            } else {
                let own = (2 * place + 2).to_string();
                let explanation = (2 * place + 3).to_string();
                hide(at, &[">:is(:nth-child(", &own, "),:nth-child(", &explanation, "))"].concat());
            }
        }
        if is_empty {
            hide(at, "");
        }
    }
}

/// A part of the table with the role that it has by itself: on narrow screens the table is laid out as a grid, and some
/// browsers then forget that it is a table.
fn table_part(tag: &'static str, role: &'static str) -> Element {
    el(tag).attr("role", role)
}

/// Makes the request form for a place where it can be open.
type Form = fn(Session, Place) -> Element;

/// The table, with what stands above and below it.
pub fn comparison(session: Session, form: Form) -> Element {
    let card = el("div")
        .class("card comparison__card")
        .child(picker::picker(session))
        .child(table(session, form))
        .child(footnotes::footnotes(session));

    el("section")
        .class("comparison")
        .attr("aria-labelledby", "comparison-title")
        .child(bar(session))
        .child(tools::tools(session))
        .child(card)
}

/// The order of a row's cells.
fn order(session: Session) -> View {
    View::Order(Box::new(move || session.places()))
}

fn table(session: Session, form: Form) -> Element {
    let locale = session.locale();
    let catalog = session.catalog();
    let plans = session.plans();
    let width = (plans.len() + 1).to_string();
    let mut table = table_part("table", "table")
        .class("table")
        .child(el("caption").class("is-heard").child(locale.comparison_caption()))
        .child(head::head(session, &plans))
        .child(wide("table__form", &width, form(session, Place::Head)));
    for (at, (section, rows)) in catalog.sections().enumerate() {
        let heading = table_part("th", "rowheader")
            .attr("scope", "rowgroup")
            .attr("colspan", width.clone())
            .child(fold_button(session, at, session.text(&section.title)));
        let mut part = table_part("tbody", "rowgroup").child(table_part("tr", "row").class("section").child(heading));
        for row in rows {
            part = row::add_row(part, session, row, &plans, &width);
        }
        table = table.child(part);
    }
    table
        .child(head::foot(session, &plans))
        .child(wide("table__summary", &width, summary::summary(session)))
        .child(wide("table__form", &width, form(session, Place::Foot)))
}

/// A section's title, which folds the section up.
fn fold_button(session: Session, section: usize, title: String) -> Element {
    if PRERENDERS {
        return el("span").class("section__fold").child(title);
    }
    let is_folded = move || session.is_folded(section);
    button()
        .class("section__fold")
        .live("aria-expanded", move || Some(truth(!is_folded())))
        .on("click", move |_| session.fold_section(section, !untrack(is_folded)))
        .child(title)
}

/// The heading, and the way to open every explanation.
fn bar(session: Session) -> Element {
    let locale = session.locale();
    let label = move || {
        let is_open = session.is_all_explained();
        if is_open { locale.comparison_explain_none() } else { locale.comparison_explain_all() }.to_owned()
    };
    let button = button()
        .class("button button--s")
        .on("click", move |_| session.explain_all(!untrack(|| session.is_all_explained())))
        .text(label);

    el("div").class("bar").child(el("h2").attr("id", "comparison-title").child(locale.comparison_title())).child(button)
}

/// A row over the whole width, for what is open only at times.
fn wide(class: &'static str, width: &str, content: Element) -> Element {
    let cell = table_part("td", "cell").attr("colspan", width.to_owned()).child(content);
    table_part("tbody", "rowgroup").class(class).child(table_part("tr", "row").child(cell))
}
