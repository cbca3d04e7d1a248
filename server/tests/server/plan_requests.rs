//! `POST /api/plan-requests`: what is stored and answered, and what is not.

use std::collections::HashSet;
use std::convert::Infallible;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use futures_util::stream;
use plans::support::{Availability, Support};
use plans::{Answers, source};
use reqwest::Body;
use serde_json::{Value, json};

use crate::database::ago;
use crate::support::{Reply, Server, ServerFolder, plan_request, send};

const MSA: &str = include_str!("../../../catalogs/msa.json");

/// A reference as people read it out.
fn is_reference(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    let is_group = |group: &&str| group.len() == 4 && group.bytes().all(|c| b"23456789CDFGHJKMNPQRTVWXY".contains(&c));
    groups.len() == 3 && groups.iter().all(is_group)
}

fn is_time(text: &str) -> bool {
    chrono::DateTime::parse_from_rfc3339(text).is_ok() && text.len() == "2026-11-22T10:00:00Z".len()
}

/// What a receipt says of a plan of the MSA catalogue: when it is open at an instant, or next, for each severity.
fn openings(plan: &str, at: &str) -> Value {
    let catalog = source::read(MSA).unwrap();
    let (plan, at) = (catalog.plan_by_id(plan).unwrap(), at.parse::<DateTime<Utc>>().unwrap());
    let opening = |severity| {
        let opens = match Support::located(&catalog, &Answers::none(), severity, plan).availability(at) {
            Availability::Open { .. } => Some(at),
            Availability::Closed { opens } => Some(opens),
            Availability::Never => None,
        };
        let opens = opens.map(|opens| opens.to_rfc3339_opts(SecondsFormat::Secs, true));
        json!({"severity": catalog.severity(severity).id.as_str(), "opens": opens})
    };
    catalog.severities().map(opening).collect()
}

/// A plan request of 64 KiB and some more bytes, as JSON allows: with spaces behind it.
fn padded(more: usize) -> String {
    let body = plan_request().to_string();
    let spaces = " ".repeat(64 * 1024 + more - body.len());
    body + &spaces
}

/// A body of which nobody knows the length before its end, so that it is sent in chunks.
fn chunked(text: String) -> Body {
    Body::wrap_stream(stream::once(async { Ok::<_, Infallible>(text) }))
}

#[track_caller]
fn is_too_large(answer: &Reply) {
    answer.is_problem(413, "too-large", "the body is larger than 64 KiB; shorten it", None);
}

#[tokio::test]
async fn a_request_is_answered_with_a_receipt_and_stored_with_the_servers_advice() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    let answer = server.post_json(&plan_request()).await;

    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("content-type"), "application/json");
    let receipt = answer.json();
    let (reference, received_at) = (receipt["reference"].as_str().unwrap(), receipt["received_at"].as_str().unwrap());
    assert!(is_reference(reference), "{reference}");
    assert!(is_time(received_at), "{received_at}");
    assert_eq!(
        receipt,
        json!({
            "reference": reference, "plan": "business", "received_at": received_at, "recommended": "enterprise",
            "support": openings("business", received_at), "checked": true, "changes": [], "notice": null,
            "address": receipt["address"],
        })
    );

    let catalog: Value = serde_json::from_str(MSA).unwrap();
    let health_check = json!({"question": "assurance", "choice": "health-check"});
    let rows = place.rows().await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["advice"]["recommended"], "enterprise");
    assert_eq!(rows[0]["advice"]["fits"], true);
    assert_eq!(rows[0]["advice"]["verdicts"][2]["plan"], "plus");
    assert_eq!(rows[0]["advice"]["verdicts"][2]["give_up"], json!([health_check]));
    assert_eq!(rows[0]["advice"]["verdicts"][4]["missed"], json!([]));
    assert_eq!(rows[0]["advice"]["deciding"]["forced_by"], json!([[health_check]]));
    assert_eq!(
        rows[0],
        json!({
            "reference": reference,
            "idempotency_key": null,
            "received_at": received_at,
            "plan": "business",
            "name": "Ada Lovelace",
            "email": "ada@analytical.example",
            "company": "Analytical Engines",
            "message": "Please call\nbefore noon.",
            "answers": {
                "company-size": "100-499",
                "sev1-hours": "always",
                "incidents": 10,
                "assurance": ["health-check"],
            },
            "consent": null,
            "page_catalog_version": "an older one",
            "recommended": "enterprise",
            "fits": 1,
            "advice": rows[0]["advice"],
            "catalog_id": "msa",
            "catalog_version": catalog["version"],
            "catalog_content": source::read(MSA).unwrap().parts().content,
            "page_content": null,
            "page_language": null,
            "checked": 1,
            "changes": [],
        })
    );
}

#[tokio::test]
async fn a_request_without_answers_and_message_is_recommended_nothing() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut body = plan_request();
    body["answers"] = json!({});
    body["message"] = json!("  \n ");

    let answer = server.post_json(&body).await;

    assert_eq!((answer.status.as_u16(), &answer.json()["recommended"]), (201, &Value::Null));
    let row = &place.rows().await[0];
    assert_eq!((&row["message"], &row["recommended"], &row["fits"]), (&Value::Null, &Value::Null, &json!(0)));
    assert_eq!(row["answers"], json!({}));
}

#[tokio::test]
async fn where_no_plan_fits_the_closest_is_stored_as_such() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut body = plan_request();
    body["answers"] = json!({"contacts": 999});

    assert_eq!(server.post_json(&body).await.json()["recommended"], "enterprise");

    let row = &place.rows().await[0];
    assert_eq!((&row["recommended"], &row["fits"]), (&json!("enterprise"), &json!(0)));
}

#[tokio::test]
async fn the_same_request_under_the_same_key_is_stored_once_and_answered_alike() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let keyed = |key: &str| send(server.post().header("Idempotency-Key", key).json(&plan_request()));
    let longest = "k".repeat(255);

    for key in ["7b2f2c1e-90a4-4c0c-9f0f-6f3f5a0e8f11", "!", &longest] {
        let first = keyed(key).await;
        let replayed = "idempotency-replayed";
        assert_eq!((first.status.as_u16(), first.header(replayed)), (201, ""));
        // In quotes it is the same key.
        for again in [key, &format!("\"{key}\"")] {
            let again = keyed(again).await;
            assert_eq!((again.status, &again.body, again.header(replayed)), (first.status, &first.body, "true"));
            assert_eq!(again.headers["content-type"], first.headers["content-type"]);
        }
    }
    assert_eq!(place.rows().await.len(), 3);
    assert_eq!(place.rows().await[2]["idempotency_key"], json!(longest));

    // Without a key, each is a request of its own.
    let (one, other) = (server.post_json(&plan_request()).await, server.post_json(&plan_request()).await);
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (201, 201));
    assert_ne!(one.json()["reference"], other.json()["reference"]);
    assert_eq!(place.rows().await.len(), 5);
}

#[tokio::test]
async fn a_key_outlives_a_restart_with_another_catalogue() {
    let place = ServerFolder::new();
    let mut bodies = Vec::new();
    for catalog in [MSA.to_owned(), MSA.replacen("100-499", "100-999", 1)] {
        place.write("catalog.json", catalog.as_bytes());
        let server = Server::start_with(&place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await;
        let answer = send(server.post().header("Idempotency-Key", "k").json(&plan_request())).await;
        assert_eq!(answer.status, 201);
        bodies.push(answer.body);
        server.stop().await;
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn a_key_holds_for_72_hours() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let keyed = || send(server.post().header("Idempotency-Key", "k").json(&plan_request()));
    let first = keyed().await.json();
    let aged = async |hours: i64| {
        let age = "UPDATE plan_requests SET received_at = $1";
        sqlx::query(age).bind(ago(TimeDelta::hours(hours))).execute(&mut place.database().await).await.unwrap();
    };
    aged(71).await;
    assert_eq!(keyed().await.json(), first);
    aged(73).await;
    let later = keyed().await;
    assert_eq!((later.status.as_u16(), later.header("idempotency-replayed")), (201, ""));
    assert_ne!(later.json()["reference"], first["reference"]);
    // The request stays; what was kept to know it again does not.
    let kept =
        sqlx::query_as::<_, (Option<String>, Option<String>)>("SELECT idempotency_key, reply FROM plan_requests");
    let kept = kept.fetch_all(&mut place.database().await).await.unwrap();
    assert_eq!((kept.len(), &kept[0]), (2, &(None, None)));
}

#[tokio::test]
async fn a_receipt_says_when_the_plans_team_is_next_there() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    for plan in ["start", "plus", "business", "enterprise"] {
        let mut body = plan_request();
        body["plan"] = json!(plan);
        let receipt = server.post_json(&body).await.json();
        let received_at = receipt["received_at"].as_str().unwrap();
        assert_eq!(receipt["support"], openings(plan, received_at));
        assert_eq!(receipt["support"].as_array().unwrap().len(), 4);
        // Around the clock, so at once.
        if plan != "start" {
            assert_eq!(receipt["support"][0], json!({"severity": "1", "opens": received_at}));
        }
    }
}

#[tokio::test]
async fn a_receipt_by_a_catalogue_without_severities_says_nothing_of_support() {
    let place = ServerFolder::new();
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    catalog.as_object_mut().unwrap().remove("severities");
    place.write("catalog.json", catalog.to_string().as_bytes());
    let server = Server::start_with(&place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await;
    let keyed = || send(server.post().header("Idempotency-Key", "k").json(&plan_request()));

    for _ in 0..2 {
        let answer = keyed().await;
        assert_eq!((answer.status.as_u16(), &answer.json()["support"]), (201, &json!([])));
    }
}

#[track_caller]
fn is_taken(answer: &Reply) {
    let detail = "another body was sent under this Idempotency-Key; send a new key with a new request";
    answer.is_problem(422, "idempotency-key-taken", detail, None);
}

#[tokio::test]
async fn another_request_under_a_taken_key_is_refused_whatever_differs() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let keyed = |body: &Value| send(server.post().header("Idempotency-Key", "k").json(body));
    assert_eq!(keyed(&plan_request()).await.status, 201);

    for (pointer, value) in [
        ("/plan", json!("start")),
        ("/answers/incidents", json!(11)),
        ("/contact/name", json!("Charles Babbage")),
        ("/contact/email", json!("charles@analytical.example")),
        ("/contact/company", json!("Difference Engines")),
        ("/message", json!("Please write.")),
        ("/message", Value::Null),
        ("/catalog/version", json!("a newer one")),
    ] {
        let mut other = plan_request();
        *other.pointer_mut(pointer).unwrap() = value;
        is_taken(&keyed(&other).await);
    }
    // Compared by the bytes, before anything is read: not even by their encoding.
    let keyed = |body: Vec<u8>| {
        let request = server.post().header("Idempotency-Key", "k").header("content-type", "application/json");
        send(request.body(body))
    };
    let mut spaced = plan_request().to_string().into_bytes();
    spaced.push(b' ');
    for body in [spaced, b"{}".to_vec(), b"\xff".to_vec(), Vec::new()] {
        is_taken(&keyed(body).await);
    }
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    for key in ["", "two words", "schlüssel", &"k".repeat(256), "\"a", "\"\""] {
        send(server.post().header("Idempotency-Key", key).json(&plan_request())).await.is_problem(
            400,
            "bad-idempotency-key",
            "the header Idempotency-Key is not 1 to 255 visible ASCII characters; send a random id, or leave it out",
            None,
        );
    }
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn many_requests_at_once_are_all_stored_each_under_its_own_reference() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let sent: Vec<_> = (0..200).map(|_| tokio::spawn(send(server.post().json(&plan_request())))).collect();

    let mut references = HashSet::new();
    for answer in sent {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status, 201);
        references.insert(answer.json()["reference"].as_str().unwrap().to_owned());
    }

    let stored: HashSet<_> =
        place.rows().await.iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect();
    assert_eq!((references.len(), stored), (200, references));
}

#[tokio::test]
async fn one_request_sent_many_times_at_once_under_one_key_is_stored_once() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let keyed = || send(server.post().header("Idempotency-Key", "k").json(&plan_request()));
    let sent: Vec<_> = (0..20).map(|_| tokio::spawn(keyed())).collect();

    let (mut replays, mut bodies) = (0, HashSet::new());
    for answer in sent {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status, 201);
        replays += usize::from(answer.header("idempotency-replayed") == "true");
        bodies.insert(answer.body);
    }

    assert_eq!((replays, bodies.len(), place.rows().await.len()), (19, 1, 1));
}

#[tokio::test]
async fn json_is_taken_with_parameters_and_without_a_length() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    for media_type in ["application/json; charset=utf-8", "Application/JSON;charset=UTF-8", "application/json"] {
        let body = chunked(plan_request().to_string());
        let request = server.post().header("content-type", media_type).body(body);
        assert_eq!(send(request).await.status, 201, "{media_type}");
    }
}

#[tokio::test]
async fn another_type_is_refused() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let typed = |media_type: Option<&str>| {
        let request = server.post().body(plan_request().to_string());
        match media_type {
            Some(media_type) => request.header("content-type", media_type),
            None => request,
        }
    };

    for media_type in [
        None,
        Some(""),
        Some("text/plain"),
        Some("multipart/form-data; boundary=b"),
        Some("application/x-www-form-urlencoded-not"),
        Some("application/json-seq"),
        Some("text/plain; application/json"),
    ] {
        send(typed(media_type)).await.is_problem(
            415,
            "unsupported-type",
            "the body is not said to be JSON; send it with Content-Type: application/json",
            None,
        );
    }
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_body_of_more_than_64_kib_is_refused_with_a_length_and_without() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let json = |body: Body| send(server.post().header("content-type", "application/json").body(body));

    assert_eq!(json(padded(0).into()).await.status, 201);
    assert_eq!(json(chunked(padded(0))).await.status, 201);
    is_too_large(&json(padded(1).into()).await);
    is_too_large(&json(chunked(padded(1))).await);
    is_too_large(&json(padded(500_000).into()).await);
    is_too_large(&json(chunked(padded(500_000))).await);
    assert_eq!(place.rows().await.len(), 2);
}

#[tokio::test]
async fn a_client_that_would_send_for_ever_is_answered_all_the_same() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let head = "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";

    let sent = format!("{head}Content-Length: 1000000000\r\n\r\n{}", " ".repeat(1024 * 1024 + 1));
    let response = server.raw(&sent).await;

    assert!(response.starts_with("HTTP/1.1 413 Payload Too Large\r\n"), "{response}");
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let nested = "[".repeat(200);

    for (body, detail) in [
        (
            &b"{\"plan\": "[..],
            "the document is not JSON: EOF while parsing a value at line 1 column 9; check the commas, quotes and \
             brackets there",
        ),
        (
            b"",
            "the document is not JSON: EOF while parsing a value at line 1 column 0; check the commas, quotes and \
             brackets there",
        ),
        (
            nested.as_bytes(),
            "the document is not JSON: recursion limit exceeded at line 1 column 128; it is nested too deep; no \
             catalogue or request needs more than a dozen levels",
        ),
        (b"{\"plan\": \"\xff\"}", "the document is not UTF-8 from byte 10 on; save or send it as UTF-8"),
    ] {
        let answer = send(server.post().header("content-type", "application/json").body(body.to_vec())).await;
        let errors = json!([{"pointer": "", "code": "not-json", "detail": detail}]);
        answer.is_problem(400, "not-json", "the body is not JSON; errors says what is in the way", Some(errors));
    }
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn every_broken_rule_of_a_body_is_named_at_once() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let body = json!({
        "plan": "bussiness",
        "answers": {"incidents": 1_000_000, "company-size": "100-500", "sev3-hours": "always"},
        "contact": {"name": " ", "email": "ada@localhost", "company": "C".repeat(201)},
        "catalog": {"id": "msa"},
        "reference": "mine",
    });

    let company = format!("\"{}\"…", "C".repeat(60));
    server.post_json(&body).await.is_problem(
        422,
        "invalid-request",
        "the body breaks a rule; errors lists every place",
        Some(json!([
            {"pointer": "/reference", "code": "unknown", "detail": "the field \"reference\" is unknown; known are plan, answers, contact, message, consent, consent_text, catalog, origin"},
            {"pointer": "/plan", "code": "unknown-name", "detail": "no plan is called \"bussiness\"; did you mean \"business\"?"},
            {"pointer": "/answers/company-size", "code": "unknown-name", "detail": "\"100-500\" is no choice of \"company-size\"; did you mean \"100-499\"?"},
            {"pointer": "/answers/incidents", "code": "out-of-range", "detail": "1000000 is not a whole number from 0 to 999999; write one"},
            {"pointer": "/answers/sev3-hours", "code": "unknown-name", "detail": "no question is called \"sev3-hours\"; did you mean \"sev1-hours\"?"},
            {"pointer": "/contact/name", "code": "empty", "detail": "the text is empty; write one, or leave the field out where it is optional"},
            {"pointer": "/contact/company", "code": "too-long", "detail": format!("{company} has 201 characters; keep it within 200")},
            {"pointer": "/contact/email", "code": "malformed", "detail": "\"ada@localhost\" is not an email address; write one as \"name@company.com\""},
            {"pointer": "/catalog", "code": "missing", "detail": "the field \"version\" is missing; add it"},
        ])),
    );
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_plan_that_cannot_be_requested_is_refused() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut body = plan_request();
    body["plan"] = json!("standard");

    server.post_json(&body).await.is_problem(
        422,
        "invalid-request",
        "the body breaks a rule; errors lists every place",
        Some(json!([{
            "pointer": "/plan",
            "code": "not-allowed",
            "detail": "the plan \"standard\" cannot be requested; choose another",
        }])),
    );
    assert_eq!(place.rows().await, Vec::<Value>::new());
}
