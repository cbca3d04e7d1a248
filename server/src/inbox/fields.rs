//! What a form or an address of the inbox says.

/// Names and values, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads what a browser sends of a form, as a body or as a query. U+FFFD stands for U+0000, which no database keeps, and for what is
    /// not UTF-8.
    pub fn parse(bytes: &[u8]) -> Self {
        let plain = |text: &str| text.replace('\0', "\u{fffd}");
        Self(form_urlencoded::parse(bytes).map(|(name, value)| (plain(&name), plain(&value))).collect())
    }

    /// Returns the first value of a field without blanks around it; empty where it has none.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Returns the first value of a field as it was typed.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Returns the first value of a field of several lines, as they are stored.
    pub fn lines(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n")
    }
}
