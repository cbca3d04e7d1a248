//! Which known name a wrong one is meant as.
//!
//! A name is proposed where it is plainly meant: written in other letters, another word for the same, or with a slip of the
//! hand. What says the opposite is never proposed, however near it is, and neither is a short name that shares a letter or two.

/// Words that say the opposite of each other.
const OPPOSITES: [(&str, &str); 42] = [
    ("above", "below"),
    ("after", "before"),
    ("all", "any"),
    ("all", "none"),
    ("allowed", "denied"),
    ("always", "never"),
    ("am", "pm"),
    ("any", "none"),
    ("best", "worst"),
    ("better", "worse"),
    ("close", "open"),
    ("closed", "open"),
    ("closes", "opens"),
    ("days", "nights"),
    ("down", "up"),
    ("end", "start"),
    ("exclude", "include"),
    ("excluded", "included"),
    ("excludes", "includes"),
    ("exclusion", "inclusion"),
    ("exclusive", "inclusive"),
    ("false", "true"),
    ("first", "last"),
    ("from", "to"),
    ("from", "until"),
    ("high", "low"),
    ("higher", "lower"),
    ("highest", "lowest"),
    ("in", "out"),
    ("least", "most"),
    ("less", "more"),
    ("lower", "upper"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("no", "yes"),
    ("off", "on"),
    ("over", "under"),
    ("private", "public"),
    ("seldom", "often"),
    ("weekdays", "weekends"),
    ("weekday", "weekend"),
    ("with", "without"),
];

/// What turns a word, or a name before a hyphen, into its opposite.
const NEGATIONS: [&str; 9] = ["dis", "il", "im", "in", "ir", "no", "non", "not", "un"];

/// Other words for what the format names, each where the format's word is known.
const SYNONYMS: [(&str, &str); 81] = [
    ("24/7", "always"),
    ("24x7", "always"),
    ("24h", "always"),
    ("around-the-clock", "always"),
    ("round-the-clock", "always"),
    ("boolean", "inclusion"),
    ("bool", "inclusion"),
    ("check", "inclusion"),
    ("yes-no", "inclusion"),
    ("count", "quantity"),
    ("integer", "quantity"),
    ("int", "quantity"),
    ("number", "quantity"),
    ("float", "decimal"),
    ("percentage", "percent"),
    ("string", "text"),
    ("size", "amount"),
    ("money", "amount"),
    ("set", "options"),
    ("list", "options"),
    ("enum", "level"),
    ("rank", "level"),
    ("scale", "level"),
    ("schedule", "hours"),
    ("coverage", "hours"),
    ("duration", "response"),
    ("sla", "response"),
    ("boolean", "yes-no"),
    ("bool", "yes-no"),
    ("inclusion", "yes-no"),
    ("single", "one"),
    ("radio", "one"),
    ("choice", "one"),
    ("select", "one"),
    ("multiple", "several"),
    ("multi", "several"),
    ("many", "several"),
    ("checkbox", "several"),
    ("checkboxes", "several"),
    ("quantity", "number"),
    ("count", "number"),
    ("integer", "number"),
    ("timezone", "zone"),
    ("time-zone", "zone"),
    ("tz", "zone"),
    ("from", "open"),
    ("start", "open"),
    ("opens", "open"),
    ("to", "close"),
    ("until", "close"),
    ("end", "close"),
    ("closes", "close"),
    ("weekdays", "days"),
    ("footnote", "note"),
    ("type", "kind"),
    ("lang", "language"),
    ("locale", "language"),
    ("tiers", "plans"),
    ("columns", "plans"),
    ("features", "entitlements"),
    ("rows", "entitlements"),
    ("items", "entitlements"),
    ("feature", "entitlement"),
    ("row", "entitlement"),
    ("answers", "choices"),
    ("question", "prompt"),
    ("label", "prompt"),
    ("title", "name"),
    ("label", "name"),
    ("label", "title"),
    ("name", "title"),
    ("heading", "title"),
    ("name", "label"),
    ("text", "label"),
    ("description", "explanation"),
    ("description", "audience"),
    ("min", "at_least"),
    ("minimum", "at_least"),
    ("currency", "currencies"),
    ("billing", "periods"),
    ("addons", "add_ons"),
];

/// What to do in the place of a field that the format has not, by a field that stands beside it.
const INSTEAD: [(&[&str], &str, &str); 8] = [
    (
        &["max", "maximum", "less-than", "no-more-than", "up-to", "below", "under"],
        "at_most",
        "an upper bound is written \"at_most\"",
    ),
    (
        &["cost", "monthly", "per-month", "prices"],
        "available_if",
        "what a plan costs is written \"price\", and in what and how often it is paid for in \"prices\" of the catalogue",
    ),
    (
        &["total", "budget"],
        "entitlement",
        "a budget is a requirement of its own: write {\"total\": \"month\", \"at_most\": \"answer\"} as an item of \"requires\"",
    ),
    (
        &["at-most", "atmost", "max", "maximum", "less-than", "no-more-than", "up-to", "below", "under"],
        "at_least",
        "an upper bound cannot be asked for: a plan is asked for at least so much of a row in which more is better; where less \
         is better, give the row a scale with the better levels last",
    ),
    (
        &["equals", "equal", "exactly", "eq", "is"],
        "at_least",
        "a plan is asked for at least so much, and more satisfies, too: write \"at_least\"",
    ),
    (
        &["price", "cost", "monthly", "per-month"],
        "audience",
        "a price has no field of its own; say it with whom the plan is for, in \"audience\"",
    ),
    (&["all-of", "and"], "entitlement", "all requirements of a list count; write each as an item of \"requires\""),
    (&["not", "none-of"], "entitlement", "that a plan lacks something cannot be asked for; take it out"),
];

/// Returns the way out for an unknown name: what to do instead, the nearest known one, or all of them.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    if let Some(instead) = instead(name, known.clone()) {
        return instead.to_owned();
    }
    match nearest_name(name, known.clone()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => known_names(known),
    }
}

/// How many known names are listed, and of how many bytes.
const MOST_LISTED: usize = 20;
const MOST_LISTED_BYTES: usize = 600;

/// Lists the known names, or the first of them.
pub(super) fn known_names<'n>(known: impl Iterator<Item = &'n str>) -> String {
    let mut bytes = 0;
    let has_room = |name: &&str| {
        bytes += name.len() + 2;
        bytes <= MOST_LISTED_BYTES
    };
    match known.take(MOST_LISTED).take_while(has_room).collect::<Vec<_>>().as_slice() {
        [] => "there is none to name here".to_owned(),
        names => format!("known are {}", names.join(", ")),
    }
}

fn instead<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> Option<&'static str> {
    let name = plain(name);
    if ["comment", "comments", "-comment", "//", "#", "-"].contains(&&*name) && known.clone().next().is_some() {
        return Some("JSON has no comments, and every field means something; take it out, or keep it in another file");
    }
    let is_meant = |(names, beside, _): &&(&[&str], &str, &str)| {
        names.contains(&&*name) && known.clone().any(|known| known == *beside)
    };
    INSTEAD.iter().find(is_meant).map(|(.., instead)| *instead)
}

/// The longest name that may be meant as another, in bytes: one and a half times the longest id.
const LONGEST_MEANT: usize = 96;

/// Returns the known name that this one is meant as, where one plainly is.
pub fn nearest_name<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST_MEANT {
        return None;
    }
    let known: Vec<_> = known.collect();
    let written = plain(name);
    let synonym = |known: &&&str| SYNONYMS.contains(&(&*written, **known));
    let same = known.iter().find(|known| plain(known) == written);
    same.or_else(|| known.iter().find(synonym)).copied().or_else(|| {
        let distance = |known: &'n str| {
            let lengths = (known.chars().count(), name.chars().count());
            let most = slips(lengths.0.max(lengths.1));
            // A length too far off is a distance too far, and far cheaper to tell.
            if lengths.0.abs_diff(lengths.1) > most || are_opposite(&written, &plain(known)) {
                return None;
            }
            #[cfg(test)]
            comparisons::count();
            let distance = strsim::damerau_levenshtein(name, known);
            (distance <= most).then_some((distance, known))
        };
        known.iter().filter_map(|known| distance(known)).min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
    })
}

/// Returns how many slips of the hand a name of that length may have.
fn slips(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=5 => 1,
        _ => length.div_ceil(3),
    }
}

/// Returns a name in small letters, with hyphens between its words.
fn plain(name: &str) -> String {
    name.trim().chars().map(|c| if c == '_' || c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// Tells whether two plain names say the opposite of each other, word for word.
fn are_opposite(one: &str, other: &str) -> bool {
    let words = |name: &str| name.split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let without = |words: &[String], others: &[String]| {
        words.iter().filter(|word| !others.contains(word)).cloned().collect::<Vec<_>>()
    };
    match (without(&one, &other).as_slice(), without(&other, &one).as_slice()) {
        ([], [word]) | ([word], []) => NEGATIONS.contains(&word.as_str()),
        ([one], [other]) => {
            let pair = if one < other { (one.as_str(), other.as_str()) } else { (other.as_str(), one.as_str()) };
            let negates = |long: &str, short: &str| {
                long.strip_suffix(short).is_some_and(|negation| NEGATIONS.contains(&negation))
            };
            OPPOSITES.iter().any(|(one, other)| (*one, *other) == pair || (*other, *one) == pair)
                || negates(one, other)
                || negates(other, one)
        }
        _ => false,
    }
}

/// Counts the comparisons of two names, letter by letter, which are the dearest work that a document can cause.
#[cfg(test)]
pub(crate) mod comparisons {
    use std::cell::Cell;

    thread_local!(static COUNT: Cell<usize> = const { Cell::new(0) });

    pub(super) fn count() {
        COUNT.with(|count| count.set(count.get() + 1));
    }

    /// Runs some work; how many comparisons it made.
    pub(crate) fn during(work: impl FnOnce()) -> usize {
        COUNT.with(|count| count.set(0));
        work();
        COUNT.with(Cell::get)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(name: &str, known: &[&'static str]) -> Option<&'static str> {
        nearest_name(name, known.iter().copied())
    }

    #[test]
    fn a_slip_of_the_hand_is_mended() {
        for (name, meant) in [
            ("langauge", "language"),
            ("requestible", "requestable"),
            ("hgih", "high"),
            ("priorities", "priority"),
            ("inclusive", "inclusion"),
            ("weekday", "weekdays"),
            ("Sections", "sections"),
            ("learn-more", "learn_more"),
        ] {
            let known =
                ["language", "requestable", "high", "priority", "inclusion", "weekdays", "sections", "learn_more"];
            assert_eq!(near(name, &known), Some(meant), "{name}");
        }
    }

    #[test]
    fn no_opposite_is_proposed_even_where_it_is_nearest() {
        for (name, opposite) in OPPOSITES {
            assert_eq!(near(name, &[opposite]), None, "{name}");
            assert_eq!(near(opposite, &[name]), None, "{opposite}");
        }
        for (name, opposite) in [
            ("at_most", "at_least"),
            ("limited", "unlimited"),
            ("unlimited", "limited"),
            ("included", "not-included"),
            ("not-included", "included"),
            ("unpublished", "published"),
            ("exclusion", "inclusion"),
            ("sev1-max", "sev1-min"),
        ] {
            assert_eq!(near(name, &[opposite]), None, "{name}");
        }
    }

    #[test]
    fn no_short_name_is_proposed_for_a_letter_or_two_in_common() {
        for (name, known) in
            [("ET", "CET"), ("x", "days"), ("id", "is"), ("eu", "us"), ("gold", "old"), ("plus", "pro")]
        {
            let expected = (name == "gold").then_some(known);
            // One slip of four letters is as likely as not, and shown as a question.
            assert_eq!(near(name, &[known]), expected, "{name}");
        }
    }

    #[test]
    fn another_word_for_the_same_is_known_where_the_format_has_it() {
        assert_eq!(near("boolean", &["inclusion", "quantity"]), Some("inclusion"));
        assert_eq!(near("boolean", &["one", "several", "yes-no"]), Some("yes-no"));
        assert_eq!(near("24/7", &["weekdays", "always"]), Some("always"));
        assert_eq!(near("24/7", &["weekdays"]), None);
    }

    #[test]
    fn what_the_format_has_not_is_answered_by_what_it_has() {
        let known = ["entitlement", "at_least"];
        let said = nearest("at_most", known.into_iter());
        assert!(said.starts_with("an upper bound cannot be asked for") && !said.contains("did you mean"), "{said}");
        assert_eq!(nearest("at_most", ["id", "name"].into_iter()), "known are id, name");
    }
}
