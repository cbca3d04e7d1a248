//! What a browser says of the page that a request comes from.

use axum::http::HeaderMap;
use axum::http::header::{HOST, REFERER};
use plans::request::{Origin, page_address};

use crate::plan_requests::campaign_names::CampaignNames;

/// Returns where a request came from: what it says itself, and what it leaves out, by the browser. Only the names that are kept are left.
///
/// A browser names the whole address of a page of this site; of a page of another site, mostly that site alone. A page of this site
/// cannot know the operator's own names, so they are always looked for in its address. The others are those of another visit where the
/// request says some.
pub fn completed(mut origin: Origin, headers: &HeaderMap, names: &CampaignNames) -> Origin {
    let text = |name| headers.get(name)?.to_str().ok();
    if let Some(address) = text(REFERER)
        && let Some(page) = page_address(address)
        // A form that is sent again says itself where the first one stood.
        && !page.ends_with("/api/plan-requests")
    {
        if text(HOST).is_some_and(|host| is_on(&page, host)) {
            let query = address.split('#').next().and_then(|address| Some(address.split_once('?')?.1));
            let says_none = origin.campaign.is_empty();
            for (name, text) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
                if says_none || names.own().any(|own| own == name) {
                    origin.add(&name, &text);
                }
            }
        }
        origin.page.get_or_insert(page);
    }
    origin.keep(names.all());
    origin
}

/// Tells whether an address is one of a host.
fn is_on(address: &str, host: &str) -> bool {
    let authority = address.split_once("://").and_then(|(_, rest)| rest.split('/').next());
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}
