//! `plan-server export`: a catalogue in another form.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use interchange::Exported;

use super::import::findings;
use crate::catalog_file;

/// Write a catalogue in another form
///
/// It goes to standard output; what the form could not hold goes to standard error, a line each, with its place in the catalogue. A
/// catalogue with problems is not written: they go to standard error, and the exit code is 1. It is 2 where the file cannot be read.
#[derive(clap::Args)]
pub struct Export {
    #[command(subcommand)]
    form: Form,
}

/// A form that is written.
#[derive(clap::Subcommand)]
enum Form {
    /// Pricing2Yaml 2.1
    #[command(name = "pricing2yaml")]
    Pricing2Yaml {
        /// The catalogue, a JSON file
        file: PathBuf,
    },
    /// A table of comma-separated values, which `import csv` reads
    Csv {
        /// The catalogue, a JSON file
        file: PathBuf,
    },
    /// The offers in the words of schema.org, as JSON-LD, which stand in the pages too
    #[command(name = "json-ld")]
    JsonLd {
        /// The catalogue, a JSON file
        file: PathBuf,
    },
}

impl Export {
    /// Runs `plan-server export`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let (file, write): (_, fn(&serde_json::Value) -> Exported) = match &self.form {
            Form::Pricing2Yaml { file } => (file, interchange::pricing2yaml::export),
            Form::Csv { file } => (file, interchange::table::export),
            Form::JsonLd { file } => {
                let offer = pages::offer(&catalog_file::read(file)?.catalog);
                writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&offer)?)?;
                return Ok(ExitCode::SUCCESS);
            }
        };
        let exported = write(&serde_json::from_str(&catalog_file::read(file)?.json)?);
        findings(&exported.findings);
        io::stdout().lock().write_all(exported.text.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}
