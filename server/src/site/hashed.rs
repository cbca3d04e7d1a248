//! Files that are named by their content.

/// How long a hash of a file's content is, in hex digits.
const HASH_LENGTH: usize = 16;

/// Tells whether a file is named by its content: `-`, 16 hex digits and an extension.
pub fn is_hashed(path: &str) -> bool {
    let Some((_, end)) = path.rsplit_once('-') else { return false };
    let Some((hash, rest)) = end.split_at_checked(HASH_LENGTH) else { return false };
    let extension = rest.strip_prefix('.');
    let is_plain = |extension: &str| !extension.is_empty() && !extension.contains('/');
    hash.bytes().all(|c| c.is_ascii_hexdigit()) && extension.is_some_and(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_by_its_content_is_kept_for_ever() {
        for (path, hashed) in [
            ("plan-configurator-0123456789abcdef.js", true),
            ("plan-configurator-0123456789abcdef.wasm", true),
            ("/fonts/a-0123456789abcdef.css.map", true),
            ("/", false),
            ("/index.html", false),
            ("plan-configurator.js", false),
            ("plan-configurator-0123456789abcde.js", false),
            ("plan-configurator-0123456789abcdef0.js", false),
            ("plan-configurator-0123456789abcdeg.js", false),
            ("plan-configurator-0123456789abcdef", false),
            ("plan-configurator-0123456789abcdef.", false),
            ("/app-0123456789abcdef.d/index.html", false),
            ("/0123456789abcdef.js", false),
            ("/a-ä0123456789abcdef.js", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }
}
