//! The database of a server, for commands that work with it while the server serves or not.

use std::path::PathBuf;

use anyhow::Context;

use crate::store::Store;

/// Which database.
#[derive(clap::Args)]
pub struct Database {
    /// SQLite file of the server
    #[arg(long, env = "PLAN_DATABASE", default_value = "data/plan-requests.db", global = true)]
    database: PathBuf,
}

impl Database {
    /// Says that there is none and what to do; none where there is one. The file of a server is not made by others.
    pub fn missing(&self) -> Option<String> {
        let path = &self.database;
        (!path.exists()).then(|| {
            format!(
                "there is no database at {}; start the server once, or name its database with --database",
                path.display()
            )
        })
    }

    /// Opens it, works with it, and closes it.
    ///
    /// # Errors
    ///
    /// Those of the work, and where there is no database or it cannot be opened.
    pub fn with<T>(&self, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
        if let Some(missing) = self.missing() {
            anyhow::bail!(missing);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.context("cannot start a thread for the database")?.block_on(async {
            let store = Store::open(&self.database).await.with_context(|| {
                format!("cannot open the database {}; name another with --database", self.database.display())
            })?;
            let done = work(&store).await;
            store.close().await;
            done
        })
    }
}
