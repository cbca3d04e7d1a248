//! All that touches the browser. No other part of the app names `web_sys` or `js_sys`.

mod build;
mod clock;
mod dom;
mod event;
mod json;
mod news;
mod post;
mod search;
mod zone;

pub use build::{Built, build};
pub use clock::{now, wall_minutes};
pub use dom::Sheet;
pub use event::Event;
pub use js_sys::Object;
pub use json::{PlanRequestBody, Problem, Receipt, facts};
pub use news::News;
pub use post::{Reply, new_key, post};
pub use search::is_within;
pub use web_sys::HtmlElement;
pub use zone::Zone;
