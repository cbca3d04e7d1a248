//! A database of PostgreSQL.

use anyhow::{Context, ensure};
use sqlx::Connection as _;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};

use super::opened::Opened;
use super::place::PostgresUrl;
use super::writer::Writes;
use super::{Connection, Kind, TIMEOUT, migrations, pool};

/// How many connections read, and how many write, at once. A server has a hundred by default, which processes share.
const READERS: u32 = 8;
const WRITERS: u32 = 8;

/// Opens a database, which is there already.
pub async fn open(url: &PostgresUrl) -> anyhow::Result<Opened> {
    let address: AnyConnectOptions = url.with_password().parse()?;
    // A pool tries again and again where a server refuses, and does not say why.
    let first = tokio::time::timeout(TIMEOUT, Connection::connect_with(&address)).await;
    let mut first = first.context("the server does not answer")??;
    refuse_unsynced(&mut first).await?;
    migrations::run(Kind::Postgres, &mut first).await?;
    first.close().await?;
    let writes = waiting(pool(WRITERS)).connect_lazy_with(address.clone());
    let reads = pool(READERS).connect_lazy_with(address);
    Ok(Opened { reads, writes: Writes::Many(writes), watched: None })
}

/// Refuses a server that syncs nothing to its disk, which no connection can change.
async fn refuse_unsynced(connection: &mut Connection) -> anyhow::Result<()> {
    let fsync: String = sqlx::query_scalar("SELECT current_setting('fsync')").fetch_one(connection).await?;
    ensure!(
        fsync == "on",
        "PostgreSQL's setting fsync is {fsync}, and must be on: otherwise what was acknowledged is lost, or the database damaged, when the \
         power goes; set it in postgresql.conf"
    );
    Ok(())
}

/// Makes new connections wait at each commit until it is on the disk, whatever is set for the server, the database or the user, and reads
/// back that they do. More than that, such as waiting for a replica, stays as it is set.
fn waiting(pool: AnyPoolOptions) -> AnyPoolOptions {
    const SET: &str = "
        SELECT set_config('synchronous_commit', COALESCE(NULLIF(current_setting('synchronous_commit'), 'off'), 'on'), false)";
    pool.after_connect(|connection, _| {
        Box::pin(async move {
            let is: String = sqlx::query_scalar(SET).fetch_one(connection).await?;
            if is == "off" {
                let error =
                    "PostgreSQL's setting synchronous_commit stays off: otherwise the last commits are lost in a crash";
                return Err(sqlx::Error::Configuration(error.into()));
            }
            Ok(())
        })
    })
}
