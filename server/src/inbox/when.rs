//! Instants as pages show them, in UTC.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

/// Builds an instant with day and time, of how it is stored.
pub fn when(stored: &str) -> Markup {
    let words = match stored.parse::<DateTime<Utc>>() {
        Ok(at) => at.format("%-d %b %Y, %H:%M").to_string(),
        Err(_) => stored.to_owned(),
    };
    html! { time datetime=(stored) { (words) } }
}
