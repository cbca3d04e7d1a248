//! Writes what changed in the catalogue since a link was made.

use plans::link::{Fault, FaultKind, RowChange, TotalChange, Was};

use super::Export;

impl Export {
    /// Returns a line for each value that the link relied on and that is another one now ("MSA Plus: Technical Contacts 2 →
    /// 3"), for each plan that costs something else for the answers, and for each plan and row that there is no longer. None where the link relied on nothing that changed.
    pub fn changes(&self) -> Vec<String> {
        let locale = self.state.offer.locale();
        let changes = self.opened.changes(&self.state.offer.whole());
        let is_gone = |fault: &&Fault| matches!(fault.kind, FaultKind::UnknownPlan | FaultKind::UnknownEntitlement);
        let changed = changes.rows.iter().map(|change| self.change(change));
        let gone = changes.faults.iter().filter(is_gone).map(|fault| locale.changed_gone(&fault.value));
        let cost = changes.totals.iter().filter_map(|change| self.cost(change));
        changed.chain(cost).chain(gone).collect()
    }

    fn cost(&self, TotalChange { plan, was, is }: &TotalChange) -> Option<String> {
        let billing = self.opened.link.answers.billing;
        self.state.offer.whole_words(|words| {
            let (was, is) = (words.total(billing, was)?, words.total(billing, is)?);
            Some(words.locale.changed_price(&is, &words.plan(*plan), &was))
        })
    }

    fn change(&self, change: &RowChange) -> String {
        self.state.offer.whole_words(|words| {
            let was = match &change.was {
                Was::Value(value) => words.cell(change.row, *value),
                Was::Gone(id) => id.as_str().to_owned(),
            };
            let is = words.cell(change.row, change.is);
            words.locale.changed_since(&is, &words.plan(change.plan), &words.row(change.row), &was)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;

    #[test]
    fn a_link_of_an_older_catalogue_tells_what_changed() {
        let link = "v1;contacts=3;plans=plus,business;catalog=2025-01;rows=00000000;";
        let of = |was: &str| open(&format!("{link}was={was}")).changes();
        assert_eq!(
            of("plus,business/technical-contacts:1,4"),
            ["MSA Plus: Assigned Customer Technical Contacts 1 → 2"]
        );
        assert_eq!(
            of("plus,gold/technical-contacts:2,4/fax:Y,N"),
            ["“gold” is no longer there.", "“fax” is no longer there."]
        );
        assert_eq!(of("plus,business/technical-contacts:2,4"), [""; 0]);
    }
}
