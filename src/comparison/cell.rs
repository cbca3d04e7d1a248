//! What one plan offers in one row, and how that stands to the answers.

use lean_view::{Element, Memo, html::*};
use plans::catalog::{self, Measure, Quantity, Taken, Value};
use plans::{Answers, Catalog, EntitlementIx, PlanIx, SeverityIx, Standing};

use super::footnotes::note_id;
use super::markup::{column_cell, role};
use super::rooms::Rooms;
use crate::controls::PRERENDERS;
use crate::state::Hours;
use crate::words::Told;

/// Builds a cell. `standings` are how the row's cells stand to the answers.
pub fn cell(rooms: Rooms, row: EntitlementIx, column: PlanIx, standings: Memo<Vec<Standing>>) -> Element {
    let Rooms { offer, comparison, .. } = rooms;
    let catalog = offer.catalog();
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
    let cell = cell.child(span().attr("class", says_class).child(said));
    let offered = catalog.cell(row, column);
    let cell = match offered.note {
        Some(_) => cell.attr("aria-describedby", move || comparison.note_number(row, column).map(note_id)),
        None => cell,
    };
    let cell = if offered.by.is_none() && !may_be_given(&catalog, row, column) {
        cell.child(value(rooms, row, column, &Answers::none(), &[]))
    } else {
        // What goes by an answer changes with it; what an add-on gives with the advice.
        let goes_by = offered.by.is_some().then(|| offer.words(|words| words.goes_by(row, column).unwrap_or_default()));
        let holds = move || with_add_ons(rooms, row, column);
        cell.child(span().class("cell__holds").child(holds)).child(goes_by.map(|goes_by| small().child(goes_by)))
    };
    let limit = offered.limit.as_ref();
    let cell = cell.child(limit.map(|limit| small().child(offer.told(limit))));
    let condition = offer.words(|words| words.condition(row, column));
    cell.child(condition.map(|condition| small().class("condition").child(condition)))
}

/// Tells whether an add-on of a plan gives anything in a row.
fn may_be_given(catalog: &Catalog, row: EntitlementIx, plan: PlanIx) -> bool {
    catalog.add_ons().any(|add_on| {
        let add_on = catalog.add_on(add_on);
        add_on.plans.contains(&plan) && add_on.gives.iter().any(|grant| grant.entitlement == row)
    })
}

/// Builds what a plan offers in a row with the add-ons that are advised, and by which; or that an add-on could give it.
fn with_add_ons(rooms: Rooms, row: EntitlementIx, plan: PlanIx) -> Vec<Element> {
    let Rooms { offer, answers, advice, .. } = rooms;
    let taken = advice.add_ons(plan);
    advice.words(|words, advised| {
        let own = advised.answers.offered(&offer.catalog(), row, plan);
        let by = words.by_add_ons(row, own, &taken);
        if by.is_none()
            && is_without(own)
            && let Some(how) = words.given_by_add_on(answers.billing(), row, plan)
        {
            return vec![span().class("value").child(words.locale.cell_add_on()), small().child(how)];
        }
        let mut shown = value(rooms, row, plan, &advised.answers, &taken);
        shown.extend(by.map(|by| small().child(by)));
        shown
    })
}

/// Tells whether an offer is nothing that a plan has of its own.
fn is_without(offered: Value) -> bool {
    matches!(offered, Value::NotIncluded | Value::Available)
}

/// Builds what a plan offers in a row with these answers and add-ons, with the number of its note.
fn value(rooms: Rooms, row: EntitlementIx, column: PlanIx, answers: &Answers, taken: &[Taken]) -> Vec<Element> {
    let Rooms { offer, comparison, hours, .. } = rooms;
    let catalog = offer.catalog();
    let (cell, own) = (catalog.cell(row, column), answers.offered(&catalog, row, column));
    let value = answers.offered_with(&catalog, row, column, taken);
    let class = match value {
        Value::Included => "value value--yes",
        Value::NotIncluded if cell.words.is_none() => "value value--no",
        Value::NotIncluded
        | Value::NotStated
        | Value::NotApplicable
        | Value::Quantity(Quantity::Count(0))
        | Value::Decimal(0)
        | Value::Amount(Measure { millionths: 0, .. }) => "value value--none",
        _ => "value",
    };
    let text = offer.words(|words| match value == own {
        true => words.short_offered(answers, row, column),
        false => Told { text: words.short_cell(row, value), language: None },
    });
    let mut shown = vec![span().class(class).child(text)];
    if cell.note.is_some() {
        let number = move || comparison.note_number(row, column).map(|number| number.to_string()).unwrap_or_default();
        shown.push(sup().child(number));
    }
    let unit = offer.words(|words| words.short_unit(row, value));
    shown.extend(unit.map(|unit| span().class("unit").child(unit)));
    if let (Some(severity), Value::Hours(catalog::Hours::Named(_))) = (catalog.severity_of(row), value) {
        shown.push(local_hours(hours, severity, column));
    }
    shown
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
