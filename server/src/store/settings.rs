//! What must hold for a commit in SQLite to be one: which release it is, and how each connection is set.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::RawConnection;

/// A setting: its name, what it is set to, what it then says that it is, and why.
struct Setting {
    name: &'static str,
    value: &'static str,
    said: &'static str,
    why: &'static str,
}

/// That of the file, which every connection finds.
const LOG: Setting = Setting {
    name: "journal_mode",
    value: "WAL",
    said: "wal",
    why: "only with a log do readers and the writer not wait for each other; file systems over a network have none",
};

/// Those of each connection.
const SETTINGS: [Setting; 5] = [
    Setting {
        name: "synchronous",
        value: "FULL",
        said: "2",
        why: "otherwise the last commits are lost when the power goes",
    },
    Setting { name: "foreign_keys", value: "ON", said: "1", why: "what belongs to a request goes with it" },
    Setting { name: "secure_delete", value: "ON", said: "1", why: "what is erased is overwritten at once" },
    Setting {
        name: "busy_timeout",
        // Milliseconds. Whoever wants to wait for longer tries again, so that others have their turn meanwhile.
        value: "250",
        said: "250",
        why: "a lock of another program is waited for, and nobody else is held up by that",
    },
    Setting {
        name: "wal_autocheckpoint",
        value: "0",
        said: "0",
        why: "the server empties the log itself, when it is quiet",
    },
];

/// Gives a file its log, for the first connection to it. Later ones only look whether it has one: where another file has come into its place
/// meanwhile, nothing is to be written into that.
pub async fn set_file(connection: &mut RawConnection) -> Result<(), sqlx::Error> {
    set_one(connection, &LOG).await
}

/// Sets a new connection, and reads back whether it and its file are.
///
/// # Errors
///
/// Which setting does not hold, what it is, and the rule.
pub async fn set(connection: &mut RawConnection) -> Result<(), sqlx::Error> {
    for setting in &SETTINGS {
        set_one(connection, setting).await?;
    }
    verify(connection).await
}

async fn set_one(connection: &mut RawConnection, Setting { name, value, .. }: &Setting) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA {name} = {value}"))).execute(connection).await.map(drop)
}

async fn verify(connection: &mut RawConnection) -> Result<(), sqlx::Error> {
    for Setting { name, value, said, why } in [LOG].iter().chain(&SETTINGS) {
        let sql = sqlx::AssertSqlSafe(format!("PRAGMA {name}"));
        let is = text(&sqlx::raw_sql(sql).fetch_one(&mut *connection).await?)?;
        if is != *said {
            let error = format!("SQLite's setting {name} is {is}, and must be {value} ({said}): {why}");
            return Err(sqlx::Error::Configuration(error.into()));
        }
    }
    Ok(())
}

/// Reads the first column, a text or a number.
fn text(row: &AnyRow) -> Result<String, sqlx::Error> {
    row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))
}

/// Refuses a release of SQLite that may damage a database which several connections write back to at once: all from 3.7.0 to 3.51.2, but
/// for the two in which it was mended, too (<https://sqlite.org/wal.html#walresetbug>).
///
/// # Errors
///
/// Which release it is, and which it must be.
pub async fn refuse_unsound_release(connection: &mut RawConnection) -> anyhow::Result<()> {
    let release: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(connection).await?;
    anyhow::ensure!(
        is_sound(&release),
        "SQLite is {release}, and must be 3.51.3 or newer (or 3.50.7, or 3.44.6, and newer ones of these): before, a log that is emptied while \
         others write may damage the database; build the server with its own SQLite"
    );
    Ok(())
}

fn is_sound(release: &str) -> bool {
    let mut parts = release.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    match (next(), next(), next()) {
        (3, 44, patch) => patch >= 6,
        (3, 50, patch) => patch >= 7,
        release => release >= (3, 51, 3),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Connection as _;

    use super::*;

    #[test]
    fn releases_that_may_damage_a_log_are_told_from_sound_ones() {
        for sound in ["3.51.3", "3.51.4", "3.52.0", "3.53.1", "4.0.0", "3.50.7", "3.50.8", "3.44.6"] {
            assert!(is_sound(sound), "{sound}");
        }
        for unsound in ["3.51.2", "3.50.6", "3.44.5", "3.45.9", "3.7.17", "", "new"] {
            assert!(!is_sound(unsound), "{unsound}");
        }
    }

    #[tokio::test]
    async fn a_later_connection_writes_nothing_into_a_file_that_is_another() {
        sqlx::any::install_default_drivers();
        let file = tempfile::NamedTempFile::new().expect("a file");
        let address = format!("sqlite:{}?mode=rw", file.path().display());
        let mut connection = RawConnection::connect(&address).await.expect("a connection");
        let error = set(&mut connection).await.expect_err("a file without a log");
        assert!(error.to_string().contains("journal_mode is delete, and must be WAL"), "{error}");
        assert_eq!(file.as_file().metadata().expect("the file").len(), 0);
        set_file(&mut connection).await.expect("a log");
        set(&mut connection).await.expect("a connection to a file with a log");
    }

    #[tokio::test]
    async fn a_setting_that_does_not_hold_is_named_with_its_rule() {
        sqlx::any::install_default_drivers();
        // A database in memory has no log.
        let mut connection = RawConnection::connect("sqlite::memory:").await.expect("a database");
        let error = set(&mut connection).await.expect_err("a setting that does not hold");
        let expected = "SQLite's setting journal_mode is memory, and must be WAL (wal): only with a log ";
        assert!(error.to_string().contains(expected), "{error}");
        refuse_unsound_release(&mut connection).await.expect("a sound release");
    }
}
