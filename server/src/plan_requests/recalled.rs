//! The offer that a stored request was made of, as its page showed it.

use plans::{Answers, Catalog, PlanIx};

use crate::catalogs::Catalogs;
use crate::plan_requests::stored_request::StoredRequest;
use crate::store::Store;

/// A stored request by the catalogue that its page showed.
pub struct Recalled {
    /// The catalogue, in the page's language, with the plans of the requested plan's family.
    pub catalog: Catalog,
    /// The answers.
    pub answers: Answers,
    /// The plan asked for.
    pub plan: PlanIx,
}

impl Recalled {
    /// Reads a request by its catalogue; none where that is not here, or lacks the plan or the answers.
    pub async fn of(request: &StoredRequest, catalogs: &Catalogs, store: &Store) -> Result<Option<Self>, sqlx::Error> {
        let Some(content) = request.catalog_content.as_deref() else { return Ok(None) };
        let catalog = match catalogs.served().of_content(content) {
            Some(catalog) => Some(catalog),
            None => catalogs.seen(store, content).await?,
        };
        Ok(catalog.and_then(|catalog| Self::by(&catalog, request)))
    }

    fn by(catalog: &Catalog, request: &StoredRequest) -> Option<Self> {
        let catalog = match &request.page_language {
            Some(language) => catalog.clone().in_language(language),
            None => catalog.clone(),
        };
        let whole = catalog.plan_by_id(&request.plan)?;
        let of_plan = |family: &plans::catalog::FamilyIx| catalog.parts().families[family.get()].plans.contains(&whole);
        let catalog = match catalog.families().find(of_plan) {
            Some(family) => catalog.of_family(family),
            None => catalog,
        };
        let plan = catalog.plan_by_id(&request.plan)?;
        let answers = Answers::from_json(&catalog, &request.answers.to_string()).ok()?;
        Some(Self { catalog, answers, plan })
    }
}
