//! A connection for as long as somebody has it. One to PostgreSQL that does not answer in time is given up: its host may have lost its power,
//! or a router may drop what it sends, of which the system tells nothing for hours.

use std::fmt;
use std::io::{Error as IoError, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use sqlx::any::{AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo};
use sqlx::pool::PoolConnection;
use sqlx::{Any, Connection as _, Database, Describe, Either, Error, Execute, Executor, SqlStr};
use sqlx_core::transaction::TransactionManager;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{Duration, Instant, Sleep, sleep, timeout};
use tokio_stream::Stream;

use super::only::{Only, Transactions};
use super::{RawConnection, TIMEOUT};

type Boxed<'e, T> = Pin<Box<dyn Future<Output = T> + Send + 'e>>;

type Step = Result<Either<AnyQueryResult, AnyRow>, Error>;

type Steps<'e> = Pin<Box<dyn Stream<Item = Step> + Send + 'e>>;

/// How long a statement may take until something is answered.
const LONGEST_STATEMENT: Duration = Duration::from_secs(20);

/// How long a connection that has been idle may take to show that it is there still.
const LONGEST_PING: Duration = Duration::from_secs(1);

/// A connection to either database.
pub struct Connection {
    held: Held,
    /// How long it may take to answer; SQLite always answers.
    limit: Option<Duration>,
    /// Whether it has not answered in time: it is used no more.
    is_silent: bool,
}

pub(super) enum Held {
    /// One of a pool; none once it is given back.
    Pooled(Option<PoolConnection<Any>>),
    /// The only one that writes.
    Only(OwnedMutexGuard<Only>),
}

impl Connection {
    /// Holds a connection of a pool, to PostgreSQL unless the pool is one of SQLite.
    pub(super) fn pooled(connection: PoolConnection<Any>) -> Self {
        let limit = (connection.backend_name() == sqlx::postgres::Postgres::NAME).then_some(LONGEST_STATEMENT);
        Self { held: Held::Pooled(Some(connection)), limit, is_silent: false }
    }

    /// Holds the only connection that writes, which must be open.
    pub(super) fn only(only: OwnedMutexGuard<Only>) -> Self {
        Self { held: Held::Only(only), limit: None, is_silent: false }
    }

    /// Returns the driver's connection, whose answers are waited for without end.
    pub(super) fn raw(&mut self) -> &mut RawConnection {
        self.held.raw()
    }

    /// Gives it up where it does not answer within so long from now on.
    pub fn answers_within(&mut self, limit: Duration) {
        self.limit = self.limit.map(|_| limit);
    }

    /// Begins a transaction. Until it has ended, whoever drops the connection is to take it back.
    pub(super) async fn begin(&mut self, statement: Option<SqlStr>) -> Result<(), Error> {
        // That waits for nobody else.
        let limit = self.limit.map(|limit| limit.min(TIMEOUT));
        in_time(limit, &mut self.is_silent, Transactions::begin(self.held.raw(), statement)).await
    }

    /// Keeps what was written.
    pub(super) async fn commit(&mut self) -> Result<(), Error> {
        in_time(self.limit, &mut self.is_silent, Transactions::commit(self.held.raw())).await
    }

    /// Begins to take back what was written. Whoever has the connection next finds it done.
    pub(super) fn take_back(&mut self) {
        Transactions::start_rollback(self.held.raw());
    }

    /// Leaves the connection to others after an error: where its thread has ended, they open another.
    pub(super) fn leave(mut self, error: &Error) {
        if let (Held::Only(only), Error::WorkerCrashed) = (&mut self.held, error) {
            **only = Only::Broken;
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let Held::Pooled(held) = &mut self.held else { return };
        let Some(mut connection) = held.take() else { return };
        if self.is_silent {
            drop(connection.detach());
        } else if self.limit.is_some() {
            // The pool asks whether it answers still, which it may not where somebody has gone away in the middle of a statement.
            tokio::spawn(async move { timeout(TIMEOUT, connection.return_to_pool()).await });
        }
    }
}

impl Held {
    fn raw(&mut self) -> &mut RawConnection {
        match self {
            Self::Pooled(Some(connection)) => connection,
            Self::Only(only) => match &mut **only {
                Only::Open(connection) => connection,
                Only::Broken | Only::Closed => panic!("{IS_OPEN}"),
            },
            Self::Pooled(None) => panic!("{IS_OPEN}"),
        }
    }
}

/// Why there is a connection.
const IS_OPEN: &str = "it is made with an open connection, which nobody else can close meanwhile";

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("is_silent", &self.is_silent).finish_non_exhaustive()
    }
}

/// Makes sure that a connection that has been idle is there still.
pub(super) async fn ping(connection: &mut RawConnection) -> Result<(), Error> {
    timeout(LONGEST_PING, connection.ping()).await.unwrap_or_else(|_| Err(silence()))
}

/// Waits for an answer, and notes where it does not come in time.
async fn in_time<T>(
    limit: Option<Duration>,
    is_silent: &mut bool,
    answer: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let Some(limit) = limit else { return answer.await };
    if *is_silent {
        return Err(silence());
    }
    timeout(limit, answer).await.unwrap_or_else(|_| {
        *is_silent = true;
        Err(silence())
    })
}

/// Says that there was no answer in time.
fn silence() -> Error {
    Error::Io(IoError::new(ErrorKind::TimedOut, "the database does not answer"))
}

impl<'c> Executor<'c> for &'c mut Connection {
    type Database = Any;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> Steps<'e>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        let Connection { held, limit, is_silent } = self;
        let Some(limit) = *limit else { return held.raw().fetch_many(query) };
        if *is_silent {
            return Box::pin(tokio_stream::once(Err(silence())));
        }
        let steps = held.raw().fetch_many(query);
        Box::pin(InTime { steps, limit, is_silent, is_waiting: false, sleep: Box::pin(sleep(limit)) })
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> Boxed<'e, Result<Option<AnyRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        let Connection { held, limit, is_silent } = self;
        let row = held.raw().fetch_optional(query);
        if limit.is_none() { row } else { Box::pin(in_time(*limit, is_silent, row)) }
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [AnyTypeInfo]) -> Boxed<'e, Result<AnyStatement, Error>>
    where
        'c: 'e,
    {
        let Connection { held, limit, is_silent } = self;
        Box::pin(in_time(*limit, is_silent, held.raw().prepare_with(sql, parameters)))
    }

    fn describe<'e>(self, sql: SqlStr) -> Boxed<'e, Result<Describe<Any>, Error>>
    where
        'c: 'e,
    {
        let Connection { held, limit, is_silent } = self;
        Box::pin(in_time(*limit, is_silent, held.raw().describe(sql)))
    }
}

/// Answers to a statement, each of which must come in time.
struct InTime<'e> {
    steps: Steps<'e>,
    limit: Duration,
    is_silent: &'e mut bool,
    /// Whether the next one is waited for.
    is_waiting: bool,
    sleep: Pin<Box<Sleep>>,
}

impl Stream for InTime<'_> {
    type Item = Step;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Step>> {
        let this = &mut *self;
        if let Poll::Ready(step) = this.steps.as_mut().poll_next(context) {
            this.is_waiting = false;
            return Poll::Ready(step);
        }
        if !this.is_waiting {
            this.is_waiting = true;
            this.sleep.as_mut().reset(Instant::now() + this.limit);
        }
        ready!(this.sleep.as_mut().poll(context));
        *this.is_silent = true;
        Poll::Ready(Some(Err(silence())))
    }
}
