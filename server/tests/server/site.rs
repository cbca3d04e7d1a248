//! The site's files: types, encodings, caching, and the headers of every response.

use reqwest::Method;

use crate::support::{Answer, Place, Server, plan_request, send};

const FOREVER: &str = "public, max-age=31536000, immutable";

async fn get_accepting(server: &Server, path: &str, encodings: &str) -> Answer {
    send(server.request(Method::GET, path).header("accept-encoding", encodings)).await
}

/// The policy of a response without style sheets in it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

#[tokio::test]
async fn files_have_their_types_and_caching() {
    let place = Place::new();
    let hashed_wasm = "/plan-configurator-0123456789abcdef.wasm";
    for (path, media_type, caching) in [
        ("/index.html", "text/html", "no-cache"),
        ("/plan-configurator-0123456789abcdef.js", "text/javascript", FOREVER),
        ("/plan-configurator-0123456789abcdef.css", "text/css", FOREVER),
        (hashed_wasm, "application/wasm", FOREVER),
        ("/plan-configurator.js", "text/javascript", "no-cache"),
        ("/favicon.svg", "image/svg+xml", "no-cache"),
        ("/icon.png", "image/png", "no-cache"),
    ] {
        place.write(&format!("site{path}"), b"content");
        let server = Server::start(&place).await;
        let answer = server.get(path).await;
        assert_eq!((answer.status.as_u16(), &answer.body[..]), (200, &b"content"[..]), "{path}");
        assert_eq!(answer.header("content-type"), media_type, "{path}");
        assert_eq!(answer.header("cache-control"), caching, "{path}");
        assert_eq!(answer.header("vary"), "accept-encoding", "{path}");
    }
}

#[tokio::test]
async fn the_root_is_the_page() {
    let place = Place::new();
    let server = Server::start(&place).await;

    let (root, page) = (server.get("/").await, server.get("/index.html").await);

    assert_eq!((root.status.as_u16(), &root.body), (200, &page.body));
    assert_eq!((root.header("content-type"), root.header("cache-control")), ("text/html", "no-cache"));
    let head = send(server.request(Method::HEAD, "/")).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.body.len().to_string());
}

#[tokio::test]
async fn a_file_is_sent_in_the_best_encoding_that_is_there_and_accepted() {
    let place = Place::new();
    for (name, content) in [("app.js", "plain"), ("app.js.br", "brotli"), ("app.js.gz", "gzip"), ("one.js", "plain")] {
        place.write(&format!("site/{name}"), content.as_bytes());
    }
    let server = Server::start(&place).await;

    for (path, accepted, encoding, content) in [
        ("/app.js", "gzip, deflate, br, zstd", "br", "brotli"),
        ("/app.js", "gzip", "gzip", "gzip"),
        ("/app.js", "br;q=0, gzip;q=0.5", "gzip", "gzip"),
        ("/app.js", "identity", "", "plain"),
        ("/app.js", "", "", "plain"),
        ("/one.js", "gzip, br", "", "plain"),
    ] {
        let answer = get_accepting(&server, path, accepted).await;
        assert_eq!(String::from_utf8_lossy(&answer.body), content, "{path} {accepted}");
        assert_eq!(answer.header("content-encoding"), encoding, "{path} {accepted}");
        assert_eq!(answer.header("content-type"), "text/javascript", "{path} {accepted}");
        assert_eq!(answer.header("vary"), "accept-encoding", "{path} {accepted}");
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let place = Place::new();
    let server = Server::start(&place).await;
    let etag = server.get("/").await.header("etag").to_owned();
    let again = || send(server.request(Method::GET, "/").header("if-none-match", &etag));

    let unchanged = again().await;
    assert_eq!((unchanged.status.as_u16(), unchanged.body.len()), (304, 0));
    assert_eq!((unchanged.header("cache-control"), unchanged.header("vary")), ("no-cache", "accept-encoding"));

    place.write("site/index.html", b"another page");
    let changed = again().await;
    assert_eq!((changed.status.as_u16(), &changed.body[..]), (200, &b"another page"[..]));
}

#[tokio::test]
async fn paths_that_no_browser_asks_for_are_not_found() {
    let place = Place::new();
    place.write("secret.txt", b"secret");
    let server = Server::start(&place).await;
    let long = format!("/{}.js", "a".repeat(300));

    for path in
        ["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "//..//secret.txt", "/a%00b", "/%ff", &long]
    {
        let request = format!("GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        let response = server.raw(&request).await;
        assert!(response.starts_with("HTTP/1.1 404 Not Found\r\n"), "{path}: {response}");
    }
    let log = server.stop().await.log;
    assert!(!log.contains("ERROR"), "{log}");
}

#[tokio::test]
async fn only_a_file_is_kept_for_ever_and_not_what_stands_in_its_place() {
    let place = Place::new();
    let path = "/late-0123456789abcdef.js";
    let server = Server::start(&place).await;
    let missing = server.get(path).await;
    assert_eq!((missing.status.as_u16(), missing.header("cache-control")), (404, "no-cache"));

    place.write(&format!("site{path}"), b"content");
    let part = |range: &str| send(server.request(Method::GET, path).header("range", range));
    let (beyond, within) = (part("bytes=1000-").await, part("bytes=3-").await);
    beyond.is_problem(416, "Range Not Satisfiable", "the request cannot be answered as it is", None);
    assert_eq!((beyond.header("content-range"), beyond.header("cache-control")), ("bytes */7", "no-cache"));
    assert_eq!((within.status.as_u16(), within.header("cache-control")), (206, FOREVER));
}

#[tokio::test]
async fn every_response_has_the_security_headers() {
    let place = Place::new();
    let server = Server::start(&place).await;
    let posted = server.post_json(&plan_request()).await;
    let refused = server.post_json(&plan_request()["contact"]).await;
    let mut answers = vec![(201, posted), (422, refused)];
    for (status, path) in [
        (200, "/"),
        (404, "/nothing"),
        (404, "/api"),
        (404, "/api/nothing"),
        (405, "/api/plan-requests"),
        (200, "/api/health"),
    ] {
        answers.push((status, server.get(path).await));
    }

    for (status, answer) in answers {
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("content-security-policy"), POLICY);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
    }
}

#[tokio::test]
async fn a_page_may_apply_and_run_the_style_sheets_and_scripts_that_stand_in_it_now_and_no_others() {
    let place = Place::new();
    let server = Server::start(&place).await;
    let policy = async |path: &str| server.get(path).await.header("content-security-policy").to_owned();
    assert_eq!(policy("/").await, POLICY);

    // Hashes by `printf '<rules or script>' | openssl dgst -sha256 -binary | base64`.
    let (first, second) =
        ("X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=", "lkYe5SAjgQT1av6fhWoNE7zxmqmfMlAULMnahGbZ8os=");
    let script = "GpfXNSGA7AfjRV6DlBPnw1DCHfleUrLBhn1GCDoot4A=";
    place.write(
        "site/index.html",
        b"<style>a{}</style><p>text</p><style>\nb{}\n</style><script type=\"module\">\nf()\n</script>\
          <script type=\"application/ld+json\">{}</script><script type=\"module\" src=\"a.js\"></script>",
    );
    let with_hashes = POLICY
        .replace("style-src 'self'", &format!("style-src 'self' 'sha256-{first}' 'sha256-{second}'"))
        .replace("'wasm-unsafe-eval'", &format!("'wasm-unsafe-eval' 'sha256-{script}'"));
    assert_eq!(policy("/").await, with_hashes);
    assert_eq!(policy("/index.html").await, with_hashes);
    assert_eq!(policy("/api/health").await, POLICY);
    let page = server.get("/").await;
    let again = send(server.request(Method::GET, "/").header("if-modified-since", page.header("last-modified"))).await;
    assert_eq!((again.status.as_u16(), again.header("content-security-policy")), (304, &*with_hashes));
}

#[tokio::test]
async fn the_page_tells_in_its_head_what_it_loads() {
    let place = Place::new();
    let page = b"<link rel=\"preload\" href=\"app-0123456789abcdef.wasm\" as=\"fetch\" crossorigin />";
    for name in ["index.html", "embed.html", "other.html"] {
        place.write(&format!("site/{name}"), page);
    }
    let server = Server::start(&place).await;

    for path in ["/", "/index.html", "/embed.html"] {
        let link = "<app-0123456789abcdef.wasm>; rel=\"preload\"; as=\"fetch\"; crossorigin";
        assert_eq!(server.get(path).await.header("link"), link, "{path}");
    }
    assert_eq!(server.get("/other.html").await.header("link"), "");
}

#[tokio::test]
async fn nothing_of_the_api_is_kept() {
    let place = Place::new();
    let server = Server::start(&place).await;

    for path in ["/api/health", "/api/plan-requests", "/api/nothing", "/api"] {
        assert_eq!(server.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(server.post_json(&plan_request()).await.header("cache-control"), "no-store");
}
