//! Several catalogues of one server, and files that are saved while it runs.

use std::fs;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::support::{Server, ServerFolder, plan_request, send, serve, within};

const MSA: &str = include_str!("../../../catalogs/msa.json");

/// The MSA catalogue under an id and with a title.
fn catalog(id: &str, title: &str) -> String {
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    catalog["id"] = json!(id);
    catalog["title"] = json!(title);
    catalog.to_string()
}

fn request_of(id: &str) -> Value {
    let mut body = plan_request();
    body["catalog"] = json!({"id": id, "version": "2026-11"});
    body
}

/// Saves a file as editors do: a new one takes the place of the old one.
fn save(place: &ServerFolder, name: &str, text: &str) {
    place.write("saving", text.as_bytes());
    fs::rename(place.path("saving"), place.path(name)).unwrap();
}

/// What a server that cannot start says.
async fn fails(place: &ServerFolder, arguments: &[&str]) -> (Option<i32>, String) {
    let output = within(serve(place).args(arguments).output()).await.unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// The title that pages of errors have of the site: that of the catalogue of the start page.
async fn title(server: &Server) -> String {
    let page = send(server.request(reqwest::Method::GET, "/nothing").header("accept", "text/html")).await;
    let page = String::from_utf8(page.body).unwrap();
    page.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0.to_owned()
}

/// Waits until the start page shows a catalogue of this title.
async fn shows(server: &Server, expected: &str) {
    within(async { while !title(server).await.ends_with(expected) {} }).await;
}

#[tokio::test]
async fn each_catalogue_takes_its_own_requests() {
    let place = ServerFolder::new();
    place.write("one.json", catalog("one", "One").as_bytes());
    place.write("more/three.json", catalog("three", "Three").as_bytes());
    place.write("more/two.json", catalog("two", "Two").as_bytes());
    place.write("more/catalog.schema.json", b"{}");
    place.write("more/notes.txt", b"not a catalogue");
    let (one, more) = (place.path("one.json"), place.path("more"));
    let arguments = ["--catalog", one.to_str().unwrap(), "--catalogs", more.to_str().unwrap()];
    let server = Server::start_with(&place, &arguments).await;

    for id in ["one", "two", "three"] {
        assert_eq!(server.post_json(&request_of(id)).await.status, 201, "{id}");
        assert_eq!(place.rows().await.last().unwrap()["catalog_id"], id);
    }
    assert_eq!(server.post_json(&request_of("four")).await.json()["errors"][0]["pointer"], "/catalog/id");
    assert!(title(&server).await.ends_with("One"));
    server.stop().await;

    let server = Server::start_with(&place, &[&arguments[..], &["--default", "two"]].concat()).await;
    assert!(title(&server).await.ends_with("Two"));
}

#[tokio::test]
async fn all_problems_of_all_catalogues_are_told_at_the_start() {
    let place = ServerFolder::new();
    place.write("a.json", br#"{"id": "a"}"#);
    place.write("more/api.json", catalog("api", "A").as_bytes());
    place.write("more/inbox.json", catalog("inbox", "A").as_bytes());
    place.write("more/receipts.json", catalog("receipts", "A").as_bytes());
    place.write("more/one.json", catalog("one", "A").as_bytes());
    place.write("more/other.json", catalog("one", "B").as_bytes());
    let (a, more) = (place.path("a.json"), place.path("more"));
    let (code, told) = fails(&place, &["--catalog", a.to_str().unwrap(), "--catalogs", more.to_str().unwrap()]).await;

    assert_eq!(code, Some(1), "{told}");
    let line = |file: &str, problem: &str| format!("{}#{problem}", place.path(file).display());
    for line in [
        line("a.json", ": the field \"plans\" is missing; add it"),
        line("a.json", ": the field \"title\" is missing; add it"),
        line("more/api.json", "/id: \"api\" is an address of the server's own; choose another"),
        line("more/inbox.json", "/id: \"inbox\" is an address of the server's own; choose another"),
        line("more/receipts.json", "/id: \"receipts\" is an address of the server's own; choose another"),
        line("more/other.json", "/id: \"one\" is the id of another catalogue that is served; choose another"),
    ] {
        assert!(told.lines().any(|told| without_position(told) == line), "{line} in {told}");
    }
}

/// A problem without the line and the column that it stands at.
fn without_position(told: &str) -> String {
    let Some((place, rest)) = told.split_once(", line ") else { return told.to_owned() };
    let said = rest.find(": ").map_or("", |at| &rest[at..]);
    format!("{place}{said}")
}

#[tokio::test]
async fn a_default_that_is_not_there_and_an_empty_folder_are_told() {
    let place = ServerFolder::new();
    fs::create_dir(place.path("empty")).unwrap();
    let (code, told) = fails(&place, &["--catalogs", place.path("empty").to_str().unwrap()]).await;
    assert_eq!(code, Some(1));
    assert!(told.contains("no catalogue is in the folder"), "{told}");
    place.write("one.json", catalog("one", "One").as_bytes());
    let one = place.path("one.json");
    let (code, told) = fails(&place, &["--catalog", one.to_str().unwrap(), "--default", "two"]).await;
    assert_eq!(code, Some(1));
    assert!(told.contains("no catalogue has the id \"two\" of --default; there are one"), "{told}");
}

#[tokio::test]
async fn what_is_saved_is_served_at_once_and_what_is_broken_is_not() {
    let place = ServerFolder::new();
    place.write("one.json", catalog("one", "First").as_bytes());
    let mut server = Server::start_with(&place, &["--catalog", place.path("one.json").to_str().unwrap()]).await;
    let old = plans::source::read(&catalog("one", "First")).unwrap().parts().content.clone();
    assert!(title(&server).await.ends_with("First"));

    save(&place, "one.json", &catalog("one", "Second"));
    server.logged("serving one 2026-11 (").await;
    assert!(title(&server).await.ends_with("Second"));
    assert_eq!(server.healthy().await.json(), json!({"status": "ok", "warnings": []}));
    // A page that was opened before is still known.
    let mut body = request_of("one");
    body["catalog"]["content"] = json!(old);
    assert_eq!(server.post_json(&body).await.json()["checked"], true);

    save(&place, "one.json", "{");
    server.logged("one.json: served as it was before, since ").await;
    let warnings = server.healthy().await.json()["warnings"].clone();
    assert_eq!(warnings.as_array().unwrap().len(), 1, "{warnings}");
    assert!(warnings[0].as_str().unwrap().contains("the document is not JSON"), "{warnings}");
    assert!(title(&server).await.ends_with("Second"));

    save(&place, "one.json", &catalog("one", "Third").replace("\"1-99\"", "\"1-9\""));
    shows(&server, "Third").await;
    assert_eq!(server.healthy().await.json()["warnings"], json!([]));
}

#[tokio::test]
async fn sighup_leaves_the_catalogue_that_is_built_in_as_it_is() {
    let place = ServerFolder::new();
    let mut server = Server::start(&place).await;
    server.signal(Signal::HUP);
    server.logged("the catalogues are as they were").await;
    assert_eq!(server.healthy().await.json(), json!({"status": "ok", "warnings": []}));
}

#[tokio::test]
async fn sighup_reads_the_catalogues_again_and_a_folder_may_gain_and_lose_files() {
    let place = ServerFolder::new();
    place.write("all/one.json", catalog("one", "One").as_bytes());
    let mut server = Server::start_with(&place, &["--catalogs", place.path("all").to_str().unwrap()]).await;
    server.signal(Signal::HUP);
    server.logged("the catalogues are as they were").await;

    save(&place, "all/two.json", &catalog("two", "Two"));
    server.logged("), two 2026-11 (").await;
    assert_eq!(server.post_json(&request_of("two")).await.status, 201);

    // One that would take another's place is not served.
    save(&place, "all/three.json", &catalog("two", "Three"));
    server.logged("two.json: not served, since /id, line 1, column ").await;
    server.logged(": \"two\" is the id of another catalogue that is served").await;

    fs::remove_file(place.path("all/three.json")).unwrap();
    fs::remove_file(place.path("all/one.json")).unwrap();
    shows(&server, "Two").await;
    assert_eq!(server.stop().await.status.code(), Some(0));
}
