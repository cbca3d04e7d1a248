//! Severities: the rows of hours and of response times that they name.

use super::*;

impl Builder<'_> {
    pub(super) fn severity(&self, source: &SeveritySource) -> Severity {
        Severity {
            id: self.id(&source.id),
            name: self.text(&source.name),
            hours: self
                .row_of_kind(&source.hours, "hours", |kind| *kind == Kind::Hours)
                .unwrap_or(EntitlementIx::new(0)),
            response: source
                .response
                .as_ref()
                .and_then(|row| self.row_of_kind(row, "response", |kind| *kind == Kind::Response)),
            responses: self.responses(&source.responses),
        }
    }

    fn responses(&self, source: &[FurtherResponseSource]) -> Vec<FurtherResponse> {
        self.distinct("response", source.iter().map(|further| &further.id));
        let further = |further: &FurtherResponseSource| FurtherResponse {
            id: self.id(&further.id),
            name: self.text(&further.name),
            response: self
                .row_of_kind(&further.response, "response", |kind| *kind == Kind::Response)
                .unwrap_or(EntitlementIx::new(0)),
            hours: further.hours.as_ref().and_then(|row| self.row_of_kind(row, "hours", |kind| *kind == Kind::Hours)),
        };
        source.iter().map(further).collect()
    }

    /// Returns the row of that id; none, and a problem, where it is of another kind.
    fn row_of_kind(&self, source: &At<Plain>, name: &str, is_kind: impl Fn(&Kind) -> bool) -> Option<EntitlementIx> {
        let id = &source.value.0;
        let at = self.look_up("entitlement", id, &self.row_ids, &source.pointer)?;
        let kind = self.kinds.get(at)?.as_ref()?;
        if !is_kind(kind) {
            let detail = format!("{} is not a row of the kind \"{name}\"; name one that is", Quoted(id));
            self.report(&source.pointer, Code::WrongKind, detail);
        }
        Some(EntitlementIx::new(at))
    }
}
