//! Questions: how they are answered, and what the answers require.

use super::super::amount;
use super::super::price::AmountSource;
use super::*;
use QuestionKindSource as Answered;

impl Builder<'_> {
    /// Checks that only one question, of one choice, says which plan a size suits.
    pub(super) fn one_size(&self) {
        let mut sized: Option<&QuestionSource> = None;
        for question in &self.questions {
            let choices = question.choices.as_ref().map_or(&[][..], |choices| &choices.value.0);
            let Some(suits) = choices.iter().find_map(|choice| choice.suits.as_ref()) else { continue };
            match (question.kind.value, sized) {
                (Answered::Several, _) => {
                    let detail = "only a question of the kind \"one\" tells a size; take \"suits\" out";
                    self.report(&suits.pointer, Code::NotAllowed, detail);
                }
                // Such a question has no use for choices at all, which is reported.
                (Answered::Number | Answered::YesNo, _) => {}
                (Answered::One | Answered::Unread, None) => sized = Some(question),
                (Answered::One | Answered::Unread, Some(sized)) => {
                    let detail =
                        format!("{} tells the size already; take \"suits\" out of one", Quoted(sized.id.as_str()));
                    self.report(&suits.pointer, Code::NotAllowed, detail);
                }
            }
        }
    }

    /// Returns a question. What stands in it is looked at whatever its own kind is.
    pub(super) fn question(&self, source: &QuestionSource) -> Question {
        let (kind, place) = (source.kind.value, &source.kind.pointer);
        let has_choices = matches!(kind, Answered::One | Answered::Several);
        if kind != Answered::Unread {
            let choices = source.choices.as_ref().map(|choices| &*choices.pointer);
            let unit = source.unit.as_ref().map(|unit| &*unit.pointer);
            let asks_for = source.asks_for.as_ref().map(|asks_for| &*asks_for.pointer);
            self.only_for(has_choices, choices, "choices", place);
            self.only_for(kind == Answered::Number, unit, "unit", place);
            let decimals = source.decimals.as_ref().map(|decimals| &*decimals.pointer);
            self.allowed_for(kind == Answered::Number, decimals, "decimals", place);
            self.only_for(kind == Answered::YesNo, asks_for, "asks_for", place);
        }
        if has_choices && !source.requires.value.is_empty() {
            let detail = "the choices of this kind require, not the question; move \"requires\" into them";
            self.report(&source.requires.pointer, Code::NotAllowed, detail);
        }
        let choices = source.choices.as_ref().map_or_else(Vec::new, |choices| self.choices(choices));
        let decimals = source.decimals.as_ref().map_or(0, |decimals| decimals.value.0);
        let requires = self.requirements(&source.requires.value, (kind != Answered::YesNo).then_some(decimals));
        let asks_for = source.asks_for.as_ref().map(|asks_for| self.text(&asks_for.value)).unwrap_or_default();
        let range = self.range(decimals, source);
        Question {
            default: self.default(source, range),
            id: self.id(&source.id),
            prompt: self.text(&source.prompt),
            help: source.help.as_ref().map(|help| self.text(help)),
            only_if: source.only_if.as_ref().and_then(|only_if| self.only_if(source, only_if)),
            families: self.families_of(&source.families),
            kind: match kind {
                Answered::One | Answered::Unread => QuestionKind::One(choices),
                Answered::Several => QuestionKind::Several(choices),
                Answered::Number => QuestionKind::Number { unit: self.unit(source.unit.as_ref()), range, requires },
                Answered::YesNo => QuestionKind::YesNo { asks_for, requires },
            },
        }
    }

    fn choices(&self, source: &At<Many<ChoiceSource>>) -> Vec<Choice> {
        let (choices, place) = (&source.value.0, &source.pointer);
        self.distinct("choice", choices.iter().map(|choice| &choice.id));
        self.at_most(MAX_CHOICES, "choices", place, choices.len());
        choices.iter().map(|choice| self.choice(choice)).collect()
    }

    fn choice(&self, source: &ChoiceSource) -> Choice {
        let plan = |suits: &At<Plain>| self.look_up("plan", &suits.value.0, &self.plan_ids, &suits.pointer);
        let label = self.label(source);
        Choice {
            id: self.id(&source.id),
            asks_for: source.asks_for.as_ref().map_or_else(|| label.clone(), |asks_for| self.text(asks_for)),
            label,
            suits: source.suits.as_ref().and_then(plan).map(PlanIx::new),
            requires: self.requirements(&source.requires, None),
        }
    }

    /// Returns the choice's label, or the name of the hours that it refers to.
    fn label(&self, source: &ChoiceSource) -> Text {
        // A choice that could not be read has no place.
        let place = source.id.pointer.strip_suffix("/id");
        let Some(hours) = &source.hours else {
            if let (None, Some(place)) = (&source.label, place) {
                let detail = "the choice has neither a \"label\" nor \"hours\" that it is called by; add one";
                self.report(place, Code::Missing, detail);
            }
            return source.label.as_ref().map(|label| self.text(&label.value)).unwrap_or_default();
        };
        if let Some(label) = &source.label {
            let detail = "\"label\" and \"hours\" both say what the choice is called; take one out";
            self.report(&label.pointer, Code::NotAllowed, detail);
        }
        let Some(at) = self.look_up("set of hours", &hours.value.0, &self.names.hours, &hours.pointer) else {
            return Text::default();
        };
        let name = named(&self.source.hours).nth(at).and_then(|(_, hours)| hours.value.name.as_ref());
        name.map(|name| self.text(name)).unwrap_or_default()
    }

    /// Checks that hours by which choices are labelled have a name.
    pub(super) fn hours_are_named(&self) {
        let choices = self.questions.iter().filter_map(|question| question.choices.as_ref());
        let called_by: BTreeSet<&str> = choices
            .flat_map(|choices| &choices.value.0)
            .filter_map(|choice| Some(&*choice.hours.as_ref()?.value.0))
            .collect();
        for (name, hours) in named(&self.source.hours) {
            // Of hours that could not be read nothing more is said.
            let is_unread = hours.value.zone.value.0.is_empty() && hours.value.weekly.0.is_empty();
            if hours.value.name.is_none() && !is_unread && called_by.contains(name) {
                let detail = "a choice is called by these hours, and they have no \"name\"; add one";
                self.report(&hours.pointer, Code::Missing, detail);
            }
        }
    }

    /// Returns the questions that are shown first, each once.
    pub(super) fn decides(&self, ids: &[At<Plain>]) -> Vec<QuestionIx> {
        let known: Vec<_> = known(self.questions.iter().map(|question| question.id.as_str()), self.lacks_questions());
        let decides: Vec<_> = self.each_once("question", ids, &known).into_iter().map(QuestionIx::new).collect();
        // What is hidden by an answer that stands further below is asked where nobody looks for it.
        let is_first = |of: &str| ids.iter().any(|id| id.value.0 == of);
        for id in ids {
            let question = self.questions.iter().find(|question| question.id.as_str() == id.value.0);
            let only_if = question.and_then(|question| question.only_if.as_ref());
            let on = only_if.map(|only_if| only_if.value.question.value.0.as_str());
            if let Some(on) = on.filter(|on| !is_first(on) && known.contains(on)) {
                let (of, on) = (Quoted(&id.value.0), Quoted(on));
                let way_out = "which is not shown first; add that, too, or take this out";
                self.report(&id.pointer, Code::NotAllowed, format!("{of} is asked by the answer to {on}, {way_out}"));
            }
        }
        decides
    }

    /// Tells whether some questions could not be read, which was reported.
    pub(super) fn lacks_questions(&self) -> bool {
        self.questions.is_empty() || self.source.groups.iter().any(|group| group.questions.0.is_empty())
    }

    /// Returns which numbers answer a question: small ones, where no row that it asks for has a larger one or holds another kind of
    /// numbers.
    fn range(&self, decimals: u32, source: &QuestionSource) -> NumberRange {
        let requires = &source.requires.value;
        let needs = requires.iter().flat_map(|requirement| match requirement {
            RequirementSource::Need(need) => std::slice::from_ref(need),
            RequirementSource::AnyOf(any_of) => &any_of.any_of.0,
            RequirementSource::Budget(_) => &[],
        });
        // What is paid for may be more than anything that a row holds, and so may a budget.
        let is_budget = |requirement: &RequirementSource| matches!(requirement, RequirementSource::Budget(_));
        let is_paid = self.is_charged_by(source.id.as_str()) || requires.iter().any(is_budget);
        let mut is_small = decimals == 0 && !is_paid;
        for need in needs.filter(|need| is_answer(need).is_some()) {
            let Some(at) = self.row_ids.iter().position(|id| *id == need.entitlement.value.0) else { continue };
            // Where no row could be read, an empty id stands for all.
            let Some(row) = self.rows.get(at) else { continue };
            let values = self.plan_ids.iter().flat_map(|plan| row::cell_values(row, plan));
            is_small &= !self.is_extended(&need.entitlement.value.0);
            is_small &= matches!(self.kinds.get(at), Some(Some(Kind::Quantity(_))));
            is_small &=
                values.into_iter().all(|value| !matches!(value, ValueSource::Number(number) if *number > SMALL));
        }
        if is_small { NumberRange::SMALL } else { NumberRange::with_decimals(decimals) }
    }

    fn requirements(&self, source: &[RequirementSource], of_number: Option<u32>) -> Vec<Requirement> {
        let need = |need: &NeedSource| self.need(need, of_number);
        let requirement = |source: &RequirementSource| match source {
            RequirementSource::Need(source) => Requirement { any_of: need(source).into_iter().collect(), budget: None },
            RequirementSource::AnyOf(source) => {
                Requirement { any_of: source.any_of.0.iter().filter_map(need).collect(), budget: None }
            }
            RequirementSource::Budget(source) => {
                Requirement { any_of: Vec::new(), budget: self.budget(source, of_number) }
            }
        };
        source.iter().map(requirement).collect()
    }

    /// Returns a budget; none where it cannot be told. `of_number` are the decimals of the number that it may be.
    fn budget(&self, source: &BudgetSource, of_number: Option<u32>) -> Option<Budget> {
        let BudgetSource { total, at_most } = source;
        let ids = BillingPeriod::KNOWN.map(|(id, _)| id);
        let at = self.look_up("period of a known length", &total.value.0, &ids, &total.pointer);
        let Some((currencies, _)) = self.price_keys() else {
            let detail = "the catalogue has no \"prices\", so no plan has a total; add them, or require rows";
            self.report(&total.pointer, Code::NotAllowed, detail);
            return None;
        };
        let is_answer = at_most.value == AmountSource::Text("answer".to_owned());
        let most = if is_answer {
            if of_number.is_none() {
                let detail = "\"answer\" is for a number question; write an amount, such as \"100\"";
                self.report(&at_most.pointer, Code::NotAllowed, detail);
            }
            None
        } else {
            if currencies.len() > 1 {
                let detail = "the catalogue has several currencies, and the amount says none; ask for it by a number question, and \
                              write \"answer\"";
                self.report(&at_most.pointer, Code::NotAllowed, detail);
            }
            Some(self.money(at_most).unwrap_or_default())
        };
        Some(Budget { length: BillingPeriod::KNOWN[at?].1, most })
    }

    /// Returns a need; none where its row or the row's kind cannot be told. `of_number` are the decimals of the number that it may
    /// ask for.
    fn need(&self, source: &NeedSource, of_number: Option<u32>) -> Option<Need> {
        let entitlement = &source.entitlement;
        let at = self.look_up("entitlement", &entitlement.value.0, &self.row_ids, &entitlement.pointer)?;
        let kind = self.kinds.get(at)?.as_ref()?;
        let (written, is_at_most) = (source.bound()?, source.at_least.is_none());
        if is_at_most && !has_upper_bound(kind) {
            let detail = format!(
                "{} is no row of numbers, amounts or levels, of which there can be too much; write \"at_least\", or name another \
                 row",
                Quoted(&entitlement.value.0)
            );
            self.report(&written.pointer, Code::WrongKind, detail);
            return None;
        }
        let bound = match is_answer(source) {
            Some(unit) => self.of_answer(kind, of_number, unit).unwrap_or_else(|detail| {
                self.report(&written.pointer, Code::NotAllowed, detail);
                Bound::Answer
            }),
            None => {
                let read = |value: &ValueSource| match is_at_most {
                    true => value::read_most(value, kind, &self.names),
                    false => value::read_required(value, kind, &self.names),
                };
                Bound::Value(self.value(&written.value, &written.pointer, read))
            }
        };
        Some(Need { entitlement: EntitlementIx::new(at), bound, is_at_most })
    }

    /// Returns what an answered number asks of a row of a kind, with the unit that is written after it.
    fn of_answer(&self, kind: &Kind, of_number: Option<u32>, unit: &str) -> Result<Bound, String> {
        let for_numbers =
            "\"answer\" is for a number question that asks for a quantity; write a value of the row's kind".to_owned();
        let Some(decimals) = of_number else { return Err(for_numbers) };
        let steps = |of| Ok(Bound::Steps(Steps { decimals, of }));
        match kind {
            Kind::Amount(kind) => steps(StepsOf::Unit(amount::answer_unit(unit, kind)?)),
            _ if !unit.is_empty() => Err(format!(
                "{} names a unit, and the row is no amount; write \"answer\"",
                Quoted(&format!("answer {unit}"))
            )),
            Kind::Quantity(_) if decimals == 0 => Ok(Bound::Answer),
            Kind::Quantity(_) => steps(StepsOf::Things),
            Kind::Decimal(_) | Kind::Percent => steps(StepsOf::Decimal),
            Kind::Inclusion
            | Kind::Level(_)
            | Kind::Hours
            | Kind::Response
            | Kind::Frequency
            | Kind::Text(_)
            | Kind::Options(_) => Err(for_numbers),
        }
    }
}

/// The largest number that answers a question which asks for no larger ones.
const SMALL: u64 = NumberRange::SMALL.most;

/// Returns the unit after "answer", empty where there is none; none where a need asks for something else.
fn is_answer(need: &NeedSource) -> Option<&str> {
    match &need.bound()?.value {
        ValueSource::Word(word) => match word.strip_prefix("answer")? {
            "" => Some(""),
            unit => unit.strip_prefix(' ').map(str::trim),
        },
        _ => None,
    }
}

/// Tells whether there can be too much of what a row of a kind holds.
fn has_upper_bound(kind: &Kind) -> bool {
    match kind {
        Kind::Quantity(_) | Kind::Decimal(_) | Kind::Percent | Kind::Amount(_) | Kind::Level(_) => true,
        Kind::Inclusion | Kind::Hours | Kind::Response | Kind::Frequency | Kind::Text(_) | Kind::Options(_) => false,
    }
}
