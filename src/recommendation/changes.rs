//! What would change the recommendation: each change with a button that makes it, until it is undone.

use lean_view::{Element, Memo, ev, html::*, when};
use plans::Advised;
use plans::advice::{Change, Outcome};

use super::markup::{BOLD, CARD, with_bold};
use crate::controls::{AppElement as _, push_button};
use crate::state::{Advice, AdviceKind, Answers, Offer, UndoKind};
use crate::words::Words;

/// The id of the button that undoes a change.
const UNDO: &str = "undo-change";

/// How many changes are shown.
const MOST: usize = 3;

/// Builds the list of what to give up for a plan that fits, where none does.
pub fn give_up(offer: Offer, answers: Answers, advice: Advice) -> Element {
    let lines = move || {
        advice.words(|words, advised| {
            if advised.advice.recommended().is_none() || advised.advice.recommendation.fits() {
                return Vec::new();
            }
            let mut lines = Vec::new();
            for (outcome, change) in changes(advised).into_iter().rev() {
                lines.push(line(answers, &words, &|mark| words.change_fits(outcome, &change, mark), change));
            }
            let locale = offer.locale();
            let title = match advice.kind() {
                AdviceKind::Locked => locale.advice_makes_available(),
                _ => locale.changes_give_up(),
            };
            titled(title, lines)
        })
    };
    div().class("advice__give-up").child(lines)
}

/// Adds the changes that would lead to another plan, the lowest first, and the numbers with which all stays the same.
pub fn add_changes(all: &mut Vec<Element>, answers: Answers, words: &Words<'_>, advised: &Advised) {
    let mut lines = Vec::new();
    if advised.advice.recommendation.fits() {
        for (outcome, change) in changes(advised) {
            lines.push(line(answers, words, &|mark| words.change_to(outcome, &change, mark), change));
        }
    }
    // Where several fit equally, the fold's own line says it.
    match advised.advice.recommended() {
        Some(_) => all.append(&mut titled(words.locale.changes_title(), lines)),
        None => all.append(&mut lines),
    }
    for holds in &advised.explanation.holds {
        if let Some(text) = words.holds(holds) {
            all.push(p().class("soft small").child(text));
        }
    }
}

fn titled(title: &'static str, mut lines: Vec<Element>) -> Vec<Element> {
    if !lines.is_empty() {
        lines.insert(0, h3().child(title));
    }
    lines
}

/// Returns the first change to each of a few plans that would fit then.
fn changes(advised: &Advised) -> Vec<(&Outcome, Change)> {
    let mut changes = Vec::new();
    for to in &advised.explanation.changes {
        if let Some(change) = to.changes.first()
            && to.outcome.plan.is_some()
            && to.outcome.fits
        {
            changes.push((&to.outcome, *change));
        }
    }
    // Those that lead to the highest plans are nearest to what was asked for.
    let from = changes.len().saturating_sub(MOST);
    changes.split_off(from)
}

/// Builds a change as a line with its button.
fn line(answers: Answers, words: &Words<'_>, text: &dyn Fn(&str) -> String, change: Change) -> Element {
    let label = format!("{}: {}", words.locale.change_try(), text(""));
    let button = push_button()
        .styled("button button--s change")
        .attr("aria-label", label)
        // Where the way back stands already, it does not appear and take the focus by itself.
        .on(ev::click, move |event| {
            answers.make(&change);
            event.move_focus(&format!("#{UNDO}"));
        })
        .child(words.locale.change_try());
    let mut sentence = span();
    for part in with_bold(&text(BOLD)) {
        sentence = sentence.child(part);
    }
    div().class("change__line").child(sentence).child(button)
}

/// Builds the way back from a change, while there is one.
pub fn way_back(offer: Offer, answers: Answers) -> Element {
    div().child(when(Memo::new(move || answers.can_undo(UndoKind::Changed)), move || undo(offer, answers)))
}

/// Builds the button that undoes a change. It takes the focus: the button that made the change is gone with its list.
fn undo(offer: Offer, answers: Answers) -> Element {
    let locale = offer.locale();
    let undo = push_button()
        .class("link")
        .attr("id", UNDO)
        .takes_focus()
        .on(ev::click, move |event| {
            answers.undo();
            event.move_focus(&format!("#{CARD}"));
        })
        .child(locale.undo());

    p().class("advice__undo").child(span().child(locale.changed())).child(undo)
}
