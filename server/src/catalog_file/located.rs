//! Where in a file its problems are: the line and column, the ids on the way there, and what of the page it makes.

use std::collections::HashMap;
use std::fmt;

use plans::Problem;
use plans::catalog::Id;
use plans::json::OneLine;
use serde_json::Value;
use serde_json::value::RawValue;

/// How many characters of a long line are shown before and after the problem.
const AROUND: (usize, usize) = (60, 100);

/// A problem, or a warning, with its place. It prints on one line: the pointer, the ids, line and column, and what is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The place, as a JSON Pointer; empty for the whole document.
    pub pointer: String,
    /// The value, the rule and the way out.
    pub detail: String,
    /// The ids of what the pointer leads through, the outermost first.
    pub parts: Vec<Part>,
    /// Where it stands; none where the file is no text, or is not there.
    pub line: Option<Line>,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which line, counted from 1.
    pub number: usize,
    /// The character of the line at which the value begins, counted from 1.
    pub column: usize,
    /// What the line says, or of a long one what stands around the value.
    pub text: String,
}

/// Something of the catalogue that has an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its id.
    pub id: String,
}

/// What has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A plan.
    Plan,
    /// A section of the table.
    Section,
    /// A row of the table.
    Row,
    /// A group of questions.
    Group,
    /// A question.
    Question,
    /// A choice of a question.
    Choice,
    /// A severity.
    Severity,
    /// A response of a severity.
    Response,
    /// A level of a scale.
    Level,
    /// An option of a row.
    Option,
}

impl PartKind {
    /// Returns what people call it, and pages.
    pub fn noun(self) -> &'static str {
        match self {
            PartKind::Plan => "plan",
            PartKind::Section => "section",
            PartKind::Row => "row",
            PartKind::Group => "group",
            PartKind::Question => "question",
            PartKind::Choice => "choice",
            PartKind::Severity => "severity",
            PartKind::Response => "response",
            PartKind::Level => "level",
            PartKind::Option => "option",
        }
    }
}

impl Located {
    /// Returns what is told without a place in a file.
    pub fn nowhere(detail: String) -> Self {
        Self { pointer: String::new(), detail, parts: Vec::new(), line: None }
    }

    /// Returns the part of the page that it is about; none where it is about none.
    pub fn on_page(&self) -> Option<&Part> {
        let is_shown = |kind| matches!(kind, PartKind::Plan | PartKind::Row | PartKind::Question);
        self.parts.iter().find(|part| is_shown(part.kind))
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OneLine(&self.pointer).fmt(f)?;
        for (at, Part { kind, id }) in self.parts.iter().enumerate() {
            write!(f, "{}{} {id}", if at == 0 { " (" } else { ", " }, kind.noun())?;
        }
        if !self.parts.is_empty() {
            f.write_str(")")?;
        }
        // What is said of the whole document stands nowhere in particular; what is no JSON says itself where reading ended.
        if let Some(Line { number, column, .. }) = self.line.as_ref().filter(|_| !self.pointer.is_empty()) {
            write!(f, ", line {number}, column {column}")?;
        }
        f.write_str(": ")?;
        OneLine(&self.detail).fmt(f)
    }
}

/// Returns the problems of a file with their places in its text.
pub fn problems(json: &str, problems: &[Problem]) -> Vec<Located> {
    let said: Vec<_> = problems.iter().map(|Problem { pointer, detail, .. }| (&**pointer, &**detail)).collect();
    locate(json, &said)
}

/// Returns what is said of places of a file, each a pointer and a detail, with the line and the ids.
pub fn locate(json: &str, said: &[(&str, &str)]) -> Vec<Located> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let value = serde_json::from_str::<Value>(json);
    let lines: Vec<_> = match &value {
        Ok(_) => starts(json, said).into_iter().map(|start| Some(line(json, start))).collect(),
        Err(error) => {
            let number = error.line();
            let line = json.lines().nth(number.saturating_sub(1)).map(|text| Line {
                number,
                column: error.column().max(1),
                text: excerpt(text, error.column()),
            });
            vec![line; said.len()]
        }
    };
    let located = said.iter().zip(lines).map(|((pointer, detail), line)| Located {
        pointer: (*pointer).to_owned(),
        detail: (*detail).to_owned(),
        line,
        parts: value.as_ref().map(|value| parts(value, pointer)).unwrap_or_default(),
    });
    located.collect()
}

/// Returns the language that a document says it is in; English where it says none.
pub fn language(json: &str) -> String {
    let value = serde_json::from_str::<Value>(json).unwrap_or_default();
    value["language"].as_str().unwrap_or("en").to_owned()
}

/// Returns the names and positions that a pointer leads through.
fn path(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect()
}

/// Finds at which byte of a document stands what each problem points to, or what would hold it.
fn starts(json: &str, said: &[(&str, &str)]) -> Vec<usize> {
    let paths: Vec<Vec<_>> = said.iter().map(|(pointer, _)| path(pointer)).collect();
    let mut starts = vec![0; paths.len()];
    if let Ok(root) = serde_json::from_str::<&RawValue>(json) {
        let all = paths.iter().map(Vec::as_slice).enumerate().collect();
        note(json, root, all, &mut starts);
    }
    starts
}

/// Notes the start of a value for the problems in it, each with the rest of its path; and so on within it.
fn note(json: &str, value: &RawValue, paths: Vec<(usize, &[String])>, starts: &mut [usize]) {
    let start = value.get().as_ptr() as usize - json.as_ptr() as usize;
    let mut within: HashMap<&str, Vec<(usize, &[String])>> = HashMap::new();
    for (index, path) in paths {
        starts[index] = start;
        if let [first, rest @ ..] = path {
            within.entry(first).or_default().push((index, rest));
        }
    }
    if within.is_empty() {
        return;
    }
    let fields: HashMap<String, &RawValue> = match value.get().as_bytes().first() {
        Some(b'{') => serde_json::from_str(value.get()).unwrap_or_default(),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
            items.into_iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => return,
    };
    for (name, paths) in within {
        if let Some(field) = fields.get(name) {
            note(json, field, paths, starts);
        }
    }
}

/// Returns the line at a byte.
fn line(json: &str, at: usize) -> Line {
    let start = json[..at].rfind('\n').map_or(0, |end| end + 1);
    let text = json[start..].lines().next().unwrap_or_default();
    let before = json[start..at].chars().count();
    Line { number: json[..at].matches('\n').count() + 1, column: before + 1, text: excerpt(text, before) }
}

/// Returns a line without the spaces around it; of a long one what stands around a character.
fn excerpt(line: &str, at: usize) -> String {
    let (before, after) = AROUND;
    let length = line.chars().count();
    if line.trim().chars().count() <= before + after {
        return line.trim().to_owned();
    }
    let (from, to) = (at.saturating_sub(before), length.min(at.saturating_add(after)));
    let text: String = line.chars().skip(from).take(to.saturating_sub(from)).collect();
    let (start, end) = (if from > 0 { "…" } else { "" }, if to < length { "…" } else { "" });
    format!("{start}{}{end}", text.trim())
}

/// Returns what has an id on the way to a place in a document. Sections and groups are told where nothing in them is.
fn parts(document: &Value, pointer: &str) -> Vec<Part> {
    let path = path(pointer);
    let (mut value, mut parts) = (document, Vec::new());
    for (at, segment) in path.iter().enumerate() {
        let within = at.checked_sub(1).map_or("", |before| path[before].as_str());
        let found = match value {
            Value::Object(fields) => fields.get(segment),
            Value::Array(items) => segment.parse().ok().and_then(|index: usize| items.get(index)),
            _ => None,
        };
        let is_scale = path.first().is_some_and(|first| first == "scales") && at == 2;
        let is_option = path.first().is_some_and(|first| first == "option_sets") && at == 2;
        let kind = match within {
            _ if is_scale => Some(PartKind::Level),
            _ if is_option => Some(PartKind::Option),
            "plans" | "values" => Some(PartKind::Plan),
            "sections" => Some(PartKind::Section),
            "entitlements" => Some(PartKind::Row),
            "groups" => Some(PartKind::Group),
            "questions" => Some(PartKind::Question),
            "choices" | "cases" => Some(PartKind::Choice),
            "severities" => Some(PartKind::Severity),
            "responses" => Some(PartKind::Response),
            "options" => Some(PartKind::Option),
            _ => None,
        };
        // An item of a list says its id; a name in an object is one.
        let id = match value {
            Value::Array(_) => found.and_then(|item| item.get("id")).and_then(Value::as_str),
            Value::Object(_) if matches!(within, "values" | "cases") => Some(segment.as_str()),
            _ => None,
        };
        if let (Some(kind), Some(id)) = (kind, id.filter(|id| Id::parse(id).is_some())) {
            parts.push(Part { kind, id: id.to_owned() });
        }
        let Some(found) = found else { break };
        value = found;
    }
    let is_inner = |part: &Part| !matches!(part.kind, PartKind::Section | PartKind::Group);
    if parts.iter().any(is_inner) {
        parts.retain(is_inner);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{
  "title": "a",
  "plans": [
    {"id": "one", "name": 1},
    {"id": "Two", "name": "b"}
  ],
  "sections": [{"entitlements": [
    {"id": "row", "values": {
      "one": "x"
    }}
  ]}]
}"#;

    fn located(json: &str, pointers: &[&str]) -> Vec<Located> {
        locate(json, &pointers.iter().map(|pointer| (*pointer, "wrong")).collect::<Vec<_>>())
    }

    fn part(kind: PartKind, id: &str) -> Part {
        Part { kind, id: id.to_owned() }
    }

    fn found(json: &str, pointers: &[&str]) -> Vec<(usize, String, Option<Part>)> {
        let found = located(json, pointers).into_iter().map(|located| {
            let part = located.on_page().cloned();
            located.line.map_or((0, String::new(), None), |line| (line.number, line.text, part))
        });
        found.collect()
    }

    #[test]
    fn what_is_printed_names_ids_line_and_column() {
        let pointers = [
            "",
            "/title",
            "/plans/0/name",
            "/plans/1/id",
            "/sections/0/entitlements/0/values/one",
            "/sections/0/entitlements/0/values/two",
            "/no\u{202e}where",
        ];
        let printed: Vec<_> = located(JSON, &pointers).iter().map(ToString::to_string).collect();
        assert_eq!(
            printed,
            [
                ": wrong",
                "/title, line 2, column 12: wrong",
                "/plans/0/name (plan one), line 4, column 27: wrong",
                "/plans/1/id, line 5, column 12: wrong",
                "/sections/0/entitlements/0/values/one (row row, plan one), line 9, column 14: wrong",
                "/sections/0/entitlements/0/values/two (row row, plan two), line 8, column 29: wrong",
                "/no\\u{202e}where, line 1, column 1: wrong",
            ]
        );
    }

    #[test]
    fn each_kind_of_part_is_named() {
        let json = r#"{"scales": {"s": [{"id": "low"}]}, "option_sets": {"o": [{"id": "mail"}]},
"sections": [{"id": "a", "entitlements": [{"id": "r", "options": [{"id": "x"}], "values": {"p": {"cases": {"eu": 1}}}}]}],
"severities": [{"id": "1", "responses": [{"id": "fix"}]}],
"groups": [{"id": "g", "questions": [{"id": "q", "choices": [{"id": "c", "requires": [{"at_least": 1}]}]}]}]}"#;
        let ids = |pointer| {
            let located = located(json, &[pointer]).remove(0).to_string();
            located
                .split_once(" (")
                .map_or_else(String::new, |(_, ids)| ids.split_once(')').expect("the end of the ids").0.to_owned())
        };
        for (pointer, expected) in [
            ("/scales/s/0/name", "level low"),
            ("/option_sets/o/0/name", "option mail"),
            ("/sections/0/title", "section a"),
            ("/sections/0/entitlements/0/kind", "row r"),
            ("/sections/0/entitlements/0/options/0/name", "row r, option x"),
            ("/sections/0/entitlements/0/values/p/cases/eu", "row r, plan p, choice eu"),
            ("/severities/0/responses/0/hours", "severity 1, response fix"),
            ("/groups/0/title", "group g"),
            ("/groups/0/questions/0/choices/0/requires/0/at_least", "question q, choice c"),
        ] {
            assert_eq!(ids(pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn a_problem_has_the_line_of_what_it_points_to_or_of_what_would_hold_it() {
        let pointers = [
            "",
            "/plans/0/name",
            "/plans/1/id",
            "/plans/1/audience",
            "/sections/0/entitlements/0/values/one",
            "/no/where",
        ];
        let lines = [
            (1, "{", None),
            (4, r#"{"id": "one", "name": 1},"#, Some(part(PartKind::Plan, "one"))),
            (5, r#"{"id": "Two", "name": "b"}"#, None),
            (5, r#"{"id": "Two", "name": "b"}"#, None),
            (9, r#""one": "x""#, Some(part(PartKind::Row, "row"))),
            (1, "{", None),
        ];
        let lines = lines.map(|(line, text, part)| (line, text.to_owned(), part));
        assert_eq!(found(JSON, &pointers), lines);
        // A mark at the start and another end of lines change nothing.
        assert_eq!(found(&format!("\u{feff}{}", JSON.replace('\n', "\r\n")), &pointers), lines);
    }

    #[test]
    fn of_a_long_line_stands_there_what_is_around_the_problem() {
        let json = format!("{{\"a\": \"{}\", \"ä/b~\": 7, \"c\": \"{}\"}}", "ü".repeat(500), "x".repeat(500));
        let found = found(&json, &["/ä~1b~0"]);
        let (line, text, _) = &found[0];
        assert_eq!((*line, text.chars().count()), (1, 162), "{text}");
        assert!(text.starts_with("…ü") && text.contains("\"ä/b~\": 7") && text.ends_with("x…"), "{text}");
    }

    #[test]
    fn what_is_no_json_has_the_line_at_which_reading_ended() {
        assert_eq!(found("{\n  \"a\": 1\n  \"b\": 2\n}", &[""]), [(3, "\"b\": 2".to_owned(), None)]);
        assert_eq!(found("", &[""]), [(0, String::new(), None)]);
    }
}
