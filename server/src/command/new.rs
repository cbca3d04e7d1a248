//! `plan-server new`: a catalogue to begin with.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use plans::catalog::Id;
use plans::source;

/// The catalogue, in which `ID` stands for its id.
const STARTER: &str = include_str!("new/starter.json");

/// The schema's file beside it, which editors read.
const SCHEMA: &str = "catalog.schema.json";

/// Write a small catalogue to begin with, and its schema beside it
///
/// The catalogue has two plans, two rows and two questions, and passes `check`. Its schema tells editors which fields there are;
/// catalogs/README.md explains each. A file that is there is left as it is, and the exit code is then 1.
#[derive(clap::Args)]
pub struct New {
    /// The catalogue's file, such as offer.json
    file: PathBuf,
}

impl New {
    /// Runs `plan-server new`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Self { file } = self;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let id = Id::parse(&stem).map_or("offer".to_owned(), |id| id.to_string());
        write_new(&file, &STARTER.replace("\"ID\"", &format!("\"{id}\""))).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                anyhow!("{} is there already, and stays as it is; name another file", file.display())
            }
            _ => anyhow::Error::new(error).context(format!("cannot write {}", file.display())),
        })?;
        let schema = file.with_file_name(SCHEMA);
        match write_new(&schema, &source::schema()) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(error).with_context(|| format!("cannot write {}", schema.display()));
            }
            Ok(()) | Err(_) => {}
        }
        let mut out = io::stdout().lock();
        let file = file.display();
        writeln!(
            out,
            "wrote {file}; change it, look at it by `plan-server serve --catalog {file}`, and check it by `plan-server check {file}`"
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
