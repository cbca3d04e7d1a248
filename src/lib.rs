//! The plan configurator in the browser: the body of the custom element `<plan-configurator>`.
//!
//! `element` shows `app`; the parts of the page (`questions`, `recommendation`, `comparison`, `hours`, `request_form`) never import
//! each other and meet in `state`: rooms that hold what was entered and chosen, and derive everything else from it through `plans`.
//! `words` puts the domain's structured results into sentences. The views are `lean_view`'s, and beside that only `browser` touches
//! the browser.

/// A small allocator in place of the standard library's: 2,200 bytes less to download (brotli), and as quick.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

mod app;
mod browser;
mod built_in;
mod comparison;
mod controls;
#[cfg(feature = "element")]
mod element;
mod explanation;
pub mod handout;
mod hours;
mod locale;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
mod questions;
mod recommendation;
mod request_form;
mod state;
mod words;
