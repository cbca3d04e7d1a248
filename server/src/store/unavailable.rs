//! Which errors of a database say that it cannot be used now, and may be later.

use std::io::{self, ErrorKind};

use sqlx::Error;
use sqlx::error::DatabaseError;

/// SQLite's result codes, of which an extended one has more above its first eight bits: locked by another program, by another connection,
/// read-only, out of reach on the disk, the disk full, no file to open, and a lock that the file system does not give.
const OF_SQLITE: [u32; 7] = [5, 6, 8, 10, 13, 14, 15];

/// Classes and codes of SQLSTATE: no connection, transaction rolled back, no resources, an operator's stop, a lock that is not had in time,
/// a server that only reads, and a transaction in which we asked for nothing in time.
const OF_POSTGRES: [&str; 7] = ["08", "40", "53", "57P", "55P03", "25006", "25P03"];

/// Tells whether an error says that the database cannot be used now, so that what was asked is worth asking again: it is locked, full, gone,
/// or all its connections are taken. All else is a fault of ours.
pub fn is_unavailable(error: &Error) -> bool {
    match error {
        Error::Io(_)
        | Error::Tls(_)
        // What comes over a connection is cut, or of something before: another connection is in order.
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed
        | Error::BeginFailed => true,
        Error::Database(error) => code_is_unavailable(&**error),
        _ => false,
    }
}

/// Tells whether nothing was done since others work with the same, so that it can be tried again at once: another program has SQLite's lock,
/// or PostgreSQL has chosen this one of two that wait for each other.
pub fn is_busy(error: &Error) -> bool {
    const BUSY: u32 = 5;
    const ROLLED_BACK: &str = "40";
    let Some(error) = error.as_database_error() else { return false };
    sqlite_code(error) == Some(BUSY)
        || error.code().is_some_and(|state| state.len() == 5 && state.starts_with(ROLLED_BACK))
}

/// Tells whether an error has come of a disk without room.
pub fn is_full(error: &anyhow::Error) -> bool {
    const FULL: u32 = 13;
    error.chain().any(|cause| {
        let of_disk = cause.downcast_ref::<io::Error>();
        let of_sqlite = cause.downcast_ref::<Error>().and_then(Error::as_database_error).and_then(sqlite_code);
        of_sqlite == Some(FULL) || of_disk.is_some_and(|error| error.kind() == ErrorKind::StorageFull)
    })
}

fn code_is_unavailable(error: &dyn DatabaseError) -> bool {
    if let Some(code) = sqlite_code(error) {
        return OF_SQLITE.contains(&code);
    }
    error.code().is_some_and(|state| OF_POSTGRES.iter().any(|class| state.starts_with(class)))
}

/// Returns the primary result code of SQLite; none of PostgreSQL, whose codes have five characters.
fn sqlite_code(error: &dyn DatabaseError) -> Option<u32> {
    const STATE_LENGTH: usize = 5;
    let code = error.code().filter(|code| code.len() < STATE_LENGTH)?;
    Some(code.parse::<u32>().ok()? & 0xff)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::error::Error as StdError;
    use std::fmt;

    use sqlx::error::ErrorKind;

    use super::*;

    /// An error of a database with nothing but a code.
    #[derive(Debug)]
    struct Code(&'static str);

    impl fmt::Display for Code {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl StdError for Code {}

    impl DatabaseError for Code {
        fn message(&self) -> &str {
            self.0
        }

        fn code(&self) -> Option<Cow<'_, str>> {
            Some(self.0.into())
        }

        fn as_error(&self) -> &(dyn StdError + Send + Sync + 'static) {
            self
        }

        fn as_error_mut(&mut self) -> &mut (dyn StdError + Send + Sync + 'static) {
            self
        }

        fn into_error(self: Box<Self>) -> Box<dyn StdError + Send + Sync + 'static> {
            self
        }

        fn kind(&self) -> ErrorKind {
            ErrorKind::Other
        }
    }

    #[test]
    fn what_may_pass_is_told_from_what_is_our_fault() {
        let of = |code| Error::Database(Box::new(Code(code)));
        // Locked, locked by another connection, full, a failed sync (10 | 4 << 8), no file, read-only since it was moved (8 | 4 << 8).
        for code in [
            "5", "6", "13", "1034", "14", "1032", "08006", "53300", "53100", "57P01", "40001", "55P03", "25006",
            "25P03",
        ] {
            assert!(is_unavailable(&of(code)), "{code}");
        }
        // No such table, a constraint, a malformed file; a unique violation, a syntax error, a query that was cancelled.
        for code in ["1", "19", "2067", "11", "23505", "42601", "57014"] {
            assert!(!is_unavailable(&of(code)), "{code}");
        }
        assert!(is_unavailable(&Error::PoolTimedOut) && is_unavailable(&Error::Protocol("cut".to_owned())));
        assert!(!is_unavailable(&Error::RowNotFound));
        assert!(
            is_busy(&of("5"))
                && is_busy(&of("517"))
                && is_busy(&of("40P01"))
                && !is_busy(&of("6"))
                && !is_busy(&of("55P03"))
        );
    }
}
