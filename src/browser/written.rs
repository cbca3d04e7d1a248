//! Reads for which offer the page was written before the app ran.

use web_sys::HtmlElement;

use crate::controls::OFFER;

/// Tells whether the page that stands in a container was written for the offer of that name. Else it may say something else.
pub fn is_written_for(container: &HtmlElement, offer: &str) -> bool {
    let written = container.last_element_child().and_then(|page| page.get_attribute(OFFER));
    written.as_deref() == Some(offer)
}
