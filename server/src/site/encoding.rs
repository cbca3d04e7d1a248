//! In which encoding a file is sent.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;
use bundle::Encoding;

/// Returns the encodings that a client accepts, the one that it likes best first; of those that it likes the same, the smaller
/// first.
pub fn accepted(headers: &HeaderMap) -> Vec<Encoding> {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut accepted: Vec<(Encoding, f32)> = Vec::new();
    let wishes: Vec<_> = values.flat_map(|value| value.split(',')).map(wish).collect();
    for encoding in Encoding::ALL {
        let named = wishes.iter().find(|(name, _)| name.eq_ignore_ascii_case(encoding.name()));
        let weight = named.or_else(|| wishes.iter().find(|(name, _)| *name == "*")).map_or(0.0, |(_, weight)| *weight);
        if weight > 0.0 {
            accepted.push((encoding, weight));
        }
    }
    accepted.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    accepted.into_iter().map(|(encoding, _)| encoding).collect()
}

/// Returns a name and how much it is wished for: `br`, or `gzip;q=0.5`. What is no number counts as nothing.
fn wish(text: &str) -> (&str, f32) {
    let (name, parameters) = text.split_once(';').unwrap_or((text, ""));
    let weight = parameters.trim().strip_prefix(['q', 'Q']).and_then(|rest| rest.trim_start().strip_prefix('='));
    let weight = match weight {
        Some(number) => number.trim().parse().ok().filter(|weight: &f32| weight.is_finite()).unwrap_or(0.0),
        None => 1.0,
    };
    (name.trim(), weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_encoding_that_is_accepted_comes_first() {
        use Encoding::{Brotli, Gzip};
        for (header, expected) in [
            ("gzip, deflate, br, zstd", &[Brotli, Gzip][..]),
            ("br;q=0.5, gzip", &[Gzip, Brotli]),
            ("br;q=0, gzip;q=0.5", &[Gzip]),
            ("*", &[Brotli, Gzip]),
            ("*, br;q=0", &[Gzip]),
            ("BR ; Q = 0.1", &[Brotli]),
            ("br;q=none", &[]),
            ("identity", &[]),
            ("", &[]),
        ] {
            let headers = [(ACCEPT_ENCODING, header.parse().expect("a header"))].into_iter().collect();
            assert_eq!(accepted(&headers), expected, "{header}");
        }
        assert_eq!(accepted(&HeaderMap::new()), []);
    }
}
