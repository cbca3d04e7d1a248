//! What one plan offers in one row, and how that stands to the answers.

use leptos::prelude::*;
use plans::catalog::Value;
use plans::{EntitlementIx, Standing};

use super::Column;
use super::footnotes::{note_id, note_number};
use crate::session::Session;
use crate::view::{Element, el};

/// A cell. `standings` says how the row's cells stand to the answers.
pub fn cell(session: Session, row: EntitlementIx, column: Column, standings: Memo<Vec<Standing>>) -> Element {
    let catalog = session.catalog();
    let value = catalog.cell(row, column.plan).value;
    let class = match value {
        Value::Included => "value value--yes",
        Value::NotIncluded => "value value--no",
        _ => "value",
    };
    let offer = el("span").class(class).child(session.words(|words| words.cell(row, value)));
    let standing = move || standings.read()[column.plan.get()];
    let says_class = move || {
        let class = match standing() {
            Standing::Untouched => return None,
            Standing::Meets(_) => "says says--meets",
            Standing::Short(_) => "says says--short",
        };
        Some(class.to_owned())
    };
    let says = el("span").live("class", says_class).text(move || say(session, row, standing()));

    let cell = column.cell("td", "cell");
    match note_number(&catalog, row, column.plan) {
        Some(number) => cell
            .attr("aria-describedby", note_id(number))
            .child(offer.child(el("sup").child(number.to_string())))
            .child(says),
        None => cell.child(offer).child(says),
    }
}

/// How a cell stands to the answers, in words.
fn say(session: Session, row: EntitlementIx, standing: Standing) -> String {
    let locale = session.locale();
    match standing {
        Standing::Untouched => String::new(),
        Standing::Meets(_) => locale.cell_meets().to_owned(),
        Standing::Short(Value::Included | Value::Frequency(_)) => locale.cell_short().to_owned(),
        Standing::Short(needed) => locale.cell_short_of(&session.words(|words| words.cell(row, needed))),
    }
}
