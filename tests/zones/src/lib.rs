//! Compares the app's time zones with chrono-tz, in the browser whose database they are.
//!
//! The app's own files are compiled in here a second time, beside chrono-tz, which the app cannot afford.
//! `tests/browser/zones.test.mjs` calls what is exported.

use std::fmt::Debug;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;
use wasm_bindgen::prelude::wasm_bindgen;

use state::{Platform as _, Zone};

#[path = "../../../src/browser/platform.rs"]
mod platform;
#[allow(dead_code, reason = "the app asks the browser for more than zones")]
mod state;
#[path = "../../../src/browser/zones.rs"]
mod zones;

use platform::BROWSER;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// The version of the tz database in chrono-tz.
#[wasm_bindgen]
pub fn expected_version() -> String {
    chrono_tz::IANA_TZDB_VERSION.to_owned()
}

/// The names of all zones in chrono-tz.
#[wasm_bindgen]
pub fn expected_names() -> Vec<String> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect()
}

/// The names of the zones that the browser lists.
#[wasm_bindgen]
pub fn listed_names() -> Vec<String> {
    BROWSER.zone_names()
}

/// The browser's name of the zone of that name. None where it knows no such zone.
#[wasm_bindgen]
pub fn known_name(name: &str) -> Option<String> {
    Zone::named(&BROWSER, name).map(Zone::name)
}

/// The name of the zone that the browser is set to.
#[wasm_bindgen]
pub fn own_name() -> Option<String> {
    Zone::own(&BROWSER).map(Zone::name)
}

/// What was compared, and where the browser's zone was not chrono-tz's.
#[wasm_bindgen]
#[derive(Default)]
pub struct Comparison {
    changes: u32,
    compared: u32,
    differences: Vec<String>,
    years: Vec<i32>,
}

#[wasm_bindgen]
impl Comparison {
    /// How often the clocks change, by chrono-tz.
    #[wasm_bindgen(getter)]
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// How many times were looked up.
    #[wasm_bindgen(getter)]
    pub fn compared(&self) -> u32 {
        self.compared
    }

    /// Each time at which they differ, in words.
    #[wasm_bindgen(getter)]
    pub fn differences(&self) -> Vec<String> {
        self.differences.clone()
    }

    /// The years in which they differ.
    #[wasm_bindgen(getter)]
    pub fn years(&self) -> Vec<i32> {
        self.years.clone()
    }
}

/// Looks up times around each change of the clocks, from the first year until the last begins.
/// None where one of both knows no such zone.
#[wasm_bindgen]
pub fn compare_changes(name: &str, first: i32, last: i32) -> Option<Comparison> {
    let mut pair = Pair::named(name)?;
    for change in pair.changes(first, last) {
        pair.done.changes += 1;
        for utc in around(change) {
            pair.compare_utc(utc);
        }
        // What the clocks would have shown, and what they show: the edges of a gap or a fold.
        let edges = [change - 1, change].map(|utc| change + i64::from(pair.expected_offset(utc)));
        // The app reads a local time by the offsets a day away from it, so those days need a look too.
        let days = edges.into_iter().flat_map(|edge| [edge - DAY, edge, edge + DAY]);
        let middle = edges[0].midpoint(edges[1]);
        for local in days.flat_map(around).chain([middle]) {
            pair.compare_local(local);
        }
    }
    Some(pair.done)
}

/// Looks up a time each so many hours, from the first year until the last begins: all in order, so that the offsets
/// kept of a day serve the rest of it, and then some out of order, so that they are overwritten and read again.
/// None where one of both knows no such zone.
#[wasm_bindgen]
pub fn compare_every(hours: usize, name: &str, first: i32, last: i32) -> Option<Comparison> {
    let mut pair = Pair::named(name)?;
    let mut times: Vec<i64> = (begin(first)..begin(last)).step_by(hours * HOUR as usize).collect();
    for time in &times {
        pair.compare_utc(*time);
        pair.compare_local(*time);
    }
    shuffle(&mut times);
    // Nearly each of these costs two questions to the browser, so a quarter must do.
    for time in times.iter().take(times.len() / 4) {
        pair.compare_utc(*time);
    }
    Some(pair.done)
}

/// A zone as the browser and as chrono-tz know it.
struct Pair {
    told: Zone,
    expected: Tz,
    done: Comparison,
}

impl Pair {
    fn named(name: &str) -> Option<Self> {
        Some(Self { told: Zone::named(&BROWSER, name)?, expected: name.parse().ok()?, done: Comparison::default() })
    }

    /// The first second of each new offset, by chrono-tz. Every offset has lasted some days.
    fn changes(&self, first: i32, last: i32) -> Vec<i64> {
        let days = (begin(first)..begin(last)).step_by(DAY as usize);
        let with_change = days.filter(|day| self.expected_offset(*day) != self.expected_offset(day + DAY));
        with_change.map(|day| self.change(day)).collect()
    }

    /// The first second of the new offset in the day from that second on, found by halving.
    fn change(&self, day: i64) -> i64 {
        let (mut before, mut after) = (day, day + DAY);
        while after - before > 1 {
            let middle = before.midpoint(after);
            if self.expected_offset(middle) == self.expected_offset(day) {
                before = middle;
            } else {
                after = middle;
            }
        }
        after
    }

    fn expected_offset(&self, utc: i64) -> i32 {
        self.expected.offset_from_utc_datetime(&time(utc)).fix().local_minus_utc()
    }

    fn compare_utc(&mut self, utc: i64) {
        let utc = time(utc);
        let told = self.told.offset_from_utc_datetime(&utc).fix();
        self.compare("UTC", utc, told, self.expected.offset_from_utc_datetime(&utc).fix());
    }

    fn compare_local(&mut self, local: i64) {
        let local = time(local);
        let told = self.told.offset_from_local_datetime(&local).map(|offset| offset.fix());
        let expected = self.expected.offset_from_local_datetime(&local).map(|offset| offset.fix());
        self.compare("local", local, told, expected);
    }

    fn compare<T: PartialEq + Debug>(&mut self, clock: &str, time: NaiveDateTime, told: T, expected: T) {
        self.done.compared += 1;
        if told != expected {
            let name = self.expected.name();
            self.done.differences.push(format!("{name}, {clock} {time}: {told:?}, expected {expected:?}"));
            if !self.done.years.contains(&time.year()) {
                self.done.years.push(time.year());
            }
        }
    }
}

/// The first second of a year, read as seconds since 1970.
fn begin(year: i32) -> i64 {
    NaiveDate::from_ymd_opt(year, 1, 1).expect("a year of the calendar").and_time(NaiveTime::MIN).and_utc().timestamp()
}

fn time(second: i64) -> NaiveDateTime {
    DateTime::from_timestamp(second, 0).expect("a second of the calendar").naive_utc()
}

/// The second before, the second itself, and the second after.
fn around(second: i64) -> [i64; 3] {
    [second - 1, second, second + 1]
}

/// Puts times into an order that looks random and is the same each time.
fn shuffle(times: &mut [i64]) {
    let mut state: u64 = 42;
    for end in (1..times.len()).rev() {
        // A linear congruential generator, by Knuth's constants. Its upper bits are the better ones.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        times.swap(end, (state >> 33) as usize % (end + 1));
    }
}
