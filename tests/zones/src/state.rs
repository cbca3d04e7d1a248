//! The part of the app's state that knows zones.

#[path = "../../../src/state/platform.rs"]
mod platform;
#[path = "../../../src/state/zone.rs"]
mod zone;

pub use platform::Platform;
pub use zone::Zone;
