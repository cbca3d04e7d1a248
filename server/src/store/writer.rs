//! Whose turn it is to write.

use std::mem;
use std::sync::Arc;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyPool, Connection as _, Error};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::connection::Connection;
use super::only::Only;
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
    pub async fn writer(&self) -> Result<Connection, Error> {
        match self {
            Self::Many(pool) => Ok(Connection::pooled(pool.acquire().await?)),
            Self::One(only, address) => {
                let waited = timeout(TIMEOUT, only.clone().lock_owned()).await;
                let mut only = waited.map_err(|_| Error::PoolTimedOut)?;
                only.mend(address).await?;
                Ok(Connection::only(only))
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
