//! Where requests are posted.

/// The flags of webhooks.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct WebhookSettings {}
