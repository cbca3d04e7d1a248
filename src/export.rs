//! What is taken elsewhere, each made of the link that opens the page: the comparison as text, a sheet to print, slides to
//! present, and what changed since the link was made.
//!
//! None of it is in the app's WebAssembly: `crates/export/` is one of its own, which the page loads when it is asked for.

use chrono::{DateTime, Utc};
use lean_view::Element;
use leptos::prelude::Owner;
use locales::Locale;
use plans::link::{Link, Opened};
use plans::{Catalog, EntitlementIx, PlanIx};

use crate::browser::BROWSER;
use crate::state::{Shown, State};

mod between;
mod changed;
mod code;
mod lists;
mod opened;
mod prices;
mod recommended;
mod sheet;
mod slides;
mod text;

pub use code::Code;
pub use sheet::Prepared;

/// What a link opens.
pub struct Export {
    state: State,
    opened: Opened,
    /// Its signals live as long as it does.
    _owner: Owner,
}

impl Export {
    /// Opens a link, with or without `#`, to what a content offers. What of it cannot be read is as on a fresh page. Where no time is
    /// told, hours are told as they are published. None where the content cannot be read.
    pub fn open(content: &str, link: &str, now: Option<DateTime<Utc>>) -> Option<Self> {
        let (locale, compiled) = Locale::read(content)?;
        let catalog = Catalog::from_compiled(compiled).ok()?;
        let opened = Link::read(&catalog, link);
        let owner = Owner::new();
        let state = owner.with(|| {
            let state = State::new(&BROWSER, Shown::all(catalog, locale), String::new());
            if let Some(now) = now {
                state.hours.tell_time(now);
            }
            state.open(opened.link.answers.clone(), opened.link.view.clone());
            state
        });
        Some(Self { state, opened, _owner: owner })
    }

    /// Returns the sections that have rows to be shown, each by its title with these rows.
    fn sections(&self) -> Vec<(String, Vec<EntitlementIx>)> {
        let catalog = self.state.offer.catalog();
        let shown = self.state.comparison.rows();
        let mut sections = Vec::new();
        for (section, rows) in catalog.sections() {
            let rows: Vec<_> = rows.filter(|row| shown[row.get()].is_shown).collect();
            if !rows.is_empty() {
                sections.push((self.state.offer.text(&section.title), rows));
            }
        }
        sections
    }

    /// Returns the two plans that are looked at together where there is room for two.
    fn narrow_columns(&self) -> [PlanIx; 2] {
        self.state.comparison.narrow_columns(self.state.advice.shown_anyway())
    }

    /// Words what a plan offers in a row with the add-ons with which it is advised, and under which condition.
    fn cell(&self, row: EntitlementIx, plan: PlanIx) -> String {
        self.state.advice.words(|words, advised| words.offered_with_condition(advised, row, plan))
    }
}

/// Writes elements as HTML.
fn html(elements: Vec<Element>) -> String {
    let mut html = String::new();
    for element in elements {
        element.write_html(&mut html);
    }
    html
}

#[cfg(test)]
mod tests {
    use plans::testing::{catalog, row, said, yes_no};

    use super::*;

    /// Opens a link natively, without the time.
    pub(super) fn open(link: &str) -> Export {
        open_to(&plans::source::read(include_str!("../catalogs/msa.json")).expect("a checked catalogue"), link)
    }

    /// Opens a link to the offer with prices and add-ons natively, in a language.
    pub(super) fn open_priced(language: &str, link: &str) -> Export {
        let catalog = plans::source::read(include_str!("../catalogs/fernhaus.json")).expect("a checked catalogue");
        open_to(&catalog.in_language(language), link)
    }

    /// Opens a link to a catalogue natively, without the time.
    fn open_to(catalog: &Catalog, link: &str) -> Export {
        Export::open(&locales::content(catalog), link, None).expect("a content")
    }

    #[test]
    fn conditions_states_and_what_to_ask_about_are_taken_along() {
        let condition = said("included", [("condition", "name contacts first")]);
        let catalog = catalog("states")
            .plans(["a", "b"])
            .row(row("calls", "inclusion", ["not-included", "not-stated"]))
            .row(row("fax", "inclusion", ["not-included".into(), condition]))
            .questions(["calls", "fax"].map(|id| yes_no(id).asks_for(id).requires(id, "included")))
            .read();
        let export = open_to(&catalog, "v1;calls=yes;fax=yes");
        assert!(
            export.csv().contains("fax,Not included,Included (condition: name contacts first)"),
            "{}",
            export.csv()
        );
        let made = Prepared { name: "", made: "", valid_until: "", address: "", code: None };
        let (sheet, slides) = (export.sheet(&made), export.slides().concat());
        assert!(
            sheet.contains("<td class=\"is-recommended\">Included (condition: name contacts first)</td>"),
            "{sheet}"
        );
        assert!(sheet.contains("<li>fax (condition: name contacts first)</li>"), "{sheet}");
        for html in [&sheet, &slides] {
            assert!(html.contains("Not stated: ask about</h3>"), "{html}");
        }
        assert!(slides.contains("<small class=\"condition\">Condition: name contacts first</small>"), "{slides}");
    }

    #[test]
    fn what_a_link_leaves_out_is_left_out() {
        let titles = |link: &str| open(link).sections().iter().map(|(_, rows)| rows.len()).sum::<usize>();
        let (all, differing) = (titles(""), titles("v1;only=differences;plans=plus,business"));
        assert!(differing > 0 && differing < all, "{differing} of {all}");
    }
}
