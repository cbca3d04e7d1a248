//! Where a request came from, as its page says it.

use std::collections::BTreeMap;

use crate::json::{Json, Node};
use crate::typed;
use crate::wire::{FORM_OPEN, HONEYPOT, LEAST_FORM_OPEN};

/// Where a request came from. Nobody who asks can mend any of it, so what breaks a rule is left out, and no request is refused for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What led to the page: names such as `utm_source`, and a text for each. See [`Origin::keep`].
    pub campaign: BTreeMap<String, String>,
    /// The address of the page: see [`page_address`].
    pub page: Option<String>,
    /// Which of two pages it was, where a test of both runs.
    pub variant: Option<String>,
    /// Whether the field was filled in that people do not see.
    pub fills_honeypot: bool,
    /// For how long the form was open when it was sent, in milliseconds; none where nobody says it in earnest.
    pub form_open: Option<u64>,
}

/// The names of a campaign that everybody uses.
pub const CAMPAIGN_NAMES: [&str; 6] = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"];

/// How many names of a campaign are kept.
pub const MAX_CAMPAIGN: usize = 10;
/// The longest text of a campaign's name, in characters.
pub const LONGEST_CAMPAIGN: usize = 200;
/// The longest address of a page, in characters.
pub const LONGEST_PAGE: usize = 500;
/// The longest variant, in characters.
pub const LONGEST_VARIANT: usize = 40;

impl Origin {
    /// Makes an origin of texts as they came. A name that comes twice has its first text.
    pub fn new<'a>(
        campaign: impl IntoIterator<Item = (&'a str, &'a str)>,
        page: Option<&str>,
        variant: Option<&str>,
        honeypot: Option<&str>,
    ) -> Self {
        let mut origin = Self {
            page: page.and_then(page_address),
            variant: variant.and_then(|text| kept(text, LONGEST_VARIANT)),
            fills_honeypot: honeypot.is_some_and(|text| !text.is_empty()),
            ..Self::default()
        };
        for (name, text) in campaign {
            origin.add(name, text);
        }
        origin
    }

    /// Adds a name of the campaign, unless it is there.
    pub fn add(&mut self, name: &str, text: &str) {
        if let Some(text) = kept(text, LONGEST_CAMPAIGN) {
            self.campaign.entry(name.to_owned()).or_insert(text);
        }
    }

    /// Keeps of the campaign these names alone, and of them the first [`MAX_CAMPAIGN`] that are there.
    pub fn keep<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        let there = names.into_iter().filter_map(|name| self.campaign.remove_entry(name));
        self.campaign = there.take(MAX_CAMPAIGN).collect();
    }

    /// Tells whether the form was filled in faster than a person can. Nothing is known of a form that does not say for how long it was open.
    pub fn is_quick(&self) -> bool {
        self.form_open.is_some_and(|open| open < LEAST_FORM_OPEN)
    }

    /// Reads `{campaign?: {NAME: text}, page?, variant?, form_open?}`, and the field that people do not see. A value of another type is a
    /// program's mistake, and reported.
    pub(super) fn read(node: &Node<'_>) -> Self {
        let fields = node.known_fields(&["campaign", "page", "variant", HONEYPOT, FORM_OPEN]);
        let text_of = |name| fields.get(name).and_then(text);
        let campaign = fields.get("campaign").filter(|node| *node.json != Json::Null).map(Node::fields);
        let campaign = campaign.iter().flatten().filter_map(|(name, node)| Some((*name, text(node)?)));
        let form_open = fields.get(FORM_OPEN).and_then(milliseconds);
        Self { form_open, ..Self::new(campaign, text_of("page"), text_of("variant"), text_of(HONEYPOT)) }
    }
}

/// Returns a text; none of null.
fn text<'a>(node: &Node<'a>) -> Option<&'a str> {
    match node.json {
        Json::Null => None,
        Json::String(text) => Some(text),
        _ => node.expected("a text"),
    }
}

/// Returns a span of time; none of null, and of what is less than nothing.
fn milliseconds(node: &Node<'_>) -> Option<u64> {
    match node.json {
        Json::Null => None,
        Json::Whole(milliseconds) => Some(*milliseconds),
        Json::Number(milliseconds) => (*milliseconds >= 0.0).then_some(*milliseconds as u64),
        _ => node.expected("a number of milliseconds"),
    }
}

/// Returns a text that can be kept: trimmed, within a length, without control characters, and one that shows something.
fn kept(text: &str, longest: usize) -> Option<String> {
    let text = text.trim();
    let is_kept = text.chars().count() <= longest && !text.chars().any(char::is_control) && typed::is_visible(text);
    is_kept.then(|| text.to_owned())
}

/// Returns the address of a page without what may tell of a person: its query, its fragment, a name and a password. None of what is no
/// page's on the web.
///
/// # Example: a page that a mail led to
///
/// ```
/// use plans::request::page_address;
///
/// let address = page_address("https://www.example.com/plans?utm_source=mail&user=17#top");
/// assert_eq!(address.as_deref(), Some("https://www.example.com/plans"));
/// assert_eq!(page_address("file:///home/ada/plans.html"), None);
/// ```
pub fn page_address(text: &str) -> Option<String> {
    let text = kept(text, usize::MAX)?;
    let (scheme, rest) = text.split(['?', '#']).next()?.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next().filter(|host| !host.is_empty())?;
    let address = format!("{scheme}://{host}{path}");
    let is_plain = |c: char| !c.is_whitespace() && !"\\\"<>^`{|}".contains(c);
    let is_page = matches!(&*scheme, "http" | "https") && address.chars().all(is_plain);
    (is_page && address.chars().count() <= LONGEST_PAGE).then_some(address)
}
