//! The database of a server, for commands that work with it while the server serves or not.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::environment;
use crate::store::Store;
use crate::store::migrations::OfNewerProgram;
use crate::store::place::{Place, PostgresUrl};
use crate::store::unavailable::is_full;

/// The variable that names a database of PostgreSQL in many a deployment.
const URL: &str = "DATABASE_URL";

/// The file where nothing else is said.
const FILE: &str = "data/plan-requests.db";

/// Which database.
#[derive(clap::Args)]
pub struct Database {
    /// SQLite file of the server, or the address of its PostgreSQL database, as in postgres://USER@HOST/DATABASE; the variable DATABASE_URL
    /// names one, too, and goes before PLAN_DATABASE [default: data/plan-requests.db]
    #[arg(long, env = "PLAN_DATABASE", hide_env_values = true, hide_default_value = true, global = true)]
    database: Option<OsString>,
}

/// Finds where the database is: where that is said on the command line, else by the variable `DATABASE_URL`, else by `PLAN_DATABASE`, which
/// packages set to a file, else in the file of a server that was told nothing.
///
/// # Errors
///
/// Those of an address that cannot be read.
pub fn place(said: Option<&OsStr>) -> anyhow::Result<Place> {
    let url = env::var_os(URL).filter(|url| !url.to_string_lossy().trim().is_empty());
    match (said, url) {
        (said, Some(url)) if said.is_none() || !environment::is_written("database") => {
            let url = url.to_str().map_or_else(|| PostgresUrl::parse(""), PostgresUrl::parse);
            let url = url.with_context(|| format!("cannot read the variable {URL}, before which --database goes"))?;
            Ok(Place::Postgres(url))
        }
        (Some(said), _) => Place::parse(said).context("cannot read --database"),
        (None, _) => Ok(Place::File(FILE.into())),
    }
}

/// Returns the folder in which more is kept: that of the file which is said or would be, whether the database is one or not.
pub fn folder(said: Option<&OsStr>) -> PathBuf {
    let said = said.and_then(|said| match Place::parse(said) {
        Ok(Place::File(path)) => path.parent().map(Path::to_owned),
        _ => None,
    });
    said.unwrap_or_else(|| Path::new(FILE).parent().unwrap_or(Path::new("")).to_owned())
}

/// Opens a database.
///
/// # Errors
///
/// Why it cannot be opened, and what to do.
pub async fn open(place: &Place) -> anyhow::Result<Store> {
    Store::open(place).await.map_err(|error| match place {
        Place::Postgres(url) => error.context(format!("cannot open the database {url} of {}", said_by(url))),
        Place::File(path) if is_full(&error) => full(path, error),
        Place::File(_) if error.is::<OfNewerProgram>() => error.context(format!("cannot open the database {place}")),
        Place::File(_) => error.context(format!("cannot open the database {place}; name another with --database")),
    })
}

/// Says that there is no room for a database.
fn full(path: &Path, error: anyhow::Error) -> anyhow::Error {
    error.context(format!("the disk of the database {} is full; make room on it", path.display()))
}

/// Tells what names a database of PostgreSQL.
fn said_by(url: &PostgresUrl) -> &'static str {
    let of_variable = env::var(URL).ok().and_then(|url| PostgresUrl::parse(&url).ok());
    if environment::is_written("database") {
        "--database"
    } else if of_variable.as_ref() == Some(url) {
        "the variable DATABASE_URL"
    } else {
        "the variable PLAN_DATABASE"
    }
}

impl Database {
    /// Says that there is none and what to do; none where there is one. The file of a server is not made by others.
    pub fn missing(&self) -> anyhow::Result<Option<String>> {
        let Place::File(path) = place(self.database.as_deref())? else { return Ok(None) };
        Ok((!path.exists()).then(|| {
            format!(
                "there is no database at {}; start the server once, or name its database with --database",
                path.display()
            )
        }))
    }

    /// Returns the file of SQLite, which need not be there.
    ///
    /// # Errors
    ///
    /// What to do with a database of PostgreSQL.
    pub fn file(&self, of_postgres: impl FnOnce(&PostgresUrl) -> String) -> anyhow::Result<PathBuf> {
        match place(self.database.as_deref())? {
            Place::File(path) => Ok(path),
            Place::Postgres(url) => anyhow::bail!(of_postgres(&url)),
        }
    }

    /// Opens it, works with it, and closes it.
    ///
    /// # Errors
    ///
    /// Those of the work, and where there is no database or it cannot be opened.
    pub fn with<T>(&self, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
        if let Some(missing) = self.missing()? {
            anyhow::bail!(missing);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.context("cannot start a thread for the database")?.block_on(async {
            let place = place(self.database.as_deref())?;
            let store = open(&place).await?;
            let done = work(&store).await;
            store.close().await;
            done.map_err(|error| match &place {
                Place::File(path) if is_full(&error) => full(path, error),
                _ => error,
            })
        })
    }
}
