//! The server's sentences, made of `locales/` by the build script.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    /// Finds the sentences in a language (a BCP 47 tag), else in its base language, else in English.
    pub fn in_language(tag: &str) -> &'static Self {
        Self::closest(tag).1
    }

    /// Finds the same with the language that it is.
    pub fn closest(tag: &str) -> (&'static str, &'static Self) {
        static TEXTS: &[(&str, Texts)] = &ALL;
        let find = |tag: &str| TEXTS.iter().find(|(language, _)| language.eq_ignore_ascii_case(tag));
        let base = tag.split('-').next().unwrap_or(tag);
        let (language, texts) =
            find(tag).or_else(|| find(base)).or_else(|| find("en")).expect("the build script requires en");
        (language, texts)
    }
}

/// Fills values into a sentence, in the place of their names in braces. What the values hold stays as it is.
pub fn filled(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut parts = sentence.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once('}').unwrap_or((part, ""));
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
        text.extend([value, after]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_falls_back_to_its_base_and_then_to_english() {
        for tag in ["en", "en-GB", "EN", "tlh", ""] {
            assert_eq!(Texts::in_language(tag).yes, "Yes", "{tag}");
        }
    }

    #[test]
    fn values_stand_in_their_places_and_are_not_filled_themselves() {
        let values = [("typed", "{most}"), ("most", "9")];
        assert_eq!(filled("“{typed}” is not up to {most}.", &values), "“{most}” is not up to 9.");
        assert_eq!(filled("nothing to fill", &values), "nothing to fill");
    }
}
