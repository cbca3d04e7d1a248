//! What the handlers of the inbox share.

use std::sync::Arc;

use crate::inbox::sign_ins::SignIns;
use crate::state::AppState;

/// The server as the inbox needs it, cheap to clone.
#[derive(Clone)]
pub struct Inbox {
    /// Requests, catalogues, the site.
    pub app: Arc<AppState>,
    /// Who tries to sign in.
    pub sign_ins: Arc<SignIns>,
}

impl Inbox {
    /// Makes the inbox of a server.
    pub fn new(app: Arc<AppState>) -> Self {
        Self { app, sign_ins: Arc::default() }
    }
}
