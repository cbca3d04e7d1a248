//! When will they answer? Every plan's support hours in the visitor's own time, for one severity.

use lean_view::{Element, Memo, ev, html::*, untrack};

use crate::browser::clock;
use crate::controls::{AppElement as _, pill};
use crate::explanation::explanation;
use crate::state::{Advice, Hours, Offer};

mod further;
mod moment;
mod picture;
mod plan;
mod zone;

pub use plan::printed;

/// Builds the part; nothing where the catalogue tells no severities apart.
pub fn hours(offer: Offer, advice: Advice, hours: Hours) -> Option<Element> {
    let locale = offer.locale();
    hours.severity()?;
    let bar = div()
        .styled("bar")
        .child(h2().attr("id", "hours-title").child(locale.hours_title()))
        .child(zone::zone(offer, hours));
    let ask = div().class("hours__ask").child(severities(offer, hours)).child(moment::moments(offer, hours));
    let mut all = section()
        .styled("card hours")
        .attr("aria-labelledby", "hours-title")
        .directive(clock(move || hours.next_change(), move |now| hours.tell_time(now)))
        .child(bar)
        .child(ask)
        .child(meanings(offer, hours))
        .child(days_ahead(offer, hours));
    for plan in offer.plans() {
        all = all.child(plan::plan(offer, advice, hours, plan));
    }
    // The time that goes on is no news.
    let asked = Memo::new(move || hours.changes());
    let status = p().class("visually-hidden").attr("role", "status").child(move || told(offer, hours, asked.get()));
    Some(all.child(key(offer, hours)).child(status))
}

/// Builds which severity.
fn severities(offer: Offer, hours: Hours) -> Element {
    let (catalog, locale) = (offer.catalog(), offer.locale());
    let mut choices =
        div().single_effect().class("choices").attr("role", "radiogroup").attr("aria-label", locale.severity());
    for severity in catalog.severities() {
        let name = offer.told(&catalog.severity(severity).name);
        let input = input()
            .attr("name", plans::wire::SEVERITY)
            .attr("value", catalog.severity(severity).id.as_str().to_owned())
            .prop("checked", move || hours.severity() == Some(severity))
            .on(ev::change, move |_| hours.look_at(severity));
        choices = choices.child(pill("radio", input, name));
    }
    choices
}

/// Builds the explanation of the severity.
fn meanings(offer: Offer, hours: Hours) -> Element {
    let catalog = offer.catalog();
    let mut meanings = div().single_effect().class("hours__meaning");
    for severity in catalog.severities() {
        let is_other = move || hours.severity() != Some(severity);
        let row = catalog.severity(severity).hours;
        let meaning = match &catalog.entitlement(row).brief {
            Some(brief) => vec![p().child(offer.told(brief))],
            None => explanation(offer, &catalog.entitlement(row).explanation),
        };
        meanings = meanings.child(div().attr("hidden", is_other).child(meaning));
    }
    meanings
}

/// Builds the headings of the columns: seven days from today on stand above the plans' pictures.
fn days_ahead(offer: Offer, hours: Hours) -> Element {
    let locale = offer.locale();
    let days = move || {
        let days = hours.query().map(|query| offer.words(|words| words.days_from(query.first_day())));
        let mut named = Vec::new();
        for (day, date) in days.unwrap_or_default() {
            named.push(span().child(span().child(day)).child(span().class("week__date").child(date)));
        }
        named
    };
    div()
        .styled("week week--head")
        .attr("aria-hidden", "true")
        .child(span().child(locale.hours_plan()))
        .child(div().class("week__days").child(days))
        .child(span().child(locale.hours_first_answer()))
}

/// Builds the names of the days above the plans' weeks on paper.
pub fn head(offer: Offer) -> Element {
    let mut days = div().class("week__days");
    for day in offer.words(|words| words.short_days()) {
        days = days.child(span().child(day));
    }
    div().styled("week week--head").attr("aria-hidden", "true").child(span()).child(days)
}

/// Builds the key to the pictures.
fn key(offer: Offer, hours: Hours) -> Element {
    let locale = offer.locale();
    let reported = move || {
        let is_now = hours.query().is_none_or(|query| query.moment == query.now);
        if is_now { locale.hours_marker_now() } else { locale.hours_marker_moment() }.to_owned()
    };
    p().class("key")
        .attr("aria-hidden", "true")
        .child(span().class("key__open").child(locale.hours_open()))
        .child(span().class("key__closed").child(locale.hours_closed()))
        .child(span().class("key__moment").child(reported))
        .child(span().class("key__due").child(locale.hours_marker_due()))
}

/// Says what the hours are shown for, once it was changed, and again where it was changed again.
fn told(offer: Offer, hours: Hours, changes: usize) -> String {
    let (severity, query) = untrack(|| (hours.severity(), hours.query()));
    let Some((severity, query)) = severity.zip(query).filter(|_| changes > 0) else { return String::new() };
    let told = offer.words(|words| {
        let when = words.moment(query.wall_minute(query.moment), query.wall_minute(query.now));
        words.locale.hours_told(&when, &words.text(&words.catalog.severity(severity).name))
    });
    // The same words are said again only where the text is another.
    if changes.is_multiple_of(2) { format!("{told}\u{a0}") } else { told }
}
