//! The page as it is before the app starts, written natively by the components that the app is made of.

use lean_view::in_scope;
use plans::Catalog;

use crate::app::app;
use crate::browser::BROWSER;
use crate::built_in;
use crate::state::{Shown, State};

/// The built-in catalogue.
pub fn catalog() -> Catalog {
    built_in::catalog()
}

/// The whole page as HTML, as it stands in the element's shadow root. `endpoint` is where its plain form is posted.
pub fn page(endpoint: &str) -> String {
    in_scope(|| app(State::new(&BROWSER, Shown::all(catalog()), endpoint.to_owned())).to_html())
}
