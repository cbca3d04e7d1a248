//! Decodes a document's bytes as UTF-8.

use super::{Code, Problem};

/// Returns the text of a document, which is UTF-8.
///
/// # Errors
///
/// The one [`Problem`] because of which it is no such text: what the bytes seem to be instead, and the way out.
///
/// # Example: what an editor may save instead
///
/// ```
/// use plans::json::utf8;
///
/// let problem = utf8(b"\xff\xfe{\0}\0").unwrap_err();
/// assert_eq!(problem.detail, "the document is UTF-16, not UTF-8; save or send it as UTF-8");
/// ```
pub fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    let problem = |what: String| Problem {
        pointer: String::new(),
        code: Code::NotJson,
        detail: format!("the document is {what}; save or send it as UTF-8"),
    };
    if let Some(other) = wider(bytes) {
        return Err(problem(format!("{other}, not UTF-8")));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        problem(match (error.error_len(), bytes[at]) {
            (None, _) => format!("not UTF-8 from byte {at} on: it ends within a character"),
            // What no text in Windows-1252 has: five bytes that stand for nothing, and one for a letter that hardly a word begins with.
            (_, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xff) => format!("not UTF-8 from byte {at} on"),
            _ => format!("not UTF-8 from byte {at} on, but perhaps Windows-1252"),
        })
    })
}

/// Returns the wider encoding that bytes begin in: they have its mark, or a character of ASCII, as JSON does, among zeros.
fn wider(bytes: &[u8]) -> Option<&'static str> {
    let first: [u8; 4] = std::array::from_fn(|at| bytes.get(at).copied().unwrap_or(1));
    match first {
        [0xff, 0xfe, 0, 0] | [0, 0, 0xfe, 0xff] | [1..=127, 0, 0, 0] | [0, 0, 0, 1..=127] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [1..=127, 0, ..] | [0, 1..=127, ..] => Some("UTF-16"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn what_an_editor_saves_instead_is_named() {
        let json = "{\"title\": \"Größe “5” €\"}";
        let marked = format!("\u{feff}{json}");
        for (bytes, what) in [
            (wide(json, u16::to_le_bytes), "UTF-16, not UTF-8"),
            (wide(json, u16::to_be_bytes), "UTF-16, not UTF-8"),
            (wide(&marked, u16::to_le_bytes), "UTF-16, not UTF-8"),
            (wide(&marked, u16::to_be_bytes), "UTF-16, not UTF-8"),
            (json.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(), "UTF-32, not UTF-8"),
            (b"{\"title\": \"Gr\xf6\xdfe\"}".to_vec(), "not UTF-8 from byte 13 on, but perhaps Windows-1252"),
            (b"\x93quoted\x94 \x80".to_vec(), "not UTF-8 from byte 0 on, but perhaps Windows-1252"),
            (b"{\"a\": \"\xff\"}".to_vec(), "not UTF-8 from byte 7 on"),
            (b"{\"a\": \"\xc3".to_vec(), "not UTF-8 from byte 7 on: it ends within a character"),
        ] {
            let problem = utf8(&bytes).expect_err(what);
            assert_eq!(problem.detail, format!("the document is {what}; save or send it as UTF-8"));
        }
    }

    #[test]
    fn what_is_utf_8_is_taken_as_it_is() {
        for text in ["", "{", "{}", "\u{feff}{}", "ä", "0"] {
            assert_eq!(utf8(text.as_bytes()), Ok(text));
        }
    }
}
