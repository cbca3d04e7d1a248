//! What of a stored request has changed in its catalogue up to now.

use serde_json::json;

use plans::request::PlanRequest;

use crate::catalogs::Catalogs;
use crate::plan_requests::changes::{self, Change};
use crate::plan_requests::stored_request::StoredRequest;
use crate::store::Store;

impl StoredRequest {
    /// Lists what has changed between the catalogue of the request's page and the one that is served now; none where that catalogue is not
    /// here, or reads the request no more.
    pub async fn changed_now(&self, catalogs: &Catalogs, store: &Store) -> Result<Option<Vec<Change>>, sqlx::Error> {
        let Some(content) = &self.catalog_content else { return Ok(None) };
        let served = catalogs.served();
        let page = match served.of_content(content) {
            // That is what is served.
            Some(_) => return Ok(Some(Vec::new())),
            None => catalogs.seen(store, content).await?,
        };
        let Some(page) = page else { return Ok(None) };
        let page = match &self.page_language {
            Some(language) => (*page).clone().in_language(language),
            None => (*page).clone(),
        };
        let body = json!({
            "plan": self.plan,
            "answers": *self.answers,
            "contact": {"name": self.name, "email": self.email, "company": self.company},
            "consent": self.consent.is_some(),
            "catalog": {"id": self.catalog_id, "version": self.catalog_version},
        });
        let Ok(request) = PlanRequest::from_json(&page, &body.to_string()) else { return Ok(None) };
        let (page, request) = request.in_its_family(&page);
        let now = served.of_id(page.parts().id.as_str());
        Ok(Some(changes::since(&page, &request, now.as_deref())))
    }
}
