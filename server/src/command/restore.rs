//! `plan-server restore`: a copy in the place of the database.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::database::Database;
use crate::number;
use crate::store::copy;

/// Put a copy in the place of the database, while no server has it open
///
/// The copy is one that `plan-server backup` wrote. It is looked through first, and stays as it is. The database that is there is kept aside,
/// with its log, under a name that is printed. For PostgreSQL use pg_restore.
#[derive(clap::Args)]
pub struct Restore {
    #[command(flatten)]
    database: Database,
    /// Copy to put back
    file: PathBuf,
}

impl Restore {
    /// Runs `plan-server restore`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Self { database, file } = self;
        let path = database.file(|place| {
            format!(
                "the database {place} is PostgreSQL's, which has programs of its own for this; stop the server, and put a copy back by \
                 `pg_restore --clean --if-exists --single-transaction --dbname=\"$DATABASE_URL\" {}`",
                file.display()
            )
        })?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.context("cannot start a thread for the database")?;
        let restored = runtime.block_on(copy::restore(&file, &path)).context("nothing is restored")?;
        let mut out = io::stdout().lock();
        writeln!(out, "restored {} to {}", number::counted(restored.copied.requests, "request"), path.display())?;
        if let Some(former) = restored.former {
            writeln!(out, "the database of before is {}", former.display())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
