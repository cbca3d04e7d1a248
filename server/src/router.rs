//! Which address leads to which handler, and what holds for all of them.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::middleware::{from_fn, from_fn_with_state, map_response, map_response_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;

use crate::connections::misread;
use crate::draining::{self, Draining};
use crate::error_page::{self, Words};
use crate::error_response::{self, ErrorResponse};
use crate::headers::{self, Security};
use crate::health;
use crate::host;
use crate::inbox;
use crate::instruments;
use crate::openapi;
use crate::origins::{self, Origins};
use crate::plan_requests;
use crate::proof_of_work;
use crate::request_id;
use crate::site;
use crate::state::AppState;

/// Returns the whole server as a service, which these origins may embed.
pub fn router(state: AppState, origins: &Origins) -> Router {
    // Whoever may send is also told of a panic, which the layer around everything would hide from other origins.
    let create = post(plan_requests::create).layer((origins.may_send(), CatchPanicLayer::custom(after_panic)));
    let api = Router::new()
        .route("/health", get(health::ready))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/plan-requests", create)
        .route("/proof-of-work", get(proof_of_work::challenge::show).layer(origins.may_ask()))
        .route("/plan-requests.css", get(plan_requests::form::style))
        .route("/openapi.json", get(openapi::show).layer(origins::may_read()))
        .fallback(|| async { ErrorResponse::not_found() })
        .layer(map_response(headers::no_store));
    let files = site::file.layer(origins::may_read());
    let catalogs = state.catalogs.clone();
    let draining = state.draining.clone();
    let words = Words::new(move || catalogs.served().first());
    let state = Arc::new(state);
    let inbox = inbox::routes(state.clone());
    let routes = Router::new()
        .nest("/api", api)
        .route("/receipts/{secret}", get(plan_requests::receipt_page::show))
        .fallback(files)
        .with_state(state)
        .merge(inbox);
    for_all(routes, origins, words, draining)
}

/// Adds the layers of every response, the outermost first. They are one layer: each that the router is given by itself is copied for every
/// request, into memory of its own.
fn for_all(routes: Router, origins: &Origins, words: Words, draining: Draining) -> Router {
    routes.layer((
        from_fn(request_id::name),
        from_fn(instruments::observe),
        map_response_with_state(draining, draining::end_connections),
        map_response_with_state(Security::new(origins), headers::secure),
        from_fn_with_state(words, error_page::for_people),
        from_fn(error_response::in_one_form),
        CatchPanicLayer::custom(after_panic),
        from_fn(misread::answered),
        from_fn(host::is_named_once),
    ))
}

/// Answers a panic: a fault of ours that the panic hook has logged.
fn after_panic(_: Box<dyn Any + Send>) -> Response {
    ErrorResponse::already_logged().into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use serde_json::{Value, json};
    use tower::ServiceExt;

    use super::*;
    use crate::catalog_file;

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing_of_the_inside() {
        async fn panics() {
            panic!("with a secret");
        }
        let catalog = catalog_file::built_in().expect("a checked catalogue").catalog;
        let words = Words::new(move || catalog.clone());
        let routes = Router::new().route("/", get(panics));
        let routes = for_all(routes, &Origins::new(Vec::new()), words, Draining::default());
        let request = Request::builder().header("host", "h").body(Body::empty()).expect("a request");

        let response = routes.oneshot(request).await.expect("a router does not fail");

        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        let id = response.headers()["x-request-id"].to_str().expect("digits").to_owned();
        let body = to_bytes(response.into_body(), 1024).await.expect("a short body");
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        let expected = json!({
            "type": "urn:problem-type:plan-configurator:internal", "title": "Something failed", "status": 500,
            "detail": "something failed on our side; try again later", "errors": [], "request": id,
        });
        assert_eq!(body, expected);
    }
}
