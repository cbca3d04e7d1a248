//! The site's files: types, encodings, caching, and the headers of every response.

use reqwest::Method;

use crate::support::{Reply, Server, ServerFolder, plan_request, send};

const NO_SUCH_RANGE: &str = "the file has no such part; ask for a part of what the header Content-Range says there is";
const FOREVER: &str = "public, max-age=31536000, immutable";

async fn get_accepting(server: &Server, path: &str, encodings: &str) -> Reply {
    send(server.request(Method::GET, path).header("accept-encoding", encodings)).await
}

/// The policy of a response without style sheets in it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

#[tokio::test]
async fn files_have_their_types_and_caching() {
    let place = ServerFolder::new();
    let hashed_wasm = "/plan-configurator-0123456789abcdef.wasm";
    for (path, media_type, caching) in [
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/plan-configurator-0123456789abcdef.js", "text/javascript; charset=utf-8", FOREVER),
        ("/plan-configurator-0123456789abcdef.css", "text/css; charset=utf-8", FOREVER),
        (hashed_wasm, "application/wasm", FOREVER),
        ("/plan-configurator.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/favicon.svg", "image/svg+xml", "no-cache"),
        ("/icon.png", "image/png", "no-cache"),
        ("/plan-configurator.d.ts", "text/plain; charset=utf-8", "no-cache"),
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
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    let (root, page) = (server.get("/").await, server.get("/index.html").await);

    assert_eq!((root.status.as_u16(), &root.body), (200, &page.body));
    assert_eq!((root.header("content-type"), root.header("cache-control")), ("text/html; charset=utf-8", "no-cache"));
    let head = send(server.request(Method::HEAD, "/")).await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.body.len().to_string());
}

#[tokio::test]
async fn a_file_is_sent_in_the_best_encoding_that_is_there_and_accepted() {
    let place = ServerFolder::new();
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
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8", "{path} {accepted}");
        assert_eq!(answer.header("vary"), "accept-encoding", "{path} {accepted}");
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let place = ServerFolder::new();
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
async fn another_build_is_seen_whatever_its_times_say() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
    // Builds that can be repeated, and images of containers, give every file one time.
    let deploy = |content: &[u8]| {
        place.write("site/new.html", content);
        place.write("site/new.html.br", content);
        for name in ["index.html", "index.html.br"] {
            let new = place.path(&format!("site/{}", name.replace("index", "new")));
            std::fs::File::options().append(true).open(&new).unwrap().set_modified(long_ago).unwrap();
            std::fs::rename(new, place.path(&format!("site/{name}"))).unwrap();
        }
    };
    for encoding in ["br", "identity"] {
        deploy(b"build one");
        let first = get_accepting(&server, "/", encoding).await;
        deploy(b"build two");
        let again = server.request(Method::GET, "/").header("accept-encoding", encoding);
        let again = send(again.header("if-none-match", first.header("etag"))).await;
        assert_eq!((again.status.as_u16(), &again.body[..]), (200, &b"build two"[..]), "{encoding}");
        assert_eq!((first.header("last-modified"), again.header("last-modified")), ("", ""));
    }
    // What stands there is told by its content: the same build again, on another machine too, need not be sent.
    let (one, other) = (server.get("/").await, Server::start(&place).await.get("/").await);
    assert_eq!(one.header("etag"), other.header("etag"));
}

#[tokio::test]
async fn a_download_goes_on_only_with_the_bytes_of_the_same_build() {
    let place = ServerFolder::new();
    place.write("site/app.wasm", b"0123456789");
    let server = Server::start(&place).await;
    let tag = server.get("/app.wasm").await.header("etag").to_owned();
    let part = |range: &'static str, state: String| {
        send(server.request(Method::GET, "/app.wasm").header("range", range).header("if-range", state))
    };

    let rest = part("bytes=7-", tag.clone()).await;
    assert_eq!((rest.status.as_u16(), &rest.body[..]), (206, &b"789"[..]));
    assert_eq!((rest.header("content-range"), rest.header("etag")), ("bytes 7-9/10", &*tag));
    for (range, state) in [
        ("bytes=7-", "\"another\"".to_owned()),
        ("bytes=7-", format!("W/{tag}")),
        ("bytes=7-", "Thu, 01 Jan 2026 00:00:00 GMT".to_owned()),
        ("bytes=9-7", tag.clone()),
        ("bytes=x", tag.clone()),
        ("bytes=0-1,4-5", tag.clone()),
    ] {
        let whole = part(range, state.clone()).await;
        assert_eq!((whole.status.as_u16(), whole.body.len()), (200, 10), "{range} {state}");
    }
}

#[tokio::test]
async fn dot_files_and_links_that_lead_out_of_the_folder_are_not_served() {
    use std::os::unix::fs::symlink;

    let place = ServerFolder::new();
    for name in ["site/.env", "site/.git/config", "secret/file.txt", "site/.well-known/security.txt", "releases/2/a.js"]
    {
        place.write(name, b"content");
    }
    symlink(place.path("secret/file.txt"), place.path("site/link.txt")).unwrap();
    symlink(place.path("secret"), place.path("site/folder")).unwrap();
    symlink("index.html", place.path("site/home.html")).unwrap();
    symlink("loop", place.path("site/loop")).unwrap();
    let server = Server::start(&place).await;

    for path in ["/.env", "/.git/config", "/%2Egit/config", "/link.txt", "/folder/file.txt", "/loop"] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
    for path in ["/.well-known/security.txt", "/home.html"] {
        assert_eq!(server.get(path).await.status, 200, "{path}");
    }
    // The folder itself may be a link, which a deploy turns to another one.
    symlink(place.path("releases/2"), place.path("current")).unwrap();
    let server = Server::start_with(&place, &["--site", place.path("current").to_str().unwrap()]).await;
    assert_eq!(server.get("/a.js").await.status, 200);
    place.write("releases/3/a.js", b"newer");
    symlink(place.path("releases/3"), place.path("next")).unwrap();
    std::fs::rename(place.path("next"), place.path("current")).unwrap();
    assert_eq!(server.get("/a.js").await.body, b"newer");
}

#[tokio::test]
async fn a_folder_and_a_misread_link_lead_on_within_the_site_behind_any_prefix() {
    let place = ServerFolder::new();
    place.write("site/docs/index.html", b"docs");
    let server = Server::start(&place).await;
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();

    for (path, expected) in [
        ("/docs", "./docs/"),
        ("/docs?a=b", "./docs/?a=b"),
        ("/%23v1;company-size=1-99", "./#v1;company-size=1-99"),
        ("/%2523v1%253Ba%253Db?utm_source=mail", "./?utm_source=mail#v1%3Ba%3Db"),
        ("/index.html%23v1;a=b/c", "../index.html#v1;a=b/c"),
    ] {
        let answer = client.get(format!("http://{}{path}", server.address)).send().await.unwrap();
        assert_eq!(answer.status(), 307, "{path}");
        assert_eq!(answer.headers()["location"], expected, "{path}");
    }
    assert_eq!(server.get("/docs").await.body, b"docs");
}

#[tokio::test]
async fn a_person_who_opens_an_address_that_is_not_there_gets_a_page() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let open = |path: &str| {
        send(server.request(Method::GET, path).header("accept", "text/html,application/xhtml+xml,*/*;q=0.8"))
    };
    for (path, status, home) in [
        ("/nothing", 404, "./"),
        ("/nothing/at/all", 404, "../../"),
        ("/api/nothing", 404, "../"),
        ("/api/plan-requests", 405, "../"),
    ] {
        let answer = open(path).await;
        let page = String::from_utf8(answer.body.clone()).unwrap();
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (status, "text/html; charset=utf-8"));
        assert!(page.contains("<h1>This page is not there</h1>"), "{page}");
        assert!(page.contains(&format!("<a href=\"{home}\">Back to the plans</a>")), "{page}");
        assert!(page.contains(&format!("href=\"{home}api/plan-requests.css\"")), "{page}");
        assert_eq!(server.get(path).await.header("content-type"), "application/problem+json", "a program asks");
    }
}

#[tokio::test]
async fn a_request_that_two_readers_would_read_in_two_ways_is_refused() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let end = "Connection: close\r\n\r\n";
    let long = format!("X-Long: {}\r\n", "x".repeat(100_000));
    for (head, status) in [
        (format!("GET / HTTP/1.1\r\nHost: h\r\n{end}"), "200"),
        (format!("GET / HTTP/1.0\r\n{end}"), "200"),
        (format!("GET / HTTP/1.1\r\n{end}"), "400"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n{end}"), "400"),
        (format!("GET /api/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n{end}"), "400"),
        (format!("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n{end}"), "400"),
        (format!("GET / HTTP/1.1\r\nHost: h\r\n{long}{end}"), "431"),
    ] {
        let answer = server.raw(&head).await;
        assert_eq!(answer.get(9..12), Some(status), "{answer}");
    }
}

#[tokio::test]
async fn paths_that_no_browser_asks_for_are_not_found() {
    let place = ServerFolder::new();
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
    let place = ServerFolder::new();
    let path = "/late-0123456789abcdef.js";
    let server = Server::start(&place).await;
    let missing = server.get(path).await;
    assert_eq!((missing.status.as_u16(), missing.header("cache-control")), (404, "no-cache"));

    place.write(&format!("site{path}"), b"content");
    let part = |range: &str| send(server.request(Method::GET, path).header("range", range));
    let (beyond, within) = (part("bytes=1000-").await, part("bytes=3-").await);
    beyond.is_problem(416, "no-such-range", NO_SUCH_RANGE, None);
    assert_eq!((beyond.header("content-range"), beyond.header("cache-control")), ("bytes */7", "no-cache"));
    assert_eq!((within.status.as_u16(), within.header("cache-control")), (206, FOREVER));
}

#[tokio::test]
async fn every_response_has_the_security_headers() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let posted = server.post_json(&plan_request()).await;
    let refused = server.post_json(&plan_request()["contact"]).await;
    let mut answers = vec![(201, posted), (422, refused)];
    for (status, path) in
        [(200, "/"), (404, "/nothing"), (404, "/api"), (404, "/api/nothing"), (405, "/api/plan-requests")]
    {
        answers.push((status, server.get(path).await));
    }
    answers.push((200, server.healthy().await));

    for (status, answer) in answers {
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("content-security-policy"), POLICY);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
    }
}

#[tokio::test]
async fn a_page_may_apply_and_run_the_style_sheets_and_scripts_that_stand_in_it_now_and_no_others() {
    let place = ServerFolder::new();
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
    let again = send(server.request(Method::GET, "/").header("if-none-match", page.header("etag"))).await;
    assert_eq!((again.status.as_u16(), again.header("content-security-policy")), (304, &*with_hashes));
}

#[tokio::test]
async fn the_page_tells_in_its_head_what_it_loads() {
    let place = ServerFolder::new();
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
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    for path in ["/api/health", "/api/plan-requests", "/api/nothing", "/api"] {
        assert_eq!(server.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(server.post_json(&plan_request()).await.header("cache-control"), "no-store");
}

/// Puts a build in the place of the one before: its page, and a file named by its content.
fn deploy(place: &ServerFolder, number: u32) -> String {
    let _ = std::fs::remove_dir_all(place.path("site"));
    place.write("site/index.html", format!("<!doctype html><title>{number}</title>").as_bytes());
    place.write("site/app.js", b"always there");
    let name = format!("app-{number:016x}.js");
    place.write(&format!("site/{name}"), format!("build {number}").as_bytes());
    place.write(&format!("site/{name}.br"), format!("brotli {number}").as_bytes());
    format!("/{name}")
}

#[tokio::test]
async fn files_of_the_last_five_bundles_stay_there_also_after_a_restart() {
    let place = ServerFolder::new();
    let mut paths = vec![deploy(&place, 0)];
    let server = Server::start(&place).await;
    for number in 1..5 {
        paths.push(deploy(&place, number));
        // Whoever opens the page shows that it is another one; its bundle is kept meanwhile.
        server.get("/").await;
        while !place.path(&format!("data/bundles{}.br", paths[number as usize])).exists() {
            tokio::task::yield_now().await;
        }
    }
    server.stop().await;

    let server = Server::start(&place).await;
    for (number, path) in paths.iter().enumerate() {
        let answer = server.get(path).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &format!("build {number}").into_bytes()));
        assert_eq!(
            (answer.header("cache-control"), answer.header("content-type")),
            (FOREVER, "text/javascript; charset=utf-8")
        );
        let brotli = get_accepting(&server, path, "br").await;
        assert_eq!((brotli.header("content-encoding"), &brotli.body), ("br", &format!("brotli {number}").into_bytes()));
    }
    server.stop().await;

    // The sixth takes the first one's place, and what is not named by its content is not kept.
    paths.push(deploy(&place, 5));
    std::fs::remove_file(place.path("site/app.js")).unwrap();
    let server = Server::start(&place).await;
    let statuses = async {
        let mut statuses = Vec::new();
        for path in &paths {
            statuses.push(server.get(path).await.status.as_u16());
        }
        statuses
    };
    assert_eq!(statuses.await, [404, 200, 200, 200, 200, 200]);
    for path in ["/app.js", "/bundles.json", "/bundles/bundles.json"] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_service_worker_can_be_switched_off() {
    let place = ServerFolder::new();
    place.write("site/plan-configurator-worker.js", b"the worker");
    let path = "/plan-configurator-worker.js";
    let server = Server::start(&place).await;
    assert_eq!(server.get(path).await.body, b"the worker");
    server.stop().await;

    let server = Server::start_with(&place, &["--no-offline"]).await;
    let answer = server.get(path).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/javascript; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), "no-cache");
    let text = String::from_utf8(answer.body).unwrap();
    assert!(text.contains("registration.unregister()") && !text.contains("\"fetch\""), "{text}");
}
