//! `POST /inbox/export`: the requests that the list shows, all pages of them, as comma-separated values, the oldest first. It is a post, as the
//! audit log keeps who took them along, and no other site may make a browser do so.

use std::fmt::Display;
use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;
use tokio_stream::{Stream, StreamExt as _};

use crate::audit::{self, Action};
use crate::inbox::fault::Fault;
use crate::inbox::list_query::ListQuery;
use crate::inbox::post::Post;
use crate::inbox::shared::Inbox;
use crate::plan_requests::csv::{self, Columns};
use crate::plan_requests::search::{Filter, Place};
use crate::state::AppState;

/// How many requests are read at once.
const AT_ONCE: u64 = 500;

/// Answers with the file. Readers take it along, too: they see all that stands in it.
pub async fn create(State(inbox): State<Inbox>, uri: Uri, post: Post) -> Result<Response, Fault> {
    let filter = ListQuery::parse(uri.query().unwrap_or_default()).filter;
    let store = &inbox.app.store;
    let found = store.search(&filter, 0, 1).await?;
    // What comes later may have columns of its own.
    let columns = store.csv_columns(&filter).await?;
    let count = found.total.to_string();
    let mut transaction = store.write().await?;
    audit::record(&mut transaction, &post.viewer.user, Action::Exported, None, Some(&count)).await?;
    transaction.commit().await?;
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"requests.csv\"")];
    let head = csv::BYTE_ORDER_MARK.to_owned() + &columns.head();
    let rows = Rows {
        app: inbox.app.clone(),
        filter,
        columns: Arc::new(columns),
        after: None,
        last: found.requests.into_iter().next().map(|newest| newest.received_at),
    };
    let parts = tokio_stream::once(Ok(head)).chain(rows.parts());
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// The lines of a file that are still to be written.
struct Rows {
    app: Arc<AppState>,
    filter: Filter,
    columns: Arc<Columns>,
    after: Option<Place>,
    /// When the newest came that is among them; none where there are none.
    last: Option<String>,
}

impl Rows {
    /// Writes them some at a time, each part once the one before it is taken. An error breaks the answer off, so that no browser takes part of
    /// the file for all of it.
    fn parts(self) -> impl Stream<Item = io::Result<String>> {
        let rows = Arc::new(Mutex::new(self));
        let parts = tokio_stream::iter(std::iter::repeat(rows));
        parts.then(async |rows| rows.lock().await.next().await).map_while(Result::transpose)
    }

    /// Writes the next ones; none where those before were the last.
    async fn next(&mut self) -> io::Result<Option<String>> {
        let requests = self.app.store.search_after(&self.filter, self.after.as_ref(), AT_ONCE).await;
        let mut requests = requests.map_err(broken)?;
        requests.retain(|request| Some(&request.received_at) <= self.last.as_ref());
        let Some(last) = requests.last() else { return Ok(None) };
        self.after = Some(Place::of(last));
        let columns = self.columns.clone();
        // Beside what reads bodies, which is refused where too much waits.
        spawn_blocking(move || Some(columns.rows(&requests))).await.map_err(broken)
    }
}

/// Logs why a file is not written to its end.
fn broken(why: impl Display) -> io::Error {
    tracing::error!("an export of the inbox broke off: {why}");
    io::Error::other("the file is not whole")
}
