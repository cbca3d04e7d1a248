//! The methods that the hand-written class of `<plan-configurator>` calls.

use lean_view::{Element, Mounted, mount, mount_over_other};
use leptos::prelude::Owner;
use plans::Catalog;
use plans::lean_text::split;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::app;
use crate::browser::{BROWSER, HtmlElement, Object, facts, is_written_for};
use crate::built_in;
use crate::state::{Shown, State};

/// A configurator. It is shown in one container at a time, or in none; what was entered lasts as long as it does.
#[wasm_bindgen]
pub struct Configurator {
    state: State,
    /// The compiled catalogue that is shown, which another language or other plans are read from; empty for the built-in one.
    catalog: String,
    /// The ids of the plans that are shown, as the host wrote them.
    plans: String,
    mounted: Option<Mounted>,
    // The signals of the state go last.
    owner: Owner,
}

#[wasm_bindgen]
impl Configurator {
    /// Makes a configurator that is shown nowhere yet.
    ///
    /// `catalog` is a compiled catalogue, the built-in one where it is empty; `plans` are the ids of those to be shown, one after
    /// another with a space between, all where it is empty; `language` is a BCP 47 tag. None where the catalogue cannot be
    /// read, or has no such plans.
    pub fn make(catalog: String, plans: &str, language: &str) -> Option<Configurator> {
        let shown = shown(&catalog, plans, language)?;
        let owner = Owner::new();
        let state = owner.with(|| State::new(&BROWSER, shown, String::new()));
        Some(Self { state, catalog, plans: plans.to_owned(), mounted: None, owner })
    }

    /// Shows it in a container, and adopts what stands there as the page before the app. `entered` is what was entered in that: names
    /// and values in turn, as [`State::enter`] takes them; what the catalogue does not know is left out.
    pub fn mount(&mut self, container: &HtmlElement, entered: Vec<String>) {
        for pair in entered.chunks_exact(2) {
            self.state.enter(&pair[0], &pair[1]);
        }
        self.state.mark_reported();
        let state = self.state;
        let is_same = is_written_for(container, &state.offer.name());
        let view: Box<dyn FnOnce() -> Element> = Box::new(move || app(state));
        self.mounted = Some(self.owner.with(|| match is_same {
            true => mount(container, view),
            false => mount_over_other(container, view),
        }));
    }

    /// Takes it out of its container. What was entered stays.
    pub fn unmount(&mut self) {
        self.mounted = None;
    }

    /// Shows another catalogue, where one is given, or the same with other plans or in another language; see [`Configurator::make`].
    /// False, and nothing changes, where that cannot be.
    pub fn show(&mut self, catalog: Option<String>, plans: &str, language: &str) -> bool {
        let is_same = catalog.is_none() && plans == self.plans;
        let catalog = catalog.unwrap_or_else(|| self.catalog.clone());
        let Some(shown) = shown(&catalog, plans, language) else { return false };
        // The app's own sentences are known from the beginning, in each of its languages.
        // Which texts are in another language changes attributes, too.
        let before = self.state.offer.now();
        let is_translated = is_same && shown.locale == before.locale && !before.is_mixed();
        self.catalog = catalog;
        plans.clone_into(&mut self.plans);
        self.state.show(shown);
        let state = self.state;
        if let Some(mounted) = &mut self.mounted {
            let view: Box<dyn FnOnce() -> Element> = Box::new(move || app(state));
            self.owner.with(|| match is_translated {
                true => mounted.translate(view),
                false => mounted.show(view),
            });
        }
        true
    }

    /// Takes what the host says under a name; nothing is told of it. False, and nothing changes, where it cannot be taken. `endpoint` is
    /// where requests are posted; the other names are those of [`State::enter`].
    pub fn enter(&self, name: &str, value: &str) -> bool {
        let is_taken = match name {
            "endpoint" => {
                self.state.request.send_to(value.to_owned());
                true
            }
            _ => self.state.enter(name, value),
        };
        self.state.mark_reported();
        is_taken
    }

    /// Takes all answers as the host says them: a question's id and a value in turn. Where one is no answer, nothing changes, and its
    /// question's id comes back.
    pub fn answer(&self, answers: Vec<String>) -> Option<String> {
        let pairs = answers.chunks_exact(2).map(|pair| (pair[0].as_str(), pair[1].as_str()));
        let refused = self.state.take_answers(pairs).err().map(str::to_owned);
        self.state.mark_reported();
        refused
    }

    /// Returns the catalogue's `id` and `version`, the `answers`, and the choices of `view`.
    pub fn facts(&self) -> Object {
        let view = lean_view::untrack(|| self.state.view_query());
        facts(&self.state.offer.catalog(), &self.state.answers.now(), &view)
    }
}

/// Reads a compiled catalogue, the built-in one where the text is empty, as the host wants it shown. None where it cannot be read or has
/// no such plans.
fn shown(compiled: &str, plans: &str, language: &str) -> Option<Shown> {
    let catalog = if compiled.is_empty() { built_in::catalog() } else { Catalog::from_compiled(compiled).ok()? };
    let mut named = Vec::new();
    for id in split(plans, ' ') {
        if !id.is_empty() {
            named.push(catalog.plan_by_id(id)?);
        }
    }
    let catalog = catalog.in_language(language).only(&named);
    let mut in_order = Vec::new();
    if named.is_empty() {
        in_order.extend(catalog.plans());
    }
    for id in split(plans, ' ') {
        in_order.extend(catalog.plan_by_id(id));
    }
    Some(Shown::new(catalog, in_order))
}
