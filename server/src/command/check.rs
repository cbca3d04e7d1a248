//! `plan-server check`: what is wrong with a catalogue, or what it holds.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use plans::Catalog;

use crate::catalog_file::{self, LoadError};
use crate::number::counted;

/// Check a catalogue: print every problem, or what to look at and how much it holds
///
/// Problems go to standard output, one a line, each with its place as a JSON Pointer, the ids there, the line and column, the rule
/// and a way out; the exit code is then 1. It is 2 where the file cannot be read. A catalogue without problems may have warnings,
/// a line each: it is by the rules, and yet hardly what was meant. The exit code is then 0; with `--strict` it is 1.
#[derive(clap::Args)]
pub struct Check {
    /// The catalogue, a JSON file
    file: PathBuf,
    /// Fail on warnings, too
    #[arg(long)]
    strict: bool,
}

impl Check {
    /// Runs `plan-server check`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = io::stdout().lock();
        match catalog_file::read(&self.file) {
            Ok(file) => {
                let warnings = file.warnings();
                for warning in &warnings {
                    writeln!(out, "{warning}")?;
                }
                writeln!(out, "{}", summary(&file.catalog, warnings.len()))?;
                Ok(if self.strict && !warnings.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
            }
            Err(problems @ LoadError::Problems(_)) => {
                writeln!(out, "{problems}")?;
                Ok(ExitCode::FAILURE)
            }
            Err(unreadable) => Err(unreadable.into()),
        }
    }
}

fn summary(catalog: &Catalog, warnings: usize) -> String {
    let parts = catalog.parts();
    let mut counts = vec![
        counted(parts.plans.len(), "plan"),
        counted(parts.sections.len(), "section"),
        counted(parts.entitlements.len(), "entitlement"),
        counted(parts.questions.len(), "question"),
    ];
    if warnings > 0 {
        counts.push(counted(warnings, "warning"));
    }
    counts.join(", ")
}
