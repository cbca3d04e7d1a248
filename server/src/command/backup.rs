//! `plan-server backup`: a whole copy of the database, while the server serves.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::database::Database;
use crate::number;
use crate::store::copy;

/// Copy the database to a file, while the server serves or not
///
/// The copy is as the database was at one moment, with everything that was answered before. It is there whole or not at all, and its owner's
/// alone. `plan-server restore` puts it back. For PostgreSQL use pg_dump.
#[derive(clap::Args)]
pub struct Backup {
    #[command(flatten)]
    database: Database,
    /// File to write
    file: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
}

impl Backup {
    /// Runs `plan-server backup`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Self { database, file, force } = self;
        let path = database.file(|place| {
            format!(
                "the database {place} is PostgreSQL's, which has programs of its own for this; copy it by `pg_dump --format=custom \
                 --file={} \"$DATABASE_URL\"`",
                file.display()
            )
        })?;
        if let Some(missing) = database.missing()? {
            anyhow::bail!(missing);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.context("cannot start a thread for the database")?;
        let copied = runtime.block_on(copy::back_up(&path, &file, force))?;
        let (file, requests) = (file.display(), number::counted(copied.requests, "request"));
        writeln!(io::stdout().lock(), "wrote {requests} to {file} ({} bytes)", copied.bytes)?;
        Ok(ExitCode::SUCCESS)
    }
}
