//! The severities of incidents.

use super::index::EntitlementIx;
use super::text::{Id, Text};

/// A degree of severity, and the rows that say when and how soon each plan answers one.
#[derive(Clone, Debug, PartialEq)]
pub struct Severity {
    /// Names the severity on the command line, in receipts and in links.
    pub id: Id,
    /// What people read, such as "Severity 1". What it means is its row's explanation.
    pub name: Text,
    /// The row of support hours.
    pub hours: EntitlementIx,
    /// The row of response times of the first answer; none where no plan promises any.
    pub response: Option<EntitlementIx>,
    /// What is promised after the first answer, such as updates and the resolution.
    pub responses: Vec<FurtherResponse>,
}

/// One more promise for a severity, with a clock of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct FurtherResponse {
    /// Names the promise in reports, such as `resolution`.
    pub id: Id,
    /// What people read, such as "Resolution".
    pub name: Text,
    /// The row of its times.
    pub response: EntitlementIx,
    /// The row of hours that its clock runs in; the severity's own where it is none.
    pub hours: Option<EntitlementIx>,
}
