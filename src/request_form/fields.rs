//! The fields of the request form, each with its label and, where it is wrong, what is wrong beside it.

use crate::session::{Field, Session, YES};
use crate::view::{Element, el};

/// What a field is called in the page.
pub fn id(field: Field) -> &'static str {
    match field {
        Field::Plan => "request-plan",
        Field::Name => "request-name",
        Field::Email => "request-email",
        Field::Company => "request-company",
        Field::Message => "request-message",
        Field::Consent => "request-consent",
    }
}

/// Which plan is asked for.
pub fn plan(session: Session) -> Element {
    let desk = session.desk;
    let catalog = session.catalog();
    let choose = move |event: &crate::browser::Event| {
        if let Some(plan) = session.catalog().plan_by_id(&event.value()) {
            desk.choose(plan);
        }
    };
    let mut select = el("select").class("select").attr("name", "plan").on("change", choose);
    for plan in session.plans() {
        if catalog.plan(plan).requestable {
            let option = el("option")
                .attr("value", catalog.plan(plan).id.as_str().to_owned())
                .picked("selected", move || desk.plan() == Some(plan))
                .child(session.plan_name(plan));
            select = select.child(option);
        }
    }

    labelled(session, Field::Plan, session.locale().request_plan(), select)
}

/// A field of one line that must be filled in.
pub fn line(session: Session, field: Field) -> Element {
    let desk = session.desk;
    let locale = session.locale();
    let (label, name, kind, autocomplete) = match field {
        Field::Email => (locale.request_email(), "email", "email", "email"),
        Field::Company => (locale.request_company(), "company", "text", "organization"),
        _ => (locale.request_name(), "name", "text", "name"),
    };
    let input = el("input")
        .attr("name", name)
        .attr("type", kind)
        .attr("autocomplete", autocomplete)
        .attr("required", "")
        .value(move || desk.with_draft(|draft| draft.line(field).clone()))
        .on("input", move |event| desk.write(field, |draft| *draft.line_mut(field) = event.value()));

    labelled(session, field, label, input)
}

/// The message.
pub fn message(session: Session) -> Element {
    let desk = session.desk;
    let area = el("textarea")
        .attr("name", "message")
        .attr("rows", "3")
        .value(move || desk.with_draft(|draft| draft.message.clone()))
        .on("input", move |event| desk.write(Field::Message, |draft| draft.message = event.value()));

    labelled(session, Field::Message, session.locale().request_message(), area).class_when("field--wide", || true)
}

/// What the requester must agree to, in the catalogue's words.
pub fn consent(session: Session, words: String) -> Element {
    let desk = session.desk;
    let tick = el("input")
        .attr("name", "consent")
        .attr("value", YES)
        .attr("type", "checkbox")
        .attr("required", "")
        .picked("checked", move || desk.with_draft(|draft| draft.consent))
        .on("change", move |event| desk.write(Field::Consent, |draft| draft.consent = event.is_checked()));
    let label =
        el("label").class("consent").child(described(session, Field::Consent, tick)).child(el("span").child(words));

    el("div").class("field field--wide").child(label).child(error(session, Field::Consent))
}

fn labelled(session: Session, field: Field, label: &'static str, control: Element) -> Element {
    el("div")
        .class("field")
        .child(el("label").attr("for", id(field)).child(label))
        .child(described(session, field, control))
        .child(error(session, field))
}

/// A control that says whether it is wrong, and what describes it then.
fn described(session: Session, field: Field, control: Element) -> Element {
    let is_wrong = move || session.desk.error(field).is_some();
    control
        .attr("id", id(field))
        .live("aria-invalid", move || is_wrong().then(|| "true".to_owned()))
        .live("aria-describedby", move || is_wrong().then(|| error_id(field)))
}

fn error(session: Session, field: Field) -> Element {
    let text = move || session.desk.error(field).unwrap_or_default().to_owned();
    el("p").class("field__error").attr("id", error_id(field)).text(text)
}

fn error_id(field: Field) -> String {
    [id(field), "-error"].concat()
}
