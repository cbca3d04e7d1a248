//! When will they answer? Every plan's support hours in the visitor's own time, for one severity.

use crate::explanation::explanation;
use crate::session::Session;
use crate::view::{Element, View, el, pill};

mod moment;
mod picture;
mod plan;
mod zone;

pub use plan::printed;

/// The part; nothing where the catalogue tells no severities apart.
pub fn hours(session: Session) -> Option<Element> {
    let locale = session.locale();
    session.severity()?;
    let bar = el("div")
        .class("bar")
        .child(el("h2").attr("id", "hours-title").child(locale.hours_title()))
        .child(zone::zone(session));
    let clock = View::Clock {
        wakes: Box::new(move || session.next_change()),
        tell: Box::new(move |now| session.tell_time(now)),
    };
    let mut hours = el("section")
        .class("card hours")
        .attr("aria-labelledby", "hours-title")
        .child(clock)
        .child(bar)
        .child(severities(session))
        .child(meanings(session))
        .child(moment::moments(session))
        .child(head(session));
    for plan in session.plans() {
        hours = hours.child(plan::plan(session, plan));
    }
    Some(hours.child(el("p").class("soft small").child(locale.hours_legend())))
}

/// Which severity.
fn severities(session: Session) -> Element {
    let (catalog, locale) = (session.catalog(), session.locale());
    let mut choices =
        el("div").together().class("choices").attr("role", "radiogroup").attr("aria-label", locale.severity());
    for severity in catalog.severities() {
        let name = session.words(|words| words.text(&catalog.severity(severity).name));
        let input = el("input")
            .attr("name", "severity")
            .attr("value", catalog.severity(severity).id.as_str().to_owned())
            .picked("checked", move || session.severity() == Some(severity))
            .on("change", move |_| session.look_at(severity, None));
        choices = choices.child(pill("radio", input, name));
    }
    choices
}

/// What the severity means.
fn meanings(session: Session) -> Element {
    let catalog = session.catalog();
    let mut meanings = el("div").together().class("hours__meaning");
    for severity in catalog.severities() {
        let is_other = move || session.severity() != Some(severity);
        let meaning = explanation(session, catalog.severity(severity).hours);
        meanings = meanings.child(el("div").flag("hidden", is_other).children(meaning));
    }
    meanings
}

/// The names of the days above the plans' weeks.
pub fn head(session: Session) -> Element {
    let mut days = el("div").class("week__days");
    for day in session.words(|words| words.short_days()) {
        days = days.child(el("span").child(day));
    }
    el("div")
        .class("week week--head")
        .attr("aria-hidden", "true")
        .child(el("span").child(session.locale().hours_now()))
        .child(days)
}
