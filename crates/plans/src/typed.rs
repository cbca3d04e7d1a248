//! Reads what people type: tells which texts show anything, which characters turn the direction of the text after them, and
//! which number is meant. Writes numbers as they are read.

use crate::lean_text::{fraction, split};

/// The longest name, company or address, in characters.
pub const LONGEST_FIELD: usize = 200;
/// The longest message, in characters.
pub const LONGEST_MESSAGE: usize = 4000;

/// Matches one character that shows something by itself, as a regular expression that both `regex` and the browser's own engine read
/// (with its flag `u`). A text without any is empty to whoever reads it: spaces, controls, format characters, combining marks alone,
/// what Unicode lets fonts ignore (U+00AD, U+200B, U+3164), and the few letters and symbols that are blank (U+2800).
pub const VISIBLE: &str = r"[^\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{2800}\u{FFFC}\u{13441}\u{13442}\u{1D159}]";

/// Tells whether a text shows anything: see [`VISIBLE`].
///
/// # Example: a name of joiners is none, a name with a joiner is one
///
/// ```
/// use plans::typed::is_visible;
///
/// assert!(!is_visible("\u{200b}\u{3164}\u{301}"));
/// assert!(is_visible("می\u{200c}نا"));
/// ```
#[cfg(feature = "json")]
pub fn is_visible(text: &str) -> bool {
    use std::sync::LazyLock;

    static PATTERN: LazyLock<regex::Regex> =
        LazyLock::new(|| regex::Regex::new(VISIBLE).expect("the pattern is tested"));
    PATTERN.is_match(text)
}

/// Tells whether a character directs the text around it: a mark (U+061C, U+200E, U+200F), or an embedding, override or isolate.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns a text as a sentence can quote it: without what would direct the rest of the sentence.
///
/// # Example: an override stays out of the sentence
///
/// ```
/// use plans::typed::quoted;
///
/// assert_eq!(quoted("\u{202e}12a\u{2069}"), "12a");
/// ```
pub fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for c in text.chars() {
        if !is_bidi_control(c) {
            quoted.push(c);
        }
    }
    quoted
}

/// The zeros of every script with decimal digits, by Unicode 16; the digits of a script stand in a row.
const ZEROS: &str = "0\u{660}\u{6f0}\u{7c0}\u{966}\u{9e6}\u{a66}\u{ae6}\u{b66}\u{be6}\u{c66}\u{ce6}\u{d66}\u{de6}\u{e50}\u{ed0}\
\u{f20}\u{1040}\u{1090}\u{17e0}\u{1810}\u{1946}\u{19d0}\u{1a80}\u{1a90}\u{1b50}\u{1bb0}\u{1c40}\u{1c50}\u{a620}\u{a8d0}\u{a900}\
\u{a9d0}\u{a9f0}\u{aa50}\u{abf0}\u{ff10}\u{104a0}\u{10d30}\u{10d40}\u{11066}\u{110f0}\u{11136}\u{111d0}\u{112f0}\u{11450}\u{114d0}\
\u{11650}\u{116c0}\u{116d0}\u{116da}\u{11730}\u{118e0}\u{11950}\u{11bf0}\u{11c50}\u{11d50}\u{11da0}\u{11f50}\u{16130}\u{16a60}\
\u{16ac0}\u{16b50}\u{16d70}\u{1ccf0}\u{1d7ce}\u{1d7d8}\u{1d7e2}\u{1d7ec}\u{1d7f6}\u{1e140}\u{1e2f0}\u{1e4f0}\u{1e5f1}\u{1e950}\
\u{1fbf0}";

/// Returns the value of a decimal digit of any script.
fn digit(c: char) -> Option<u32> {
    for zero in ZEROS.chars() {
        let value = u32::from(c).wrapping_sub(u32::from(zero));
        if value < 10 {
            return Some(value);
        }
    }
    None
}

/// Languages that write `.` between groups of digits, or spaces.
const POINTS: &str = "az bs ca da de el es eu fo gl hr id is it lb lo mk nl pt ro sl sr tr vi";

/// Languages that write `,` before decimals, and spaces between groups.
const SPACES: &str = "af be bg cs et fi fr hu hy ka kk ky lt lv nb nn no pl rm ru sk sq sv uk uz";

/// Regions that write Spanish numbers as English ones.
const COMMAS: &str = "419 CU DO GT HN MX NI PA PE PR SV US";

/// Returns the characters that may separate groups of digits in a language.
fn separators(language: &str) -> &'static str {
    let base = split(language, '-').next().unwrap_or_default();
    let is_among = |list: &str, tag: &str| split(list, ' ').any(|listed| listed.eq_ignore_ascii_case(tag));
    let is_of = |regions: &str| split(language, '-').any(|part| is_among(regions, part));
    let has_points = is_among(POINTS, base);
    if is_of("CH LI") {
        "' "
    } else if is_among(SPACES, base) {
        " "
    } else if has_points && !(base.eq_ignore_ascii_case("es") && is_of(COMMAS)) {
        ". "
    } else {
        ",٬"
    }
}

/// Languages that group digits from 10,000 on.
const FROM_TEN_THOUSAND: &str = "be bg es et hu hy it ka lv pl sl sq";

/// Languages that group all but the last three digits by two.
const BY_TWO: &str = "bn gu hi ml mr pa ta te";

/// Returns what a language writes before decimals.
fn decimal_mark(separators: &str) -> char {
    match separators {
        ". " | " " => ',',
        _ => '.',
    }
}

/// Writes a number of steps, of which `10^decimals` are one, as a language (a BCP 47 tag) does, so that [`number`] reads it.
///
/// # Example: groups and decimals
///
/// ```
/// use plans::typed::grouped;
///
/// assert_eq!(grouped(1_234_567, 0, "en"), "1,234,567");
/// assert_eq!(grouped(1_234_567, 1, "de"), "123.456,7");
/// ```
pub fn grouped(steps: u64, decimals: u32, language: &str) -> String {
    grouped_to(steps, decimals, 0, language)
}

/// Writes the same with so many decimals at least.
///
/// # Example: cents
///
/// ```
/// use plans::typed::grouped_to;
///
/// assert_eq!(grouped_to(6_400_000, 6, 2, "en"), "6.40");
/// assert_eq!(grouped_to(1_017_600_000, 6, 2, "de"), "1.017,60");
/// assert_eq!(grouped_to(2_500, 6, 2, "en"), "0.0025");
/// ```
pub fn grouped_to(steps: u64, decimals: u32, fewest: usize, language: &str) -> String {
    let separators = separators(language);
    let base = split(language, '-').next().unwrap_or_default();
    let is_among = |list: &str| split(list, ' ').any(|listed| listed.eq_ignore_ascii_case(base));
    let is_of = |region: &str| split(language, '-').skip(1).any(|part| part.eq_ignore_ascii_case(region));
    let mark = match separators.chars().next() {
        // As no line breaks there.
        Some(' ') => '\u{a0}',
        Some('\'') => '’',
        Some('.') if is_of("PT") => '\u{a0}',
        mark => mark.unwrap_or(','),
    };
    let is_late = (is_among(FROM_TEN_THOUSAND) && separators != ",٬") || is_of("PT");
    let by_two = is_among(BY_TWO) || is_of("IN");
    let digits = (steps / 10_u64.pow(decimals)).to_string();
    let ungrouped = if is_late { 5 } else { 4 };
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let is_first = left == 3 || left > 3 && if by_two { left % 2 == 1 } else { left.is_multiple_of(3) };
        if at > 0 && digits.len() >= ungrouped && is_first {
            text.push(mark);
        }
        text.push(digit);
    }
    let mut fraction = fraction(steps, decimals);
    while fraction.len() < fewest {
        fraction.push('0');
    }
    if !fraction.is_empty() {
        text.push(decimal_mark(separators));
        text.push_str(&fraction);
    }
    text
}

/// Writes a number of steps as it stands in a field of a page in a language: without anything between groups of digits.
pub fn ungrouped(steps: u64, decimals: u32, language: &str) -> String {
    let mut text = (steps / 10_u64.pow(decimals)).to_string();
    let fraction = fraction(steps, decimals);
    if !fraction.is_empty() {
        text.push(decimal_mark(separators(language)));
        text.push_str(&fraction);
    }
    text
}

/// Reads a number of up to so many decimals as it is typed on a page in a language, as steps: a whole one as [`whole_number`] says, and decimals after
/// the language's own mark, or another's where it can be no mark between groups.
///
/// # Example: a comma that can only stand before decimals
///
/// ```
/// use plans::typed::number;
///
/// assert_eq!(number("99,9", "de", 1), Some(999));
/// assert_eq!(number("99.9", "de", 1), Some(999));
/// assert_eq!(number("1.000,5", "de", 1), Some(10_005));
/// assert_eq!(number("99.9", "de", 0), None);
/// ```
pub fn number(typed: &str, language: &str, most_decimals: u32) -> Option<u64> {
    let one = 10_u64.pow(most_decimals);
    if most_decimals == 0 {
        return whole_number(typed, language);
    }
    let own = decimal_mark(separators(language));
    let typed = typed.trim();
    let (mut decimals, mut steps, mut place) = (0, 0_u64, one);
    let (mut cut, mut is_exact) = (None, true);
    for (at, c) in typed.char_indices() {
        let mark = match c {
            ',' | '،' | '，' => Some(','),
            '.' | '．' => Some('.'),
            '٫' => Some(own),
            _ => None,
        };
        if mark.is_some() {
            (cut, decimals, steps, place) = (mark.map(|mark| (at, c, mark == own)), 0, 0, one);
            is_exact = true;
        } else if let Some(digit) = digit(c) {
            place /= 10;
            steps += u64::from(digit) * place;
            // A digit past the decimals is no nought.
            is_exact &= decimals < most_decimals || digit == 0;
            decimals += 1;
        }
    }
    // Three digits after another's mark are a group.
    let cut = cut.filter(|(_, _, is_own)| decimals > 0 && (*is_own || decimals != 3));
    let Some((at, mark, is_own)) = cut else { return whole_number(typed, language)?.checked_mul(one) };
    let after = &typed[at + mark.len_utf8()..];
    let is_plain = after.chars().all(|c| digit(c).is_some() || is_bidi_control(c));
    let before = &typed[..at];
    // One mark is not both.
    if !is_exact
        || !is_plain
        || before.chars().any(|c| c == mark)
        || (!is_own && before.chars().any(|c| matches!(c, '.' | ',')))
    {
        return None;
    }
    whole_number(before, language)?.checked_mul(one)?.checked_add(steps)
}

/// Reads a whole number as it is typed on a page in a language (a BCP 47 tag): digits of any script, also full-width ones, alone or in
/// groups of three with what that language writes between them. None where it is no such number, or
/// could be meant in two ways. More than `u64` holds is its largest value.
///
/// # Example: what stands between groups depends on the language
///
/// ```
/// use plans::typed::whole_number;
///
/// assert_eq!(whole_number("1,000", "en"), Some(1000));
/// assert_eq!(whole_number("1.000", "de-AT"), Some(1000));
/// assert_eq!(whole_number("1.000", "en"), None);
/// assert_eq!(whole_number("１２", "ja"), Some(12));
/// ```
pub fn whole_number(typed: &str, language: &str) -> Option<u64> {
    let separators = separators(language);
    let (mut number, mut digits, mut between) = (0_u64, 0, None);
    for c in typed.trim().chars() {
        if let Some(digit) = digit(c) {
            number = number.saturating_mul(10).saturating_add(digit.into());
            digits += 1;
            continue;
        }
        let mark = match c {
            // Text that is copied brings them along.
            c if is_bidi_control(c) => continue,
            ',' | '،' | '，' => ',',
            '.' | '．' => '.',
            '\'' | '’' | '＇' => '\'',
            '٬' => '٬',
            c if c.is_whitespace() => ' ',
            _ => return None,
        };
        // The groups before the last may have two digits, as in India; the first is no lone zero.
        let is_group = match between {
            None => number > 0 && (1..=3).contains(&digits),
            Some(before) => before == mark && (2..=3).contains(&digits),
        };
        // `contains` would bring along a search for texts.
        if !is_group || !separators.chars().any(|separator| separator == mark) {
            return None;
        }
        (digits, between) = (0, Some(mark));
    }
    let is_whole = if between.is_some() { digits == 3 } else { digits > 0 };
    is_whole.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_no_text() {
        for unseen in [
            "",
            " \t\n",
            "\u{a0}\u{3000}",
            "\u{200b}",
            "\u{3164}",
            "\u{ffa0}",
            "\u{115f}\u{1160}",
            "\u{2800}",
            "\u{ad}",
            "\u{2060}\u{feff}",
            "\u{200e}\u{202e}\u{2066}",
            "\u{7}\u{0}",
            "\u{301}",
            "\u{20dd}",
            "\u{fe0f}",
            "\u{e0041}",
            "\u{180e}",
            "\u{34f}",
            "\u{ffff}",
        ] {
            assert!(!is_visible(unseen), "{unseen:?}");
        }
        for seen in ["a", "?", "♥", "李", "می\u{200c}نا", "e\u{301}", "\u{200f}א", "🙂", "\u{202e}x"] {
            assert!(is_visible(seen), "{seen:?}");
        }
    }

    /// All of Unicode, by the property that says which characters are decimal digits.
    #[test]
    fn every_scripts_digits_are_read() {
        let is_digit = regex::Regex::new(r"^\p{Nd}$").expect("a pattern");
        let mut before = None;
        for c in '\0'..=char::MAX {
            let value = digit(c);
            assert_eq!(value.is_some(), is_digit.is_match(c.encode_utf8(&mut [0; 4])), "{c:?}");
            // In a row they go up by one, from nought again after nine.
            if let (Some(value), Some(before)) = (value, before) {
                assert_eq!(value, (before + 1) % 10, "{c:?}");
            } else {
                assert!(value.is_none_or(|value| value == 0), "{c:?}");
            }
            before = value;
        }
    }

    #[test]
    fn numbers_are_read_as_a_language_writes_them() {
        for (typed, languages, number) in [
            ("12", "en de ar zh", 12),
            (" 007 ", "en de", 7),
            ("１２", "ja en", 12),
            ("１，０００", "ja en", 1000),
            ("٣", "ar en de", 3),
            ("١٢٣\u{66c}٤٥٦", "ar fa en", 123_456),
            ("१,००,०००", "hi", 100_000),
            ("1,00,000", "en-IN", 100_000),
            ("1,000", "en en-GB ja zh-TW ko he es-MX es-419 xx ''", 1000),
            ("1.000", "de de-AT es es-AR it nl pt-BR da tr id vi DE", 1000),
            ("1 000", "fr de-AT sv pl pt-PT de-CH", 1000),
            ("1\u{a0}000", "fr", 1000),
            ("1\u{202f}000", "fr-FR", 1000),
            ("1'000", "de-CH it-CH", 1000),
            ("1’000", "de-LI fr-CH", 1000),
            ("\u{200e}1,000\u{200f}", "en", 1000),
            ("4294967296", "en", 4_294_967_296),
            ("99999999999999999999", "en", u64::MAX),
        ] {
            for language in languages.split(' ') {
                assert_eq!(whole_number(typed, language), Some(number), "{typed:?} in {language}");
            }
        }
    }

    /// As `Intl.NumberFormat` of ICU 74 writes them, with Latin digits.
    #[test]
    fn digits_are_grouped_as_a_language_groups_them() {
        let nbsp = |text: &str| text.replace(' ', "\u{a0}");
        for (languages, four, five, seven, half) in [
            ("az bs ca da de el eu fo gl hr id is lb mk nl pt ro sr tr vi", "1.234", "12.345", "1.234.567", "1,5"),
            ("es it sl", "1234", "12.345", "1.234.567", "1,5"),
            ("af cs fi fr kk ky lt nb nn no ru sk sv uk uz", "1 234", "12 345", "1 234 567", "1,5"),
            ("be bg et hu hy ka lv pl pt-PT sq", "1234", "12 345", "1 234 567", "1,5"),
            ("de-CH de-LI", "1’234", "12’345", "1’234’567", "1.5"),
            ("en es-MX es-419 ja zh ko ar he fa th sw", "1,234", "12,345", "1,234,567", "1.5"),
            ("en-IN hi bn gu ml mr pa ta te", "1,234", "12,345", "12,34,567", "1.5"),
        ] {
            for language in languages.split(' ') {
                let written = [1234, 12_345, 1_234_567].map(|number| grouped(number, 0, language));
                assert_eq!(written, [nbsp(four), nbsp(five), nbsp(seven)], "{language}");
                assert_eq!([grouped(15, 1, language), ungrouped(15, 1, language)], [half, half], "{language}");
            }
        }
        assert_eq!(grouped(12_345_678_901, 0, "hi"), "12,34,56,78,901");
        assert_eq!([grouped(0, 2, "en"), grouped(5, 2, "en"), grouped(100, 2, "en")], ["0", "0.05", "1"]);
    }

    #[test]
    fn what_is_written_is_read() {
        for language in "en de de-CH es es-MX pl pt-PT fr hi en-IN ar hu".split(' ') {
            for decimals in 0..=6 {
                for steps in [0, 1, 5, 12, 999, 1000, 1125, 12_345, 1_234_567, 999_999_999_999, 1_000_000_000_000_000] {
                    let written = grouped(steps, decimals, language);
                    assert_eq!(number(&written, language, decimals), Some(steps), "{written} in {language}");
                    let plain = ungrouped(steps, decimals, language);
                    assert_eq!(number(&plain, language, decimals), Some(steps), "{plain} in {language}");
                }
            }
        }
    }

    #[test]
    fn decimals_are_read_where_they_can_only_be_meant_so() {
        for (typed, languages, steps) in [
            ("99.9", "en de fr", Some(9990)),
            ("99,9", "en de fr", Some(9990)),
            ("99.90", "en", Some(9990)),
            ("1,000.5", "en", Some(100_050)),
            ("1.000,5", "de", Some(100_050)),
            ("1 000,5", "fr", Some(100_050)),
            ("1,000", "en", Some(100_000)),
            ("1.000", "de", Some(100_000)),
            ("1.000", "en", Some(100)),
            ("1,000", "fr", Some(100)),
            ("٩٩٫٩", "ar", Some(9990)),
            ("99.999", "en", None),
            ("1.000.5", "de", None),
            ("1.000,5", "en", None),
            (".5", "en", None),
            ("5.", "en", None),
            ("1.5.5", "en", None),
            ("1e3", "en", None),
            ("-1.5", "en", None),
        ] {
            for language in languages.split(' ') {
                assert_eq!(number(typed, language, 2), steps, "{typed:?} in {language}");
            }
        }
    }

    #[test]
    fn what_may_be_meant_in_two_ways_is_no_number() {
        for (typed, languages) in [
            ("", "en de"),
            (" ", "en"),
            (",", "en"),
            ("1.000", "en ja fr de-CH es-MX ar"),
            ("1,000", "de fr sv de-CH it es"),
            ("1 000", "en ja"),
            ("1'000", "en de fr"),
            ("1,00", "en"),
            ("1,0000", "en"),
            ("1000,000", "en"),
            ("0,001", "en"),
            (",000", "en"),
            ("1,000.", "en"),
            ("1,000 000", "en"),
            ("1,,000", "en"),
            ("12 34", "en"),
            ("1.5", "en de"),
            ("+1", "en"),
            ("-1", "en"),
            ("1e3", "en"),
            ("½", "en"),
            ("²", "en"),
            ("三", "zh"),
            ("ten", "en"),
        ] {
            for language in languages.split(' ') {
                assert_eq!(whole_number(typed, language), None, "{typed:?} in {language}");
            }
        }
    }

    #[test]
    fn a_quotation_directs_nothing_after_it() {
        let typed = "a\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}b";
        assert_eq!(quoted(typed), "ab");
        assert_eq!(quoted("می\u{200c}نا"), "می\u{200c}نا");
    }
}
