//! Code made of the sentences.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use plans::plural;

use super::messages::{Message, Messages, Part};

/// Stands between the forms of a sentence.
const FORM_SEPARATOR: char = '\u{1f}';

/// Tells whether a sentence is the app's. Those of the page around the element are put into that by the site's build, and the
/// others are the server's.
fn is_of_app(key: &str) -> bool {
    !["page_", "form_", "mail_", "preview_", "receipt_", "kept_", "take_", "proof_"]
        .iter()
        .any(|prefix| key.starts_with(prefix))
}

/// Returns the app's sentences in the order of their places.
fn of_app(messages: &Messages) -> impl Iterator<Item = (&String, &Message)> {
    messages.all.iter().filter(|(key, _)| is_of_app(key))
}

/// Names which sentences there are and what is put into each. Sentences and app fit where both have the same.
fn format(english: &Messages) -> String {
    let mut hasher = DefaultHasher::new();
    for (key, message) in of_app(english) {
        (key, message.parameters(), matches!(message, Message::Plural(_))).hash(&mut hasher);
    }
    format!("sentences {:016x}", hasher.finish())
}

/// Writes one function a sentence, which looks it up by its place.
pub fn functions(locales: &[Messages]) -> String {
    let english = &locales[0];
    let mut code = format!(
        "/// The first line of sentences that fit these functions.\nconst FORMAT: &str = {:?};\n\n\
         /// How many sentences there are.\nconst SENTENCES: usize = {};\n\n#[allow(clippy::identity_op)]\nimpl Locale {{\n",
        format(english),
        of_app(english).count()
    );
    for (place, (key, message)) in of_app(english).enumerate() {
        let parameters = message.parameters();
        let is_plural = matches!(message, Message::Plural(_));
        let mut signature = String::new();
        for name in &parameters {
            let kind = if is_plural && *name == "count" { "u32" } else { "&str" };
            // Writing to a String cannot fail.
            let _ = write!(signature, ", {name}: {kind}");
        }
        let given = parameters.iter().copied().collect::<Vec<_>>().join(", ");
        let (result, body) = match message {
            Message::One(_) if parameters.is_empty() => ("&'static str", format!("self.0[HEAD + {place}]")),
            Message::One(_) => ("String", format!("fill(self.0[HEAD + {place}], &[{given}])")),
            Message::Plural(_) => {
                let form = format!("let form = self.form(HEAD + {place}, count); ");
                let shown = if locales.iter().any(|messages| shows_count(&messages.all[key])) {
                    "let count = &*count.to_string(); "
                } else {
                    "let count = \"\"; "
                };
                ("String", format!("{form}{shown}fill(form, &[{given}])"))
            }
        };
        let _ = writeln!(
            code,
            "    /// `{key}` of `locales/`.\n    pub fn {key}(self{signature}) -> {result} {{\n        {body}\n    }}\n"
        );
    }
    code + "}\n"
}

fn shows_count(message: &Message) -> bool {
    match message {
        Message::One(_) => false,
        Message::Plural(forms) => {
            forms.values().flatten().any(|part| matches!(part, Part::Parameter(name) if name == "count"))
        }
    }
}

/// Returns all languages: for each its tag, the app's sentences as the app reads them, and all texts of one form by key.
pub fn files(locales: &[Messages]) -> String {
    let mut code = String::from("/// Every language, English first.\nstatic ALL: &[Language] = &[\n");
    for messages in locales {
        let parameters = |key: &str| locales[0].all[key].parameters();
        let mut sentences = format!("{}\n{}\n{}\n", format(&locales[0]), messages.tag, plural::rule(&messages.tag));
        for (key, message) in of_app(messages) {
            sentences.push_str(&line(message, &parameters(key)));
            sentences.push('\n');
        }
        let _ = writeln!(
            code,
            "    Language {{\n        tag: {:?},\n        sentences: {sentences:?},\n        texts: &[",
            messages.tag
        );
        for (key, message) in &messages.all {
            if let Message::One(parts) = message {
                let text = |part: &Part| match part {
                    Part::Text(text) => text.clone(),
                    Part::Parameter(name) => format!("{{{name}}}"),
                };
                let _ = writeln!(code, "            ({key:?}, {:?}),", parts.iter().map(text).collect::<String>());
            }
        }
        code.push_str("        ],\n    },\n");
    }
    code + "];\n"
}

/// Returns a sentence as a line, with the characters of the codes 1 and so on in place of its parameters' names. Each form of a
/// plural begins with its place among all forms.
fn line(message: &Message, parameters: &BTreeSet<&str>) -> String {
    let text = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Parameter(name) => {
            let place = parameters.iter().position(|parameter| parameter == name).unwrap_or_default();
            char::from(1 + place as u8).to_string()
        }
    };
    match message {
        Message::One(parts) => parts.iter().map(text).collect(),
        Message::Plural(forms) => {
            let form =
                |(place, parts): (&usize, &Vec<Part>)| format!("{place}{}", parts.iter().map(text).collect::<String>());
            forms.iter().map(form).collect::<Vec<_>>().join(&FORM_SEPARATOR.to_string())
        }
    }
}
