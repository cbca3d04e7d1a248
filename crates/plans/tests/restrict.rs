//! A part of an offer: the same as a catalogue that never had the rest.

mod support;

use plans::catalog::{Kind, QuestionKind};
use plans::{Advice, Catalog};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::random::{Answered, answered, cases};
use support::{answers, msa, msa_json, read};

/// The plans at these places.
fn only(catalog: &Catalog, kept: &[usize]) -> Catalog {
    let plans: Vec<_> = catalog.plans().collect();
    catalog.clone().only(&kept.iter().map(|at| plans[*at]).collect::<Vec<_>>())
}

#[test]
fn no_plan_named_and_every_plan_named_are_the_whole_offer() {
    assert_eq!(only(&msa(), &[]), msa());
    assert_eq!(only(&msa(), &[4, 2, 0, 1, 3]), msa(), "whatever the order");
}

#[test]
fn a_size_that_suits_a_plan_left_out_suits_the_next_higher_one_else_the_highest() {
    let suits = |kept: &[usize]| -> Vec<_> {
        let catalog = only(&msa(), kept);
        let size = catalog.question_by_id("company-size").expect("a question of size");
        let QuestionKind::One(choices) = &catalog.question(size).kind else { panic!("it has choices") };
        let name = |plan| catalog.plan(plan).id.as_str().to_owned();
        choices.iter().map(|choice| choice.suits.map(name).unwrap_or_default()).collect()
    };
    assert_eq!(suits(&[0, 1, 2, 3, 4]), ["start", "plus", "business", "enterprise"]);
    assert_eq!(suits(&[1, 3]), ["start", "business", "business", "business"]);
    assert_eq!(suits(&[2]), ["plus"; 4]);
}

#[test]
fn an_offer_is_told_in_a_language_that_any_of_its_texts_has() {
    let told = |translations: Json, asked: &str| {
        let mut json = msa_json();
        // The title is a name, and the same in each.
        json["introduction"] = translations;
        read(&json).in_language(asked).language().to_owned()
    };
    let german = json!({"en": "Ask.", "de": "Fragen Sie."});
    for (asked, language) in [("de-AT", "de-AT"), ("de", "de"), ("fr", "en"), ("en-GB", "en"), ("d", "en"), ("", "en")]
    {
        assert_eq!(told(german.clone(), asked), language, "{asked}");
    }
    let narrower = json!({"en": "Ask.", "pt_BR": "Pergunte.", "zh-TW": "請問。", "de-CH_informal": "Frag.", "de_DE": "Fragen Sie.", "en-GB": "Ask, please."});
    let asked = [
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("zh-Hant", "zh-Hant-TW"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("de-CH", "de-CH-informal"),
        ("de-AT", "de-DE"),
        ("de", "de-DE"),
    ];
    for (asked, language) in asked.into_iter().chain([("en-US", "en"), ("en-GB", "en-GB"), ("p", "en")]) {
        assert_eq!(told(narrower.clone(), asked), language, "{asked}");
    }
}

#[test]
fn a_title_that_is_the_same_in_two_languages_is_translated() {
    let mut json = msa_json();
    json["title"] = json!({"en": "Plans", "de": "Plans"});
    assert_eq!(read(&json).in_language("de").language(), "de");
}

#[test]
fn a_text_is_in_the_language_that_it_is_told_in() {
    let mut json = msa_json();
    json["title"] = json!({"en": "Plans", "ar": "الخطط"});
    let catalog = read(&json).in_language("ar-EG");
    let parts = catalog.parts();
    assert_eq!([catalog.language_of(&parts.title), catalog.language_of(&parts.introduction)], ["ar-EG", "en"]);
}

proptest! {
    #![proptest_config(cases(128))]

    /// Without the sizes, which alone look at plans that are not there, leaving plans out is leaving their columns out.
    #[test]
    fn a_part_of_an_offer_advises_as_a_catalogue_without_the_rest(
        Answered { catalog, answers: given } in answered(),
        seed in any::<u64>(),
    ) {
        let mut json = catalog;
        let ids: Vec<String> = json["plans"].as_array().expect("plans").iter()
            .map(|plan| plan["id"].as_str().expect("an id").to_owned()).collect();
        forget_sizes(&mut json);
        let kept: Vec<usize> = (0..ids.len()).filter(|at| seed >> (at % 64) & 1 == 1).collect();
        prop_assume!(!kept.is_empty());
        let part = only(&read(&json), &kept);

        let is_gone = |id: &str| !kept.iter().any(|at| ids[*at] == id);
        json["plans"].as_array_mut().expect("plans").retain(|plan| !is_gone(plan["id"].as_str().unwrap_or_default()));
        for section in json["sections"].as_array_mut().expect("sections") {
            for row in section["entitlements"].as_array_mut().expect("rows") {
                row["values"].as_object_mut().expect("values").retain(|id, _| !is_gone(id));
            }
        }
        let without = read(&json);
        // A part is told in each language of the whole, also where only what was left out has it.
        let mut parts = without.parts().clone();
        parts.languages = part.parts().languages.clone();
        // So is the name of what the whole holds.
        parts.content = part.parts().content.clone();
        prop_assert_eq!(part.parts(), &parts);
        let of = |catalog: &Catalog| Advice::of(catalog, &answers(catalog, &given)).recommended();
        prop_assert_eq!(of(&part), of(&without));
    }
}

/// Takes away which plan a choice suits.
fn forget_sizes(json: &mut Json) {
    match json {
        Json::Object(fields) => {
            fields.remove("suits");
            fields.values_mut().for_each(forget_sizes);
        }
        Json::Array(items) => items.iter_mut().for_each(forget_sizes),
        _ => {}
    }
}

#[test]
fn a_number_picks_the_form_by_which_its_language_counts() {
    let mut catalog = msa_json();
    let unit = json!({
        "one": {"en": "contact", "pl": "kontakt", "sl": "stik", "de": "Kontakt"},
        "two": {"sl": "stika"},
        "few": {"pl": "kontakty", "sl": "stiki"},
        "many": {"pl": "kontaktów"},
        "other": {"en": "contacts", "pl": "kontaktu", "sl": "stikov"},
    });
    let pointer = support::pointers(&catalog).into_iter().find(|pointer| pointer.ends_with("/unit")).expect("a unit");
    *catalog.pointer_mut(&pointer).expect("a unit") = unit;
    let catalog = read(&catalog);
    let told = |tag: &str, count| {
        let catalog = catalog.clone().in_language(tag);
        let catalog = Catalog::from_compiled(&catalog.to_compiled_as_told()).expect("a compiled catalogue");
        let kinds = catalog.parts().entitlements.iter().map(|row| row.kind.clone());
        let units = kinds.filter_map(|kind| if let Kind::Quantity(unit) = kind { Some(unit) } else { None });
        let unit = units
            .into_iter()
            .find(|unit| catalog.text(&unit.name.other).starts_with(['c', 'k', 's']))
            .expect("the unit");
        format!("{count} {}", catalog.counted(&unit.name, count))
    };
    let said = |tag: &str, counts: &[u32]| counts.iter().map(|count| told(tag, *count)).collect::<Vec<_>>();
    assert_eq!(said("pl", &[1, 5, 22, 112]), ["1 kontakt", "5 kontaktów", "22 kontakty", "112 kontaktów"]);
    assert_eq!(
        said("sl-SI", &[1, 2, 3, 5, 101, 102]),
        ["1 stik", "2 stika", "3 stiki", "5 stikov", "101 stik", "102 stika"]
    );
    assert_eq!(said("en", &[0, 1, 2]), ["0 contacts", "1 contact", "2 contacts"]);
    // Where nobody translated all of it, all of it is in the catalogue's own language.
    assert_eq!(said("de", &[1, 2]), ["1 contact", "2 contacts"]);
}
