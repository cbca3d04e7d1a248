//! Checks a JSON catalogue in the browser and compiles it, by the code that does both at build time and on the server.
//!
//! It is a WebAssembly of its own, beside the app's, which holds no JSON parser: the loader fetches it only where a page gives
//! the element a catalogue as JSON. What it gives is the compact text that the app reads.

use plans::{json, source};
use wasm_bindgen::prelude::wasm_bindgen;

/// A small allocator in place of the standard library's, as in the app.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The result of compiling a catalogue: its compact text, or every problem that it has.
#[wasm_bindgen]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome(Result<String, Vec<String>>);

#[wasm_bindgen]
impl Outcome {
    /// Returns the compact text, as `plan-server compile` prints it; undefined where the catalogue has problems.
    #[wasm_bindgen(getter)]
    pub fn compiled(&self) -> Option<String> {
        self.0.as_ref().ok().cloned()
    }

    /// Returns every problem, each a line of `plan-server check`: its place as a JSON Pointer, the rule and a way out. Empty
    /// where there is a text.
    #[wasm_bindgen(getter)]
    pub fn problems(&self) -> Vec<String> {
        self.0.as_ref().err().cloned().unwrap_or_default()
    }
}

/// Checks a catalogue, and compiles it where it has no problem.
#[wasm_bindgen]
pub fn compile(json: &str) -> Outcome {
    compile_bytes(json.as_bytes())
}

/// Returns the same, of a document's bytes as they came.
#[wasm_bindgen]
pub fn compile_bytes(document: &[u8]) -> Outcome {
    let lines = |problems: Vec<plans::Problem>| problems.iter().map(ToString::to_string).collect();
    let read = json::utf8(document).map_err(|problem| vec![problem]).and_then(source::read);
    Outcome(read.map(|catalog| catalog.to_compiled()).map_err(lines))
}
