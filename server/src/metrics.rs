//! What is counted and measured, in the form of Prometheus. Each metric has a function of its name, which does nothing while nobody listens.
//! A label is one of a few words that are fixed here or in the router, never what a client typed.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ::metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use anyhow::Context;
use axum::http::{Method, StatusCode};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// What has been recorded, where anybody wants to know.
static RECORDED: OnceLock<PrometheusHandle> = OnceLock::new();

/// Upper bounds of the classes of durations, in seconds.
const DURATIONS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Upper bounds of the classes of batches, in requests.
const BATCHES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// What becomes of a plan request that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanRequestOutcome {
    /// It is stored.
    Stored,
    /// It was stored before, and is answered as it was then.
    Replayed,
    /// It is refused: it cannot be read, or breaks a rule.
    Invalid,
    /// It is refused: too many came.
    RateLimited,
    /// The server cannot take it now: the database does not answer.
    Unavailable,
    /// It failed by a fault of ours.
    Failed,
}

impl PlanRequestOutcome {
    /// Every outcome.
    const ALL: [Self; 6] =
        [Self::Stored, Self::Replayed, Self::Invalid, Self::RateLimited, Self::Unavailable, Self::Failed];

    /// Returns the word for it, in metrics and in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Replayed => "replayed",
            Self::Invalid => "invalid",
            Self::RateLimited => "rate_limited",
            Self::Unavailable => "unavailable",
            Self::Failed => "failed",
        }
    }
}

/// Begins to record, with every count at zero.
///
/// # Errors
///
/// Where something records already.
pub fn record() -> anyhow::Result<()> {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("http_request_duration_seconds".to_owned()), &DURATIONS)
        .and_then(|builder| builder.set_buckets_for_metric(Matcher::Full("store_batch_size".to_owned()), &BATCHES))
        .context("the classes of the histograms are wrong")?
        .build_recorder();
    let handle = recorder.handle();
    ::metrics::set_global_recorder(recorder).context("metrics are recorded already")?;
    // It is set once, as the recorder is.
    let _ = RECORDED.set(handle);
    describe();
    for outcome in PlanRequestOutcome::ALL {
        counter!("plan_requests_total", "outcome" => outcome.word()).increment(0);
    }
    counter!("store_commits_total").increment(0);
    http_connections_open(0);
    let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    gauge!("process_start_time_seconds").set(started.as_secs_f64());
    Ok(())
}

/// Says what each metric is.
fn describe() {
    describe_counter!("plan_requests_total", "Plan requests that were answered, by what became of them.");
    describe_histogram!(
        "http_request_duration_seconds",
        Unit::Seconds,
        "From a request's head to the head of its answer, by the address's template, method and status."
    );
    describe_gauge!("http_connections_open", "Connections of clients that are open.");
    describe_gauge!("outbox_waiting", "Messages of the outbox that have not arrived and are not given up.");
    describe_gauge!("outbox_oldest_seconds", Unit::Seconds, "Age of the oldest message of the outbox that waits.");
    describe_gauge!("outbox_dead", "Messages of the outbox that were given up.");
    describe_counter!("store_commits_total", "Commits of plan requests to the database.");
    describe_histogram!("store_batch_size", "Plan requests that one commit stored.");
    describe_gauge!("server_ready", "1 where /api/health/ready answers 200, else 0.");
    describe_gauge!("process_start_time_seconds", Unit::Seconds, "When the server was started, since 1970 in UTC.");
}

/// Tells whether anything is recorded: what only a metric needs is not to be computed otherwise.
pub fn is_recorded() -> bool {
    RECORDED.get().is_some()
}

/// Writes all metrics in the text format of Prometheus; empty where nothing is recorded.
pub fn render() -> String {
    RECORDED.get().map(PrometheusHandle::render).unwrap_or_default()
}

/// Counts what was measured since the last time into the classes of the histograms, so that it takes no memory until somebody asks.
pub fn condense() {
    if let Some(recorded) = RECORDED.get() {
        recorded.run_upkeep();
    }
}

/// Counts a plan request that was answered. The layer around all routes does so; nobody else is to.
pub fn plan_requests_total(outcome: PlanRequestOutcome) {
    counter!("plan_requests_total", "outcome" => outcome.word()).increment(1);
}

/// Notes how long the answer to a request took, whose path has this template in the router.
pub fn http_request_duration_seconds(route: &str, method: &Method, status: StatusCode, duration: Duration) {
    if is_recorded() {
        let (route, status) = (route.to_owned(), status.as_u16().to_string());
        let labels = [("route", route), ("method", word_of(method).to_owned()), ("status", status)];
        histogram!("http_request_duration_seconds", &labels).record(duration);
    }
}

/// Returns the method; one word for all that the server does not know.
pub fn word_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// Notes how many connections are open.
pub fn http_connections_open(connections: usize) {
    gauge!("http_connections_open").set(connections as f64);
}

/// Notes how many messages of the outbox wait.
pub fn outbox_waiting(messages: u64) {
    gauge!("outbox_waiting").set(messages as f64);
}

/// Notes for how many seconds the oldest message of the outbox has waited; 0 where none waits.
pub fn outbox_oldest_seconds(seconds: u64) {
    gauge!("outbox_oldest_seconds").set(seconds as f64);
}

/// Notes how many messages of the outbox were given up.
pub fn outbox_dead(messages: u64) {
    gauge!("outbox_dead").set(messages as f64);
}

/// Notes that nothing is known of the outbox.
pub fn outbox_is_unknown() {
    for gauge in [gauge!("outbox_waiting"), gauge!("outbox_oldest_seconds"), gauge!("outbox_dead")] {
        gauge.set(f64::NAN);
    }
}

/// Counts a commit of plan requests.
pub fn store_commits_total() {
    counter!("store_commits_total").increment(1);
}

/// Notes how many plan requests one commit stored.
pub fn store_batch_size(requests: usize) {
    histogram!("store_batch_size").record(requests as f64);
}

/// Notes whether the server is ready.
pub fn server_ready(is_ready: bool) {
    gauge!("server_ready").set(f64::from(u8::from(is_ready)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_a_client_made_up_are_one_word() {
        let made_up = Method::from_bytes(b"ADA").expect("a token");
        assert_eq!(word_of(&made_up), "other");
        assert_eq!(word_of(&Method::TRACE), "other");
        assert_eq!(word_of(&Method::POST), "POST");
    }
}
