//! `plan-server requests`: what operators do with stored requests, while the server serves or not.

use std::process::ExitCode;

use super::database::Database;
use super::unknown_name::UnknownName;

mod done;
mod erase;
mod export;
mod filters;
mod list;
mod named;
mod plain;
mod show;
mod table;

/// List, show, export and erase the requests of visitors, and say what became of them
///
/// All of it may be done while the server serves. What is done is recorded in the audit log as done on the command line.
#[derive(clap::Args)]
pub struct Requests {
    #[command(flatten)]
    database: Database,
    #[command(subcommand)]
    what: What,
}

/// What is done.
#[derive(clap::Subcommand)]
enum What {
    List(list::List),
    Show(show::Show),
    Export(export::Export),
    Done(done::Done),
    Erase(erase::Erase),
}

impl Requests {
    /// Runs `plan-server requests`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(missing) = self.database.missing()? {
            return Err(UnknownName(missing).into());
        }
        self.database.with(async |store| match self.what {
            What::List(list) => list.run(store).await,
            What::Show(show) => show.run(store).await,
            What::Export(export) => export.run(store).await,
            What::Done(done) => done.run(store).await,
            What::Erase(erase) => erase.run(store).await,
        })
    }
}
