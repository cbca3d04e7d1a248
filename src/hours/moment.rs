//! Picks the incident time that deadlines are computed for.

use lean_view::{Element, Event, ev, html::*};
use plans::support::Moment;
use support_hours::{MINUTES_PER_DAY, WallMinute};

use crate::controls::AppElement as _;
use crate::state::{Hours, Offer};

/// The ids of the list and the field.
const LIST: &str = "moment";
const FIELD: &str = "report-at";

/// Minutes of the week that are worth a look: after its work, and in the middle of a night.
const PRESETS: [i64; 2] = [4 * MINUTES_PER_DAY + 18 * 60 + 30, 6 * MINUTES_PER_DAY + 3 * 60];

/// Builds the picker of the time of the report: now, moments that are worth a look, and any other, by a field.
pub fn moments(offer: Offer, hours: Hours) -> Element {
    let locale = offer.locale();
    // The moment that is written stands for all that are.
    let other = Hours::moment_name(Moment::Shown(WallMinute(0)));
    let others = other.clone();
    let pick = move |event: &Event| match event.value() {
        picked if picked == others => hours.write_moment(),
        picked => hours.report_at_named(picked),
    };
    let mut list = select().styled("select").attr("id", LIST).attr("name", plans::wire::MOMENT).on(ev::change, pick);
    list = list.child(moment(hours, Moment::Now, locale.moment_now().to_owned()));
    for minute in PRESETS {
        let text = offer.words(|words| words.minute_of_week(minute));
        list = list.child(moment(hours, Moment::Next(minute), text));
    }
    let written =
        option().attr("value", other).prop("selected", move || hours.writes_moment()).child(locale.moment_other());
    let field = input()
        .styled("select")
        .attr("type", "datetime-local")
        .attr("id", FIELD)
        .attr("name", plans::wire::MOMENT)
        .attr("max", "9999-12-31T23:59")
        .attr("aria-label", locale.moment_at())
        .attr("hidden", move || !hours.writes_moment())
        .prop("value", move || hours.written_moment())
        .on(ev::input, move |event| match event.value() {
            empty if empty.is_empty() => hours.write_moment(),
            written => hours.report_at_named(written),
        });
    div()
        .single_effect()
        .class("moments")
        .child(label().attr("for", LIST).child(locale.breaks_title()))
        .child(list.child(written))
        .child(field)
}

fn moment(hours: Hours, moment: Moment, text: String) -> Element {
    option()
        .attr("value", Hours::moment_name(moment))
        .prop("selected", move || hours.moment() == moment && !hours.writes_moment())
        .child(text)
}
