//! Of which media type a file is.

use axum::http::HeaderValue;
use mime_guess::mime;

/// Returns the media type by the ending of a file's name. Text says its charset: else a host page in another one gives it its
/// own.
pub fn of(name: &str) -> HeaderValue {
    let is_typescript = [".ts", ".mts", ".cts"].iter().any(|ending| name.ends_with(ending));
    // The registry knows `.ts` as a container of video alone.
    let guessed = if is_typescript { mime::TEXT_PLAIN } else { mime_guess::from_path(name).first_or_octet_stream() };
    let charset = if guessed.type_() == mime::TEXT && guessed.get_param(mime::CHARSET).is_none() {
        "; charset=utf-8"
    } else {
        ""
    };
    HeaderValue::try_from(format!("{guessed}{charset}")).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_type() {
        for (name, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"),
            ("plan-configurator.d.ts", "text/plain; charset=utf-8"),
            ("a.json", "application/json"),
            ("a.svg", "image/svg+xml"),
            ("a.png", "image/png"),
            ("a.wasm", "application/wasm"),
            ("a.woff2", "font/woff2"),
            ("a", "application/octet-stream"),
        ] {
            assert_eq!(of(name), expected, "{name}");
        }
    }
}
