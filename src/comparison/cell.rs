//! What one plan offers in one row, and how that stands to the answers.

use lean_view::{Element, Memo, html::*};
use plans::catalog::{self, Measure, Quantity, Value};
use plans::{EntitlementIx, PlanIx, SeverityIx, Standing};

use super::footnotes::note_id;
use super::markup::{column_cell, role};
use super::rooms::Rooms;
use crate::controls::PRERENDERS;
use crate::state::Hours;

/// Builds a cell. `standings` are how the row's cells stand to the answers.
pub fn cell(rooms: Rooms, row: EntitlementIx, column: PlanIx, standings: Memo<Vec<Standing>>) -> Element {
    let Rooms { offer, comparison, hours, .. } = rooms;
    let catalog = offer.catalog();
    let offered = catalog.cell(row, column);
    let value = offered.value;
    let class = match value {
        Value::Included => "value value--yes",
        Value::NotIncluded if offered.words.is_none() => "value value--no",
        Value::NotIncluded
        | Value::NotStated
        | Value::NotApplicable
        | Value::Quantity(Quantity::Count(0))
        | Value::Decimal(0)
        | Value::Amount(Measure { millionths: 0, .. }) => "value value--none",
        _ => "value",
    };
    let (words, condition) = offer.words(|words| (words.short_offered(row, column), words.condition(row, column)));
    let standing = move || standings.with(|standings| standings[column.get()]);
    let says_class = move || {
        let class = match standing() {
            Standing::Untouched => return None,
            Standing::Meets(_) => "says says--meets",
            Standing::Short(_) => "says says--short",
            Standing::NotStated(_) => "says says--ask",
        };
        Some(class.to_owned())
    };
    let said = move || {
        let locale = offer.locale();
        match standing() {
            Standing::Untouched => String::new(),
            Standing::Meets(_) => locale.cell_meets().to_owned(),
            Standing::Short(_) => locale.cell_short().to_owned(),
            Standing::NotStated(_) => locale.cell_not_stated().to_owned(),
        }
    };

    let cell = column_cell(rooms, column, role(td(), "cell"));
    // Where no scripts run, a narrow screen shows all plans one below another.
    let cell = if PRERENDERS { cell.attr("data-plan", offer.plan_name(column)) } else { cell };
    let cell = cell.child(span().attr("class", says_class).child(said)).child(span().class(class).child(words));
    let cell = if offered.note.is_some() {
        let number = move || comparison.note_number(row, column);
        let described = move || number().map(note_id);
        let shown = move || number().map(|number| number.to_string()).unwrap_or_default();
        cell.attr("aria-describedby", described).child(sup().child(shown))
    } else {
        cell
    };
    let unit = offer.words(|words| words.short_unit(row, value));
    let cell = cell.child(unit.map(|unit| span().class("unit").child(unit)));
    let limit = offered.limit.as_ref();
    let cell = cell.child(limit.map(|limit| small().child(offer.told(limit))));
    let cell = cell.child(condition.map(|condition| small().class("condition").child(condition)));
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
