//! Focus, moved only as the answer to something the visitor did.

use web_sys::HtmlElement;

/// Moves the focus to an element, and the element into view.
pub fn focus(element: &HtmlElement) {
    // An element that cannot take the focus keeps the visitor where they are.
    let _ = element.focus();
}
