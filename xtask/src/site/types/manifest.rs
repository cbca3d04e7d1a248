//! The element in its manifest.

use serde_json::Value;

/// The element's name.
pub const TAG: &str = "plan-configurator";

/// Returns the list under a key; an empty one where there is none.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
