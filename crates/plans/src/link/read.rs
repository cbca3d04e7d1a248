//! Links, read.

use super::*;
use crate::catalog::{ChoiceIx, QuestionKind};
use crate::language;

impl Link {
    /// Opens a link, with or without `#`: all of it that can be read, and what cannot. No text is an empty link.
    ///
    /// What was done to it on its way is undone: encoding, wrapped lines, escapes of HTML. What was added to its end is passed over.
    pub fn read(catalog: &Catalog, text: &str) -> Opened {
        let mut reader =
            Reader { catalog, key: String::new(), is_own: true, seen: Vec::new(), opened: Opened::default() };
        let plain = received::plain(text);
        let parts = received::parts(reader.within_limit(&plain));
        for (at, part) in parts.iter().enumerate() {
            let is_first = at == 0;
            if is_first && let Some(version) = version(&part.text) {
                if version != VERSION {
                    reader.fault(FaultKind::Version, &version);
                }
                continue;
            }
            if is_first {
                reader.fault(FaultKind::Version, "");
            }
            reader.is_own = part.is_own;
            reader.take(&part.text);
        }
        reader.opened
    }
}

/// The version that a link's first part says; none where that part is a key and its value.
fn version(part: &str) -> Option<String> {
    let is_version =
        |text: &String| text.strip_prefix('v').is_some_and(|number| Answers::parse_number(number).is_some());
    let version = received::readings(&part.to_ascii_lowercase()).into_iter().find(is_version);
    version.or_else(|| (!part.contains('=')).then(|| part.to_owned()))
}

struct Reader<'a> {
    catalog: &'a Catalog,
    /// The key of the part that is being read.
    key: String,
    /// Whether that part is written as a link's parts are.
    is_own: bool,
    /// The keys read.
    seen: Vec<String>,
    opened: Opened,
}

impl Reader<'_> {
    /// The parts that end within the limit. Half of one could be another value.
    fn within_limit<'a>(&mut self, text: &'a str) -> &'a str {
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
        self.opened.faults.push(Fault { kind, key: self.key.clone(), value: value.to_owned() });
    }

    /// Reads a part.
    fn take(&mut self, part: &str) {
        let pairs = received::pairs(part);
        // A line may be wrapped within a key, and what is before that be another key.
        let pair = pairs.iter().rev().find(|(key, _)| self.is_known(key)).or(pairs.first());
        let Some((key, value)) = pair else { return self.take_alone(part) };
        if PERSONAL.contains(&&**key) {
            return;
        }
        // What no key of a link can be is what somebody added.
        let is_key =
            key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte));
        if self.is_known(key) || is_key && self.is_own {
            self.key.clone_from(key);
            self.read_value(value);
        }
    }

    /// Reads a part that has a key and no value: what is left of one, or what somebody added.
    fn take_alone(&mut self, part: &str) {
        // The end of the link is missing, without which it opens the same.
        if [CATALOG, ROWS, WAS].iter().any(|key| key.starts_with(part)) {
            return;
        }
        let readings = received::readings(part);
        let key = match readings.first() {
            Some(key) if self.is_known(key) || self.is_own && key == part => key,
            _ => return,
        };
        if PERSONAL.contains(&&**key) {
            return;
        }
        self.key.clone_from(key);
        self.read_value("");
    }

    fn is_known(&self, key: &str) -> bool {
        let question = key.strip_prefix(ANSWER).unwrap_or(key);
        is_reserved(key) || self.catalog.question_by_id(question).is_some()
    }

    /// Reads a part's value: as it stands, or by that reading of it of which least cannot be read.
    fn read_value(&mut self, value: &str) {
        let exact = decode(value);
        if self.seen.contains(&self.key) {
            return self.fault(FaultKind::Twice, exact.as_deref().unwrap_or(value));
        }
        self.seen.push(self.key.clone());
        if [CATALOG, ROWS, WAS].contains(&&*self.key) {
            return self.read_made_with(value, exact);
        }
        let before = self.opened.clone();
        match exact {
            Some(exact) => self.part(&exact),
            None => self.fault(FaultKind::Encoding, value),
        }
        let mut readings = received::readings(value);
        // Any word may be the name of one of these: what follows a space is none of it.
        if [ZONE, LANG].contains(&&*self.key) {
            readings.reverse();
        }
        for reading in readings {
            if self.opened.faults.len() == before.faults.len() {
                break;
            }
            let best = std::mem::replace(&mut self.opened, before.clone());
            self.part(&reading);
            if self.opened.faults.len() >= best.faults.len() {
                self.opened = best;
            }
        }
    }

    /// Reads with what a link was made. None of it is a fault: without it a link opens the same.
    fn read_made_with(&mut self, value: &str, exact: Option<String>) {
        let readings = received::readings(value);
        let catalog = self.catalog;
        let made_with = &mut self.opened.made_with;
        let all = || exact.iter().chain(&readings);
        match &*self.key {
            CATALOG => made_with.version = all().next().cloned(),
            ROWS => {
                let is_hash = |text: &&String| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
                made_with.rows = all().find(is_hash).or(all().next()).cloned();
            }
            _ => made_with.was = all().min_by_key(|text| changes::unreadable(catalog, text)).cloned(),
        }
    }

    /// Reads a value in which nothing is encoded.
    fn part(&mut self, value: &str) {
        let (catalog, key) = (self.catalog, &*self.key);
        let link = &mut self.opened.link;
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
            LANG => {
                let tag = language::canonical(value).unwrap_or_else(|| value.to_owned());
                keep(&tag, is_language, &mut link.language)
            }
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
            None => (&*self.key, FaultKind::UnknownKey),
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
