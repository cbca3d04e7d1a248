//! What would change the recommendation: each change a button that makes it, until it is undone.

use plans::advice::{Change, Outcome};

use super::fold::fold;
use super::{CARD, list};
use crate::session::{Deed, Fold, Session};
use crate::view::{Element, button, el, memo};
use crate::words::Advised;

/// What the button is called in the page that undoes a change.
const UNDO: &str = "undo-change";

/// The changes by the plan that they lead to, the lowest first.
pub fn changes(session: Session) -> Element {
    let holds = move || {
        session.advised(|words, advised| {
            let mut lines = Vec::new();
            for holds in &advised.explanation.holds {
                if let Some(text) = words.holds(holds) {
                    lines.push(el("p").class("soft small").child(text));
                }
            }
            lines
        })
    };

    let mut all = el("div").class("changes").child(el("h3").child(session.locale().changes_title()));
    all = all.child(changes_to(session, Outcome { plan: None, fits: false }));
    for plan in session.catalog().plans() {
        for fits in [false, true] {
            all = all.child(changes_to(session, Outcome { plan: Some(plan), fits }));
        }
    }
    all.child(el("div").elements(holds))
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

/// The changes that lead to one outcome. Its line stands there all the time, and is hidden while there are none, since to
/// build such lines anew would be a quarter of the work of an answer.
fn changes_to(session: Session, outcome: Outcome) -> Element {
    let buttons = move || {
        session.advised(|words, advised| {
            let mut buttons = Vec::new();
            for change in changes_in(advised, outcome) {
                buttons.push(make(session, words.change(change), *change));
            }
            vec![list("changes__list", buttons)]
        })
    };
    let line = session.words(|words| words.changes_to(outcome));
    let has_none = move || session.advised(|_, advised| changes_in(advised, outcome).is_empty());
    fold(session, Fold::ChangesTo(outcome), line, buttons).flag("hidden", has_none)
}

fn changes_in(advised: &Advised, outcome: Outcome) -> &[Change] {
    let to = advised.explanation.changes.iter().find(|to| to.outcome == outcome);
    to.map_or(&[], |to| &to.changes)
}

fn make(session: Session, text: String, change: Change) -> Element {
    // Where the way back stands already, it does not appear and take the focus by itself.
    button().class("button button--s change").child(text).on("click", move |event| {
        session.make(&change);
        event.focus_on(&["#", UNDO].concat());
    })
}
