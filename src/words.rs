//! The catalogue and the domain's results in words that people read.

use locales::Locale;
use plans::catalog::Text;
use plans::lean_text::join;
use plans::{Catalog, PlanIx, language};

mod add_on;
mod answer;
mod availability;
mod cell;
mod change;
mod costs;
mod current_plan;
mod dependence;
#[cfg(test)]
mod fernhaus;
mod money;
mod number;
mod offer;
mod outlook;
mod price;
mod published;
mod row;
mod summary;
mod sums;
mod time;
mod total;
mod value;
mod why;

/// A text of the catalogue, with its language where that is not the language of the app's sentences.
#[derive(Clone)]
pub struct Told {
    /// The text.
    pub text: String,
    /// Its language, where that is another than the app's own sentences have.
    pub language: Option<String>,
}

/// Words for one catalogue in one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The catalogue whose content is worded.
    pub catalog: &'a Catalog,
    /// The language.
    pub locale: Locale,
}

impl Words<'_> {
    /// Returns a text of the catalogue.
    pub fn text(&self, text: &Text) -> String {
        self.catalog.text(text).to_owned()
    }

    /// Returns a text of the catalogue, with its language.
    pub fn told(&self, text: &Text) -> Told {
        let language = self.catalog.language_of(text);
        let is_other = !language::is_same(language, self.locale.tag());
        Told { text: self.text(text), language: is_other.then(|| language.to_owned()) }
    }

    /// Returns the language of what is not told in another: the app's own, as the catalogue calls it where it calls it so.
    pub fn language(&self) -> &str {
        let language = self.catalog.language();
        if language::is_same(language, self.locale.tag()) { language } else { self.locale.tag() }
    }

    /// Returns a plan's name.
    pub fn plan(&self, plan: PlanIx) -> String {
        self.text(&self.catalog.plan(plan).name)
    }

    /// Joins items to a list in a sentence: "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        self.joined(items, self.locale.list_and())
    }

    /// Joins alternatives: "a, b or c".
    pub fn either(&self, items: &[String]) -> String {
        self.joined(items, self.locale.list_or())
    }

    fn joined(&self, items: &[String], before_last: &str) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [most @ .., last] => format!("{}{}{}", join(most, self.locale.list_comma()), before_last, last),
        }
    }
}
