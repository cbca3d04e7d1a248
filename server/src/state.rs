//! What the handlers share.

use std::path::Path;
use std::sync::Arc;

use plans::Catalog;

use crate::plan_requests::store::Store;
use crate::site::files::Files;

/// The catalogue, the database and the site of one server.
pub struct AppState {
    /// What plan requests are checked against and advised by.
    pub catalog: Catalog,
    /// Where plan requests are kept.
    pub store: Store,
    /// The files of the site.
    pub site: Arc<Files>,
}

impl AppState {
    /// Of a server of the files in a folder.
    pub fn new(catalog: Catalog, store: Store, site: &Path) -> Self {
        Self { catalog, store, site: Arc::new(Files::new(site)) }
    }
}
