//! Questions: how they are answered, and what the answers require.

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
            self.only_for(kind == Answered::YesNo, asks_for, "asks_for", place);
        }
        if has_choices && !source.requires.value.is_empty() {
            let detail = "the choices of this kind require, not the question; move \"requires\" into them";
            self.report(&source.requires.pointer, Code::NotAllowed, detail);
        }
        let choices = source.choices.as_ref().map_or_else(Vec::new, |choices| self.choices(choices));
        let requires = self.requirements(&source.requires.value, kind != Answered::YesNo);
        let asks_for = source.asks_for.as_ref().map(|asks_for| self.text(&asks_for.value)).unwrap_or_default();
        Question {
            id: self.id(&source.id),
            prompt: self.text(&source.prompt),
            help: source.help.as_ref().map(|help| self.text(help)),
            kind: match kind {
                Answered::One | Answered::Unread => QuestionKind::One(choices),
                Answered::Several => QuestionKind::Several(choices),
                Answered::Number => QuestionKind::Number { unit: self.unit(source.unit.as_ref()), requires },
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
            requires: self.requirements(&source.requires, false),
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
        let mut decides = Vec::new();
        for id in ids {
            let Some(at) = self.look_up("question", &id.value.0, &known, &id.pointer) else { continue };
            if decides.contains(&QuestionIx::new(at)) {
                let detail = format!("the question {} is named already; name it once", Quoted(&id.value.0));
                self.report(&id.pointer, Code::Duplicate, detail);
            } else {
                decides.push(QuestionIx::new(at));
            }
        }
        decides
    }

    /// Tells whether some questions could not be read, which was reported.
    fn lacks_questions(&self) -> bool {
        self.questions.is_empty() || self.source.groups.iter().any(|group| group.questions.0.is_empty())
    }

    fn requirements(&self, source: &[RequirementSource], of_number: bool) -> Vec<Requirement> {
        let need = |need: &NeedSource| self.need(need, of_number);
        let requirement = |source: &RequirementSource| Requirement {
            any_of: match source {
                RequirementSource::Need(source) => need(source).into_iter().collect(),
                RequirementSource::AnyOf(source) => source.any_of.0.iter().filter_map(need).collect(),
            },
        };
        source.iter().map(requirement).collect()
    }

    /// Returns a need; none where its row or the row's kind cannot be told.
    fn need(&self, source: &NeedSource, of_number: bool) -> Option<Need> {
        let (entitlement, at_least) = (&source.entitlement, &source.at_least);
        let at = self.look_up("entitlement", &entitlement.value.0, &self.row_ids, &entitlement.pointer)?;
        let kind = self.kinds.get(at)?.as_ref()?;
        let is_answer = at_least.value == ValueSource::Word("answer".to_owned());
        if is_answer && !(of_number && matches!(kind, Kind::Quantity(_))) {
            let detail =
                "\"answer\" is for a number question that asks for a quantity; write a value of the row's kind";
            self.report(&at_least.pointer, Code::NotAllowed, detail);
        }
        let read = |value: &ValueSource| value::read_required(value, kind, &self.names);
        let at_least = if is_answer {
            AtLeast::Answer
        } else {
            AtLeast::Value(self.value(&at_least.value, &at_least.pointer, read))
        };
        Some(Need { entitlement: EntitlementIx::new(at), at_least })
    }
}
