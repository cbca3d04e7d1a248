//! What the table shows of each kind of value, in the page as it is written natively.

use plan_configurator::prerender::page;
use plans::testing::{Json, catalog, number, row};

/// Returns the cells of two plans in a page's first row, as HTML.
fn cells(html: &str) -> Vec<&str> {
    let (_, row) = html.split_once("rowheader").expect("a row");
    row.split("\"cell\"").skip(1).take(2).collect()
}

fn json(text: &str) -> Json {
    text.parse().expect("JSON")
}

#[test]
fn a_cell_shows_its_number_with_its_unit_and_what_limits_it_on_a_second_line() {
    let shown = |kind: &str, fields: &[(&str, Json)], values: &[&str]| {
        let row = fields.iter().fold(row("row", kind, values.iter().map(|it| json(it))), |row, (name, value)| {
            row.set(name, value.clone())
        });
        let html = page(catalog("kinds").plans(["a", "b"]).row(row).read(), "");
        cells(&html).into_iter().map(|cell| cell.replace('\u{a0}', " ")).collect::<Vec<_>>()
    };
    let has = |cells: &[String], expected: [&str; 2]| {
        for (cell, expected) in cells.iter().zip(expected) {
            assert!(cell.contains(expected), "{expected:?} in {cell}");
        }
        assert_eq!(cells.len(), 2);
    };
    has(&shown("quantity", &[("unit", "MB".into())], &["5000", "\"unlimited\""]), [">5,000 MB<", ">Unlimited<"]);
    has(
        &shown(
            "quantity",
            &[
                ("unit", json(r#"{"one": "run", "other": "runs", "short": {"one": "run", "other": "runs"}}"#)),
                ("per", "month".into()),
            ],
            &["5000", "1"],
        ),
        [
            "value\">5,000</span><span class=\"unit\">runs per month</span>",
            "value\">1</span><span class=\"unit\">run per month</span>",
        ],
    );
    has(&shown("percent", &[], &["99.9", "0"]), [">99.9%<", "value--none\">0%<"]);
    has(&shown("amount", &[("family", "bytes".into())], &["\"500 MB\"", "\"1.5 GB\""]), [">500 MB<", ">1.5 GB<"]);
    has(
        &shown("inclusion", &[], &[r#"{"value": "included", "limit": "Up to 5 seats"}"#, "\"included\""]),
        ["Included</span><small>Up to 5 seats</small>", "Included</span>"],
    );
    has(
        &shown("text", &[], &[r#"{"en": "By email", "de": "Per E-Mail"}"#, "\"not-included\""]),
        ["value\">By email<", "value--no\">Not included<"],
    );
    let options = json(r#"[{"id": "email", "name": "Email"}, {"id": "chat", "name": "Chat"}]"#);
    has(
        &shown("options", &[("options", options)], &[r#"["chat", "email"]"#, r#"["chat"]"#]),
        [">Email and Chat<", ">Chat<"],
    );
}

#[test]
fn a_field_for_decimals_opens_the_keys_that_have_a_point() {
    let page_with = |decimals: u32| {
        let asked = number("asked").set("decimals", decimals).requires("row", "answer");
        page(catalog("keys").plans(["a", "b"]).row(row("row", "decimal", [1, 2])).question(asked).read(), "")
    };
    assert!(page_with(0).contains("inputmode=\"numeric\""));
    assert!(page_with(1).contains("inputmode=\"decimal\""));
}
