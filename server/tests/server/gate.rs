//! What comes that is no request: answered as every other problem, and then closed.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Reply, Server, ServerFolder, plan_request, read_reply, send, within};

const NOT_HTTP: &str = "the head is not one of HTTP/1.1; send a line with method, address and version, then lines of a name, a colon and a value";
const TOO_LARGE: &str =
    "the head is larger than 64 KiB, or has more than 100 lines; send fewer headers, or drop cookies";
const BAD_CHUNK: &str = "a chunk of the body is malformed; write its length in hexadecimal digits, CR LF, its bytes, and CR LF, or send Content-Length";
const TOO_LONG: &str = "the address is longer than 64 KiB; shorten it";

/// Sends bytes, as far as the server takes them, and reads its last answer.
async fn last_reply(mut stream: TcpStream, bytes: &[u8]) -> Reply {
    stream.write_all(bytes).await.unwrap();
    let reply = read_reply(&mut stream).await;
    let mut rest = Vec::new();
    within(stream.read_to_end(&mut rest)).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&rest), "", "the connection is closed after it");
    reply
}

/// Everything that is no request, and the problem that it is answered with.
fn misread() -> Vec<(Vec<u8>, u16, &'static str, &'static str)> {
    let header = |bytes| format!("GET / HTTP/1.1\r\nHost: h\r\nX-Long: {}\r\n\r\n", "x".repeat(bytes)).into_bytes();
    let address = |bytes| format!("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", "a".repeat(bytes)).into_bytes();
    let many = format!("GET / HTTP/1.1\r\nHost: h\r\n{}\r\n", "X-One: 1\r\n".repeat(150)).into_bytes();
    let http2 = "this port does not speak HTTP/2; send HTTP/1.1, or HTTP/2 to the proxy in front";
    let tls = "this port does not speak TLS; ask for http:// here, or for https:// at the proxy in front";
    let hello = [&[0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3][..], &[7; 194]].concat();
    vec![
        (b"no request at all\r\n\r\n".to_vec(), 400, "not-http", NOT_HTTP),
        (b"GET /\r\n\r\n".to_vec(), 400, "not-http", NOT_HTTP),
        (b"GET / HTTP/9.9\r\nHost: h\r\n\r\n".to_vec(), 400, "not-http", NOT_HTTP),
        (b"GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n".to_vec(), 400, "not-http", NOT_HTTP),
        (b"GET / HTTP/1.1\r\nHost: h\r\nX: \0\r\n\r\n".to_vec(), 400, "not-http", NOT_HTTP),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ten\r\n\r\n".to_vec(), 400, "not-http", NOT_HTTP),
        (b"GET http:// HTTP/1.1\r\nHost: h\r\n\r\n".to_vec(), 400, "not-http", NOT_HTTP),
        (hello, 400, "not-http", tls),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(), 400, "not-http", http2),
        (address(70 * 1024), 414, "address-too-long", TOO_LONG),
        (address(700 * 1024), 414, "address-too-long", TOO_LONG),
        (header(70 * 1024), 431, "head-too-large", TOO_LARGE),
        (header(700 * 1024), 431, "head-too-large", TOO_LARGE),
        (many, 431, "head-too-large", TOO_LARGE),
    ]
}

#[track_caller]
fn is_secured(reply: &Reply) {
    assert!(reply.header("content-security-policy").starts_with("default-src 'none';"), "{reply:?}");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("referrer-policy"), "strict-origin-when-cross-origin");
    assert_eq!(reply.header("connection"), "close");
    assert!(httpdate_like(reply.header("date")), "{reply:?}");
    for name in ["date", "content-length", "connection", "x-request-id"] {
        assert_eq!(reply.headers.get_all(name).iter().count(), 1, "{name}");
    }
}

fn httpdate_like(date: &str) -> bool {
    date.len() == 29 && date.ends_with(" GMT")
}

#[tokio::test]
async fn what_is_no_request_is_answered_with_a_problem_as_secured_as_any() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (bytes, status, name, detail) in misread() {
        let reply = last_reply(server.connect().await, &bytes).await;
        reply.is_problem(status, name, detail, None);
        is_secured(&reply);
    }
    server.healthy().await;
}

#[tokio::test]
async fn so_it_is_on_a_connection_that_was_used_before() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let body = plan_request().to_string();
    let head = "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length:";
    let good = format!("{head} {}\r\n\r\n{body}", body.len());
    let misread = misread();
    for (bytes, status, name, detail) in &misread {
        let mut stream = server.connect().await;
        stream.write_all(good.as_bytes()).await.unwrap();
        assert_eq!(read_reply(&mut stream).await.status, 201);
        let reply = last_reply(stream, bytes).await;
        reply.is_problem(*status, name, detail, None);
        is_secured(&reply);
    }
    // Also where both come at once, and the answers leave together.
    for (bytes, status, name, detail) in &misread {
        let mut stream = server.connect().await;
        stream.write_all(&[good.as_bytes(), bytes].concat()).await.unwrap();
        assert_eq!(read_reply(&mut stream).await.status, 201);
        let reply = read_reply(&mut stream).await;
        reply.is_problem(*status, name, detail, None);
    }
    assert_eq!(place.rows().await.len(), 2 * misread.len());
}

#[tokio::test]
async fn a_body_whose_framing_is_wrong_is_told_from_one_that_ends_too_early() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let head = "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
    for body in ["zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}zz0\r\n\r\n", "\r\n{}", "fffffffffffffffff\r\n{}"] {
        let sent = format!("{head}Transfer-Encoding: chunked\r\n\r\n{body}");
        let reply = last_reply(server.connect().await, sent.as_bytes()).await;
        reply.is_problem(400, "not-http", BAD_CHUNK, None);
    }
    for body in ["Transfer-Encoding: chunked\r\n\r\n9\r\n{}", "Content-Length: 9\r\n\r\n{}"] {
        let mut stream = server.connect().await;
        stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        read_reply(&mut stream).await.is_problem(400, "cut-off", "the body ended too early; send it again", None);
    }
}

#[tokio::test]
async fn a_body_that_is_said_to_be_too_large_is_refused_before_it_comes() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (more, is_asked_for) in [("", false), ("Expect: 100-continue\r\n", true)] {
        let mut stream = server.connect().await;
        let head = format!(
            "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n{more}\r\n"
        );
        let sent = if is_asked_for { head } else { format!("{head}{{}}") };
        stream.write_all(sent.as_bytes()).await.unwrap();
        // The first line that comes is the answer's, and no invitation to send on.
        let reply = read_reply(&mut stream).await;
        reply.is_problem(413, "too-large", "the body is larger than 64 KiB; shorten it", None);
    }
    let mut stream = server.connect().await;
    let head = "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    stream.write_all(format!("{head}Content-Length: 65537\r\n\r\na=").as_bytes()).await.unwrap();
    let reply = read_reply(&mut stream).await;
    assert_eq!(reply.status, 413);
    let page = String::from_utf8(reply.body).unwrap();
    assert!(page.contains("What was sent is larger than 64 KiB, and nothing is stored."), "{page}");
}

#[tokio::test]
async fn what_a_client_calls_its_request_is_not_believed() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let request = server.request(reqwest::Method::GET, "/nothing").header("x-request-id", "0123456789abcdef");
        let reply = send(request).await;
        reply.is_problem(404, "not-found", "nothing is at this address; check its path", None);
        ids.push(reply.header("x-request-id").to_owned());
    }
    ids.push("0123456789abcdef".to_owned());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4, "{ids:?}");
}

#[tokio::test]
async fn a_fault_is_found_in_the_log_by_the_id_that_its_answer_names() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    sqlx::Executor::execute(&mut place.database().await, "ALTER TABLE plan_requests RENAME TO elsewhere")
        .await
        .unwrap();
    let id = server.post_json(&plan_request()).await.json()["request"].as_str().unwrap().to_owned();
    let log = server.stop().await.log;
    // What runs by itself may meet the fault, too.
    let is_fault = |line: &&str| line.contains("no such table") || line.contains("does not exist");
    assert!(log.lines().filter(is_fault).any(|line| line.contains(&id)), "{log}");
}
