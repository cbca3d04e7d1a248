//! What would change the recommendation: each change a button that makes it, until it is undone.

use leptos::prelude::*;
use plans::advice::{Change, Outcome};

use super::fold::fold;
use super::{CARD, list};
use crate::session::{Deed, Fold, Session};
use crate::view::{Element, button, el, memo};
use crate::words::{Advised, Words};

/// What the button is called in the page that undoes a change.
const UNDO: &str = "undo-change";

/// The changes by the plan that they lead to, the lowest first.
pub fn changes(session: Session) -> Element {
    let locale = session.locale();
    let all = move || {
        session.advised(|words, advised| {
            let mut all = Vec::new();
            for to in &advised.explanation.changes {
                all.push(changes_to(session, words, to.outcome));
            }
            for holds in &advised.explanation.holds {
                if let Some(text) = words.holds(holds) {
                    all.push(el("p").class("soft small").child(text));
                }
            }
            all
        })
    };

    el("div").class("changes").child(el("h3").child(locale.changes_title())).child(el("div").elements(all))
}

/// The way back from a change, while there is one.
pub fn way_back(session: Session) -> Element {
    el("div").when(memo(move || session.can_undo(Deed::Changed)), move || undo(session))
}

/// It takes the focus: the button that made the change is gone with its list.
fn undo(session: Session) -> Element {
    let locale = session.locale();
    let undo = button()
        .class("button button--s")
        .attr("id", UNDO)
        .takes_focus()
        .on("click", move |event| {
            session.undo();
            event.focus_on(&["#", CARD].concat());
        })
        .child(locale.undo());

    el("p").class("advice__undo").child(locale.changed()).child(undo)
}

fn changes_to(session: Session, words: Words<'_>, outcome: Outcome) -> Element {
    let buttons = move || {
        let buttons = |words: Words<'_>, advised: &Advised| {
            let mut buttons = Vec::new();
            for to in advised.explanation.changes.iter().filter(|to| to.outcome == outcome) {
                for change in &to.changes {
                    buttons.push(make(session, words.change(change), *change));
                }
            }
            vec![list("changes__list", buttons)]
        };
        // What stands around it is built anew when the answers change.
        untrack(|| session.advised(buttons))
    };
    fold(session, Fold::ChangesTo(outcome), words.changes_to(outcome), buttons)
}

fn make(session: Session, text: String, change: Change) -> Element {
    // Where the way back stands already, it does not appear and take the focus by itself.
    button().class("button button--s change").child(text).on("click", move |event| {
        session.make(&change);
        event.focus_on(&["#", UNDO].concat());
    })
}
