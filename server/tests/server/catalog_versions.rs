//! Requests of pages that are older, or newer, than the catalogue that is served: none is lost.

use serde_json::{Value, json};

use crate::database::ago;
use crate::form_page::FormPage;
use crate::support::{Server, ServerFolder, plan_request, send};

const MSA: &str = include_str!("../../../catalogs/msa.json");

fn msa() -> Value {
    serde_json::from_str(MSA).unwrap()
}

/// The name of a catalogue's content.
fn content(catalog: &Value) -> String {
    plans::source::read(&catalog.to_string()).unwrap().parts().content.clone()
}

/// A server of a catalogue, at a place where others may have been served before.
async fn serve(place: &ServerFolder, catalog: &Value) -> Server {
    place.write("catalog.json", catalog.to_string().as_bytes());
    Server::start_with(place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await
}

/// A newer version of the MSA catalogue.
fn newer(change: impl Fn(&mut Value)) -> Value {
    let mut catalog = msa();
    catalog["version"] = json!("2031-01");
    change(&mut catalog);
    catalog
}

/// What a page of a catalogue sends.
fn request_of(catalog: &Value) -> Value {
    let mut body = plan_request();
    body["catalog"] = json!({
        "id": catalog["id"], "version": catalog["version"], "content": content(catalog), "language": "en",
    });
    body
}

/// A newer version, and what it tells of a request of the MSA catalogue: by place and rule, without the version.
type Case = (&'static str, Value, Vec<(&'static str, &'static str)>);

fn cases() -> Vec<Case> {
    let rename = |catalog: &mut Value| {
        let size = &mut catalog["groups"][0]["questions"][0]["choices"][1];
        assert_eq!(size["id"], "100-499");
        size["id"] = json!("100-999");
        size["label"] = json!("100 to 999");
    };
    let relabel = |catalog: &mut Value| catalog["groups"][0]["questions"][0]["choices"][1]["label"] = json!("Medium");
    let reorder =
        |catalog: &mut Value| catalog["groups"][0]["questions"][0]["choices"].as_array_mut().unwrap().reverse();
    let plan = |catalog: &mut Value, name: &str, value: Value| {
        let plans = catalog["plans"].as_array_mut().unwrap();
        plans.iter_mut().find(|plan| plan["id"] == "business").unwrap()[name] = value;
    };
    vec![
        ("a renamed choice", newer(rename), vec![("/answers/company-size", "answer-gone")]),
        ("a choice in other words", newer(relabel), vec![("/answers/company-size", "choice-renamed")]),
        ("reordered choices", newer(reorder), vec![]),
        (
            "a new consent",
            newer(|it| it["consent"] = json!("You may write to me.")),
            vec![("/consent", "other-consent")],
        ),
        (
            "a plan that cannot be requested any more",
            newer(|it| plan(it, "requestable", json!(false))),
            vec![("/plan", "plan-not-requestable")],
        ),
        ("a renamed plan", newer(|it| plan(it, "name", json!("MSA Gold"))), vec![("/plan", "plan-renamed")]),
        (
            "a question that is gone",
            newer(|it| {
                it["groups"][0]["questions"][0] =
                    json!({"id": "new", "prompt": "New?", "kind": "yes-no", "asks_for": "it"});
                it.as_object_mut().unwrap().remove("decides");
            }),
            vec![("/answers/company-size", "answer-gone")],
        ),
    ]
}

#[tokio::test]
async fn no_change_of_a_catalogue_loses_a_request_of_an_older_page() {
    for (what, newer, expected) in cases() {
        let place = ServerFolder::new();
        serve(&place, &msa()).await.stop().await;
        let server = serve(&place, &newer).await;

        let answer = server.post_json(&request_of(&msa())).await;

        assert_eq!(answer.status, 201, "{what}: {}", answer.json());
        let receipt = answer.json();
        let changes = receipt["changes"].as_array().unwrap();
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change["pointer"].as_str().unwrap(), change["code"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [vec![("/catalog/version", "other-version")], expected.clone()].concat(), "{what}");
        assert_eq!(receipt["checked"], true);
        assert_eq!(receipt["recommended"], "enterprise", "advised by the version of the page: {what}");
        assert_eq!(receipt["notice"].is_string(), !expected.is_empty(), "{what}: {receipt}");
        let row = &place.rows().await[0];
        assert_eq!(
            [&row["catalog_version"], &row["catalog_content"], &row["page_content"], &row["checked"]],
            [&msa()["version"], &json!(content(&msa())), &json!(content(&msa())), &json!(1)],
            "{what}"
        );
        assert_eq!((&row["changes"], &row["advice"]["recommended"]), (&receipt["changes"], &json!("enterprise")));
        let log = server.stop().await.log;
        assert!(log.contains("changed since: /catalog/version other-version"), "{what}: {log}");
        for (pointer, code) in expected {
            assert!(log.contains(&format!("{pointer} {code}")), "{what}: {log}");
        }
    }
}

#[tokio::test]
async fn a_plain_form_of_an_older_page_is_stored_likewise() {
    for (what, newer, expected) in cases() {
        let place = ServerFolder::new();
        serve(&place, &msa()).await.stop().await;
        let server = serve(&place, &newer).await;
        let own = content(&msa());
        let form = [
            ("plan", "business"),
            ("name", "Ada Lovelace"),
            ("email", "ada@analytical.example"),
            ("company", "Analytical Engines"),
            ("catalog_id", "msa"),
            ("catalog_version", "2026-11"),
            ("catalog_content", &own),
            ("answer.company-size", "100-499"),
        ];

        let page = FormPage::read(&send(server.post().form(&form)).await, 201);

        let notice = "The plans have changed since your page was made. Your request is stored as your page showed them, and we see what has changed.";
        let notices: &[&str] = if expected.is_empty() { &[] } else { &[notice] };
        assert_eq!(page.texts("[role=status]"), notices, "{what}");
        assert_eq!(page.texts("dd")[0], "MSA Business", "{what}");
        let row = &place.rows().await[0];
        assert_eq!((&row["catalog_content"], &row["checked"]), (&json!(own), &json!(1)), "{what}");
        assert_eq!(row["answers"], json!({"company-size": "100-499"}));
    }
}

#[tokio::test]
async fn a_wrong_field_of_an_older_page_is_told_by_its_own_version() {
    let place = ServerFolder::new();
    serve(&place, &msa()).await.stop().await;
    let server = serve(&place, &newer(|it| it["consent"] = json!("You may write to me."))).await;
    let mut body = request_of(&msa());
    body["contact"]["email"] = json!("ada");

    let answer = server.post_json(&body).await;

    let errors = &answer.json()["errors"];
    assert_eq!((answer.status.as_u16(), errors.as_array().unwrap().len()), (422, 1), "{errors}");
    assert_eq!(errors[0]["pointer"], "/contact/email");
}

#[tokio::test]
async fn what_was_never_seen_here_is_stored_unchecked_and_says_so() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut body = request_of(&newer(|it| it["title"] = json!("Another")));
    body["plan"] = json!("gold");
    body["answers"] = json!({"colour": "purple", "sizes": ["s", "m"], "count": 7, "now": true, "unsure": null});
    body["consent"] = json!(true);
    body["consent_text"] = json!("You may call me.");

    let answer = server.post_json(&body).await;

    assert_eq!(answer.status, 201);
    let receipt = answer.json();
    assert_eq!(
        [&receipt["checked"], &receipt["recommended"], &receipt["plan"]],
        [&json!(false), &Value::Null, &json!("gold")]
    );
    let notice = "Your page showed plans that this server does not know. Your request is stored as you sent it, and a person will check it.";
    assert_eq!(receipt["notice"], notice);
    let row = &place.rows().await[0];
    assert_eq!([&row["checked"], &row["catalog_content"], &row["advice"]], [&json!(0), &Value::Null, &Value::Null]);
    assert_eq!(row["answers"], body["answers"]);
    assert_eq!(row["consent"], "You may call me.");
    assert_eq!(row["page_content"], body["catalog"]["content"]);
    let log = server.stop().await.log;
    assert!(log.contains("for gold, not checked: its page's catalogue ("), "{log}");
    assert!(!log.contains("purple") && !log.contains("Ada"), "{log}");
}

#[tokio::test]
async fn what_was_never_seen_here_must_have_the_form_of_a_request() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut body = request_of(&newer(|it| it["title"] = json!("Another")));
    body["contact"]["name"] = json!(" ");
    body["answers"]["company-size"] = json!({"a": 1});

    let errors = server.post_json(&body).await.json()["errors"].clone();

    let places: Vec<_> = errors.as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(places, ["/answers/company-size", "/contact/name"]);
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_plain_form_that_was_never_seen_here_is_stored_unchecked_with_the_words_agreed_to() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut form = vec![
        ("plan", "gold"),
        ("name", "Ada Lovelace"),
        ("email", "ada"),
        ("company", "Analytical Engines"),
        ("catalog_id", "other"),
        ("catalog_version", "7"),
        ("catalog_content", "c0ffee"),
        ("answer.colour", "red"),
        ("answer.sizes", "s"),
        ("answer.sizes", "m"),
        ("answer.open", ""),
        ("consent", "You may call me."),
    ];
    // What is wrong is told with the form that is served.
    let page = FormPage::read(&send(server.post().form(&form)).await, 422);
    assert_eq!(page.errors().len(), 1);
    assert_eq!(page.value("catalog_content"), [content(&msa())]);

    form[2] = ("email", "ada@analytical.example");
    let page = FormPage::read(&send(server.post().form(&form)).await, 201);
    assert_eq!(page.texts("[role=status]").len(), 1);
    let row = &place.rows().await[0];
    assert_eq!((&row["consent"], &row["checked"]), (&json!("You may call me."), &json!(0)));
    assert_eq!(row["answers"], json!({"colour": "red", "sizes": ["s", "m"]}));
}

#[tokio::test]
async fn a_page_that_names_no_content_is_checked_by_the_version_that_it_names() {
    let place = ServerFolder::new();
    serve(&place, &msa()).await.stop().await;
    let server = serve(&place, &newer(|it| it["consent"] = json!("You may write to me."))).await;
    let mut body = request_of(&msa());
    body["catalog"].as_object_mut().unwrap().remove("content");
    assert_eq!(server.post_json(&body).await.status, 201);
    // One that was never served is checked by what is.
    body["catalog"]["version"] = json!("1999");
    assert_eq!(server.post_json(&body).await.json()["errors"][0]["pointer"], "/consent");
}

#[tokio::test]
async fn what_was_agreed_to_is_stored_in_the_words_and_the_language_of_the_page() {
    let bilingual = |en: &str, de: &str| {
        let mut catalog = msa();
        catalog["title"] = json!({"en": "Which plan?", "de": "Welcher Plan?"});
        catalog["consent"] = json!({"en": en, "de": de});
        catalog
    };
    let old = bilingual("You may write to me.", "Sie dürfen mir schreiben.");
    let place = ServerFolder::new();
    serve(&place, &old).await.stop().await;
    let server = serve(&place, &bilingual("You may call me.", "Sie dürfen mich anrufen.")).await;

    for (language, words) in [
        (json!("de-AT"), "Sie dürfen mir schreiben."),
        (json!("en"), "You may write to me."),
        (json!("fr"), "You may write to me."),
        (Value::Null, "You may write to me."),
    ] {
        let mut body = request_of(&old);
        body["catalog"]["language"] = language.clone();
        // The words that a page sends stand in for those of a catalogue that is not here alone.
        body["consent"] = json!(true);
        body["consent_text"] = json!("Something else.");
        let receipt = server.post_json(&body).await.json();
        assert_eq!(receipt["checked"], true, "{receipt}");
        let row = place.rows().await.pop().unwrap();
        assert_eq!((&row["consent"], &row["page_language"]), (&json!(words), &language));
    }
}

#[tokio::test]
async fn every_version_that_was_served_is_kept_once() {
    let place = ServerFolder::new();
    let other = newer(|it| it["title"] = json!("Another"));
    for catalog in [&msa(), &other, &msa(), &other] {
        serve(&place, catalog).await.stop().await;
    }
    let kept = sqlx::query_as::<_, (String, String, String, String)>(
        "SELECT content, id, version, json FROM catalogs ORDER BY rowid",
    );
    let kept = kept.fetch_all(&mut place.database().await).await.unwrap();
    let row = |catalog: &Value| {
        let text = |name: &str| catalog[name].as_str().unwrap().to_owned();
        (content(catalog), text("id"), text("version"), catalog.to_string())
    };
    assert_eq!(kept, [row(&msa()), row(&other)]);
}

#[tokio::test]
async fn a_database_of_the_release_before_opens_and_its_keys_hold() {
    let place = ServerFolder::with_file();
    place.write("data/plan-requests.db", include_bytes!("../data/plan-requests-0001.db"));
    // As if it had been stored a minute ago.
    let now = sqlx::query("UPDATE plan_requests SET received_at = $1").bind(ago(chrono::TimeDelta::minutes(1)));
    now.execute(&mut place.database().await).await.unwrap();
    let server = Server::start(&place).await;

    let again = send(server.post().header("Idempotency-Key", "before-the-upgrade").json(&plan_request())).await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, "true"));
    let rows = place.rows().await;
    assert_eq!((rows.len(), &rows[0]["checked"], &rows[0]["changes"]), (1, &json!(1), &json!([])));
    assert_eq!(again.json()["reference"], rows[0]["reference"]);

    assert_eq!(server.post_json(&plan_request()).await.status, 201);
    assert_eq!(place.rows().await.len(), 2);
}
