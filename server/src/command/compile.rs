//! `plan-server compile`: a catalogue as the browser reads it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use crate::catalog_file;

/// Compile a catalogue into the compact text that the page reads
///
/// A catalogue with problems is not compiled: they go to standard error, one a line, and the exit code is 1. It is 2 where the
/// file cannot be read.
#[derive(clap::Args)]
pub struct Compile {
    /// The catalogue, a JSON file
    file: PathBuf,
    /// Where to write the text [default: standard output]
    #[arg(long, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl Compile {
    /// Runs `plan-server compile`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let text = catalog_file::read(&self.file)?.catalog.to_compiled();
        match &self.output {
            Some(path) => std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?,
            None => io::stdout().lock().write_all(text.as_bytes())?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
