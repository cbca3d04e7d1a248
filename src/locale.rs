//! The app's own sentences, one function a sentence, made from `locales/` by the build script.

include!(concat!(env!("OUT_DIR"), "/locale.rs"));

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

/// Whether a text has letters that are written from right to left, by Unicode's blocks of them.
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
}
