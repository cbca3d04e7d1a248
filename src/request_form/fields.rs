//! The fields of the request form, each with its label and, where it is wrong, what is wrong beside it.

use lean_view::{Element, Event, ev, html::*};
use plans::wire::HONEYPOT;

use crate::controls::{AppElement as _, aria_true};
use crate::state::{Advice, Draft, Field, FieldError, Offer, Request};
use crate::words::Told;

/// Returns the id of a field in the page.
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

/// Builds which plan is asked for.
pub fn plan(offer: Offer, advice: Advice, request: Request) -> Element {
    let catalog = offer.catalog();
    let choose = move |event: &Event| {
        if let Some(plan) = offer.catalog().plan_by_id(&event.value()) {
            request.choose(plan);
        }
    };
    let mut list = select().styled("select").attr("name", "plan").on(ev::change, choose);
    for plan in offer.plans() {
        if catalog.plan(plan).requestable {
            let option = option()
                .attr("value", catalog.plan(plan).id.as_str().to_owned())
                .prop("selected", move || request.plan() == Some(plan))
                .prop("disabled", move || !advice.can_request(plan))
                .child(offer.told(&catalog.plan(plan).name));
            list = list.child(option);
        }
    }

    labelled(offer, request, Field::Plan, offer.locale().request_plan(), list)
}

/// Builds a field of one line that must be filled in.
pub fn line(offer: Offer, request: Request, field: Field) -> Element {
    let locale = offer.locale();
    // An address is a text, too: what browsers take for one leaves addresses of other scripts out.
    let (label, name, keyboard, capitals, autocomplete) = match field {
        Field::Email => (locale.request_email(), "email", "email", "none", "email"),
        Field::Company => (locale.request_company(), "company", "text", "words", "organization"),
        Field::Plan | Field::Name | Field::Message | Field::Consent => {
            (locale.request_name(), "name", "text", "words", "name")
        }
    };
    let input = text_control(input(), request, field)
        .attr("name", name)
        .attr("type", "text")
        .attr("inputmode", keyboard)
        .attr("autocapitalize", capitals)
        .attr("autocomplete", autocomplete)
        .attr("required", "");

    labelled(offer, request, field, label, input)
}

/// Builds the message.
pub fn message(offer: Offer, request: Request) -> Element {
    let area = text_control(textarea(), request, Field::Message).attr("name", "message").attr("rows", "3");

    field_of(offer, request, Field::Message, offer.locale().request_message(), area).styled("field field--wide")
}

/// Builds a control for the text of a field.
fn text_control(control: Element, request: Request, field: Field) -> Element {
    let text = move || request.with_draft(|draft| draft.text(field).cloned().unwrap_or_default());
    control.attr("dir", "auto").prop("value", text).on(ev::input, move |event| {
        request.write(field, |draft| {
            if let Some(text) = draft.text_mut(field) {
                *text = event.value();
            }
        });
    })
}

/// Builds the box by which the requester agrees, in the catalogue's words.
pub fn consent(offer: Offer, request: Request, words: Told) -> Element {
    let change =
        move |event: &Event| request.write(Field::Consent, |draft: &mut Draft| draft.consent = event.is_checked());
    let tick = input()
        .attr("name", "consent")
        .attr("value", words.text.clone())
        .attr("type", "checkbox")
        .attr("required", "")
        .prop("checked", move || request.with_draft(|draft| draft.consent))
        .on(ev::change, change);
    let label = label().class("consent").child(described(request, Field::Consent, tick)).child(span().child(words));

    div().styled("field field--wide").child(label).child(error(offer, request, Field::Consent))
}

/// Builds a field that nobody sees, hears or reaches, so that only programs fill it in.
pub fn honeypot() -> Element {
    input()
        .class("visually-hidden")
        .attr("name", HONEYPOT)
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true")
        .attr("autocomplete", "off")
}

fn labelled(offer: Offer, request: Request, field: Field, label: &'static str, control: Element) -> Element {
    field_of(offer, request, field, label, control).styled("field")
}

fn field_of(offer: Offer, request: Request, field: Field, text: &'static str, control: Element) -> Element {
    div()
        .child(label().attr("for", id(field)).child(text))
        .child(described(request, field, control))
        .child(error(offer, request, field))
}

/// Builds a control that says whether it is wrong, and what describes it then.
fn described(request: Request, field: Field, control: Element) -> Element {
    let is_wrong = move || request.error(field).is_some();
    control
        .attr("id", id(field))
        .attr("aria-invalid", move || aria_true(is_wrong()))
        .attr("aria-describedby", move || is_wrong().then(|| error_id(field)))
}

fn error(offer: Offer, request: Request, field: Field) -> Element {
    let locale = offer.locale();
    let text = move || {
        let text = match request.error(field) {
            None => "",
            Some(FieldError::Empty) => locale.error_field_empty(),
            Some(FieldError::TooLong) => locale.error_field_too_long(),
            Some(FieldError::Email) => locale.error_field_email(),
            Some(FieldError::Consent) => locale.error_field_consent(),
            Some(FieldError::Yours) => locale.error_field_yours(),
            Some(FieldError::Unavailable) => {
                let condition = request.plan().and_then(|plan| offer.words(|words| words.available_if(plan)));
                return locale.error_field_unavailable(&condition.unwrap_or_default());
            }
            Some(FieldError::Other) => locale.error_field_other(),
        };
        text.to_owned()
    };
    p().styled("field__error").attr("id", error_id(field)).child(text)
}

fn error_id(field: Field) -> String {
    format!("{}-error", id(field))
}
