//! The sentences of one language, as `locales/` has them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use plans::plural;
use serde_json::Value;

/// A sentence: its parts, in one form or in several by number.
pub enum Message {
    One(Vec<Part>),
    /// By the place of each form in `plural::FORMS`.
    Plural(BTreeMap<usize, Vec<Part>>),
}

/// A part of a sentence.
pub enum Part {
    Text(String),
    Parameter(String),
}

/// The sentences of one language, by key.
pub struct Messages {
    pub tag: String,
    pub all: BTreeMap<String, Message>,
}

impl Messages {
    /// Reads every language of a folder, English first. The error is a line for each problem: what a language lacks, and what stands
    /// there for nothing.
    pub fn read_all(folder: &Path) -> Result<Vec<Self>, String> {
        let mut problems = Vec::new();
        let mut locales = Vec::new();
        let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let (Some(tag), Some("json")) = (path.file_stem(), path.extension().and_then(|it| it.to_str())) else {
                continue;
            };
            let tag = tag.to_string_lossy().into_owned();
            match fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| Self::read(&tag, &text))
            {
                Ok(messages) => locales.push(messages),
                Err(problem) => problems.extend(problem.lines().map(|line| format!("locales/{tag}.json: {line}"))),
            }
        }
        locales.sort_by(|one, other| (one.tag != "en", &one.tag).cmp(&(other.tag != "en", &other.tag)));
        match locales.first() {
            Some(english) if english.tag == "en" => {
                for messages in &locales {
                    let found = messages.problems(english).into_iter();
                    problems.extend(found.map(|problem| format!("locales/{}.json: {problem}", messages.tag)));
                }
            }
            _ if problems.is_empty() => {
                problems.push("locales/en.json is missing: it says which keys there are".to_owned())
            }
            _ => {}
        }
        if problems.is_empty() { Ok(locales) } else { Err(problems.join("\n")) }
    }

    /// Reads one language.
    pub fn read(tag: &str, text: &str) -> Result<Self, String> {
        let json: BTreeMap<String, Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut problems = Vec::new();
        let mut all = BTreeMap::new();
        for (key, value) in json {
            match Message::read(&value) {
                Ok(message) => {
                    all.insert(key, message);
                }
                Err(problem) => problems.push(format!("\"{key}\" {problem}")),
            }
        }
        if problems.is_empty() { Ok(Self { tag: tag.to_owned(), all }) } else { Err(problems.join("\n")) }
    }

    /// Lists what these sentences lack beside those of English, which says which keys there are, and what is in them for
    /// nothing.
    pub fn problems(&self, english: &Self) -> Vec<String> {
        let mut problems = Vec::new();
        for (key, known) in &english.all {
            let Some(message) = self.all.get(key) else {
                problems.push(format!("the key \"{key}\" is missing; add it"));
                continue;
            };
            if message.parameters() != known.parameters() {
                problems.push(format!("\"{key}\" has other parameters than in locales/en.json; write the same"));
            }
            match (message, known) {
                (Message::Plural(forms), Message::Plural(_)) => problems.extend(self.plural_problems(key, forms)),
                (Message::One(_), Message::One(_)) => {}
                (_, Message::Plural(_)) => {
                    problems.push(format!("\"{key}\" is one text; write its plural forms, as in locales/en.json"));
                }
                (_, Message::One(_)) => {
                    problems.push(format!("\"{key}\" has plural forms; write one text, as in locales/en.json"))
                }
            }
        }
        let unknown = self.all.keys().filter(|key| !english.all.contains_key(*key));
        problems.extend(unknown.map(|key| format!("the key \"{key}\" is not in locales/en.json; take it out")));
        problems
    }

    fn plural_problems(&self, key: &str, forms: &BTreeMap<usize, Vec<Part>>) -> Vec<String> {
        let place = |name: &str| plural::FORMS.iter().position(|form| *form == name);
        let has = |name: &str| place(name).is_some_and(|place| forms.contains_key(&place));
        let lacking = plural::lacking(&self.tag, has).into_iter();
        let mut problems: Vec<_> = lacking
            .map(|(name, counts)| {
                format!("\"{key}\" lacks the form \"{name}\", which the language has for {counts}; add it")
            })
            .collect();
        let rule = plural::rule(&self.tag);
        for form in forms.keys().filter(|form| **form != plural::OTHER) {
            if !rule.bytes().any(|digit| usize::from(digit - b'0') == *form) {
                let name = plural::FORMS[*form];
                problems.push(format!(
                    "\"{key}\" has the form \"{name}\", which the language has for no number; take it out"
                ));
            }
        }
        if !has("other") && !problems.iter().any(|problem| problem.contains("\"other\"")) {
            problems.push(format!("\"{key}\" lacks the form \"other\"; add it"));
        }
        problems
    }
}

impl Message {
    fn read(value: &Value) -> Result<Self, String> {
        match value {
            Value::String(text) => Ok(Self::One(parse(text)?)),
            Value::Object(forms) => {
                let mut read = BTreeMap::new();
                for (name, text) in forms {
                    let place = plural::FORMS.iter().position(|form| form == name);
                    let place = place
                        .ok_or_else(|| format!("has the form \"{name}\"; write one of {}", plural::FORMS.join(", ")))?;
                    let text = text.as_str().ok_or_else(|| format!("has no text as its form \"{name}\"; write one"))?;
                    read.insert(place, parse(text)?);
                }
                Ok(Self::Plural(read))
            }
            _ => Err("is neither a text nor an object of plural forms; write one of these".to_owned()),
        }
    }

    /// Returns the names of its parameters. A plural always has its `count`.
    pub fn parameters(&self) -> BTreeSet<&str> {
        fn name(part: &Part) -> Option<&str> {
            match part {
                Part::Parameter(name) => Some(name),
                Part::Text(_) => None,
            }
        }
        match self {
            Message::One(parts) => parts.iter().filter_map(name).collect(),
            Message::Plural(forms) => forms.values().flatten().filter_map(name).chain(["count"]).collect(),
        }
    }
}

/// Returns the parts of a text, in which each parameter stands in braces.
fn parse(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return Err("opens a brace and never closes it; close it".to_owned());
        };
        parts.push(Part::Text(before.to_owned()));
        parts.push(Part::Parameter(name.to_owned()));
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    Ok(parts)
}
