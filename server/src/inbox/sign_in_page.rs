//! The page where one signs in. Whoever was led there goes on from there, with what was typed before.

use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use chrono::{DateTime, Utc};
use maud::html;

use crate::clients::Wait;
use crate::inbox::goal::Goal;
use crate::inbox::layout::{self, CSRF};
use crate::inbox::note_page::NOTE;
use crate::inbox::secret::{Cookie, Secret};

/// In how many seconds somebody may try again who found too many others trying.
const TRY_AGAIN: i64 = 5;

/// What the page says before its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing: somebody comes to sign in.
    Asked,
    /// A session that was there is over.
    Ended,
    /// The name or the password is wrong.
    Wrong,
    /// The name was tried too often.
    Locked(DateTime<Utc>),
    /// So many try at once that this attempt was not looked at.
    Busy,
    /// So many attempts came from one client, or from all, that this one was not looked at.
    TooMany(Wait),
    /// The browser sent no cookie of the form's, or another one.
    NoCookie,
}

impl Why {
    fn status(self) -> StatusCode {
        match self {
            Self::Asked => StatusCode::OK,
            Self::Ended | Self::Wrong | Self::NoCookie => StatusCode::FORBIDDEN,
            Self::Locked(_) | Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn words(self) -> Option<String> {
        Some(match self {
            Self::Asked => return None,
            Self::Ended => "Your session has ended. Sign in to go on.".to_owned(),
            Self::Wrong => "The name or the password is not right.".to_owned(),
            Self::Locked(until) => {
                let minutes = (minutes_until(until), if minutes_until(until) == 1 { "minute" } else { "minutes" });
                format!(
                    "There were too many attempts with this name. Try again in {} {}, or ask whoever runs the server for another password.",
                    minutes.0, minutes.1
                )
            }
            Self::Busy => "Too many people sign in at this moment. Try again.".to_owned(),
            Self::TooMany(_) => "There were too many attempts. Try again in a minute.".to_owned(),
            Self::NoCookie => {
                "Your browser did not send the cookie of this form. Allow cookies of this site, open it by https, and sign in once more."
                    .to_owned()
            }
        })
    }
}

/// Returns in how many minutes an instant has passed, begun ones as whole ones.
fn minutes_until(until: DateTime<Utc>) -> i64 {
    ((until - Utc::now()).num_seconds().max(0) + 59) / 60
}

/// Answers with the page at an address from which `up` leads to the start page's folder.
pub fn sign_in_page(headers: &HeaderMap, up: &str, why: Why, name: &str, goal: &Goal, note: &str) -> Response {
    let form = Cookie::Form.of(headers).unwrap_or_else(Secret::random);
    let content = html! {
        div class="card narrow" {
            h1 { "Sign in" }
            @if let Some(words) = why.words() {
                p class="alert" role="alert" { (words) }
            }
            @if !note.is_empty() {
                p { "The note that you typed is kept, and shown again once you are signed in." }
            }
            form method="post" action={ (up) "inbox/sign-in" } {
                input type="hidden" name=(CSRF) value=(form.text());
                input type="hidden" name=(Goal::FIELD) value=(goal.address());
                @if !note.is_empty() {
                    input type="hidden" name=(NOTE) value=(note);
                }
                div class="field" {
                    label for="name" { "Name" }
                    input id="name" name="name" type="text" value=(name) autocomplete="username" autocapitalize="none" spellcheck="false"
                        required maxlength="64";
                }
                div class="field" {
                    label for="password" { "Password" }
                    input id="password" name="password" type="password" autocomplete="current-password" required;
                }
                button class="button button--main button--big" { "Sign in" }
            }
        }
    };
    let mut response = layout::page_without_bar(why.status(), up, "Sign in", &content);
    response.headers_mut().append(SET_COOKIE, Cookie::Form.set(&form));
    let seconds = match why {
        Why::Locked(until) => Some(HeaderValue::from((until - Utc::now()).num_seconds().max(1))),
        Why::TooMany(wait) => wait.problem().retry_after(),
        Why::Busy => Some(HeaderValue::from(TRY_AGAIN)),
        _ => None,
    };
    response.headers_mut().extend(seconds.map(|seconds| (RETRY_AFTER, seconds)));
    response
}
