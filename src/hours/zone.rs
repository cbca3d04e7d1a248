//! Time-zone picker.

use lean_view::{Element, Memo, ev, html::*};
use plans::typed::quoted;

use crate::controls::{AppElement as _, aria_true};
use crate::state::{Hours, Offer};

/// The ids of the field, its list and its error.
const FIELD: &str = "time-zone";
const LIST: &str = "time-zones";
const ERROR: &str = "time-zone-error";

/// Builds the visitor's zone, and every other to pick, found by a part of its name.
pub fn zone(offer: Offer, hours: Hours) -> Element {
    let locale = offer.locale();
    let field = input()
        .attr("id", FIELD)
        .attr("name", plans::wire::ZONE)
        .attr("list", LIST)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", ERROR)
        .attr("aria-invalid", move || aria_true(hours.is_zone_unknown()))
        .prop("value", move || hours.written_zone())
        // Some hundreds of names: made when they are needed.
        .on(ev::focusin, move |_| hours.list_zones())
        .on(ev::input, move |event| hours.write_zone(event.value()))
        .on(ev::change, move |event| hours.choose_zone(event.value()));
    let listed = Memo::new(move || hours.listed_zones());
    let names = move || {
        let mut names = Vec::new();
        for name in listed.get() {
            let city = name.replace('_', " ");
            names.push(option().attr("value", name).child(city));
        }
        names
    };
    let error = move || match hours.is_zone_unknown() {
        true => locale.zone_unknown(&quoted(&hours.written_zone())),
        false if hours.lacks_zone() => locale.zone_missing().to_owned(),
        false => String::new(),
    };

    let here = move || match hours.query() {
        Some(query) => {
            let now = query.wall_minute(query.now);
            locale.zone_here(&hours.city(), &offer.words(|words| words.short_moment(now, now)))
        }
        None => locale.zone().to_owned(),
    };
    let change = span().class("link").child(locale.zone_change());
    let field = div()
        .styled("field")
        .child(label().attr("for", FIELD).child(locale.zone()))
        .child(field)
        .child(datalist().attr("id", LIST).child(names));

    div()
        .single_effect()
        .class("zone")
        .child(details().child(summary().child(span().child(here)).child(change)).child(field))
        .child(p().styled("field__error").attr("id", ERROR).attr("role", "status").child(error))
}
