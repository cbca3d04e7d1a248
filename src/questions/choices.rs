//! A question of choices: pills over real radio buttons, or over checkboxes where several may be picked.

use lean_view::{Element, ev, html::*};
use plans::{Answer, QuestionIx};

use super::ids::Ids;
use crate::controls::{AppElement as _, pill};
use crate::state::{Answers, NO, Offer, YES};

/// Builds one choice of several.
pub fn one(offer: Offer, answers: Answers, question: QuestionIx, ids: &Ids) -> Element {
    choices(group("radiogroup", ids), "radio", offer, answers, question, ids)
}

/// Builds boxes for any of several choices.
pub fn several(offer: Offer, answers: Answers, question: QuestionIx, ids: &Ids) -> Element {
    choices(group("group", ids), "checkbox", offer, answers, question, ids)
}

/// Yes or no.
pub fn yes_no(offer: Offer, answers: Answers, question: QuestionIx, ids: &Ids) -> Element {
    let locale = offer.locale();
    let yes_or_no = |yes, label: &str| {
        let picked = move || answers.with(|answers| answers.get(question) == Some(&Answer::YesNo(yes)));
        let input = input()
            .sent_as(ids.name.clone())
            .attr("value", if yes { YES } else { NO })
            .prop("checked", picked)
            .on(ev::change, move |_| answers.decide(question, yes));
        pill("radio", input, label.to_owned())
    };

    group("radiogroup", ids).child(yes_or_no(true, locale.yes())).child(yes_or_no(false, locale.no()))
}

fn group(role: &'static str, ids: &Ids) -> Element {
    div()
        .class("choices")
        .attr("role", role)
        .attr("id", ids.input.clone())
        .attr("aria-labelledby", ids.prompt.clone())
        .attr("aria-describedby", ids.description())
}

/// Builds a group with a pill for each choice.
fn choices(
    mut group: Element,
    kind: &'static str,
    offer: Offer,
    answers: Answers,
    question: QuestionIx,
    ids: &Ids,
) -> Element {
    let catalog = offer.catalog();
    for choice in catalog.choices(question) {
        let input = input()
            .sent_as(ids.name.clone())
            .attr("value", catalog.choice(question, choice).id.as_str().to_owned())
            .prop("checked", move || answers.with(|answers| answers.has(question, choice)))
            .on(ev::change, move |event| answers.choose(question, choice, event.is_checked()));
        group = group.child(pill(kind, input, offer.words(|words| words.choice(question, choice))));
    }
    group
}
