//! Links whose `#` a mail program or a proxy has taken for a part of the path: `/%23v1;...`.

use axum::http::{HeaderValue, Uri};

/// How often such programs encode one after another, at most.
const MOST: usize = 3;

/// Returns the address that was meant, relative to the one that was asked for, so that it holds behind any prefix of a proxy's;
/// none where the path has no `#` in it. The query, which campaigns add to the end, goes to the page.
pub fn meant(asked: &Uri) -> Option<HeaderValue> {
    let mut path = asked.path().to_owned();
    for _ in 0..MOST {
        if let Some((place, fragment)) = path.split_once("%23") {
            // The browser takes what stands after a slash of the fragment for folders.
            let up = match asked.path().matches('/').count() - place.matches('/').count() {
                0 => "./".to_owned(),
                folders => "../".repeat(folders),
            };
            let page = place.rsplit('/').next().unwrap_or_default();
            let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
            return HeaderValue::try_from(format!("{up}{page}{query}#{fragment}")).ok();
        }
        path = path.contains("%25").then(|| path.replace("%25", "%"))?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_in_the_path_is_one_again() {
        for (asked, expected) in [
            ("/%23v1;company-size=1-99", Some("./#v1;company-size=1-99")),
            ("/index.html%23v1;a=b", Some("./index.html#v1;a=b")),
            ("/%23v1%3Ba%3Db", Some("./#v1%3Ba%3Db")),
            ("/%2523v1%253Ba", Some("./#v1%3Ba")),
            ("/%252523v1", Some("./#v1")),
            ("/%23v1;a=b/c/", Some("../../#v1;a=b/c/")),
            ("/%23v1;a=b?utm_source=mail&x=1", Some("./?utm_source=mail&x=1#v1;a=b")),
            ("/a/b/%23v1", Some("./#v1")),
            ("/a/b%23v1/c", Some("../b#v1/c")),
            ("/%23v1%23", Some("./#v1%23")),
            ("/", None),
            ("/a%25b", None),
            ("/v1;a=b?c=%23v1", None),
        ] {
            let meant = meant(&asked.parse().expect("an address"));
            assert_eq!(meant.as_ref().map(|meant| meant.to_str().expect("ASCII")), expected, "{asked}");
        }
    }
}
