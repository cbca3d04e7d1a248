//! Links, read.

use super::*;
use crate::catalog::{ChoiceIx, QuestionKind};

impl Link {
    /// Opens a link, with or without `#`: all of it that can be read, and what cannot. No text is an empty link.
    pub fn read(catalog: &Catalog, text: &str) -> Opened {
        let mut reader = Reader { catalog, key: "", seen: Vec::new(), opened: Opened::default() };
        let text = reader.within_limit(text.strip_prefix('#').unwrap_or(text));
        let mut is_first = true;
        for part in text.split(';') {
            // A `;` too many says nothing.
            if part.is_empty() {
                continue;
            }
            let pair = part.split_once('=');
            if is_first && pair.is_none() {
                if part != VERSION {
                    reader.fault(FaultKind::Version, part);
                }
            } else {
                if is_first {
                    reader.fault(FaultKind::Version, "");
                }
                let (key, value) = pair.unwrap_or((part, ""));
                reader.key = key;
                reader.part(value);
            }
            is_first = false;
        }
        reader.opened
    }
}

struct Reader<'a> {
    catalog: &'a Catalog,
    /// The key of the part that is being read.
    key: &'a str,
    /// The keys read.
    seen: Vec<&'a str>,
    opened: Opened,
}

impl<'a> Reader<'a> {
    /// The parts that end within the limit. Half of one could be another value.
    fn within_limit(&mut self, text: &'a str) -> &'a str {
        if text.len() <= MAX_LEN {
            return text;
        }
        self.fault(FaultKind::TooLong, "");
        let mut end = MAX_LEN;
        while end > 0 && text.as_bytes()[end] != b';' {
            end -= 1;
        }
        text.get(..end).unwrap_or_default()
    }

    #[inline(never)]
    fn fault(&mut self, kind: FaultKind, value: &str) {
        self.opened.faults.push(Fault { kind, key: self.key.to_owned(), value: value.to_owned() });
    }

    fn part(&mut self, value: &str) {
        let (catalog, key) = (self.catalog, self.key);
        if PERSONAL.contains(&key) {
            return;
        }
        let Some(text) = decode(value) else { return self.fault(FaultKind::Encoding, value) };
        let value = &*text;
        if self.seen.contains(&key) {
            return self.fault(FaultKind::Twice, value);
        }
        self.seen.push(key);
        let Opened { link, made_with, .. } = &mut self.opened;
        let fits = match key {
            PLANS => {
                let find = |id: &str| catalog.plan_by_id(id).map(PlanIx::get);
                for plan in self.several(value, FaultKind::UnknownPlan, &find) {
                    self.opened.link.plans.push(PlanIx::new(plan));
                }
                return;
            }
            OPEN => {
                let find = |id: &str| row_by_id(catalog, id).map(EntitlementIx::get);
                for row in self.several(value, FaultKind::UnknownEntitlement, &find) {
                    self.opened.link.explained.push(EntitlementIx::new(row));
                }
                return;
            }
            FOLDED => {
                let sections = &catalog.parts().sections;
                let find = |id: &str| sections.iter().position(|section| section.id.as_str() == id);
                let folded = self.several(value, FaultKind::UnknownSection, &find);
                self.opened.link.folded = folded;
                return;
            }
            SEVERITY => {
                link.severity = catalog.severity_by_id(value);
                if link.severity.is_none() {
                    self.fault(FaultKind::UnknownSeverity, value);
                }
                return;
            }
            ONLY => {
                link.only_differences = value == DIFFERENCES;
                link.only_differences
            }
            THEME => {
                link.theme = Theme::named(value);
                link.theme.is_some()
            }
            MOMENT => keep(value, is_moment, &mut link.moment),
            ZONE => keep(value, is_zone, &mut link.zone),
            LANG => keep(value, is_language, &mut link.language),
            CATALOG => keep(value, is_any, &mut made_with.version),
            ROWS => keep(value, is_any, &mut made_with.rows),
            WAS => keep(value, is_any, &mut made_with.was),
            _ => return self.answer(value),
        };
        if !fits {
            self.fault(FaultKind::Form, value);
        }
    }

    fn answer(&mut self, value: &str) {
        let catalog = self.catalog;
        let (id, unknown) = match self.key.strip_prefix(ANSWER) {
            Some(id) => (id, FaultKind::UnknownQuestion),
            None => (self.key, FaultKind::UnknownKey),
        };
        let Some(question) = catalog.question_by_id(id) else { return self.fault(unknown, value) };
        let answers = &mut self.opened.link.answers;
        // By another key: one question has two.
        if answers.get(question).is_some() {
            return self.fault(FaultKind::Twice, value);
        }
        if let Some(choice) = catalog.choice_by_id(question, value) {
            return answers.pick(catalog, question, choice);
        }
        if value == NOT_SURE || value == NOT_SURE_EITHER {
            return answers.not_sure(question);
        }
        match &catalog.question(question).kind {
            QuestionKind::Several(_) => {
                let find = |id: &str| catalog.choice_by_id(question, id).map(ChoiceIx::get);
                for choice in self.several(value, FaultKind::NoAnswer, &find) {
                    self.opened.link.answers.pick(catalog, question, ChoiceIx::new(choice));
                }
                return;
            }
            QuestionKind::Number { .. } => {
                if let Some(number) = Answers::parse_number(value) {
                    return answers.count(catalog, question, number);
                }
            }
            QuestionKind::YesNo { .. } => {
                if value == YES || value == NO {
                    return answers.decide(catalog, question, value == YES);
                }
            }
            QuestionKind::One(_) => {}
        }
        self.fault(FaultKind::NoAnswer, value);
    }

    /// Reads several values, each once: where each is found.
    fn several(&mut self, value: &str, unknown: FaultKind, find: &dyn Fn(&str) -> Option<usize>) -> Vec<usize> {
        let mut all = Vec::new();
        for id in value.split(',') {
            match find(id) {
                None => self.fault(unknown, id),
                Some(at) if all.contains(&at) => self.fault(FaultKind::Twice, id),
                Some(at) => all.push(at),
            }
        }
        all
    }
}

/// Keeps a value that is of its form. Whether it is.
#[inline(never)]
fn keep(value: &str, fits: fn(&str) -> bool, place: &mut Option<String>) -> bool {
    let fits = fits(value);
    if fits {
        *place = Some(value.to_owned());
    }
    fits
}

fn is_any(_: &str) -> bool {
    true
}

/// The text of a percent-encoded one.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(mut byte) = rest.next() {
        if byte == b'%' {
            byte = digit(rest.next())? << 4 | digit(rest.next())?;
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

/// The value of a hexadecimal digit.
#[inline(never)]
fn digit(byte: Option<u8>) -> Option<u8> {
    char::from(byte?).to_digit(16)?.try_into().ok()
}
