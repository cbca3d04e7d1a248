//! Plural rules: by which form a language counts, as CLDR has it ("5 kontaktów, 22 kontakty").
//!
//! A rule travels with the texts of its language, so that the browser holds the rule that it uses and no table of all languages. It is a
//! text of 201 digits, each the place of a form in [`FORMS`]: for the counts up to 99, then for what is left of a greater count when it
//! is divided by 100, then for whole millions.

/// CLDR's names of the forms that a language may count by.
pub const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The place in [`FORMS`] of the form that every language has.
pub const OTHER: usize = 5;

/// Returns the place in [`FORMS`] of the form for a count, by a language's rule. By no rule it is [`OTHER`].
///
/// # Example: Polish counts by three forms
///
/// ```
/// use plans::plural::{FORMS, form, rule};
///
/// let polish = rule("pl");
/// let forms = [1, 3, 5, 12, 22, 100].map(|count| FORMS[form(&polish, count)]);
/// assert_eq!(forms, ["one", "few", "many", "many", "few", "many"]);
/// ```
pub fn form(rule: &str, count: u64) -> usize {
    let at = match count {
        0..100 => count,
        _ if count.is_multiple_of(1_000_000) => 200,
        _ => 100 + count % 100,
    };
    rule.as_bytes().get(at as usize).map_or(OTHER, |digit| usize::from(digit.wrapping_sub(b'0')))
}

/// Lengths of equal digits and the languages whose rule they make, a rule a line. `tests/plural.rs` compares it with CLDR's data.
#[cfg(feature = "json")]
const RULES: &str = include_str!("plural/rules.txt");

/// Returns the rule of a language (a BCP 47 tag), else of the same with less said; of one that CLDR does not know, the rule of
/// English.
#[cfg(feature = "json")]
pub fn rule(tag: &str) -> String {
    let of = |tag: &str| {
        let mut lines = RULES.lines().filter_map(|line| line.split_once(' '));
        lines.find(|(_, tags)| tags.split(' ').any(|known| known.eq_ignore_ascii_case(tag))).map(|(runs, _)| runs)
    };
    let ends = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]);
    let mut narrowing = ends.collect::<Vec<_>>().into_iter().rev().map(|end| &tag[..end]);
    let runs = narrowing.find_map(of).or_else(|| of("en")).expect("English is among the rules");
    let run = |run: &str| {
        let (digit, length) = run.split_once('x').expect("a run is a digit, x and its length");
        digit.repeat(length.parse().expect("a length is a number"))
    };
    runs.split(',').map(run).collect()
}

/// Returns the forms by which a rule counts below a million, as places in [`FORMS`], each with the first counts that it is for.
/// Some languages have a form for whole millions alone, which may be left out.
#[cfg(feature = "json")]
pub fn needed(rule: &str) -> Vec<(usize, Vec<u64>)> {
    let mut needed: Vec<(usize, Vec<u64>)> = Vec::new();
    for count in 0..200 {
        let form = form(rule, count);
        match needed.iter_mut().find(|(known, _)| *known == form) {
            Some((_, counts)) => counts.push(count),
            None => needed.push((form, vec![count])),
        }
    }
    needed.sort();
    needed
}

/// Returns the form that a language lacks among those that a text has: its name, and for which counts the language needs it, as
/// a sentence can say it. None where none is lacking.
#[cfg(feature = "json")]
pub fn lacking(tag: &str, has: impl Fn(&str) -> bool) -> Vec<(&'static str, String)> {
    let said = |counts: &[u64]| match counts {
        [only] => only.to_string(),
        [one, other] => format!("{one} and {other}"),
        [one, two, three, ..] => format!("such numbers as {one}, {two} and {three}"),
        [] => String::new(),
    };
    let lacking = needed(&rule(tag)).into_iter().filter(|(form, _)| !has(FORMS[*form]));
    lacking.map(|(form, counts)| (FORMS[form], said(&counts))).collect()
}
