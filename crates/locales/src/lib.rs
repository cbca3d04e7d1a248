//! The app's sentences: typed in code, and told in the languages of `locales/`.
//!
//! A [`Locale`] is a handle on sentences that were loaded, with a function for each. The browser loads them with the content that it
//! shows; native programs hold every language of `locales/` (the feature `files`) and write contents of them: `content`.

#[cfg(feature = "files")]
mod files;
mod locale;

#[cfg(feature = "files")]
pub use files::{Language, content, contents};
pub use locale::Locale;
