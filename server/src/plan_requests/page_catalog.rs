//! By which catalogue a request is checked: the one that its page showed.

use std::sync::Arc;

use plans::Catalog;
use plans::catalog::Id;
use plans::request::PageCatalog;

use crate::error_response::ErrorResponse;
use crate::state::AppState;

/// The catalogue of a request's page.
pub enum PageOffer {
    /// It is here.
    Known(Arc<Catalog>),
    /// The page names a content that was never seen here.
    Unseen,
}

impl PageOffer {
    /// Returns the catalogue that a page showed. Where the page names no content: the served one of its id and version, else
    /// what was last served of these, else what is served of the id, else what is served first.
    pub async fn of(app: &AppState, page: Option<&PageCatalog>) -> Result<Self, ErrorResponse> {
        let served = app.catalogs.served();
        let Some(page) = page else { return Ok(Self::Known(served.first())) };
        let content = page.content.as_deref().filter(|content| Id::parse(content).is_some());
        if let Some(content) = content {
            let known = match served.of_content(content) {
                Some(catalog) => Some(catalog),
                None => app.catalogs.seen(&app.store, content).await?,
            };
            return Ok(known.map_or(Self::Unseen, Self::Known));
        }
        let current = served.of_id(&page.id);
        if current.as_ref().is_none_or(|catalog| catalog.parts().version != page.version)
            && let Some(content) = app.store.content_of_version(&page.id, &page.version).await?
            && let Some(catalog) = app.catalogs.seen(&app.store, &content).await?
        {
            return Ok(Self::Known(catalog));
        }
        Ok(Self::Known(current.unwrap_or_else(|| served.first())))
    }
}
