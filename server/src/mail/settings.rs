//! How mails are sent.

/// The flags of mail.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct MailSettings {}
