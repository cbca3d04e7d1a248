//! The answers that hold from the start.

use super::*;
use crate::json::nearest;
use crate::wire::{NO, YES};
use QuestionKindSource as Answered;

impl Builder<'_> {
    /// Returns the values of the answer that holds from the start; none where there is none, or it is no answer.
    pub(super) fn default(&self, source: &QuestionSource, range: NumberRange) -> Vec<String> {
        let Some(At { value: default, pointer }) = &source.default else { return Vec::new() };
        let wrong = |rule: &str| {
            self.report(pointer, Code::WrongKind, format!("the default is no answer to such a question; {rule}"));
            Vec::new()
        };
        match (source.kind.value, default) {
            (Answered::Unread, _) | (_, DefaultSource::Unread) => Vec::new(),
            (Answered::One, DefaultSource::Choice(id)) => {
                self.choices_called(source, std::slice::from_ref(id), pointer)
            }
            (Answered::One, _) => wrong("write the id of one of its choices"),
            (Answered::Several, DefaultSource::Choices(ids)) if ids.is_empty() => {
                wrong("write at least one id, or take the default out")
            }
            (Answered::Several, DefaultSource::Choices(ids)) => self.choices_called(source, ids, pointer),
            (Answered::Several, _) => wrong("write a list of ids of its choices"),
            (Answered::Number, DefaultSource::Number(number)) if range.parse(number).is_some() => vec![number.clone()],
            (Answered::Number, _) => {
                let most = range.write(range.most);
                match range.decimals {
                    0 => wrong(&format!("write a whole number from 0 to {most}")),
                    decimals => wrong(&format!("write a number from 0 to {most} with up to {decimals} decimals")),
                }
            }
            (Answered::YesNo, DefaultSource::YesNo(yes)) => vec![if *yes { YES } else { NO }.to_owned()],
            (Answered::YesNo, _) => wrong("write true or false"),
        }
    }

    /// Returns ids of a question's choices, each once.
    fn choices_called(&self, source: &QuestionSource, ids: &[String], place: &str) -> Vec<String> {
        let choices = source.choices.as_ref().map_or(&[][..], |choices| &choices.value.0);
        let known: Vec<_> = choices.iter().map(|choice| choice.id.as_str()).collect();
        let mut values: Vec<String> = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            let place = if ids.len() == 1 { place.to_owned() } else { format!("{place}/{at}") };
            if id.is_empty() || known.is_empty() {
                // What could not be read was reported.
                continue;
            }
            if values.contains(id) {
                self.report(&place, Code::Duplicate, format!("{} is named already; name it once", Quoted(id)));
            } else if known.contains(&&**id) {
                values.push(id.clone());
            } else {
                let nearest = nearest(id, known.iter().copied());
                let detail = format!("{} is no choice of {}; {nearest}", Quoted(id), Quoted(source.id.as_str()));
                self.report(&place, Code::UnknownName, detail);
            }
        }
        values
    }
}
