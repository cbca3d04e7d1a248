//! Plan requests that a plain HTML form sends, and the pages that answer them: for browsers that run no scripts.

mod field_errors;
mod fields;
mod form_page;
mod instant;
mod page;
mod return_url;
mod texts;

pub use fields::Fields;
pub use page::{Page, STYLE};
pub use return_url::ReturnUrl;
pub use texts::Texts;
