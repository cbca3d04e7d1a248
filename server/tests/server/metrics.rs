//! `--metrics-listen`: what is counted, in the text format of Prometheus.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::support::{BINARY, Reply, Server, ServerFolder, lasting_port, plan_request, read_to_end, send, within};

/// What is counted, by name and labels as they are written.
struct Scraped {
    samples: BTreeMap<String, f64>,
}

impl Scraped {
    /// Reads a scrape, and checks its form: every metric is described, every line is one of the format, every histogram adds up.
    #[track_caller]
    fn parse(text: &str) -> Self {
        let (mut types, mut helped, mut samples) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        for line in text.lines().filter(|line| !line.is_empty()) {
            if let Some(help) = line.strip_prefix("# HELP ") {
                let (name, said) = help.split_once(' ').expect("a description");
                assert!(helped.insert(name.to_owned()) && !said.is_empty(), "{line}");
                continue;
            }
            if let Some(of) = line.strip_prefix("# TYPE ") {
                let (name, kind) = of.split_once(' ').expect("a type");
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                assert!(types.insert(name.to_owned(), kind.to_owned()).is_none(), "{line}");
                continue;
            }
            let (series, value) = line.rsplit_once(' ').expect("a value");
            let name = series.split('{').next().expect("a name");
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            let family = if types.contains_key(name) { name } else { family };
            assert!(types.contains_key(family) && helped.contains(family), "{line} is not described");
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{line}");
            if types[family] == "counter" {
                assert!(name.ends_with("_total"), "{line}");
            }
            let value: f64 = value.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
            assert!(samples.insert(series.to_owned(), value).is_none(), "{line} is there twice");
        }
        let scraped = Self { samples };
        scraped.adds_up();
        scraped
    }

    /// Checks that the classes of histograms grow up to their count.
    #[track_caller]
    fn adds_up(&self) {
        let mut classes: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
        for (series, count) in &self.samples {
            let Some((before, rest)) = series.split_once("le=\"") else { continue };
            let (bound, after) = rest.split_once('"').expect("a bound");
            let of = format!("{}{after}", before.replace("_bucket", "_count"));
            classes.entry(of).or_default().push((bound.parse().expect("a number"), *count));
        }
        for (of, mut classes) in classes {
            classes.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            assert!(classes.is_sorted_by(|(_, a), (_, b)| a <= b), "{of}: {classes:?}");
            let of = of.replace(",}", "}").replace("{}", "");
            let last = classes.last().expect("a class");
            assert_eq!((last.0, last.1), (f64::INFINITY, self.samples[&of]), "{of}");
        }
    }

    fn get(&self, series: &str) -> f64 {
        *self.samples.get(series).unwrap_or_else(|| panic!("no {series} in {:#?}", self.samples))
    }

    /// How many requests were answered, by route, method and status.
    fn answered(&self, route: &str, method: &str, status: u16) -> f64 {
        let labels = format!("{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}");
        self.samples.get(&format!("http_request_duration_seconds_count{labels}")).copied().unwrap_or_default()
    }

    /// How many requests were answered.
    fn all_answered(&self) -> f64 {
        let answered =
            self.samples.iter().filter(|(series, _)| series.starts_with("http_request_duration_seconds_count"));
        answered.map(|(_, count)| count).sum()
    }

    /// Tells whether the database told of the outbox in time.
    fn knows_outbox(&self) -> bool {
        !self.get("outbox_waiting").is_nan()
    }

    fn outcomes(&self) -> [f64; 6] {
        ["stored", "replayed", "invalid", "rate_limited", "unavailable", "failed"]
            .map(|outcome| self.get(&format!("plan_requests_total{{outcome=\"{outcome}\"}}")))
    }
}

/// Where a server says that its metrics are.
async fn metrics_of(server: &mut Server) -> String {
    let line = server.log_line("metrics are at http://").await;
    let (_, address) = line.split_once("http://").unwrap();
    address.strip_suffix("/metrics").unwrap().to_owned()
}

async fn get(address: &str, path: &str) -> Reply {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    send(client.get(format!("http://{address}{path}"))).await
}

async fn scrape(address: &str) -> Scraped {
    let reply = get(address, "/metrics").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    Scraped::parse(std::str::from_utf8(&reply.body).unwrap())
}

/// Scrapes until it is so: what is asked of an answer may be counted just after that is sent.
async fn scraped_when(address: &str, is_so: impl Fn(&Scraped) -> bool) -> Scraped {
    within(async {
        loop {
            let scraped = scrape(address).await;
            if is_so(&scraped) {
                return scraped;
            }
        }
    })
    .await
}

#[tokio::test]
async fn the_counts_are_what_was_sent() {
    let place = ServerFolder::new();
    let mut server = Server::start_with(&place, &["--metrics-listen", "0"]).await;
    let metrics = metrics_of(&mut server).await;
    let first = scraped_when(&metrics, |scraped| scraped.get("server_ready") == 1.0 && scraped.knows_outbox()).await;
    assert_eq!(first.outcomes(), [0.0; 6], "every outcome is there from the start");
    for (series, value) in [
        ("store_commits_total", 0.0),
        ("http_connections_open", 0.0),
        ("outbox_waiting", 0.0),
        ("outbox_oldest_seconds", 0.0),
        ("outbox_dead", 0.0),
    ] {
        assert_eq!(first.get(series), value, "{series}");
    }
    let started = first.get("process_start_time_seconds");
    assert!((0..600).contains(&(chrono::Utc::now().timestamp() - started as i64)), "{started}");

    for _ in 0..3 {
        assert_eq!(server.post_json(&plan_request()).await.status, 201);
    }
    for _ in 0..3 {
        let keyed = server.post().header("Idempotency-Key", "k3y").json(&plan_request());
        assert_eq!(send(keyed).await.status, 201);
    }
    let form = "plan=business&name=Ada&email=ada%40analytical.example&company=Engines&catalog_id=msa&catalog_version=1";
    for status in [201, 200] {
        let form = server.post().header("Content-Type", "application/x-www-form-urlencoded").body(form);
        assert_eq!(send(form).await.status, status);
    }
    assert_eq!(send(server.post().header("Content-Type", "application/json").body("{")).await.status, 400);
    assert_eq!(server.post_json(&json!({"plan": "none"})).await.status, 422);
    assert_eq!(send(server.post().body("?")).await.status, 415);
    for number in 0..20 {
        assert_eq!(server.get(&format!("/a-path-{number}?secret=lovelace")).await.status, 404);
        assert_eq!(server.get(&format!("/api/a-path-{number}")).await.status, 404);
        let method = Method::from_bytes(format!("M{number}").as_bytes()).unwrap();
        assert_eq!(send(server.request(method, "/api/health")).await.status, 405);
        assert_eq!(server.get(&format!("/receipts/{number}")).await.status, 404);
    }
    assert_eq!(server.get("/").await.status, 200);
    assert_eq!(server.get("/api/health/live").await.status, 200);

    let last = scraped_when(&metrics, |scraped| scraped.all_answered() >= 93.0).await;
    assert_eq!(last.outcomes(), [5.0, 3.0, 3.0, 0.0, 0.0, 0.0]);
    assert_eq!(last.answered("/api/plan-requests", "POST", 201), 7.0);
    assert_eq!(last.answered("/api/plan-requests", "POST", 200), 1.0);
    assert_eq!(last.answered("other", "GET", 404), 40.0);
    assert_eq!(last.answered("other", "GET", 200), 1.0);
    assert_eq!(last.answered("/api/health", "other", 405), 20.0);
    assert_eq!(last.answered("/receipts/{secret}", "GET", 404), 20.0);
    assert_eq!(last.answered("/api/health/live", "GET", 200), 1.0);
    assert!((1.0..=5.0).contains(&last.get("store_commits_total")));
    assert_eq!(last.get("store_batch_size_sum"), 5.0, "each stored request was in one batch");
    let counts =
        |series: &&String| series.contains("_total") || series.contains("_count") || series.contains("_bucket");
    for (series, before) in first.samples.iter().filter(|(series, _)| counts(series)) {
        assert!(last.get(series) >= *before, "{series} shrinks");
    }
    let answered = last.samples.keys().filter_map(|series| series.strip_prefix("http_request_duration_seconds_count"));
    let mut answered: Vec<_> = answered.map(|labels| labels.replace(['{', '}', '"'], "")).collect();
    answered.sort();
    let mut expected = ["POST,status=201", "POST,status=200", "POST,status=400", "POST,status=422", "POST,status=415"]
        .map(|labels| format!("route=/api/plan-requests,method={labels}"))
        .to_vec();
    expected.extend(
        [
            "other,method=GET,status=404",
            "other,method=GET,status=200",
            "/api/health,method=other,status=405",
            "/receipts/{secret},method=GET,status=404",
            "/api/health/live,method=GET,status=200",
        ]
        .map(|labels| format!("route={labels}").replace(['{', '}'], "")),
    );
    expected.sort();
    assert_eq!(answered, expected, "what clients make up has no series of its own");
    for typed in ["a-path", "lovelace", "M1", "none"] {
        assert!(!last.samples.keys().any(|series| series.contains(typed)), "{typed} is in a label");
    }
}

#[tokio::test]
async fn what_waits_in_the_outbox_and_who_is_connected_is_told() {
    let place = ServerFolder::new();
    let hook = format!("http://127.0.0.1:{}/", lasting_port());
    let arguments = ["--metrics-listen", "0", "--webhook", &hook, "--webhook-allow-private"];
    let mut server = Server::spawn(
        crate::support::serve(&place)
            .args(arguments)
            .env("PLAN_WEBHOOK_SECRET", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"),
    )
    .await;
    let metrics = metrics_of(&mut server).await;
    for _ in 0..2 {
        assert_eq!(server.post_json(&plan_request()).await.status, 201);
    }
    let scraped = scraped_when(&metrics, Scraped::knows_outbox).await;
    assert_eq!((scraped.get("outbox_waiting"), scraped.get("outbox_dead")), (2.0, 0.0));
    scraped_when(&metrics, |scraped| scraped.get("outbox_oldest_seconds") >= 1.0).await;

    let (one, mut two) = (server.connect().await, server.connect().await);
    two.write_all(b"GET /api/health/live HTTP/1.1\r\nHost: h\r\n\r\n").await.unwrap();
    let open = scrape(&metrics).await.get("http_connections_open");
    scraped_when(&metrics, |scraped| scraped.get("http_connections_open") >= 2.0).await;
    drop((one, two));
    scraped_when(&metrics, |scraped| scraped.get("http_connections_open") <= open.max(1.0)).await;
}

#[tokio::test]
async fn metrics_are_at_one_address_of_their_own() {
    let place = ServerFolder::new();
    let mut server = Server::start_with(&place, &["--metrics-listen", "127.0.0.1:0"]).await;
    let metrics = metrics_of(&mut server).await;
    assert_eq!(server.get("/metrics").await.status, 404, "the site has none");
    for path in ["/", "/metrics/", "/api/health", "/inbox", "/api/plan-requests"] {
        assert_eq!(get(&metrics, path).await.status, 404, "{path}");
    }
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    assert_eq!(send(client.post(format!("http://{metrics}/metrics"))).await.status, 405);
    // Whoever sends nothing keeps nobody out.
    let silent: Vec<TcpStream> = {
        let mut silent = Vec::new();
        for _ in 0..4 {
            silent.push(TcpStream::connect(&metrics).await.unwrap());
        }
        silent
    };
    scrape(&metrics).await;
    drop(silent);
    let mut raw = TcpStream::connect(&metrics).await.unwrap();
    raw.write_all(b"nonsense\r\n\r\n").await.unwrap();
    assert!(read_to_end(&mut raw).await.starts_with("HTTP/1.1 400 "));
    let log = server.stop().await.log;
    assert!(!log.contains("WARN"), "this machine alone is no reason for a warning: {log}");
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_with_what_is_one() {
    let output = std::process::Command::new(BINARY)
        .env_clear()
        .args(["serve", "--port", "0", "--metrics-listen", "localhost"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("it must be a port, such as 9464, or an address with one, such as 10.0.0.5:9464"), "{said}");
}
