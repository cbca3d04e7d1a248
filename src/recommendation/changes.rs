//! What would change the recommendation: each change a button that makes it, until it is undone.

use plans::advice::ChangesTo;

use super::{CARD, list};
use crate::session::{Deed, Session};
use crate::view::{Element, button, el, memo};
use crate::words::Words;

/// What the button is called in the page that undoes a change.
const UNDO: &str = "undo-change";

/// The changes by the plan that they lead to, the lowest first.
pub fn changes(session: Session) -> Element {
    let locale = session.locale();
    let all = move || {
        session.advised(|words, advised| {
            let mut all = Vec::new();
            for to in &advised.explanation.changes {
                all.push(changes_to(session, words, to));
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

fn changes_to(session: Session, words: Words<'_>, to: &ChangesTo) -> Element {
    let mut lines = Vec::new();
    for change in &to.changes {
        let text = words.change(change);
        let change = *change;
        // Where the way back stands already, it does not appear and take the focus by itself.
        lines.push(button().class("button button--s change").child(text).on("click", move |event| {
            session.make(&change);
            event.focus_on(&["#", UNDO].concat());
        }));
    }

    el("details")
        .class("more")
        .child(el("summary").child(words.changes_to(to.outcome)))
        .child(list("changes__list", lines))
}
