//! Picks the incident time that deadlines are computed for.

use lean_view::{Element, ev, html::*};
use plans::support::Moment;
use support_hours::MINUTES_PER_DAY;

use crate::controls::{AppElement as _, pill};
use crate::state::{Hours, Offer};

/// The id of the field.
const FIELD: &str = "report-at";

/// Minutes of the week that are worth a look: after its work, and in the middle of a night.
const PRESETS: [i64; 2] = [4 * MINUTES_PER_DAY + 18 * 60 + 30, 6 * MINUTES_PER_DAY + 3 * 60];

/// Now, moments that are worth a look, and any other.
pub fn moments(offer: Offer, hours: Hours) -> Element {
    let locale = offer.locale();
    let field = input()
        .attr("type", "datetime-local")
        .attr("id", FIELD)
        .attr("name", plans::wire::MOMENT)
        .attr("max", "9999-12-31T23:59")
        .prop("value", move || hours.written_moment())
        .on(ev::input, move |event| hours.report_at_named(event.value()));
    let mut moments = div()
        .one_effect()
        .class("choices moments")
        .attr("role", "group")
        .attr("aria-labelledby", "breaks-title")
        .child(h3().attr("id", "breaks-title").child(locale.breaks_title()))
        .child(moment(hours, Moment::Now, locale.moment_now().to_owned()));
    for minute in PRESETS {
        let text = offer.words(|words| words.minute_of_week(minute));
        moments = moments.child(moment(hours, Moment::Next(minute), text));
    }
    moments.child(div().styled("field").child(label().attr("for", FIELD).child(locale.moment_other())).child(field))
}

fn moment(hours: Hours, moment: Moment, text: String) -> Element {
    let input = input()
        .attr("name", plans::wire::MOMENT)
        .attr("value", Hours::moment_name(moment))
        .prop("checked", move || hours.moment() == moment)
        .on(ev::change, move |_| hours.report_at(moment, String::new()));
    pill("radio", input, text)
}
