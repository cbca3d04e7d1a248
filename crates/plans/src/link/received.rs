//! Links as they are received: mail programs, chats and campaigns encode them, wrap their lines, escape them for HTML and add to their
//! end. What was written is found again as far as that can be told.

use percent_encoding::percent_decode_str;

use crate::wire::{CATALOG, NOT_SURE_EITHER, PERSONAL};

/// How often a link is decoded, or freed of HTML, at most.
const LAYERS: usize = 5;

/// What stands between parts: a link is written with `;` alone.
const SEPARATORS: [char; 4] = [';', '&', '?', '#'];

/// Characters of HTML by name: those that may be written so in a link, or stand behind one.
const ENTITIES: [(&str, char); 16] = [
    ("amp", '&'),
    ("semi", ';'),
    ("equals", '='),
    ("comma", ','),
    ("colon", ':'),
    ("sol", '/'),
    ("num", '#'),
    ("percnt", '%'),
    ("period", '.'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("shy", '\u{ad}'),
    ("hellip", '…'),
];

/// A part of a link, between two separators.
pub(super) struct Part {
    /// What stands there.
    pub text: String,
    /// Whether there is none but `;` before it, which is how a link is written. What follows `&`, `?` or `#` may be somebody else's.
    pub is_own: bool,
}

/// Returns the text of a link without what was done to all of it.
pub(super) fn plain(received: &str) -> String {
    let mut text = unescaped(received);
    text = without_lead(&text).to_owned();
    for _ in 0..LAYERS {
        if !is_encoded(&text) {
            break;
        }
        text = decoded(&text);
    }
    // What a browser is to look for on the page.
    if let Some((link, _)) = text.split_once(":~:") {
        text = link.to_owned();
    }
    without_quoting(text)
}

/// Returns the parts of a plain link that hold anything.
pub(super) fn parts(plain: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    add_parts(&mut parts, plain, true);
    parts
}

fn add_parts(parts: &mut Vec<Part>, text: &str, mut is_own: bool) {
    for piece in text.split_inclusive(SEPARATORS) {
        let part = piece.trim_end_matches(SEPARATORS);
        if has_encoded(part, b';') && !may_hold_any(part) {
            add_parts(parts, &decoded(part), is_own);
        } else if !part.is_empty() {
            parts.push(Part { text: part.to_owned(), is_own });
        }
        is_own &= piece.ends_with(';');
    }
}

/// Tells whether a part is of a key whose value may hold any character.
fn may_hold_any(part: &str) -> bool {
    part.split_once('=').is_some_and(|(key, _)| key == CATALOG || PERSONAL.contains(&key))
}

/// Returns the ways to split a part into key and value: by each `=`, since one may be the end of a line that was wrapped.
pub(super) fn pairs(part: &str) -> Vec<(String, &str)> {
    part.match_indices('=').map(|(at, _)| (key(&part[..at]), &part[at + 1..])).collect()
}

/// Returns a key without what was put into it.
pub(super) fn key(text: &str) -> String {
    decoded(text).chars().filter(|letter| *letter != '=' && !is_inserted(*letter)).map(as_written).collect()
}

/// Lists the values that may have been meant, likeliest first: without what mail programs and the like inserted and appended,
/// and then also without what follows a space.
pub(super) fn readings(value: &str) -> Vec<String> {
    let mut text = value.to_owned();
    for _ in 0..LAYERS {
        text = decoded(&text);
    }
    let mut readings = Vec::new();
    for ends_at_space in [false, true] {
        let mut reading = String::new();
        for letter in text.trim_start().chars() {
            let letter = as_written(letter);
            if letter.is_ascii_alphanumeric() || "-_.~+/:,".contains(letter) {
                reading.push(letter);
            } else if !(letter == '=' || is_inserted(letter)) || ends_at_space && letter.is_whitespace() {
                break;
            }
        }
        if reading.starts_with(NOT_SURE_EITHER) {
            reading.truncate(1);
        } else {
            reading.truncate(reading.trim_end_matches(['-', '_', '.', '~', '+', '/', ':', ',']).len());
        }
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// Tells whether a character is put between others where a line may be wrapped, or was.
fn is_inserted(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Returns the hyphen that was written where a program for texts has made another dash of it.
fn as_written(letter: char) -> char {
    if matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { letter }
}

/// Returns a text without the escapes of HTML, also where they were escaped again.
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..LAYERS {
        let mut pieces = text.split('&');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            match piece.split_once(';').and_then(|(name, rest)| Some((entity(name)?, rest))) {
                Some((letter, rest)) => out.extend([letter.encode_utf8(&mut [0; 4]), rest]),
                None => out.extend(["&", piece]),
            }
        }
        if out == text {
            break;
        }
        text = out;
    }
    text
}

/// Returns the character of HTML with this name or number.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(number.ok()?);
    }
    ENTITIES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, letter)| *letter)
}

/// Returns a text without what stands before a link: `#`, perhaps encoded, and spaces.
fn without_lead(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        match [b'#', b' '].into_iter().find_map(|lead| encoded_len(text, lead)) {
            Some(len) => text = &text[len..],
            None => match text.strip_prefix('#') {
                Some(rest) => text = rest,
                None => return text,
            },
        }
    }
}

/// Tells whether all of a link is percent-encoded: its first separator is, or every `=`.
fn is_encoded(text: &str) -> bool {
    let version = text.trim_start_matches(['v', 'V']).trim_start_matches(|letter: char| letter.is_ascii_digit());
    version.len() < text.len() && encoded_len(version, b';').is_some() || !text.contains('=') && has_encoded(text, b'=')
}

fn has_encoded(text: &str, byte: u8) -> bool {
    text.match_indices('%').any(|(at, _)| encoded_len(&text[at..], byte).is_some())
}

/// Returns the length of a percent-encoded byte that a text begins with, also where its `%` was encoded again.
fn encoded_len(text: &str, byte: u8) -> Option<usize> {
    let mut rest = text.strip_prefix('%')?;
    while let Some(next) = rest.strip_prefix("25") {
        rest = next;
    }
    let digits = rest.get(..2)?;
    let is_byte = u8::from_str_radix(digits, 16) == Ok(byte) && !digits.starts_with('+');
    is_byte.then(|| text.len() - rest.len() + 2)
}

/// Returns a link without the quoting of mail, where that has made `=3D` of every `=`.
fn without_quoting(text: String) -> String {
    let mut pairs = text.split(';').filter(|part| part.contains('='));
    let is_quoted = pairs.clone().all(|part| part.contains("=3D")) && pairs.any(|part| !may_hold_any(part));
    if is_quoted { text.replace("=3D", "=") } else { text }
}

/// Returns a text without percent-encoding where that can be read; what cannot stays, and bytes that are no text are
/// [`char::REPLACEMENT_CHARACTER`].
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
