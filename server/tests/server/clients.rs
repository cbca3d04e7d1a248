//! How many requests one client may send, all together, and who is believed when it says whom it asks for.

use futures_util::future::join_all;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::form_page::FormPage;
use crate::support::{Reply, Server, ServerFolder, plan_request, send};

const TOO_MANY: &str = "too many requests came, and nothing was done for this one; send it again after as many seconds as Retry-After says";

/// Sends a plan request with a header of a proxy's.
async fn from(server: &Server, header: &str, value: &str) -> Reply {
    send(server.post().header(header, value).json(&plan_request())).await
}

/// Checks that a request is refused, and the time after which it would be taken.
#[track_caller]
fn is_too_soon(reply: &Reply, longest: u64) {
    reply.is_problem(429, "rate-limited", TOO_MANY, None);
    let seconds = reply.header("retry-after").parse::<u64>().unwrap();
    assert!((1..=longest).contains(&seconds), "{seconds}");
}

/// Sends plan requests of one client at once, since a further one is taken after 20 seconds: three of them are taken.
async fn three_are_taken(posts: Vec<RequestBuilder>) {
    let replies = join_all(posts.into_iter().map(|post| send(post.json(&plan_request())))).await;
    let (taken, refused): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == 201);
    assert_eq!(taken.len(), 3, "{refused:?}");
    for reply in refused {
        is_too_soon(reply, 20);
    }
}

#[tokio::test]
async fn one_client_behind_a_trusted_proxy_may_send_so_many_whatever_it_forges() {
    let place = ServerFolder::new();
    let arguments = ["--trusted-proxy", "127.0.0.0/8", "--rate-per-client", "3"];
    let server = Server::start_with(&place, &arguments).await;
    let post = |client: &str| server.post().header("X-Forwarded-For", client);
    let mut posts = Vec::new();
    for forged in ["", "198.51.100.1, ", "127.0.0.1, unknown, "] {
        posts.push(post(&format!("{forged}203.0.113.9")));
    }
    for forged in ["", "198.51.100.2, ", "10.0.0.1,", "\"", "[::1]:80, ", "203.0.113.10,,"] {
        for written in ["203.0.113.9", "203.0.113.9:4711", "::ffff:203.0.113.9", "203.0.113.9, 127.0.0.2"] {
            posts.push(post(&format!("{forged}, {written}")));
        }
    }
    posts.push(post("198.51.100.3").header("X-Forwarded-For", "203.0.113.9").header("Forwarded", "for=198.51.100.3"));
    three_are_taken(posts).await;

    // Others are not held up by it; who has a network of IPv6 is one.
    assert_eq!(from(&server, "X-Forwarded-For", "203.0.113.10").await.status, 201);
    three_are_taken(["1", "2", "ffff:1", "3"].map(|last| post(&format!("[2001:db8:7::{last}]:99"))).into()).await;
    assert_eq!(place.rows().await.len(), 7);
    let log = server.stop().await.log;
    assert_eq!(log.matches("requests are refused with 429").count(), 1, "{log}");
    assert!(!log.contains("203.0.113") && !log.contains("2001:db8"), "{log}");
}

#[tokio::test]
async fn the_header_of_rfc_7239_is_read_where_it_is_named_and_then_alone() {
    let place = ServerFolder::new();
    let arguments = ["--trusted-proxy", "127.0.0.1", "--rate-per-client", "1", "--proxy-header", "forwarded"];
    let server = Server::start_with(&place, &arguments).await;
    assert_eq!(from(&server, "Forwarded", "for=\"[2001:db8::17]:4711\";proto=https").await.status, 201);
    let request = server.post().header("X-Forwarded-For", "198.51.100.3");
    let request = request.header("Forwarded", "for=\"a, for=198.51.100.1, for=\"[2001:db8::18]\"");
    is_too_soon(&send(request.json(&plan_request())).await, 60);
}

#[tokio::test]
async fn without_a_trusted_proxy_no_header_is_believed_and_the_log_says_once_that_clients_are_not_known() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--rate-per-client", "1"]).await;
    for header in ["X-Forwarded-For", "Forwarded", "X-Real-IP"] {
        for value in ["203.0.113.9", "for=203.0.113.9"] {
            assert_eq!(from(&server, header, value).await.status, 201);
        }
    }
    let log = server.stop().await.log;
    let said = "requests come from a loopback or private address, which tells no clients apart";
    assert_eq!(log.matches(said).count(), 1, "{log}");
}

#[tokio::test]
async fn a_trusted_proxy_that_names_nobody_is_warned_of() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--trusted-proxy", "127.0.0.1", "--rate-per-client", "1"]).await;
    for value in ["unknown", "127.0.0.1", "192.168.1.1"] {
        assert_eq!(from(&server, "X-Forwarded-For", value).await.status, 201);
    }
    let log = server.stop().await.log;
    assert_eq!(log.matches("a trusted proxy does not name the public address").count(), 1, "{log}");
}

#[tokio::test]
async fn all_clients_together_may_send_so_many() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--rate", "1"]).await;
    // At once: each second, one more is taken.
    let body = plan_request();
    let replies = join_all((0..100).map(|_| server.post_json(&body))).await;
    let (taken, refused): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == 201);
    for reply in &refused {
        is_too_soon(reply, 1);
    }
    assert!(taken.len() >= 10 && !refused.is_empty(), "{} are in reserve", taken.len());
    assert_eq!(place.rows().await.len(), taken.len());
    assert_eq!(server.get("/").await.status, 200, "pages are not limited");
}

#[tokio::test]
async fn nought_is_no_limit_and_what_is_sent_again_counts_as_anything_else() {
    let place = ServerFolder::new();
    let server =
        Server::start_with(&place, &["--rate", "0", "--rate-per-client", "2", "--trusted-proxy", "::1,127.0.0.1"])
            .await;
    let keyed = || {
        let request = server.post().header("Idempotency-Key", "k").header("X-Forwarded-For", "203.0.113.9");
        send(request.json(&plan_request()))
    };
    let (first, again) = (keyed().await, keyed().await);
    assert_eq!((first.status.as_u16(), again.header("idempotency-replayed")), (201, "true"));
    is_too_soon(&keyed().await, 30);
    for _ in 0..50 {
        assert_eq!(server.post_json(&plan_request()).await.status, 201);
    }
}

#[tokio::test]
async fn receipts_and_challenges_are_counted_apart_from_plan_requests() {
    let place = ServerFolder::new();
    let arguments = ["--trusted-proxy", "127.0.0.1", "--rate-per-client", "1", "--proof-of-work"];
    let server = Server::start_with(&place, &arguments).await;
    let get = |path: &'static str| send(server.request(Method::GET, path).header("X-Forwarded-For", "203.0.113.9"));
    let unknown = "/receipts/0000000000000000000000000000000000000000";
    assert_eq!(from(&server, "X-Forwarded-For", "203.0.113.9").await.status, 422, "without a proof");
    assert_eq!((get(unknown).await.status.as_u16(), get("/api/proof-of-work").await.status.as_u16()), (404, 200));
    for path in [unknown, "/api/proof-of-work"] {
        is_too_soon(&get(path).await, 60);
    }
    is_too_soon(&from(&server, "X-Forwarded-For", "203.0.113.9").await, 60);
    assert_eq!(server.get(unknown).await.status, 404, "others are not held up by it");
}

#[tokio::test]
async fn a_form_that_comes_too_soon_is_shown_again_with_everything_that_was_typed() {
    let place = ServerFolder::new();
    let mut catalog: Value = serde_json::from_str(include_str!("../../../catalogs/msa.json")).unwrap();
    catalog["title"] = json!({"en": "Which support plan fits?", "de": "Welcher Plan passt?"});
    place.write("catalog.json", catalog.to_string().as_bytes());
    let path = place.path("catalog.json");
    let arguments = ["--catalog", path.to_str().unwrap(), "--trusted-proxy", "127.0.0.1", "--rate-per-client", "1"];
    let server = Server::start_with(&place, &arguments).await;
    let form = |key: &'static str, language: &'static str| {
        [
            ("plan", "business"),
            ("name", "Ada <Lovelace>"),
            ("email", "ada@analytical.example"),
            ("company", "Analytical Engines"),
            ("message", "Please call\r\nbefore noon."),
            ("catalog_id", "msa"),
            ("catalog_version", "of the page"),
            ("catalog_content", "of-the-page"),
            ("answer.company-size", "100-499"),
            ("answer.incidents", "ten or so"),
            ("language", language),
            ("key", key),
        ]
    };
    let post = |form| send(server.post().header("X-Forwarded-For", "203.0.113.9").form(&form));
    FormPage::read(&post(form("k1", "en")).await, 201);

    for (language, said) in [("en", "Too many requests came at once"), ("de", "Es kamen zu viele Anfragen auf einmal")]
    {
        let reply = post(form("k2", language)).await;
        let page = FormPage::read(&reply, 429);
        assert!((1..=60).contains(&reply.header("retry-after").parse::<u64>().unwrap()));
        assert!(page.texts("[role=alert] p")[0].starts_with(said), "{:?}", page.texts("[role=alert] p"));
        assert_eq!(page.attribute("html", "lang"), language);
        assert_eq!(page.errors(), []);
        for (name, value) in form("k2", language) {
            assert_eq!(page.value(name), [value], "{name}");
        }
    }
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn forms_that_come_too_soon_take_no_room_from_what_others_send() {
    let place = ServerFolder::new();
    let arguments = ["--trusted-proxy", "127.0.0.1", "--rate-per-client", "1"];
    let server = Server::start_with(&place, &arguments).await;
    assert_eq!(from(&server, "X-Forwarded-For", "203.0.113.9").await.status, 201);
    let message = "\"".repeat(20_000);
    let form = [("plan", "business"), ("name", "Ada"), ("message", &message)];
    let flooding = server.post().header("X-Forwarded-For", "203.0.113.9").form(&form);
    let again = || flooding.try_clone().expect("its body is in memory");
    let mut flood = JoinSet::new();
    // More than what may wait for its turn to be read.
    for _ in 0..800 {
        flood.spawn(send(again()));
    }
    let mut honest = JoinSet::new();
    for last in 10..40 {
        // So long that it is read where forms are.
        let body = format!("{}{}", plan_request(), " ".repeat(5000));
        let client = format!("203.0.113.{last}");
        let request = server.post().header("X-Forwarded-For", client).header("Content-Type", "application/json");
        honest.spawn(send(request.body(body)));
    }
    for reply in honest.join_all().await {
        assert_eq!(reply.status, 201, "{reply:?}");
    }
    let said = "Too many requests came at once, and nothing is stored.";
    let replies = flood.join_all().await;
    // Once it is quiet, everything that was typed is shown again.
    let alone = send(again()).await;
    assert_eq!(FormPage::read(&alone, 429).value("message"), [&*message]);
    let is_bare = |reply: &&Reply| String::from_utf8_lossy(&reply.body).contains(said);
    for reply in &replies {
        assert_eq!(reply.status, 429);
        assert!((1..=60).contains(&reply.header("retry-after").parse::<u64>().unwrap()));
        assert!(reply.header("content-type").starts_with("text/html"));
        assert!(is_bare(&reply) || FormPage::read(reply, 429).value("name") == ["Ada"]);
    }
    assert!(replies.iter().any(|reply| is_bare(&reply)), "as many forms as there are were shown again");
}
