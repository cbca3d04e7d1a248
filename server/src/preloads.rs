//! What a page asks browsers to load before they find that they need it, as the header `Link` (RFC 8288). A browser then asks for it
//! as soon as the header is there, and not only when it has read the page.

use axum::http::HeaderValue;

/// Returns the header for the text of a page, in which each such link is `<link rel="preload" …>` or `<link rel="modulepreload"
/// …>`; none where there is no such link.
pub fn header(page: &str) -> Option<HeaderValue> {
    let elements = page.split("<link ").skip(1).filter_map(|rest| Some(rest.split_once('>')?.0));
    let links: Vec<_> = elements.filter_map(link).collect();
    // A value of other characters than a header takes is no address of ours.
    if links.is_empty() { None } else { HeaderValue::try_from(links.join(", ")).ok() }
}

/// Returns an element's attributes as a link of the header: in both, what kind of link it is stands as `rel="preload"`.
fn link(attributes: &str) -> Option<String> {
    let attributes: Vec<_> = attributes.trim_end_matches('/').split_ascii_whitespace().collect();
    if !attributes.contains(&"rel=\"preload\"") && !attributes.contains(&"rel=\"modulepreload\"") {
        return None;
    }
    let is_address = |attribute: &&str| attribute.starts_with("href=");
    let address = attributes.iter().find(|attribute| is_address(attribute))?.split('"').nth(1)?;
    let rest: Vec<_> = attributes.iter().copied().filter(|attribute| !is_address(attribute)).collect();
    Some(format!("<{address}>; {}", rest.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_load_early_are_in_the_header() {
        let page = r#"<head>
            <link rel="icon" href="icon.svg" type="image/svg+xml" />
            <link rel="preload" href="app.wasm" as="fetch" type="application/wasm" crossorigin />
            <link rel="stylesheet" href="page.css">
            <link rel="modulepreload" href="glue.js" integrity="sha256-0+/=" crossorigin>
            </head>"#;
        let header = header(page).expect("a header");
        assert_eq!(
            header.to_str().expect("ASCII"),
            "<app.wasm>; rel=\"preload\"; as=\"fetch\"; type=\"application/wasm\"; crossorigin, \
             <glue.js>; rel=\"modulepreload\"; integrity=\"sha256-0+/=\"; crossorigin"
        );
    }

    #[test]
    fn a_page_without_such_links_has_no_header() {
        for page in [
            "",
            "<link",
            "<link rel=\"preload\"",
            "<link rel=\"preload\" as=\"fetch\">",
            "<link rel=\"stylesheet\" href=\"page.css\">",
            "<link rel=\"preload\" href=\"a\u{7f}b\">",
        ] {
            assert_eq!(header(page), None, "{page}");
        }
    }
}
