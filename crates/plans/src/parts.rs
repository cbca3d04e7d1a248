//! Texts in parts, with the same character between any two.

/// The parts of a text. The library's iterators do the same; each kind of them is code of its own that the browser loads.
///
/// # Example: the parts of an empty text are one empty part
///
/// ```
/// use plans::parts::Parts;
///
/// assert_eq!(Parts::of("a,,b", ',').collect::<Vec<_>>(), ["a", "", "b"]);
/// assert_eq!(Parts::of("", ',').collect::<Vec<_>>(), [""]);
/// ```
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    rest: Option<&'a str>,
    between: char,
}

impl<'a> Parts<'a> {
    /// The parts of this text, with that character between any two.
    pub fn of(text: &'a str, between: char) -> Self {
        Self { rest: Some(text), between }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let (part, rest) = match text.split_once(self.between) {
            Some((part, rest)) => (part, Some(rest)),
            None => (text, None),
        };
        self.rest = rest;
        Some(part)
    }
}
