//! The compact text that the browser reads: what it loses (nothing), and what it makes of text that is not whole.

mod support;

use plans::catalog::{CompiledError, Taken};
use plans::total::total;
use plans::{Answers, Catalog, source};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use support::random::{Answered, answered, cases};
use support::{msa, read};

/// Compiled and read, it is the catalogue that it was, and compiles to the same text. (Catalogues are equal where zones have
/// one clock, whatever their labels; the text holds the labels too.)
#[track_caller]
fn check_round_trip(catalog: &Catalog) {
    let compiled = catalog.to_compiled();
    let back = Catalog::from_compiled(&compiled).unwrap_or_else(|error| panic!("{error}\n{compiled}"));
    assert_eq!(back, *catalog);
    assert_eq!(back.to_compiled(), compiled);
}

/// Whatever this text is, it is refused or a valid catalogue. The error of a text that is refused.
#[track_caller]
fn check_damaged(text: &str) -> Option<CompiledError> {
    match Catalog::from_compiled(text) {
        Ok(catalog) => {
            // What was read is whole: it can be looked at all over, and validated, compiled and read again.
            assert_eq!(Catalog::new(catalog.parts().clone()).as_ref(), Ok(&catalog));
            check_round_trip(&catalog);
            None
        }
        Err(error) => Some(error),
    }
}

#[test]
fn the_msa_catalogue_survives_compiling() {
    check_round_trip(&msa());
}

/// The offers with prices, add-ons and families.
fn priced() -> [Catalog; 3] {
    let texts = [
        include_str!("../../../catalogs/fernhaus.json"),
        include_str!("../../../catalogs/loomgate-api.json"),
        include_str!("../../../catalogs/copperleaf.json"),
    ];
    texts.map(|text| source::read(text).expect("a checked catalogue"))
}

#[test]
fn the_offers_with_prices_add_ons_and_families_survive_compiling() {
    for catalog in priced() {
        check_round_trip(&catalog);
    }
}

#[test]
fn damage_to_prices_add_ons_and_families_is_refused_or_makes_another_valid_catalogue() {
    let huge = u64::MAX.to_string();
    for catalog in priced() {
        let compiled = catalog.to_compiled();
        let lines: Vec<&str> = compiled.lines().collect();
        let mut read = 0;
        for at in 1..lines.len() {
            for line in ["", "0", "1", &huge, "?", "p"] {
                let text = [&lines[..at], &[line], &lines[at + 1..]].concat().join("\n");
                if check_damaged(&text).is_none() {
                    read += 1;
                    // Whatever was read can be added up.
                    let catalog = Catalog::from_compiled(&text).expect("it was read before");
                    let all = catalog.add_ons().map(|add_on| Taken { add_on, count: catalog.add_on(add_on).most });
                    let taken: Vec<_> = all.collect();
                    for plan in catalog.plans() {
                        total(&catalog, &Answers::none(), plan, &taken);
                    }
                }
            }
        }
        assert!(read < 3 * lines.len(), "most damage is noticed: {read} of {} lines were read", lines.len());
    }
}

#[test]
fn another_format_or_version_is_refused() {
    let compiled = msa().to_compiled();
    let (format, rest) = compiled.split_once('\n').expect("a first line");
    assert_eq!(format, "plans 9");
    for first in ["plans 0", "plans 8", "plans 90", "plans", "", "{", "Plans 8", " plans 9"] {
        assert_eq!(Catalog::from_compiled(&format!("{first}\n{rest}")), Err(CompiledError::Format), "{first:?}");
    }
    assert_eq!(Catalog::from_compiled(""), Err(CompiledError::Format));
}

#[test]
fn a_text_cut_off_or_too_long_is_refused_at_the_line() {
    let compiled = msa().to_compiled();
    let lines: Vec<&str> = compiled.lines().collect();
    for len in 1..lines.len() {
        assert_eq!(check_damaged(&lines[..len].join("\n")), Some(CompiledError::Line(len + 1)));
    }
    assert_eq!(check_damaged(&format!("{compiled}\n")), Some(CompiledError::Line(lines.len() + 1)));
}

#[test]
fn a_line_lost_doubled_or_replaced_is_refused_or_makes_another_valid_catalogue() {
    let compiled = msa().to_compiled();
    let lines: Vec<&str> = compiled.lines().collect();
    let huge = u64::MAX.to_string();
    let mut refused = 0;
    for at in 1..lines.len() {
        let with = |pieces: &[&str]| [&lines[..at], pieces, &lines[at + 1..]].concat().join("\n");
        let replaced = ["", "0", "1", "65535", &huge, "x", "\u{1f}", "a\u{1f}b\u{1f}c", "ty0"];
        let mut texts: Vec<_> = replaced.iter().map(|line| with(&[line])).collect();
        texts.extend([with(&[]), with(&[lines[at], lines[at]])]);
        refused += texts.iter().filter(|text| check_damaged(text).is_some()).count();
    }
    assert!(refused > 4 * lines.len(), "most damage is noticed: {refused} of {} lines", lines.len());
}

#[test]
fn an_invalid_catalogue_is_refused_by_the_rule_it_breaks() {
    let compiled = msa().to_compiled();
    let broken = |from: &str, to: &str| {
        assert!(compiled.contains(from), "{from:?}");
        Catalog::from_compiled(&compiled.replacen(from, to, 1)).map(drop).map_err(|error| error.to_string())
    };
    let section = |remote: u8, enhanced: u8| {
        format!("\nremote\nRemote Assistance\n{remote}\nenhanced\nEnhanced Support Services\n{enhanced}\n")
    };
    let rule = |rule: &str| Err(format!("the catalogue breaks a rule: {rule}"));
    assert_eq!(broken("\nplus\n", "\nstart\n"), rule("plan ids differ"));
    assert_eq!(broken("\nsev2-hours\n", "\nsev1-hours\n"), rule("entitlement ids differ"));
    assert_eq!(broken(&section(1, 2), &section(0, 3)), rule("every entitlement stands in one section"));
    assert_eq!(broken(&section(1, 2), &section(2, 2)), rule("every entitlement stands in one section"));
    assert_eq!(broken(&section(1, 2), &section(2, 1)), Ok(()));
    assert_eq!(broken("\nq36\n", "\nw36\n"), rule("every cell is of its row's kind"));
    assert_eq!(broken("\nl3\n", "\nl4\n"), rule("every cell is of its row's kind"));
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_catalogue_survives_compiling(Answered { catalog: json, .. } in answered()) {
        check_round_trip(&read(&json));
    }

    #[test]
    fn no_damage_makes_reading_panic(
        Answered { catalog: json, .. } in answered(),
        damages in prop::collection::vec((any::<Index>(), any::<Index>(), 0..4, select(vec!['\n', '0', '9', 'q', '\u{1f}', '-'])), 1..4),
    ) {
        let mut text: Vec<char> = read(&json).to_compiled().chars().collect();
        for (at, other, edit, letter) in damages {
            let (at, other) = (at.index(text.len()), other.index(text.len()));
            match edit {
                0 => text[at] = letter,
                1 => text.insert(at, letter),
                2 => drop(text.remove(at)),
                _ => text.swap(at, other),
            }
        }
        check_damaged(&text.into_iter().collect::<String>());
    }
}
