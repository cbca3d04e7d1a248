//! Reads a link for the page that opens it, and writes links.

use super::Export;

impl Export {
    /// Returns the link, whole: with what was made, and with what the answers rely on. Empty where nothing is answered and
    /// nothing chosen.
    pub fn link(&self) -> String {
        self.opened.link.write(&self.state.offer.whole())
    }

    /// Returns the answers as a plain form would send them: questions' ids and values in turn, several of a question one after
    /// another; and behind them how prices are told.
    pub fn answers(&self) -> Vec<String> {
        let (catalog, answers) = (self.state.offer.whole(), &self.opened.link.answers);
        let entries = answers.entries(&catalog).into_iter().flat_map(|(question, value)| [question, value]);
        let billing = answers.billing.entries(&catalog).into_iter().flat_map(|(name, value)| [name, value]);
        entries.chain(billing.map(str::to_owned)).collect()
    }

    /// Returns the choices of view, as the element takes them.
    pub fn view(&self) -> String {
        self.state.view_query()
    }

    /// Returns the language chosen.
    pub fn language(&self) -> Option<String> {
        self.opened.link.language.clone()
    }

    /// Returns the theme chosen.
    pub fn theme(&self) -> Option<String> {
        self.opened.link.theme.map(|theme| theme.name().to_owned())
    }

    /// Returns the parts of the link that could not be read, as they stand there.
    pub fn missing(&self) -> Vec<String> {
        let whole = |fault: &plans::link::Fault| match (fault.key.is_empty(), fault.value.is_empty()) {
            (true, _) => fault.value.clone(),
            (false, true) => fault.key.clone(),
            (false, false) => format!("{}={}", fault.key, fault.value),
        };
        let mut missing = Vec::new();
        for text in self.opened.faults.iter().map(whole) {
            if !text.is_empty() && !missing.contains(&text) {
                missing.push(text);
            }
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;

    #[test]
    fn a_link_is_read_and_written_anew() {
        let link = "v1;company-size=100-499;contacts=3;plans=business,plus;only=differences;open=technical-contacts;lang=de;theme=dark";
        let export = open(link);
        assert_eq!(export.answers(), ["company-size", "100-499", "contacts", "3"]);
        assert_eq!(export.view(), "plans=business,plus;only=differences;open=technical-contacts");
        assert_eq!((export.language().as_deref(), export.theme().as_deref()), (Some("de"), Some("dark")));
        let whole = export.link();
        assert!(whole.starts_with(&format!("{link};catalog=2026-11;rows=")), "{whole}");
        assert!(whole.ends_with(";was=business,plus/technical-contacts:4,2"), "{whole}");
        assert_eq!(open(&whole).link(), whole);
        assert!(export.missing().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let export = open("v1;contacts=many;colour=red;open=technical-contacts,nothing;company-size=100-499");
        assert_eq!(export.missing(), ["contacts=many", "colour=red", "open=nothing"]);
        assert_eq!(export.answers(), ["company-size", "100-499"]);
    }
}
