//! What the build leaves for every catalogue: the files that all pages use, each named by its content, the templates that a catalogue and
//! a language are put into, and the manifest that names both. The build writes a bundle into a folder; the server carries one inside.

mod compress;
mod digest;
mod file;
mod manifest;
mod store;
#[cfg(feature = "testing")]
pub mod testing;

pub use compress::{Encoding, brotli, gzip};
pub use digest::{hex, integrity, name_by_content};
pub use file::File;
pub use manifest::{Hashed, Kept, MANIFEST, Manifest, Module, Scripts, Styles, TEMPLATES};
pub use store::{Bundle, Fault};
