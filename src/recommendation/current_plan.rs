//! What the recommended plan gives and takes beside the one that the visitor has.

use lean_view::{Element, html::*};
use plans::{Advised, PlanIx};

use super::markup::list;
use crate::words::Words;

/// Adds what is gained and lost; nothing where the visitor has no plan, or this one.
pub fn add_beside_current(all: &mut Vec<Element>, words: &Words<'_>, advised: &Advised, plan: PlanIx) {
    let Some(from) = advised.answers.current_plan(words.catalog).filter(|from| *from != plan) else { return };
    all.push(h3().child(words.locale.between_title(&words.plan(from), &words.plan(plan))));
    for (title, texts) in words.gained_and_lost(&advised.answers, from, plan) {
        let mut lines = Vec::new();
        for text in texts {
            lines.push(span().child(text));
        }
        all.push(h4().child(title));
        all.push(list("rows", lines));
    }
}
