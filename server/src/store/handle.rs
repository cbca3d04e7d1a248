//! The database as all of the server use it: who reads, and who writes.

use std::io;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, SqlSafeStr};
use tokio::sync::Notify;
use tokio::time::{Duration, Instant, timeout};

use super::opened::Opened;
use super::place::Place;
use super::turns::{self, MOST_ROWS, Retry};
use super::watch::Misplaced;
use super::{Connection, Kind, TIMEOUT, instant, postgres, sqlite, stamp};

/// The database. Clones share it.
#[derive(Clone)]
pub struct Store {
    pub(super) shared: Arc<Shared>,
}

/// What clones of a store share.
pub(super) struct Shared {
    kind: Kind,
    /// Where the file of SQLite is to stand.
    pub(super) path: Option<PathBuf>,
    state: RwLock<State>,
    /// When something was last committed, and nothing has failed since.
    committed_at: Mutex<Option<Instant>>,
    /// Rung where the file is not where it was opened.
    pub(super) alarm: Notify,
}

/// Whether the database can be used.
#[derive(Clone)]
pub(super) enum State {
    /// It can.
    Open(Arc<Opened>),
    /// It is not where it was opened, and why; what was opened, where it is open still.
    Lost(Option<Arc<Opened>>, Arc<str>),
    /// It is closed for good.
    Closed,
}

impl Store {
    /// Opens a database and brings its tables up to date. A file of SQLite is made, with its folder, whichever of them are missing.
    pub async fn open(place: &Place) -> anyhow::Result<Self> {
        sqlx::any::install_default_drivers();
        Ok(match place {
            Place::File(path) => Self::of(Kind::Sqlite, Some(path.clone()), sqlite::open(path).await?),
            Place::Postgres(url) => Self::of(Kind::Postgres, None, postgres::open(url).await?),
        })
    }

    /// Opens a database in memory, which is gone with the program. It has one connection, so whoever reads must be done before somebody
    /// writes.
    pub async fn in_memory() -> anyhow::Result<Self> {
        sqlx::any::install_default_drivers();
        Ok(Self::of(Kind::Sqlite, None, sqlite::open_in_memory().await?))
    }

    fn of(kind: Kind, path: Option<PathBuf>, opened: Opened) -> Self {
        let state = RwLock::new(State::Open(Arc::new(opened)));
        Self { shared: Arc::new(Shared { kind, path, state, committed_at: Mutex::default(), alarm: Notify::new() }) }
    }

    /// Returns which database it is.
    pub fn kind(&self) -> Kind {
        self.shared.kind
    }

    /// Returns a connection to read with, which waits for nobody who writes.
    pub async fn read(&self) -> Result<Connection, sqlx::Error> {
        Ok(Connection::pooled(self.shared.opened()?.reads.acquire().await?))
    }

    /// Begins a transaction that writes. With SQLite there is one at a time: first come, first served.
    ///
    /// Where another program has the lock, others have their turn in between, and it fails after some seconds.
    pub async fn write(&self) -> Result<Writing, sqlx::Error> {
        let retry = Retry::new();
        loop {
            match self.try_write().await {
                Ok(writing) => return Ok(writing),
                Err(error) => retry.pause(error).await.inspect_err(|_| self.shared.failed())?,
            }
        }
    }

    /// Begins a transaction as [`Self::write`] does, but fails as soon as another program has the lock.
    pub async fn try_write(&self) -> Result<Writing, sqlx::Error> {
        let opened = self.shared.checked().await?;
        let begin = match self.kind() {
            // Otherwise the lock would be taken at the first change, where it cannot be waited for after something was read.
            Kind::Sqlite => Some("BEGIN IMMEDIATE".into_sql_str()),
            Kind::Postgres => None,
        };
        let mut writer = opened.writes.writer().await?;
        if let Err(error) = writer.begin(begin).await {
            writer.leave(&error);
            return Err(error);
        }
        let mut writing =
            Writing { writer, is_open: true, shared: self.shared.clone(), opened: opened.clone(), stamp: None };
        if let Some(watched) = &opened.watched {
            writing.stamp = stamp::renew(writing.raw(), watched).await?;
        }
        Ok(writing)
    }

    /// Runs one statement that writes, a transaction of its own. How many rows it has changed.
    pub async fn execute(&self, statement: Query<'_, Any, AnyArguments>) -> Result<u64, sqlx::Error> {
        let mut writing = self.write().await?;
        let done = statement.execute(&mut *writing).await?;
        writing.commit().await?;
        Ok(done.rows_affected())
    }

    /// Runs a statement that changes rows of before an instant, `$1`, and `$2` of them at most, until there are none; how many. Others write
    /// in between. The statement must be written here in the program, without anything that came from outside.
    pub async fn execute_in_turns(&self, statement: &str, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
        let before = instant(before);
        turns::until_none(|| {
            let statement = sqlx::query(AssertSqlSafe(statement.to_owned()));
            self.execute(statement.bind(&before).bind(i64::from(MOST_ROWS)))
        })
        .await
    }

    /// Waits for what is being read and written, and closes the connections. It does not wait for long where the database is silent.
    pub async fn close(&self) {
        let before = self.shared.set(State::Closed);
        match before {
            State::Open(opened) if self.kind() == Kind::Postgres => {
                let _ = timeout(TIMEOUT, opened.close()).await;
            }
            State::Open(opened) | State::Lost(Some(opened), _) if opened.is_own() => opened.close().await,
            // SQLite would write the log back to what stands in the file now.
            State::Lost(Some(opened), _) | State::Open(opened) => std::mem::forget(opened),
            State::Lost(None, _) | State::Closed => {}
        }
    }
}

impl Shared {
    /// Returns the database, where it can be used.
    pub(super) fn opened(&self) -> Result<Arc<Opened>, sqlx::Error> {
        match self.state() {
            State::Open(opened) => Ok(opened),
            State::Lost(_, why) => Err(sqlx::Error::Io(io::Error::other(&*why))),
            State::Closed => Err(sqlx::Error::PoolClosed),
        }
    }

    /// Returns the database, where it can be used and is where it was opened.
    pub(super) async fn checked(&self) -> Result<Arc<Opened>, sqlx::Error> {
        let opened = self.opened()?;
        self.check(&opened).await?;
        Ok(opened)
    }

    /// Fails where the file is not where it was opened. Whoever finds that first takes the database out of use.
    pub(super) async fn check(&self, opened: &Arc<Opened>) -> Result<(), sqlx::Error> {
        let Some(watched) = &opened.watched else { return Ok(()) };
        let Some(misplaced) = watched.misplaced() else { return Ok(()) };
        // Other servers and commands give the file stamps, too.
        if misplaced == Misplaced::Overwritten && opened.has_own_stamp().await.unwrap_or(false) {
            return Ok(());
        }
        let why = watched.error(misplaced);
        self.failed();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*state, State::Open(open) if Arc::ptr_eq(open, opened)) {
            *state = State::Lost(Some(opened.clone()), why.to_string().into());
            tracing::error!("nothing can be stored: {why}");
            self.alarm.notify_one();
        }
        Err(sqlx::Error::Io(why))
    }

    pub(super) fn state(&self) -> State {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sets a state, unless it is closed; returns the one before.
    pub(super) fn set(&self, new: State) -> State {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        match *state {
            State::Closed => State::Closed,
            _ => std::mem::replace(&mut state, new),
        }
    }

    /// Notes a commit; fails where the file in which it is is no longer the one that all see.
    pub(super) async fn committed(&self, opened: &Arc<Opened>, stamp: Option<u32>) -> Result<(), sqlx::Error> {
        if let Some(watched) = &opened.watched {
            watched.stamped(stamp);
        }
        self.check(opened).await?;
        *self.committed_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        Ok(())
    }

    /// Notes that the database could not be written.
    pub(super) fn failed(&self) {
        *self.committed_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns how long ago something was committed, where nothing has failed since.
    pub(super) fn since_commit(&self) -> Option<Duration> {
        self.committed_at.lock().unwrap_or_else(PoisonError::into_inner).map(|at| at.elapsed())
    }
}

/// A transaction that writes. What is dropped without a commit is as if it had never been.
pub struct Writing {
    writer: Connection,
    is_open: bool,
    shared: Arc<Shared>,
    opened: Arc<Opened>,
    stamp: Option<u32>,
}

impl Writing {
    /// Keeps what was written, for good: once this returns, it is on the disk, in the file that stands at the path.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        self.writer.commit().await.inspect_err(|_| self.shared.failed())?;
        self.is_open = false;
        self.shared.committed(&self.opened, self.stamp).await
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if self.is_open {
            self.writer.take_back();
        }
    }
}

impl Deref for Writing {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.writer
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.writer
    }
}
