//! Entries as the text of links: `name=value,value;name=value`.

use crate::lean_text::split;

/// Writes entries one after another. Entries of one name stand together, as the first of them stands.
///
/// # Example: two values of one name share it
///
/// ```
/// use plans::wire::EntryText;
///
/// let mut text = EntryText::default();
/// text.add("plans", "plus");
/// text.add("plans", "business");
/// text.add("only", "differences");
/// assert_eq!(text.finish(), "plans=plus,business;only=differences");
/// ```
#[derive(Default)]
pub struct EntryText {
    text: String,
    /// Where the last name begins and ends.
    name: (usize, usize),
}

impl EntryText {
    /// Continues a text that is no entry, such as a link's version.
    pub fn after(text: &str) -> Self {
        Self { text: text.to_owned(), name: (0, 0) }
    }

    /// Adds an entry.
    pub fn add(&mut self, name: &str, value: &str) {
        let text = &mut self.text;
        if name == &text[self.name.0..self.name.1] {
            text.push(',');
        } else {
            if !text.is_empty() {
                text.push(';');
            }
            let start = text.len();
            text.push_str(name);
            self.name = (start, text.len());
            text.push('=');
        }
        text.push_str(value);
    }

    /// Tells whether nothing was added to what it continues.
    pub fn is_empty_after(&self, text: &str) -> bool {
        self.text.len() == text.len()
    }

    /// Returns the text of all entries.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Reads a text of entries: calls `take` with each name and value. Where a part has no `=`, its value is empty.
pub fn each_entry(text: &str, take: &mut dyn FnMut(&str, &str)) {
    for part in split(text, ';') {
        let (name, values) = part.split_once('=').unwrap_or((part, ""));
        for value in split(values, ',') {
            take(name, value);
        }
    }
}
