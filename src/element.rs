//! The methods that the hand-written class of `<plan-configurator>` calls.

use lean_view::{Element, Mounted, mount, mount_over_other};
use leptos::prelude::Owner;
use locales::Locale;
use plans::Catalog;
use plans::lean_text::split;
use plans::wire::VARIANT;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::app;
use crate::browser::{BROWSER, HtmlElement, Object, facts, is_written_for};
use crate::request_form::take_reply;
use crate::state::{Shown, State};

/// A configurator. It is shown in one container at a time, or in none; what was entered lasts as long as it does.
#[wasm_bindgen]
pub struct Configurator {
    state: State,
    /// The content that is shown, which other plans are read from.
    content: String,
    /// The language that it is shown in, as the host wrote it.
    language: String,
    mounted: Option<Mounted>,
    // The signals of the state go last.
    owner: Owner,
}

#[wasm_bindgen]
impl Configurator {
    /// Makes a configurator that is shown nowhere yet.
    ///
    /// `content` is the app's sentences and a compiled catalogue; `plans` are the ids of those to be shown, one after another with a
    /// space between, all where it is empty; `language` is a BCP 47 tag, for a catalogue that is there in several. None where the
    /// content cannot be read, or has no such plans.
    pub fn make(content: String, plans: &str, language: &str) -> Option<Configurator> {
        let shown = shown(&content, plans, language)?;
        let owner = Owner::new();
        let state = owner.with(|| State::new(&BROWSER, shown, String::new()));
        Some(Self { state, content, language: language.to_owned(), mounted: None, owner })
    }

    /// Shows it in a container, and adopts what stands there as the page before the app. `entered` is what was entered in that: names
    /// and values in turn, as [`State::enter`] takes them; what the catalogue does not know is left out.
    pub fn mount(&mut self, container: &HtmlElement, entered: Vec<String>) {
        for pair in entered.chunks_exact(2) {
            self.state.take_back(&pair[0]);
        }
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

    /// Shows another content, where one is given, or the same in the same language with other plans; see [`Configurator::make`]. False,
    /// and nothing changes, where that cannot be.
    pub fn show(&mut self, content: Option<String>, plans: &str, language: &str) -> bool {
        let other = content.map(|content| (content, language.to_owned()));
        let (content, language) = other.unwrap_or_else(|| (self.content.clone(), self.language.clone()));
        let Some(shown) = shown(&content, plans, &language) else { return false };
        self.content = content;
        self.language = language;
        self.state.show(shown);
        let state = self.state;
        if let Some(mounted) = &mut self.mounted {
            let view: Box<dyn FnOnce() -> Element> = Box::new(move || app(state));
            self.owner.with(|| mounted.show(view));
        }
        true
    }

    /// Takes what the host says under a name; nothing is told of it. False, and nothing changes, where it cannot be taken. `endpoint` is
    /// where requests are posted, `origin` in JSON where they come from, and [`VARIANT`] stands in every event; the other names are those of [`State::enter`].
    pub fn enter(&self, name: &str, value: &str) -> bool {
        let is_taken = match name {
            "endpoint" => {
                self.state.request.send_to(value.to_owned());
                true
            }
            "origin" => {
                self.state.request.come_from(value.to_owned());
                true
            }
            VARIANT => {
                self.state.host.is_of(value.to_owned());
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

    /// Takes the server's reply to what stands in the form, which was sent by something else: its status and its body. Status 0 says that
    /// none came, and 100 that the visitor stopped it.
    pub fn reply(&self, status: u16, text: String) {
        take_reply(self.state.request, status, text);
    }

    /// Returns the catalogue's `id` and `version`, the `answers`, and the choices of `view`.
    pub fn facts(&self) -> Object {
        let view = lean_view::untrack(|| self.state.view_query());
        facts(&self.state.offer.catalog(), &self.state.answers.now(), &view)
    }
}

/// Returns the language in which a compiled catalogue would be told where another (BCP 47) is asked for; none where it cannot
/// be read.
#[wasm_bindgen(js_name = toldIn)]
pub fn told_in(compiled: &str, language: &str) -> Option<String> {
    let catalog = Catalog::from_compiled(compiled).ok()?.in_language(language);
    Some(catalog.language().to_owned())
}

/// Reads a content as the host wants it shown. None where it cannot be read or has no such plans.
fn shown(content: &str, plans: &str, language: &str) -> Option<Shown> {
    let (locale, compiled) = Locale::read(content)?;
    let catalog = Catalog::from_compiled(compiled).ok()?;
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
    Some(Shown::new(catalog, in_order, locale))
}
