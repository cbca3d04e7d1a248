//! The app's own sentences, one function a sentence. What they say is loaded with the content that is shown.

use std::sync::Mutex;

use plans::lean_text::split;
use plans::plural;

include!(concat!(env!("OUT_DIR"), "/locale.rs"));

/// Stands between the forms of a sentence.
const FORM_SEPARATOR: char = '\u{1f}';

/// How many lines stand before the first sentence: the format, the language, and its plural rule.
const HEAD: usize = 3;

/// The app's own sentences in one language, once they are loaded.
///
/// It points at as many lines as there are, so that a sentence is a read at a fixed place.
#[derive(Clone, Copy, Debug)]
pub struct Locale(&'static [&'static str; HEAD + SENTENCES]);

/// What was loaded, as it came, with its lines. It stays, since handles on it are everywhere: as much as there are languages that somebody
/// looked at.
static LOADED: Mutex<Vec<(&str, Locale)>> = Mutex::new(Vec::new());

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Locale {
    /// Reads the sentences that a content begins with; gives what comes after them, too. None where they are no sentences of this app's.
    pub fn read(content: &str) -> Option<(Self, &str)> {
        let mut rest = content;
        for at in 0..HEAD + SENTENCES {
            let (line, after) = rest.split_once('\n')?;
            if at == 0 && line != FORMAT {
                return None;
            }
            rest = after;
        }
        let text = content.strip_suffix(rest)?;
        let mut loaded = LOADED.lock().ok()?;
        for (known, locale) in loaded.iter() {
            if *known == text {
                return Some((*locale, rest));
            }
        }
        let text: &'static str = String::leak(text.to_owned());
        let mut lines = [""; HEAD + SENTENCES];
        let mut read = split(text, '\n');
        for line in &mut lines {
            *line = read.next()?;
        }
        let locale = Self(Box::leak(Box::new(lines)));
        loaded.push((text, locale));
        Some((locale, rest))
    }

    /// Returns the language's BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.0[1]
    }

    /// Returns the form for a count of the sentence at a place.
    fn form(self, place: usize, count: u32) -> &'static str {
        let form = char::from(b'0' + plural::form(self.0[2], count.into()) as u8);
        let mut last = "";
        for text in split(self.0[place], FORM_SEPARATOR) {
            // The last is the one for what has no form of its own.
            last = text;
            if text.starts_with(form) {
                break;
            }
        }
        last.get(1..).unwrap_or_default()
    }
}

/// Puts parameters into a text: the first in place of the character of the code 1, and so on. Where any of them is written from right
/// to left, each is isolated, so that it moves nothing around it.
fn fill(template: &str, parameters: &[&str]) -> String {
    let mut isolates = has_rtl(template);
    for parameter in parameters {
        isolates |= has_rtl(parameter);
    }
    let mut text = String::new();
    for letter in template.chars() {
        match parameters.get((letter as usize).wrapping_sub(1)) {
            Some(parameter) if isolates => {
                text.push('\u{2068}');
                text.push_str(parameter);
                text.push('\u{2069}');
            }
            Some(parameter) => text.push_str(parameter),
            None => text.push(letter),
        }
    }
    text
}

/// Tells whether a text has letters that are written from right to left, by Unicode's blocks of them.
fn has_rtl(text: &str) -> bool {
    let is_rtl = |letter| {
        matches!(letter, '\u{590}'..'\u{900}' | '\u{fb1d}'..'\u{fe00}' | '\u{fe70}'..'\u{ff00}')
            || matches!(letter, '\u{10800}'..'\u{11000}' | '\u{1e800}'..'\u{1f000}')
    };
    text.chars().any(is_rtl)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_into_a_sentence_is_isolated_where_any_of_it_is_written_from_right_to_left() {
        assert_eq!(fill("Ask for \u{1}: \u{2}.", &["C++", "1"]), "Ask for C++: 1.");
        assert_eq!(fill("Ask for \u{1}: \u{2}.", &["خطة", "1"]), "Ask for \u{2068}خطة\u{2069}: \u{2068}1\u{2069}.");
        assert_eq!(fill("בקשה: \u{1}", &["C++"]), "בקשה: \u{2068}C++\u{2069}");
    }

    /// Sentences of a language with three forms, all the same but for their places.
    fn polish() -> String {
        let rule = "5".to_owned() + "1" + &"3".repeat(3) + &"4".repeat(196);
        let forms = "1\u{1} kontakt\u{1f}3\u{1} kontakty\u{1f}4\u{1} kontaktów\u{1f}5\u{1} kontaktu\n";
        format!("{FORMAT}\npl\n{rule}\n{}", forms.repeat(SENTENCES))
    }

    #[test]
    fn a_count_picks_the_form_of_its_language() {
        let sentences = polish();
        let (locale, rest) = Locale::read(&sentences).expect("sentences");
        assert_eq!((locale.tag(), rest), ("pl", ""));
        let said = |count: u32| fill(locale.form(HEAD, count), &[&count.to_string()]);
        assert_eq!([0, 1, 2, 5].map(said), ["0 kontaktu", "1 kontakt", "2 kontakty", "5 kontaktów"]);
    }

    #[test]
    fn what_follows_the_sentences_comes_back_and_the_same_is_loaded_once() {
        let content = polish() + "plans\n";
        let (locale, rest) = Locale::read(&content).expect("sentences");
        assert_eq!(rest, "plans\n");
        assert_eq!(Locale::read(&content).map(|(again, _)| again), Some(locale));
    }

    #[test]
    fn what_is_cut_off_or_of_another_app_is_not_read() {
        let sentences = polish();
        for text in ["", "sentences", &sentences[..sentences.len() - 1], &sentences.replacen(FORMAT, "sentences 0", 1)]
        {
            assert!(Locale::read(text).is_none(), "{text}");
        }
    }
}
