//! Why not another plan: what it misses, and what a higher one would add or take away.

use lean_view::{Element, html::*};
use plans::comparison::differences;
use plans::{Advised, EntitlementIx, PlanIx};

use super::markup::list;
use crate::state::Offer;
use crate::words::Words;

/// Adds a heading for every plan but the recommended one, with what speaks against it.
pub fn add_why_not(all: &mut Vec<Element>, offer: Offer, words: Words<'_>, advised: &Advised, recommended: PlanIx) {
    for plan in offer.plans() {
        if plan != recommended {
            all.push(h3().child(words.locale.why_not(&words.plan(plan))));
            WhyNot { words, advised, plan }.add_beside(all, recommended);
        }
    }
}

struct WhyNot<'a> {
    words: Words<'a>,
    advised: &'a Advised,
    plan: PlanIx,
}

impl WhyNot<'_> {
    fn add_beside(&self, all: &mut Vec<Element>, recommended: PlanIx) {
        let (words, plan) = (self.words, self.plan);
        let (locale, advice) = (words.locale, &self.advised.advice);
        let (against, not_stated) = (words.against(self.advised, plan), words.all_not_stated(self.advised, plan));
        if against.is_empty() && not_stated.is_empty() {
            all.push(p().child(locale.why_not_needed()));
        }
        if !against.is_empty() {
            all.push(list("reasons reasons--missed", lines(against)));
        }
        if !not_stated.is_empty() {
            all.push(list("reasons reasons--open", lines(not_stated)));
        }
        if recommended < plan {
            let differences = differences(words.catalog, &self.advised.answers, recommended, plan);
            let mut add = |title, rows: Vec<EntitlementIx>| {
                let mut texts = Vec::new();
                for row in rows {
                    texts.push(words.difference(&self.advised.answers, row, recommended, plan));
                }
                if !texts.is_empty() {
                    all.push(h4().child(title));
                    all.push(list("rows", lines(texts)));
                }
            };
            add(locale.why_not_adds(), advice.unasked(words.catalog, &differences.better));
            add(locale.why_not_lacks(), differences.worse);
            add(locale.why_not_differs(), differences.other);
        }
    }
}

fn lines(texts: Vec<String>) -> Vec<Element> {
    let mut lines = Vec::new();
    for text in texts {
        lines.push(span().child(text));
    }
    lines
}
