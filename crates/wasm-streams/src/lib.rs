//! Stands in the place of the crate `wasm-streams` (by `[patch.crates-io]` in the workspace's `Cargo.toml`).
//!
//! Leptos pulls that crate in for server functions with streams. This product has none, but the crate exports classes to
//! JavaScript, which the linker must keep: 5.5 kB (brotli) of every visitor's download. Here is just what `server_fn` names,
//! with nothing behind it.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

const NO_STREAMS: &str = "this product has no server functions, so nothing streams";

/// A stream of the browser; never made.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Stands in for the conversion of a Rust stream; never called.
    ///
    /// # Panics
    ///
    /// Always.
    pub fn from_stream<S>(_stream: S) -> Self {
        unimplemented!("{NO_STREAMS}")
    }

    /// Returns the stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Stands in for the conversion to a Rust stream; never called.
    pub fn into_stream(self) -> Nothing {
        Nothing
    }
}

/// An empty stream.
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
