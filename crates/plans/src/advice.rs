//! Which plan the answers recommend, and what each plan misses.
//!
//! The rule, with `s` the plan that the company's size suits, or the first plan where no size is given:
//!
//! 1. With nothing answered, none is recommended.
//! 2. Else the first plan at or after `s` that misses no requirement.
//! 3. If there is none, the last plan before `s` that does.
//! 4. If no plan does, the plan that misses fewest requirements as the closest: of equals the one with the lowest total, the later one where
//!    that is the same or not known.
//!
//! A requirement that only what is not stated could meet is not missed: it is [`Verdict::not_stated`], and the advice says to ask.
//! So a plan that may have everything comes before a later one that surely has it, and the visitor is told of both: asking about
//! the lower plan costs a question, and ruling it out would count what nobody said as a no.
//!
//! # Plans with add-ons, and prices
//!
//! A plan is looked at with the add-ons that suit it best: those with which it misses fewest requirements; of such sets the one with
//! fewest that are not stated, then with the lowest total, where that is known, then with the fewest add-ons, then the first in the
//! catalogue's order. Sets are exact where the add-ons of a plan that requirements, dependences or exclusions bring together can be
//! taken in at most 20,000 ways (counting no more of one than can be of use); else the best of those tried counts.
//!
//! Only plans that can be had are recommended or closest. Where a catalogue recommends the cheapest, "the first" and "the last" in the
//! rule are the one with the lowest total: what is not known comes after all that is, and "from" counts as the least. Plans that fit
//! for the same lowest total are recommended equally ([`Recommendation::FitsEqually`]). Where no plan that can be had fits, one that misses nothing but cannot be had is named as such
//! ([`Recommendation::Unavailable`]). Each family of plans is advised on by itself: [`Catalog::of_family`].
//!
//! What leads to the same plan with other add-ons leads to another [`Outcome`]. In what and how often is paid is no answer.
//! Ranges of numbers are exact also where totals decide; but of a price for each started so many units, only the 1,000 steps nearest to
//! the answer, and of a row that add-ons give something in more than 1,000 ways, only those of each by itself and of all.
//!
//! [`Advice::of`] follows the rule; [`Advice::explain`] says why it came out so, and what would change it. Both are pure: the
//! same catalogue and answers give the same result. [`Advised`] holds both with the answers.
//!
//! # What an explanation says
//!
//! - [`Explanation::deciding`]: which answers rule the lower plans out, each alone or only together; [`Advice::without`] says
//!   the same from the other side.
//! - [`Explanation::changes`] and [`Explanation::holds`]: every single answer that, changed, leads to another plan, and the
//!   numbers that do not.
//! - [`Explanation::conflicts`], where no plan fits: which answers cannot be had together. What to give up for a plan is
//!   [`Verdict::give_up`].
//! - [`Outlook`]: the plans still possible, and the open question that narrows them most.
//!
//! What could grow with the product of the choices (the sets of deciding and of conflicting answers, and what is still
//! possible) is searched within a bound that its documentation states, and says so where it was cut short.
//!
//! # Answers that depend on others
//!
//! An answer to a question that is not asked requires nothing, and a cell may hold what another answer says
//! ([`Catalog::controlling`]). What answers do adds up no longer then: each change and each set of answers is advised on by itself,
//! sets of answers within a bound of 4,000, and what is still possible with every way of answering the controlling questions,
//! within a bound of 500.

use crate::answers::{AnswerRef, Answers, RequirementRef};
use crate::catalog::{Catalog, EntitlementIx, PlanIx, Satisfaction, Taken};
use crate::comparison::{Standing, standings_with};
use crate::total::{Total, total};

mod advised;
mod answer_impact;
mod board;
mod case;
mod change;
mod completions;
mod cover;
mod deciding;
#[cfg(feature = "json")]
mod first_questions;
mod outlook;
mod package_impacts;
mod package_outlook;
mod packages;
mod plan_set;
#[cfg(feature = "json")]
mod report;
mod rule;
mod smallest;

use case::Case;
#[cfg(feature = "json")]
pub(crate) use first_questions::first_questions;
use packages::{Shop, packages};
use rule::{recommend, recommend_packaged};

pub use advised::Advised;
pub use answer_impact::NewAnswer;
pub use change::{Change, ChangesTo};
pub use cover::MAX_WAYS;
pub use deciding::{AnswerSets, Without};
pub use outlook::Outlook;
pub use plan_set::PlanSet;
#[cfg(feature = "json")]
pub use report::{Line, Refusal, Report, schema};
pub use rule::{Outcome, Recommendation};

/// The verdict on one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The plan.
    pub plan: PlanIx,
    /// The requirements it misses, in the order of the questions.
    pub missed: Vec<RequirementRef>,
    /// The requirements that it may meet or miss, since nothing is stated of what would meet them; in the order of the questions.
    pub not_stated: Vec<RequirementRef>,
    /// Whether it can be had with the answers. While a question that it depends on is open, it can.
    pub available: bool,
    /// The add-ons with which it misses fewest requirements for the lowest total, by add-on.
    pub add_ons: Vec<Taken>,
    /// What it costs with these; none where the catalogue has no prices.
    pub total: Option<Total>,
}

/// The explanation of an advice: the answers that decide it, and the answers that would change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Every smallest set of answers that by itself leads to the recommended plan, if every other question were open. Sets of
    /// one answer each force it alone; the answers of a larger set only together. The company's size counts as an answer,
    /// which rules out the plans before the one that suits it. None where no plan fits, for the first plan, and for a plan
    /// below the one that suits the size: then every answer had a say.
    pub deciding: AnswerSets,
    /// Where no plan fits, every smallest set of answers that no plan meets together. Without any one of its answers, some
    /// plan meets the rest of the set.
    pub conflicts: AnswerSets,
    /// Every change of a single answer that leads to another [`Outcome`], by that outcome, the lowest plan first: another
    /// choice, one more or one fewer of several, other numbers, or the question left open.
    pub changes: Vec<ChangesTo>,
    /// For each number answered, the numbers around it with which the outcome stays the same.
    pub holds: Vec<Change>,
    /// The plans that the open questions leave possible.
    pub outlook: Outlook,
}

/// The result: a recommendation, and a verdict for every plan in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The recommendation.
    pub recommendation: Recommendation,
    /// Every requirement that the answers make, in the order of the questions.
    pub asked: Vec<RequirementRef>,
    /// The verdict on each plan.
    pub verdicts: Vec<Verdict>,
}

impl Verdict {
    /// Returns the answers whose requirements the plan misses. Where no answers depend on others, that is the smallest set without
    /// which it would meet all the others.
    pub fn give_up(&self) -> Vec<AnswerRef> {
        let mut given: Vec<AnswerRef> = self.missed.iter().map(RequirementRef::given).collect();
        // One answer may make several requirements, which stand together.
        given.dedup();
        given
    }
}

impl Advice {
    /// Returns the advice that these answers lead to.
    pub fn of(catalog: &Catalog, answers: &Answers) -> Self {
        let answers = answers.in_effect(catalog);
        let asked = answers.asked(catalog);
        let shop = catalog.is_packaged().then(|| Shop::new(catalog));
        let packages = shop.as_ref().map(|shop| (packages(shop, &answers), shop.rule()));
        let has_prices = catalog.parts().pricing.is_some();
        let mut verdicts = Vec::new();
        for plan in catalog.plans() {
            let (mut missed, mut not_stated) = (Vec::new(), Vec::new());
            let add_ons = packages.as_ref().map(|(packages, _)| packages.taken[plan.get()].clone()).unwrap_or_default();
            for asked in &asked {
                match asked.satisfaction_with(catalog, &answers, plan, &add_ons) {
                    Satisfaction::Met => {}
                    Satisfaction::NotStated => not_stated.push(*asked),
                    Satisfaction::Missed => missed.push(*asked),
                }
            }
            let available = answers.has_available(catalog, plan);
            let total = has_prices.then(|| total(catalog, &answers, plan, &add_ons));
            verdicts.push(Verdict { plan, missed, not_stated, available, add_ons, total });
        }
        let mut advice = Self { recommendation: Recommendation::NothingAnswered, asked, verdicts };
        let (is_answered, suited) = (!answers.is_empty(), answers.suited(catalog));
        advice.recommendation = match packages {
            Some((packages, rule)) => recommend_packaged(is_answered, suited, &packages.candidates, rule),
            None => recommend(is_answered, suited, &advice.counts()),
        };
        advice
    }

    /// Counts the requirements that each plan misses, by plan.
    fn counts(&self) -> Vec<u32> {
        let mut counts = Vec::new();
        for verdict in &self.verdicts {
            counts.push(verdict.missed.len() as u32);
        }
        counts
    }

    fn case<'a>(&self, catalog: &'a Catalog, answers: &'a Answers) -> Case<'a> {
        Case::new(catalog, answers, (self.recommendation, self.outcome()), self.counts())
    }

    /// Returns why this is the advice for these answers, and what would change it.
    pub fn explain(&self, catalog: &Catalog, answers: &Answers) -> Explanation {
        self.explain_case(&self.case(catalog, answers))
    }

    fn explain_case(&self, case: &Case<'_>) -> Explanation {
        let (changes, holds) = change::changes(case);
        let (forcing, none) = (deciding::forcing(case), AnswerSets::default());
        let (deciding, conflicts) = if self.recommendation.fits() { (forcing, none) } else { (none, forcing) };
        let outlook = match &case.board {
            Some(board) => package_outlook::package_outlook(case, board, &self.counts()),
            None if case.is_dependent() => completions::outlook(case),
            None => outlook::outlook(case),
        };
        Explanation { deciding, conflicts, changes, holds, outlook }
    }

    /// Returns every smallest set of answers without which a lower plan, or none, would have been recommended; the smaller
    /// first. None where no plan fits, and for the first plan.
    pub fn without(&self, catalog: &Catalog, answers: &Answers) -> Vec<Without> {
        deciding::without(&self.case(catalog, answers))
    }

    /// Leaves out the rows that a requirement asks for which the recommended plan misses.
    pub fn unasked(&self, catalog: &Catalog, rows: &[EntitlementIx]) -> Vec<EntitlementIx> {
        let missed = self.recommended().map_or(&[][..], |plan| &self.verdicts[plan.get()].missed);
        let mut unasked = Vec::new();
        for row in rows {
            if !missed.iter().any(|asked| asked.is_of(catalog, *row)) {
                unasked.push(*row);
            }
        }
        unasked
    }

    /// Returns how each plan's cell of a row stands to the answers that this is the advice on, with the plan's add-ons.
    pub fn standings(&self, catalog: &Catalog, answers: &Answers, row: EntitlementIx) -> Vec<Standing> {
        let mut add_ons: Vec<&[Taken]> = Vec::new();
        for verdict in &self.verdicts {
            add_ons.push(&verdict.add_ons);
        }
        standings_with(catalog, answers, &self.asked, row, &add_ons)
    }

    /// Returns the recommendation as changes and sets of answers lead to one: with the add-ons of the plan.
    pub fn outcome(&self) -> Outcome {
        let add_ons = self.recommended().map(|plan| self.verdicts[plan.get()].add_ons.clone());
        self.recommendation.outcome(add_ons.unwrap_or_default())
    }

    /// Returns the plan recommended, or the closest; none where nothing is answered, or several fit equally.
    pub fn recommended(&self) -> Option<PlanIx> {
        self.recommendation.plan()
    }
}
