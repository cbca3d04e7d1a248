//! Addresses that whoever is told of a request goes on to.

use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::told::Told;

/// Where a request is worked with, and where its answers are shown. None where the site's own address is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The request in the inbox.
    pub inbox: Option<String>,
    /// The page with the same answers; none where the catalogue is not here.
    pub page: Option<String>,
}

impl Links {
    /// Writes the addresses below that of the site, which is empty where nobody told it, and ends with a slash else. What a page said of
    /// its own address is no part of them: anybody can say that.
    pub fn of(site: &str, request: &StoredRequest, told: &Told) -> Self {
        if site.is_empty() {
            return Self { inbox: None, page: None };
        }
        let page = |fragment: &String| match fragment.as_str() {
            "" => format!("{site}{}/", request.catalog_id),
            fragment => format!("{site}{}/#{fragment}", request.catalog_id),
        };
        Self { inbox: Some(format!("{site}inbox/{}", request.reference)), page: told.link.as_ref().map(page) }
    }
}
