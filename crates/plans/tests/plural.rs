//! Plural rules beside CLDR's data.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use plans::plural::{FORMS, form, lacking, needed, rule};

/// Every language tag of two or three letters, and the one with a region that CLDR counts in another way than its language.
fn tags() -> Vec<String> {
    let letters = || ('a'..='z').map(String::from);
    let longer =
        |tags: &[String]| tags.iter().flat_map(|tag| letters().map(move |letter| format!("{tag}{letter}"))).collect();
    let one: Vec<String> = letters().collect();
    let two: Vec<String> = longer(&one);
    let three: Vec<String> = longer(&two);
    [two, three, vec!["pt-PT".to_owned()]].concat()
}

/// The place of a form by CLDR.
fn known(rules: &PluralRules, count: u32) -> usize {
    match rules.category_for(count) {
        PluralCategory::Zero => 0,
        PluralCategory::One => 1,
        PluralCategory::Two => 2,
        PluralCategory::Few => 3,
        PluralCategory::Many => 4,
        PluralCategory::Other => 5,
    }
}

#[test]
fn every_language_counts_as_cldr_says() {
    let mut compared = 0;
    let counts = || (0..2000).chain((1..400).map(|thousands| thousands * 10_000)).chain([u32::MAX]);
    for tag in tags() {
        let locale: Locale = tag.parse().expect("a tag");
        // Other names of a language are no tags of ours: plans::language::canonical writes the one that is left.
        if locale.to_string() != tag {
            continue;
        }
        let rules = PluralRules::try_new_cardinal(locale.into()).expect("the compiled data");
        // What CLDR does not know it counts by one form; here it is counted as in English.
        let is_known = counts().any(|count| known(&rules, count) != 5) || rule(&tag) != rule("en");
        if !is_known {
            continue;
        }
        let ours = rule(&tag);
        for count in counts() {
            let expected = known(&rules, count);
            assert_eq!(
                FORMS[form(&ours, count.into())],
                FORMS[expected],
                "{count} in {tag}; write crates/plans/src/plural/rules.txt anew"
            );
        }
        compared += 1;
    }
    assert!(compared > 120, "{compared} languages were compared");
}

#[test]
fn a_tag_that_says_more_counts_as_its_language() {
    assert_eq!(rule("pl-PL"), rule("pl"));
    assert_eq!(rule("sr-Latn-RS"), rule("hr"));
    assert_eq!(rule("PT-pt"), rule("es"));
    assert_eq!(rule("pt-BR"), rule("pt"));
    assert_eq!(rule("tlh"), rule("en"));
    assert!(rule("ja").bytes().all(|digit| digit == b'5'));
}

#[test]
fn what_a_language_needs_is_told_with_its_numbers() {
    let forms = |tag| needed(&rule(tag)).into_iter().map(|(form, _)| FORMS[form]).collect::<Vec<_>>();
    assert_eq!(forms("en"), ["one", "other"]);
    assert_eq!(forms("ja"), ["other"]);
    assert_eq!(forms("ar"), FORMS);
    // Whole millions have a form of their own, which nobody must write.
    assert_eq!(forms("es"), ["one", "other"]);
    let only = |known: &'static [&'static str]| move |form: &str| known.contains(&form);
    assert_eq!(lacking("pl", only(&["one", "many"])), [("few", "such numbers as 2, 3 and 4".to_owned())]);
    assert_eq!(lacking("he", only(&["other"])), [("one", "1".to_owned()), ("two", "2".to_owned())]);
    assert_eq!(lacking("en", only(&["one", "other"])), []);
}
