//! Whose turn it is to write.

use std::mem;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyPool, Connection as _, Error};
use sqlx_core::transaction::TransactionManager;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::connection::Connection;
use super::only::{Only, Transactions};
use super::{RawConnection, TIMEOUT};

/// The connections that write.
pub enum Writes {
    /// As many as a database takes.
    Many(AnyPool),
    /// SQLite writes for one connection at a time. Waiting for the one here is first come, first served; waiting for the file's lock is not.
    One(Arc<Mutex<Only>>, AnyConnectOptions),
}

impl Writes {
    /// Writes by this connection, and, where it breaks, by another one at the same address.
    pub fn one(connection: RawConnection, address: AnyConnectOptions) -> Self {
        Self::One(Arc::new(Mutex::new(Only::Open(connection))), address)
    }

    /// Returns a connection that writes, once its turn has come.
    pub async fn writer(&self) -> Result<Writer, Error> {
        match self {
            Self::Many(pool) => Ok(Writer(Connection::pooled(pool.acquire().await?))),
            Self::One(only, address) => {
                let waited = timeout(TIMEOUT, only.clone().lock_owned()).await;
                let mut only = waited.map_err(|_| Error::PoolTimedOut)?;
                only.mend(address).await?;
                Ok(Writer(Connection::only(only)))
            }
        }
    }

    /// Waits for what is being written, and closes the connections.
    pub async fn close(&self) {
        match self {
            Self::Many(pool) => pool.close().await,
            Self::One(only, _) => {
                if let Only::Open(connection) = mem::replace(&mut *only.lock().await, Only::Closed) {
                    // What is committed is on the disk without it.
                    let _ = connection.close().await;
                }
            }
        }
    }
}

/// A connection that writes, for as long as somebody has it.
pub struct Writer(Connection);

impl Writer {
    /// Begins a transaction. Until it has ended, whoever drops the connection is to take it back.
    pub async fn begin(&mut self, statement: Option<sqlx::SqlStr>) -> Result<(), Error> {
        self.0.begin(statement).await
    }

    /// Keeps what was written.
    pub async fn commit(&mut self) -> Result<(), Error> {
        self.0.commit().await
    }

    /// Begins to take back what was written. Whoever has the connection next finds it done.
    pub fn take_back(&mut self) {
        Transactions::start_rollback(self.0.raw());
    }

    /// Leaves the connection to others after an error: where its thread has ended, they open another.
    pub fn leave(mut self, error: &Error) {
        if let Error::WorkerCrashed = error {
            self.0.is_broken();
        }
    }
}

impl Deref for Writer {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Writer {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}
