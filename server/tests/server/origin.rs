//! Where a request came from: what is kept of what its page, its form or the browser says.

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use sqlx::Row;

use crate::form_page::FormPage;
use crate::support::{Server, ServerFolder, plan_request, send, serve, within};

/// The address of a page that a server's site has, or another's.
fn page(host: &str, path: &str) -> String {
    format!("http://{host}{path}")
}

/// What is stored of where each request came from, in the order stored.
async fn origins(place: &ServerFolder) -> Vec<Value> {
    let rows = sqlx::query("SELECT campaign, page_address, variant, suspect FROM plan_requests ORDER BY rowid");
    let rows = rows.fetch_all(&mut place.database().await).await.unwrap();
    let parsed = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    let origin = |row: &sqlx::any::AnyRow| {
        json!({
            "campaign": parsed(row.get("campaign")), "page": row.get::<Option<String>, _>("page_address"),
            "variant": row.get::<Option<String>, _>("variant"), "suspect": parsed(row.get("suspect")),
        })
    };
    rows.iter().map(origin).collect()
}

fn with_origin(origin: &Value) -> Value {
    let mut body = plan_request();
    body["origin"] = origin.clone();
    body
}

/// A plain form for the request of the other tests, and further fields.
fn form<'a>(email: &'a str, further: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let own = [
        ("plan", "business"),
        ("name", "Ada Lovelace"),
        ("email", email),
        ("company", "Analytical Engines"),
        ("catalog_id", "msa"),
        ("catalog_version", "2026-11"),
    ];
    own.into_iter().chain(further.iter().copied()).collect()
}

/// A request as a browser sends it from a page.
fn from(request: RequestBuilder, page: &str) -> RequestBuilder {
    request.header("referer", page)
}

#[tokio::test]
async fn what_the_page_says_is_stored_with_the_request() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--campaign-name", "ref,partner"]).await;
    let body = with_origin(&json!({
        "campaign": {"utm_source": "newsletter", "utm_id": "7", "ref": "ada", "email": "ada@analytical.example"},
        "page": "https://ada:secret@www.example.com/plans?utm_source=newsletter&token=1#top",
        "variant": "b",
    }));
    assert_eq!(server.post_json(&body).await.status, 201);
    assert_eq!(server.post_json(&plan_request()).await.status, 201);

    assert_eq!(
        origins(&place).await,
        [
            json!({
                "campaign": {"ref": "ada", "utm_id": "7", "utm_source": "newsletter"},
                "page": "https://www.example.com/plans", "variant": "b", "suspect": [],
            }),
            json!({"campaign": {}, "page": null, "variant": null, "suspect": []}),
        ]
    );
}

#[tokio::test]
async fn a_request_that_cannot_be_checked_says_where_it_came_from_too() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut body = with_origin(&json!({"campaign": {"utm_source": "x"}, "variant": "a"}));
    body["catalog"]["content"] = json!("never-seen");
    assert_eq!(server.post_json(&body).await.status, 201);
    let expected = json!({"campaign": {"utm_source": "x"}, "page": null, "variant": "a", "suspect": []});
    assert_eq!(origins(&place).await, [expected]);
}

/// Nobody who asks could mend it.
#[tokio::test]
async fn no_request_is_refused_for_where_it_came_from() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let long = "x".repeat(201);
    let body = with_origin(&json!({
        "campaign": {"utm_source": long, "utm_medium": " ", "utm_term": "a\u{7}b", "utm_content": null, "ref": "not asked for"},
        "page": "file:///home/ada/plans.html", "variant": "x".repeat(41),
    }));
    assert_eq!(server.post_json(&body).await.status, 201);
    let nothing = json!({"campaign": {}, "page": null, "variant": null, "suspect": []});
    assert_eq!(origins(&place).await, [nothing]);
}

/// A program could.
#[tokio::test]
async fn what_is_of_another_type_is_named() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (origin, errors) in [
        (
            json!([]),
            json!([{"pointer": "/origin", "code": "wrong-type", "detail": "a list of 0 is not an object; write an object"}]),
        ),
        (
            json!({"campaign": {"utm_source": 1}, "variant": true, "refer": ""}),
            json!([
                {"pointer": "/origin/refer", "code": "unknown", "detail": "the field \"refer\" is unknown; known are campaign, page, variant, topic, form_open"},
                {"pointer": "/origin/variant", "code": "wrong-type", "detail": "true is not a text; write a text"},
                {"pointer": "/origin/campaign/utm_source", "code": "wrong-type", "detail": "1 is not a text; write a text"},
            ]),
        ),
    ] {
        let reply = server.post_json(&with_origin(&origin)).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["errors"]), (422, &errors));
    }
    assert_eq!(origins(&place).await, Vec::<Value>::new());
}

#[tokio::test]
async fn the_browser_says_the_page_where_the_request_does_not() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--campaign-name", "ref"]).await;
    let here = page(&server.address, "/de/?utm_source=mail&utm_source=second&ref=ada%20l&token=1");
    let post = |origin: Value| from(server.post().json(&with_origin(&origin)), &here);
    assert_eq!(send(post(json!({}))).await.status, 201);
    // Of another visit: only the names that a page cannot know are added.
    let said = json!({"campaign": {"utm_campaign": "may"}, "page": "https://www.example.com/plans"});
    assert_eq!(send(post(said)).await.status, 201);
    // Browsers tell another site's pages by their site.
    let elsewhere = from(server.post().json(&plan_request()), "https://www.example.com/?utm_source=not-ours");
    assert_eq!(send(elsewhere).await.status, 201);
    for nowhere in ["about:blank", "", "/plans", "https://"] {
        assert_eq!(send(from(server.post().json(&plan_request()), nowhere)).await.status, 201);
    }

    let stored = origins(&place).await;
    let origin =
        |campaign: Value, page: Value| json!({"campaign": campaign, "page": page, "variant": null, "suspect": []});
    let expected = [
        origin(json!({"ref": "ada l", "utm_source": "mail"}), json!(page(&server.address, "/de/"))),
        origin(json!({"ref": "ada l", "utm_campaign": "may"}), json!("https://www.example.com/plans")),
        origin(json!({}), json!("https://www.example.com/")),
    ];
    assert_eq!(stored[..3], expected);
    assert_eq!(stored[3..], vec![origin(json!({}), Value::Null); 4]);
}

#[tokio::test]
async fn a_plain_form_says_it_by_hidden_fields_and_its_page_with_what_is_wrong_keeps_them() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let said = [
        ("campaign.utm_source", "partner <b>"),
        ("campaign.email", "ada@analytical.example"),
        ("page", "https://www.example.com/plans"),
        ("variant", "b"),
    ];
    let again = FormPage::read(&send(server.post().form(&form("nowhere", &said))).await, 422);
    for (name, value) in [said[0], said[2], said[3], ("topic", "")] {
        assert_eq!(again.value(name), [value], "{name}");
    }
    assert!(again.value("campaign.email").is_empty());
    let mut right = again.filled();
    right.iter_mut().find(|(name, _)| name == "email").unwrap().1 = "ada@analytical.example".to_owned();
    let here = page(&server.address, "/api/plan-requests");
    FormPage::read(&send(from(server.post().form(&right), &here)).await, 201);

    let expected = json!({
        "campaign": {"utm_source": "partner <b>"}, "page": "https://www.example.com/plans", "variant": "b", "suspect": [],
    });
    assert_eq!(origins(&place).await, [expected]);
}

/// A page that is the same for all has no hidden fields of one visit; the browser says from where it posts.
#[tokio::test]
async fn a_form_of_the_site_is_told_by_the_browser_also_when_it_is_put_right() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let here = page(&server.address, "/?utm_medium=cpc&lang=de#request");
    let again = FormPage::read(&send(from(server.post().form(&form("nowhere", &[])), &here)).await, 422);
    let mut right = again.filled();
    right.iter_mut().find(|(name, _)| name == "email").unwrap().1 = "ada@analytical.example".to_owned();
    let post = page(&server.address, "/api/plan-requests");
    FormPage::read(&send(from(server.post().form(&right), &post)).await, 201);

    let stored = json!({
        "campaign": {"utm_medium": "cpc"}, "page": page(&server.address, "/"), "variant": null, "suspect": [],
    });
    assert_eq!(origins(&place).await, [stored]);
}

/// By another way to the same page, it is the same request.
#[tokio::test]
async fn where_a_form_came_from_is_no_part_of_what_it_asks() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let post = |source| server.post().form(&form("ada@analytical.example", &[("campaign.utm_source", source)]));
    FormPage::read(&send(post("mail")).await, 201);
    FormPage::read(&send(post("search")).await, 200);
    assert_eq!(origins(&place).await.len(), 1);
    assert_eq!(origins(&place).await[0]["campaign"], json!({"utm_source": "mail"}));
}

#[tokio::test]
async fn what_fills_in_the_field_that_nobody_sees_is_stored_as_suspect_and_answered_as_all_are() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut receipt = server.post_json(&with_origin(&json!({"topic": "Buy now"}))).await.json();
    let mut other = server.post_json(&with_origin(&json!({"topic": ""}))).await.json();
    for receipt in [&mut receipt, &mut other] {
        let receipt = receipt.as_object_mut().unwrap();
        receipt.retain(|name, _| !["reference", "received_at", "address", "support"].contains(&name.as_str()));
    }
    assert_eq!(receipt, other);

    // The page with what is wrong does not make a person of it.
    let again = FormPage::read(&send(server.post().form(&form("nowhere", &[("topic", "x")]))).await, 422);
    let mut right = again.filled();
    right.iter_mut().find(|(name, _)| name == "email").unwrap().1 = "ada@analytical.example".to_owned();
    FormPage::read(&send(server.post().form(&right)).await, 201);

    let suspects: Vec<_> = origins(&place).await.iter().map(|origin| origin["suspect"].clone()).collect();
    assert_eq!(suspects, [json!(["honeypot"]), json!([]), json!(["honeypot"])]);
}

#[tokio::test]
async fn what_is_sent_faster_than_a_person_can_is_stored_as_suspect_and_answered_as_all_are() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (origin, status) in [
        (json!({"form_open": 800}), 201),
        (json!({"form_open": 2_000}), 201),
        (json!({"form_open": -3}), 201),
        (json!({"form_open": null}), 201),
        (json!({"form_open": 1, "topic": "x"}), 201),
        (json!({"form_open": "soon"}), 422),
    ] {
        assert_eq!(server.post_json(&with_origin(&origin)).await.status, status, "{origin}");
    }
    let quick: Vec<_> = origins(&place).await.iter().map(|origin| origin["suspect"].clone()).collect();
    let nothing = json!([]);
    assert_eq!(quick, [json!(["quick"]), nothing.clone(), nothing.clone(), nothing, json!(["honeypot", "quick"])]);

    // A form's page with what is wrong does not make a person of it; what is no number says nothing.
    for (open, suspect) in [("20", json!(["quick"])), ("-20", json!([])), ("soon", json!([])), ("2000", json!([]))] {
        let again = FormPage::read(&send(server.post().form(&form("nowhere", &[("form_open", open)]))).await, 422);
        let mut right = again.filled();
        right.iter_mut().find(|(name, _)| name == "email").unwrap().1 = format!("ada{open}@analytical.example");
        FormPage::read(&send(server.post().form(&right)).await, 201);
        assert_eq!(origins(&place).await.last().unwrap()["suspect"], suspect, "{open}");
    }
}

#[tokio::test]
async fn a_name_that_no_address_has_is_refused_at_the_start() {
    let place = ServerFolder::new();
    for (name, rule) in [
        (
            "ref=",
            "\"ref=\" is no name of a parameter; write the name alone, of letters, digits, \"_\", \"-\" and \".\", such as \"ref\"",
        ),
        ("", "it is empty; write one such as \"ref\""),
    ] {
        let mut command = serve(&place);
        let output = within(command.args(["--campaign-name", name]).output()).await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(rule), "{said}");
    }
}
