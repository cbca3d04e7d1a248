//! Catalogues of people are written in each form, and read again; what a form cannot hold is told.

use std::fs;
use std::path::Path;

use interchange::{Finding, Outcome, pricing2yaml, table};
use serde_json::{Value, json};

fn catalogs() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogs");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") && !name.ends_with(".schema.json") {
            let text = fs::read_to_string(entry.path()).expect("a file");
            all.push((name, serde_json::from_str(&text).expect("JSON")));
        }
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

fn lost(findings: &[Finding]) -> Vec<&str> {
    assert!(findings.iter().all(|finding| finding.outcome == Outcome::Lost), "{findings:?}");
    findings.iter().map(|finding| finding.place.as_str()).collect()
}

fn cells(catalog: &Value) -> Vec<Value> {
    let sections = catalog["sections"].as_array().expect("sections");
    let rows = sections.iter().flat_map(|section| section["entitlements"].as_array().expect("rows"));
    rows.map(|row| row["values"].clone()).collect()
}

#[test]
fn every_catalogue_is_written_and_read_again() {
    let catalogs = catalogs();
    assert!(catalogs.len() >= 3);
    for (name, catalog) in catalogs {
        let plans = catalog["plans"].as_array().expect("plans").len();
        let rows = cells(&catalog).len();
        let written = pricing2yaml::export(&catalog);
        let read = pricing2yaml::import(&written.text).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert_eq!(read.catalog["plans"].as_array().map(Vec::len), Some(plans), "{name}");
        assert_eq!(cells(&read.catalog).len(), rows, "{name}");
        assert!(lost(&written.findings).contains(&"/groups"), "{name}: its questions are told to be left out");

        let written = table::export(&catalog);
        let read = table::import(&written.text, "Offer").unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert_eq!(read.catalog["plans"].as_array().map(Vec::len), Some(plans), "{name}");
        assert_eq!(cells(&read.catalog).len(), rows, "{name}");
        assert!(lost(&written.findings).contains(&"/groups"), "{name}");
    }
}

#[test]
fn what_a_form_has_no_word_for_is_told_with_its_place() {
    let catalog = json!({
        "id": "tea", "version": "1", "language": "en", "title": "Tea", "introduction": "Tea.", "ribbon": "This", "request_plan": "Ask",
        "learn_more": "More",
        "prices": {"currencies": ["EUR", "USD"], "periods": ["month", {"id": "year", "price_for": "month"}]},
        "plans": [
            {"id": "cup", "name": "Cup", "price": {"EUR": {"month": "3", "year": "2.4"}, "USD": {"month": "4", "year": "3"}}},
            {"id": "pot", "name": "Pot", "price": {"EUR": {"month": {"amount": "5", "unit": "cup", "included": 3}}, "USD": {"month": "6"}}}
        ],
        "sections": [{"id": "tea", "title": "Tea", "entitlements": [
            {"id": "milk", "name": "Milk", "kind": "inclusion", "values": {"cup": "available", "pot": {"value": "included", "note": "Cold."}}},
            {"id": "store", "name": "Store", "kind": "amount", "family": "bytes", "values": {"cup": "500 MB", "pot": "1.5 GB"}}
        ]}]
    });
    plans::source::read(&catalog.to_string()).expect("a catalogue");

    let written = pricing2yaml::export(&catalog);

    assert_eq!(
        lost(&written.findings),
        ["/prices/currencies", "/milk/cup", "/plans/1/price", "/milk/pot"],
        "{:#?}",
        written.findings
    );
    for line in [
        "  annual: 0.8\n",
        "    price: 3\n",
        "        value: 1500\n",
        "    unit: \"MB\"\n",
        "    unit: \"cup/month\"\n",
    ] {
        assert!(written.text.contains(line), "{line:?} in\n{}", written.text);
    }
}

#[test]
fn a_base_plan_that_stands_for_none_is_not_written() {
    let yaml = "saasName: Keys\ncurrency: USD\nfeatures:\n  sso: {valueType: BOOLEAN, defaultValue: false}\n\
                plans: null\naddOns:\n  single: {price: 2, unit: user/month, features: {sso: {value: true}}}\n";

    let read = pricing2yaml::import(yaml).expect("a price list");
    let written = pricing2yaml::export(&read.catalog);

    assert_eq!(read.catalog["plans"], json!([{"id": "base", "name": "Base", "price": "free"}]));
    assert_eq!(read.catalog["add_ons"][0]["gives"], json!([{"entitlement": "sso", "value": "included"}]));
    assert!(written.text.contains("plans: null\n"), "{}", written.text);
    assert_eq!((read.findings, written.findings), (vec![], vec![]));
}

#[test]
fn prices_and_add_ons_are_the_catalogues_own() {
    let yaml = "saasName: Calls\ncurrency: EUR\nbilling: {monthly: 1, annual: 0.75}\nfeatures:\n  calls: {valueType: BOOLEAN, defaultValue: true}\n\
                usageLimits:\n  callsLimit: {valueType: NUMERIC, defaultValue: 1000, unit: call/month, linkedFeatures: [calls]}\n  \
                minSeats: {valueType: NUMERIC, defaultValue: 1, unit: seat}\n\
                plans:\n  FREE: {price: 0, unit: user/month}\n  TEAM: {price: 19.99, unit: user/month, usageLimits: {callsLimit: {value: 1000000000}, \
                minSeats: {value: 3}}}\n  BIG: {price: Ask us, unit: user/month}\n\
                addOns:\n  moreCalls: {availableFor: [FREE], price: 0.75, usageLimitsExtensions: {callsLimit: {value: 1000}}}\n";

    let catalog = pricing2yaml::import(yaml).expect("a price list").catalog;

    assert_eq!(
        catalog["prices"],
        json!({"currencies": ["EUR"], "periods": ["month", {"id": "year", "price_for": "month"}]})
    );
    let user = json!({"one": "user", "other": "users"});
    assert_eq!(catalog["plans"][0]["price"], "free");
    assert_eq!(
        catalog["plans"][1]["price"],
        json!({
            "month": {"amount": "19.99", "unit": user, "minimum": 3},
            "year": {"amount": "14.9925", "unit": user, "minimum": 3}
        })
    );
    assert_eq!(catalog["plans"][2]["price"], "on-request");
    let calls = &catalog["sections"][0]["entitlements"][1];
    assert_eq!((&calls["unit"]["other"], &calls["per"]), (&json!("calls"), &json!("month")));
    assert_eq!(calls["values"], json!({"free": 1000, "team": "unlimited", "big": 1000}));
    assert_eq!(
        catalog["add_ons"],
        json!([{
            "id": "more-calls", "name": "More Calls", "plans": ["free"], "price": {"month": "0.75", "year": "0.5625"}, "most": 1000,
            "gives": [{"entitlement": "calls-limit", "adds": 1000}]
        }])
    );
}

#[test]
fn the_first_versions_are_read_too() {
    let yaml = "saasName: Pets\nversion: '1.1'\ncreatedAt: 2024-11-14\ncurrency: USD\nhasAnnualPayment: true\n\
                features:\n  pets: {valueType: BOOLEAN, defaultValue: yes}\n\
                plans:\n  BASIC: {monthlyPrice: 5.00, annualPrice: 4.00, unit: user/month}\n";

    let read = pricing2yaml::import(yaml).expect("a price list");

    assert_eq!(read.findings, []);
    assert_eq!(read.catalog["version"], "2024-11-14");
    assert_eq!(read.catalog["plans"][0]["price"]["year"]["amount"], "4");
    assert_eq!(cells(&read.catalog), [json!({"basic": "included"})]);
    assert!(pricing2yaml::export(&read.catalog).text.contains("annual: 0.8"));
}

#[test]
fn what_is_no_price_list_is_refused_with_the_place_and_a_way_out() {
    for (yaml, place, words) in [
        ("- 1\n- 2\n", (1, 1), "write a map"),
        ("saasName: x\nfeatures:\n  a: [1\nplans: 3\n", (4, 6), "not YAML"),
        ("saasName: x\nplans:\n  A: {price: 1}\n", (1, 1), "write \"features\""),
        ("saasName: x\nfeatures:\n  a: {valueType: BOOLEAN, defaultValue: true}\n", (1, 1), "write \"plans\""),
        ("features:\n  a: {}\nplans: [A]\n", (3, 1), "write a key for each"),
    ] {
        let refusal = pricing2yaml::import(yaml).expect_err("no price list");
        assert_eq!(refusal.at, Some(place), "{refusal}");
        assert!(refusal.detail.contains(words), "{refusal}");
    }
}

/// The example of docs/authoring.md.
#[test]
fn the_example_of_the_documents_is_read_as_they_say() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let page = fs::read_to_string(docs.join("authoring.md")).expect("a page");
    let yaml = fs::read_to_string(docs.join("authoring/kettle.yml")).expect("a file");

    let read = pricing2yaml::import(&yaml).expect("a price list");

    for finding in &read.findings {
        assert!(page.contains(&format!("{finding}\n")), "{finding}");
    }
    let rows = read.catalog["sections"].as_array().expect("sections").iter();
    let rows: Vec<_> = rows.flat_map(|section| section["entitlements"].as_array().expect("rows")).collect();
    assert_eq!((&rows[2]["id"], &rows[2]["name"]), (&json!("24-7-phone-support"), &json!("24/7 phone support")));
    assert_eq!((&rows[1]["unit"], &rows[1]["per"]), (&json!({"one": "brew", "other": "brews"}), &json!("month")));
    assert_eq!(rows[1]["values"], json!({"basic": 100, "team-plus": "unlimited", "enterprise": 100}));
    let team = &read.catalog["plans"][1];
    assert_eq!((&team["id"], &team["name"]), (&json!("team-plus"), &json!("Team Plus")));
    assert_eq!((&team["price"]["month"]["amount"], &team["price"]["year"]["amount"]), (&json!("6.5"), &json!("5.2")));
    assert_eq!(read.catalog["add_ons"][0]["most"], 1000);

    let table = page.split("```\n").find(|block| block.starts_with(",Cup,Pot\n")).expect("the table");
    let read = table::import(table, "tea").expect("a table");
    assert_eq!(read.catalog["plans"][1]["price"]["amount"], "12.5");
    assert_eq!(cells(&read.catalog)[1], json!({"cup": "500 MB", "pot": "1.5 GB"}));
}

const TABLE: &str = "\u{feff};Cup;Pot\r\nPrice per month (EUR);3;12.50/user\r\nPrice per year;30 €;\r\n\r\nWhat you get;;\r\nMilk;✓;\r\n\
                     Cups;1 cup;1,000 cups\r\nStore;500 MB;1.5 GB\r\nUptime;99.9%;99.95%\r\nCalls;100 per month;unlimited\r\n\
                     Help;;\r\nSupport;Forum;Phone, at night too\r\nRate;1;2.5\r\nOnboarding;-;on request\r\n";

#[test]
fn a_plain_table_is_a_catalogue_whose_kinds_are_told() {
    let read = table::import(TABLE, "Tea").expect("a table");

    let kinds: Vec<_> = read.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        kinds,
        [
            "/Milk, line 6, column 1: guessed: the kind is \"inclusion\", of yes and no",
            "/Cups, line 7, column 1: guessed: the kind is \"quantity\", in \"cup\"",
            "/Store, line 8, column 1: guessed: the kind is \"amount\", of the family \"bytes\"",
            "/Uptime, line 9, column 1: guessed: the kind is \"percent\"",
            "/Calls, line 10, column 1: guessed: the kind is \"decimal\"",
            "/Support, line 12, column 1: guessed: the kind is \"text\", which compares with nothing",
            "/Rate, line 13, column 1: guessed: the kind is \"decimal\"",
            "/Onboarding, line 14, column 1: guessed: the kind is \"inclusion\", of yes and no",
        ]
    );
    assert_eq!(read.catalog["title"], "Tea");
    assert_eq!(read.catalog["prices"], json!({"currencies": ["EUR"], "periods": ["month", "year"]}));
    assert_eq!(read.catalog["plans"][0]["price"], json!({"month": "3", "year": "30"}));
    let user = json!({"one": "user", "other": "users"});
    assert_eq!(read.catalog["plans"][1]["price"], json!({"month": {"amount": "12.5", "unit": user}}));
    let titles: Vec<_> = read.catalog["sections"].as_array().expect("sections").iter().map(|it| &it["title"]).collect();
    assert_eq!(titles, ["What you get", "Help"]);
    assert_eq!(
        cells(&read.catalog),
        [
            json!({"cup": "included", "pot": "not-included"}),
            json!({"cup": 1, "pot": 1000}),
            json!({"cup": "500 MB", "pot": "1.5 GB"}),
            json!({"cup": 99.9, "pot": 99.95}),
            json!({"cup": 100, "pot": "unlimited"}),
            json!({"cup": "Forum", "pot": "Phone, at night too"}),
            json!({"cup": 1, "pot": 2.5}),
            json!({"cup": "not-included", "pot": "on-request"}),
        ]
    );
}

#[test]
fn a_table_that_was_written_is_read_the_same() {
    let once = table::import(TABLE, "Tea").expect("a table").catalog;
    let written = table::export(&once);
    assert_eq!(written.findings, []);
    assert_eq!(table::import(&written.text, "Tea").expect("a table").catalog, once, "{}", written.text);
}

#[test]
fn a_table_tells_prices_for_the_whole_period() {
    let yaml = "saasName: Tea\ncurrency: EUR\nbilling: {monthly: 1, annual: 0.8}\nfeatures:\n  milk: {valueType: BOOLEAN, defaultValue: true}\n\
                plans:\n  CUP: {price: 6.5, unit: user/month}\n  POT: {price: Ask us, unit: user/month}\n";
    let catalog = pricing2yaml::import(yaml).expect("a price list").catalog;

    let written = table::export(&catalog);

    let lines: Vec<_> = written.text.lines().collect();
    assert_eq!(lines[1..3], ["Price per month (EUR),6.5/user,on request", "Price per year (EUR),62.4/user,on request"]);
    assert_eq!(written.findings, []);
}

#[test]
fn a_table_may_name_the_section_in_its_first_column() {
    let read = table::import("Section,Row,A,B\nOne,x,yes,no\nOne,y,1,2\nTwo,z,no,yes\n", "T").expect("a table");
    let sections = read.catalog["sections"].as_array().expect("sections");
    let rows: Vec<_> =
        sections.iter().map(|it| (it["title"].clone(), it["entitlements"].as_array().map(Vec::len))).collect();
    assert_eq!(rows, [(json!("One"), Some(2)), (json!("Two"), Some(1))]);
}

#[test]
fn what_is_no_table_is_refused_and_what_does_not_fit_is_told() {
    for (text, words) in
        [("", "is empty"), ("Plans\nx\n", "names no plan"), (",A,B\nHeading,,\n", "no row with values")]
    {
        let refusal = table::import(text, "T").expect_err("no table");
        assert!(refusal.detail.contains(words) && refusal.at.is_some(), "{refusal}");
    }
    let read = table::import(",A\nMilk,yes,no\n,3\n", "T").expect("a table");
    assert_eq!(
        read.findings.iter().filter(|finding| finding.outcome == Outcome::Lost).count(),
        2,
        "{:?}",
        read.findings
    );
}
