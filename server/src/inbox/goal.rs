//! Where somebody wanted to go who had to sign in first.

use axum::http::Uri;
use form_urlencoded::Serializer;

/// How long such an address may be.
const LONGEST: usize = 2000;

/// An address of the inbox, relative to the folder of the start page, such as `inbox/K7QM-4XWD-9TPC`. It never leads anywhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal(String);

impl Goal {
    /// The field and the parameter that carry it.
    pub const FIELD: &str = "to";

    /// Returns the address that was asked for.
    pub fn of(uri: &Uri) -> Self {
        let address = uri.path_and_query().map_or("", |address| address.as_str());
        Self::parse(address.strip_prefix('/').unwrap_or_default())
    }

    /// Reads what a form or an address says; the list of requests where that is no page of the inbox.
    pub fn parse(text: &str) -> Self {
        let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
        let mut folders = path.split('/');
        let is_inbox = folders.next() == Some("inbox");
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let leads_on = folders.clone().all(is_name) && !matches!(folders.next(), Some("sign-in" | "sign-out"));
        let is_plain = query.is_none_or(|query| query.bytes().all(|b| b.is_ascii_graphic() && b != b'#'));
        let is_one = is_inbox && leads_on && is_plain && text.len() <= LONGEST;
        Self(if is_one { text.to_owned() } else { "inbox".to_owned() })
    }

    /// Returns it, relative to the start page's folder.
    pub fn address(&self) -> &str {
        &self.0
    }

    /// Writes it as the query of the page where one signs in; nothing where it goes without saying.
    pub fn query(&self) -> String {
        if self.0 == "inbox" {
            return String::new();
        }
        format!("?{}", Serializer::new(String::new()).append_pair(Self::FIELD, &self.0).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_page_of_the_inbox_and_nothing_else() {
        for kept in
            ["inbox", "inbox?state=new&text=a%20b", "inbox/K7QM-4XWD-9TPC", "inbox/audit?page=2", "inbox/X/erase"]
        {
            assert_eq!(Goal::parse(kept).address(), kept);
            let uri = format!("/{kept}").parse().expect("an address");
            assert_eq!(Goal::of(&uri).address(), kept);
        }
        for other in [
            "",
            "/inbox",
            "//elsewhere.example",
            "https://elsewhere.example/inbox",
            "inbox//elsewhere.example",
            "inbox/../api/health",
            "inbox/%2e%2e/x",
            "inbox/\\elsewhere.example",
            "inbox/x\nLocation: y",
            "inbox?a\r\nb",
            "inbox?a#b",
            "inboxes",
            "inbox/",
            "inbox/sign-in",
            "inbox/sign-out",
            "javascript:alert(1)",
        ] {
            assert_eq!(Goal::parse(other).address(), "inbox", "{other}");
        }
        assert_eq!(Goal::parse(&format!("inbox?{}", "a".repeat(LONGEST))).address(), "inbox");
    }
}
