//! The advice and its explanation as JSON: what `plan-server advise` prints, and what is stored with a request.
//!
//! These types are where `catalogs/advice.schema.json` comes from. They name things by the ids of the catalogue, and give
//! values as its author writes them; they hold no sentence.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::{Advice, Change, NewAnswer, Outcome, PlanSet, Recommendation, deciding};
use crate::answers::{AnswerRef, Answers, RequirementRef};
use crate::catalog::{
    Authored, BillingPeriod, Catalog, EntitlementIx, MOST_DECIMALS, Money, PlanIx, QuestionIx, Satisfaction, Taken,
    written_number,
};
use crate::comparison::differences_with;
use crate::json::Problem;
use crate::total::{Total, TotalAmount, total};

/// What stands in the place of one line of answers.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Advice on one line of answers")]
pub enum Line<'a> {
    /// The advice on them.
    Advised(Box<Report<'a>>),
    /// Why they cannot be read.
    Refused {
        /// What is wrong with them.
        error: Refusal,
    },
}

/// What is wrong with answers that cannot be read.
#[derive(Serialize, JsonSchema)]
pub struct Refusal {
    /// Every problem, each with its place.
    pub problems: Vec<Problem>,
}

/// Which plan the answers recommend, why, and what would change it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Advice", deny_unknown_fields)]
pub struct Report<'a> {
    /// The plan recommended, or the closest where none meets everything; null where nothing is answered, or several fit equally.
    recommended: Option<&'a str>,
    /// Whether that plan misses no requirement and can be had, or several do; false where there is none. Look at its `not_stated`,
    /// too.
    fits: bool,
    state: StateReport,
    /// The plans that fit equally: their totals are the same, and the lowest. Absent where there is one plan, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    tied: Option<Vec<&'a str>>,
    /// What is said of each plan, in the order of the catalogue.
    verdicts: Vec<VerdictReport<'a>>,
    deciding: DecidingReport<'a>,
    /// Every change of a single answer that leads to another plan, or to the same plan fitting no more or at last; by where
    /// it leads, the lowest plan first.
    changes: Vec<ChangesReport<'a>>,
    /// For each number answered, the numbers with which the recommendation stays the same.
    holds: Vec<HoldsReport<'a>>,
    conflicts: ConflictsReport<'a>,
    open: OpenReport<'a>,
}

/// How the plan recommended stands to the answers.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "State")]
enum StateReport {
    /// Nothing is answered.
    NothingAnswered,
    /// It misses nothing.
    Fits,
    /// It misses nothing, but the company's size suits a later plan.
    FitsBelowSize,
    /// Several plans miss nothing, and cost the same.
    Tie,
    /// It misses nothing, but cannot be had; and no plan that can be had misses nothing.
    Unavailable,
    /// Every plan that can be had misses something; it misses fewest.
    Closest,
}

/// Some of an add-on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AddOn", deny_unknown_fields)]
struct AddOnReport<'a> {
    add_on: &'a str,
    count: u32,
}

/// What a plan costs with its add-ons for the answers given.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Total")]
enum TotalReport<'a> {
    /// So much.
    Known {
        /// The sum, exactly: digits, and decimals after a point.
        amount: String,
        currency: &'a str,
        /// For how long: the id of a period.
        per: &'a str,
        /// Whether it is the least that it may be; absent where it is not.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<bool>,
        /// What is paid once, beside the amount; absent where that is nothing.
        #[serde(skip_serializing_if = "Option::is_none")]
        once: Option<String>,
    },
    /// It is not known.
    Unknown(UnknownTotal),
}

/// Why a total is not known.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum UnknownTotal {
    /// It is agreed.
    OnRequest,
    /// Nothing is said of a price, or of how many of something there are.
    NotStated,
}

/// What is said of one plan.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Verdict", deny_unknown_fields)]
struct VerdictReport<'a> {
    plan: &'a str,
    /// Whether the company's size speaks for it: it is the plan that suits the size, or a later one. Null where no size is
    /// given.
    suits_size: Option<bool>,
    /// The requirements that it meets, in the order of the questions.
    met: Vec<RequirementReport<'a>>,
    /// The requirements that it misses, in the order of the questions.
    missed: Vec<RequirementReport<'a>>,
    /// The requirements that it may meet or miss, since the catalogue does not state what it offers: ask about them. They speak
    /// neither for the plan nor against it. In the order of the questions; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_stated: Option<Vec<RequirementReport<'a>>>,
    /// The add-ons with which it misses fewest requirements; of such sets the one with fewest that are not stated, then with the lowest
    /// total, then with the fewest add-ons. Absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    add_ons: Option<Vec<AddOnReport<'a>>>,
    /// What it costs with these; absent where the catalogue has no prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<TotalReport<'a>>,
    /// False where it cannot be had with the answers; absent where it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<bool>,
    /// With which answers it can be had, all of them, where it cannot: the questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    available_if: Option<Vec<&'a str>>,
    /// The answers whose requirements it misses. Where no answers depend on others, that is the smallest set without which it would
    /// meet all the others.
    give_up: Vec<GivenReport<'a>>,
    /// How it differs from the plan recommended; absent where there is none, and for that plan itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    beside_recommended: Option<DifferencesReport<'a>>,
}

/// A requirement that an answer makes.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Requirement", deny_unknown_fields)]
struct RequirementReport<'a> {
    /// The question whose answer asks.
    question: &'a str,
    /// The choice that asks, where the question has choices.
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<&'a str>,
    /// The most that the plan may cost with its add-ons, in the currency chosen; absent where it is no budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<String>,
    /// The entitlements that are asked for, of which one is enough; none where it is a budget.
    entitlements: Vec<&'a str>,
    /// What is asked of each of them, and what the plan offers.
    needs: Vec<NeedReport<'a>>,
}

/// What is asked of an entitlement, beside what the plan offers. Values are written as in the catalogue.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Need", deny_unknown_fields)]
struct NeedReport<'a> {
    entitlement: &'a str,
    /// At least this; at most, where `at_most` says so.
    required: Authored,
    /// True where a plan must have no more; absent where it must have no less.
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<bool>,
    offered: Authored,
    /// What limits what is offered as "included", as the page tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'a str>,
    /// Whether the offer satisfies what is required. False of what is not stated, too.
    met: bool,
    /// Under what condition the offer holds, in the catalogue's words; absent where it holds without.
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<&'a str>,
    /// What it costs to buy what is available, in the catalogue's words; absent where nothing is said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<&'a str>,
}

/// Something that was answered: an answer, or one choice of a question that takes several.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Given", deny_unknown_fields)]
struct GivenReport<'a> {
    question: &'a str,
    /// The choice, where the question has choices.
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<&'a str>,
}

/// How the rows of a plan differ from those of the recommended one: entitlements in the order of the table.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Differences", deny_unknown_fields)]
struct DifferencesReport<'a> {
    /// The plan offers more of these.
    better: Vec<&'a str>,
    /// Those of `better` that nothing missing asks for: what the plan would add beyond what was asked.
    unasked: Vec<&'a str>,
    /// The plan offers less of these, or does not include them.
    worse: Vec<&'a str>,
    /// The two differ, and neither is more.
    other: Vec<&'a str>,
}

/// Which answers rule the lower plans out.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Deciding", deny_unknown_fields)]
struct DecidingReport<'a> {
    /// Every smallest set of answers that by itself leads to the recommended plan, the smaller first: sets of one each force
    /// it alone, and the answers of a larger set only together. The company's size counts as an answer. Empty where no plan
    /// fits, for the first plan, and for a plan below the one that suits the size.
    forced_by: Vec<Vec<GivenReport<'a>>>,
    /// Whether `forced_by` was cut short, after 100 sets or 20,000 steps of the search, or 4,000 sets tried where answers
    /// depend on others. Where none was found by then, one is listed that need not be among the smallest in number.
    cut: bool,
    /// Every smallest set of answers without which a lower plan, or none, would have been recommended; the smaller first.
    without: Vec<WithoutReport<'a>>,
}

/// Some answers, and what would be recommended without them.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Without", deny_unknown_fields)]
struct WithoutReport<'a> {
    answers: Vec<GivenReport<'a>>,
    recommended: Option<&'a str>,
    fits: bool,
    #[serde(flatten)]
    with: WithReport<'a>,
}

/// What more is said of where something leads.
#[derive(Serialize, JsonSchema)]
struct WithReport<'a> {
    /// The plans that would fit equally; absent where there is one plan, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    tied: Option<Vec<&'a str>>,
    /// True where that plan could not be had; absent else.
    #[serde(skip_serializing_if = "Option::is_none")]
    unavailable: Option<bool>,
    /// The add-ons that the plan would have; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    add_ons: Option<Vec<AddOnReport<'a>>>,
}

/// The changes that lead to one plan.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Changes", deny_unknown_fields)]
struct ChangesReport<'a> {
    /// The plan that would be recommended or closest; null where nothing would be answered.
    recommended: Option<&'a str>,
    fits: bool,
    #[serde(flatten)]
    with: WithReport<'a>,
    /// Each of these leads there by itself; in the order of the questions.
    by: Vec<ChangeReport<'a>>,
}

/// Another answer to one question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change", deny_unknown_fields)]
struct ChangeReport<'a> {
    question: &'a str,
    to: NewAnswerReport<'a>,
    /// What the plan would cost; of a range of numbers, with that nearest to the answer. Absent where there is no plan or no price.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<TotalReport<'a>>,
}

/// The answer that a question would have.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "NewAnswer")]
enum NewAnswerReport<'a> {
    /// This choice: in place of another one, or beside those picked where several may be.
    Pick(&'a str),
    /// This choice of several no more.
    Unpick(&'a str),
    /// Any of these numbers. The largest is the largest that can be answered: 999999, or 1000000000000 where the question has
    /// such numbers.
    Number { from: Number, to: Number },
    /// Yes (true) or no (false).
    YesNo(bool),
    /// None: the question is left open.
    Open,
}

/// The numbers around an answered one with which the recommendation stays the same.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Holds", deny_unknown_fields)]
struct HoldsReport<'a> {
    question: &'a str,
    from: Number,
    /// The largest is the largest that can be answered: 999999, or 1000000000000 where the question has such numbers.
    to: Number,
}

/// Where no plan fits, the answers that no plan meets together.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Conflicts", deny_unknown_fields)]
struct ConflictsReport<'a> {
    /// Every smallest set, the smaller first. Without any one of its answers, some plan meets the rest of the set.
    sets: Vec<Vec<GivenReport<'a>>>,
    /// Whether `sets` was cut short, after 100 sets or 20,000 steps of the search, or 4,000 sets tried where answers depend
    /// on others. Where none was found by then, one is listed
    /// that need not be among the smallest in number.
    cut: bool,
}

/// What the open questions leave undecided.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Open", deny_unknown_fields)]
struct OpenReport<'a> {
    /// The plans that some answers to the open questions, any of which may stay open, would make the recommended plan, and
    /// that would fit. Empty where no plan fits whatever else is answered.
    possible: Vec<&'a str>,
    /// The open question that narrows them most: it leaves fewest plans possible whatever the answer, and of equals fewest on
    /// the average of its answers. Null where fewer than two plans are possible, or no single answer
    /// rules one out.
    next: Option<&'a str>,
    /// Whether the search was cut short after 20,000 steps, or 500 ways of answering the questions that others depend
    /// on; plans that it could not rule out till then count as possible.
    cut: bool,
}

impl<'a> Report<'a> {
    /// Returns the advice on these answers, explained.
    pub fn new(catalog: &'a Catalog, answers: &Answers, advice: &Advice) -> Self {
        let case = advice.case(catalog, answers);
        let explanation = advice.explain_case(&case);
        let ids = Ids(catalog);
        let without = |without: &super::Without| WithoutReport {
            answers: ids.all_given(&without.answers),
            recommended: ids.recommended(&without.outcome),
            fits: without.outcome.fits,
            with: ids.with(&without.outcome),
        };
        let changes = |changes: &super::ChangesTo| ChangesReport {
            recommended: ids.recommended(&changes.outcome),
            fits: changes.outcome.fits,
            with: ids.with(&changes.outcome),
            by: changes.changes.iter().map(|change| ids.change(*change, answers, &changes.outcome)).collect(),
        };
        let holds = |change: &Change| match change.to {
            NewAnswer::Number { from, to } => Some(HoldsReport {
                question: ids.question(change.question),
                from: ids.number(change.question, from),
                to: ids.number(change.question, to),
            }),
            _ => None,
        };
        let sets = |sets: &super::AnswerSets| sets.sets.iter().map(|set| ids.all_given(set)).collect();
        Report {
            recommended: advice.recommended().map(|plan| ids.plan(plan)),
            fits: advice.recommendation.fits(),
            state: match advice.recommendation {
                Recommendation::NothingAnswered => StateReport::NothingAnswered,
                Recommendation::Fits(_) => StateReport::Fits,
                Recommendation::FitsBelowSize(_) => StateReport::FitsBelowSize,
                Recommendation::FitsEqually(_) => StateReport::Tie,
                Recommendation::Unavailable(_) => StateReport::Unavailable,
                Recommendation::Closest(_) => StateReport::Closest,
            },
            tied: ids.tied(advice.recommendation.tied()),
            verdicts: catalog.plans().map(|plan| ids.verdict(advice, answers, plan)).collect(),
            deciding: DecidingReport {
                forced_by: sets(&explanation.deciding),
                cut: explanation.deciding.cut,
                without: deciding::without(&case).iter().map(without).collect(),
            },
            changes: explanation.changes.iter().map(changes).collect(),
            holds: explanation.holds.iter().filter_map(holds).collect(),
            conflicts: ConflictsReport { sets: sets(&explanation.conflicts), cut: explanation.conflicts.cut },
            open: OpenReport {
                possible: explanation.outlook.possible.iter().map(|plan| ids.plan(*plan)).collect(),
                next: explanation.outlook.next.map(|question| ids.question(question)),
                cut: explanation.outlook.cut,
            },
        }
    }

    /// Returns the report as a JSON value.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("a report holds texts, numbers and lists alone")
    }
}

/// Names what a catalogue's indices stand for.
#[derive(Clone, Copy)]
struct Ids<'a>(&'a Catalog);

impl<'a> Ids<'a> {
    fn plan(self, plan: PlanIx) -> &'a str {
        self.0.plan(plan).id.as_str()
    }

    fn recommended(self, outcome: &Outcome) -> Option<&'a str> {
        outcome.plan.map(|plan| self.plan(plan))
    }

    fn question(self, question: QuestionIx) -> &'a str {
        self.0.question(question).id.as_str()
    }

    fn number(self, question: QuestionIx, steps: u64) -> Number {
        let digits = self.0.question(question).range().map_or_else(|| steps.to_string(), |range| range.write(steps));
        serde_json::from_str(&digits).expect("digits, a point and more digits are a number in JSON")
    }

    fn row(self, row: EntitlementIx) -> &'a str {
        self.0.entitlement(row).id.as_str()
    }

    fn given(self, given: AnswerRef) -> GivenReport<'a> {
        let choice = given.choice.map(|choice| self.0.choice(given.question, choice).id.as_str());
        GivenReport { question: self.question(given.question), choice }
    }

    fn all_given(self, given: &[AnswerRef]) -> Vec<GivenReport<'a>> {
        given.iter().map(|given| self.given(*given)).collect()
    }

    fn tied(self, plans: PlanSet) -> Option<Vec<&'a str>> {
        (!plans.is_empty()).then(|| plans.plans().map(|plan| self.plan(plan)).collect())
    }

    fn add_ons(self, taken: &[Taken]) -> Option<Vec<AddOnReport<'a>>> {
        let report =
            |taken: &Taken| AddOnReport { add_on: self.0.add_on(taken.add_on).id.as_str(), count: taken.count };
        (!taken.is_empty()).then(|| taken.iter().map(report).collect())
    }

    fn with(self, outcome: &Outcome) -> WithReport<'a> {
        WithReport {
            tied: self.tied(outcome.tied),
            unavailable: outcome.is_unavailable.then_some(true),
            add_ons: self.add_ons(&outcome.add_ons),
        }
    }

    fn total(self, answers: &Answers, total: &Total) -> Option<TotalReport<'a>> {
        let pricing = self.0.parts().pricing.as_ref()?;
        let money = |money: Money| written_number(money.0, MOST_DECIMALS);
        Some(match total.amount {
            TotalAmount::OnRequest => TotalReport::Unknown(UnknownTotal::OnRequest),
            TotalAmount::NotStated => TotalReport::Unknown(UnknownTotal::NotStated),
            TotalAmount::Known(amount) => {
                let period = pricing.period(answers.billing).1;
                let known = BillingPeriod::KNOWN.iter().find(|(_, length)| *length == period.quoted);
                TotalReport::Known {
                    amount: money(amount),
                    currency: &pricing.currency(answers.billing).1.code,
                    per: match known {
                        Some((id, _)) if period.quoted != period.length => id,
                        _ => period.id.as_str(),
                    },
                    from: total.is_from.then_some(true),
                    once: (total.once != Money(0)).then(|| money(total.once)),
                }
            }
        })
    }

    fn change(self, change: Change, answers: &Answers, outcome: &Outcome) -> ChangeReport<'a> {
        let choice = |choice| self.0.choice(change.question, choice).id.as_str();
        let changed = change.made(self.0, answers);
        let cost = |plan| total(self.0, &changed, plan, &outcome.add_ons);
        ChangeReport {
            total: outcome.plan.and_then(|plan| self.total(&changed, &cost(plan))),
            question: self.question(change.question),
            to: match change.to {
                NewAnswer::Pick(picked) => NewAnswerReport::Pick(choice(picked)),
                NewAnswer::Unpick(picked) => NewAnswerReport::Unpick(choice(picked)),
                NewAnswer::Number { from, to } => NewAnswerReport::Number {
                    from: self.number(change.question, from),
                    to: self.number(change.question, to),
                },
                NewAnswer::YesNo(yes) => NewAnswerReport::YesNo(yes),
                NewAnswer::Open => NewAnswerReport::Open,
            },
        }
    }

    fn verdict(self, advice: &Advice, answers: &Answers, plan: PlanIx) -> VerdictReport<'a> {
        let add_ons = &advice.verdicts[plan.get()].add_ons;
        let requirements = |satisfaction| -> Vec<_> {
            let of = |asked: &&RequirementRef| asked.satisfaction_with(self.0, answers, plan, add_ons) == satisfaction;
            let asked = advice.asked.iter().filter(of);
            asked.map(|asked| self.requirement(asked, answers, plan, add_ons)).collect()
        };
        let recommended = advice.recommended().filter(|recommended| *recommended != plan);
        VerdictReport {
            plan: self.plan(plan),
            suits_size: answers.suited(self.0).map(|suited| suited <= plan),
            met: requirements(Satisfaction::Met),
            missed: requirements(Satisfaction::Missed),
            not_stated: Some(requirements(Satisfaction::NotStated)).filter(|asked| !asked.is_empty()),
            add_ons: self.add_ons(&advice.verdicts[plan.get()].add_ons),
            total: advice.verdicts[plan.get()].total.as_ref().and_then(|total| self.total(answers, total)),
            available: (!advice.verdicts[plan.get()].available).then_some(false),
            available_if: (!advice.verdicts[plan.get()].available).then(|| {
                let conditions = self.0.plan(plan).available_if.iter();
                conditions.map(|condition| self.question(condition.question)).collect()
            }),
            give_up: self.all_given(&advice.verdicts[plan.get()].give_up()),
            beside_recommended: recommended.map(|recommended| self.differences(advice, answers, (recommended, plan))),
        }
    }

    fn requirement(
        self,
        asked: &RequirementRef,
        answers: &Answers,
        plan: PlanIx,
        add_ons: &[Taken],
    ) -> RequirementReport<'a> {
        let GivenReport { question, choice } = self.given(asked.given());
        let needs = asked.needs(self.0);
        let need = |need: &crate::catalog::Need| {
            let cell = self.0.cell(need.entitlement, plan);
            let (required, offered) =
                (asked.value(need), answers.offered_with(self.0, need.entitlement, plan, add_ons));
            NeedReport {
                entitlement: self.row(need.entitlement),
                required: self.0.authored(need.entitlement, required),
                at_most: need.is_at_most.then_some(true),
                offered: self.0.authored(need.entitlement, offered),
                limit: cell.limit.as_ref().map(|limit| self.0.text(limit)),
                met: match need.is_at_most {
                    true => asked.of_need(self.0, need, offered) == Satisfaction::Met,
                    false => self.0.satisfies(offered, required),
                },
                condition: cell.condition.as_ref().map(|condition| self.0.text(condition)),
                price: cell.price.as_ref().map(|price| self.0.text(price)),
            }
        };
        RequirementReport {
            question,
            choice,
            budget: asked.budget_money(self.0).map(|money| written_number(money.0, MOST_DECIMALS)),
            entitlements: needs.iter().map(|need| self.row(need.entitlement)).collect(),
            needs: needs.iter().map(need).collect(),
        }
    }

    fn differences(
        self,
        advice: &Advice,
        answers: &Answers,
        (recommended, plan): (PlanIx, PlanIx),
    ) -> DifferencesReport<'a> {
        let rows = |rows: &[EntitlementIx]| rows.iter().map(|row| self.row(*row)).collect();
        let with = |plan: PlanIx| (plan, advice.verdicts[plan.get()].add_ons.as_slice());
        let differences = differences_with(self.0, answers, with(recommended), with(plan));
        DifferencesReport {
            better: rows(&differences.better),
            unasked: rows(&advice.unasked(self.0, &differences.better)),
            worse: rows(&differences.worse),
            other: rows(&differences.other),
        }
    }
}

/// Returns the JSON Schema of a [`Line`], pretty-printed, with a newline at its end.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Line<'_>);
    let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    format!("{text}\n")
}
