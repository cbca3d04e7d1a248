//! What a requester is told, to quote later.

use std::fmt;

use crate::random;

/// The characters of a reference: digits and capitals, of those that people take for each other (0 O, 1 I L, 2 Z, 5 S, 8 B,
/// U V) at most one, and without vowels, so that no reference is a word.
const ALPHABET: &[u8; 25] = b"23456789CDFGHJKMNPQRTVWXY";

/// How many characters a reference has; 12 of 25 are 55 bits, so that nobody guesses another's.
const LENGTH: usize = 12;

/// After how many characters a hyphen stands.
const GROUP: usize = 4;

/// Names a stored plan request, such as `K7QM-4XWD-9TPC`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema, sqlx::Type)]
#[sqlx(transparent)]
pub struct Reference(String);

impl Reference {
    /// Makes a new reference, from the operating system's randomness.
    pub fn random() -> Self {
        let bytes = random::bytes::<16>();
        Self::of_number(u128::from_ne_bytes(bytes))
    }

    /// Reads a reference as people write it: in any case, with hyphens, blanks or nothing between its groups.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase());
        let typed: Vec<_> = typed.collect();
        let is_whole =
            typed.len() == LENGTH && typed.iter().all(|c| ALPHABET.iter().any(|known| char::from(*known) == *c));
        let groups = typed.chunks(GROUP).map(|group| group.iter().collect::<String>());
        is_whole.then(|| Self(groups.collect::<Vec<_>>().join("-")))
    }

    /// Returns the reference that a number's last digits are. Of 128 bits it uses 56, so all references are as likely to one
    /// part in 2^72.
    pub(crate) fn of_number(mut number: u128) -> Self {
        let base = ALPHABET.len() as u128;
        let mut text = String::new();
        for at in 0..LENGTH {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[(number % base) as usize]));
            number /= base;
        }
        Self(text)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_reference_is_three_groups_of_four() {
        assert_eq!(Reference::of_number(0).to_string(), "2222-2222-2222");
        assert_eq!(Reference::of_number(25u128.pow(4)).to_string(), "2222-3222-2222");
        assert_eq!(Reference::of_number(25u128.pow(12) - 1).to_string(), "YYYY-YYYY-YYYY");
    }

    #[test]
    fn a_reference_is_read_as_people_write_it() {
        let expected = Some(Reference("K7QM-4XWD-9TPC".to_owned()));
        for typed in ["K7QM-4XWD-9TPC", "k7qm 4xwd 9tpc", " K7QM4XWD9TPC "] {
            assert_eq!(Reference::parse(typed), expected, "{typed}");
        }
        for typed in ["", "K7QM-4XWD", "K7QM-4XWD-9TP0", "K7QM-4XWD-9TPC2", "../../../etc"] {
            assert_eq!(Reference::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn no_two_characters_look_alike() {
        let distinct: HashSet<_> = ALPHABET.iter().collect();
        assert_eq!(distinct.len(), ALPHABET.len());
        for alike in ["0O", "1I", "1L", "IL", "2Z", "5S", "8B", "UV"] {
            let kept = alike.bytes().filter(|c| ALPHABET.contains(c)).count();
            assert!(kept <= 1, "{alike} are taken for each other; keep one at most");
        }
    }

    #[test]
    fn random_references_use_the_whole_alphabet_and_do_not_repeat() {
        let references: HashSet<_> = (0..1000).map(|_| Reference::random().to_string()).collect();
        assert_eq!(references.len(), 1000);
        let used: HashSet<_> = references.iter().flat_map(|reference| reference.bytes()).collect();
        assert_eq!(used.len(), ALPHABET.len() + 1, "the alphabet and the hyphen");
    }
}
