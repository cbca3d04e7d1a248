//! Time zones by their IANA names.

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::json::{Quoted, nearest_name};

/// Returns the time zone of that IANA name.
///
/// # Errors
///
/// The name, the rule and the way out, where the database has no such zone.
///
/// ```
/// use plans::source::zone;
///
/// assert_eq!(zone("Europe/Berlin"), Ok(chrono_tz::Europe::Berlin));
/// let refused = |name| zone(name).unwrap_err();
/// assert_eq!(refused("Berlin"), "\"Berlin\" is not a time zone; did you mean \"Europe/Berlin\"?");
/// assert_eq!(refused("Mars/Phobos"), "\"Mars/Phobos\" is not a time zone; write an IANA name such as \"Europe/Berlin\"");
/// ```
pub fn zone(name: &str) -> Result<Tz, String> {
    name.parse().map_err(|_| {
        let way_out = match near(name) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "write an IANA name such as \"Europe/Berlin\"".to_owned(),
        };
        format!("{} is not a time zone; {way_out}", Quoted(name))
    })
}

/// Returns the zone that is written so in other letters, or of this city; else the one most like it.
fn near(name: &str) -> Option<&'static str> {
    let zones = TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = |zone: &'static str| zone.rsplit('/').next().unwrap_or(zone);
    let is_meant = |zone: &&'static str| [*zone, city(zone)].iter().any(|known| known.eq_ignore_ascii_case(name));
    zones.clone().find(is_meant).or_else(|| nearest_name(name, zones))
}
