//! What visitors typed, so that a terminal prints it and does not obey it.

use unicode_width::UnicodeWidthChar;

/// What stands for a character that is not printed.
const HIDDEN: char = '\u{fffd}';

/// Returns a text as one line: blanks of any kind are a space, and no character moves the cursor, colours what follows, or turns the
/// direction in which it is read.
pub fn line(text: &str) -> String {
    let spaced = text.split(|c: char| c.is_whitespace() || is_line_end(c)).filter(|word| !word.is_empty());
    spaced.map(|word| word.chars().map(shown).collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Returns the lines of a text, each as [`line`] returns it.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(line).collect()
}

fn shown(character: char) -> char {
    if character.is_control() || is_unseen(character) { HIDDEN } else { character }
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// Tells whether a character has no glyph of its own and changes how others are read: marks of direction, joiners of nothing, tags.
/// The joiners of scripts and emoji (U+200C, U+200D) are none.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns how many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Returns a text of at most so many columns, with `…` in the place of what does not fit.
pub fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut left = most.saturating_sub(1);
    for character in text.chars() {
        let width = character.width().unwrap_or(0);
        if width > left {
            break;
        }
        left -= width;
        cut.push(character);
    }
    let mut cut = cut.trim_end().to_owned();
    if most > 0 {
        cut.push('…');
    }
    cut
}

/// Breaks a line between words, so that none is wider than so many columns; a word that is, is broken too.
pub fn wrapped(line: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last_mut().expect("there is a line");
        if !last.is_empty() && width(last) + 1 + width(word) <= most {
            last.push(' ');
            last.push_str(word);
            continue;
        }
        if !last.is_empty() {
            lines.push(String::new());
        }
        for character in word.chars() {
            let last = lines.last_mut().expect("there is a line");
            if !last.is_empty() && width(last) + character.width().unwrap_or(0) > most {
                lines.push(String::new());
            }
            lines.last_mut().expect("there is a line").push(character);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_reaches_the_terminal_as_a_command() {
        for (text, expected) in [
            ("Ada Lovelace", "Ada Lovelace"),
            ("\u{1b}[31mred\u{1b}[0m", "\u{fffd}[31mred\u{fffd}[0m"),
            ("\u{9b}2J", "\u{fffd}2J"),
            ("a\r\nb\tc", "a b c"),
            ("\u{7}bell\u{8}", "\u{fffd}bell\u{fffd}"),
            ("\u{202e}gnp.exe", "\u{fffd}gnp.exe"),
            ("a\u{2028}b", "a b"),
            ("José 日本", "José 日本"),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
        for character in ('\0'..='\u{9f}').chain('\u{2028}'..='\u{202e}') {
            assert!(!line(&format!("a{character}b")).contains(|c: char| c.is_control()), "{character:?}");
        }
    }

    #[test]
    fn a_text_is_cut_by_the_columns_that_it_takes() {
        assert_eq!(cut("Analytical", 10), "Analytical");
        assert_eq!(cut("Analytical Engines", 12), "Analytical…");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("ab", 0), "");
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
    }
}
