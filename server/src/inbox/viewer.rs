//! Who looks at the inbox, and from where.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chrono::Utc;

use crate::inbox::goal::Goal;
use crate::inbox::role::Role;
use crate::inbox::secret::Cookie;
use crate::inbox::see_other::see_other;
use crate::inbox::shared::Inbox;

/// A user who is signed in, at an address.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The user's name.
    pub user: String,
    /// What the user may do.
    pub role: Role,
    /// What every form of the session carries.
    pub csrf: String,
    /// From the address that is looked at, the one of the start page's folder: as many folders up as the path has; empty where it stands
    /// in that folder itself.
    pub up: String,
}

impl Viewer {
    /// Returns whose session a request is of, where it is of one that holds.
    pub async fn of(inbox: &Inbox, headers: &HeaderMap, path: &str) -> Result<Option<Self>, sqlx::Error> {
        let Some(secret) = Cookie::Session.of(headers) else { return Ok(None) };
        let session = inbox.app.store.session(&secret, Utc::now()).await?;
        let up = up(path);
        Ok(session.map(|session| Self { user: session.user, role: session.role, csrf: session.csrf, up }))
    }

    /// Tells whether the user may change something.
    pub fn is_editor(&self) -> bool {
        self.role == Role::Editor
    }
}

/// Returns the address of the start page's folder, relative to a path.
pub fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count().saturating_sub(1))
}

/// Whoever is not signed in is led to the page where that is done, and back from there.
impl FromRequestParts<Inbox> for Viewer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, inbox: &Inbox) -> Result<Self, Response> {
        match Self::of(inbox, &parts.headers, parts.uri.path()).await {
            Ok(Some(viewer)) => Ok(viewer),
            Ok(None) => {
                let goal = Goal::of(&parts.uri);
                Err(see_other(&format!("{}inbox/sign-in{}", up(parts.uri.path()), goal.query())))
            }
            Err(error) => Err(crate::error_response::ErrorResponse::from(error).into_response()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        for (path, expected) in [("/inbox", ""), ("/inbox/needs", "../"), ("/inbox/K7QM-4XWD-9TPC/erase", "../../")] {
            assert_eq!(up(path), expected, "{path}");
        }
    }
}
