//! The domain of the plan configurator.
//!
//! It knows plans; it knows no view, HTTP, SQL, browser, or what time it is, and it holds no sentence that a visitor reads.
//! Data flows one way: [`Catalog`] and [`Answers`] make [`Advice`] and, row by row, the comparison's [`Standing`]s.
//!
//! - [`catalog`]: what is offered and what is asked; compact text in and out.
//! - [`answers`]: what a visitor answered, and the requirements those answers make.
//! - [`comparison`]: how a cell of the table stands to the answers, and which plans and rows are shown side by side.
//! - [`advice`]: the recommended plan, a verdict for every plan, why, and what would change it.
//! - [`support`]: when a plan's support is open for a severity, and by when it answers, on the clocks of any zone.
//! - [`link`]: the answers and choices of view as a link, and what changed since it was made.
//! - [`parts`]: texts in parts.
//! - [`typed`]: what people type: which texts show anything, and which number is meant.
//! - [`source`] (feature `json`): the JSON catalogue that authors write, checked whole.
//! - [`request`] (feature `json`): the plan request that a visitor sends, checked whole.
//!
//! # Example: advice from answers
//!
//! ```
//! use plans::{Advice, Answers, source};
//!
//! let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
//! let answers = Answers::from_json(&catalog, r#"{"company-size": "100-499", "sev1-hours": "always"}"#)
//!     .expect("answers to questions of the catalogue");
//! let advice = Advice::of(&catalog, &answers);
//! assert_eq!(advice.recommended().map(|plan| catalog.plan(plan).id.as_str()), Some("plus"));
//! ```

pub mod advice;
pub mod answers;
pub mod catalog;
pub mod comparison;
#[cfg(feature = "json")]
pub mod json;
pub mod link;
pub mod parts;
#[cfg(feature = "json")]
pub mod request;
#[cfg(feature = "json")]
pub mod source;
pub mod support;
pub mod typed;

pub use advice::{Advice, Advised, Explanation, Outcome, Recommendation, Verdict};
pub use answers::{Answer, Answers, Asked, Given};
pub use catalog::{Catalog, ChoiceIx, EntitlementIx, PlanIx, QuestionIx, SeverityIx};
pub use comparison::Standing;
#[cfg(feature = "json")]
pub use json::Problem;
