//! Why not another plan: what it misses, and what a higher one would add or take away.

use plans::comparison::differences;
use plans::{EntitlementIx, PlanIx};

use super::fold::fold;
use super::{add_titled, list};
use crate::session::{Fold, Session};
use crate::view::{Element, el};
use crate::words::{Advised, Words};

/// A line for every plan but the recommended one, which opens in place.
pub fn why_not(session: Session) -> Element {
    let mut all = el("div");
    for plan in session.plans() {
        let lines = move || {
            session.advised(|words, advised| match advised.advice.recommended() {
                Some(recommended) if recommended != plan => WhyNot { words, advised, plan }.beside(recommended),
                _ => Vec::new(),
            })
        };
        let line = session.locale().why_not(&session.plan_name(plan));
        let line = fold(session, Fold::WhyNot(plan), line, lines);
        all = all.child(line.flag("hidden", move || session.recommended() == Some(plan)));
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
            all.push(el("p").child(locale.why_not_needed()));
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
        lines.push(el("span").child(text));
    }
    lines
}
