//! YAML as text: maps and lists, indented by two spaces.

use serde_json::Value;

/// YAML that is being written.
#[derive(Debug, Default)]
pub struct YamlText(String);

impl YamlText {
    /// Writes a key whose value stands below it.
    pub fn open(&mut self, depth: usize, key: &str) {
        self.line(depth, &format!("{}:", scalar(key)));
    }

    /// Writes a key with a scalar that is written already.
    pub fn field(&mut self, depth: usize, key: &str, written: &str) {
        self.line(depth, &format!("{}: {written}", scalar(key)));
    }

    /// Writes a key with a text.
    pub fn text(&mut self, depth: usize, key: &str, text: &str) {
        self.field(depth, key, &quoted(text));
    }

    /// Writes a key with a word, which stands without quotes where nobody takes it for something else.
    pub fn word(&mut self, depth: usize, key: &str, word: &str) {
        self.field(depth, key, &scalar(word));
    }

    /// Writes a key with a list of texts below it; nothing where there are none.
    pub fn list(&mut self, depth: usize, key: &str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        self.open(depth, key);
        for text in texts {
            self.line(depth + 1, &format!("- {}", quoted(text)));
        }
    }

    /// Returns what was written.
    pub fn into_text(self) -> String {
        self.0
    }

    fn line(&mut self, depth: usize, line: &str) {
        self.0.push_str(&"  ".repeat(depth));
        self.0.push_str(line);
        self.0.push('\n');
    }
}

/// Returns a text in quotes, as JSON has it, which is YAML.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Returns a key: as it is where nobody takes it for something else, in quotes otherwise.
fn scalar(key: &str) -> String {
    const WORDS: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan"];
    let is_plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_plain && !WORDS.contains(&key.to_ascii_lowercase().as_str()) { key.to_owned() } else { quoted(key) }
}
