//! `plan-server requests`: what operators do with stored requests, while the server serves or not.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::unknown_name::UnknownName;
use crate::store::Store;

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
    /// SQLite file of the server
    #[arg(long, env = "PLAN_DATABASE", default_value = "data/plan-requests.db", global = true)]
    database: PathBuf,
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
        let path = &self.database;
        if !path.exists() {
            let no_file = format!(
                "there is no database at {}; start the server once, or name its database with --database",
                path.display()
            );
            return Err(UnknownName(no_file).into());
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let store = Store::open(path).await.with_context(|| {
                format!("cannot open the database {}; name another with --database", path.display())
            })?;
            let done = match self.what {
                What::List(list) => list.run(&store).await,
                What::Show(show) => show.run(&store).await,
                What::Export(export) => export.run(&store).await,
                What::Done(done) => done.run(&store).await,
                What::Erase(erase) => erase.run(&store).await,
            };
            store.close().await;
            done
        })
    }
}
