//! The page as it is before the app starts, written natively by the components that the app is made of.

use std::sync::Arc;

use leptos::prelude::Owner;
use leptos::reactive::diagnostics::SpecialNonReactiveZone;
use plans::Catalog;

use crate::app::app;
use crate::built_in;
use crate::session::Session;

/// The built-in catalogue.
pub fn catalog() -> Catalog {
    built_in::catalog()
}

/// The whole page as HTML, as it stands in the element's shadow root. `endpoint` is where its plain form is posted.
pub fn page(endpoint: &str) -> String {
    let catalog = catalog();
    let plans = catalog.plans().collect();
    Owner::new().with(|| {
        // The page is written once and follows nothing.
        let _zone = SpecialNonReactiveZone::enter();
        let mut html = String::new();
        app(Session::new(Arc::new(catalog), plans, endpoint.to_owned()), None).write_html(&mut html);
        html
    })
}
