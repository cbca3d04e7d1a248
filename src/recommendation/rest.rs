//! All that the card says beside the reasons, behind one fold: built when it is opened, and while it is.

use lean_view::{Element, Memo, ev, html::*};

use super::changes::add_changes;
use super::current_plan::add_beside_current;
use super::outlook::add_outlook;
use super::reasons::add_reasons;
use super::why_not::add_why_not;
use crate::state::{Advice, AdviceKind, Answers, Fold, Offer};

/// Builds the fold. Most visitors leave it closed, and whatever it holds would be built anew with every answer.
pub fn rest(offer: Offer, answers: Answers, advice: Advice) -> Element {
    let is_open = Memo::new(move || advice.is_open(Fold::Rest));
    let content = move || {
        if !is_open.get() {
            return Vec::new();
        }
        advice.words(|words, advised| {
            let mut all = Vec::new();
            let Some(plan) = advised.advice.recommended() else {
                add_changes(&mut all, answers, &words, advised);
                add_outlook(&mut all, offer, words, advised);
                return all;
            };
            add_beside_current(&mut all, &words, advised, plan);
            add_changes(&mut all, answers, &words, advised);
            add_reasons(&mut all, offer, words, advised, plan);
            add_why_not(&mut all, offer, words, advised, plan);
            add_outlook(&mut all, offer, words, advised);
            all
        })
    };
    let title = move || {
        let locale = offer.locale();
        let title = match advice.kind() {
            AdviceKind::Open | AdviceKind::Fits => locale.advice_rest(),
            AdviceKind::Tied => locale.advice_would_decide(),
            AdviceKind::Locked | AdviceKind::Closest => locale.advice_rest_closest(),
        };
        title.to_owned()
    };
    details()
        .class("fold advice__rest")
        .attr("hidden", move || advice.kind() == AdviceKind::Open)
        .attr("open", move || is_open.get())
        .on(ev::toggle, move |event| advice.open(Fold::Rest, event.is_open()))
        .child(summary().class("fold__line").child(b().child(title)))
        .child(div().class("fold__content").child(content))
}
