//! What cells can say beside the kinds of the first catalogue: amounts, decimals and percentages, options, free words, and what renews.
//! Amounts and decimals are held against exact fractions.

use std::cmp::Ordering;

use plans::catalog::{QuestionKind, Value};
use plans::link::{Link, Was};
use plans::testing::{RowBuilder, catalog, choice, number, one, row, yes_no};
use plans::{Advice, Answers, Catalog, source};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

mod support;
use support::{lines, question, random::cases};

/// A unit's sign, and its size as a fraction.
type Unit = (&'static str, u128, u128);

/// The units of each family, in the smallest, or of time in seconds.
const UNITS: [(&str, &[Unit]); 4] = [
    (
        "bytes",
        &[
            ("B", 1, 1),
            ("kB", 1000, 1),
            ("MB", 1_000_000, 1),
            ("GB", 1_000_000_000, 1),
            ("TB", 1_000_000_000_000, 1),
            ("PB", 1_000_000_000_000_000, 1),
            ("KiB", 1024, 1),
            ("MiB", 1024 * 1024, 1),
            ("GiB", 1024 * 1024 * 1024, 1),
            ("TiB", 1024 * 1024 * 1024 * 1024, 1),
            ("PiB", 1024 * 1024 * 1024 * 1024 * 1024, 1),
        ],
    ),
    ("requests", &[("", 1, 1), ("k", 1000, 1), ("M", 1_000_000, 1), ("B", 1_000_000_000, 1)]),
    ("money", &[("EUR", 1, 1)]),
    (
        "time",
        &[
            ("ms", 1, 1000),
            ("s", 1, 1),
            ("min", 60, 1),
            ("h", 3600, 1),
            ("days", 86_400, 1),
            ("weeks", 7 * 86_400, 1),
            ("months", 365 * 86_400, 12),
            ("years", 365 * 86_400, 1),
        ],
    ),
];

/// An amount as it is written, and its size as a fraction.
#[derive(Clone, Debug)]
struct Written {
    text: String,
    size: (u128, u128),
}

/// Writes millionths as a number with decimals.
fn digits(millionths: u64) -> String {
    let (whole, rest) = (millionths / 1_000_000, millionths % 1_000_000);
    let fraction = format!("{rest:06}");
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
}

fn amounts() -> impl Strategy<Value = (&'static str, Vec<Written>)> {
    let millionths = prop_oneof![
        0..=1_000_000_000_000_000_000_u64,
        (0..=5000_u64).prop_map(|whole| whole * 1_000_000),
        0..=3_000_000_u64,
    ];
    let family = prop::sample::select(&UNITS[..]);
    family.prop_flat_map(move |(family, units)| {
        let amount =
            (millionths.clone(), prop::sample::select(units)).prop_map(move |(millionths, (sign, over, under))| {
                // One of the longer times stands without its "s".
                let sign = if millionths == 1_000_000 {
                    sign.strip_suffix('s').filter(|it| it.len() > 2).unwrap_or(sign)
                } else {
                    sign
                };
                let between = if family == "requests" { "" } else { " " };
                let text = format!("{}{between}{sign}", digits(millionths));
                Written { text, size: (u128::from(millionths) * over, under) }
            });
        (Just(family), prop::collection::vec(amount, 2..7))
    })
}

/// Compares two fractions.
fn compared(one: (u128, u128), other: (u128, u128)) -> Ordering {
    (one.0 * other.1).cmp(&(other.0 * one.1))
}

fn plans(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("p{at}")).collect()
}

/// A catalogue of one row, each of whose values can be required.
fn required_each(row: RowBuilder, values: &[Json]) -> Catalog {
    let choices = values.iter().enumerate().map(|(at, value)| choice(&format!("c{at}")).requires("row", value.clone()));
    catalog("values").plans(plans(values.len())).row(row).question(one("ask", choices)).read()
}

/// Tells which plans meet a choice.
fn meeting(catalog: &Catalog, given: &Json) -> Vec<bool> {
    let answers = Answers::from_json(catalog, &given.to_string()).expect("answers");
    Advice::of(catalog, &answers).verdicts.iter().map(|verdict| verdict.missed.is_empty()).collect()
}

fn authored(catalog: &Catalog) -> Vec<Json> {
    let row = catalog.entitlements().next().expect("a row");
    catalog.plans().map(|plan| json!(catalog.authored(row, catalog.cell(row, plan).value))).collect()
}

/// Checks that a catalogue reads back from its compiled text.
fn compiles(catalog: &Catalog) {
    assert_eq!(Catalog::from_compiled(&catalog.to_compiled()).as_ref(), Ok(catalog));
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn amounts_are_ordered_as_the_fractions_that_they_are((family, written) in amounts()) {
        let values: Vec<Json> = written.iter().map(|it| json!(it.text)).collect();
        let catalog = required_each(row("row", "amount", values.clone()).set("family", family), &values);
        compiles(&catalog);
        prop_assert_eq!(authored(&catalog), values);
        let row = catalog.entitlements().next().expect("a row");
        let cells: Vec<Value> = catalog.plans().map(|plan| catalog.cell(row, plan).value).collect();
        for (at, one) in written.iter().enumerate() {
            for (beside, other) in written.iter().enumerate() {
                let expected = compared(one.size, other.size);
                prop_assert_eq!(catalog.compare(cells[at], cells[beside]), Some(expected), "{:?} {:?}", one, other);
            }
            let meets: Vec<bool> = written.iter().map(|it| compared(it.size, one.size) != Ordering::Less).collect();
            let choice = format!("c{at}");
            prop_assert_eq!(meeting(&catalog, &json!({"ask": choice})), meets);
        }
    }

    #[test]
    fn decimals_are_ordered_as_the_numbers_that_they_are(
        millionths in prop::collection::vec(prop_oneof![0..=999_999_999_999_999_u64, 0..=200_000_000_u64], 2..7),
        kind in prop::sample::select(&["decimal", "percent"][..]),
    ) {
        // Numbers of up to 15 digits are what JSON readers keep.
        let values: Vec<Json> = millionths.iter().map(|it| serde_json::from_str(&digits(*it)).expect("a number")).collect();
        let catalog = required_each(row("row", kind, values.clone()), &values);
        compiles(&catalog);
        prop_assert_eq!(authored(&catalog), values);
        for (at, required) in millionths.iter().enumerate() {
            let meets: Vec<bool> = millionths.iter().map(|offered| offered >= required).collect();
            let choice = format!("c{at}");
            prop_assert_eq!(meeting(&catalog, &json!({"ask": choice})), meets);
        }
    }

    #[test]
    fn a_plan_meets_options_where_it_has_all_of_them(sets in prop::collection::vec(1..64_u64, 2..7), shared in any::<bool>()) {
        let ids = |set: &u64| (0..6).filter(|at| set >> at & 1 == 1).map(|at| json!(format!("o{at}"))).collect::<Vec<_>>();
        let values: Vec<Json> = sets.iter().map(|set| ids(set).into()).collect();
        let options: Vec<Json> = (0..6).map(|at| json!({"id": format!("o{at}"), "name": format!("Option {at}")})).collect();
        let row = row("row", "options", values.clone());
        let row = if shared { row.set("option_set", "channels") } else { row.set("options", options.clone()) };
        let choices = values.iter().enumerate().map(|(at, value)| choice(&format!("c{at}")).requires("row", value.clone()));
        let builder = catalog("values").plans(plans(values.len())).row(row).question(one("ask", choices));
        let catalog = builder.set("option_sets", json!({"channels": options})).read();
        compiles(&catalog);
        prop_assert_eq!(authored(&catalog), values);
        for (at, required) in sets.iter().enumerate() {
            let meets: Vec<bool> = sets.iter().map(|offered| offered & required == *required).collect();
            let choice = format!("c{at}");
            prop_assert_eq!(meeting(&catalog, &json!({"ask": choice})), meets);
        }
    }

    /// The number asked for, in its unit, is held against each offer; and the ranges that the report tells change just where a plan
    /// begins to miss it.
    #[test]
    fn an_answered_number_of_a_unit_is_met_as_fractions_say(
        (family, offers) in amounts(),
        decimals in 0..=3_u32,
        at in any::<prop::sample::Index>(),
        steps in prop_oneof![0..=10_000_u64, 0..=1_000_000_000_000_000_u64],
    ) {
        let units = UNITS.iter().find(|(name, _)| *name == family).expect("a family").1;
        let (sign, over, under) = units[at.index(units.len())];
        let values: Vec<Json> = offers.iter().map(|it| json!(it.text)).collect();
        let ask = number("ask").set("unit", sign).set("decimals", decimals);
        let ask = if sign.is_empty() { ask.set("unit", "requests") } else { ask };
        let ask = ask.requires("row", format!("answer {sign}").trim_end());
        let catalog = catalog("numbers").plans(plans(values.len())).row(row("row", "amount", values).set("family", family)).question(ask).read();
        compiles(&catalog);
        let asked = question(&catalog, "ask");
        let range = catalog.question(asked).range().expect("a number");
        let steps = steps.min(range.most);
        let met = |steps: u64| {
            let mut answers = Answers::none();
            answers.count(&catalog, asked, steps);
            Advice::of(&catalog, &answers).verdicts.iter().map(|verdict| verdict.missed.is_empty()).collect::<Vec<_>>()
        };
        let expected = |steps: u64| {
            let required = (u128::from(steps) * over, under * 10_u128.pow(decimals));
            let size = |offer: &Written| (offer.size.0, offer.size.1 * 1_000_000);
            offers.iter().map(|offer| compared(size(offer), required) != Ordering::Less).collect::<Vec<_>>()
        };
        prop_assert_eq!(met(steps), expected(steps));
        let mut answers = Answers::none();
        answers.count(&catalog, asked, steps);
        let advice = Advice::of(&catalog, &answers);
        for holds in &advice.explain(&catalog, &answers).holds {
            if let plans::advice::NewAnswer::Number { from, to } = holds.to {
                let outcome = |steps| expected(steps).iter().position(|met| *met);
                prop_assert!((from..=to).contains(&steps));
                for same in [from, to] {
                    prop_assert_eq!(outcome(same), outcome(steps));
                    prop_assert_eq!(met(same), expected(same));
                }
                if to < range.most && outcome(steps).is_some() {
                    prop_assert_ne!(outcome(to + 1), outcome(steps));
                }
            }
        }
    }

    #[test]
    fn a_number_comes_back_from_every_carrier(decimals in 0..=6_u32, steps in 0..=1_000_000_000_000_000_u64) {
        let ask = number("ask").set("decimals", decimals).requires("row", "answer");
        let catalog = catalog("numbers").plans(["a"]).row(row("row", "decimal", [json!("unlimited")])).question(ask).read();
        let asked = question(&catalog, "ask");
        let range = catalog.question(asked).range().expect("a number");
        let mut answers = Answers::none();
        answers.count(&catalog, asked, steps.min(range.most));
        let json = answers.to_json(&catalog).to_string();
        let read = Answers::from_json(&catalog, &json);
        prop_assert_eq!(read.as_ref(), Ok(&answers), "{}", json);
        let link = Link { answers: answers.clone(), ..Link::default() }.write(&catalog);
        prop_assert_eq!(&Link::read(&catalog, &link).link.answers, &answers, "{}", link);
        let mut entered = Answers::none();
        for (_, value) in answers.entries(&catalog) {
            prop_assert!(entered.enter(&catalog, asked, &value));
        }
        prop_assert_eq!(entered, answers);
    }
}

/// Reads a catalogue with this row, whose first cell is the value, and expects this problem of it.
#[track_caller]
fn check_cell(fields: &[(&str, Json)], kind: &str, value: Json, expected: &str) {
    let built = fields
        .iter()
        .fold(row("row", kind, [value, json!("not-included")]), |row, (field, value)| row.set(field, value.clone()));
    let json = catalog("wrong").plans(["a", "b"]).row(built).json().to_string();
    let problems = source::read(&json).expect_err("a problem");
    assert_eq!(lines(&problems), [format!("/sections/0/entitlements/0/values/a: {expected}")]);
}

#[test]
fn a_wrong_amount_leads_to_the_right_one() {
    let bytes = [("family", json!("bytes"))];
    for (value, expected) in [
        (json!("500"), r#"amount "500" has no unit; write one, such as "500 MB""#),
        (json!(500), r#"amount "500" has no unit; write one, such as "500 MB""#),
        (json!("500 mb"), r#"amount "500 mb" has an unknown unit; did you mean "500 MB"?"#),
        (json!("500 KB"), r#"amount "500 KB" has an unknown unit; did you mean "500 kB"?"#),
        (json!("1 gigabytes"), r#"amount "1 gigabytes" has an unknown unit; did you mean "1 GB"?"#),
        (json!("1,5 GB"), r#"the number of "1,5 GB" is not written so; write "1.5 GB""#),
        (json!("1,000 GB"), r#"the number of "1,000 GB" is not written so; write "1000 GB""#),
        (json!("1 000 GB"), r#"the number of "1 000 GB" is not written so; write "1000 GB""#),
        (
            json!("5 parsecs"),
            r#"amount "5 parsecs" has an unknown unit; known are B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB"#,
        ),
        (json!("lots"), r#"amount "lots" has no number in front; write for example "500 MB" or "unlimited""#),
        (
            json!("1.2345678 GB"),
            r#"the number of "1.2345678 GB" is not one that is from 0 to 1000000000000 with up to 6 decimals; write for example "500 MB" or "unlimited""#,
        ),
    ] {
        check_cell(&bytes, "amount", value, expected);
    }
    let time = [("family", json!("time"))];
    check_cell(&time, "amount", json!("2 hours"), r#"amount "2 hours" has an unknown unit; did you mean "2 h"?"#);
    let requests = [("family", json!("requests"))];
    check_cell(&requests, "amount", json!("2 m"), r#"amount "2 m" has an unknown unit; did you mean "2 M"?"#);
    check_cell(
        &requests,
        "amount",
        json!("5 million"),
        r#"amount "5 million" has an unknown unit; did you mean "5 M"?"#,
    );
    let money = [("family", json!("money"))];
    check_cell(&money, "amount", json!("10 eur"), r#"amount "10 eur" has an unknown unit; did you mean "10 EUR"?"#);
    check_cell(&money, "amount", json!("10"), r#"amount "10" has no unit; write one, such as "10 EUR""#);
}

#[test]
fn money_of_a_row_is_in_one_currency() {
    let built = row("row", "amount", ["10 EUR", "12 USD"]).set("family", "money");
    let json = catalog("money").plans(["a", "b"]).row(built).json().to_string();
    let expected = r#"/sections/0/entitlements/0/values/b: amount "12 USD" is not in EUR, as the other amounts of the row are; write one currency in a row, such as "12 EUR""#;
    assert_eq!(lines(&source::read(&json).expect_err("a problem")), [expected]);
}

#[test]
fn a_wrong_decimal_leads_to_the_right_one() {
    for (value, expected) in [
        (json!("99,9"), r#"percent "99,9" is a text; write the number 99.9, without quotes"#),
        (json!("99.9"), r#"percent "99.9" is a text; write the number 99.9, without quotes"#),
        (json!("99.9 %"), r#"percent "99.9 %" is a text; write the number 99.9, without quotes"#),
        (json!("most"), r#"percent "most" is not a number; write for example 99.9"#),
        (json!("unlimited"), r#"percent "unlimited" is not a number; write for example 99.9"#),
        (json!(0.1234567), "0.1234567 is not a number from 0 to 1000000000000 with up to 6 decimals; write one"),
        (json!(-1), "-1.0 is not a number from 0 to 1000000000000 with up to 6 decimals; write one"),
    ] {
        check_cell(&[], "percent", value, expected);
    }
}

#[test]
fn wrong_options_lead_to_the_right_ones() {
    let options = [("options", json!([{"id": "email", "name": "Email"}, {"id": "chat", "name": "Chat"}]))];
    for (value, expected) in [
        (json!("email"), r#"options "email" are no list; write ["email"]"#),
        (json!([]), r#"the list of options is empty; write at least one, or in a cell "not-included""#),
        (json!(["emial"]), r#""emial" is none of the row's options; did you mean "email"?"#),
        (json!(["chat", "chat"]), r#"the option "chat" stands in the list twice; name it once"#),
        (json!(3), r#"options 3 are no list of ids; write for example ["email"]"#),
    ] {
        check_cell(&options, "options", value, expected);
    }
}

/// A row that lacks what its kind needs, or has what it has no use for.
#[test]
fn what_a_kind_needs_and_has_no_use_for_is_told() {
    let options = json!([{"id": "email", "name": "Email"}]);
    for (kind, fields, expected) in [
        ("amount", vec![], ": the field \"family\" is missing, and this kind needs it; add it"),
        ("options", vec![], ": the row has neither \"options\" nor an \"option_set\", and this kind needs one; add it"),
        (
            "options",
            vec![("options", options.clone()), ("option_set", json!("channels"))],
            "/option_set: \"options\" and \"option_set\" both say what the row offers; take one out",
        ),
        (
            "options",
            vec![("option_set", json!("chanels"))],
            "/option_set: no set of options is called \"chanels\"; did you mean \"channels\"?",
        ),
        ("percent", vec![("unit", json!("x"))], "/unit: the field \"unit\" means nothing for this kind; take it out"),
        ("text", vec![("per", json!("month"))], "/per: the field \"per\" means nothing for this kind; take it out"),
        ("decimal", vec![("per", json!("mnth"))], "/per: \"mnth\" is not a period; did you mean \"month\"?"),
        (
            "text",
            vec![("options", options)],
            "/options: the field \"options\" means nothing for this kind; take it out",
        ),
    ] {
        let built = fields
            .into_iter()
            .fold(row("row", kind, [json!("not-included")]), |row, (name, value)| row.set(name, value));
        let sets = json!({"channels": [{"id": "email", "name": "Email"}]});
        let json = catalog("wrong").set("option_sets", sets).plans(["a"]).row(built).json().to_string();
        let problems = source::read(&json).expect_err("a problem");
        assert_eq!(lines(&problems), [format!("/sections/0/entitlements/0{expected}")], "{kind}");
    }
}

#[test]
fn words_are_told_apart_and_only_their_being_there_is_required() {
    let words = json!({"en": "By email", "de": "Per E-Mail"});
    let built = row("row", "text", [json!("not-included"), words.clone(), json!("By email"), words, json!("included")]);
    let builder = catalog("words").plans(plans(5)).row(built);
    let asks = |at_least: &str| builder.clone().question(yes_no("ask").requires("row", at_least));
    let catalog = asks("included").read();
    compiles(&catalog);
    assert_eq!(meeting(&catalog, &json!({"ask": true})), [false, true, true, true, true]);
    let row = catalog.entitlements().next().expect("a row");
    let cell = |at: usize| catalog.cell(row, catalog.plans().nth(at).expect("a plan")).value;
    assert_eq!(catalog.compare(cell(1), cell(3)), Some(Ordering::Equal));
    assert_eq!(catalog.compare(cell(1), cell(2)), None, "neither is more");
    assert_eq!(catalog.compare(cell(1), cell(0)), Some(Ordering::Greater));
    let problems = source::read(&asks("By email").json().to_string()).expect_err("a problem");
    assert_eq!(
        lines(&problems),
        [
            r#"/groups/0/questions/0/requires/0/at_least: words compare with nothing, so a row of them can only be required as it is; write "included""#
        ]
    );
}

#[test]
fn one_option_or_another_is_asked_for_by_any_of() {
    let options =
        json!([{"id": "email", "name": "Email"}, {"id": "chat", "name": "Chat"}, {"id": "phone", "name": "Phone"}]);
    let values =
        [json!(["email"]), json!(["chat"]), json!(["email", "chat"]), json!("not-included"), json!("on-request")];
    let need = |at_least: Json| json!({"entitlement": "row", "at_least": at_least});
    let choices = [
        choice("or").set("requires", json!([{"any_of": [need(json!("email")), need(json!("chat"))]}])),
        choice("and").set("requires", json!([need(json!(["email", "chat"]))])),
        choice("any").set("requires", json!([need(json!("included"))])),
        choice("phone").set("requires", json!([need(json!("phone"))])),
    ];
    let catalog = catalog("options")
        .plans(plans(5))
        .row(row("row", "options", values).set("options", options))
        .question(one("ask", choices))
        .read();
    assert_eq!(meeting(&catalog, &json!({"ask": "or"})), [true, true, true, false, false]);
    assert_eq!(meeting(&catalog, &json!({"ask": "and"})), [false, false, true, false, false]);
    assert_eq!(meeting(&catalog, &json!({"ask": "any"})), [true, true, true, false, false]);
    assert_eq!(meeting(&catalog, &json!({"ask": "phone"})), [false; 5]);
}

/// Which numbers answer a question follows from what it asks for.
#[test]
fn a_question_asks_for_large_numbers_where_a_row_has_them() {
    let most = |row: RowBuilder, at_least: &str, decimals: u32| {
        let ask = number("ask").set("decimals", decimals).requires("row", at_least);
        let catalog = catalog("numbers").plans(["a", "b"]).row(row).question(ask).read();
        let QuestionKind::Number { range, .. } = catalog.question(question(&catalog, "ask")).kind else {
            unreachable!()
        };
        range.write(range.most)
    };
    assert_eq!(most(row("row", "quantity", [json!(999_999), json!("unlimited")]), "answer", 0), "999999");
    assert_eq!(most(row("row", "quantity", [json!(1_000_000), json!("unlimited")]), "answer", 0), "1000000000000");
    assert_eq!(most(row("row", "quantity", [json!(5), json!(6)]), "answer", 1), "1000000000000");
    assert_eq!(most(row("row", "percent", [json!(99.9), json!(100)]), "answer", 2), "1000000000000");
    assert_eq!(most(row("row", "decimal", [json!(1), json!(2)]), "answer", 6), "1000000000");
    assert_eq!(most(row("row", "amount", ["1 GB", "2 GB"]).set("family", "bytes"), "answer GB", 0), "1000000000000");
}

#[test]
fn an_answer_names_the_unit_of_an_amount() {
    let bytes = || row("row", "amount", ["1 GB", "2 GB"]).set("family", "bytes");
    for (at_least, expected) in [
        ("answer", r#""answer" has no unit, and the row is an amount; write for example "answer MB""#),
        ("answer gb", r#""answer gb" has an unknown unit; did you mean "answer GB"?"#),
        (
            "answer parsecs",
            r#""answer parsecs" has an unknown unit; known are B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB"#,
        ),
    ] {
        let json =
            catalog("wrong").plans(["a", "b"]).row(bytes()).question(number("ask").requires("row", at_least)).json();
        let problems = source::read(&json.to_string()).expect_err("a problem");
        assert_eq!(lines(&problems), [format!("/groups/0/questions/0/requires/0/at_least: {expected}")]);
    }
    let json = catalog("wrong")
        .plans(["a"])
        .row(row("row", "quantity", [3]))
        .question(number("ask").requires("row", "answer GB"))
        .json();
    let expected = r#"/groups/0/questions/0/requires/0/at_least: "answer GB" names a unit, and the row is no amount; write "answer""#;
    assert_eq!(lines(&source::read(&json.to_string()).expect_err("a problem")), [expected]);
}

#[test]
fn an_answer_past_its_decimals_is_refused() {
    let builder = catalog("numbers").plans(["a"]).row(row("row", "percent", [99.95]));
    let catalog = builder.question(number("ask").set("decimals", 2).requires("row", "answer")).read();
    assert_eq!(meeting(&catalog, &json!({"ask": 99.95})), [true]);
    assert_eq!(meeting(&catalog, &json!({"ask": 99.96})), [false]);
    for wrong in [json!(99.951), json!(-1), json!("99.9"), json!(1e13)] {
        let problems = Answers::from_json(&catalog, &json!({"ask": wrong}).to_string()).expect_err("a problem");
        let rule = "is not a number from 0 to 1000000000000 with up to 2 decimals; write one, such as 1.5";
        assert!(lines(&problems)[0].ends_with(rule), "{problems:?}");
    }
    let report = plans::advice::Report::new(
        &catalog,
        &Answers::from_json(&catalog, r#"{"ask": 50}"#).expect("answers"),
        &Advice::of(&catalog, &Answers::from_json(&catalog, r#"{"ask": 50}"#).expect("answers")),
    )
    .to_json();
    assert_eq!(report["holds"], json!([{"question": "ask", "from": 0, "to": 99.95}]));
    assert_eq!(report["verdicts"][0]["met"][0]["needs"][0]["required"], json!(50));
    assert_eq!(report["verdicts"][0]["met"][0]["needs"][0]["offered"], json!(99.95));
}

/// A link holds what the answers relied on, so that a later catalogue can tell what it was.
#[test]
fn a_link_tells_what_an_amount_and_options_were() {
    let builder = |amount: &str, options: Json, words: &str, decimal: f64| {
        let all = json!([{"id": "email", "name": "Email"}, {"id": "chat", "name": "Chat"}]);
        let asks = yes_no("ask")
            .requires("traffic", "1 kB")
            .requires("channels", "email")
            .requires("words", "included")
            .requires("uptime", 1);
        catalog("was")
            .plans(["a"])
            .row(row("traffic", "amount", [amount]).set("family", "bytes"))
            .row(row("channels", "options", [options]).set("options", all))
            .row(row("words", "text", [words]))
            .row(row("uptime", "percent", [decimal]))
            .question(asks)
            .read()
    };
    let before = builder("1.5 GB", json!(["email", "chat"]), "By email", 99.9);
    let answers = Answers::from_json(&before, r#"{"ask": true}"#).expect("answers");
    let link = Link { answers, ..Link::default() }.write(&before);
    assert!(Link::read(&before, &link).changes(&before).rows.is_empty(), "{link}");
    let after = builder("2 GB", json!(["email"]), "By mail", 99.95);
    let changes = Link::read(&after, &link).changes(&after);
    let was: Vec<String> = changes
        .rows
        .iter()
        .map(|change| match &change.was {
            Was::Value(value) => json!(after.authored(change.row, *value)).to_string(),
            Was::Gone(id) => id.to_string(),
        })
        .collect();
    assert_eq!(was[..2], [r#""1.5 GB""#, r#"["email","chat"]"#]);
    assert_eq!(was[3], "99.9");
    assert_eq!(was.len(), 4);
    assert!(was[2].starts_with("w-"), "words are not kept in a link: {was:?}");
}

#[test]
fn a_limit_stands_with_included_alone_and_makes_plans_differ() {
    let limited = |limit: &str| json!({"value": "included", "limit": limit});
    let built = row("row", "inclusion", [json!("included"), limited("Up to 5 seats"), limited("Up to 9 seats")]);
    let read = catalog("limits").plans(plans(3)).row(built).read();
    compiles(&read);
    let row_ix = read.entitlements().next().expect("a row");
    let plans_of: Vec<_> = read.plans().collect();
    assert!(plans::comparison::differs(&read, &Answers::none(), row_ix, &plans_of[1..]));
    assert_eq!(plans::comparison::differences(&read, &Answers::none(), plans_of[1], plans_of[2]).other, [row_ix]);
    let asked = catalog("limits").plans(["a"]).row(row("row", "inclusion", [limited("Up to 5 seats")]));
    let asked = asked.question(yes_no("ask").requires("row", "included")).read();
    let answers = Answers::from_json(&asked, r#"{"ask": true}"#).expect("answers");
    let report = plans::advice::Report::new(&asked, &answers, &Advice::of(&asked, &answers)).to_json();
    let need = json!({"entitlement": "row", "required": "included", "offered": "included", "limit": "Up to 5 seats", "met": true});
    assert_eq!(report["verdicts"][0]["met"][0]["needs"], json!([need]));
    let rule = r#"a "limit" says how far "included" goes; take it out, or write "included" in a row of inclusion"#;
    let json =
        catalog("limits").plans(["a"]).row(row("row", "quantity", [json!({"value": 3, "limit": "At most"})])).json();
    assert_eq!(
        lines(&source::read(&json.to_string()).expect_err("a problem")),
        [format!("/sections/0/entitlements/0/values/a/limit: {rule}")]
    );
}
