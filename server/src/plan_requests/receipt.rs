//! What a requester is told of a stored request: what is kept of it, and when the plan's team is next there.

use chrono::{DateTime, Utc};
use plans::support::Support;
use plans::{Answers, Catalog, PlanIx, SeverityIx};

use crate::plan_requests::answer_promise::AnswerPromise;
use crate::plan_requests::changes::{self, Change};
use crate::plan_requests::costs::Costs;
use crate::plan_requests::recalled::Recalled;
use crate::plan_requests::receipt_address::ReceiptAddress;
use crate::plan_requests::stored_request::StoredRequest;
use crate::plan_requests::table::Stored;
use crate::store::instant;
use crate::texts::Texts;

/// What a requester gets for a stored request.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Receipt {
    /// What is kept of it.
    #[serde(flatten)]
    pub stored: Stored,
    /// When the plan asked for is next open, for each severity of the catalogue, the worst first. Those are left
    /// out whose hours are read on the visitor's own clocks. Empty where the catalogue has no severities, or is not here.
    pub support: Vec<Opening>,
    /// The conditions under which the plan asked for offers what it does, in the order of the table; absent where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// What the plan asked for costs with the answers; absent where the catalogue has no prices, or is not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs: Option<Costs>,
    /// Whether the request was checked by the catalogue that its page showed.
    pub checked: bool,
    /// Who will answer, and by when; absent where the catalogue does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerPromise>,
    /// Where the receipt is found again for some time, relative to the site; absent where it was told before, and is not known any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What of the request has changed in the catalogue since the page was made.
    pub changes: Vec<Change>,
    /// What the requester should know of that, in the language of the page; null where nothing.
    pub notice: Option<&'static str>,
}

/// A condition under which a plan offers something.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Condition {
    /// The id of the row.
    pub entitlement: String,
    /// The condition, in the words of the catalogue.
    pub condition: String,
}

/// When a plan is next open for a severity.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Opening {
    /// The id of the severity.
    pub severity: String,
    /// The first open instant once the request was received: RFC 3339 in UTC with whole seconds. None where the plan includes
    /// no support for the severity, or nothing opens in 366 days.
    pub opens: Option<String>,
}

impl Receipt {
    /// Returns the receipt for a request with these answers that was checked by this catalogue, told in the page's language.
    pub fn checked(catalog: &Catalog, stored: Stored, answers: &Answers, changes: Vec<Change>) -> Self {
        let plan = catalog.plan_by_id(&stored.plan);
        let received_at = stored.received_at.parse().ok();
        let openings = plan.zip(received_at).map(|(plan, received_at)| openings(catalog, answers, plan, received_at));
        let texts = Texts::in_language(catalog.language());
        let notice = changes::notice(texts, changes.iter().map(|change| change.code));
        let answer = received_at.and_then(|received_at| AnswerPromise::of(catalog, received_at));
        let costs = plan.and_then(|plan| Costs::of(catalog, answers, plan));
        let conditions = plan.map(|plan| conditions(catalog, plan)).unwrap_or_default();
        let support = openings.unwrap_or_default();
        Self { stored, support, conditions, costs, checked: true, answer, address: None, changes, notice }
    }

    /// Returns the receipt for a request whose page showed what was never seen here, in this language. It will be answered as the
    /// catalogue says that is served in its place.
    pub fn unchecked(served: &Catalog, stored: Stored, language: &str) -> Self {
        let received_at = stored.received_at.parse().ok();
        let notice = Some(Texts::in_language(language).form_sent_unchecked);
        Self {
            stored,
            support: Vec::new(),
            conditions: Vec::new(),
            costs: None,
            checked: false,
            answer: received_at.and_then(|received_at| AnswerPromise::of(served, received_at)),
            address: None,
            changes: Vec::new(),
            notice,
        }
    }

    /// Returns the receipt of a stored request, made anew by the catalogue that its page showed.
    pub fn recalled(recalled: &Recalled, request: &StoredRequest) -> Self {
        let catalog = &recalled.catalog;
        let notice = changes::notice(Texts::in_language(catalog.language()), changes::codes_of(&request.changes));
        Self { notice, ..Self::checked(catalog, Stored::of(request), &recalled.answers, Vec::new()) }
    }

    /// Returns the same with the address where it is found again.
    pub fn at(self, address: &ReceiptAddress) -> Self {
        Self { address: Some(address.path()), ..self }
    }
}

/// Collects the conditions of a plan's cells.
fn conditions(catalog: &Catalog, plan: PlanIx) -> Vec<Condition> {
    let condition = |row| {
        let condition = catalog.cell(row, plan).condition.as_ref()?;
        let entitlement = catalog.entitlement(row).id.to_string();
        Some(Condition { entitlement, condition: catalog.text(condition).to_owned() })
    };
    catalog.entitlements().filter_map(condition).collect()
}

/// Computes when a plan is next open for each severity with these answers, at an instant or after it.
fn openings(catalog: &Catalog, answers: &Answers, plan: PlanIx, at: DateTime<Utc>) -> Vec<Opening> {
    let opening = |severity| {
        let coverage = Support::located(catalog, answers, severity, plan).coverage;
        let opens = coverage.and_then(|coverage| coverage.next_opening(at).ok());
        Opening { severity: catalog.severity(severity).id.to_string(), opens: opens.map(instant) }
    };
    // Whose clocks the others are read on is not known here.
    let is_known = |severity: &SeverityIx| {
        let hours = catalog.cell(catalog.severity(*severity).hours, plan).value;
        !catalog.is_by_own_clocks(hours)
    };
    catalog.severities().filter(is_known).map(opening).collect()
}

#[cfg(test)]
mod tests {
    use plans::source;
    use serde_json::{Value, json};

    use super::*;
    use crate::plan_requests::reference::Reference;

    fn msa() -> Value {
        serde_json::from_str(include_str!("../../../catalogs/msa.json")).expect("msa.json is JSON")
    }

    /// Writes what a receipt says of support.
    fn support(catalog: &Value, plan: &str, received_at: &str) -> Value {
        let catalog = source::read(&catalog.to_string()).expect("a checked catalogue");
        let (plan, received_at) = (plan.to_owned(), received_at.to_owned());
        let stored = Stored { reference: Reference::of_number(0), plan, received_at, recommended: None };
        serde_json::to_value(Receipt::checked(&catalog, stored, &Answers::none(), Vec::new())).expect("plain JSON")["support"].take()
    }

    #[test]
    fn a_plan_opens_at_once_or_when_its_hours_begin() {
        let (sunday, monday) = ("2026-11-29T02:00:00Z", "2026-11-30T14:00:00Z");
        let at = |opens: [&str; 4]| {
            let severity = |(at, opens): (usize, &str)| json!({"severity": (at + 1).to_string(), "opens": opens});
            Value::from_iter(opens.into_iter().enumerate().map(severity))
        };
        assert_eq!(support(&msa(), "start", sunday), at([monday; 4]));
        assert_eq!(support(&msa(), "plus", sunday), at([sunday, monday, monday, monday]));
        assert_eq!(support(&msa(), "plus", monday), at([monday; 4]));
        // Ten minutes before it closes on Friday, and when it does.
        let friday = "2026-11-27T23:50:00Z";
        assert_eq!(support(&msa(), "start", friday), at([friday; 4]));
        assert_eq!(support(&msa(), "start", "2026-11-28T00:00:00Z"), at([monday; 4]));
    }

    #[test]
    fn the_conditions_of_the_plan_that_is_asked_for_are_told_and_no_others() {
        let mut json = msa();
        json["sections"][1]["entitlements"][0]["values"]["plus"] =
            json!({"value": "always", "condition": "Name contacts first."});
        let catalog = source::read(&json.to_string()).expect("a checked catalogue");
        let receipt = |plan: &str| {
            let (plan, received_at) = (plan.to_owned(), "2026-11-29T02:00:00Z".to_owned());
            let stored = Stored { reference: Reference::of_number(0), plan, received_at, recommended: None };
            serde_json::to_value(Receipt::checked(&catalog, stored, &Answers::none(), Vec::new())).expect("plain JSON")
        };
        let told = json!([{"entitlement": "sev1-hours", "condition": "Name contacts first."}]);
        assert_eq!(receipt("plus")["conditions"], told);
        assert_eq!(receipt("business").get("conditions"), None);
    }

    #[test]
    fn what_a_plan_does_not_include_never_opens() {
        let mut catalog = msa();
        catalog["severities"].as_array_mut().expect("a list").truncate(2);
        catalog["sections"][1]["entitlements"][0]["values"]["plus"] = json!("on-request");
        catalog["sections"][1]["entitlements"][1]["values"]["plus"] = json!("not-included");
        let never = json!([{"severity": "1", "opens": null}, {"severity": "2", "opens": null}]);
        assert_eq!(support(&catalog, "plus", "2026-11-30T14:00:00Z"), never);
    }

    #[test]
    fn nothing_is_said_of_hours_on_the_visitors_own_clocks() {
        let mut catalog = msa();
        catalog["hours"]["extended"]["zone"] = json!("local");
        let sunday = "2026-11-29T02:00:00Z";
        assert_eq!(support(&catalog, "start", sunday), json!([]));
        assert_eq!(support(&catalog, "plus", sunday), json!([{"severity": "1", "opens": sunday}]));
    }

    #[test]
    fn nothing_is_said_without_severities_or_of_a_plan_that_is_gone() {
        let mut catalog = msa();
        assert_eq!(support(&catalog, "gold", "2026-11-30T14:00:00Z"), json!([]));
        catalog.as_object_mut().expect("an object").remove("severities");
        assert_eq!(support(&catalog, "plus", "2026-11-30T14:00:00Z"), json!([]));
    }
}
