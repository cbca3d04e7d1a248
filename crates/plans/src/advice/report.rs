//! The advice and its explanation as JSON: what `plan-server advise` prints, and what is stored with a request.
//!
//! These types are where `catalogs/advice.schema.json` comes from. They name things by the ids of the catalogue, and give
//! values as its author writes them; they hold no sentence.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use super::{Advice, Change, NewAnswer, Outcome};
use crate::answers::{AnswerRef, Answers, RequirementRef};
use crate::catalog::{Authored, Catalog, EntitlementIx, PlanIx, QuestionIx, Satisfaction};
use crate::comparison::differences;
use crate::json::Problem;

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
    /// The plan recommended, or the closest where none meets everything; null where nothing is answered.
    recommended: Option<&'a str>,
    /// Whether that plan misses no requirement; false where there is none. Look at its `not_stated`, too.
    fits: bool,
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
    /// The entitlements that are asked for, of which one is enough.
    entitlements: Vec<&'a str>,
    /// What is asked of each of them, and what the plan offers.
    needs: Vec<NeedReport<'a>>,
}

/// What is asked of an entitlement, beside what the plan offers. Values are written as in the catalogue.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Need", deny_unknown_fields)]
struct NeedReport<'a> {
    entitlement: &'a str,
    /// At least this.
    required: Authored,
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
}

/// The changes that lead to one plan.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Changes", deny_unknown_fields)]
struct ChangesReport<'a> {
    /// The plan that would be recommended or closest; null where nothing would be answered.
    recommended: Option<&'a str>,
    fits: bool,
    /// Each of these leads there by itself; in the order of the questions.
    by: Vec<ChangeReport<'a>>,
}

/// Another answer to one question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change", deny_unknown_fields)]
struct ChangeReport<'a> {
    question: &'a str,
    to: NewAnswerReport<'a>,
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
        let explanation = advice.explain(catalog, answers);
        let ids = Ids(catalog);
        let without = |without: &super::Without| WithoutReport {
            answers: ids.all_given(&without.answers),
            recommended: ids.recommended(&without.outcome),
            fits: without.outcome.fits,
        };
        let changes = |changes: &super::ChangesTo| ChangesReport {
            recommended: ids.recommended(&changes.outcome),
            fits: changes.outcome.fits,
            by: changes.changes.iter().map(|change| ids.change(*change)).collect(),
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
            verdicts: catalog.plans().map(|plan| ids.verdict(advice, answers, plan)).collect(),
            deciding: DecidingReport {
                forced_by: sets(&explanation.deciding),
                cut: explanation.deciding.cut,
                without: advice.without(catalog, answers).iter().map(without).collect(),
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

    fn change(self, change: Change) -> ChangeReport<'a> {
        let choice = |choice| self.0.choice(change.question, choice).id.as_str();
        ChangeReport {
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
        let requirements = |satisfaction| -> Vec<_> {
            let asked = advice.asked.iter().filter(|asked| asked.satisfaction(self.0, answers, plan) == satisfaction);
            asked.map(|asked| self.requirement(asked, answers, plan)).collect()
        };
        let recommended = advice.recommended().filter(|recommended| *recommended != plan);
        VerdictReport {
            plan: self.plan(plan),
            suits_size: answers.suited(self.0).map(|suited| suited <= plan),
            met: requirements(Satisfaction::Met),
            missed: requirements(Satisfaction::Missed),
            not_stated: Some(requirements(Satisfaction::NotStated)).filter(|asked| !asked.is_empty()),
            give_up: self.all_given(&advice.verdicts[plan.get()].give_up()),
            beside_recommended: recommended.map(|recommended| self.differences(advice, answers, (recommended, plan))),
        }
    }

    fn requirement(self, asked: &RequirementRef, answers: &Answers, plan: PlanIx) -> RequirementReport<'a> {
        let GivenReport { question, choice } = self.given(asked.given());
        let needs = asked.needs(self.0);
        let need = |need: &crate::catalog::Need| {
            let cell = self.0.cell(need.entitlement, plan);
            let (required, offered) = (asked.value(need), answers.offered(self.0, need.entitlement, plan));
            NeedReport {
                entitlement: self.row(need.entitlement),
                required: self.0.authored(need.entitlement, required),
                offered: self.0.authored(need.entitlement, offered),
                limit: cell.limit.as_ref().map(|limit| self.0.text(limit)),
                met: self.0.satisfies(offered, required),
                condition: cell.condition.as_ref().map(|condition| self.0.text(condition)),
                price: cell.price.as_ref().map(|price| self.0.text(price)),
            }
        };
        RequirementReport {
            question,
            choice,
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
        let differences = differences(self.0, answers, recommended, plan);
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
