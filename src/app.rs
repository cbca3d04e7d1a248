//! The whole page: its parts around one session.

use std::sync::Arc;

use plans::Catalog;

use crate::comparison::comparison;
use crate::locale::Locale;
use crate::questions::questions;
use crate::recommendation::{pinned_advice, recommendation};
use crate::request_form::request_form;
use crate::session::{Place, Session};
use crate::view::{View, el};

/// The plan configurator for one catalogue. `endpoint` is where plan requests are posted.
pub fn app(catalog: Arc<Catalog>, endpoint: String) -> View {
    let session = Session::new(catalog, Locale::En, endpoint);

    let (title, introduction) = session.words(|words| {
        let parts = words.catalog.parts();
        (words.text(&parts.title), words.text(&parts.introduction))
    });
    let head =
        el("header").class("head").child(el("h1").child(title)).child(el("p").class("head__lede").child(introduction));
    let advise = el("section")
        .class("advise")
        .child(questions(session))
        .child(recommendation(session, request_form(session, Place::Advice)));
    let page = el("div").class("page").child(head).child(advise).child(comparison(
        session,
        request_form(session, Place::Head),
        request_form(session, Place::Foot),
    ));

    el("div").child(page).child(pinned_advice(session)).into()
}
