//! All that touches the browser beside the views. No other part of the app names `web_sys` or `js_sys`.

mod clock;
mod host_events;
mod json;
mod opened;
mod platform;
mod post;
mod room;
mod sending;
mod table;
mod written;
mod zones;

pub use clock::clock;
pub use host_events::host_events;
pub use js_sys::Object;
pub use json::{PlanRequestBody, Problem, facts, is_visible, read_receipt};
pub use opened::{dialog, open_when};
pub use platform::BROWSER;
pub use post::{Reply, new_key, post};
pub use room::room_for;
pub use sending::{SentForm, placed};
pub use table::MarkedTable;
pub use wasm_bindgen_futures::spawn_local as spawn;
pub use web_sys::HtmlElement;
pub use written::is_written_for;
