//! A question of a number, typed.

use lean_view::{Element, ev, html::*};
use plans::catalog::{NumberRange, Unit};
use plans::typed::{quoted, ungrouped};
use plans::{Answer, QuestionIx};

use super::ids::Ids;
use crate::controls::{AppElement as _, aria_true};
use crate::state::{Answers, Offer};

/// Builds a field for a number, beside its unit.
pub fn number(
    offer: Offer,
    answers: Answers,
    question: QuestionIx,
    unit: &Unit,
    range: NumberRange,
    ids: &Ids,
) -> Element {
    let unit = offer.told(&unit.name.other);
    let error_id = format!("{}-error", ids.input);
    let shown = move || {
        let number = || {
            answers.with(|answers| match answers.get(question) {
                Some(Answer::Number(number)) => ungrouped(*number, range.decimals, offer.catalog().language()),
                _ => String::new(),
            })
        };
        answers.typed(question).unwrap_or_else(number)
    };
    let error = move || {
        let wrong = |typed: String| offer.words(|words| words.number_wrong(range, &quoted(&typed)));
        answers.unreadable(question).map(wrong).unwrap_or_default()
    };
    let described_by = match ids.description() {
        Some(description) => format!("{description} {error_id}"),
        None => error_id.clone(),
    };
    let field = input()
        .attr("id", ids.input.clone())
        .sent_as(ids.name.clone())
        .attr("inputmode", if range.decimals > 0 { "decimal" } else { "numeric" })
        .attr("autocomplete", "off")
        .attr("aria-describedby", described_by)
        .attr("aria-invalid", move || aria_true(answers.unreadable(question).is_some()))
        .prop("value", shown)
        .on(ev::input, move |event| answers.type_number(question, event.value()));
    let with_unit = div().class("number__field").child(field).child(span().child(unit));

    div()
        .class("number")
        .child(with_unit)
        .child(p().styled("field__error").attr("id", error_id).attr("role", "status").child(error))
}
