//! Which names of a campaign are kept of where requests come from.

use plans::json::Quoted;
use plans::request::CAMPAIGN_NAMES;

/// The names that everybody uses, and the operator's own.
#[derive(Clone, Debug, Default)]
pub struct CampaignNames(Vec<String>);

impl CampaignNames {
    /// Takes the operator's own names, each read by [`Self::parse`].
    pub fn new(own: Vec<String>) -> Self {
        Self(own)
    }

    /// Reads a name as an operator writes it.
    ///
    /// # Errors
    ///
    /// The rule, where it is no such name.
    pub fn parse(text: &str) -> Result<String, String> {
        let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"_-.".contains(&c);
        match text {
            "" => Err("it is empty; write one such as \"ref\"".to_owned()),
            _ if text.len() > 40 => Err(format!("{} is too long; keep it within 40 characters", Quoted(text))),
            _ if !text.bytes().all(is_plain) => {
                let rule = "write the name alone, of letters, digits, \"_\", \"-\" and \".\", such as \"ref\"";
                Err(format!("{} is no name of a parameter; {rule}", Quoted(text)))
            }
            _ => Ok(text.to_owned()),
        }
    }

    /// Returns the operator's own names.
    pub fn own(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Returns every name.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        CAMPAIGN_NAMES.into_iter().chain(self.own())
    }
}
