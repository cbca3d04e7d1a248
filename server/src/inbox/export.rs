//! `POST /inbox/export`: the requests that the list shows, all pages of them, as comma-separated values. It is a post, as the audit log
//! keeps who took them along, and no other site may make a browser do so.

use axum::extract::State;
use axum::http::Uri;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::audit::{self, Action};
use crate::inbox::fault::Fault;
use crate::inbox::list_query::ListQuery;
use crate::inbox::post::Post;
use crate::inbox::shared::Inbox;
use crate::plan_requests::csv;

/// Answers with the file. Readers take it along, too: they see all that stands in it.
pub async fn create(State(inbox): State<Inbox>, uri: Uri, post: Post) -> Result<Response, Fault> {
    let query = ListQuery::parse(uri.query().unwrap_or_default());
    let store = &inbox.app.store;
    let found = store.search(&query.filter, 0, u64::MAX).await?;
    let mut transaction = store.write().await?;
    let count = found.requests.len().to_string();
    audit::record(&mut transaction, &post.viewer.user, Action::Exported, None, Some(&count)).await?;
    transaction.commit().await?;
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"requests.csv\"")];
    Ok((headers, csv::csv(&found.requests)).into_response())
}
