//! Whose clocks.

use leptos::prelude::*;

use crate::browser::Zone;
use crate::session::Session;
use crate::view::{Element, el, memo, truth};

/// What the field, its list and its error are called in the page.
const FIELD: &str = "time-zone";
const LIST: &str = "time-zones";
const ERROR: &str = "time-zone-error";

/// The visitor's zone, and every other to pick, found by a part of its name.
pub fn zone(session: Session) -> Element {
    let locale = session.locale();
    let field = el("input")
        .attr("id", FIELD)
        .attr("name", "zone")
        .attr("list", LIST)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", ERROR)
        .live("aria-invalid", move || session.is_zone_unknown().then(|| truth(true)))
        .value(move || session.written_zone())
        // Some hundreds of names: made when they are needed.
        .on("focus", move |_| session.list_zones())
        .on("input", move |event| session.write_zone(event.value()))
        .on("change", move |event| session.choose_zone(event.value()));
    let lists = memo(move || session.lists_zones());
    let names = move || {
        let mut names = Vec::new();
        if lists.get() {
            for name in Zone::names() {
                let city = name.replace('_', " ");
                names.push(el("option").attr("value", name).child(city));
            }
        }
        names
    };
    let error = move || match session.is_zone_unknown() {
        true => locale.zone_unknown(&session.written_zone()),
        false => String::new(),
    };

    el("div")
        .together()
        .class("field zone")
        .child(el("label").attr("for", FIELD).child(locale.zone()))
        .child(field)
        .child(el("datalist").attr("id", LIST).elements(names))
        .child(el("p").class("field__error").attr("id", ERROR).attr("role", "status").text(error))
}
