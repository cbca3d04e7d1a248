//! Time zones by the browser's own database, so that none has to be downloaded.

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use js_sys::{Array, Object, Reflect};
use plans::lean_text::split;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type Format;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<Format, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &Format, milliseconds: f64) -> String;

    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved_options(this: &Format) -> Object;

    #[wasm_bindgen(catch, js_namespace = Intl, js_name = supportedValuesOf)]
    fn supported_values_of(key: &str) -> Result<Array, JsValue>;
}

/// What browsers call the zone of a system whose own they cannot tell.
const UNKNOWN: &str = "Etc/Unknown";

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// How many days' offsets are kept for a zone: more than the 366 that a search for an opening may look at.
const KEPT_DAYS: usize = 512;

/// Zones that browsers know but may list by other names than the tz database's own: by its `zone.tab`, and UTC.
const RENAMED: &str = "Africa/Asmara America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba \
America/Argentina/Jujuy America/Argentina/Mendoza America/Atikokan America/Indiana/Indianapolis America/Kentucky/Louisville \
America/Nuuk Asia/Ho_Chi_Minh Asia/Kathmandu Asia/Kolkata Asia/Yangon Atlantic/Faroe Europe/Kyiv Pacific/Chuuk \
Pacific/Kanton Pacific/Pohnpei UTC";

thread_local! {
    /// The zones asked for so far. They stay as long as the page; what is to be dropped would cost code at each look.
    static CACHE: RefCell<ManuallyDrop<Vec<CachedZone>>> = const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

struct CachedZone {
    name: String,
    format: Format,
    /// Each day stands at its number's remainder.
    days: Vec<Day>,
}

/// The offsets of a day of UTC: one, or one until the clocks change and another from then on.
#[derive(Clone, Copy)]
struct Day {
    /// Days since 1970.
    number: i64,
    /// The offset at its begin, in seconds east of UTC.
    before: i32,
    /// The offset at its end.
    after: i32,
    /// The first second since 1970 with the offset of its end.
    change: i64,
}

/// Finds a zone by its IANA name in any case, or the one that the browser is set to; gives its number.
pub fn find(name: Option<&str>) -> Option<u16> {
    CACHE.with_borrow_mut(|known| {
        let find = |name: &str, known: &[CachedZone]| known.iter().position(|zone| zone.name == name);
        let mut found = name.and_then(|name| find(name, known));
        if found.is_none() {
            let zone = CachedZone::new(name)?;
            found = find(&zone.name, known).or(Some(known.len()));
            if found == Some(known.len()) {
                known.push(zone);
            }
        }
        u16::try_from(found?).ok()
    })
}

/// Returns the names of every zone that the browser lists, and those that it lists by older names. It knows more, by still
/// others.
pub fn names() -> Vec<String> {
    let mut names = Vec::new();
    for name in supported_values_of("timeZone").unwrap_or_default().iter() {
        names.extend(name.as_string());
    }
    for name in split(RENAMED, ' ') {
        if !names.iter().any(|listed| listed == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Returns the IANA name of a zone.
pub fn name(zone: u16) -> String {
    CACHE.with_borrow(|known| known[usize::from(zone)].name.clone())
}

/// Returns how far a zone's clocks are ahead of UTC at a second since 1970, in seconds.
pub fn offset(zone: u16, second: i64) -> i32 {
    CACHE.with_borrow_mut(|known| known[usize::from(zone)].offset(second))
}

impl CachedZone {
    /// Returns a zone by its name, else the browser's own. None where the browser does not know it, which may be so of its own,
    /// too: it then says nothing, or `Etc/Unknown`, whose clocks are those of UTC.
    fn new(name: Option<&str>) -> Option<Self> {
        let options = Object::new();
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &"timeZone".into(), &name.map_or(JsValue::UNDEFINED, JsValue::from));
        let _ = Reflect::set(&options, &"timeZoneName".into(), &"longOffset".into());
        let format = Format::new("en", &options).ok()?;
        let known = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()?;
        if known == UNKNOWN {
            return None;
        }
        if name.is_none() {
            // Some name their own by what they do not know when they are asked for it.
            return Self::new(Some(&known));
        }
        // Browsers call some zones by older names than the tz database.
        let name = name.filter(|name| !known.eq_ignore_ascii_case(name)).map_or(known.clone(), str::to_owned);
        let unread = Day { number: i64::MIN, before: 0, after: 0, change: 0 };
        Some(Self { name, format, days: vec![unread; KEPT_DAYS] })
    }

    fn offset(&mut self, second: i64) -> i32 {
        let number = second.div_euclid(SECONDS_PER_DAY);
        let slot = number.rem_euclid(KEPT_DAYS as i64) as usize;
        if self.days[slot].number != number {
            self.days[slot] = self.read_day(number);
        }
        let day = self.days[slot];
        if second < day.change { day.before } else { day.after }
    }

    /// Reads the offsets of a day. They change once a day at most; the second is found by bisection.
    fn read_day(&self, number: i64) -> Day {
        let (mut low, mut high) = (number * SECONDS_PER_DAY, (number + 1) * SECONDS_PER_DAY);
        let (before, after) = (self.ask(low), self.ask(high));
        while high - low > 1 && before != after {
            let middle = low + (high - low) / 2;
            if self.ask(middle) == before {
                low = middle;
            } else {
                high = middle;
            }
        }
        Day { number, before, after, change: high }
    }

    /// Returns the offset that the browser tells: after the date, "GMT+05:30" or "GMT-00:44:30".
    fn ask(&self, second: i64) -> i32 {
        let text = self.format.format(second as f64 * 1000.0);
        let (mut is_west, mut seconds, mut part, mut unit) = (false, 0, 0, 3600);
        for byte in text.bytes() {
            match byte {
                // Here the offset begins.
                b'T' => (is_west, seconds, part, unit) = (false, 0, 0, 3600),
                b'0'..=b'9' => part = part * 10 + i32::from(byte - b'0'),
                b':' => {
                    seconds += part * unit;
                    (part, unit) = (0, unit / 60);
                }
                b'+' => {}
                // A hyphen, or a minus sign of several bytes.
                _ => is_west = true,
            }
        }
        seconds += part * unit;
        if is_west { -seconds } else { seconds }
    }
}
