//! When will they answer? Every plan's support hours in the visitor's own time, for one severity.

use lean_view::{Element, ev, html::*};

use crate::browser::clock;
use crate::controls::{AppElement as _, pill};
use crate::explanation::explanation;
use crate::state::{Advice, Hours, Offer};

mod moment;
mod picture;
mod plan;
mod zone;

pub use plan::printed;

/// The part; nothing where the catalogue tells no severities apart.
pub fn hours(offer: Offer, advice: Advice, hours: Hours) -> Option<Element> {
    let locale = offer.locale();
    hours.severity()?;
    let bar = div()
        .styled("bar")
        .child(h2().attr("id", "hours-title").child(locale.hours_title()))
        .child(zone::zone(offer, hours));
    let mut all = section()
        .styled("card hours")
        .attr("aria-labelledby", "hours-title")
        .directive(clock(move || hours.next_change(), move |now| hours.tell_time(now)))
        .child(bar)
        .child(severities(offer, hours))
        .child(meanings(offer, hours))
        .child(moment::moments(offer, hours))
        .child(head(offer));
    for plan in offer.plans() {
        all = all.child(plan::plan(offer, advice, hours, plan));
    }
    Some(all.child(p().class("soft small").child(locale.hours_legend())))
}

/// Which severity.
fn severities(offer: Offer, hours: Hours) -> Element {
    let (catalog, locale) = (offer.catalog(), offer.locale());
    let mut choices =
        div().one_effect().class("choices").attr("role", "radiogroup").attr("aria-label", locale.severity());
    for severity in catalog.severities() {
        let name = offer.told(&catalog.severity(severity).name);
        let input = input()
            .attr("name", plans::wire::SEVERITY)
            .attr("value", catalog.severity(severity).id.as_str().to_owned())
            .prop("checked", move || hours.severity() == Some(severity))
            .on(ev::change, move |_| hours.look_at(severity, None));
        choices = choices.child(pill("radio", input, name));
    }
    choices
}

/// What the severity means.
fn meanings(offer: Offer, hours: Hours) -> Element {
    let catalog = offer.catalog();
    let mut meanings = div().one_effect().class("hours__meaning");
    for severity in catalog.severities() {
        let is_other = move || hours.severity() != Some(severity);
        let meaning = explanation(offer, catalog.severity(severity).hours);
        meanings = meanings.child(div().attr("hidden", is_other).child(meaning));
    }
    meanings
}

/// The names of the days above the plans' weeks.
pub fn head(offer: Offer) -> Element {
    let mut days = div().class("week__days");
    for day in offer.words(|words| words.short_days()) {
        days = days.child(span().child(day));
    }
    div()
        .styled("week week--head")
        .attr("aria-hidden", "true")
        .child(span().child(offer.locale().hours_now()))
        .child(days)
}
