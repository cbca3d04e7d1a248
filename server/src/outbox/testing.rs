//! An outbox for tests: requests with messages, at an instant of the test's own.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

use crate::outbox::entry::Entry;
use crate::outbox::message::{Channel, Target};
use crate::outbox::table;
use crate::plan_requests::reference::Reference;
use crate::store::Store;

/// Returns the instant so many seconds after the first one of a test.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

/// Names a webhook's target.
pub fn target(name: &str) -> Target {
    Target { channel: Channel::Webhook, name: name.to_owned() }
}

/// Stores a request of this number with a message for each target, at the first instant.
pub async fn request(store: &Store, number: u128, targets: &[Target]) {
    requests(store, number..number + 1, targets).await;
}

/// Stores requests of these numbers at once, each with a message for each target.
pub async fn requests(store: &Store, numbers: Range<u128>, targets: &[Target]) {
    const INSERT: &str = "
        INSERT INTO plan_requests (reference, received_at, plan, name, email, company, answers, page_catalog_version, fits, advice,
            catalog_id, catalog_version)
        VALUES ($1, '1970-01-01T00:00:00Z', 'plus', 'Ada', 'ada@analytical.example', 'Engines', '{}', '1', 1, 'null', 'msa', '1')";
    let mut transaction = store.write().await.expect("a transaction");
    for reference in numbers.map(Reference::of_number) {
        sqlx::query(INSERT).bind(&reference).execute(&mut *transaction).await.expect("a new request");
        table::insert(&mut transaction, &reference, targets, at(0)).await.expect("new messages");
    }
    transaction.commit().await.expect("a commit");
}

/// Lists all messages.
pub async fn entries(store: &Store) -> Vec<Entry> {
    store.outbox_entries(None, at(0)).await.expect("messages")
}
