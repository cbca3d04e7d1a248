//! The elements of SVG that views may hold.

use crate::Element;

/// Makes a picture.
pub fn svg() -> Element {
    Element::new("svg")
}

/// Makes a path of a picture.
pub fn path() -> Element {
    Element::new("path")
}

/// Tells whether a tag is one of SVG's.
pub(crate) fn has(tag: &str) -> bool {
    tag == "svg" || tag == "path"
}
