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
    /// Returns the same as [`PageOffer::of`] where the database need not be asked.
    pub fn at_hand(app: &AppState, page: Option<&PageCatalog>) -> Option<Self> {
        let served = app.catalogs.served();
        let Some(page) = page else { return Some(Self::Known(served.first())) };
        match content_of(page) {
            Some(content) => served.of_content(content).or_else(|| app.catalogs.at_hand(content)),
            None => served.of_id(&page.id).filter(|catalog| catalog.parts().version == page.version),
        }
        .map(Self::Known)
    }

    /// Returns the catalogue that a page showed. Where the page names no content: the served one of its id and version, else
    /// what was last served of these, else what is served of the id, else what is served first.
    pub async fn of(app: &AppState, page: Option<&PageCatalog>) -> Result<Self, ErrorResponse> {
        if let Some(at_hand) = Self::at_hand(app, page) {
            return Ok(at_hand);
        }
        let served = app.catalogs.served();
        let Some(page) = page else { return Ok(Self::Known(served.first())) };
        if let Some(content) = content_of(page) {
            let known = app.catalogs.seen(&app.store, content).await?;
            return Ok(known.map_or(Self::Unseen, Self::Known));
        }
        if let Some(content) = app.store.content_of_version(&page.id, &page.version).await?
            && let Some(catalog) = app.catalogs.seen(&app.store, &content).await?
        {
            return Ok(Self::Known(catalog));
        }
        Ok(Self::Known(served.in_place_of(&page.id)))
    }
}

/// How many plans x rows x questions a catalogue may have whose advice is quick: some 100 µs.
const QUICK: usize = 20_000;

impl PageOffer {
    /// Tells whether to check a small body by it, and to advise on that, takes no longer than to have another thread do so.
    pub fn is_quick(&self) -> bool {
        let Self::Known(catalog) = self else { return true };
        let parts = catalog.parts();
        let size = parts.plans.len() * catalog.entitlements().count() * parts.questions.len();
        // Where answers depend on others or packages are looked for, every change is advised on by itself.
        size <= QUICK && !catalog.is_packaged() && catalog.controlling().is_empty()
    }
}

/// Returns the name of the content that a page showed, where it says one.
fn content_of(page: &PageCatalog) -> Option<&str> {
    page.content.as_deref().filter(|content| Id::parse(content).is_some())
}
