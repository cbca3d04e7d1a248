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

/// Returns the decimals of a number of steps, of which `10^decimals` are one, without noughts at the end.
///
/// # Example: hundredths
///
/// ```
/// use plans::lean_text::fraction;
///
/// assert_eq!([fraction(905, 2), fraction(950, 2), fraction(900, 2)], ["05", "5", ""]);
/// ```
pub fn fraction(steps: u64, decimals: u32) -> String {
    let mut rest = steps % 10_u64.pow(decimals);
    let mut digits = String::new();
    for left in 0..decimals {
        let place = 10_u64.pow(decimals - 1 - left);
        if rest == 0 {
            break;
        }
        digits.push(char::from(b'0' + (rest / place) as u8));
        rest %= place;
    }
    digits
}
