//! The page as it is before the app starts, written natively by the components that the app is made of.

use lean_view::in_scope;
use plans::Catalog;

use crate::app::app;
use crate::browser::BROWSER;
use crate::state::{Shown, State};

/// Returns the whole page of a catalogue as HTML, as it stands in the element's shadow root. `endpoint` is where its plain form
/// is posted.
pub fn page(catalog: Catalog, endpoint: &str) -> String {
    in_scope(|| app(State::new(&BROWSER, Shown::told(catalog), endpoint.to_owned())).to_html())
}
