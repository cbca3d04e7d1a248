//! A question of choices: pills over real radio buttons, or over checkboxes where several may be picked.

use plans::{Answer, QuestionIx};

use super::Ids;
use crate::session::{NO, NOT_SURE, Session, YES};
use crate::view::{Element, el, pill};

/// One choice of several.
pub fn one(session: Session, question: QuestionIx, ids: &Ids) -> Element {
    choices(group("radiogroup", ids), "radio", session, question, ids)
}

/// Any of several choices.
pub fn several(session: Session, question: QuestionIx, ids: &Ids) -> Element {
    choices(group("group", ids), "checkbox", session, question, ids)
}

/// Yes or no.
pub fn yes_no(session: Session, question: QuestionIx, ids: &Ids) -> Element {
    let locale = session.locale();
    let pill = |yes, label: &str| {
        let input = el("input")
            .sent_as(ids.name.clone())
            .attr("value", if yes { YES } else { NO })
            .picked("checked", move || {
                session.with_answers(|answers| answers.get(question) == Some(&Answer::YesNo(yes)))
            })
            .on("change", move |_| session.decide(question, yes));
        pill("radio", input, label.to_owned())
    };

    group("radiogroup", ids)
        .child(pill(true, locale.yes()))
        .child(pill(false, locale.no()))
        .child(not_sure("radio", session, question, ids))
}

/// That one does not know, beside the other answers.
pub fn not_sure(kind: &'static str, session: Session, question: QuestionIx, ids: &Ids) -> Element {
    let input = el("input")
        .sent_as(ids.name.clone())
        .attr("value", NOT_SURE)
        .attr("aria-describedby", ids.prompt.clone())
        .picked("checked", move || session.is_not_sure(question))
        .on("change", move |event| session.not_sure(question, event.is_checked()));
    pill(kind, input.class("choice__open"), session.locale().not_sure().to_owned())
}

fn group(role: &'static str, ids: &Ids) -> Element {
    el("div")
        .class("choices")
        .attr("role", role)
        .attr("id", ids.input.clone())
        .attr("aria-labelledby", ids.prompt.clone())
        .attr("aria-describedby", ids.help.clone())
}

/// A group with a pill for each choice.
fn choices(mut group: Element, kind: &'static str, session: Session, question: QuestionIx, ids: &Ids) -> Element {
    let catalog = session.catalog();
    for choice in catalog.choices(question) {
        let input = el("input")
            .sent_as(ids.name.clone())
            .attr("value", catalog.choice(question, choice).id.as_str().to_owned())
            .picked("checked", move || session.with_answers(|answers| answers.has(question, choice)))
            .on("change", move |event| session.choose(question, choice, event.is_checked()));
        group = group.child(pill(kind, input, session.text(&catalog.choice(question, choice).label)));
    }
    group.child(not_sure(kind, session, question, ids))
}
