//! Reads links.

use percent_encoding::percent_decode_str;

use super::*;
use crate::catalog::QuestionKind;
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
                if version != LINK_VERSION {
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
        reader.opened.link.answers.assume(catalog);
        reader.opened
    }
}

/// Returns the version that a link's first part says; none where that part is a key and its value.
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
    /// Returns the parts that end within the limit. Half of one could be another value.
    fn within_limit<'a>(&mut self, text: &'a str) -> &'a str {
        if text.len() <= MAX_LEN {
            return text;
        }
        self.fault(FaultKind::TooLong, "");
        let end = text.as_bytes()[..=MAX_LEN].iter().rposition(|byte| *byte == b';');
        &text[..end.unwrap_or_default()]
    }

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
        is_reserved(key) || is_billing(self.catalog, question) || self.catalog.question_by_id(question).is_some()
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
        let link = &mut self.opened.link;
        match &*self.key {
            // Where there are no families, a question may be called so.
            FAMILY if self.catalog.families().next().is_none() => self.answer(value),
            PLANS | OPEN | FOLDED => self.several(value, Self::choose),
            THEME => match Theme::named(value) {
                Some(theme) => link.theme = Some(theme),
                None => self.fault(FaultKind::Malformed, value),
            },
            LANG => match language::canonical(value).unwrap_or_else(|| value.to_owned()) {
                tag if is_language(&tag) => link.language = Some(tag),
                _ => self.fault(FaultKind::Malformed, value),
            },
            key if is_reserved(key) => self.choose(value),
            _ => self.answer(value),
        }
    }

    /// Reads a choice of view.
    fn choose(&mut self, value: &str) {
        let (catalog, key) = (self.catalog, self.key.clone());
        if let Err(error) = self.opened.link.view.enter(catalog, &key, value) {
            self.fault(error.into(), value);
        }
    }

    fn answer(&mut self, value: &str) {
        let catalog = self.catalog;
        let (id, unknown) = match self.key.strip_prefix(ANSWER) {
            Some(id) => (id, FaultKind::UnknownQuestion),
            None => (&*self.key, FaultKind::UnknownKey),
        };
        if is_billing(catalog, id) {
            if !self.opened.link.answers.billing.enter(catalog, id, value) {
                self.fault(FaultKind::Malformed, value);
            }
            return;
        }
        let Some(question) = catalog.question_by_id(id) else { return self.fault(unknown, value) };
        let answers = &mut self.opened.link.answers;
        // By another key: one question has two.
        if answers.get(question).is_some() {
            return self.fault(FaultKind::Twice, value);
        }
        let takes_several = matches!(catalog.question(question).kind, QuestionKind::Several(_));
        // Beside choices, "not sure" is none.
        let is_list = takes_several && value.contains(',');
        let enter = |reader: &mut Self, one: &str| {
            let may_be = !is_list || catalog.choice_by_id(question, one).is_some();
            if !may_be || !reader.opened.link.answers.enter(catalog, question, one) {
                reader.fault(FaultKind::NoAnswer, one);
            }
        };
        if takes_several { self.several(value, enter) } else { enter(self, value) }
    }

    /// Reads the values of a list, each once.
    fn several(&mut self, list: &str, read: impl Fn(&mut Self, &str)) {
        let mut seen = Vec::new();
        for value in list.split(',') {
            if seen.contains(&value) && !self.is_unread(value) {
                self.fault(FaultKind::Twice, value);
            } else {
                seen.push(value);
                read(self, value);
            }
        }
    }

    /// Tells whether the part's value was a fault already, and so none that stands there twice.
    fn is_unread(&self, value: &str) -> bool {
        self.opened.faults.iter().any(|fault| fault.key == self.key && fault.value == value)
    }
}

/// Returns the text of a percent-encoded one.
fn decode(text: &str) -> Option<String> {
    let is_byte =
        |after: &str| after.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    if !text.split('%').skip(1).all(is_byte) {
        return None;
    }
    Some(percent_decode_str(text).decode_utf8().ok()?.into_owned())
}
