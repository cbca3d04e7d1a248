//! The state that the scenes show.

use lean_view::{Memo, Signal};

/// What the scenes show.
#[derive(Clone, Copy)]
pub struct State {
    pub text: Signal<String>,
    pub number: Signal<u32>,
    pub is_on: Signal<bool>,
    pub items: Signal<Vec<String>>,
    /// What was called, in order. Nobody follows it.
    pub log: Signal<Vec<String>>,
    /// A memo that lives as long as the state, whatever becomes of the views.
    pub doubled: Memo<u32>,
}

impl State {
    /// The state at first, in the browser and natively.
    pub fn new() -> Self {
        let number = Signal::new(1);
        Self {
            text: Signal::new("first".to_owned()),
            number,
            is_on: Signal::new(true),
            items: Signal::new(vec!["one".to_owned(), "two".to_owned()]),
            log: Signal::new(Vec::new()),
            doubled: Memo::new(move || number.get() * 2),
        }
    }

    /// Writes down that something was called.
    pub fn note(self, what: &str) {
        self.log.update_untracked(|log| log.push(what.to_owned()));
    }
}
