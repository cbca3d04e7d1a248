//! `plan-server preview`: a catalogue while it is written.

use std::fs;
use std::pin::Pin;
use std::process::Stdio;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use reqwest::Method;
use rustix::process::Signal;
use serde_json::json;
use tokio::process::Command;

use crate::support::{BINARY, Reply, Server, ServerFolder, plan_request, send, within};

const MSA: &str = include_str!("../../../catalogs/msa.json");

fn place() -> ServerFolder {
    let place = ServerFolder::new();
    for (name, bytes) in bundle::testing::contents() {
        place.write(&format!("bundle/{name}"), &bytes);
    }
    place.write("offer.json", MSA.as_bytes());
    place
}

fn command(place: &ServerFolder) -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().arg("preview").arg(place.path("offer.json")).arg("--site").arg(place.path("bundle"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// Opens an address as a browser does.
async fn open(server: &Server, path: &str) -> Reply {
    let request = server.request(Method::GET, path).header("accept", "text/html,*/*").header("accept-encoding", "br");
    send(request).await
}

fn text(answer: &Reply) -> &str {
    std::str::from_utf8(&answer.body).unwrap()
}

/// The events of a preview, each the name of a content.
struct Events {
    parts: Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>,
    read: String,
}

impl Events {
    async fn of(server: &Server) -> Self {
        let answer = server.request(Method::GET, "/api/preview/events").send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self { parts: Box::pin(answer.bytes_stream()), read: String::new() }
    }

    async fn next(&mut self) -> String {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let data = event.strip_prefix("data:").map(|data| data.trim().to_owned());
                self.read = rest.to_owned();
                match data {
                    Some(data) => return data,
                    // What keeps the connection open.
                    None => continue,
                }
            }
            let part = within(self.parts.next()).await.expect("events go on").unwrap();
            self.read.push_str(std::str::from_utf8(&part).unwrap());
        }
    }

    async fn wait_for(&mut self, content: &str) {
        within(async { while self.next().await != content {} }).await;
    }
}

fn content(json: &str) -> String {
    plans::source::read(json).unwrap().parts().content.clone()
}

#[tokio::test]
async fn the_page_is_that_of_the_file_and_says_what_it_is() {
    let place = place();
    let server = Server::spawn(&mut command(&place)).await;
    assert!(server.address.starts_with("127.0.0.1:"));
    for path in ["/", "/msa/"] {
        let page = open(&server, path).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
        assert_eq!((page.header("etag"), page.header("content-encoding")), ("", ""));
        let html = text(&page);
        assert!(html.contains("<title>Which support plan fits?</title>"));
        assert!(html.contains("Preview of offer.json") && html.contains("kept in memory alone"), "{html}");
        assert!(html.contains("Without scripts, load this page again"));
        let (head, body) = html.split_once("</head>").unwrap();
        assert!(
            head.contains("src=\"/api/preview/preview.js\"") && body.contains("<script"),
            "it comes before the page's own"
        );
        assert!(page.header("content-security-policy").contains("script-src 'self'"));
    }
    for path in ["/api/preview/preview.js", "/api/preview/preview.css"] {
        assert_eq!(server.get(path).await.status, 200);
    }
    // All else is as it is served, and nothing of the preview is in it.
    for path in ["/embed.html", "/plan-configurator.html", "/plan-configurator.js", "/index.html"] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!text(&answer).contains("api/preview"), "{path}");
    }
    assert!(!text(&server.get("/plan-configurator-worker.js").await).contains("sha256-"), "no worker keeps the page");
    let stopped = server.stop().await;
    assert_eq!((stopped.status.code(), stopped.log.as_str()), (Some(0), ""));
    assert!(stopped.stdout.contains("offer.json: what you save is shown at once; requests are kept in memory alone"));
}

#[tokio::test]
async fn requests_are_answered_and_kept_nowhere() {
    let place = place();
    let before: Vec<_> = fs::read_dir(place.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let server = Server::spawn(command(&place).current_dir(place.path("."))).await;
    let mut body = plan_request();
    body["catalog"] = json!({"id": "msa", "version": "2026-11", "content": content(MSA)});
    let answer = server.post_json(&body).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["checked"]), (201, &json!(true)), "{answer:?}");
    open(&server, "/").await;
    server.stop().await;
    let mut after: Vec<_> = fs::read_dir(place.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    after.retain(|name| !before.contains(name));
    assert_eq!(after, [""; 0]);
}

#[tokio::test]
async fn what_is_saved_is_told_and_what_is_broken_leaves_the_page_with_its_problems() {
    let place = place();
    let mut server = Server::spawn(&mut command(&place)).await;
    let mut events = Events::of(&server).await;
    assert_eq!(events.next().await, content(MSA));

    let changed = MSA.replacen("Which support plan fits?", "Which one?", 1);
    place.write("offer.json", changed.as_bytes());
    events.wait_for(&content(&changed)).await;
    assert!(text(&open(&server, "/").await).contains("<title>Which one?</title>"));

    let broken = changed.replacen("\"kind\": \"response\"", "\"kind\": \"respnse\"", 1).replacen(
        "\"included\"",
        "\"<b>yes\"",
        1,
    );
    place.write("offer.json", broken.as_bytes());
    server.logged("offer.json has problems:\n/").await;
    assert_eq!(events.next().await, content(&changed), "the page stays");
    let page = open(&server, "/").await;
    let html = text(&page);
    assert!(html.contains("<title>Which one?</title>"));
    for said in ["Problems in offer.json: ", "as it was before", "respnse", "&lt;b&gt;yes", "data-part=\"row\""] {
        assert!(html.contains(said), "{said} is not in {}", html.split("id=\"preview\"").nth(1).unwrap());
    }
    let line = broken.lines().position(|line| line.contains("respnse")).unwrap() + 1;
    assert!(html.contains(&format!("<b>Line {line}</b>")));
    // A page that is open fetches the same.
    let panel = server.get("/api/preview/panel").await;
    assert!(html.contains(text(&panel)));

    fs::remove_file(place.path("offer.json")).unwrap();
    server.logged("offer.json cannot be read: ").await;
    assert!(text(&open(&server, "/").await).contains("No such file or directory"));

    place.write("offer.json", MSA.as_bytes());
    events.wait_for(&content(MSA)).await;
    let page = open(&server, "/").await;
    assert!(text(&page).contains("<title>Which support plan fits?</title>") && !text(&page).contains("Problems in"));
    server.signal(Signal::INT);
    assert_eq!(server.ended().await.status.code(), Some(0), "who follows it is not waited for");
}

#[tokio::test]
async fn a_file_that_is_broken_from_the_start_has_a_page_with_its_problems() {
    let place = place();
    place.write("offer.json", b"{\n  \"language\": \"de\",\n  \"id\": \"api\"\n}");
    let server = Server::spawn(&mut command(&place)).await;
    let mut events = Events::of(&server).await;
    assert_eq!(events.next().await, "none");
    for path in ["/", "/whatever"] {
        let page = open(&server, path).await;
        assert_eq!(page.status, 200);
        let html = text(&page);
        assert!(html.contains("<html lang=\"de\">") && html.contains("Fehler in offer.json: "), "{html}");
        assert!(
            html.contains("the field &quot;plans&quot; is missing; add it") && html.contains("<b>Zeile 1</b>"),
            "{html}"
        );
    }
    // An address of the server's own is no id here either.
    place.write("offer.json", MSA.replacen("\"msa\"", "\"api\"", 1).as_bytes());
    within(async { while !text(&open(&server, "/").await).contains("is an address of the server") {} }).await;
    place.write("offer.json", MSA.as_bytes());
    events.wait_for(&content(MSA)).await;
    assert!(text(&open(&server, "/").await).contains("<title>Which support plan fits?</title>"));
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told() {
    let place = place();
    fs::remove_file(place.path("offer.json")).unwrap();
    let output = within(command(&place).output()).await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("cannot read") && error.contains("offer.json"), "{error}");
}
