//! The log: what it says of each request, and that nothing personal stands there, in the metrics or in the audit log.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, Row};

use crate::inbox::{Browser, PASSWORD, users};
use crate::support::{Reply, Server, ServerFolder, plan_request, send};

/// What visitors and their browsers say of themselves. In small letters, and so is what is searched.
const PERSONAL: [&str; 14] = [
    "canaryname",
    "canarymail",
    "canarycompany",
    "canarymessage",
    "canarycampaign",
    "canaryanswer",
    "canarykey",
    "canarypath",
    "canaryquery",
    "canaryagent",
    "canarynote",
    "canaryorigin",
    "203.0.113.77",
    "127.0.0.1",
];

/// Adds what a browser and a proxy say of a visitor.
fn from_visitor(request: RequestBuilder) -> RequestBuilder {
    request
        .header("X-Forwarded-For", "203.0.113.77")
        .header("Forwarded", "for=203.0.113.77")
        .header("X-Request-Id", "canarykey")
        .header("User-Agent", "canaryagent")
        .header("Referer", "https://canaryorigin.example/canarypath?utm_source=canarycampaign")
}

fn request() -> Value {
    let mut body = plan_request();
    body["contact"] =
        json!({"name": "Canaryname", "email": "canarymail@canarycompany.example", "company": "Canarycompany"});
    body["message"] = json!("canarymessage");
    body["origin"] = json!({"campaign": {"utm_source": "canarycampaign"}, "page": "https://canaryorigin.example/"});
    body
}

/// Sends everything that a visitor can send, rightly and wrongly; the answers, and the secret of a receipt.
async fn visit(server: &Server) -> (Vec<Reply>, String) {
    let mut replies = Vec::new();
    let post =
        |body: String, kind: &str| from_visitor(server.post()).header("Content-Type", kind.to_owned()).body(body);
    let json = |body: &Value| post(body.to_string(), "application/json");
    let keyed = || json(&request()).header("Idempotency-Key", "canarykey");
    let first = send(keyed()).await;
    assert_eq!(first.status, 201, "{first:?}");
    let secret = first.json()["address"].as_str().unwrap().trim_start_matches("receipts/").to_owned();
    replies.push(first);
    for wrong in
        [json!({"plan": "canarymessage"}), json!({"canaryname": "canaryname"}), json!(["canaryname"]), Value::Null]
    {
        replies.push(send(keyed()).await);
        replies.push(send(json(&wrong)).await);
    }
    for (place, value) in [
        ("/plan", json!("canaryanswer")),
        (
            "/answers",
            json!({"made-up": "canaryanswer", "company-size": "canaryanswer", "sev1-hours": ["canaryanswer"]}),
        ),
        ("/contact/email", json!("canarymail without a sign")),
        ("/contact/name", json!("")),
        ("/catalog", json!({"id": "made-up", "version": "made-up"})),
        ("/catalog", json!({"id": "msa", "version": "Canary Answer", "content": "canaryanswer"})),
        ("/message", json!("canarymessage".repeat(1000))),
        ("/origin", json!({"campaign": {"canarycampaign": "canarycampaign"}, "variant": "canarycampaign"})),
    ] {
        let mut body = request();
        *body.pointer_mut(place).unwrap() = value;
        replies.push(send(json(&body)).await);
    }
    for body in ["{\"canaryname\"", "\"canaryname\u{0}\"", "canaryname=canaryname"] {
        replies.push(send(post(body.to_owned(), "application/json")).await);
        replies.push(send(post(body.to_owned(), "application/x-www-form-urlencoded")).await);
        replies.push(send(post(body.to_owned(), "text/canaryname")).await);
    }
    let form = "plan=business&name=Canaryname&email=canarymail%40example.com&company=Canarycompany&message=canarymessage\
                &catalog_id=msa&catalog_version=made-up&utm_source=canarycampaign&page=https://canaryorigin.example/";
    for form in
        [form.to_owned(), form.to_owned(), form.replace("business", "canaryanswer"), format!("{form}&canaryname=x")]
    {
        replies.push(send(post(form, "application/x-www-form-urlencoded")).await);
    }
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/?name=canaryquery&email=canarymail@example.com"),
        (Method::GET, "/canarypath"),
        (Method::GET, "/canarypath/%00%ff?canaryquery"),
        (Method::POST, "/canarypath"),
        (Method::GET, "/index.html?canaryquery"),
        (Method::HEAD, "/?canaryquery"),
        (Method::GET, "/v1;name=canaryname;company=canarycompany"),
        (Method::GET, "/api/canarypath"),
        (Method::GET, "/api/plan-requests?canaryquery"),
        (Method::GET, "/api/plan-requests.css?canaryquery"),
        (Method::GET, "/api/health?canaryquery"),
        (Method::GET, "/api/health/live?canaryquery"),
        (Method::GET, "/api/health/ready?canaryquery"),
        (Method::GET, "/receipts/canarypath"),
        (Method::GET, &*format!("/receipts/{secret}?canaryquery")),
        (Method::DELETE, &*format!("/receipts/{secret}")),
    ] {
        replies.push(send(from_visitor(server.request(method.clone(), path)).header("Accept", "text/html")).await);
        replies.push(
            send(from_visitor(server.request(method, path)).header("Origin", "https://canaryorigin.example")).await,
        );
    }
    let preflight = from_visitor(server.request(Method::OPTIONS, "/api/plan-requests"));
    let preflight = preflight.header("Origin", "https://canaryorigin.example");
    replies.push(send(preflight.header("Access-Control-Request-Method", "POST")).await);
    for head in
        ["GET /canarypath HTTP/1.1\r\n\r\n", "canaryname\r\n\r\n", "GET /canarypath HTTP/9\r\nHost: canaryname\r\n\r\n"]
    {
        assert!(server.raw(head).await.starts_with("HTTP/1."));
    }
    (replies, secret)
}

/// Does everything in the inbox that there is to do; the secret of the session.
async fn work(server: &Server, reference: &str) -> String {
    Browser::new(server).sign_in("canaryname", "canarykey").await;
    Browser::new(server).sign_in("ada", "canarykey").await;
    let mut browser = Browser::signed_in(server, "ada").await;
    let session = browser.cookie("inbox");
    let paths = [
        "/inbox?text=canaryname".to_owned(),
        "/inbox?text=canarymail&campaign=canarycampaign&plan=canaryanswer&from=canaryanswer".to_owned(),
        format!("/inbox/{reference}"),
        "/inbox/canarypath".to_owned(),
        "/inbox/audit?page=canaryquery".to_owned(),
        "/inbox/needs?catalog=canaryanswer&from=canaryanswer".to_owned(),
        "/inbox/needs/csv?catalog=msa&canaryquery".to_owned(),
        "/inbox/style.css?canaryquery".to_owned(),
    ];
    for path in &paths {
        browser.send(from_visitor(browser.request(Method::GET, path))).await;
    }
    for (path, fields) in [
        (format!("/inbox/{reference}/state"), [("state", "won"), ("canaryname", "canaryname")]),
        (format!("/inbox/{reference}/state"), [("state", "canaryanswer"), ("canaryname", "canaryname")]),
        (format!("/inbox/{reference}/notes"), [("note", "canarynote of canaryname"), ("canaryname", "canaryname")]),
        ("/inbox/export".to_owned(), [("text", "canaryname"), ("campaign", "canarycampaign")]),
        (format!("/inbox/{reference}/erase"), [("canaryname", "canaryname"), ("note", "canarynote")]),
        ("/inbox/sign-out".to_owned(), [("canaryname", "canaryname"), ("note", "canarynote")]),
    ] {
        let reply = browser.act(&path, &fields).await;
        assert!(reply.status.as_u16() < 500, "{path}: {reply:?}");
    }
    session
}

/// Every word of the audit log.
async fn audit(place: &ServerFolder) -> String {
    let rows = place.database().await.fetch_all("SELECT by, action, reference, detail FROM audit").await.unwrap();
    let words =
        rows.iter().flat_map(|row| (0..4).map(|column| row.get::<Option<String>, _>(column).unwrap_or_default()));
    words.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn holds_nothing(what: &str, text: &str, secrets: &[&str]) {
    let small = text.to_lowercase();
    for canary in PERSONAL.iter().chain(secrets) {
        let line = small.lines().find(|line| line.contains(&canary.to_lowercase()));
        assert!(line.is_none(), "{canary} stands in {what}: {line:?}");
    }
}

#[tokio::test]
async fn nothing_that_a_visitor_says_stands_in_logs_metrics_or_the_audit_log() {
    for format in ["text", "json"] {
        let place = ServerFolder::new();
        let arguments = ["--log-format", format, "--log-level", "debug", "--metrics-listen", "0"];
        let mut server = Server::start_with(&place, &arguments).await;
        let metrics = server.log_line("metrics are at http://").await;
        let metrics =
            metrics[metrics.find("http://").unwrap()..].trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
        let metrics = metrics.split('"').next().unwrap().to_owned();
        assert_eq!(users(&place, &["add", "ada"], PASSWORD).await.0, 0);

        let (replies, secret) = visit(&server).await;
        let reference = replies[0].json()["reference"].as_str().unwrap().to_owned();
        // Passwords take their time; what the inbox logs is the same in both formats.
        let session = if format == "json" { work(&server, &reference).await } else { PASSWORD.to_owned() };
        let mut database = place.database().await;
        database.execute("ALTER TABLE plan_requests RENAME TO elsewhere").await.unwrap();
        assert!(send(from_visitor(server.post()).json(&request())).await.status.is_server_error());
        server.get(&format!("/receipts/{secret}")).await;
        database.execute("ALTER TABLE elsewhere RENAME TO plan_requests").await.unwrap();
        database.close().await.unwrap();

        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let told = send(client.get(metrics)).await.body;
        let log = server.stop().await.log;
        // The one line that names an address names the server's own.
        let log = log.lines().filter(|line| !line.contains("metrics are at")).collect::<Vec<_>>().join("\n");
        let secrets = [&*secret, &session, PASSWORD];
        holds_nothing("the log", &log, &secrets);
        holds_nothing("the metrics", &String::from_utf8(told).unwrap(), &secrets);
        holds_nothing("the audit log", &audit(&place).await, &secrets);
        assert!(log.contains("stored the plan request") && log.contains(&reference), "{log}");
        for reply in &replies {
            let id = reply.header("x-request-id");
            assert!(log.contains(id) && id.len() == 16, "{id} is not in the log: {reply:?}");
        }
    }
}

#[tokio::test]
async fn each_line_in_json_names_its_request_as_the_answer_does() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--log-format", "json", "--log-level", "debug"]).await;
    let stored = server.post_json(&plan_request()).await;
    let refused = server.post_json(&json!({"plan": "none"})).await;
    let missing = server.get("/api/nothing").await;
    let log = server.stop().await.log;
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for line in &lines {
        for name in ["timestamp", "level", "message", "target"] {
            assert!(line[name].is_string(), "{line}");
        }
    }
    let of = |reply: &Reply| {
        let id = reply.header("x-request-id");
        lines.iter().filter(|line| line["span"]["id"] == id).cloned().collect::<Vec<_>>()
    };
    let answered = |reply: &Reply| {
        let lines = of(reply);
        let line = lines.iter().find(|line| line["message"] == "answered").expect("a line of the request").clone();
        assert!(line["milliseconds"].as_f64().is_some_and(|milliseconds| milliseconds > 0.0), "{line}");
        json!([line["level"], line["method"], line["route"], line["status"], line["outcome"]])
    };
    assert_eq!(answered(&stored), json!(["INFO", "POST", "/api/plan-requests", 201, "stored"]));
    assert_eq!(answered(&refused), json!(["INFO", "POST", "/api/plan-requests", 422, "invalid"]));
    assert_eq!(answered(&missing), json!(["DEBUG", "GET", "other", 404, null]));
    assert_eq!(refused.json()["request"], refused.header("x-request-id"));
    let said = of(&stored).iter().map(|line| line["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert!(said.iter().any(|message| message.starts_with("stored the plan request")), "{said:?}");
}

#[tokio::test]
async fn the_log_has_a_line_of_what_may_change_something_unless_more_or_less_is_wanted() {
    for (level, expected) in [("warn", [false, false]), ("info", [true, false]), ("debug", [true, true])] {
        let place = ServerFolder::new();
        let server = Server::start_with(&place, &["--log-level", level]).await;
        assert_eq!(server.post_json(&plan_request()).await.status, 201);
        assert_eq!(server.get("/api/health/live").await.status, 200);
        let log = server.stop().await.log;
        let has = |method: &str| log.contains(&format!("answered method=\"{method}\""));
        assert_eq!([has("POST"), has("GET")], expected, "{level}: {log}");
    }
}
