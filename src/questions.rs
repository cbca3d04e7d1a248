//! The questions: those that decide, and the others in their groups.

use lean_view::{Element, ev, html::*, untrack};
use plans::QuestionIx;
use plans::catalog::QuestionKind;

use crate::browser::open_when;
use crate::controls::{AppElement as _, aria_true, push_button};
use crate::state::{Advice, Answers, Fold, Offer, UndoKind, answer_name};

mod choices;
mod ids;
mod number;

use ids::Ids;

/// The id of the button that clears all answers.
const CLEAR_ALL: &str = "clear-all";

/// Builds the questions that decide, with a way to clear all answers, above a fold with the others.
pub fn questions(offer: Offer, answers: Answers, advice: Advice) -> Element {
    let catalog = offer.catalog();
    let mut all =
        form().styled("card questions").on(ev::submit, |event| event.prevent_default()).child(head(offer, answers));
    if catalog.asks_current_plan() {
        all = all.child(question(offer, answers, QuestionIx::CURRENT_PLAN));
    }
    for index in offer.questions().into_iter().filter(|index| offer.is_first(*index)) {
        all = all.child(question(offer, answers, index));
    }
    all.child(tools(offer, answers)).child(more(offer, answers, advice))
}

/// Builds the heading, and how many questions are answered.
fn head(offer: Offer, answers: Answers) -> Element {
    let locale = offer.locale();
    let catalog = offer.catalog();
    let (mut first, mut all) = (0, 0);
    for index in offer.questions() {
        all += 1;
        // Those that are asked only with some answers are not announced.
        first += usize::from(offer.is_first(index) && catalog.question(index).only_if.is_none());
    }
    let title = match first {
        // The one question is for the current plan.
        _ if all == 0 => locale.plans_label().to_owned(),
        _ if first == all || catalog.parts().decides.len() == all => locale.questions_all().to_owned(),
        2 => locale.questions_two().to_owned(),
        3 => locale.questions_three().to_owned(),
        _ => locale.questions_first(first as u32),
    };
    let count = move || {
        let (mut of_first, mut more) = (0, 0);
        for question in offer.questions() {
            if answers.with(|answers| !answers.is_open(question)) && !answers.is_assumed(question) {
                *(if offer.is_first(question) { &mut of_first } else { &mut more }) += 1;
            }
        }
        let asked = offer.questions().into_iter().filter(|index| offer.is_first(*index) && answers.asks(*index));
        let (count, all) = (of_first.to_string(), asked.count().to_string());
        match (of_first, more) {
            (0, 0) => locale.answered_none().to_owned(),
            (_, 0) => locale.answered(&all, &count),
            (_, more) => locale.answered_more(&all, &count, &more.to_string()),
        }
    };
    header()
        .class(if all > 0 { "questions__head" } else { "visually-hidden" })
        .child(h2().attr("id", "questions-title").child(title))
        .child((all > 0).then(|| span().class("soft small").child(count)))
}

/// Builds the questions that are not shown first, in their groups, behind a line that says what they are about and which are
/// answered.
fn more(offer: Offer, answers: Answers, advice: Advice) -> Option<Element> {
    let catalog = offer.catalog();
    let (mut rest, mut count, mut topics) = (div().class("questions__rest"), 0, Vec::new());
    for (group, questions) in catalog.groups() {
        let mut fields = fieldset().styled("group").child(legend().child(offer.told(&group.title)));
        let (before, mut of_group) = (count, Vec::new());
        for index in questions.filter(|index| !offer.is_first(*index) && catalog.is_for_its_plans(*index)) {
            fields = fields.child(question(offer, answers, index));
            of_group.push(index);
            count += 1;
        }
        if of_group.iter().all(|index| catalog.question(*index).only_if.is_some()) {
            fields = fields.class(("is-unasked", move || !of_group.iter().any(|index| answers.asks(*index))));
        }
        if count > before {
            topics.push(offer.text(&group.title));
            rest = rest.child(fields);
        }
    }
    if count == 0 {
        return None;
    }
    let topics = offer.words(|words| words.list(&topics));
    let about = move || {
        let given = offer.words(|words| {
            answers.with(|answers| {
                let mut given = Vec::new();
                for question in words.catalog.questions().filter(|index| !offer.is_first(*index)) {
                    given.extend(words.answered(answers, question));
                }
                words.list(&given)
            })
        });
        if given.is_empty() { topics.clone() } else { offer.locale().questions_more_answered(&given) }
    };
    let how_many = move || {
        let asked = offer.questions().into_iter().filter(|index| !offer.is_first(*index) && answers.asks(*index));
        offer.locale().questions_more(&asked.count().to_string())
    };
    let line = summary().class("fold__line").child(b().child(how_many)).child(span().class("soft small").child(about));
    let is_open = move || advice.is_open(Fold::Questions);
    Some(
        details()
            .class("fold questions__more")
            .on(ev::toggle, move |event| advice.open(Fold::Questions, event.is_open()))
            .child(line)
            .child(rest)
            .directive(open_when(is_open)),
    )
}

/// Builds the ways to clear all answers, and to bring them back.
fn tools(offer: Offer, answers: Answers) -> Element {
    let locale = offer.locale();
    let clear = push_button()
        .class("link")
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
        .class("link")
        .attr("hidden", move || !answers.can_undo(UndoKind::Cleared))
        .on(ev::click, move |event| {
            answers.undo();
            event.move_focus(&format!("#{CLEAR_ALL}"));
        })
        .child(locale.undo());

    div()
        .single_effect()
        .class("questions__tools")
        // One answer is cleared at its question.
        .attr("hidden", move || !answers.has_several() && !answers.can_undo(UndoKind::Cleared))
        .child(clear)
        .child(span().attr("role", "status").class("questions__cleared").child(cleared))
        .child(undo)
}

/// Builds one question: prompt and help beside what answers it.
fn question(offer: Offer, answers: Answers, index: QuestionIx) -> Element {
    let locale = offer.locale();
    let catalog = offer.catalog();
    let question = catalog.question(index);
    let prompt = offer.words(|words| words.prompt(index));
    let ids = Ids::new(offer.question_id(index), answer_name(&question.id), question);
    let first = format!("input#{0}, #{0} input", ids.input);
    let clear = push_button()
        .class("link question__clear")
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
        QuestionKind::Number { unit, range, .. } => number::number(offer, answers, index, unit, *range, &ids),
        QuestionKind::YesNo { .. } => choices::yes_no(offer, answers, index, &ids),
    };
    let only_if = offer.words(|words| words.only_if(index));
    let is_conditional = only_if.is_some();
    // The app hides the question instead; it is read where no scripts run.
    let only_if = only_if.map(|only_if| p().class("question__help question__only-if").child(only_if));
    let help = question.help.as_ref();
    let help = help.map(|help| p().class("question__help").attr("id", ids.help.clone()).child(offer.told(help)));
    let assumed = move || if answers.is_assumed(index) { locale.question_assumed().to_owned() } else { String::new() };
    let has_default = !question.default.is_empty();
    let ask = div()
        .class("question__ask")
        .child(named.class("question__prompt").attr("id", ids.prompt.clone()).child(prompt))
        .child(has_default.then(|| span().class("soft small").attr("id", ids.assumed.clone()).child(assumed)))
        .child(only_if)
        .child(help);

    // All of it follows the answers, and most of it changes with this question's alone.
    let built = div().single_effect().styled("question");
    // Hidden by its style, so that what is entered stays, and that it can be seen where no scripts run.
    let built = if is_conditional { built.class(("is-unasked", move || !answers.asks(index))) } else { built };
    built.child(ask).child(div().class("question__answer").child(answer).child(clear))
}
