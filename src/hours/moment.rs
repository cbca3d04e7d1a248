//! If it breaks at some moment: which.

use crate::session::{Moment, Session};
use crate::view::{Element, el, pill};
use crate::words::DAY;

/// What the field is called in the page.
const FIELD: &str = "report-at";

/// Minutes of the week that are worth a look: after its work, and in the middle of a night.
const PRESETS: [i64; 2] = [4 * DAY + 18 * 60 + 30, 6 * DAY + 3 * 60];

/// Now, moments that are worth a look, and any other.
pub fn moments(session: Session) -> Element {
    let locale = session.locale();
    let field = el("input")
        .attr("type", "datetime-local")
        .attr("id", FIELD)
        .attr("name", "moment")
        .attr("max", "9999-12-31T23:59")
        .value(move || session.written_moment())
        .on("input", move |event| {
            session.report_at_named(event.value());
        });
    let mut moments = el("div")
        .together()
        .class("choices moments")
        .attr("role", "group")
        .attr("aria-labelledby", "breaks-title")
        .child(el("h3").attr("id", "breaks-title").child(locale.breaks_title()))
        .child(moment(session, Moment::Now, locale.moment_now().to_owned()));
    for minute in PRESETS {
        let label = session.words(|words| words.minute_of_week(minute));
        moments = moments.child(moment(session, Moment::Next(minute), label));
    }
    moments
        .child(el("div").class("field").child(el("label").attr("for", FIELD).child(locale.moment_other())).child(field))
}

fn moment(session: Session, moment: Moment, label: String) -> Element {
    let input = el("input")
        .attr("name", "moment")
        .attr("value", moment.name())
        .picked("checked", move || session.moment() == moment)
        .on("change", move |_| session.report_at(moment, String::new()));
    pill("radio", input, label)
}
