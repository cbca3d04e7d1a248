//! What one plan offers in one row, and how that stands to the answers.

use lean_view::{Element, Memo, html::*};
use plans::catalog::{self, Measure, Quantity, Value};
use plans::{EntitlementIx, PlanIx, SeverityIx, Standing};

use super::footnotes::{note_id, note_number};
use super::markup::{column_cell, role};
use super::rooms::Rooms;
use crate::controls::PRERENDERS;
use crate::state::Hours;

/// Builds a cell. `standings` are how the row's cells stand to the answers.
pub fn cell(rooms: Rooms, row: EntitlementIx, column: PlanIx, standings: Memo<Vec<Standing>>) -> Element {
    let Rooms { offer, hours, .. } = rooms;
    let catalog = offer.catalog();
    let value = catalog.cell(row, column).value;
    let class = match value {
        Value::Included => "value value--yes",
        Value::NotIncluded => "value value--no",
        Value::Quantity(Quantity::Count(0)) | Value::Decimal(0) | Value::Amount(Measure { millionths: 0, .. }) => {
            "value value--none"
        }
        _ => "value",
    };
    let words = offer.words(|words| words.told_cell(row, value));
    let standing = move || standings.with(|standings| standings[column.get()]);
    let says_class = move || {
        let class = match standing() {
            Standing::Untouched => return None,
            Standing::Meets(_) => "says says--meets",
            Standing::Short(_) => "says says--short",
        };
        Some(class.to_owned())
    };
    let said = move || {
        let locale = offer.locale();
        match standing() {
            Standing::Untouched => String::new(),
            Standing::Meets(_) => locale.cell_meets().to_owned(),
            Standing::Short(_) => locale.cell_short().to_owned(),
        }
    };

    let cell = column_cell(rooms, column, role(td(), "cell"));
    // Where no scripts run, a narrow screen shows all plans one below another.
    let cell = if PRERENDERS { cell.attr("data-plan", offer.plan_name(column)) } else { cell };
    let cell = cell.child(span().attr("class", says_class).child(said)).child(span().class(class).child(words));
    let cell = match note_number(offer, row, column) {
        Some(number) => cell.attr("aria-describedby", note_id(number)).child(sup().child(number.to_string())),
        None => cell,
    };
    let unit = offer.words(|words| words.short_unit(row, value));
    let cell = cell.child(unit.map(|unit| span().class("unit").child(unit)));
    let limit = catalog.cell(row, column).limit.as_ref();
    let cell = cell.child(limit.map(|limit| small().child(offer.told(limit))));
    match (catalog.severity_of(row), value) {
        (Some(severity), Value::Hours(catalog::Hours::Named(_))) => cell.child(local_hours(hours, severity, column)),
        _ => cell,
    }
}

/// Builds the hours of a cell by the visitor's clocks. Where these say the same, and before the time is known, their room is
/// kept.
fn local_hours(hours: Hours, severity: SeverityIx, column: PlanIx) -> Element {
    let local = move || {
        let told = hours.local_hours(severity, column);
        if told.is_empty() { "\u{a0}".to_owned() } else { told }
    };
    // Told apart from the rest of the row, which follows the answers: these take longer to work out, and do not.
    small().single_effect().child(local)
}
