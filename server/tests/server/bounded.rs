//! What a body, a form or an address can cause at most, and what no database keeps.

use serde_json::{Value, json};

use crate::support::{Reply, Server, ServerFolder, plan_request, send};

/// The largest body that is taken.
const BODY: usize = 64 * 1024;

/// What a problem has at most, whatever is wrong with a body: 16 KiB of places and details, and what is around them.
const LONGEST_PROBLEM: usize = 22 * 1024;

async fn post(server: &Server, body: String) -> Reply {
    send(server.post().header("content-type", "application/json").body(body)).await
}

async fn post_form(server: &Server, body: String) -> Reply {
    send(server.post().header("content-type", "application/x-www-form-urlencoded").body(body)).await
}

/// A request with other answers.
fn with_answers(answers: Value) -> String {
    let mut body = plan_request();
    body["answers"] = answers;
    body.to_string()
}

/// Repeats a text as often as it has room in a body.
fn filled(one: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for at in 0.. {
        let one = one(at);
        if all.len() + one.len() > BODY - 1000 {
            break;
        }
        all.push_str(&one);
    }
    all
}

#[tokio::test]
async fn the_answer_to_a_nasty_body_is_small() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let names = |prefix: &str| filled(|at| format!("\"{prefix}{at}\":1,"));
    let object = |fields: String| format!("{{{}}}", fields.trim_end_matches(','));
    for (what, body) in [
        ("3,000 unknown answers", with_answers((0..3000).map(|at| (format!("incident-{at}"), json!(1))).collect())),
        ("unknown fields", object(names("field-"))),
        ("unknown fields with characters that JSON escapes", object(names("\\u0001\\u0002"))),
        ("one field again and again", object(filled(|_| "\"plan\":1,".to_owned()))),
        ("a long name", format!("{{\"{}\":1}}", "x".repeat(BODY - 100))),
        ("a long list", format!("[{}1]", "1,".repeat(BODY / 2 - 100))),
        ("a deep list", "[".repeat(BODY - 100)),
        ("a long number", "9".repeat(BODY - 100)),
        ("a long choice", with_answers(json!({"company-size": "x".repeat(BODY - 1000)}))),
        ("many choices", with_answers(json!({"assurance": vec!["x"; 10_000]}))),
        ("half a character", "\"\\ud800\"".to_owned()),
    ] {
        let answer = post(&server, body).await;
        assert!([400, 422].contains(&answer.status.as_u16()), "{what}: {answer:?}");
        assert!(answer.body.len() <= LONGEST_PROBLEM, "{what}: {} bytes", answer.body.len());
        let errors = answer.json()["errors"].as_array().unwrap().len();
        assert!((1..=51).contains(&errors), "{what}: {errors} errors");
    }
    assert_eq!(place.rows().await.len(), 0);
}

#[tokio::test]
async fn the_page_that_answers_a_nasty_form_is_the_form_and_what_was_written() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let form = "plan=plus&name=Ada&email=ada%40example.com&company=AE&catalog_id=msa&catalog_version=1";
    let usual = post_form(&server, format!("{form}&email=none")).await.body.len();
    for (what, more, times) in [
        ("unknown answers", filled(|at| format!("&answer.q{at}=1")), 1),
        ("unknown fields", filled(|at| format!("&f{at}=1")), 1),
        ("empty fields", filled(|_| "&a".to_owned()), 1),
        ("one answer again and again", filled(|_| "&answer.assurance=x".to_owned()), 1),
        // What a visitor wrote stands there again, as HTML writes it.
        ("a message of quotes", format!("&message={}", "\"".repeat(BODY - 1000)), 6),
    ] {
        let answer = post_form(&server, format!("{form}{more}")).await;
        assert_eq!(answer.status, 422, "{what}");
        let most = usual + 16 * 1024 + if times > 1 { times * more.len() } else { 0 };
        assert!(answer.body.len() <= most, "{what}: {} bytes, of {usual} usually", answer.body.len());
    }
    let unknown = post_form(&server, format!("{form}{}", filled(|at| format!("&f{at:05}=1")))).await;
    let page = String::from_utf8(unknown.body).unwrap();
    assert!(page.contains("more unknown fields; take these out first"), "{page}");
}

#[tokio::test]
async fn a_text_with_u_0000_is_refused_with_its_place_and_never_stored() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (pointer, status) in [
        ("/plan", 422),
        ("/answers/company-size", 422),
        ("/answers/assurance/0", 422),
        ("/contact/name", 422),
        ("/contact/email", 422),
        ("/contact/company", 422),
        ("/message", 422),
        ("/catalog/id", 422),
        ("/catalog/version", 422),
        ("/catalog/content", 422),
        ("/consent_text", 422),
        // Nobody who asks can mend where the request comes from: that alone is left out.
        ("/origin/page", 201),
        ("/origin/variant", 201),
        ("/origin/campaign/utm_source", 201),
        ("/catalog/language", 201),
    ] {
        let mut body = plan_request();
        let (object, name) = pointer.rsplit_once('/').unwrap();
        if object == "/answers/assurance" {
            body["answers"]["assurance"] = json!(["a\0b"]);
        } else {
            body["origin"] = json!({"campaign": {}});
            body.pointer_mut(object).unwrap()[name] = json!("a\0b");
        }
        let answer = server.post_json(&body).await;
        assert_eq!(answer.status, status, "{pointer}: {answer:?}");
        if status == 422 {
            assert_eq!(answer.json()["errors"][0]["pointer"], pointer);
        }
    }
    // The catalogue of such a page was never here, so nothing but the form of a request is known.
    let mut unseen = plan_request();
    unseen["catalog"]["content"] = json!("0123456789abcdef");
    unseen["answers"] = json!({"size": "a\0b", "list": ["\0"]});
    let answer = server.post_json(&unseen).await;
    let places: Vec<_> =
        answer.json()["errors"].as_array().unwrap().iter().map(|error| error["pointer"].clone()).collect();
    assert_eq!((answer.status.as_u16(), places), (422, vec![json!("/answers/list/0"), json!("/answers/size")]));
    let keyed = send(server.post().header("idempotency-key", "\"a\\0b\"").json(&plan_request())).await;
    assert_eq!(keyed.status, 400);
    let rows = serde_json::to_string(&place.rows().await).unwrap();
    assert!(!rows.contains("\\u0000") && !rows.contains("\\\\u0000"), "{rows}");
}

#[tokio::test]
async fn a_form_with_u_0000_is_shown_again_and_never_stored() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let whole = [
        ("plan", "plus"),
        ("name", "Ada"),
        ("email", "ada@example.com"),
        ("company", "AE"),
        ("message", "Hello"),
        ("catalog_id", "msa"),
        ("catalog_version", "1"),
        ("catalog_content", "0123456789abcdef"),
        ("answer.size", "1"),
        ("answer.list", "1"),
        ("key", "k"),
    ];
    for (field, _) in whole {
        let pairs =
            whole.map(|(name, value)| (name, if name == field { format!("{value}\0") } else { value.to_owned() }));
        let answer = send(server.post().form(&pairs)).await;
        assert!([400, 422].contains(&answer.status.as_u16()), "{field}: {answer:?}");
        assert!(!answer.body.contains(&0), "{field}");
    }
    assert_eq!(place.rows().await.len(), 0);
    for name in ["campaign.utm_source", "page", "variant", "language", "back", "family"] {
        let mut pairs = whole.to_vec();
        pairs.retain(|(field, _)| *field != "key");
        pairs.push((name, "a\0b"));
        let answer = send(server.post().form(&pairs)).await;
        assert!(answer.status.is_success(), "{name}: {answer:?}");
    }
    let rows = serde_json::to_string(&place.rows().await).unwrap();
    assert!(!rows.contains("\\u0000"), "{rows}");
}

#[tokio::test]
async fn an_address_with_u_0000_is_one_that_there_is_not() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for path in ["/receipts/%00", "/receipts/a%00b", "/%00", "/api/%00", "/inbox/requests/%00", "/?utm_source=%00"] {
        let answer = server.get(path).await;
        assert!(!answer.status.is_server_error(), "{path}: {answer:?}");
    }
    server.health_when("/api/health?a=%00", 200).await;
}
