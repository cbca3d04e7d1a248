//! The sentences of `locales/`, and the contents that are made of them.

#![cfg(feature = "files")]

use locales::{Language, Locale, content, contents};
use plans::Catalog;

// What the build script does to these files.
#[allow(dead_code, missing_docs)]
#[path = "../build/messages.rs"]
mod messages;

use messages::Messages;

fn problems(tag: &str, text: &str, english: &str) -> Vec<String> {
    let english = Messages::read("en", english).expect("English");
    Messages::read(tag, text).expect("a language").problems(&english)
}

#[test]
fn what_a_language_lacks_is_told_key_by_key_and_form_by_form() {
    let english = r#"{"a": "A", "b": "B {x}", "n": {"one": "1 of {all}", "other": "{count} of {all}"}}"#;
    let of = |tag: &str, text: &str| problems(tag, text, english);
    assert_eq!(of("en", english), [""; 0]);
    let whole = r#"{"a": "A", "b": "{x} B", "n": {"one": "{all}", "few": "{all}", "many": "{all}", "other": "{all}"}}"#;
    assert_eq!(of("pl", whole), [""; 0]);
    assert_eq!(
        of("pl", &whole.replace(r#""few": "{all}", "#, "")),
        ["\"n\" lacks the form \"few\", which the language has for such numbers as 2, 3 and 4; add it"]
    );
    assert_eq!(
        of("de", r#"{"a": "A", "c": "C", "n": {"two": "{all}", "one": "{all}"}, "b": "B"}"#),
        [
            "\"b\" has other parameters than in locales/en.json; write the same",
            "\"n\" lacks the form \"other\", which the language has for such numbers as 0, 2 and 3; add it",
            "\"n\" has the form \"two\", which the language has for no number; take it out",
            "the key \"c\" is not in locales/en.json; take it out",
        ]
    );
    assert_eq!(of("ja", r#"{"b": "{x}", "n": {"other": "{all}"}}"#), ["the key \"a\" is missing; add it"]);
    assert_eq!(
        of("de", r#"{"a": {"other": "A"}, "b": "{x}", "n": "{all} {count}"}"#),
        [
            "\"a\" has other parameters than in locales/en.json; write the same",
            "\"a\" has plural forms; write one text, as in locales/en.json",
            "\"n\" is one text; write its plural forms, as in locales/en.json",
        ]
    );
}

#[test]
fn what_is_no_sentence_is_refused_with_its_key() {
    let refused = |text: &str| Messages::read("en", text).err().expect("a problem");
    assert_eq!(
        refused(r#"{"a": "{x", "b": 1, "c": {"several": "C"}}"#).lines().collect::<Vec<_>>(),
        [
            "\"a\" opens a brace and never closes it; close it",
            "\"b\" is neither a text nor an object of plural forms; write one of these",
            "\"c\" has the form \"several\"; write one of zero, one, two, few, many, other",
        ]
    );
}

fn msa() -> Catalog {
    plans::source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue")
}

#[test]
fn a_content_is_sentences_and_a_catalogue_in_one_language() {
    let content = content(&msa());
    let (locale, compiled) = Locale::read(&content).expect("sentences");
    assert_eq!(locale, Locale::closest("en"));
    assert_eq!(Catalog::from_compiled(compiled), Ok(msa()));
    assert_eq!(
        (locale.yes(), locale.plan_also_fits("Plus")),
        ("Yes", "It also fits. You asked for nothing that needs more than Plus.".to_owned())
    );
    assert_eq!([1, 2].map(|count| locale.minutes(count)), ["1 minute", "2 minutes"]);
}

#[test]
fn each_language_of_a_catalogue_has_a_content_that_tells_it_as_all_of_them_do() {
    let mut json: serde_json::Value = serde_json::from_str(include_str!("../../../catalogs/msa.json")).expect("JSON");
    json["title"] = serde_json::json!({"en": "Which plan?", "de": "Welcher Plan?", "pl": "Jaki plan?"});
    let catalog = plans::source::read(&json.to_string()).expect("a catalogue");
    let contents = contents(&catalog);
    assert_eq!(contents.iter().map(|(tag, _)| tag.as_str()).collect::<Vec<_>>(), ["en", "de", "pl"]);
    for (tag, content) in contents {
        let (locale, compiled) = Locale::read(&content).expect("sentences");
        assert_eq!(locale.tag(), Language::closest(&tag).tag());
        let told = Catalog::from_compiled(compiled).expect("a catalogue");
        let whole = catalog.clone().in_language(&tag);
        let (one, all) = (told.parts(), whole.parts());
        assert_eq!(told.language(), tag);
        assert_eq!(told.text(&one.title), whole.text(&all.title));
        assert_eq!(told.language_of(&one.title), tag);
        // What nobody translated stays in the catalogue's own language, and says so.
        assert_eq!(told.text(&one.introduction), all.introduction.own());
        assert_eq!(told.language_of(&one.introduction), "en");
        assert_eq!(content.matches("Which plan?").count(), usize::from(tag == "en"), "{tag}");
    }
}
