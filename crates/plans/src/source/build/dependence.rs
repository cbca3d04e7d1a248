//! What depends on answers: questions that are asked only with some, and cells that go by one.

use super::*;
use QuestionKindSource as Answered;

impl Builder<'_> {
    /// Finds a question by its id, for what depends on its answer.
    pub(super) fn question_by_id(&self, id: &At<Plain>) -> Option<(QuestionIx, &QuestionSource)> {
        let known: Vec<_> = known(self.questions.iter().map(|question| question.id.as_str()), self.lacks_questions());
        let at = self.look_up("question", &id.value.0, &known, &id.pointer)?;
        Some((QuestionIx::new(at), self.questions[at]))
    }

    /// Finds a choice of a question by its id.
    fn choice_of(&self, question: &QuestionSource, id: &str, place: &str) -> Option<ChoiceIx> {
        let choices = question.choices.as_ref().map_or(&[][..], |choices| &choices.value.0);
        let known = known(choices.iter().map(|choice| choice.id.as_str()), choices.is_empty());
        self.look_up("choice", id, &known, place).map(ChoiceIx::new)
    }

    /// Returns the answer with which a question is asked; none where it cannot be told, which was reported.
    pub(super) fn only_if(&self, asked: &QuestionSource, source: &At<OnlyIfSource>) -> Option<OnlyIf> {
        let OnlyIfSource { question: id, is, at_least } = &source.value;
        let (question, on) = self.question_by_id(id)?;
        let own = self.questions.iter().position(|question| std::ptr::eq(*question, asked));
        if own.is_some_and(|own| question.get() >= own) {
            let detail = format!("{} is not asked before this question; name an earlier one", Quoted(&id.value.0));
            self.report(&id.pointer, Code::NotAllowed, detail);
            return None;
        }
        let is = match (is, at_least) {
            (Some(is), None) => self.is(on, is)?,
            (None, Some(at_least)) => self.at_least(on, at_least)?,
            (None, None) => {
                let detail = "it says no answer; add \"is\", such as \"answered\", or for a number \"at_least\"";
                self.report(&source.pointer, Code::Missing, detail);
                return None;
            }
            (Some(_), Some(at_least)) => {
                let detail = "\"is\" and \"at_least\" both say an answer; take one out";
                self.report(&at_least.pointer, Code::NotAllowed, detail);
                return None;
            }
        };
        Some(OnlyIf { question, is })
    }

    pub(super) fn is(&self, on: &QuestionSource, is: &At<IsSource>) -> Option<Premise> {
        let id = Quoted(on.id.as_str());
        let way_out = match (&is.value, on.kind.value) {
            (IsSource::Unread, _) | (_, Answered::Unread) => return None,
            (IsSource::Word(word), _) if word.0 == "answered" => return Some(Premise::Answered),
            (IsSource::Word(word), Answered::One | Answered::Several) => {
                return self.choice_of(on, &word.0, &is.pointer).map(|choice| Premise::Choices(vec![choice]));
            }
            (IsSource::Choices(ids), Answered::One | Answered::Several) => {
                let choice = |id: &At<Plain>| self.choice_of(on, &id.value.0, &id.pointer);
                let choices: Vec<_> = ids.0.iter().filter_map(choice).collect();
                return (!choices.is_empty()).then_some(Premise::Choices(choices));
            }
            (IsSource::YesNo(yes), Answered::YesNo) => return Some(Premise::YesNo(*yes)),
            (_, Answered::YesNo) => "is answered with yes or no; write true, false or \"answered\"",
            (_, Answered::Number) => "is answered with a number; write \"at_least\" and a number, or \"answered\"",
            (IsSource::YesNo(_), Answered::One | Answered::Several) => {
                "is answered with choices; write the id of one, a list of ids, or \"answered\""
            }
        };
        self.report(&is.pointer, Code::WrongKind, format!("{id} {way_out}"));
        None
    }

    fn at_least(&self, on: &QuestionSource, at_least: &At<ValueSource>) -> Option<Premise> {
        self.steps_bound(on, at_least).map(Premise::AtLeast)
    }

    /// Returns a bound of the answer to a question, in the question's steps; none where it cannot be told, which was reported.
    pub(super) fn steps_bound(&self, on: &QuestionSource, at_least: &At<ValueSource>) -> Option<u64> {
        match (on.kind.value, &at_least.value) {
            (Answered::Unread, _) | (_, ValueSource::Unread) => None,
            (Answered::Number, least) => self.steps_of(on, least, &at_least.pointer),
            (Answered::One | Answered::Several | Answered::YesNo, _) => {
                let detail =
                    format!("{} is not answered with a number; write \"is\" and the answer", Quoted(on.id.as_str()));
                self.report(&at_least.pointer, Code::WrongKind, detail);
                None
            }
        }
    }

    /// Returns a number that the answer to a question is compared with, in the question's steps; none where it cannot be told, which was
    /// reported.
    fn steps_of(&self, on: &QuestionSource, number: &ValueSource, place: &str) -> Option<u64> {
        let decimals = decimals(on);
        let detail = match number {
            ValueSource::Unread => return None,
            ValueSource::Number(number) => match parse_number(&number.to_string(), decimals) {
                Some(steps) => return Some(steps),
                None => format!("{number} is not a number that can be answered; write a smaller one"),
            },
            ValueSource::Decimal(number) => match parse_number(number, decimals) {
                Some(steps) => return Some(steps),
                None => format!("{number} has more than the {decimals} decimals of the answer; write fewer"),
            },
            ValueSource::Word(word) => format!("{} is not a number; write one, such as 50", Quoted(word)),
            ValueSource::Text(_) | ValueSource::List(_) => "it is not a number; write one, such as 50".to_owned(),
        };
        self.report(place, Code::WrongKind, detail);
        None
    }

    /// Returns a cell that goes by an answer; `place` is its own.
    pub(super) fn cell_by(&self, source: &BySource, kind: Option<&Kind>, place: &str) -> Cell {
        let BySource { by, cases, otherwise, steps, note, condition } = source;
        let read = |source: &At<ValueSource>| match kind {
            Some(kind) => {
                self.value(&source.value, &source.pointer, |value| value::read_cell(value, kind, &self.names))
            }
            None => Value::NotIncluded,
        };
        let mut cell = Cell {
            note: note.as_ref().map(|note| self.text(note)),
            condition: condition.as_ref().map(|condition| self.text(&condition.value)),
            ..Cell::of(otherwise.as_ref().map_or(Value::NotIncluded, read))
        };
        let nothing = ["not-included", "not-stated", "not-applicable"].map(|state| ValueSource::Word(state.to_owned()));
        if let (Some(condition), true) = (condition, source.values().any(|value| nothing.contains(value))) {
            let detail = "one of the values offers nothing that could hold under a condition; \
                take \"condition\" out, or say it in a \"note\"";
            self.report(&condition.pointer, Code::NotAllowed, detail);
        }
        let Some((question, on)) = self.question_by_id(by) else { return cell };
        let fields = [
            ("cases", cases.as_ref().map(|cases| &*cases.pointer), Answered::One),
            ("otherwise", otherwise.as_ref().map(|otherwise| &*otherwise.pointer), Answered::One),
            ("steps", steps.as_ref().map(|steps| &*steps.pointer), Answered::Number),
        ];
        match on.kind.value {
            Answered::Unread => return cell,
            Answered::Several | Answered::YesNo => {
                let detail = format!(
                    "a cell goes by a question of the kind \"one\" or \"number\", and {} is neither; name another",
                    Quoted(on.id.as_str())
                );
                self.report(&by.pointer, Code::WrongKind, detail);
                return cell;
            }
            Answered::One | Answered::Number => {}
        }
        for (name, field, of) in fields {
            let is_needed = on.kind.value == of;
            if is_needed && field.is_none() {
                let detail = format!("the field \"{name}\" is missing, by which the answers count; add it");
                self.report(place, Code::Missing, detail);
            } else if let (false, Some(field)) = (is_needed, field) {
                let other = if of == Answered::One { "steps" } else { "cases" };
                let detail = format!("\"{name}\" means nothing for {}; write \"{other}\"", Quoted(on.id.as_str()));
                self.report(field, Code::NotAllowed, detail);
            }
        }
        let mut all = Vec::new();
        if on.kind.value == Answered::One {
            for (id, case) in cases.iter().flat_map(|cases| cases.value.iter()) {
                if let Some(choice) = self.choice_of(on, id, &case.pointer) {
                    all.push(Case { when: Premise::Choices(vec![choice]), value: read(case) });
                }
            }
            let is_empty = cases.as_ref().is_some_and(|cases| cases.value.0.as_ref().is_some_and(|it| it.is_empty()));
            if let (true, Some(cases)) = (is_empty, cases) {
                self.report(&cases.pointer, Code::Empty, "there is no case; write at least one");
            }
        } else {
            let mut last = None;
            for step in steps.iter().flat_map(|steps| &steps.value.0) {
                let Some(from) = self.steps_of(on, &step.from.value, &step.from.pointer) else {
                    // Nothing more is said of where the steps begin.
                    last = last.or(Some(0));
                    continue;
                };
                let value = read(&step.value);
                match last {
                    None if from > 0 => {
                        let detail =
                            format!("the first step begins at {}; begin at 0", written_number(from, decimals(on)));
                        self.report(&step.from.pointer, Code::OutOfRange, detail);
                    }
                    Some(last) if from <= last => {
                        let [from, last] = [from, last].map(|steps| written_number(steps, decimals(on)));
                        let detail = format!("{from} does not follow {last}; write the steps from the smallest on");
                        self.report(&step.from.pointer, Code::OutOfRange, detail);
                    }
                    None => cell.value = value,
                    Some(_) => all.push(Case { when: Premise::AtLeast(from), value }),
                }
                last = Some(from);
            }
            if let Some(steps) = steps.as_ref().filter(|steps| steps.value.0.len() == 1 && last == Some(0)) {
                let detail = "a single step is a value; write that alone, or add a step";
                self.report(&steps.pointer, Code::Missing, detail);
            }
        }
        cell.by = (!all.is_empty()).then_some(By { question, cases: all });
        cell
    }
}

/// Returns how many decimals the answer to a question has.
fn decimals(question: &QuestionSource) -> u32 {
    question.decimals.as_ref().map_or(0, |decimals| decimals.value.0)
}
