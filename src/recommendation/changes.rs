//! What would change the recommendation: each change a button that makes it, until it is undone.

use lean_view::{Element, Memo, ev, html::*, when};
use plans::Advised;
use plans::advice::{Change, Outcome};

use super::fold::fold;
use super::markup::{CARD, list};
use crate::controls::{AppElement as _, push_button};
use crate::state::{Advice, Answers, Fold, Offer, UndoKind};

/// The id of the button that undoes a change.
const UNDO: &str = "undo-change";

/// The changes by the plan that they lead to, the lowest first.
pub fn changes(offer: Offer, answers: Answers, advice: Advice) -> Element {
    let holds = move || {
        advice.words(|words, advised| {
            let mut lines = Vec::new();
            for holds in &advised.explanation.holds {
                if let Some(text) = words.holds(holds) {
                    lines.push(p().class("soft small").child(text));
                }
            }
            lines
        })
    };

    let mut all = div().class("changes").child(h3().child(offer.locale().changes_title()));
    all = all.child(changes_to(offer, answers, advice, Outcome { plan: None, fits: false }));
    for plan in offer.catalog().plans() {
        for fits in [false, true] {
            all = all.child(changes_to(offer, answers, advice, Outcome { plan: Some(plan), fits }));
        }
    }
    all.child(div().child(holds))
}

/// The way back from a change, while there is one.
pub fn way_back(offer: Offer, answers: Answers) -> Element {
    div().child(when(Memo::new(move || answers.can_undo(UndoKind::Changed)), move || undo(offer, answers)))
}

/// It takes the focus: the button that made the change is gone with its list.
fn undo(offer: Offer, answers: Answers) -> Element {
    let locale = offer.locale();
    let undo = push_button()
        .styled("button button--s")
        .attr("id", UNDO)
        .takes_focus()
        .on(ev::click, move |event| {
            answers.undo();
            event.move_focus(&["#", CARD].concat());
        })
        .child(locale.undo());

    p().class("advice__undo").child(locale.changed()).child(undo)
}

/// The changes that lead to one outcome. Its line stands there all the time, and is hidden while there are none, since to
/// build such lines anew would be a quarter of the work of an answer.
fn changes_to(offer: Offer, answers: Answers, advice: Advice, outcome: Outcome) -> Element {
    let buttons = move || {
        advice.words(|words, advised| {
            let mut buttons = Vec::new();
            for change in changes_in(advised, outcome) {
                buttons.push(make(answers, words.change(change), *change));
            }
            vec![list("changes__list", buttons)]
        })
    };
    let line = offer.words(|words| words.changes_to(outcome));
    let has_none = move || advice.words(|_, advised| changes_in(advised, outcome).is_empty());
    fold(advice, Fold::ChangesTo(outcome), line, buttons).attr("hidden", has_none)
}

fn changes_in(advised: &Advised, outcome: Outcome) -> &[Change] {
    let to = advised.explanation.changes.iter().find(|to| to.outcome == outcome);
    to.map_or(&[], |to| &to.changes)
}

fn make(answers: Answers, text: String, change: Change) -> Element {
    // Where the way back stands already, it does not appear and take the focus by itself.
    push_button().styled("button button--s change").child(text).on(ev::click, move |event| {
        answers.make(&change);
        event.move_focus(&["#", UNDO].concat());
    })
}
