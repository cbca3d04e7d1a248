//! What a program is told of a deadline: what `plan-server deadline` prints.
//!
//! These types are where `catalogs/deadline.schema.json` comes from.

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::{Availability, Deadline, Support};
use crate::answers::Answers;
use crate::catalog::{Authored, Catalog, PlanIx, SeverityIx};

/// When a plan's support is open for a severity, and by when it answers what is reported at an instant. Instants are RFC 3339
/// with whole seconds and the offset of the zone asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "Deadline", deny_unknown_fields)]
pub struct DeadlineReport {
    /// The id of the plan.
    pub plan: String,
    /// The id of the severity.
    pub severity: String,
    /// The IANA name of the zone in which the instants are told.
    pub zone: String,
    /// When it is reported.
    pub at: String,
    /// The plan's support hours for the severity, as the catalogue names them.
    pub hours: Authored,
    /// The plan's response time for the severity, as the catalogue writes it; null where the severity has no such row.
    pub response: Option<Authored>,
    /// The conditions under which the hours and the response time hold, in the catalogue's words, each once; absent where they
    /// hold without.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// Whether support is open then.
    pub open: bool,
    /// Until when it is open; null where it is closed, and where it never closes.
    pub closes: Option<String>,
    /// When it opens next; null where it is open, and where nothing opens in 366 days.
    pub opens: Option<String>,
    /// When the clock starts; null where no time is promised, and where the working hours that count never come.
    pub starts: Option<String>,
    /// By when it answers; null where `starts` is.
    pub due: Option<String>,
    /// While the clock stands because support is closed, before `due`: in order, the first hundred at most.
    pub waits: Vec<Wait>,
    /// What is promised after the first answer; left out where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub responses: Vec<ResponseReport>,
}

/// One more promise, such as the resolution, with a clock of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ResponseReport {
    /// The id of the promise.
    pub id: String,
    /// The hours that its clock runs in, as the catalogue names them.
    pub hours: Authored,
    /// Its time, as the catalogue writes it.
    pub response: Authored,
    /// When its clock starts; null where no time is promised, and where the working hours that count never come.
    pub starts: Option<String>,
    /// By when it is kept; null where `starts` is.
    pub due: Option<String>,
    /// While its clock stands because support is closed, before `due`: in order, the first hundred at most.
    pub waits: Vec<Wait>,
}

/// A time during which the clock stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Wait {
    /// Its first instant.
    pub from: String,
    /// The first instant after it.
    pub until: String,
}

impl DeadlineReport {
    /// Reports what a plan offers for a severity with these answers at an instant, with times in a zone.
    pub fn new(
        catalog: &Catalog,
        answers: &Answers,
        (severity, plan): (SeverityIx, PlanIx),
        at: DateTime<Utc>,
        zone: Tz,
    ) -> Self {
        let support = Support::located_in(catalog, answers, severity, plan, zone);
        let told = |at: DateTime<Utc>| at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false);
        let availability = support.availability(at);
        let (closes, opens) = match availability {
            Availability::Open { until } => (until, None),
            Availability::Closed { opens } => (None, Some(opens)),
            Availability::Never => (None, None),
        };
        let deadline = support.deadline(at);
        let waits = |deadline: &Option<Deadline>| {
            let waits = deadline.iter().flat_map(|deadline| &deadline.waits);
            waits.map(|wait| Wait { from: told(wait.opens), until: told(wait.closes) }).collect()
        };
        let rows = catalog.severity(severity);
        let mut conditions: Vec<String> = Vec::new();
        for row in [Some(rows.hours), rows.response].into_iter().flatten() {
            if let Some(condition) = &catalog.cell(row, plan).condition
                && !conditions.iter().any(|other| other == catalog.text(condition))
            {
                conditions.push(catalog.text(condition).to_owned());
            }
        }
        let written = |row| catalog.authored(row, answers.offered(catalog, row, plan));
        let further = rows.responses.iter().zip(Support::further_in(catalog, answers, severity, plan, zone));
        let responses = further.map(|(further, support)| {
            let deadline = support.deadline(at);
            ResponseReport {
                id: further.id.to_string(),
                hours: written(further.hours.unwrap_or(rows.hours)),
                response: written(further.response),
                starts: deadline.as_ref().map(|deadline| told(deadline.starts)),
                due: deadline.as_ref().map(|deadline| told(deadline.due)),
                waits: waits(&deadline),
            }
        });
        Self {
            plan: catalog.plan(plan).id.to_string(),
            severity: rows.id.to_string(),
            zone: zone.name().to_owned(),
            at: told(at),
            hours: written(rows.hours),
            response: rows.response.map(written),
            conditions,
            open: matches!(availability, Availability::Open { .. }),
            closes: closes.map(told),
            opens: opens.map(told),
            starts: deadline.as_ref().map(|deadline| told(deadline.starts)),
            due: deadline.as_ref().map(|deadline| told(deadline.due)),
            waits: waits(&deadline),
            responses: responses.collect(),
        }
    }
}

/// Returns the JSON Schema of a [`DeadlineReport`], pretty-printed, with a newline at its end.
pub fn schema() -> String {
    // Of what is written, every field is there.
    let schema =
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<DeadlineReport>();
    let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    format!("{text}\n")
}
