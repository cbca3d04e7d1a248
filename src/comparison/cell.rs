//! What one plan offers in one row, and how that stands to the answers.

use plans::catalog::{ResponseTime, Value};
use plans::{EntitlementIx, PlanIx, SeverityIx, Standing};

use super::column_cell;
use super::footnotes::{note_id, note_number};
use crate::session::{Session, Standings};
use crate::view::{Element, PRERENDERS, el};

/// A cell. `standings` says how the row's cells stand to the answers.
pub fn cell(session: Session, row: EntitlementIx, column: PlanIx, standings: Standings) -> Element {
    let catalog = session.catalog();
    let value = catalog.cell(row, column).value;
    let class = match value {
        Value::Included => "value value--yes",
        Value::NotIncluded => "value value--no",
        _ => "value",
    };
    let words = session.words(|words| words.cell(row, value));
    let severity = catalog.severity_of(row);
    let offer = match severity {
        Some(severity) => {
            let week = ["#", &session.week_id(column)].concat();
            let link = el("a");
            // No address leads into a shadow root.
            let link = if PRERENDERS { link } else { link.attr("href", week.clone()) };
            el("span").class(class).child(link.child(words).on("click", move |event| {
                event.prevent_default();
                session.look_at(severity, Some(column));
                event.focus_on(&week);
            }))
        }
        None => el("span").class(class).child(words),
    };
    let hours = severity.map(|severity| hours(session, severity, row, column));
    let standing = move || standings.of(column);
    let says_class = move || {
        let class = match standing() {
            Standing::Untouched => return None,
            Standing::Meets(_) => "says says--meets",
            Standing::Short(_) => "says says--short",
        };
        Some(class.to_owned())
    };
    let says = el("span").live("class", says_class).text(move || say(session, row, standing()));

    let cell = column_cell(session, column, "td", "cell");
    // Where no scripts run, a narrow screen shows all plans one below another.
    let cell = if PRERENDERS { cell.attr("data-plan", session.plan_name(column)) } else { cell };
    let cell = match note_number(session, row, column) {
        Some(number) => {
            cell.attr("aria-describedby", note_id(number)).child(offer.child(el("sup").child(number.to_string())))
        }
        None => cell.child(offer),
    };
    cell.children(hours).child(says)
}

/// The hours that count for a cell, by the clocks of the catalogue where the cell does not say them itself, and by the
/// visitor's.
fn hours(session: Session, severity: SeverityIx, row: EntitlementIx, column: PlanIx) -> Element {
    let catalog = session.catalog();
    let hours = el("span").class("cell__hours");
    let of_row = catalog.severity(severity).hours;
    let hours = match catalog.cell(row, column).value {
        Value::Response(ResponseTime { working: true, .. }) => {
            let value = catalog.cell(of_row, column).value;
            hours.child(el("span").child(session.words(|words| words.cell(of_row, value))))
        }
        Value::Hours(_) => hours,
        _ => return hours,
    };
    if PRERENDERS {
        // Room for the visitor's own time, about as long as what the catalogue says.
        let value = catalog.cell(of_row, column).value;
        let published = session.words(|words| words.locale.your_time(&words.cell(of_row, value)));
        return hours.child(el("span").class("is-away").child(published));
    }
    // Told apart from the rest of the row, which follows the answers: these take longer to work out, and do not.
    hours.child(el("span").together().text(move || session.local_hours(severity, column)))
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
