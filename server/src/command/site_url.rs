//! The address of a site, as the command line names it.

use url::Url;

/// Reads an address; gives it with a slash at its end, as what stands in its folder needs.
///
/// # Errors
///
/// What is wrong with it, and what is right.
pub fn parse(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let wrong = "it must be a whole address of a folder, such as https://plans.example/";
    let url = Url::parse(text).map_err(|error| format!("{error}; {wrong}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong.to_owned());
    }
    let slash = if url.path().ends_with('/') { "" } else { "/" };
    Ok(format!("{url}{slash}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_a_slash() {
        for (text, expected) in [
            ("https://plans.example", Some("https://plans.example/")),
            ("https://plans.example/a", Some("https://plans.example/a/")),
            ("https://plans.example/a/", Some("https://plans.example/a/")),
            ("http://127.0.0.1:8080/", Some("http://127.0.0.1:8080/")),
            ("", Some("")),
            ("plans.example", None),
            ("ftp://plans.example/", None),
            ("https://plans.example/?a=b", None),
            ("https://plans.example/#a", None),
        ] {
            assert_eq!(parse(text).ok().as_deref(), expected, "{text}");
        }
    }
}
