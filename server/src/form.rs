//! Plan requests that a plain HTML form sends, and the pages that answer them: for browsers that run no scripts.

mod again;
mod back;
mod fields;
mod instant;
mod page;
mod texts;
mod trouble;

pub use back::Back;
pub use fields::Fields;
pub use page::{Page, STYLE};
pub use texts::Texts;
