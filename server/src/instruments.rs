//! Watches every request: how long it took and what became of it, for the metrics and the log. Neither is told what a client typed: an address
//! is named by its template.

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

use crate::metrics::{self, PlanRequestOutcome};
use crate::plan_requests::idempotency_key::IdempotencyKey;

/// The name of all addresses that have no template: pages and files of the site, and where nothing is.
const OTHER: &str = "other";

/// Where plan requests are sent.
const PLAN_REQUESTS: &str = "/api/plan-requests";

/// Measures a request, and writes a line of it: at the level `info` where it may have changed something or failed, else at `debug`.
pub async fn observe(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = matched.as_ref().map_or(OTHER, MatchedPath::as_str);
    let (status, duration) = (response.status(), start.elapsed());
    metrics::http_request_duration_seconds(route, &method, status, duration);
    let outcome = (route == PLAN_REQUESTS && method == Method::POST).then(|| outcome(&response));
    if let Some(outcome) = outcome {
        metrics::plan_requests_total(outcome);
    }
    let outcome = outcome.map(PlanRequestOutcome::word);
    let (method, status) = (metrics::word_of(&method), status.as_u16());
    let milliseconds = duration.as_micros() as f64 / 1000.0;
    if status >= 500 || !["GET", "HEAD", "OPTIONS"].contains(&method) {
        tracing::info!(method, route, status, milliseconds, outcome, "answered");
    } else {
        tracing::debug!(method, route, status, milliseconds, outcome, "answered");
    }
    response
}

/// Tells what became of a plan request by its answer.
fn outcome(response: &Response) -> PlanRequestOutcome {
    let is_replayed = response.headers().contains_key(IdempotencyKey::REPLAYED);
    match response.status() {
        // A form that was sent before is answered with 200.
        StatusCode::OK => PlanRequestOutcome::Replayed,
        status if status.is_success() && is_replayed => PlanRequestOutcome::Replayed,
        status if status.is_success() => PlanRequestOutcome::Stored,
        StatusCode::TOO_MANY_REQUESTS => PlanRequestOutcome::RateLimited,
        StatusCode::SERVICE_UNAVAILABLE => PlanRequestOutcome::Unavailable,
        status if status.is_server_error() => PlanRequestOutcome::Failed,
        _ => PlanRequestOutcome::Invalid,
    }
}
