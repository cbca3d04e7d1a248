//! Who sends: which requests and connections come from one client, and how many of them are taken.
//!
//! A client is told by its address: the one that its connection comes from, or, where that is of a proxy that the operator
//! [trusts](proxies), the one that the proxy names. An address of a loopback or of a private network tells nobody apart: it is that of a
//! proxy, a gateway or a test. What such send is held by the limits of all clients together.

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::{Extensions, HeaderMap};
use tokio::time::Instant;

use crate::clients::network::Network;
use crate::clients::proxies::Proxies;
use crate::clients::rates::Rates;
use crate::clients::settings::ClientSettings;
use crate::error_response::ErrorResponse;

mod forwarded;
pub mod network;
mod proxies;
mod rates;
pub mod settings;

/// How often the log says the same of clients, at most.
const SAY_AGAIN: Duration = Duration::from_secs(60);

/// The address that a connection comes from, as an extension of its requests.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Says for how long a request is to wait that came too soon, as an extension of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(Duration);

/// What a client asks for that is work for the database or a processor. Each is counted apart.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    PlanRequest,
    SignIn,
    /// A challenge of a proof of work.
    Challenge,
    Receipt,
}

/// What is known of clients, and how many requests each may send.
pub struct Clients {
    proxies: Proxies,
    plan_requests: Rates,
    sign_ins: Rates,
    challenges: Rates,
    receipts: Rates,
    most_connections: Option<NonZeroUsize>,
    knows_nobody: Saying,
    refuses: Saying,
}

/// When something was said last.
#[derive(Default)]
struct Saying(Mutex<Option<Instant>>);

impl Saying {
    /// Tells whether it is to be said now.
    fn is_due(&self, again: Option<Duration>) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = last.is_none_or(|last| again.is_some_and(|again| last.elapsed() >= again));
        if is_due {
            *last = Some(Instant::now());
        }
        is_due
    }
}

impl Clients {
    /// Takes in what an operator says of clients.
    pub fn new(settings: &ClientSettings) -> Self {
        let rates = || Rates::new(settings.rate_per_client, settings.rate);
        Self {
            proxies: Proxies::new(settings.trusted_proxy.clone(), settings.proxy_header),
            plan_requests: rates(),
            sign_ins: rates(),
            challenges: rates(),
            receipts: rates(),
            most_connections: NonZeroUsize::new(settings.max_connections_per_client),
            knows_nobody: Saying::default(),
            refuses: Saying::default(),
        }
    }

    /// Returns whose connection one from an address is; none where that tells no client, such as a proxy's.
    pub fn of_connection(&self, peer: IpAddr) -> Option<Network> {
        if self.proxies.trusts(peer) { None } else { Network::of_public(peer) }
    }

    /// Tells whether a client may open one more connection than so many.
    pub fn may_connect(&self, open: usize) -> bool {
        self.most_connections.is_none_or(|most| open < most.get())
    }

    /// Counts a request.
    ///
    /// # Errors
    ///
    /// For how long to wait, where it came too soon.
    pub fn admit(&self, asked: Asked, request: &Extensions, headers: &HeaderMap) -> Result<(), Wait> {
        let rates = match asked {
            Asked::PlanRequest => &self.plan_requests,
            Asked::SignIn => &self.sign_ins,
            Asked::Challenge => &self.challenges,
            Asked::Receipt => &self.receipts,
        };
        let peer = request.get().map(|Peer(address)| *address);
        let client = peer.and_then(|peer| self.proxies.sender(peer, headers)).and_then(Network::of_public);
        if let (Some(peer), None) = (peer, client)
            && rates.tell_clients_apart()
            && self.knows_nobody.is_due(None)
        {
            self.say_that_nobody_is_known(peer);
        }
        rates.admit(client).map_err(|wait| {
            if self.refuses.is_due(Some(SAY_AGAIN)) {
                tracing::warn!(
                    "requests are refused with 429, since more came than --rate-per-client and --rate allow; this is said once a minute"
                );
            }
            Wait(wait)
        })
    }

    fn say_that_nobody_is_known(&self, peer: IpAddr) {
        if self.proxies.trusts(peer) {
            tracing::warn!(
                "a trusted proxy does not name the public address that it asks for, so that only the limit of all clients together holds \
                 (--rate); let it send {}, or name another header with --proxy-header",
                self.proxies.header()
            );
        } else {
            tracing::warn!(
                "requests come from a loopback or private address, which tells no clients apart, so that only the limit of all clients \
                 together holds (--rate); where that is a proxy, name it with --trusted-proxy"
            );
        }
    }
}

impl Wait {
    /// Returns the problem that says so.
    pub fn problem(self) -> ErrorResponse {
        ErrorResponse::rate_limited(self.0)
    }
}
