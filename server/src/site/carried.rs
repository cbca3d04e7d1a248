//! The bundle that this binary carries.

use std::borrow::Cow;

use bundle::{Bundle, Fault};
use rust_embed::Embed;

/// The files of the bundle; none in a binary that was built without one.
#[derive(Embed)]
#[folder = "$OUT_DIR/bundle"]
struct Carried;

/// Returns the bundle that was built in, if one was.
pub fn bundle() -> Result<Option<Bundle>, Fault> {
    let files = Carried::iter().filter_map(|name| {
        let bytes = match Carried::get(&name)?.data {
            Cow::Borrowed(bytes) => bytes.into(),
            Cow::Owned(bytes) => bytes.into(),
        };
        Some((name.into_owned(), bytes))
    });
    let files = files.collect::<std::collections::HashMap<String, bytes::Bytes>>();
    if files.is_empty() { Ok(None) } else { Bundle::of(files).map(Some) }
}
