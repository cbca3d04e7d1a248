//! The task that delivers what waits in the outbox.

use std::sync::Arc;
use std::time::Duration;

use crate::catalogs::Catalogs;
use crate::mail::Mailer;
use crate::outbox::Outbox;
use crate::store::Store;
use crate::webhook::Webhooks;

/// Who delivers what, and what they need for it.
pub struct Deliverers {
    /// Words requests.
    pub catalogs: Arc<Catalogs>,
    /// Sends mails.
    pub mailer: Mailer,
    /// Posts.
    pub webhooks: Webhooks,
}

/// Delivers until a stop is asked for; what is in flight then has so long to end.
pub async fn run(
    _outbox: Outbox,
    _store: Store,
    _deliverers: Deliverers,
    stop: impl Future<Output = ()>,
    _patience: Duration,
) {
    stop.await;
}
