//! A database of PostgreSQL.

use anyhow::ensure;
use sqlx::Connection as _;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};

use super::opened::Opened;
use super::place::PostgresUrl;
use super::writer::Writes;
use super::{Kind, RawConnection, TIMEOUT, connection, migrations, pool, unopened};

/// How many connections read, and how many write, at once. A server has a hundred by default, which processes share.
const READERS: u32 = 8;
const WRITERS: u32 = 8;

/// The oldest version that knows all of the SQL here.
const OLDEST: i64 = 12;

/// Opens a database, which is there already.
pub async fn open(url: &PostgresUrl) -> anyhow::Result<Opened> {
    unopened::refuse_missing_files(url)?;
    let address: AnyConnectOptions = url.with_password().parse().map_err(|error| unopened::explain(error, url))?;
    // A pool tries again and again where a server refuses, and does not say why.
    let first = tokio::time::timeout(TIMEOUT, RawConnection::connect_with(&address)).await;
    let first = first.map_err(|_| unopened::silent(url))?;
    let mut first = first.map_err(|error| unopened::explain(error, url))?;
    refuse_unfit(ask(&mut first).await?)?;
    migrations::run(Kind::Postgres, &mut first)
        .await
        .or_else(|error| Err(unopened::explain(error.downcast()?, url)))?;
    first.close().await?;
    let writes = waiting(asked(pool(WRITERS))).connect_lazy_with(address.clone());
    let reads = asked(pool(READERS)).connect_lazy_with(address);
    Ok(Opened { reads, writes: Writes::Many(writes), watched: None })
}

/// What a server says of itself: whether it syncs to its disk, its version, and the encoding of the database.
type Said = (String, i64, String);

async fn ask(connection: &mut RawConnection) -> Result<Said, sqlx::Error> {
    const SELECT: &str = "
        SELECT current_setting('fsync'), current_setting('server_version_num')::bigint / 10000, current_setting('server_encoding')";
    sqlx::query_as(SELECT).fetch_one(connection).await
}

/// Refuses a server that syncs nothing to its disk, which no connection can change; that is too old; or whose database lacks letters.
fn refuse_unfit((fsync, version, encoding): Said) -> anyhow::Result<()> {
    ensure!(
        fsync == "on",
        "PostgreSQL's setting fsync is {fsync}, and must be on: otherwise what was acknowledged is lost, or the database damaged, when the \
         power goes; set it in postgresql.conf"
    );
    ensure!(
        version >= OLDEST,
        "it is PostgreSQL {version}, and must be {OLDEST} or newer; upgrade it, or name the database of a newer one in the address"
    );
    ensure!(
        encoding == "UTF8",
        "the database has the encoding {encoding}, which lacks letters; make another by CREATE DATABASE NAME ENCODING 'UTF8' TEMPLATE template0"
    );
    Ok(())
}

/// Asks connections whether they answer before they are used. A pool's own question waits for the answer without end.
fn asked(pool: AnyPoolOptions) -> AnyPoolOptions {
    pool.test_before_acquire(false).before_acquire(|connection, _| {
        Box::pin(async move {
            connection::ping(connection).await?;
            Ok(true)
        })
    })
}

/// Makes new connections wait at each commit until it is on the disk, whatever is set for the server, the database or the user, and reads
/// back that they do. More than that, such as waiting for a replica, stays as it is set. Each statement sees what others have committed before
/// it, and waits for a lock of others no longer than for a connection. A transaction of which no more is heard is taken back: it holds up
/// whoever sends the same again.
fn waiting(pool: AnyPoolOptions) -> AnyPoolOptions {
    const SET: &str = "
        SELECT set_config('synchronous_commit', COALESCE(NULLIF(current_setting('synchronous_commit'), 'off'), 'on'), false),
            set_config('default_transaction_isolation', 'read committed', false), set_config('lock_timeout', '5s', false),
            set_config('idle_in_transaction_session_timeout', '10s', false)";
    pool.after_connect(|connection, _| {
        Box::pin(async move {
            let (is, _, _, _): (String, String, String, String) = sqlx::query_as(SET).fetch_one(connection).await?;
            if is == "off" {
                let error =
                    "PostgreSQL's setting synchronous_commit stays off: otherwise the last commits are lost in a crash";
                return Err(sqlx::Error::Configuration(error.into()));
            }
            Ok(())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::place::Place;
    use super::super::testing::TestPlace;
    use super::*;
    use crate::store::Store;

    #[test]
    fn a_server_that_is_unfit_is_told_with_the_way_out() {
        let said = |fsync: &str, version, encoding: &str| (fsync.to_owned(), version, encoding.to_owned());
        refuse_unfit(said("on", OLDEST, "UTF8")).expect("a fit server");
        for (unfit, expected) in [
            (said("off", 15, "UTF8"), "set it in postgresql.conf"),
            (
                said("on", 11, "UTF8"),
                "it is PostgreSQL 11, and must be 12 or newer; upgrade it, or name the database of ",
            ),
            (said("on", 15, "LATIN1"), "make another by CREATE DATABASE"),
        ] {
            let error = refuse_unfit(unfit).expect_err("an unfit server").to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[tokio::test]
    async fn a_commit_waits_for_the_disk_whatever_is_set_for_the_database() {
        let Some(place) = TestPlace::of_postgres() else { return };
        let Place::Postgres(url) = &place.place else { panic!("it is no file") };
        sqlx::any::install_default_drivers();
        let mut other = RawConnection::connect(url.with_password()).await.expect("a connection");
        const LAX: &str = "
            DO $$ BEGIN
                EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
                EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable', current_database());
            END $$";
        sqlx::raw_sql(LAX).execute(&mut other).await.expect("settings");
        other.close().await.expect("an end");

        let store = Store::open(&place.place).await.expect("a database");
        let mut writing = store.write().await.expect("a transaction");
        for (setting, expected) in
            [("synchronous_commit", "on"), ("transaction_isolation", "read committed"), ("lock_timeout", "5s")]
        {
            let set = sqlx::query_scalar::<_, String>("SELECT current_setting($1)").bind(setting);
            assert_eq!(set.fetch_one(&mut *writing).await.expect("a value"), expected, "{setting}");
        }
        writing.commit().await.expect("a commit");
        store.close().await;
    }
}
