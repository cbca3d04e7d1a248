//! All that touches the browser. No other part of the app names `web_sys` or `js_sys`.

mod build;
mod clock;
mod event;
mod focus;
mod json;
mod post;
mod zone;

pub use build::{Built, build};
pub use clock::now;
pub use event::Event;
use focus::focus;
pub use json::{PlanRequestBody, Problem, Receipt};
pub use post::{Reply, new_key, post};
pub use web_sys::HtmlElement;
pub use zone::Zone;
