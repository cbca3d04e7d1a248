//! The addresses that mails lead to.

use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

/// The site, by its whole address, with a slash at its end.
#[derive(Clone, Debug)]
pub struct Site(pub String);

impl Site {
    /// Returns the address that opens the plans with the answers of a request; none where its catalogue is not here.
    pub fn answers(&self, request: &StoredRequest, told: &Told) -> Option<String> {
        let fragment = told.link.as_ref()?;
        Some(format!("{}{}/#{fragment}", self.0, request.catalog_id))
    }

    /// Returns the address of a request in the inbox.
    pub fn request(&self, request: &StoredRequest) -> String {
        format!("{}inbox/{}", self.0, request.reference)
    }
}
