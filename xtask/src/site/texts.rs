//! The texts of the page around the element: the catalogue's title and introduction, and the app's own first words.

use std::collections::BTreeMap;
use std::env;
use std::fs;

use anyhow::{Context, Result, anyhow};

/// Texts by the names that `index.html` uses in braces.
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// The texts of the catalogue that is built in, and those of the locale in its language, else in English.
    pub fn read() -> Result<Self> {
        let path = env::var("PLAN_CATALOG").unwrap_or_else(|_| "catalogs/msa.json".to_owned());
        let text = fs::read_to_string(crate::paths::root().join(&path)).with_context(|| path.clone())?;
        let problems = |problems: Vec<plans::Problem>| {
            let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
            anyhow!("{path} has problems:\n{}", lines.join("\n"))
        };
        let catalog = plans::source::read(&text).map_err(problems)?;
        let parts = catalog.parts();
        let mut texts = BTreeMap::from([
            ("language".to_owned(), parts.language.clone()),
            ("direction".to_owned(), direction(&parts.language).to_owned()),
            ("title".to_owned(), parts.title.own().to_owned()),
            ("introduction".to_owned(), parts.introduction.own().to_owned()),
        ]);
        let read = |tag: &str| {
            Some((tag.to_owned(), fs::read_to_string(crate::paths::root().join(format!("locales/{tag}.json"))).ok()?))
        };
        let base = parts.language.split('-').next().unwrap_or_default();
        let locale = read(&parts.language).or_else(|| read(base)).or_else(|| read("en"));
        let (tag, locale) = locale.context("locales/en.json is missing")?;
        texts.insert("page_language".to_owned(), tag.clone());
        texts.insert("page_direction".to_owned(), direction(&tag).to_owned());
        let messages: BTreeMap<String, serde_json::Value> = serde_json::from_str(&locale).context("locales/")?;
        for (key, message) in messages {
            if let (true, Some(text)) = (key.starts_with("page_"), message.as_str()) {
                texts.insert(key, text.to_owned());
            }
        }
        Ok(Self(texts))
    }

    /// A text by its name.
    pub fn get(&self, name: &str) -> Result<&str> {
        let text = self.0.get(name).with_context(|| format!("there is no text called \"{name}\""))?;
        Ok(text)
    }

    /// Puts texts in the place of their names in braces, as HTML. Other braces stay: Trunk adds a script when it serves.
    pub fn fill(&self, page: &str) -> String {
        let fill =
            |page: String, (name, text): (&String, &String)| page.replace(&format!("{{{name}}}"), &escaped(text));
        self.0.iter().fold(page.to_owned(), fill)
    }
}

/// In which direction a language is written, as HTML says it.
fn direction(tag: &str) -> &'static str {
    if plans::language::is_rtl(tag) { "rtl" } else { "ltr" }
}

/// A text as HTML has it, in an attribute too.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
