//! The receipt: who answers and by when, and its page at a secret address.

use chrono::{DateTime, TimeDelta, Utc};
use plans::catalog::ResponseTime;
use plans::source;
use plans::support::Support;
use reqwest::Method;
use serde_json::{Value, json};

use crate::database::ago;
use crate::form_page::FormPage;
use crate::support::{Reply, Server, ServerFolder, plan_request, send};

const MSA: &str = include_str!("../../../catalogs/msa.json");

fn fernhaus() -> Value {
    serde_json::from_str(include_str!("../../../catalogs/fernhaus.json")).unwrap()
}

async fn serve(place: &ServerFolder, catalog: &Value) -> Server {
    place.write("catalog.json", catalog.to_string().as_bytes());
    Server::start_with(place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await
}

/// A request of a page of this catalogue in a language.
fn request(catalog: &Value, language: &str) -> Value {
    let mut body = plan_request();
    body["plan"] = json!("team");
    body["answers"] = json!({"seats": 12, "period": "year"});
    body["message"] = json!("<b>Please</b> call\nbefore noon.");
    let content = source::read(&catalog.to_string()).unwrap().parts().content.clone();
    body["catalog"] =
        json!({"id": catalog["id"], "version": catalog["version"], "content": content, "language": language});
    body
}

/// The path of a receipt's page.
fn path(receipt: &Value) -> String {
    let address = receipt["address"].as_str().unwrap();
    let secret = address.strip_prefix("receipts/").unwrap();
    assert!(secret.len() == 40 && secret.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')), "{address}");
    format!("/{address}")
}

/// Reads a receipt's page, and checks that it is for whoever knows its address alone.
#[track_caller]
fn page(answer: &Reply, status: u16) -> FormPage {
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'self'"));
    FormPage::read(answer, status)
}

/// Everything that a list of terms says, each with what it stands for.
fn terms(page: &FormPage) -> Vec<(String, String)> {
    page.texts("dt").into_iter().zip(page.texts("dd")).collect()
}

async fn age(place: &ServerFolder, days: i64) {
    let age = "UPDATE plan_requests SET received_at = $1";
    sqlx::query(age).bind(ago(TimeDelta::days(days))).execute(&mut place.database().await).await.unwrap();
}

#[tokio::test]
async fn a_receipt_tells_who_answers_and_by_when() {
    let place = ServerFolder::new();
    let server = serve(&place, &fernhaus()).await;

    let receipt = server.post_json(&request(&fernhaus(), "de")).await.json();

    let received_at: DateTime<Utc> = receipt["received_at"].as_str().unwrap().parse().unwrap();
    let catalog = source::read(&fernhaus().to_string()).unwrap();
    let within = catalog.parts().reply.within.clone().unwrap();
    assert_eq!(within.time, ResponseTime::Working(8 * 60));
    let coverage = catalog.coverage(within.hours).try_with_zone(|zone| zone.name.parse::<chrono_tz::Tz>()).unwrap();
    let due = Support { coverage: Some(coverage), response: Some(within.time) }.deadline(received_at).unwrap().due;
    let until: DateTime<Utc> = receipt["answer"]["until"].as_str().unwrap().parse().unwrap();
    assert_eq!(until, due);
    assert_eq!(receipt["answer"]["by"], "Unser Team in Hamburg");
    assert_eq!(receipt["answer"]["text"], "Wir antworten innerhalb eines Arbeitstages.");
}

#[tokio::test]
async fn hours_on_the_clock_go_on_and_a_sentence_alone_promises_no_time() {
    for (reply, until) in [
        (json!({"within": {"hours": 4}}), Some(TimeDelta::hours(4))),
        (json!({"by": "Sales", "within": {"working_hours": 30, "hours": "always"}}), Some(TimeDelta::hours(30))),
        (json!("We answer soon."), None),
    ] {
        let place = ServerFolder::new();
        let mut catalog = fernhaus();
        catalog["reply"] = reply.clone();
        let server = serve(&place, &catalog).await;
        let receipt = server.post_json(&request(&catalog, "en")).await.json();
        let received_at: DateTime<Utc> = receipt["received_at"].as_str().unwrap().parse().unwrap();
        let told = receipt["answer"]["until"].as_str().map(|until| until.parse::<DateTime<Utc>>().unwrap());
        assert_eq!(told, until.map(|until| received_at + until), "{reply}");
        let text = if reply.is_string() { reply.clone() } else { Value::Null };
        assert_eq!((&receipt["answer"]["by"], &receipt["answer"]["text"]), (&reply["by"], &text));
    }
}

#[tokio::test]
async fn a_catalogue_that_says_nothing_of_it_promises_nothing() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let receipt = server.post_json(&plan_request()).await.json();
    assert_eq!(receipt.get("answer"), None);
}

#[tokio::test]
async fn a_receipt_is_found_again_with_all_that_was_told_and_sent() {
    let place = ServerFolder::new();
    let server = serve(&place, &fernhaus()).await;
    let answer = server.post_json(&request(&fernhaus(), "de")).await;
    let receipt = answer.json();

    let page = page(&server.get(&path(&receipt)).await, 200);

    assert_eq!(page.attribute("html", "lang"), "de");
    assert_eq!(page.texts("h1"), ["Vielen Dank. Ihre Anfrage ist gespeichert."]);
    assert_eq!(page.texts("main strong"), [receipt["reference"].as_str().unwrap()]);
    let said = terms(&page);
    for (term, what) in [
        ("Wer antwortet", "Unser Team in Hamburg"),
        ("Plan", "Team"),
        ("Ihr Name", "Ada Lovelace"),
        ("Geschäftliche E-Mail-Adresse", "ada@analytical.example"),
        ("Firma", "Analytical Engines"),
        ("Nachricht (freiwillig)", "<b>Please</b> call\nbefore noon."),
    ] {
        assert!(said.contains(&(term.to_owned(), what.to_owned())), "{term}: {what} is not in {said:#?}");
    }
    for line in receipt["costs"]["lines"].as_array().unwrap() {
        let line = (line["label"].as_str().unwrap().to_owned(), line["text"].as_str().unwrap().to_owned());
        assert!(said.contains(&line), "{line:?}");
    }
    assert!(said.iter().any(|(_, answer)| answer == "12"), "{said:#?}");
    let until = said.iter().find(|(term, _)| term == "Bis wann").map(|(_, until)| until.clone()).unwrap();
    assert!(until.ends_with("UTC"), "{until}");
    assert_eq!(page.attribute("link[rel=stylesheet]", "href"), "../api/plan-requests.css");
    assert_eq!(page.attribute("main > p:last-child a", "href"), "../");
    // The secret stands in the address alone.
    let secret = receipt["address"].as_str().unwrap().split('/').next_back().unwrap();
    assert!(!String::from_utf8_lossy(&server.get(&path(&receipt)).await.body).contains(secret));
    let hash = sqlx::query_scalar::<_, String>("SELECT receipt_hash FROM plan_requests");
    let hash = hash.fetch_one(&mut place.database().await).await.unwrap();
    assert!(!hash.contains(secret) && hash.len() == 64, "{hash}");
}

#[tokio::test]
async fn the_page_of_a_form_leads_to_the_receipt() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let form = [
        ("plan", "plus"),
        ("name", "Ada Lovelace"),
        ("email", "ada@analytical.example"),
        ("company", "Analytical Engines"),
        ("catalog_id", "msa"),
        ("catalog_version", "1"),
    ];
    let sent = FormPage::read(&send(server.post().form(&form)).await, 201);
    let link = sent.attribute("p.screen a", "href");
    let found = page(&server.get(link.strip_prefix("..").unwrap()).await, 200);
    assert_eq!(found.texts("main strong"), sent.texts("main strong"));
    // What the form's page tells, the receipt tells word for word, and then what was sent.
    let (told, found_terms) = (terms(&sent), terms(&found));
    assert_eq!(found_terms[..told.len()], told[..]);
    assert!(found.all("p.screen").is_empty(), "nobody is led to where they are");
}

#[tokio::test]
async fn what_became_of_a_request_is_not_told() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let receipt = server.post_json(&plan_request()).await.json();
    let before = server.get(&path(&receipt)).await.body;
    let mut database = place.database().await;
    sqlx::query("UPDATE plan_requests SET state = 'lost', suspect = '[\"honeypot\"]'")
        .execute(&mut database)
        .await
        .unwrap();
    let note = "INSERT INTO request_events (reference, at, by, kind, text) \
        SELECT reference, received_at, 'bob', 'note', 'cannot pay' FROM plan_requests";
    sqlx::query(note).execute(&mut database).await.unwrap();
    assert_eq!(server.get(&path(&receipt)).await.body, before);
}

#[tokio::test]
async fn a_receipt_is_there_for_30_days_and_while_its_request_is() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let receipt = server.post_json(&plan_request()).await.json();
    let path = path(&receipt);
    age(&place, 29).await;
    page(&server.get(&path).await, 200);
    age(&place, 31).await;
    let (old, never) = (server.get(&path).await, server.get(&format!("/receipts/{}", "0".repeat(40))).await);
    assert_eq!(page(&old, 404).texts("h1"), ["There is no receipt here"]);
    assert_eq!(old.body, never.body);
    age(&place, 1).await;
    page(&server.get(&path).await, 200);
    sqlx::query("DELETE FROM plan_requests").execute(&mut place.database().await).await.unwrap();
    assert_eq!(server.get(&path).await.body, never.body);
}

#[tokio::test]
async fn an_unknown_address_is_told_in_the_visitors_language() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (asked, language, heading) in [
        ("de-CH, en;q=0.5", "de", "Hier ist keine Bestätigung"),
        ("fr, en;q=0.5", "en", "There is no receipt here"),
        ("fr", "en", "There is no receipt here"),
    ] {
        for secret in ["0000", "%2f", "x'--", &"f".repeat(40)] {
            let ask = server.request(Method::GET, &format!("/receipts/{secret}"));
            let page = page(&send(ask.header("accept-language", asked)).await, 404);
            assert_eq!((&*page.attribute("html", "lang"), &*page.texts("h1")[0]), (language, heading));
        }
    }
}

#[tokio::test]
async fn a_request_that_could_not_be_checked_has_a_receipt_too() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut body = plan_request();
    body["catalog"]["content"] = json!("never-served");
    body["plan"] = json!("gold");
    let receipt = server.post_json(&body).await.json();
    assert_eq!(receipt["checked"], false);
    let page = page(&server.get(&path(&receipt)).await, 200);
    assert!(terms(&page).contains(&("Plan".to_owned(), "gold".to_owned())));
    assert!(page.texts("[role=status]")[0].contains("does not know"));
    assert!(page.texts("dt").contains(&"company-size".to_owned()), "{:?}", page.texts("dt"));
}

#[tokio::test]
async fn the_receipt_is_told_by_the_catalogue_of_its_page_also_when_another_is_served() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let receipt = server.post_json(&plan_request()).await.json();
    let before = terms(&page(&server.get(&path(&receipt)).await, 200));
    server.stop().await;
    let mut newer: Value = serde_json::from_str(MSA).unwrap();
    newer["version"] = json!("later");
    newer["plans"][3]["name"] = json!("Renamed");
    newer["reply"] = json!("We answer soon.");
    let server = serve(&place, &newer).await;
    assert_eq!(terms(&page(&server.get(&path(&receipt)).await, 200)), before);
}

#[tokio::test]
async fn an_answer_that_is_given_again_has_the_same_address() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let keyed = || send(server.post().header("Idempotency-Key", "k").json(&plan_request()));
    let (first, again) = (keyed().await.json(), keyed().await.json());
    assert_eq!(first["address"], again["address"]);
    page(&server.get(&path(&first)).await, 200);
}
