//! `plan-server check`: what is wrong with a catalogue, or what it holds.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use plans::Catalog;

use crate::catalog_file::{self, LoadError};

/// Check a catalogue: print every problem, or how much it holds
///
/// Problems go to standard output, one a line, each with its place as a JSON Pointer, the rule and a way out; the exit code is
/// then 1. It is 2 where the file cannot be read.
#[derive(clap::Args)]
pub struct Check {
    /// The catalogue, a JSON file
    file: PathBuf,
}

impl Check {
    /// Runs `plan-server check`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = io::stdout().lock();
        match catalog_file::read(&self.file) {
            Ok(file) => {
                writeln!(out, "{}", summary(&file.catalog))?;
                Ok(ExitCode::SUCCESS)
            }
            Err(problems @ LoadError::Problems(_)) => {
                writeln!(out, "{problems}")?;
                Ok(ExitCode::FAILURE)
            }
            Err(unreadable) => Err(unreadable.into()),
        }
    }
}

fn summary(catalog: &Catalog) -> String {
    let parts = catalog.parts();
    let count = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    [
        count(parts.plans.len(), "plan"),
        count(parts.sections.len(), "section"),
        count(parts.entitlements.len(), "entitlement"),
        count(parts.questions.len(), "question"),
    ]
    .join(", ")
}
