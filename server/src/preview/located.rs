//! Where in a file its problems are: the line, and what of the page it makes.

use std::collections::HashMap;

use plans::Problem;
use plans::catalog::Id;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::catalog_file::LoadError;

/// How many characters of a long line are shown before and after the problem.
const AROUND: (usize, usize) = (60, 100);

/// A problem with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The place, as a JSON Pointer; empty for the whole document.
    pub pointer: String,
    /// The value, the rule and the way out.
    pub detail: String,
    /// The line, counted from 1, and what it says; none where the file is no text, or is not there.
    pub line: Option<(usize, String)>,
    /// What of the page it is about.
    pub part: Option<Part>,
}

/// A part of the page, by its id in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A plan.
    Plan(String),
    /// A row of the table.
    Row(String),
    /// A question.
    Question(String),
}

/// Returns the problems of a file, which holds this text.
pub fn problems(json: &str, fault: &LoadError) -> Vec<Located> {
    let problems = match fault {
        LoadError::Problems(problems) => problems,
        LoadError::Unreadable { path, source } => {
            let detail = format!("{}: {source}", path.display());
            return vec![Located { pointer: String::new(), detail, line: None, part: None }];
        }
    };
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let value = serde_json::from_str::<Value>(json);
    let lines: Vec<_> = match &value {
        Ok(_) => starts(json, problems).into_iter().map(|start| Some(line(json, start))).collect(),
        Err(error) => {
            let line = json
                .lines()
                .nth(error.line().saturating_sub(1))
                .map(|text| (error.line(), excerpt(text, error.column())));
            vec![line; problems.len()]
        }
    };
    let located = problems.iter().zip(lines).map(|(Problem { pointer, detail, .. }, line)| Located {
        pointer: pointer.clone(),
        detail: detail.clone(),
        line,
        part: value.as_ref().ok().and_then(|value| part(value, pointer)),
    });
    located.collect()
}

/// Returns the language that a document says it is in; English where it says none.
pub fn language(json: &str) -> String {
    let value = serde_json::from_str::<Value>(json).unwrap_or_default();
    value["language"].as_str().unwrap_or("en").to_owned()
}

/// Finds at which byte of a document stands what each problem points to, or what would hold it.
fn starts(json: &str, problems: &[Problem]) -> Vec<usize> {
    let unescaped = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
    let paths: Vec<Vec<_>> =
        problems.iter().map(|problem| problem.pointer.split('/').skip(1).map(unescaped).collect()).collect();
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

/// Returns the line at a byte, counted from 1, and what it says.
fn line(json: &str, at: usize) -> (usize, String) {
    let start = json[..at].rfind('\n').map_or(0, |end| end + 1);
    let text = json[start..].lines().next().unwrap_or_default();
    (json[..at].matches('\n').count() + 1, excerpt(text, json[start..at].chars().count()))
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

/// Returns the part of the page that a place in a document is about.
fn part(document: &Value, pointer: &str) -> Option<Part> {
    let segments: Vec<_> = pointer.split('/').skip(1).collect();
    let (count, part): (usize, fn(String) -> Part) = match segments.as_slice() {
        ["plans", ..] => (2, Part::Plan),
        ["sections", _, "entitlements", ..] => (4, Part::Row),
        ["groups", _, "questions", ..] => (4, Part::Question),
        _ => return None,
    };
    let item = document.pointer(&format!("/{}", segments.get(..count)?.join("/")))?;
    let id = item.get("id")?.as_str()?;
    Id::parse(id).is_some().then(|| part(id.to_owned()))
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

    fn found(json: &str, pointers: &[&str]) -> Vec<(usize, String, Option<Part>)> {
        let problem = |pointer: &&str| Problem {
            pointer: (*pointer).to_owned(),
            code: plans::json::Code::Missing,
            detail: "wrong".to_owned(),
        };
        let fault = LoadError::Problems(pointers.iter().map(problem).collect());
        let found = problems(json, &fault).into_iter();
        found
            .map(|Located { line, part, .. }| line.map_or((0, String::new(), None), |(line, text)| (line, text, part)))
            .collect()
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
            (4, r#"{"id": "one", "name": 1},"#, Some(Part::Plan("one".to_owned()))),
            (5, r#"{"id": "Two", "name": "b"}"#, None),
            (5, r#"{"id": "Two", "name": "b"}"#, None),
            (9, r#""one": "x""#, Some(Part::Row("row".to_owned()))),
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
