//! What pages of other sites may do: read the element's files, send plan requests, and show its page in a frame.

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::form_page::FormPage;
use crate::support::{Reply, Server, ServerFolder, plan_request, send, serve, within};

const SHOP: &str = "https://shop.example";
const NEWS: &str = "http://news.example:8080";
const OTHER: &str = "https://other.example";

/// A place with a file of each kind that the element is made of, and the page for frames.
fn place() -> ServerFolder {
    let place = ServerFolder::new();
    for name in ["plan-configurator.js", "plan-configurator-0123456789abcdef.wasm", "embed.html"] {
        place.write(&format!("site/{name}"), b"content");
    }
    place
}

fn with_origin(request: RequestBuilder, origin: &str) -> RequestBuilder {
    request.header("origin", origin)
}

/// What a browser asks before a script of another origin may send JSON.
async fn preflight(server: &Server, path: &str, origin: &str) -> Reply {
    preflight_with(server, "POST", path, origin, "content-type,idempotency-key").await
}

/// What a browser asks before a script of another origin may send these headers.
async fn preflight_with(server: &Server, method: &str, path: &str, origin: &str, headers: &str) -> Reply {
    let request = with_origin(server.request(Method::OPTIONS, path), origin);
    let request = request.header("access-control-request-method", method);
    send(request.header("access-control-request-headers", headers)).await
}

/// The origin that an answer lets scripts read it; no answer is for scripts with credentials.
#[track_caller]
fn readers(answer: &Reply) -> &str {
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    answer.header("access-control-allow-origin")
}

/// Who may show an answer in a frame.
#[track_caller]
fn ancestors(answer: &Reply) -> &str {
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), "{policy}");
    policy.split_once("frame-ancestors ").unwrap().1
}

#[tokio::test]
async fn every_site_may_read_the_files_whoever_may_send() {
    let place = place();
    for arguments in [&[][..], &["--allow-origin", SHOP]] {
        let server = Server::start_with(&place, arguments).await;
        for path in ["/plan-configurator.js", "/plan-configurator-0123456789abcdef.wasm", "/", "/missing.js"] {
            let answer = send(with_origin(server.request(Method::GET, path), OTHER)).await;
            assert_eq!((readers(&answer), answer.header("vary")), ("*", "accept-encoding"), "{path}");
            let since = answer.header("last-modified").to_owned();
            let again = server.request(Method::GET, path).header("if-modified-since", since);
            assert_eq!(readers(&send(with_origin(again, OTHER)).await), "*", "{path}, not modified");
        }
    }
}

#[tokio::test]
async fn scripts_of_every_site_may_send_where_nothing_else_is_said() {
    let place = place();
    let server = Server::start(&place).await;

    let asked = preflight(&server, "/api/plan-requests", OTHER).await;
    assert_eq!((asked.status.as_u16(), readers(&asked)), (200, "*"));
    assert_eq!(asked.header("access-control-allow-methods"), "POST");
    assert_eq!(asked.header("access-control-allow-headers"), "content-type,idempotency-key");

    for (body, status) in [(plan_request(), 201), (json!({}), 422)] {
        let answer = send(with_origin(server.post().json(&body), OTHER)).await;
        assert_eq!((answer.status.as_u16(), readers(&answer)), (status, "*"), "what is wrong can be read too");
    }
    let unread = send(with_origin(server.post().body("{}"), OTHER)).await;
    assert_eq!((unread.status.as_u16(), readers(&unread)), (415, "*"));
    for path in ["/api/health", "/api/nothing"] {
        assert_eq!(readers(&send(with_origin(server.request(Method::GET, path), OTHER)).await), "", "{path}");
        assert_eq!(readers(&preflight(&server, path, OTHER).await), "", "{path}");
    }
}

#[tokio::test]
async fn a_request_may_carry_any_header_and_what_the_answer_says_can_be_read() {
    let place = place();
    for arguments in [&[][..], &["--allow-origin", SHOP]] {
        let server = Server::start_with(&place, arguments).await;
        for (method, path) in [
            ("GET", "/"),
            ("GET", "/embed.html"),
            ("GET", "/plan-configurator.js"),
            ("GET", "/plan-configurator-0123456789abcdef.wasm"),
            ("GET", "/missing.js"),
            ("POST", "/api/plan-requests"),
        ] {
            for headers in
                ["traceparent", "baggage,sentry-trace", "authorization,content-type,idempotency-key,x-of-theirs"]
            {
                let asked = preflight_with(&server, method, path, SHOP, headers).await;
                let allowed = if method == "GET" || arguments.is_empty() { "*" } else { SHOP };
                assert_eq!((asked.status.as_u16(), readers(&asked)), (200, allowed), "{path} {headers}");
                assert_eq!(asked.header("access-control-allow-methods"), method, "{path} {headers}");
                assert_eq!(asked.header("access-control-allow-headers"), headers, "{path} {headers}");
                assert_eq!(asked.header("access-control-max-age"), "7200", "{path} {headers}");
            }
        }
        for body in [plan_request(), json!({})] {
            let sent = with_origin(server.post().json(&body), SHOP).header("traceparent", "00-0-0-00");
            assert_eq!(
                send(sent).await.header("access-control-expose-headers"),
                "retry-after,idempotency-replayed,x-request-id,proof-of-work"
            );
        }
    }
}

#[tokio::test]
async fn pages_that_are_isolated_from_other_origins_may_load_everything_and_show_what_is_for_frames() {
    let place = place();
    let server = Server::start(&place).await;
    let form = async |fields: &[(&str, &str)]| send(server.post().form(fields)).await;
    let of_frames = [
        (200, server.get("/embed.html?theme=dark").await),
        (422, form(&[("plan", "business")]).await),
        (413, form(&[("message", &"x".repeat(70_000))]).await),
    ];
    let mut others = vec![(201, server.post_json(&plan_request()).await), (422, server.post_json(&json!({})).await)];
    for (status, path) in [
        (200, "/"),
        (200, "/plan-configurator.js"),
        (200, "/plan-configurator-0123456789abcdef.wasm"),
        (200, "/api/plan-requests.css"),
        (404, "/api/nothing"),
        (404, "/nothing"),
        (405, "/api/plan-requests"),
    ] {
        others.push((status, server.get(path).await));
    }
    others.push((200, server.healthy().await));
    for (answers, embedder) in [(&of_frames[..], "require-corp"), (&others[..], "")] {
        for (status, answer) in answers {
            assert_eq!(answer.status.as_u16(), *status);
            assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{answer:?}");
            assert_eq!(answer.header("cross-origin-embedder-policy"), embedder, "{answer:?}");
        }
    }
}

#[tokio::test]
async fn an_operator_says_whose_scripts_may_send() {
    let place = place();
    let both = format!("{SHOP},{NEWS}");
    let mut by_variable = serve(&place);
    by_variable.env("PLAN_ALLOW_ORIGIN", &both);
    for server in [
        Server::start_with(&place, &["--allow-origin", SHOP, "--allow-origin", NEWS]).await,
        Server::start_with(&place, &["--allow-origin", &both]).await,
        Server::spawn(&mut by_variable).await,
    ] {
        for (origin, allowed) in [
            (SHOP, SHOP),
            (NEWS, NEWS),
            (OTHER, ""),
            ("https://shop.example.other.example", ""),
            ("http://shop.example", ""),
            ("null", ""),
        ] {
            for answer in [
                preflight(&server, "/api/plan-requests", origin).await,
                send(with_origin(server.post().json(&json!({})), origin)).await,
            ] {
                assert_eq!(readers(&answer), allowed, "{origin}");
                assert!(answer.header("vary").split(", ").any(|name| name == "origin"), "{answer:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_plain_form_may_stand_on_every_site() {
    let place = place();
    let server = Server::start_with(&place, &["--allow-origin", SHOP]).await;
    let form = [("plan", "business"), ("name", "Ada"), ("email", "ada@analytical.example"), ("company", "Engines")];
    let form = form.into_iter().chain([("catalog_id", "msa"), ("catalog_version", "1")]).collect::<Vec<_>>();
    let sent = with_origin(server.post().form(&form), OTHER).header("referer", "https://other.example/");
    let page = FormPage::read(&send(sent).await, 201);
    assert_eq!(page.attribute("main > p:last-child > a[href]", "href"), "../");
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn the_page_for_frames_and_the_answers_to_its_form_alone_are_shown_in_frames_of_other_sites() {
    let place = place();
    let both = format!("'self' {SHOP} {NEWS}");
    for (arguments, expected) in [(&[][..], "*"), (&["--allow-origin", SHOP, "--allow-origin", NEWS], both.as_str())] {
        let server = Server::start_with(&place, arguments).await;
        let frame = server.get("/embed.html?theme=dark").await;
        assert_eq!((frame.status.as_u16(), ancestors(&frame)), (200, expected));
        let tag = frame.header("etag");
        let same = send(server.request(Method::GET, "/embed.html").header("if-none-match", tag)).await;
        assert_eq!((same.status.as_u16(), ancestors(&same)), (304, expected));
        let wrong = send(server.post().form(&[("plan", "business")])).await;
        assert_eq!((wrong.status.as_u16(), ancestors(&wrong)), (422, expected));
        let large = send(server.post().form(&[("message", "x".repeat(70_000))])).await;
        assert_eq!((large.status.as_u16(), ancestors(&large)), (413, expected));

        for path in ["/", "/index.html", "/plan-configurator.js", "/api/plan-requests", "/nothing", "/a/embed.html"] {
            assert_eq!(ancestors(&server.get(path).await), "'self'", "{path}");
        }
        assert_eq!(ancestors(&server.post_json(&plan_request()).await), "'self'");
    }
}

#[tokio::test]
async fn what_is_no_origin_is_refused_with_the_way_out() {
    let place = place();
    for (value, expected) in [
        ("https://shop.example/", "\"https://shop.example/\" is not an origin; did you mean \"https://shop.example\"?"),
        (
            "shop.example",
            "\"shop.example\" is not an origin; write one such as \"https://www.example.com\", or * for any",
        ),
    ] {
        let output = within(serve(&place).args(["--allow-origin", value]).output()).await.unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        let expected = format!("error: invalid value '{value}' for '--allow-origin <ORIGIN>': {expected}");
        assert_eq!((output.status.code(), text.lines().next()), (Some(2), Some(expected.as_str())));
    }
}
