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
/// assert_eq!(refused("ET"), "\"ET\" is not a time zone; did you mean \"America/New_York\"?");
/// assert_eq!(refused("Mars/Phobos"), "\"Mars/Phobos\" is not a time zone; write an IANA name such as \"Europe/Berlin\"");
/// ```
pub fn zone(name: &str) -> Result<Tz, String> {
    name.parse().map_err(|_| {
        let way_out = match near(name) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if is_offset(name) => {
                "write a place, whose clock changes are known, such as \"Europe/Berlin\"".to_owned()
            }
            None => "write an IANA name such as \"Europe/Berlin\"".to_owned(),
        };
        format!("{} is not a time zone; {way_out}", Quoted(name))
    })
}

/// Tells whether a name is one of a distance from UTC, such as "UTC+1" or "GMT-05:00".
fn is_offset(name: &str) -> bool {
    let rest = name.trim().trim_start_matches(|c: char| c.is_ascii_alphabetic());
    rest.len() < name.trim().len() && rest.starts_with(['+', '-']) && rest.ends_with(|c: char| c.is_ascii_digit())
}

/// What people call zones, with a place in each whose clocks it means. What several zones are called is left out.
const CALLED: [(&str, &str); 44] = [
    ("ET", "America/New_York"),
    ("EDT", "America/New_York"),
    ("Eastern", "America/New_York"),
    ("Eastern Time", "America/New_York"),
    ("Eastern Standard Time", "America/New_York"),
    ("CT", "America/Chicago"),
    ("CDT", "America/Chicago"),
    ("Central Time", "America/Chicago"),
    ("Central Standard Time", "America/Chicago"),
    ("MT", "America/Denver"),
    ("MDT", "America/Denver"),
    ("Mountain Time", "America/Denver"),
    ("PT", "America/Los_Angeles"),
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("Pacific Time", "America/Los_Angeles"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("AKT", "America/Anchorage"),
    ("BRT", "America/Sao_Paulo"),
    ("BST", "Europe/London"),
    ("UK", "Europe/London"),
    ("UK time", "Europe/London"),
    ("WEST", "Europe/Lisbon"),
    ("CEST", "Europe/Berlin"),
    ("MEZ", "Europe/Berlin"),
    ("MESZ", "Europe/Berlin"),
    ("Central European Time", "Europe/Berlin"),
    ("Europe/Munich", "Europe/Berlin"),
    ("Europe/Frankfurt", "Europe/Berlin"),
    ("EEST", "Europe/Helsinki"),
    ("MSK", "Europe/Moscow"),
    ("India", "Asia/Kolkata"),
    ("Asia/Delhi", "Asia/Kolkata"),
    ("Asia/Mumbai", "Asia/Kolkata"),
    ("SGT", "Asia/Singapore"),
    ("HKT", "Asia/Hong_Kong"),
    ("Asia/Beijing", "Asia/Shanghai"),
    ("JST", "Asia/Tokyo"),
    ("KST", "Asia/Seoul"),
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("AET", "Australia/Sydney"),
    ("NZST", "Pacific/Auckland"),
    ("NZDT", "Pacific/Auckland"),
];

/// Returns the zone that is written so in other letters, of this city, or called so; else that of a city most like it.
fn near(name: &str) -> Option<&'static str> {
    let zones = TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = |zone: &'static str| zone.rsplit('/').next().unwrap_or(zone);
    let plain = |name: &str| name.trim().replace(' ', "_").to_ascii_lowercase();
    let written = plain(name);
    let is_meant = |zone: &&'static str| [*zone, city(zone)].iter().any(|known| plain(known) == written);
    let called = CALLED.iter().find(|(called, _)| plain(called) == written);
    let found = called.map(|(_, zone)| *zone).or_else(|| zones.clone().find(is_meant));
    // Zones are called by few letters, of which a slip makes another: only places are told by their likeness.
    let places = || zones.clone().filter(|zone| zone.contains('/') && !zone.starts_with("Etc/"));
    found.or_else(|| match written.rsplit_once('/') {
        None => nearest_name(&written, places().map(city)).and_then(|near| places().find(|zone| city(zone) == near)),
        Some((region, _)) => {
            let is_there = |zone: &&'static str| {
                plain(zone).split_once('/').is_some_and(|(there, _)| strsim::damerau_levenshtein(there, region) <= 1)
            };
            let near = |zone: &&'static str| {
                let (typed, known) = (written.rsplit('/').next().unwrap_or_default(), plain(city(zone)));
                let most = known.chars().count().div_ceil(5);
                strsim::damerau_levenshtein(typed, &known) <= most
            };
            places().filter(is_there).find(near)
        }
    })
}
