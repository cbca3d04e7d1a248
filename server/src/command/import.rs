//! `plan-server import`: a catalogue of an offer in another form.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use interchange::{Finding, Imported, Outcome};
use plans::json;

use crate::catalog_file::LoadError;

/// Make a catalogue of an offer in another form
///
/// The catalogue goes to standard output, without questions and without problems; `check` says what it holds. What it could not hold
/// and what was guessed go to standard error, a line each, with the place in the file; the exit code is 0 all the same. It is 1 where no
/// offer can be told from the file, and 2 where the file cannot be read.
#[derive(clap::Args)]
pub struct Import {
    #[command(subcommand)]
    form: Form,
}

/// A form that is read.
#[derive(clap::Subcommand)]
enum Form {
    /// A price list in Pricing2Yaml, of any version up to 3.0
    #[command(name = "pricing2yaml")]
    Pricing2Yaml {
        /// The price list, a YAML file
        file: PathBuf,
    },
    /// A table of comma-separated values: a plan a column, and a row a line
    ///
    /// The first line names the plans, after one cell or two; where there are two, the first is the section. A line without values is
    /// the heading of a section. Cells are "yes" and "no", numbers with their units, "unlimited", or words; a row's kind is guessed from
    /// them and told.
    Csv {
        /// The table, a CSV file
        file: PathBuf,
    },
}

impl Import {
    /// Runs `plan-server import`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let (file, read) = match &self.form {
            Form::Pricing2Yaml { file } => (file, interchange::pricing2yaml::import(&text(file)?)),
            Form::Csv { file } => (file, interchange::table::import(&text(file)?, &title(file))),
        };
        match read {
            Ok(imported) => print(&imported),
            Err(refusal) => {
                let between = if refusal.at.is_some() { ", " } else { ": " };
                eprintln!("{}{between}{refusal}", file.display());
                Ok(ExitCode::FAILURE)
            }
        }
    }
}

fn print(imported: &Imported) -> anyhow::Result<ExitCode> {
    findings(&imported.findings);
    let mut out = io::stdout().lock();
    let mut text = serde_json::to_string_pretty(&imported.catalog)?;
    // In lines for people, while it can be read so.
    if text.len() >= json::MAX_BYTES {
        text = imported.catalog.to_string();
    }
    writeln!(out, "{text}")?;
    Ok(ExitCode::SUCCESS)
}

/// Says on standard error what was lost and what was guessed, and how many of each.
pub fn findings(findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    for finding in findings {
        eprintln!("{finding}");
    }
    let count = |outcome| findings.iter().filter(|finding| finding.outcome == outcome).count();
    let (lost, guessed) = (count(Outcome::Lost), count(Outcome::Guessed));
    eprintln!("{lost} not carried over, {guessed} guessed");
}

/// Reads a file of text.
fn text(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).map_err(|source| LoadError::Unreadable { path: path.to_owned(), source })?;
    let text = json::utf8(&bytes).map_err(|problem| anyhow::anyhow!("{}: {}", path.display(), problem.detail))?;
    Ok(text.to_owned())
}

/// Returns the name of a file without its ending, as the title of what is made of it.
fn title(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
