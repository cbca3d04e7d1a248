//! Posts a request.

use js_sys::{Object, Promise};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Response};

use super::json::set;

#[wasm_bindgen]
extern "C" {
    fn fetch(url: &str, options: &Object) -> Promise;
}

/// How long the server may take before the visitor is told that it did not answer, in milliseconds.
const TIMEOUT: u32 = 30_000;

/// The reply to a request.
pub struct Reply {
    /// The HTTP status; 0 where the request was sent on to another address.
    pub status: u16,
    /// The body.
    pub text: String,
    /// The whole response, for who reads its headers; none of a reply that was not posted from here.
    pub response: Option<Response>,
}

/// Posts JSON under an idempotency key. None where no whole answer came back. `follows` says whether it may be sent on to another
/// address.
pub async fn post(url: &str, key: &str, body: String, follows: bool) -> Option<Reply> {
    let (headers, options) = (Object::new(), Object::new());
    set(&headers, "content-type", "application/json".into());
    set(&headers, "idempotency-key", key.into());
    set(&options, "method", "POST".into());
    set(&options, "headers", headers.into());
    set(&options, "redirect", if follows { "follow" } else { "manual" }.into());
    set(&options, "signal", AbortSignal::timeout_with_u32(TIMEOUT).into());
    set(&options, "body", body.into());
    let response: Response = JsFuture::from(fetch(url, &options)).await.ok()?.unchecked_into();
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Reply { status: response.status(), text: text.as_string()?, response: Some(response) })
}

/// Returns a new idempotency key: 128 random bits as hexadecimal digits.
pub fn new_key() -> String {
    let mut bits = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // It fails for more than 65,536 bytes alone.
        let _ = crypto.get_random_values_with_u8_array(&mut bits);
    }
    bits.iter().map(|byte| format!("{byte:02x}")).collect()
}
