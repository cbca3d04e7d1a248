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
    /// The row of response times; none where no plan promises any.
    pub response: Option<EntitlementIx>,
}
