//! Why not another plan: what it misses, and what a higher one would add or take away.

use lean_view::{Element, html::*};
use plans::comparison::differences;
use plans::{Advised, EntitlementIx, PlanIx};

use super::fold::fold;
use super::markup::{add_titled, list};
use crate::state::{Advice, Fold, Offer};
use crate::words::Words;

/// A line for every plan but the recommended one, which opens in place.
pub fn why_not(offer: Offer, advice: Advice) -> Element {
    let mut all = div();
    for plan in offer.plans() {
        let lines = move || {
            advice.words(|words, advised| match advised.advice.recommended() {
                Some(recommended) if recommended != plan => WhyNot { words, advised, plan }.beside(recommended),
                _ => Vec::new(),
            })
        };
        let line = offer.locale().why_not(&offer.plan_name(plan));
        let line = fold(advice, Fold::WhyNot(plan), line, lines);
        all = all.child(line.attr("hidden", move || advice.recommended() == Some(plan)));
    }
    all
}

struct WhyNot<'a> {
    words: Words<'a>,
    advised: &'a Advised,
    plan: PlanIx,
}

impl WhyNot<'_> {
    fn beside(&self, recommended: PlanIx) -> Vec<Element> {
        let (words, plan) = (self.words, self.plan);
        let (locale, advice) = (words.locale, &self.advised.advice);
        let mut against = Vec::new();
        if let Some(suited) = self.advised.answers.suited(words.catalog).filter(|suited| plan < *suited) {
            against.push(locale.why_not_size(&words.size(&self.advised.answers), &words.plan(suited)));
        }
        for asked in &advice.verdicts[plan.get()].missed {
            against.push(words.missed(asked, plan));
        }
        let mut all = Vec::new();
        if against.is_empty() {
            all.push(p().child(locale.why_not_needed()));
        } else {
            all.push(list("reasons reasons--missed", lines(against)));
        }
        if recommended < plan {
            let differences = differences(words.catalog, recommended, plan);
            let mut add = |title, rows: Vec<EntitlementIx>| {
                let mut texts = Vec::new();
                for row in rows {
                    texts.push(words.difference(row, recommended, plan));
                }
                add_titled(&mut all, title, "rows", lines(texts));
            };
            add(locale.why_not_adds(), advice.unasked(words.catalog, &differences.better));
            add(locale.why_not_lacks(), differences.worse);
            add(locale.why_not_differs(), differences.other);
        }
        all
    }
}

fn lines(texts: Vec<String>) -> Vec<Element> {
    let mut lines = Vec::new();
    for text in texts {
        lines.push(span().child(text));
    }
    lines
}
