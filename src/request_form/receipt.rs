//! The receipt: the reference, and what was sent.

use chrono::{DateTime, Utc};
use lean_view::{Element, ev, html::*};
use plans::comparison::step;
use support_hours::WallMinute;

use super::rooms::Rooms;
use crate::browser::{BROWSER, is_visible, placed};
use crate::controls::{AppElement as _, description_list, push_button};
use crate::state::{Progress, Receipt, Sent, Zone};
use crate::words::Told;

/// Builds what replaces the form once the request is stored.
pub fn receipt(rooms: Rooms) -> Element {
    let Rooms { offer, hours, request, .. } = rooms;
    let locale = offer.locale();
    let Progress::Sent(receipt, sent) = request.with_progress(Progress::clone) else { return div() };
    // Where the page shows no hours, nothing asked for the zone before.
    let answered = answer(&receipt, &sent, hours.zone_now().or_else(|| Zone::own(&BROWSER)));
    let address = receipt.address.clone();
    let opens = next_openings(&receipt, &sent, hours.zone_now());
    let next = (!opens.is_empty()).then(|| div().child(p().child(locale.sent_opens())).child(description_list(opens)));
    let answers = sent.shown.words().answers(&sent.answers);
    let has_answers = offer.asks() || !answers.is_empty();
    let answers = if answers.is_empty() { p().child(locale.sent_no_answers()) } else { description_list(answers) };
    let what = details()
        .child(summary().child(locale.sent_what()))
        .child(sent_fields(&sent))
        .child(has_answers.then(|| h3().child(locale.sent_answers())))
        .child(has_answers.then_some(answers));
    let words = sent.shown.words();
    let reply = words.catalog.parts().reply.text.as_ref().map(|reply| words.told(reply));
    let close = push_button()
        .styled("button")
        .on(ev::click, move |_| {
            request.close();
        })
        .child(locale.request_close());

    div()
        .styled("receipt")
        .child(h2().attr("id", "request-title").takes_focus().child(locale.sent_title()))
        .child(
            p().child(format!("{} ", locale.sent_reference()))
                .child(strong().class("receipt__reference").child(receipt.reference)),
        )
        .child(p().class("soft small").child(locale.sent_keep()))
        .child(receipt.notice.map(|notice| p().child(notice)))
        .child(reply.map(|reply| p().child(reply)))
        .child(answered)
        .child(next)
        .child(conditions(&sent))
        .child(what)
        // What can be done with the receipt is a script's that is loaded with the form.
        .child(div().class("receipt__take").directive(placed("receipt", address)))
        .child(close)
}

/// Builds who answers, and by when by the visitor's clocks; nothing where the catalogue does not say it.
fn answer(receipt: &Receipt, sent: &Sent, zone: Option<Zone>) -> Option<Element> {
    let words = sent.shown.words();
    let by = words.catalog.parts().reply.by.as_ref().map(|by| words.told(by));
    let until = receipt.until.zip(receipt.received_at).zip(zone).map(|((until, received_at), zone)| {
        words.locale.opens_at(&words.moment(wall(zone, until), wall(zone, received_at)))
    });
    let is_said = by.is_some() || until.is_some();
    let line = |label: &'static str| dt().child(label);
    let list = dl()
        .child(by.as_ref().map(|_| line(words.locale.sent_by())))
        .child(by.map(|by| dd().child(by)))
        .child(until.as_ref().map(|_| line(words.locale.sent_until())))
        .child(until.map(|until| dd().child(until)));
    is_said.then_some(list)
}

/// Returns what a zone's clocks show at a second since 1970.
fn wall(zone: Zone, second: i64) -> WallMinute {
    WallMinute::of(&zone, instant(second))
}

/// Returns when the plan's team is next there, as severity and time by the visitor's clocks.
fn next_openings(receipt: &Receipt, sent: &Sent, zone: Option<Zone>) -> Vec<(Told, String)> {
    let words = sent.shown.words();
    let mut openings = Vec::new();
    let Some(received_at) = receipt.received_at else { return openings };
    for (id, opens) in &receipt.opens {
        let Some(severity) = words.catalog.severity_by_id(id) else { continue };
        let severity = words.catalog.severity(severity);
        let when = match (opens, zone) {
            (Some(opens), _) if *opens <= received_at => words.locale.moment_now().to_owned(),
            (Some(opens), Some(zone)) => {
                words.locale.opens_at(&words.moment(wall(zone, *opens), wall(zone, received_at)))
            }
            // In the catalogue's words.
            _ => words.offered(&sent.answers, severity.hours, sent.plan),
        };
        openings.push((words.told(&severity.name), when));
    }
    openings
}

/// Builds the conditions of the plan, each with the row that it is of; nothing where it has none.
fn conditions(sent: &Sent) -> Option<Element> {
    let words = sent.shown.words();
    let mut conditions = Vec::new();
    for row in words.catalog.entitlements() {
        if let Some(condition) = &words.catalog.cell(row, sent.plan).condition {
            conditions.push((words.row(row), words.text(condition)));
        }
    }
    (!conditions.is_empty())
        .then(|| div().child(p().child(words.locale.sent_conditions())).child(description_list(conditions)))
}

fn instant(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap_or_default()
}

/// Builds the list of what was sent. Each text has its own direction, so that it does not affect its neighbours.
fn sent_fields(sent: &Sent) -> Element {
    let (words, draft) = (sent.shown.words(), &sent.draft);
    let locale = words.locale;
    let step = step(sent.answers.current_plan(words.catalog), sent.plan);
    let plan = words.change_of_plan(step, sent.plan).unwrap_or_else(|| words.plan(sent.plan));
    let advice = plans::Advice::of(words.catalog, &sent.answers);
    let verdict = &advice.verdicts[sent.plan.get()];
    let costs = verdict.total.as_ref();
    let costs = costs.map(|total| words.costs(sent.answers.billing, sent.plan, &verdict.add_ons, total));
    let mut fields = dl();
    let mut all = vec![(locale.request_plan(), plan)];
    all.extend(costs.unwrap_or_default());
    for (label, text) in [
        (locale.request_name(), &draft.name),
        (locale.request_email(), &draft.email),
        (locale.request_company(), &draft.company),
        (locale.request_message(), &draft.message),
    ] {
        all.push((label, text.clone()));
    }
    for (label, text) in all {
        if is_visible(&text) {
            fields = fields.child(dt().child(label)).child(dd().child(bdi().child(text)));
        }
    }
    fields
}
