//! What every catalogue says beside its offer.

use serde_json::{Map, Value, json};

use crate::names::Ids;

/// The longest text that people read, in characters.
const LONGEST_TEXT: usize = 2000;
/// The longest text that no visitor reads.
const LONGEST_WORD: usize = 200;

/// Returns the beginning of a catalogue, up to its plans.
pub fn catalog(title: &str, version: Option<&str>) -> Map<String, Value> {
    let title = text(title).unwrap_or_else(|| "Plans".to_owned());
    let head = json!({
        "$schema": "catalog.schema.json",
        "id": Ids::default().of(&title),
        "version": version.and_then(word).unwrap_or_else(|| "1".to_owned()),
        "language": "en",
        "title": title,
        "introduction": "Compare what the plans include.",
        "ribbon": "Recommended",
        "request_plan": "Request plan",
        "learn_more": "Learn more",
    });
    match head {
        Value::Object(head) => head,
        _ => Map::new(),
    }
}

/// Returns a text as catalogues hold it: on one line, not blank, within the length.
pub fn text(text: &str) -> Option<String> {
    cut(text, LONGEST_TEXT)
}

/// Returns a word as catalogues hold it.
pub fn word(text: &str) -> Option<String> {
    cut(text, LONGEST_WORD)
}

fn cut(text: &str, longest: usize) -> Option<String> {
    let clean: String = text.chars().map(|c| if c.is_control() || c == '\u{fffd}' { ' ' } else { c }).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(longest).collect();
    let cut = cut.trim_end();
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// Returns a text as paragraphs, each within the length.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut current = String::new();
        for word in paragraph.split_whitespace().filter_map(self::word) {
            if current.chars().count() + word.chars().count() + 1 > LONGEST_TEXT {
                paragraphs.push(std::mem::take(&mut current));
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(&word);
        }
        paragraphs.push(current);
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Returns free words as a cell has them: words that are a state of cells stand by language.
pub fn free_words(words: &str) -> Value {
    const STATES: [&str; 6] = ["included", "not-included", "on-request", "not-stated", "not-applicable", "available"];
    match text(words) {
        None => "not-stated".into(),
        Some(words) if STATES.contains(&words.as_str()) => json!({ "en": words }),
        Some(words) => words.into(),
    }
}
