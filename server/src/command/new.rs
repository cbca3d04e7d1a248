//! `plan-server new`: a catalogue to begin with.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use plans::source;

mod questions;
mod starter;

use starter::Starter;

/// The schema's file beside it, which editors read.
const SCHEMA: &str = "catalog.schema.json";

/// Write a small catalogue to begin with, and its schema beside it
///
/// On a terminal it asks three questions: what the offer and its plans are called, and the time zone of its support; Enter takes what
/// stands in brackets. Elsewhere it asks nothing. The catalogue passes `check`, and its schema tells editors which fields there are;
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
        let taken = || anyhow!("{} is there already, and stays as it is; name another file", file.display());
        if file.symlink_metadata().is_ok() {
            return Err(taken());
        }
        let is_asked = io::stdin().is_terminal() && io::stdout().is_terminal();
        let starter = if is_asked {
            questions::ask(io::stdin().lock(), io::stdout().lock(), iana_time_zone::get_timezone().ok())?
        } else {
            Starter::default()
        };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        write_new(&file, &starter.json(&stem)).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => taken(),
            _ => anyhow::Error::new(error).context(format!("cannot write {}", file.display())),
        })?;
        let schema = file.with_file_name(SCHEMA);
        match write_new(&schema, &source::schema()) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(error).with_context(|| format!("cannot write {}", schema.display()));
            }
            Ok(()) | Err(_) => {}
        }
        let file = file.display();
        writeln!(
            io::stdout().lock(),
            "wrote {file}\n\
             see it while you change it:  plan-server preview {file}\n\
             check it:                    plan-server check {file}\n\
             serve it:                    plan-server serve --catalog {file}"
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
