//! Implements [`Platform`] by the browser.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::zones;
use crate::state::Platform;

#[wasm_bindgen]
extern "C" {
    type Text;

    #[wasm_bindgen(method, js_name = toLowerCase)]
    fn lower_case(this: &Text) -> String;
}

/// The browser that the app runs in.
pub static BROWSER: Browser = Browser;

/// The browser as the state's platform: see [`BROWSER`].
pub struct Browser;

impl Platform for Browser {
    fn find_zone(&self, name: Option<&str>) -> Option<u16> {
        zones::find(name)
    }

    fn zone_name(&self, zone: u16) -> String {
        zones::name(zone)
    }

    fn zone_names(&self) -> Vec<String> {
        zones::names()
    }

    fn offset(&self, zone: u16, second: i64) -> i32 {
        zones::offset(zone, second)
    }

    fn lower_case(&self, text: &str) -> String {
        JsValue::from(text).unchecked_ref::<Text>().lower_case()
    }

    fn local_minutes(&self, written: &str) -> Option<i64> {
        let milliseconds = js_sys::Date::parse(&format!("{written}Z"));
        (!milliseconds.is_nan()).then_some(milliseconds as i64 / 60_000)
    }
}
