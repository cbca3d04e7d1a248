//! The questions, in their groups.

use leptos::prelude::*;
use plans::QuestionIx;
use plans::catalog::QuestionKind;

use crate::session::{Deed, Session, answer_name};
use crate::view::{Element, button, el, truth};

mod choices;
mod number;

/// What the button is called in the page that clears all answers.
const CLEAR_ALL: &str = "clear-all";

/// All questions, with a way to clear them.
pub fn questions(session: Session) -> Element {
    let catalog = session.catalog();
    let mut form = el("form").together().class("card questions").on("submit", |event| event.prevent_default());
    for (group, questions) in catalog.groups() {
        let mut fields = el("fieldset").class("group").child(el("legend").child(session.text(&group.title)));
        for index in questions {
            fields = fields.child(question(session, index));
        }
        form = form.child(fields);
    }
    form.child(tools(session))
}

/// The ways to clear all answers, and to bring them back.
fn tools(session: Session) -> Element {
    let locale = session.locale();
    let clear = button()
        .class("button button--s")
        .attr("id", CLEAR_ALL)
        // Not `disabled`, which would take the focus away from who pressed it.
        .live("aria-disabled", move || (!session.has_answers()).then(|| truth(true)))
        .on("click", move |_| {
            if untrack(|| session.has_answers()) {
                session.clear_all();
            }
        })
        .child(locale.clear_all());
    let cleared = move || if session.can_undo(Deed::Cleared) { locale.cleared().to_owned() } else { String::new() };
    let undo = button()
        .class("button button--s button--quiet")
        .flag("hidden", move || !session.can_undo(Deed::Cleared))
        .on("click", move |event| {
            session.undo();
            event.focus_on(&["#", CLEAR_ALL].concat());
        })
        .child(locale.undo());

    el("div")
        .class("questions__tools")
        .child(clear)
        .child(el("span").attr("role", "status").class("questions__cleared").text(cleared))
        .child(undo)
}

/// One question: prompt and help beside what answers it.
fn question(session: Session, index: QuestionIx) -> Element {
    let locale = session.locale();
    let catalog = session.catalog();
    let question = catalog.question(index);
    let (prompt, help) = (session.text(&question.prompt), session.text(&question.help));
    let ids = Ids::new(session.question_id(index), answer_name(&question.id));
    let first = ["input#", &ids.input, ", #", &ids.input, " input"].concat();
    let clear = button()
        .class("button button--s button--quiet")
        .attr("aria-label", locale.question_clear_label(&prompt))
        .class_when("is-away", move || !session.is_answered(index))
        .on("click", move |event| {
            session.clear(index);
            // The button goes away; the first of what can be answered takes the focus.
            event.focus_on(&first);
        })
        .child(locale.question_clear());
    // Only a field can be labelled; a group of choices is named by the prompt's id.
    let label = match question.kind {
        QuestionKind::Number { .. } => el("label").attr("for", ids.input.clone()),
        _ => el("span"),
    };
    let answer = match &question.kind {
        QuestionKind::One(_) => choices::one(session, index, &ids),
        QuestionKind::Several(_) => choices::several(session, index, &ids),
        QuestionKind::Number { unit, .. } => number::number(session, index, unit, &ids),
        QuestionKind::YesNo { .. } => choices::yes_no(session, index, &ids),
    };
    let ask = el("div")
        .class("question__ask")
        .child(label.class("question__prompt").attr("id", ids.prompt.clone()).child(prompt))
        .child(el("p").class("question__help").attr("id", ids.help.clone()).child(help));

    el("div").class("question").child(ask).child(el("div").class("question__answer").child(answer).child(clear))
}

/// What the parts of a question are called, so that they can point at each other, and its answer, where it is sent.
struct Ids {
    prompt: String,
    help: String,
    input: String,
    name: String,
}

impl Ids {
    fn new(input: String, name: String) -> Self {
        let part = |part: &str| [&input, part].concat();
        Self { prompt: part("-prompt"), help: part("-help"), input, name }
    }
}
