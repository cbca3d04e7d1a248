//! Prepares what the app carries: the compiled catalogue, and the app's own sentences as typed functions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

/// The catalogue that is built in; the environment variable `PLAN_CATALOG` names another.
const CATALOG: &str = "catalogs/msa.json";
const LOCALES: &str = "locales";

fn main() {
    println!("cargo::rerun-if-env-changed=PLAN_CATALOG");
    let catalog = env::var("PLAN_CATALOG").unwrap_or_else(|_| CATALOG.to_owned());
    let built = compile_catalog(Path::new(&catalog)).and_then(|()| compile_locales());
    if let Err(problem) = built {
        for line in problem.lines() {
            println!("cargo::error={line}");
        }
    }
}

fn out(name: &str) -> PathBuf {
    PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join(name)
}

fn read(path: &Path) -> Result<String, String> {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(name: &str, text: &str) -> Result<(), String> {
    fs::write(out(name), text).map_err(|error| format!("{name}: {error}"))
}

fn compile_catalog(path: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-changed={}", path.display());
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let read = plans::json::utf8(&bytes).map_err(|problem| vec![problem]).and_then(plans::source::read);
    let catalog = read.map_err(|problems| {
        problems.iter().map(|problem| format!("{}#{problem}", path.display())).collect::<Vec<_>>().join("\n")
    })?;
    write("catalog.plans", &catalog.to_compiled())
}

/// A sentence: its parts, in one form or in two by number.
enum Message {
    One(Vec<Part>),
    /// For 1, and for every other number.
    Plural(Vec<Part>, Vec<Part>),
}

enum Part {
    Text(String),
    Parameter(String),
}

type Messages = BTreeMap<String, Message>;

fn compile_locales() -> Result<(), String> {
    println!("cargo::rerun-if-changed={LOCALES}");
    let mut locales: BTreeMap<String, Messages> = BTreeMap::new();
    let folder = fs::read_dir(LOCALES).map_err(|error| format!("{LOCALES}: {error}"))?;
    for entry in folder.flatten() {
        let path = entry.path();
        let (Some(tag), Some("json")) = (path.file_stem(), path.extension().and_then(|it| it.to_str())) else {
            continue;
        };
        locales.insert(tag.to_string_lossy().into_owned(), read_locale(&path)?);
    }
    let english = locales.get("en").ok_or("locales/en.json is missing: it says which keys there are")?;
    for (tag, messages) in &locales {
        for (key, message) in english {
            let translated =
                messages.get(key).ok_or_else(|| format!("locales/{tag}.json: the key \"{key}\" is missing"))?;
            if parameters(translated) != parameters(message) {
                return Err(format!("locales/{tag}.json: \"{key}\" has other parameters than in locales/en.json"));
            }
        }
        if let Some(key) = messages.keys().find(|key| !english.contains_key(*key)) {
            return Err(format!("locales/{tag}.json: the key \"{key}\" is not in locales/en.json"));
        }
    }
    write("locale.rs", &generate(&locales, english))
}

fn read_locale(path: &Path) -> Result<Messages, String> {
    let wrong = |what: String| format!("{}: {what}", path.display());
    let mut json: BTreeMap<String, Value> =
        serde_json::from_str(&read(path)?).map_err(|error| wrong(error.to_string()))?;
    // The first stand around the element, before the app is there, and the site's build puts them into the page; the others
    // are the server's.
    json.retain(|key, _| !key.starts_with("page_") && !key.starts_with("form_"));
    let message = |(key, value): (String, Value)| {
        let form = |name: &str| value.get(name).and_then(Value::as_str).map(parse);
        let message = match (&value, form("one"), form("other")) {
            (Value::String(text), ..) => Message::One(parse(text)?),
            (_, Some(one), Some(other)) => Message::Plural(one?, other?),
            _ => return Err(wrong(format!("\"{key}\" is neither a text nor a pair of \"one\" and \"other\""))),
        };
        Ok((key, message))
    };
    json.into_iter().map(message).collect()
}

fn parse(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) =
            after.split_once('}').ok_or_else(|| format!("\"{text}\" opens a brace and never closes it"))?;
        parts.push(Part::Text(before.to_owned()));
        parts.push(Part::Parameter(name.to_owned()));
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    Ok(parts)
}

/// The names of a message's parameters. A plural always has its `count`.
fn parameters(message: &Message) -> BTreeSet<&str> {
    fn name(part: &Part) -> Option<&str> {
        match part {
            Part::Parameter(name) => Some(name),
            Part::Text(_) => None,
        }
    }
    match message {
        Message::One(parts) => parts.iter().filter_map(name).collect(),
        Message::Plural(one, other) => one.iter().chain(other).filter_map(name).chain(["count"]).collect(),
    }
}

/// One function a sentence, on an enum of the languages.
fn generate(locales: &BTreeMap<String, Messages>, english: &Messages) -> String {
    let variant = |tag: &str| tag.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect::<String>();
    let mut code = String::from(
        "/// A language that the app's own sentences are in.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Locale {\n",
    );
    // Writing to a String cannot fail.
    let mut line = |text: String| code.push_str(&text);
    for tag in locales.keys() {
        line(format!("    /// `{tag}`\n    {},\n", variant(tag)));
    }
    line("}\n\nimpl Locale {\n    /// The language of a BCP 47 tag, else its base language, else English.\n".into());
    line("    pub fn closest(tag: &str) -> Self {\n        let base = tag.split('-').next().unwrap_or(tag);\n".into());
    let others = locales.keys().filter(|tag| *tag != "en");
    let others: Vec<_> = others.map(|tag| format!("({tag:?}, Locale::{})", variant(tag))).collect();
    line(format!(
        "        const OTHERS: [(&str, Locale); {}] = [{}];\n        for tag in [tag, base] {{\n            for (known, locale) in OTHERS {{\n",
        others.len(),
        others.join(", ")
    ));
    line(
        "                if tag.eq_ignore_ascii_case(known) {\n                    return locale;\n                }\n"
            .into(),
    );
    line("            }\n        }\n        Locale::En\n    }\n".into());
    line("\n    /// Its BCP 47 tag.\n    pub fn tag(self) -> &'static str {\n        match self {\n".into());
    for tag in locales.keys() {
        line(format!("            Locale::{} => {tag:?},\n", variant(tag)));
    }
    line("        }\n    }\n".into());
    for (key, message) in english {
        let parameters = parameters(message);
        let is_plural = matches!(message, Message::Plural(..));
        let mut signature = String::new();
        for name in &parameters {
            let kind = if is_plural && *name == "count" { "u32" } else { "&str" };
            let _ = write!(signature, ", {name}: {kind}");
        }
        let result = if parameters.is_empty() { "&'static str" } else { "String" };
        line(format!(
            "\n    /// `{key}` of `locales/`.\n    pub fn {key}(self{signature}) -> {result} {{\n        match self {{\n"
        ));
        for (tag, messages) in locales {
            let body = match &messages[key] {
                Message::One(parts) if parameters.is_empty() => literal(parts, &parameters),
                Message::One(parts) => fill(&literal(parts, &parameters), &parameters),
                Message::Plural(one, other) => {
                    let form = |parts| literal(parts, &parameters);
                    let template = format!("if count == 1 {{ {} }} else {{ {} }}", form(one), form(other));
                    let shows =
                        one.iter().chain(other).any(|part| matches!(part, Part::Parameter(name) if name == "count"));
                    let count = if shows { "let count = &*count.to_string(); " } else { "let count = \"\"; " };
                    format!("{{ let template = {template}; {count}{} }}", fill("template", &parameters))
                }
            };
            line(format!("            Locale::{} => {body},\n", variant(tag)));
        }
        line("        }\n    }\n".into());
    }
    line("}\n".into());
    code
}

/// A text with its parameters' places in place of their names: the character of the code 1 for the first, and so on.
fn literal(parts: &[Part], parameters: &BTreeSet<&str>) -> String {
    let text = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Parameter(name) => {
            let place = parameters.iter().position(|parameter| parameter == name).unwrap_or_default();
            char::from(1 + place as u8).to_string()
        }
    };
    format!("{:?}", parts.iter().map(text).collect::<String>())
}

/// The text of a template. Not `format!`, nor a concatenation for each text: both cost bytes in the browser.
fn fill(template: &str, parameters: &BTreeSet<&str>) -> String {
    let parameters = parameters.iter().copied().collect::<Vec<_>>().join(", ");
    format!("fill({template}, &[{parameters}])")
}
