//! The only connection that writes to a file, which is opened again where it breaks.

use sqlx::any::AnyConnectOptions;
use sqlx::{Any, Connection as _, Database, Error};
use sqlx_core::transaction::TransactionManager;

use super::{RawConnection, settings};

/// Begins and ends transactions.
pub(super) type Transactions = <Any as Database>::TransactionManager;

/// The only connection that writes.
pub enum Only {
    /// It is there.
    Open(RawConnection),
    /// It is of no use any more. Whoever writes next opens another.
    Broken,
    /// It is closed for good.
    Closed,
}

impl Only {
    /// Makes sure that there is a connection on which no transaction is open.
    pub(super) async fn mend(&mut self, address: &AnyConnectOptions) -> Result<(), Error> {
        if let Self::Open(connection) = self
            && Transactions::get_transaction_depth(connection) > 0
        {
            // The last one is being taken back still. Or SQLite has done so by itself, as it does where the disk is full, and the driver
            // believes for ever that it is open.
            let answers = connection.ping().await.is_ok();
            if !answers || Transactions::get_transaction_depth(connection) > 0 {
                *self = Self::Broken;
            }
        }
        match self {
            Self::Open(_) => Ok(()),
            Self::Closed => Err(Error::PoolClosed),
            Self::Broken => {
                let mut connection = RawConnection::connect_with(address).await?;
                settings::set(&mut connection).await?;
                *self = Self::Open(connection);
                Ok(())
            }
        }
    }
}
