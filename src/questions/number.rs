//! A question of a number, typed.

use plans::catalog::Unit;
use plans::{Answer, Answers, QuestionIx};

use super::Ids;
use super::choices::not_sure;
use crate::session::Session;
use crate::view::{Element, el};

/// A field for a number, beside its unit.
pub fn number(session: Session, question: QuestionIx, unit: &Unit, ids: &Ids) -> Element {
    let locale = session.locale();
    let unit = session.text(&unit.other);
    let error_id = [&ids.input, "-error"].concat();
    let shown = move || {
        let number = || {
            session.with_answers(|answers| match answers.get(question) {
                Some(Answer::Number(number)) => number.to_string(),
                _ => String::new(),
            })
        };
        session.unreadable(question).unwrap_or_else(number)
    };
    let error = move || {
        let wrong = |typed: String| locale.number_wrong(&Answers::MAX_NUMBER.to_string(), &typed);
        session.unreadable(question).map(wrong).unwrap_or_default()
    };
    let input = el("input")
        .attr("id", ids.input.clone())
        .sent_as(ids.name.clone())
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("aria-describedby", [&ids.help, " ", &error_id].concat())
        .live("aria-invalid", move || session.unreadable(question).map(|_| "true".to_owned()))
        .value(shown)
        .on("input", move |event| session.type_number(question, event.value()));

    el("div")
        .class("number")
        .child(
            el("div")
                .class("number__field")
                .child(input)
                .child(el("span").child(unit))
                .child(not_sure("checkbox", session, question, ids)),
        )
        .child(el("p").class("field__error").attr("id", error_id).attr("role", "status").text(error))
}
