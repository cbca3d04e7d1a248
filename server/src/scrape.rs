//! `GET /metrics`, on a listener of its own: for a Prometheus of the operator's, never for visitors.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::Utc;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{interval, sleep, timeout};

use crate::clients::network::Network;
use crate::metrics;
use crate::readiness::Readiness;
use crate::store::Store;

/// How long the database may take to tell of the outbox.
const DATABASE_TIMEOUT: Duration = Duration::from_secs(2);

/// How many connections are served at once; more wait.
const CONNECTIONS: usize = 8;

/// How long a connection may take in all, and its head.
const TIMEOUT: Duration = Duration::from_secs(30);
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How often what was measured is condensed, where nobody asks for it.
const CONDENSE: Duration = Duration::from_secs(5);

/// How long nothing is accepted after the system refused to.
const ACCEPT_AGAIN: Duration = Duration::from_secs(1);

/// Where metrics are to be had.
#[derive(clap::Args)]
pub struct MetricsSettings {
    /// Port, or address and port, at which Prometheus gets metrics under /metrics; a port alone is of this machine only [default: none]
    #[arg(long, env = "PLAN_METRICS_LISTEN", value_name = "ADDRESS")]
    metrics_listen: Option<MetricsAddress>,
}

/// An address to listen at: that of this machine alone where a port is all that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MetricsAddress(SocketAddr);

impl FromStr for MetricsAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let port = text.parse().map(|port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        let address = port.or_else(|_| text.parse());
        address
            .map(Self)
            .map_err(|_| "it must be a port, such as 9464, or an address with one, such as 10.0.0.5:9464".to_owned())
    }
}

impl fmt::Display for MetricsAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl MetricsSettings {
    /// Begins to listen and to record, where metrics are wanted.
    pub async fn listen(&self) -> anyhow::Result<Option<MetricsListener>> {
        let Some(address) = self.metrics_listen else { return Ok(None) };
        let listener = TcpListener::bind(address.0).await;
        let listener =
            listener.with_context(|| format!("cannot listen on {address}; choose another --metrics-listen"))?;
        metrics::record()?;
        let address = listener.local_addr()?;
        if is_public(address.ip()) {
            tracing::warn!(
                "the metrics are open to whoever reaches {address}: they tell how many requests there are; keep others away by a \
                 firewall, or give --metrics-listen an address of your own network"
            );
        }
        tracing::info!("metrics are at http://{address}/metrics");
        Ok(Some(MetricsListener(listener)))
    }
}

/// Tells whether an address may be reached from outside of one's own network: one that is none stands for all of the machine's.
fn is_public(address: IpAddr) -> bool {
    address.to_canonical().is_unspecified() || Network::of_public(address).is_some()
}

/// A listener whose clients get metrics.
pub struct MetricsListener(TcpListener);

/// What is asked when somebody asks.
struct Sources {
    store: Store,
    readiness: Readiness,
}

impl MetricsListener {
    /// Serves for ever.
    pub async fn serve(self, store: Store, readiness: Readiness) {
        let app = Router::new().route("/metrics", get(show)).with_state(Arc::new(Sources { store, readiness }));
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        let mut condense = interval(CONDENSE);
        loop {
            let accepted = tokio::select! {
                accepted = self.0.accept() => accepted,
                _ = condense.tick() => {
                    metrics::condense();
                    continue;
                }
            };
            match (accepted, places.clone().acquire_owned().await) {
                (Ok((stream, _)), Ok(place)) => {
                    let connection = timeout(TIMEOUT, connection(stream, app.clone()));
                    tokio::spawn(async {
                        // What a client breaks is its own.
                        let _ = connection.await;
                        drop(place);
                    });
                }
                _ => sleep(ACCEPT_AGAIN).await,
            }
        }
    }
}

async fn connection(stream: TcpStream, app: Router) -> Result<(), hyper::Error> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).keep_alive(false);
    http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)).await
}

/// Handles `GET /metrics`. What the database does not tell in time is written as `NaN`.
async fn show(State(sources): State<Arc<Sources>>) -> impl IntoResponse {
    let now = Utc::now();
    let (depth, ready) =
        tokio::join!(timeout(DATABASE_TIMEOUT, sources.store.outbox_depth(now)), sources.readiness.check());
    match depth {
        Ok(Ok(depth)) => {
            metrics::outbox_waiting(depth.waiting);
            metrics::outbox_oldest_seconds(depth.oldest_seconds);
            metrics::outbox_dead(depth.dead);
        }
        Ok(Err(_)) | Err(_) => metrics::outbox_is_unknown(),
    }
    metrics::server_ready(ready.is_ok());
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics::render())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_alone_is_of_this_machine() {
        for (text, expected) in [
            ("9464", Some("127.0.0.1:9464")),
            ("0", Some("127.0.0.1:0")),
            ("0.0.0.0:9464", Some("0.0.0.0:9464")),
            ("[::1]:9464", Some("[::1]:9464")),
            ("", None),
            (":9464", None),
            ("65536", None),
            ("127.0.0.1", None),
            ("localhost:9464", None),
        ] {
            let address = MetricsAddress::from_str(text).ok().map(|address| address.to_string());
            assert_eq!(address.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_others_may_reach_is_public() {
        for (address, expected) in [
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("192.168.0.1", false),
            ("::1", false),
            ("fd00::1", false),
            ("::ffff:127.0.0.1", false),
            ("0.0.0.0", true),
            ("::", true),
            ("203.0.113.5", true),
            ("2001:db8::1", true),
        ] {
            assert_eq!(is_public(address.parse().expect("an address")), expected, "{address}");
        }
    }
}
