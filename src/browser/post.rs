//! Sending a request.

use gloo_net::http::Request;
use web_sys::{AbortSignal, RequestRedirect};

/// How long the server may take before the visitor is told that it did not answer, in milliseconds.
const TIMEOUT: u32 = 30_000;

/// What came back.
pub struct Reply {
    /// The HTTP status; 0 where the request was sent on to another address.
    pub status: u16,
    /// The body.
    pub text: String,
}

/// Posts JSON under an idempotency key. None where no whole answer came back. `follows` says whether it may be sent on to another
/// address.
pub async fn post(url: &str, key: &str, body: String, follows: bool) -> Option<Reply> {
    let request = Request::post(url)
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .redirect(if follows { RequestRedirect::Follow } else { RequestRedirect::Manual })
        .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT)))
        .body(body)
        .ok()?;
    let response = request.send().await.ok()?;
    Some(Reply { status: response.status(), text: response.text().await.ok()? })
}

/// A new idempotency key: 128 random bits as hexadecimal digits.
pub fn new_key() -> String {
    let mut bits = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // It fails for more than 65,536 bytes alone.
        let _ = crypto.get_random_values_with_u8_array(&mut bits);
    }
    let mut key = String::new();
    for byte in bits {
        for nibble in [byte >> 4, byte & 15] {
            key.push(char::from_digit(nibble.into(), 16).unwrap_or('0'));
        }
    }
    key
}
