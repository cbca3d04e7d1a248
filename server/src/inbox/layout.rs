//! The frame of every page of the inbox: a bar that leads to its parts, and what is shown. All addresses in it are relative, so that they
//! hold behind any prefix of a proxy's.

use axum::Extension;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::error_response::IsPage;
use crate::inbox::role::Role;
use crate::inbox::viewer::Viewer;

/// The name of the field that carries the token of a session's forms.
pub const CSRF: &str = "csrf";

/// A part of the inbox, in the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The requests.
    Requests,
    /// What people needed.
    Needs,
    /// Who did what.
    Audit,
}

impl Part {
    const ALL: [Self; 3] = [Self::Requests, Self::Needs, Self::Audit];

    /// Returns its address, relative to the start page's folder.
    fn address(self) -> &'static str {
        match self {
            Self::Requests => "inbox",
            Self::Needs => "inbox/needs",
            Self::Audit => "inbox/audit",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Requests => "Requests",
            Self::Needs => "Needs",
            Self::Audit => "Audit",
        }
    }

    fn is_for(self, role: Role) -> bool {
        self != Self::Audit || role == Role::Editor
    }
}

/// Answers with a page of a part, for whoever is signed in.
pub fn page(viewer: &Viewer, part: Part, title: &str, content: &Markup) -> Response {
    page_of_status(StatusCode::OK, viewer, part, title, content)
}

/// Answers likewise, with another status.
pub fn page_of_status(status: StatusCode, viewer: &Viewer, part: Part, title: &str, content: &Markup) -> Response {
    let up = &*viewer.up;
    let parts = Part::ALL.into_iter().filter(|part| part.is_for(viewer.role));
    let bar = html! {
        nav aria-label="Inbox" {
            ul {
                @for one in parts {
                    li {
                        a href={ (up) (one.address()) } aria-current=[(one == part).then_some("page")] { (one.name()) }
                    }
                }
            }
        }
        form class="who" method="post" action={ (up) "inbox/sign-out" } {
            (csrf_field(viewer))
            span { (viewer.user) " " span class="soft" { "(" (viewer.role.word()) ")" } }
            button class="button button--s" { "Sign out" }
        }
    };
    document(status, up, title, &bar, content)
}

/// Answers with a page for whoever is not signed in; `up` is the address of the start page's folder.
pub fn page_without_bar(status: StatusCode, up: &str, title: &str, content: &Markup) -> Response {
    document(status, up, title, &html! {}, content)
}

/// Builds the hidden field that every form of a session has.
pub fn csrf_field(viewer: &Viewer) -> Markup {
    html! { input type="hidden" name=(CSRF) value=(viewer.csrf); }
}

fn document(status: StatusCode, up: &str, title: &str, bar: &Markup, content: &Markup) -> Response {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow";
                title { (title) " – Inbox" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ (up) "inbox/style.css" };
            }
            body {
                a class="skip" href="#content" { "Skip to the content" }
                header class="bar" {
                    p class="brand" { "Inbox" }
                    (bar)
                }
                main id="content" tabindex="-1" { (content) }
            }
        }
    };
    let media_type = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, Extension(IsPage), media_type, document.into_string()).into_response()
}
