//! The app's own sentences, one function a sentence, made from `locales/` by the build script.

include!(concat!(env!("OUT_DIR"), "/locale.rs"));
