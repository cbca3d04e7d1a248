//! Texts put together and taken apart with less code than the library's: for what every visitor downloads.
//!
//! The list of those modules is in ARCHITECTURE.md; everything else uses `format!` and `str::split`.

/// Splits a text at a character, as [`str::split`] does.
///
/// # Example: an empty text is one empty part
///
/// ```
/// use plans::lean_text::split;
///
/// assert_eq!(split("a,,b", ',').collect::<Vec<_>>(), ["a", "", "b"]);
/// assert_eq!(split("", ',').collect::<Vec<_>>(), [""]);
/// ```
pub fn split(text: &str, separator: char) -> Split<'_> {
    Split { rest: Some(text), separator }
}

/// The iterator of [`split`].
#[derive(Clone, Debug)]
pub struct Split<'a> {
    rest: Option<&'a str>,
    separator: char,
}

impl<'a> Iterator for Split<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let (part, rest) = match text.split_once(self.separator) {
            Some((part, rest)) => (part, Some(rest)),
            None => (text, None),
        };
        self.rest = rest;
        Some(part)
    }
}

/// Joins texts, as `[String]::join` does.
pub fn join(texts: &[String], between: &str) -> String {
    let mut joined = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            joined.push_str(between);
        }
        joined.push_str(text);
    }
    joined
}

/// Tells whether a text holds another, as [`str::contains`] says; that is quicker with long texts.
///
/// # Example: any text holds an empty one
///
/// ```
/// use plans::lean_text::contains;
///
/// assert!(contains("support", "port") && contains("support", ""));
/// assert!(!contains("port", "support"));
/// ```
pub fn contains(text: &str, searched: &str) -> bool {
    searched.is_empty() || text.as_bytes().windows(searched.len()).any(|part| part == searched.as_bytes())
}
