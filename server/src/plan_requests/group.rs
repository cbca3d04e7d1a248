//! Requests that wait together are stored together: in one transaction, with one wait for the disk.

use std::fmt;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Duration, Instant, sleep, timeout};

use crate::error_response::ErrorResponse;
use crate::metrics;
use crate::outbox::message::Target;
use crate::plan_requests::insert::Inserted;
use crate::plan_requests::new_request::NewRequest;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::request_record::RequestRecord;
use crate::plan_requests::table::Stored;
use crate::store::Store;
use crate::store::turns::PAUSE;
use crate::store::unavailable::{is_busy, is_unavailable};

/// How many references are tried. A second one is needed about once in 2^55 requests per request stored.
const ATTEMPTS: usize = 4;

/// How many requests wait at most. Whoever comes later is asked to come again.
const WAITING: usize = 1024;

/// How many are stored in one transaction at most.
const MOST: usize = 256;

/// How long a request waits in the queue before it is asked to come again.
const LONGEST_IN_QUEUE: Duration = Duration::from_secs(5);

/// How long whoever sent a request waits for its answer, in front of a database that stays silent, too.
const LONGEST_ANSWER: Duration = Duration::from_secs(20);

/// The task that stores requests. Clones share it.
#[derive(Clone)]
pub struct Group {
    queue: mpsc::Sender<Waiting>,
}

/// Why a request is not stored, as far as is known.
#[derive(Clone, Debug)]
pub enum Refused {
    /// As many wait already as may, or it has waited for too long. In the latter case it may be stored after all, and is found by its key.
    Busy,
    /// The database failed.
    Failed(Arc<sqlx::Error>),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => {
                f.write_str("more requests come than it stores, another program has its lock, or it does not answer")
            }
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl From<Refused> for ErrorResponse {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Failed(error) if !is_unavailable(&error) => Self::internal(error),
            refused => Self::database_unavailable(refused),
        }
    }
}

/// A request that waits.
struct Waiting {
    request: NewRequest,
    since: Instant,
    answer: oneshot::Sender<Result<Inserted, Refused>>,
}

impl Group {
    /// Starts the task, which ends with the last clone.
    pub fn start(store: Store) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        tokio::spawn(run(store, waiting));
        Self { queue }
    }

    /// Stores a record under a new reference, what `reply` answers to it, and a message for each of these targets, unless its idempotency key
    /// was there before. It is stored also where nobody waits for the answer any more.
    ///
    /// # Errors
    ///
    /// Why it is not stored.
    pub async fn insert(
        &self,
        record: &RequestRecord,
        messages: &[Target],
        mut new_reference: impl FnMut() -> Reference,
        reply: impl Fn(&Stored) -> String,
    ) -> Result<Inserted, Refused> {
        for _ in 0..ATTEMPTS {
            match self.store(NewRequest::new(record, messages, new_reference(), &reply)).await? {
                Inserted::ReferenceTaken => {}
                inserted => return Ok(inserted),
            }
        }
        Ok(Inserted::ReferenceTaken)
    }

    async fn store(&self, request: NewRequest) -> Result<Inserted, Refused> {
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { request, since: Instant::now(), answer };
        self.queue.try_send(waiting).map_err(|_| Refused::Busy)?;
        let answer = timeout(LONGEST_ANSWER, answered).await;
        answer.ok().and_then(Result::ok).unwrap_or(Err(Refused::Busy))
    }
}

async fn run(store: Store, mut queue: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::new();
    while queue.recv_many(&mut batch, MOST).await > 0 {
        loop {
            batch = store_batch(&store, refuse_late(batch)).await;
            if batch.is_empty() {
                break;
            }
            sleep(PAUSE).await;
            // They get along with those that were there before.
            while batch.len() < MOST
                && let Ok(waiting) = queue.try_recv()
            {
                batch.push(waiting);
            }
        }
    }
}

/// Answers those that have waited for too long; returns the others.
fn refuse_late(batch: Vec<Waiting>) -> Vec<Waiting> {
    let (kept, late) = batch.into_iter().partition(|waiting| waiting.since.elapsed() < LONGEST_IN_QUEUE);
    refuse(late, &Refused::Busy);
    kept
}

fn refuse(batch: Vec<Waiting>, why: &Refused) {
    for Waiting { answer, .. } in batch {
        let _ = answer.send(Err(why.clone()));
    }
}

/// Stores a batch and answers it. Returns those that are to be tried again, as another program has the lock.
async fn store_batch(store: &Store, batch: Vec<Waiting>) -> Vec<Waiting> {
    let (together, mut each) = batch.into_iter().partition(|waiting| waiting.request.is_told_apart_by_constraints());
    let mut again = Vec::new();
    match store_together(store, together).await {
        Together::Answered => {}
        Together::Each(batch) => each.extend(batch),
        Together::Again(batch) => again = batch,
    }
    again.extend(store_each(store, each).await);
    again
}

/// What became of requests that were stored together.
enum Together {
    /// All are answered.
    Answered,
    /// Something about some of them is special, or wrong. Each by itself shows what.
    Each(Vec<Waiting>),
    /// Another program has the lock; nothing was done.
    Again(Vec<Waiting>),
}

/// Stores requests that need no question before.
async fn store_together(store: &Store, batch: Vec<Waiting>) -> Together {
    if batch.is_empty() {
        return Together::Answered;
    }
    match store.insert_together(batch.iter().map(|waiting| &waiting.request)).await {
        Ok(stored) if stored != batch.len() => Together::Each(batch),
        Ok(stored) => {
            count(stored);
            for Waiting { request, answer, .. } in batch {
                // Whoever is gone finds it by its key.
                let _ = answer.send(Ok(Inserted::now(request)));
            }
            Together::Answered
        }
        Err(error) if is_busy(&error) => Together::Again(batch),
        Err(error) if is_unavailable(&error) => {
            refuse(batch, &Refused::Failed(error.into()));
            Together::Answered
        }
        // Each shows what is wrong with it.
        Err(_) => Together::Each(batch),
    }
}

/// Stores requests of which each needs a look at what is there.
async fn store_each(store: &Store, batch: Vec<Waiting>) -> Vec<Waiting> {
    if batch.is_empty() {
        return batch;
    }
    match store.insert_each(batch.iter().map(|waiting| &waiting.request)).await {
        Ok(all) => {
            count(all.iter().filter(|inserted| matches!(inserted, Ok(Inserted::Now(..)))).count());
            for (Waiting { answer, .. }, inserted) in batch.into_iter().zip(all) {
                let _ = answer.send(inserted.map_err(|error| Refused::Failed(error.into())));
            }
            Vec::new()
        }
        Err(error) if is_busy(&error) => batch,
        Err(error) => {
            refuse(batch, &Refused::Failed(error.into()));
            Vec::new()
        }
    }
}

/// Counts a commit of so many requests.
fn count(requests: usize) {
    if requests > 0 {
        metrics::store_commits_total();
        metrics::store_batch_size(requests);
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use plans::request::PlanRequest;

    use super::*;
    use crate::catalog_file;
    use crate::outbox::testing::{entries, target};
    use crate::plan_requests::idempotency_key::IdempotencyKey;
    use crate::plan_requests::request_record::Arrival;
    use crate::store::batch::Value;
    use crate::store::testing::TestStore;

    fn record(number: u128, key: Option<&str>) -> RequestRecord {
        let catalog = catalog_file::built_in().expect("a checked catalogue").catalog;
        let body = r#"{
            "plan": "plus", "answers": {}, "catalog": {"id": "msa", "version": "1"},
            "contact": {"name": "Ada", "email": "ada@analytical.example", "company": "Engines"}
        }"#;
        let request = PlanRequest::from_json(&catalog, body).expect("a valid request");
        let key = key.map(|key| IdempotencyKey::OfClient(key.to_owned()));
        let arrival = Arrival { key, body_hash: String::new(), received_at: DateTime::UNIX_EPOCH };
        let mut record = RequestRecord::checked(&catalog, request, arrival, Vec::new());
        record.receipt_hash = Some(format!("hash {number}"));
        record
    }

    /// A request of this number, with a message to one target.
    fn new(number: u128, key: Option<&str>) -> NewRequest {
        NewRequest::new(&record(number, key), &[target("a")], Reference::of_number(number), |_| String::new())
    }

    /// Stores requests as one batch; what each of them is answered, as the number of the request that is stored, where one is.
    async fn store_as_batch(store: &Store, requests: Vec<NewRequest>) -> Vec<Option<String>> {
        let (mut batch, mut answers) = (Vec::new(), Vec::new());
        for request in requests {
            let (answer, answered) = oneshot::channel();
            batch.push(Waiting { request, since: Instant::now(), answer });
            answers.push(answered);
        }
        assert!(store_batch(store, batch).await.is_empty(), "nobody else has the lock");
        let mut stored = Vec::new();
        for answer in answers {
            stored.push(match answer.await.expect("an answer") {
                Ok(Inserted::Now(stored, _)) => Some(stored.reference.to_string()),
                Ok(Inserted::Before(earlier)) => Some(format!("before {}", earlier.stored.reference)),
                Ok(Inserted::ReferenceTaken | Inserted::ProofSpent) | Err(_) => None,
            });
        }
        stored
    }

    async fn count(store: &Store, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let select = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        select.fetch_one(&mut store.read().await.expect("a connection")).await.expect("a count")
    }

    fn reference(number: u128) -> Option<String> {
        Some(Reference::of_number(number).to_string())
    }

    #[tokio::test]
    async fn a_reference_that_is_taken_gives_way_to_another() {
        let store = TestStore::new().await;
        let group = Group::start(Store::clone(&store));
        for (references, expected) in
            [(&[0][..], Some(0)), (&[0, 1], Some(1)), (&[1, 0, 1, 2], Some(2)), (&[0; ATTEMPTS], None)]
        {
            let mut numbers = references.iter();
            let next = || Reference::of_number(*numbers.next().expect("no more references are asked for"));
            let number = expected.unwrap_or(99);
            let inserted = group.insert(&record(number, None), &[], next, |_| String::new()).await.expect("a database");
            let got = match inserted {
                Inserted::Now(stored, _) => Some(stored.reference.to_string()),
                _ => None,
            };
            assert_eq!(got, expected.and_then(reference));
        }
    }

    #[tokio::test]
    async fn a_batch_of_any_size_is_stored_with_its_messages() {
        let store = TestStore::new().await;
        let mut stored = 0;
        for size in [1, 2, 5, 7, 33, 200, 256] {
            let batch = (stored..stored + size).map(|number| new(number, None)).collect();
            let expected: Vec<_> = (stored..stored + size).map(reference).collect();
            assert_eq!(store_as_batch(&store, batch).await, expected);
            stored += size;
        }
        assert_eq!(count(&store, "plan_requests").await, stored as i64);
        assert_eq!(entries(&store).await.len(), stored as usize);
    }

    #[tokio::test]
    async fn one_key_in_a_batch_is_one_request_with_one_message() {
        let store = TestStore::new().await;
        let batch = vec![new(0, Some("key")), new(1, None), new(2, Some("key"))];
        let before = Some(format!("before {}", Reference::of_number(0)));
        assert_eq!(store_as_batch(&store, batch).await, [reference(0), reference(1), before.clone()]);
        assert_eq!(store_as_batch(&store, vec![new(3, Some("key")), new(4, None)]).await, [before, reference(4)]);
        assert_eq!(count(&store, "plan_requests").await, 3);
        assert_eq!(entries(&store).await.len(), 3);
    }

    #[tokio::test]
    async fn a_request_that_cannot_be_stored_takes_no_other_with_it() {
        let store = TestStore::new().await;
        let mut wrong = new(1, None);
        for value in &mut wrong.values {
            if let Value::Text(Some(text)) = value
                && text == "{}"
            {
                *text = "no JSON".to_owned();
            }
        }
        let batch = vec![new(0, None), wrong, new(2, None)];
        assert_eq!(store_as_batch(&store, batch).await, [reference(0), None, reference(2)]);
        assert_eq!(entries(&store).await.len(), 2);
    }

    #[tokio::test]
    async fn who_has_waited_for_too_long_is_asked_to_come_again() {
        let (answer, answered) = oneshot::channel();
        let since = Instant::now().checked_sub(LONGEST_IN_QUEUE).expect("a machine that runs for longer");
        assert!(refuse_late(vec![Waiting { request: new(0, None), since, answer }]).is_empty());
        assert!(matches!(answered.await, Ok(Err(Refused::Busy))));
    }
}
