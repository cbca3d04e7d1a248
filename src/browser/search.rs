//! Searching texts as people do.

/// Whether a text holds another, in whatever letters. The browser has the tables of letters that this takes.
#[cfg(target_arch = "wasm32")]
pub fn is_within(searched: &str, text: &str) -> bool {
    use wasm_bindgen::{JsCast, JsValue};

    use super::dom::Dom;

    let lower_case = |text: &str| JsValue::from(text).unchecked_into::<Dom>().lower_case();
    lower_case(text).includes(&lower_case(searched).trimmed())
}

/// The same natively.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_within(searched: &str, text: &str) -> bool {
    text.to_lowercase().contains(searched.to_lowercase().trim())
}
