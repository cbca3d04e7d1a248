//! Every real price list is read, and written again with the facts that it had.
//!
//! A fact is what one plan or add-on has of one feature, limit, price, unit or other field, after defaults. This test reads the files with a
//! reader of its own, so that no mistake of the crate's is one of the test's, too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use yaml_rust2::{Yaml, YamlLoader};

/// Facts by their places, each as a text that is the same for equal ones.
type Facts = BTreeMap<String, String>;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path if path.extension().is_some_and(|extension| extension == "yml") => found.push(path),
            _ => {}
        }
    }
    found.sort();
    found
}

fn real_files() -> Vec<PathBuf> {
    // Others of the kind are read from elsewhere, where somebody names a folder.
    let folder = std::env::var_os("PRICING2YAML_FILES").map(PathBuf::from);
    files(&folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pricing2yaml")))
}

/// A value as a text. Numbers that stand for no limit are one.
fn value(yaml: &Yaml) -> String {
    let number = |number: f64| {
        let is_round = (7..=17).any(|zeros| number == 10_f64.powi(zeros));
        if is_round || number == f64::INFINITY { "unlimited".to_owned() } else { number.to_string() }
    };
    match yaml {
        Yaml::Integer(integer) => number(*integer as f64),
        Yaml::Real(real) => number(yaml.as_f64().unwrap_or_else(|| panic!("{real} is a number"))),
        Yaml::Boolean(boolean) => boolean.to_string(),
        // As YAML 1.1 has it, in which these files are written.
        Yaml::String(text) if text.contains('_') && text.chars().all(|c| c.is_ascii_digit() || c == '_') => {
            number(text.replace('_', "").parse().expect("digits"))
        }
        Yaml::String(text) => format!("{:?}", text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Yaml::Array(items) => {
            let mut items: Vec<_> = items.iter().map(value).collect();
            items.sort();
            format!("{items:?}")
        }
        _ => String::new(),
    }
}

fn key(yaml: &Yaml) -> String {
    match yaml {
        Yaml::String(text) | Yaml::Real(text) => text.clone(),
        Yaml::Integer(integer) => integer.to_string(),
        Yaml::Boolean(boolean) => boolean.to_string(),
        _ => String::new(),
    }
}

fn fields(yaml: &Yaml) -> Vec<(String, &Yaml)> {
    yaml.as_hash().map(|map| map.iter().map(|(name, value)| (key(name), value)).collect()).unwrap_or_default()
}

/// The facts of a file, and those of them whose values are free words.
fn facts(text: &str) -> (Facts, Facts) {
    let documents = YamlLoader::load_from_str(text).expect("YAML");
    let file = &documents[0];
    let (mut typed, mut words) = (Facts::new(), Facts::new());
    for (called, part) in fields(&file["billing"]) {
        typed.insert(format!("billing/{called}"), value(part));
    }
    if file["billing"].is_badvalue() {
        typed.insert("billing/monthly".to_owned(), "1".to_owned());
    }
    typed.insert("currency".to_owned(), value(&file["currency"]));
    let rows: Vec<_> = ["features", "usageLimits"]
        .into_iter()
        .flat_map(|list| fields(&file[list]).into_iter().map(move |(name, row)| (list, name, row)))
        .collect();
    for (list, name, row) in &rows {
        for field in ["valueType", "type", "unit"] {
            if !row[field].is_badvalue() {
                typed.insert(format!("{list}/{name}/{field}"), value(&row[field]));
            }
        }
        typed.insert(format!("{list}/{name}/linkedFeatures"), value(&row["linkedFeatures"]));
    }
    let all_plans = Yaml::Array(fields(&file["plans"]).into_iter().map(|(name, _)| Yaml::String(name)).collect());
    for list in ["plans", "addOns"] {
        for (name, offer) in fields(&file[list]) {
            for field in ["price", "unit", "dependsOn", "excludes"] {
                typed.insert(format!("{list}/{name}/{field}"), value(&offer[field]));
            }
            if list == "addOns" {
                let plans = if offer["availableFor"].is_array() { &offer["availableFor"] } else { &all_plans };
                typed.insert(format!("{list}/{name}/availableFor"), value(plans));
                for (row, extension) in fields(&offer["usageLimitsExtensions"]) {
                    typed.insert(format!("{list}/{name}/usageLimitsExtensions/{row}"), value(&extension["value"]));
                }
            }
            for (of, row, fields) in &rows {
                let own = &offer[*of][row.as_str()]["value"];
                let said = if own.is_badvalue() { &fields["defaultValue"] } else { own };
                let is_words = matches!(said, Yaml::String(_) | Yaml::Array(_));
                let facts = if is_words { &mut words } else { &mut typed };
                facts.insert(format!("{list}/{name}/{of}/{row}"), value(said));
            }
        }
    }
    (typed, words)
}

fn missing(before: &Facts, after: &Facts) -> Vec<String> {
    let differs = |(place, value): (&String, &String)| match after.get(place) {
        Some(found) if found == value => None,
        found => Some(format!("{place}: {value} became {}", found.map_or("nothing", String::as_str))),
    };
    before.iter().filter_map(differs).collect()
}

#[test]
fn real_price_lists_keep_their_facts() {
    let files = real_files();
    assert!(files.len() >= 100, "{} files", files.len());
    let (mut all, mut carried, mut texts, mut carried_texts) = (0, 0, 0, 0);
    let mut lost = Vec::new();
    for path in &files {
        let text = fs::read_to_string(path).expect("a file");
        let name = path.display();
        let imported = interchange::pricing2yaml::import(&text).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let json = imported.catalog.to_string();
        let catalog = plans::source::read(&json).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert_eq!(plans::source::warnings(&catalog, &json), [], "{name}");
        let exported = interchange::pricing2yaml::export(&imported.catalog);
        assert_eq!(exported.findings, [], "{name}");
        let (before, words) = facts(&text);
        let (mut after, words_after) = facts(&exported.text);
        after.extend(words_after.clone());
        let missing_here = missing(&before, &after);
        all += before.len();
        carried += before.len() - missing_here.len();
        texts += words.len();
        let missing_texts = missing(&words, &after);
        carried_texts += words.len() - missing_texts.len();
        lost.extend(missing_here.into_iter().chain(missing_texts).map(|fact| format!("{name}: {fact}")));
    }
    println!("{} files: {carried} of {all} typed facts, {carried_texts} of {texts} texts", files.len());
    for fact in lost.iter().take(200) {
        println!("{fact}");
    }
    assert!(carried * 1000 >= all * 999, "{} of {all} facts were lost", lost.len());
    assert!(carried_texts * 100 >= texts * 99, "{} of {texts} texts were lost", texts - carried_texts);
}

#[test]
fn what_was_written_is_read_the_same_again() {
    for path in real_files() {
        let text = fs::read_to_string(&path).expect("a file");
        let name = path.display();
        let once = interchange::pricing2yaml::import(&text).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let written = interchange::pricing2yaml::export(&once.catalog).text;
        let twice = interchange::pricing2yaml::import(&written).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let again = interchange::pricing2yaml::export(&twice.catalog).text;
        assert_eq!(facts(&written), facts(&again), "{name}");
    }
}
