//! Posts to addresses of others, which may be slow, broken or hostile: no redirect is followed, no proxy is asked, nothing of an answer
//! counts but its status and `Retry-After`.

use std::error::Error;
use std::time::{Duration, SystemTime};

use anyhow::Context;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode, redirect, retry};
use url::Url;

use crate::outbox::delivery::Delivery;
use crate::webhook::address::{self, PublicAddresses, Refused};

/// How long an attempt may take, from the look-up of the name to the end of the answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How many bytes of an answer are read, to end it in good order. They are thrown away.
const MOST_READ: usize = 64 * 1024;

/// Posts.
pub struct Client {
    http: reqwest::Client,
    allows_private: bool,
}

impl Client {
    /// Makes a client, which may be allowed to connect to loopback and private addresses.
    ///
    /// # Errors
    ///
    /// Where the system's certificates cannot be read.
    pub fn new(allows_private: bool) -> anyhow::Result<Self> {
        let builder = reqwest::Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            // Every attempt connects anew, so that the address is judged at each.
            .pool_max_idle_per_host(0)
            .referer(false)
            .timeout(TIMEOUT)
            .user_agent(concat!("plan-server/", env!("CARGO_PKG_VERSION")));
        let builder = if allows_private { builder } else { builder.dns_resolver2(PublicAddresses) };
        let http = builder
            .build()
            .context("webhooks cannot be posted, since the certificates of the system cannot be read")?;
        Ok(Self { http, allows_private })
    }

    /// Posts some JSON. What is said of a failure holds neither the address nor anything of the body or the answer.
    pub async fn post(&self, url: &Url, headers: HeaderMap, json: String) -> Delivery {
        if !self.allows_private
            && let Err(refused) = address::check_literal(url)
        {
            return Delivery::Retry { why: refused.to_string(), after: None };
        }
        let request = self.http.post(url.clone()).headers(headers);
        match request.header("content-type", "application/json").body(json).send().await {
            Ok(response) => {
                let delivery = outcome(response.status(), response.headers(), SystemTime::now());
                finish(response).await;
                delivery
            }
            Err(error) => Delivery::Retry { why: why(&error), after: None },
        }
    }
}

/// Tells what an answer means for its message.
fn outcome(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Delivery {
    match status {
        _ if status.is_success() => Delivery::Done,
        StatusCode::GONE => Delivery::Gone,
        _ => {
            let hint =
                if status.is_redirection() { "; redirects are not followed, so name where they lead" } else { "" };
            let why = format!("answered with status {}{hint}", status.as_u16());
            Delivery::Retry { why, after: headers.get(RETRY_AFTER).and_then(|value| wait(value.to_str().ok()?, now)) }
        }
    }
}

/// Reads how long a receiver wants to be left alone: seconds, or the date until when. None where it says neither.
fn wait(retry_after: &str, now: SystemTime) -> Option<Duration> {
    let text = retry_after.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // What does not fit is longer than anybody waits.
        text.parse().map_or(Duration::MAX, Duration::from_secs)
    } else {
        // A date that has passed asks for nothing.
        httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default()
    };
    Some(wait)
}

/// Reads an answer to its end, as far as that is near.
async fn finish(mut response: Response) {
    let mut read = 0;
    while read < MOST_READ
        && let Ok(Some(chunk)) = response.chunk().await
    {
        read += chunk.len();
    }
}

/// Says why there is no answer, without the address.
fn why(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} s", TIMEOUT.as_secs());
    }
    let mut causes = vec![error.source()];
    while let Some(cause) = causes.last().copied().flatten() {
        if let Some(refused) = cause.downcast_ref::<Refused>() {
            return refused.to_string();
        }
        causes.push(cause.source());
    }
    // The first cause is the one that says most; those above it repeat the address or say that there is a cause.
    let first = causes.into_iter().flatten().last().map(|cause| format!(": {cause}")).unwrap_or_default();
    let what = if error.is_connect() { "cannot connect" } else { "no answer that can be read" };
    format!("{what}{first}")
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio::time::Instant;

    use super::*;

    /// Instant 784111777 is that of the examples in RFC 9110.
    fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        for (text, expected) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("604801", Some(604_801)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("Sun, 06 Nov 1994 08:51:37 GMT", Some(120)),
            ("Sunday, 06-Nov-94 08:51:37 GMT", Some(120)),
            ("Sun Nov  6 08:51:37 1994", Some(120)),
            ("Sun, 06 Nov 1994 08:49:36 GMT", Some(0)),
            ("Tue, 08 Nov 1994 08:49:37 GMT", Some(172_800)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(wait(text, now()).map(|wait| wait.as_secs()), expected, "{text}");
        }
    }

    #[test]
    fn only_2xx_arrived_and_only_410_is_for_good() {
        for status in (100..600).filter_map(|status| StatusCode::from_u16(status).ok()) {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, "60".parse().expect("a value"));
            match outcome(status, &headers, now()) {
                Delivery::Done => assert_eq!(status.as_u16() / 100, 2, "{status}"),
                Delivery::Gone => assert_eq!(status, 410),
                Delivery::Retry { why, after } => {
                    assert!(status.as_u16() / 100 != 2 && status != 410, "{status}");
                    assert!(why.starts_with(&format!("answered with status {}", status.as_u16())), "{why}");
                    assert_eq!(after, Some(Duration::from_secs(60)));
                }
                Delivery::GiveUp { why } => panic!("{status}: {why}"),
            }
        }
    }

    /// Posts to a receiver that writes this and no more.
    async fn posted_to(answer: &'static [u8]) -> Delivery {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/secret", listener.local_addr().expect("an address"));
        let receiver = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n{}") {
                stream.read_buf(&mut request).await.expect("a request");
            }
            stream.write_all(answer).await.expect("an answer");
            // Holds the connection open until the other side closes it.
            let _ = stream.read_to_end(&mut request).await;
        });
        let client = Client::new(true).expect("a client");
        let delivery = client.post(&url.parse().expect("an address"), HeaderMap::new(), "{}".to_owned()).await;
        receiver.abort();
        delivery
    }

    #[tokio::test(start_paused = true)]
    async fn a_receiver_that_never_answers_is_given_20_seconds() {
        let begun = Instant::now();
        let delivery = posted_to(b"").await;
        assert_eq!(delivery, Delivery::Retry { why: "no answer within 20 s".to_owned(), after: None });
        // Of a clock that stands still but for timers.
        assert_eq!(begun.elapsed().as_secs(), 20);
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_never_ends_is_given_no_longer() {
        let delivery = posted_to(b"HTTP/1.1 200 OK\r\nX-Slow:").await;
        assert_eq!(delivery, Delivery::Retry { why: "no answer within 20 s".to_owned(), after: None });
    }

    #[tokio::test]
    async fn what_is_no_answer_is_tried_again_and_nothing_of_it_is_told() {
        let delivery = posted_to(b"secret words\r\n\r\n").await;
        let Delivery::Retry { why, after: None } = delivery else { panic!("{delivery:?}") };
        assert!(why.starts_with("no answer that can be read") && !why.contains("secret"), "{why}");
    }

    #[tokio::test]
    async fn who_does_not_listen_is_tried_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/secret", listener.local_addr().expect("an address"));
        drop(listener);
        let client = Client::new(true).expect("a client");
        let delivery = client.post(&url.parse().expect("an address"), HeaderMap::new(), "{}".to_owned()).await;
        let Delivery::Retry { why, after: None } = delivery else { panic!("{delivery:?}") };
        assert!(why.starts_with("cannot connect: ") && !why.contains("secret"), "{why}");
    }

    #[tokio::test]
    async fn a_receiver_that_speaks_no_tls_is_tried_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("https://{}/secret", listener.local_addr().expect("an address"));
        let receiver = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.expect("an answer");
            // Read to its end, so that the answer arrives.
            let _ = stream.read_to_end(&mut Vec::new()).await;
        });
        let client = Client::new(true).expect("a client");
        let delivery = client.post(&url.parse().expect("an address"), HeaderMap::new(), "{}".to_owned()).await;
        receiver.abort();
        let Delivery::Retry { why, after: None } = delivery else { panic!("{delivery:?}") };
        assert!(why.starts_with("cannot connect: ") && !why.contains("secret"), "{why}");
    }

    #[tokio::test]
    async fn nothing_is_connected_to_that_is_refused() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a mode");
        let port = listener.local_addr().expect("an address").port();
        let client = Client::new(false).expect("a client");
        for host in ["127.0.0.1", "127.1", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"] {
            let url = format!("http://{host}:{port}/").parse().expect("an address");
            let delivery = client.post(&url, HeaderMap::new(), "{}".to_owned()).await;
            let Delivery::Retry { why, after: None } = delivery else { panic!("{host}: {delivery:?}") };
            assert!(why.contains("a loopback address, which is refused"), "{host}: {why}");
        }
        // A connection that was ever made would be waiting.
        let nobody = listener.accept().expect_err("nobody connected");
        assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock);
    }
}
