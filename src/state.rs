//! What is known of one configurator on a page, in rooms of their own: one file a noun, each with its own signal.
//!
//! The visitor and the host write; all else is derived. What must survive a change by the host stands here, never in what is
//! mounted: another language, other plans or another catalogue is a change of what the rooms show. No room knows the browser's
//! document: what they ask of the browser is [`Platform`], and where the focus goes is told by whoever listens.

use std::sync::Arc;

use plans::catalog::FamilyIx;
use plans::wire::View;

mod advice;
mod answers;
mod comparison;
mod draft;
mod entry;
mod host;
mod hours;
mod offer;
mod platform;
mod request;
mod table_marks;
mod view_query;
mod zone;

#[cfg(test)]
pub mod tests;

pub use advice::{Advice, AdviceKind, Fit, Fold};
pub use answers::{Answers, UndoKind};
pub use comparison::{Comparison, ComparisonNews};
pub use draft::{Draft, Field, FieldError};
pub use entry::{NO, TOTAL, YES, answer_name};
pub use host::{Host, HostEvent, RequestStage};
pub use hours::Hours;
pub use offer::{Offer, Shown};
pub use platform::Platform;
pub use request::{Attempt, Failure, FormLocation, Progress, Receipt, Request, Sent};
pub use table_marks::{ColumnMark, SectionMark, TableMarks, table_marks};
pub use zone::Zone;

/// All rooms of one configurator. A part of the page is given those that it uses.
#[derive(Clone, Copy)]
pub struct State {
    /// The offer.
    pub offer: Offer,
    /// The answers.
    pub answers: Answers,
    /// The advice on the answers.
    pub advice: Advice,
    /// The choices of the comparison.
    pub comparison: Comparison,
    /// The choices of the support hours.
    pub hours: Hours,
    /// The request form.
    pub request: Request,
    /// The state that the host knows.
    pub host: Host,
}

impl State {
    /// Returns a fresh page for an offer, whose requests go to an address.
    pub fn new(platform: &'static dyn Platform, shown: Shown, endpoint: String) -> Self {
        let severity = shown.catalog.severities().next();
        let offer = Offer::new(shown);
        let answers = Answers::new(offer);
        Self {
            offer,
            answers,
            advice: Advice::new(offer, answers),
            comparison: Comparison::new(platform, offer, answers),
            hours: Hours::new(platform, offer, answers, severity),
            request: Request::new(endpoint),
            host: Host::new(),
        }
    }

    /// Shows another offer: another catalogue, other plans, or another language. What was entered and chosen is kept by ids, each
    /// where the new offer has it; the host, who says this, is not told of it.
    pub fn show(&self, shown: Shown) {
        self.replace(shown);
        self.mark_reported();
    }

    /// Shows the plans of a family, by its id; of the first one where that is empty. False, and nothing changes, where there is none.
    pub fn show_family(&self, id: &str) -> bool {
        let shown = self.offer.now();
        let Some(family) = shown.families.as_ref().and_then(|families| families.named(id)) else { return false };
        self.turn_to(&shown, family);
        true
    }

    /// Shows the family of the plan of this id, where there is one.
    fn show_family_of(&self, plan: &str) {
        let shown = self.offer.now();
        if let Some(family) = shown.families.as_ref().and_then(|families| families.of_plan(plan)) {
            self.turn_to(&shown, family);
        }
    }

    /// Shows what a link holds, by the catalogue with all families.
    pub fn open(&self, answers: plans::Answers, view: View) {
        let whole = self.offer.whole();
        self.choose_view(view);
        self.answers.replace(answers, &whole);
    }

    fn turn_to(&self, shown: &Shown, family: FamilyIx) {
        if let Some(other) = shown.with_family(family) {
            self.replace(other);
            self.offer.turn();
        }
    }

    fn replace(&self, shown: Shown) {
        let (before, now) = (self.offer.now(), Arc::new(shown));
        self.answers.carry_over(&before, &now);
        self.advice.carry_over(&before, &now);
        self.comparison.carry_over(&before, &now);
        self.hours.carry_over(&before, &now);
        self.request.carry_over(&before, &now);
        self.offer.set(now);
    }
}
