//! A database of PostgreSQL.

use anyhow::Context;
use sqlx::Connection as _;
use sqlx::any::AnyConnectOptions;

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
    migrations::run(Kind::Postgres, &mut first).await?;
    first.close().await?;
    let writes = pool(WRITERS).connect_lazy_with(address.clone());
    let reads = pool(READERS).connect_lazy_with(address);
    Ok(Opened { reads, writes: Writes::Many(writes), watched: None })
}
