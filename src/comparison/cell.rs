//! What one plan offers in one row, and how that stands to the answers.

use lean_view::{Element, Memo, ev, html::*};
use plans::catalog::{ResponseTime, Value};
use plans::{EntitlementIx, PlanIx, SeverityIx, Standing};

use super::footnotes::{note_id, note_number};
use super::markup::{column_cell, role};
use super::rooms::Rooms;
use crate::controls::PRERENDERS;
use crate::state::{Hours, Offer};
use crate::words::Told;

/// A cell. `standings` are how the row's cells stand to the answers.
pub fn cell(rooms: Rooms, row: EntitlementIx, column: PlanIx, standings: Memo<Vec<Standing>>) -> Element {
    let Rooms { offer, hours, .. } = rooms;
    let catalog = offer.catalog();
    let value = catalog.cell(row, column).value;
    let class = match value {
        Value::Included => "value value--yes",
        Value::NotIncluded => "value value--no",
        _ => "value",
    };
    let text = offer.words(|words| words.cell(row, value));
    // The other values are told by the app.
    let words = match value {
        Value::Level(level) => catalog.level(row, level).map(|level| offer.told(&level.name)),
        _ => None,
    };
    let words = words.unwrap_or(Told { text, language: None });
    let severity = catalog.severity_of(row);
    let offered = match severity {
        Some(severity) => {
            let week = format!("#{}", offer.week_id(column));
            // No address leads into a shadow root without scripts.
            let link = a().scripted_attr("href", week.clone()).child(words).on(ev::click, move |event| {
                event.prevent_default();
                hours.look_at(severity, Some(column));
                event.move_focus(&week);
            });
            span().class(class).child(link)
        }
        None => span().class(class).child(words),
    };
    let local = severity.map(|severity| local_hours(offer, hours, severity, row, column));
    let standing = move || standings.with(|standings| standings[column.get()]);
    let says_class = move || {
        let class = match standing() {
            Standing::Untouched => return None,
            Standing::Meets(_) => "says says--meets",
            Standing::Short(_) => "says says--short",
        };
        Some(class.to_owned())
    };
    let says = span().attr("class", says_class).child(move || say(offer, row, standing()));

    let cell = column_cell(rooms, column, role(td(), "cell"));
    // Where no scripts run, a narrow screen shows all plans one below another.
    let cell = if PRERENDERS { cell.attr("data-plan", offer.plan_name(column)) } else { cell };
    let cell = match note_number(offer, row, column) {
        Some(number) => {
            cell.attr("aria-describedby", note_id(number)).child(offered.child(sup().child(number.to_string())))
        }
        None => cell.child(offered),
    };
    cell.child(local).child(says)
}

/// The hours that count for a cell, by the clocks of the catalogue where the cell does not say them itself, and by the
/// visitor's.
fn local_hours(offer: Offer, hours: Hours, severity: SeverityIx, row: EntitlementIx, column: PlanIx) -> Element {
    let catalog = offer.catalog();
    let shown = span().class("cell__hours");
    let of_row = catalog.severity(severity).hours;
    let published = offer.words(|words| words.cell(of_row, catalog.cell(of_row, column).value));
    let shown = match catalog.cell(row, column).value {
        Value::Response(ResponseTime { working: true, .. }) => shown.child(span().child(published.clone())),
        Value::Hours(_) => shown,
        _ => return shown,
    };
    // Before the time is known it keeps its room, about as long as what the catalogue says.
    let placeholder = offer.locale().your_time(&published);
    let local = move || if hours.is_known() { hours.local_hours(severity, column) } else { placeholder.clone() };
    // Told apart from the rest of the row, which follows the answers: these take longer to work out, and do not.
    shown.child(span().one_effect().class(("is-away", move || !hours.is_known())).child(local))
}

/// How a cell stands to the answers, in words.
fn say(offer: Offer, row: EntitlementIx, standing: Standing) -> String {
    let locale = offer.locale();
    match standing {
        Standing::Untouched => String::new(),
        Standing::Meets(_) => locale.cell_meets().to_owned(),
        Standing::Short(Value::Included | Value::Frequency(_)) => locale.cell_short().to_owned(),
        Standing::Short(needed) => locale.cell_short_of(&offer.words(|words| words.cell(row, needed))),
    }
}
