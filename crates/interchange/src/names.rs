//! Ids and names, of keys such as `24/7EmailSupport` and `BUSINESS_PLUS`.

use std::collections::BTreeSet;

/// Abbreviations that stand in capitals in names, however a key writes them.
const ABBREVIATIONS: [&str; 30] = [
    "ai", "api", "cli", "crm", "css", "csv", "faq", "gdpr", "hipaa", "html", "http", "https", "ide", "iso", "ldap",
    "pdf", "saml", "scim", "sdk", "seo", "sla", "sms", "soc", "sql", "ssl", "sso", "ui", "url", "vpn", "xml",
];

/// The longest id, in characters.
const LONGEST: usize = 64;

/// Ids that were given, so that each is another.
#[derive(Debug, Default)]
pub struct Ids(BTreeSet<String>);

impl Ids {
    /// Returns an id of a key, which nothing before has.
    pub fn of(&mut self, key: &str) -> String {
        let mut id = slug(key);
        if id.is_empty() {
            id = "item".to_owned();
        }
        let mut number = 2;
        let first = id.clone();
        while !self.0.insert(id.clone()) {
            let ending = format!("-{number}");
            id = format!("{}{ending}", first[..first.len().min(LONGEST - ending.len())].trim_end_matches('-'));
            number += 1;
        }
        id
    }
}

/// Returns the words of a text in small letters with "-" between them, within the length of an id.
fn slug(text: &str) -> String {
    let mut id = String::new();
    for word in words(text) {
        let letters: String =
            word.chars().map(|c| if plain(c).is_empty() { "-".to_owned() } else { plain(c) }).collect();
        for part in letters.split('-').filter(|part| !part.is_empty()) {
            if !id.is_empty() {
                id.push('-');
            }
            id.push_str(part);
        }
    }
    id.truncate(LONGEST);
    id.trim_end_matches('-').to_owned()
}

/// Returns a character as ids have it; nothing where they do not.
fn plain(character: char) -> String {
    let character = character.to_lowercase().next().unwrap_or(character);
    let plain = match character {
        'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ß' => "ss",
        '+' => "plus",
        c if c.is_ascii_alphanumeric() => return c.to_ascii_lowercase().to_string(),
        _ => "",
    };
    plain.to_owned()
}

/// Splits a key where a word begins: at what is between words, and at a capital after a small letter or a digit. Capitals in a row are one
/// word, but for the last before a small letter: `SSOLogin` is "SSO", "Login".
fn words(key: &str) -> Vec<String> {
    let characters: Vec<char> = key.chars().collect();
    let mut words = vec![String::new()];
    for (at, &c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| characters[at]);
        let after = characters.get(at + 1).copied();
        if c.is_whitespace() || matches!(c, '_' | '-') {
            words.push(String::new());
            continue;
        }
        let begins = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || before.is_uppercase() && after.is_some_and(char::is_lowercase) && !is_plural(&characters[at..])
            });
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Tells whether these are the last capital of an abbreviation and its plural: `Is` of `APIs`.
fn is_plural(rest: &[char]) -> bool {
    rest.get(1) == Some(&'s') && rest.get(2).is_none_or(|c| !c.is_lowercase())
}

/// Tells whether a word is an abbreviation: capitals, at least two of them, where not all the key is.
fn is_abbreviation(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase)
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Returns the name of a row: "24/7 email support".
pub fn row(key: &str) -> String {
    let is_shouted = !key.chars().any(char::is_lowercase);
    let small = |word: &String| match word.to_lowercase() {
        known if ABBREVIATIONS.contains(&&*known) => known.to_uppercase(),
        known if ABBREVIATIONS.contains(&known.trim_end_matches('s')) => {
            format!("{}s", known.trim_end_matches('s').to_uppercase())
        }
        _ if is_abbreviation(word) && !is_shouted => word.clone(),
        small => small,
    };
    let words: Vec<_> = words(key).iter().map(small).collect();
    named(capitalised(&words.join(" ")), key)
}

/// Returns the name of a plan or an add-on: "Business Plus". It is a name, so each word begins with a capital where the key is in capitals.
pub fn offer(key: &str) -> String {
    let is_shouted = !key.chars().any(char::is_lowercase);
    if !is_shouted {
        let words: Vec<_> = words(key)
            .into_iter()
            .map(|word| if key.contains(char::is_whitespace) { word } else { capitalised(&word) })
            .collect();
        return named(words.join(" "), key);
    }
    let words: Vec<_> = words(key).iter().map(|word| capitalised(&word.to_lowercase())).collect();
    named(words.join(" "), key)
}

/// Returns a name that shows something.
fn named(name: String, key: &str) -> String {
    match (name.trim(), key.trim()) {
        ("", "") => "-".to_owned(),
        ("", key) => key.to_owned(),
        (name, _) => name.chars().take(200).collect(),
    }
}

/// Returns the plural of an English word for what is counted: "users", "use cases".
pub fn plural(one: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| one.ends_with(ending));
    if ends(&["people", "staff"])
        || one.ends_with('s') && !ends(&["ss", "us"])
        || !one.ends_with(|c: char| c.is_ascii_alphabetic())
    {
        return one.to_owned();
    }
    if let Some(stem) = one.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if ends(&["s", "x", "ch", "sh"]) { format!("{one}es") } else { format!("{one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_the_letters_of_ids_and_each_another() {
        let mut ids = Ids::default();
        for (key, id) in [
            ("24/7EmailSupport", "24-7-email-support"),
            ("24/7emailSupport", "24-7email-support"),
            ("boxAIQ&ASingleDoc/Image", "box-aiq-a-single-doc-image"),
            ("BUSINESS_PLUS", "business-plus"),
            ("Business plus", "business-plus-2"),
            ("Pro+", "proplus"),
            ("99.99%Uptime", "99-99-uptime"),
            ("Überblick", "uberblick"),
            ("日本", "item"),
            ("SSOLogin", "sso-login"),
        ] {
            assert_eq!(ids.of(key), id, "{key}");
        }
    }

    #[test]
    fn long_keys_that_begin_alike_have_ids_within_the_length() {
        let mut ids = Ids::default();
        let key = "aVeryLongNameOfAFeatureThatGoesOnAndOnUntilNobodyReadsItAnyMoreAndOn";
        let given: Vec<_> = (0..12).map(|_| ids.of(key)).collect();
        assert!(given.iter().all(|id| id.len() <= LONGEST && !id.ends_with('-')), "{given:?}");
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), 12);
    }

    #[test]
    fn names_are_the_words_of_keys() {
        for (key, name) in [
            ("24/7EmailSupport", "24/7 email support"),
            ("SSOLogin", "SSO login"),
            ("usersLimit", "Users limit"),
            ("ad-free", "Ad free"),
            ("testsForAPIs", "Tests for APIs"),
            ("customApiUrls", "Custom API URLs"),
        ] {
            assert_eq!(row(key), name);
        }
        for (key, name) in [
            ("BUSINESS_PLUS", "Business Plus"),
            ("FREE", "Free"),
            ("extraSeats", "Extra Seats"),
            ("Jira Premium", "Jira Premium"),
        ] {
            assert_eq!(offer(key), name);
        }
    }

    #[test]
    fn what_is_counted_has_a_plural() {
        for (one, other) in [
            ("user", "users"),
            ("category", "categories"),
            ("day", "days"),
            ("box", "boxes"),
            ("people", "people"),
            ("calls", "calls"),
            ("GB/call", "GB/calls"),
        ] {
            assert_eq!(plural(one), other);
        }
    }
}
