//! `plan-server deadline`: by when a plan answers.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, SubsecRound, Utc};
use chrono_tz::Tz;
use plans::json::Quoted;
use plans::support::DeadlineReport;
use plans::{Answers, source};

use super::unknown_name::UnknownName;
use crate::catalog_file;

/// Tell by when a plan answers what is reported at an instant, as one line of JSON
///
/// It says whether the plan's support is open then, until when or when it opens, when the clock starts, by when the answer is
/// due, and while the clock stands; catalogs/deadline.schema.json is its schema.
///
/// Of a catalogue with problems nothing is told: they go to standard error, one a line, and the exit code is 1. It is 2 where
/// the file cannot be read, and where the catalogue has no such plan or severity.
#[derive(clap::Args)]
pub struct Deadline {
    /// The catalogue, a JSON file
    file: PathBuf,
    /// Id of the plan
    #[arg(long)]
    plan: String,
    /// Id of the severity
    #[arg(long)]
    severity: String,
    /// Answers that hours or response times go by, as JSON, such as '{"region": "eu"}'
    #[arg(long, default_value = "{}", hide_default_value = true)]
    answers: String,
    /// When it is reported, by RFC 3339, such as 2026-11-27T18:30:00Z [default: now]
    #[arg(long, value_parser = instant)]
    at: Option<DateTime<Utc>>,
    /// IANA name of the zone in which instants are told, and on whose clocks the hours of a visitor are read
    #[arg(long, value_parser = source::zone, default_value = "UTC")]
    zone: Tz,
}

impl Deadline {
    /// Runs `plan-server deadline`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let catalog = catalog_file::read(&self.file)?.catalog;
        let parts = catalog.parts();
        let plan = catalog
            .plan_by_id(&self.plan)
            .ok_or_else(|| unknown("plan", &self.plan, parts.plans.iter().map(|plan| plan.id.as_str())))?;
        let severity = catalog.severity_by_id(&self.severity).ok_or_else(|| {
            unknown("severity", &self.severity, parts.severities.iter().map(|severity| severity.id.as_str()))
        })?;
        // What is told has whole seconds, and asking for the same instant again must tell the same.
        let at = self.at.unwrap_or_else(Utc::now).trunc_subsecs(0);
        let answers = Answers::from_json(&catalog, &self.answers).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(|problem| format!("--answers {problem}")).collect();
            UnknownName(lines.join("\n"))
        })?;
        let report = DeadlineReport::new(&catalog, &answers, (severity, plan), at, self.zone);
        writeln!(io::stdout().lock(), "{}", serde_json::to_string(&report)?)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads an instant, whatever its offset.
fn instant(text: &str) -> Result<DateTime<Utc>, &'static str> {
    let instant = DateTime::parse_from_rfc3339(text);
    instant.map(|at| at.to_utc()).map_err(|_| "it is no instant by RFC 3339; write one such as 2026-11-27T18:30:00Z")
}

/// Makes the error for a name that the catalogue does not have.
fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str>) -> UnknownName {
    let way_out = match known.collect::<Vec<_>>().as_slice() {
        [] => "the catalogue has none; add one to its field \"severities\"".to_owned(),
        names => format!("known are {}", names.join(", ")),
    };
    UnknownName(format!("no {what} is called {}; {way_out}", Quoted(name)))
}
