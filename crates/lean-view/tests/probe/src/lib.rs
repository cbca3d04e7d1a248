//! Small views of `lean_view`, shown in the browser by its tests and written as HTML for them.
//!
//! `tests/browser/lean_view.test.mjs` calls what is exported, and gets the HTML from the program `write-scenes`.

use std::any::Any;

use lean_view::{LeptosView, Mounted, in_scope, mount};
use leptos::mount::mount_to;
use leptos::prelude::{ElementChild as _, GlobalAttributes as _, Owner, view};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

mod scenes;
mod state;

use scenes::SCENES;
use state::State;

/// The HTML of every scene, by its name.
pub fn written() -> Map<String, Value> {
    let write =
        |(name, scene): &(&str, scenes::Scene)| ((*name).to_owned(), in_scope(|| scene(State::new()).to_html()).into());
    SCENES.iter().map(write).collect()
}

/// A state, and what shows it.
#[wasm_bindgen]
pub struct Probe {
    state: State,
    mounted: Option<Mounted>,
    /// A view of Leptos' that holds a scene.
    embedded: Option<Box<dyn Any>>,
    // The signals of the state go last.
    owner: Owner,
}

impl Default for Probe {
    fn default() -> Self {
        Self::new()
    }
}

#[wasm_bindgen]
impl Probe {
    /// Makes the state as it is at first, shown nowhere yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        let owner = Owner::new();
        let state = owner.with(State::new);
        Self { state, mounted: None, embedded: None, owner }
    }

    /// Shows a scene in a container, and adopts what stands there.
    pub fn mount(&mut self, container: &HtmlElement, scene: &str) {
        let (state, scene) = (self.state, named(scene));
        self.mounted = None;
        self.mounted = Some(self.owner.with(|| mount(container, || scene(state))));
    }

    /// Shows another scene in place of the one that is shown.
    pub fn show(&mut self, scene: &str) {
        let (state, scene) = (self.state, named(scene));
        if let Some(mounted) = &mut self.mounted {
            self.owner.with(|| mounted.show(|| scene(state)));
        }
    }

    /// Shows a scene in a view of Leptos'.
    pub fn embed(&mut self, container: HtmlElement, scene: &str) {
        let (state, scene) = (self.state, named(scene));
        let around =
            move || view! { <section title=move || state.text.get()>{LeptosView::from(scene(state))}</section> };
        self.embedded = Some(Box::new(self.owner.with(|| mount_to(container, around))));
    }

    /// Takes it out of its container.
    pub fn unmount(&mut self) {
        self.mounted = None;
        self.embedded = None;
    }

    /// Sets the text.
    pub fn text(&self, text: String) {
        self.state.text.set(text);
    }

    /// The text as it is now.
    #[wasm_bindgen(getter)]
    pub fn now(&self) -> String {
        self.state.text.get_untracked()
    }

    /// Sets the number.
    pub fn number(&self, number: u32) {
        self.state.number.set(number);
    }

    /// Sets whether it is on.
    pub fn turn(&self, is_on: bool) {
        self.state.is_on.set(is_on);
    }

    /// Sets the items.
    pub fn items(&self, items: Vec<String>) {
        self.state.items.set(items);
    }

    /// Shows now what was set.
    pub fn flush(&self) {
        if let Some(mounted) = &self.mounted {
            mounted.flush();
        }
    }

    /// What was called since this was asked last.
    pub fn log(&self) -> Vec<String> {
        let log = self.state.log.get_untracked();
        self.state.log.update_untracked(Vec::clear);
        log
    }
}

fn named(name: &str) -> scenes::Scene {
    SCENES.iter().find(|(of, _)| *of == name).map(|(_, scene)| *scene).expect("a scene of that name")
}
