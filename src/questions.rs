//! The questions, in their groups.

use lean_view::{Element, ev, html::*, untrack};
use plans::QuestionIx;
use plans::catalog::QuestionKind;

use crate::controls::{AppElement as _, aria_true, push_button};
use crate::state::{Answers, Offer, UndoKind, answer_name};

mod choices;
mod ids;
mod number;

use ids::Ids;

/// The id of the button that clears all answers.
const CLEAR_ALL: &str = "clear-all";

/// All questions, with a way to clear them.
pub fn questions(offer: Offer, answers: Answers) -> Element {
    let catalog = offer.catalog();
    let mut all = form().styled("card questions").on(ev::submit, |event| event.prevent_default());
    for (group, questions) in catalog.groups() {
        let mut fields = fieldset().styled("group").child(legend().child(offer.told(&group.title)));
        for index in questions {
            fields = fields.child(question(offer, answers, index));
        }
        all = all.child(fields);
    }
    all.child(tools(offer, answers))
}

/// The ways to clear all answers, and to bring them back.
fn tools(offer: Offer, answers: Answers) -> Element {
    let locale = offer.locale();
    let clear = push_button()
        .styled("button button--s")
        .attr("id", CLEAR_ALL)
        // Not `disabled`, which would take the focus away from who pressed it.
        .attr("aria-disabled", move || aria_true(!answers.has_any()))
        .on(ev::click, move |_| {
            if untrack(|| answers.has_any()) {
                answers.clear_all();
            }
        })
        .child(locale.clear_all());
    let cleared = move || if answers.can_undo(UndoKind::Cleared) { locale.cleared().to_owned() } else { String::new() };
    let undo = push_button()
        .styled("button button--s button--quiet")
        .attr("hidden", move || !answers.can_undo(UndoKind::Cleared))
        .on(ev::click, move |event| {
            answers.undo();
            event.move_focus(&["#", CLEAR_ALL].concat());
        })
        .child(locale.undo());

    div()
        .one_effect()
        .class("questions__tools")
        .child(clear)
        .child(span().attr("role", "status").class("questions__cleared").child(cleared))
        .child(undo)
}

/// One question: prompt and help beside what answers it.
fn question(offer: Offer, answers: Answers, index: QuestionIx) -> Element {
    let locale = offer.locale();
    let catalog = offer.catalog();
    let question = catalog.question(index);
    let (prompt, help) = (offer.told(&question.prompt), offer.told(&question.help));
    let ids = Ids::new(offer.question_id(index), answer_name(&question.id));
    let first = ["input#", &ids.input, ", #", &ids.input, " input"].concat();
    let clear = push_button()
        .styled("button button--s button--quiet")
        .attr("aria-label", locale.question_clear_label(&prompt.text))
        .class(("is-away", move || !answers.is_answered(index)))
        .on(ev::click, move |event| {
            answers.clear(index);
            // The button goes away; the first of what can be answered takes the focus.
            event.move_focus(&first);
        })
        .child(locale.question_clear());
    // Only a field can be labelled; a group of choices is named by the prompt's id.
    let named = match question.kind {
        QuestionKind::Number { .. } => label().attr("for", ids.input.clone()),
        _ => span(),
    };
    let answer = match &question.kind {
        QuestionKind::One(_) => choices::one(offer, answers, index, &ids),
        QuestionKind::Several(_) => choices::several(offer, answers, index, &ids),
        QuestionKind::Number { unit, .. } => number::number(offer, answers, index, unit, &ids),
        QuestionKind::YesNo { .. } => choices::yes_no(offer, answers, index, &ids),
    };
    let ask = div()
        .class("question__ask")
        .child(named.class("question__prompt").attr("id", ids.prompt.clone()).child(prompt))
        .child(p().class("question__help").attr("id", ids.help.clone()).child(help));

    // All of it follows the answers, and most of it changes with this question's alone.
    div().one_effect().styled("question").child(ask).child(div().class("question__answer").child(answer).child(clear))
}
