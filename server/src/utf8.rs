//! Bytes that should be text.

use plans::Problem;
use plans::json::Code;

/// The text that a document's bytes are.
pub fn read(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let detail = format!("the document is not UTF-8 from byte {at} on; save or send it as UTF-8");
        Problem { pointer: String::new(), code: Code::NotJson, detail }
    })
}
