//! `/inbox/needs`: what people needed, as pictures, tables and files.

use std::collections::BTreeMap;
use std::process::Stdio;

use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::support::{BINARY, Reply, Server, ServerFolder, plan_request, send, within};

const PASSWORD: &str = "correct horse battery";

/// Whoever may see it, signed in.
struct Reader<'a> {
    server: &'a Server,
    client: Client,
    cookie: String,
}

impl<'a> Reader<'a> {
    async fn new(place: &ServerFolder, server: &'a Server) -> Self {
        let mut command = tokio::process::Command::new(BINARY);
        command.env_clear().args(["users", "add", "grace", "--role", "reader", "--database"]);
        command.arg(place.database_place()).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).await.unwrap();
        assert!(within(child.wait()).await.unwrap().success());
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        let mut reader = Self { server, client, cookie: String::new() };
        let form = reader.get("/inbox/sign-in").await;
        reader.take_cookie(&form);
        let page = Html::parse_document(&text(&form));
        let csrf = Selector::parse("[name=csrf]").unwrap();
        let csrf = page.select(&csrf).next().unwrap().attr("value").unwrap().to_owned();
        let fields = [("csrf", &*csrf), ("to", "inbox/needs"), ("name", "grace"), ("password", PASSWORD)];
        let request = reader.request(Method::POST, "/inbox/sign-in").form(&fields);
        let reply = send(request).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "../inbox/needs"), "{}", text(&reply));
        reader.take_cookie(&reply);
        reader
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.server.address)).header("cookie", &self.cookie)
    }

    fn take_cookie(&mut self, reply: &Reply) {
        let lines = reply.headers.get_all("set-cookie").iter();
        let cookies = lines.map(|line| line.to_str().unwrap().split(';').next().unwrap().to_owned());
        self.cookie = cookies.filter(|cookie| !cookie.ends_with('=')).collect::<Vec<_>>().join("; ");
    }

    async fn get(&self, path: &str) -> Reply {
        send(self.request(Method::GET, path)).await
    }

    async fn page(&self, query: &str) -> Page {
        let reply = self.get(&format!("/inbox/needs{query}")).await;
        assert_eq!(reply.status, 200, "{}", text(&reply));
        let page = Html::parse_document(&text(&reply));
        assert_eq!(page.errors, Vec::<String>::new());
        Page(page)
    }
}

struct Page(Html);

impl Page {
    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The words of the page, with single blanks between.
    fn text(&self) -> String {
        let main = self.all("main")[0].text().collect::<String>();
        main.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The cells of a figure's table: by name of row and of column.
    fn table(&self, figure: &str) -> BTreeMap<(String, String), u64> {
        let texts = |selector: &str| -> Vec<String> {
            self.all(&format!("#{figure} > .scroll {selector}")).iter().map(|cell| words(*cell)).collect()
        };
        let names: Vec<_> = texts("thead th.number");
        let mut cells = BTreeMap::new();
        for row in self.all(&format!("#{figure} > .scroll tbody tr")) {
            let of = |selector: &str| -> Vec<String> {
                row.select(&Selector::parse(selector).unwrap()).map(words).collect()
            };
            let name = of("td:not(.number):first-child, th").join(", ");
            for (column, number) in names.iter().zip(of("td.number")) {
                cells.insert((name.clone(), column.clone()), number.parse().unwrap());
            }
        }
        cells
    }

    /// What a figure's picture tells of each of its parts, by name of row and of column.
    fn picture(&self, figure: &str) -> BTreeMap<(String, String), u64> {
        let parts = self.all(&format!("#{figure} > svg rect title"));
        let part = |title: &ElementRef<'_>| {
            let told = title.text().collect::<String>();
            let (names, count) = told.rsplit_once(": ").unwrap();
            let (row, column) = names.rsplit_once(", ").unwrap();
            ((row.to_owned(), column.to_owned()), count.parse().unwrap())
        };
        parts.iter().map(part).collect()
    }
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sends a request, and has it received at an instant.
async fn received(place: &ServerFolder, server: &Server, at: &str, plan: &str, answers: Value) -> String {
    let mut request = plan_request();
    request["plan"] = plan.into();
    request["answers"] = answers;
    let reply = server.post_json(&request).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    let reference = reply.json()["reference"].as_str().unwrap().to_owned();
    let update =
        sqlx::query("UPDATE plan_requests SET received_at = $1 WHERE reference = $2").bind(at).bind(&reference);
    update.execute(&mut place.database().await).await.unwrap();
    reference
}

const RANGE: &str = "?catalog=msa&from=2026-W01&until=2026-W03";

/// Requests of two weeks, and some that are not counted.
async fn fill(place: &ServerFolder, server: &Server) {
    // Monday's first second, and Sunday's last.
    received(place, server, "2026-01-05T00:00:00Z", "plus", json!({"company-size": "100-499"})).await;
    received(
        place,
        server,
        "2026-01-11T23:59:59Z",
        "business",
        json!({"company-size": "100-499", "assurance": ["health-check", "review-call"]}),
    )
    .await;
    received(place, server, "2026-01-12T00:00:00Z", "plus", json!({"company-size": null, "remote-assistance": false}))
        .await;
    received(place, server, "2026-01-12T00:00:01Z", "start", json!({})).await;
    let suspect = received(place, server, "2026-01-12T08:00:00Z", "start", json!({})).await;
    let unchecked = received(place, server, "2026-01-12T09:00:00Z", "start", json!({})).await;
    received(place, server, "2026-03-01T09:00:00Z", "start", json!({})).await;
    let mut database = place.database().await;
    for (update, reference) in [
        ("UPDATE plan_requests SET suspect = '[\"honeypot\"]' WHERE reference = $1", suspect),
        (
            "UPDATE plan_requests SET checked = 0, catalog_content = NULL, advice = 'null' WHERE reference = $1",
            unchecked,
        ),
    ] {
        sqlx::query(update).bind(reference).execute(&mut database).await.unwrap();
    }
}

#[tokio::test]
async fn what_people_needed_is_counted_by_week_in_pictures_and_tables_that_say_the_same() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    fill(&place, &server).await;
    let reader = Reader::new(&place, &server).await;

    let page = reader.page(RANGE).await;

    let told = page.text();
    assert!(told.contains("4 requests counted, 2026-W01 to 2026-W03 (2025-12-29 to 2026-01-18)."), "{told}");
    assert!(
        told.contains("Left out: 1 that may be no person’s, and 1 of which the catalogue was not known here"),
        "{told}"
    );
    let asked = page.table("plans-asked-for");
    let cell = |row: &str, column: &str| asked[&(row.to_owned(), column.to_owned())];
    assert_eq!((cell("2026-W01", "Requests"), cell("2026-W02", "Requests"), cell("2026-W03", "Requests")), (0, 2, 2));
    assert_eq!(
        (cell("2026-W02", "MSA Plus"), cell("2026-W02", "MSA Business"), cell("2026-W03", "MSA Start")),
        (1, 1, 1)
    );
    let led = page.table("plans-recommended");
    let cell = |row: &str, column: &str| led[&(row.to_owned(), column.to_owned())];
    assert_eq!((cell("2026-W02", "MSA Plus"), cell("2026-W02", "MSA Enterprise")), (1, 1));
    assert_eq!(cell("2026-W03", "nothing answered"), 1, "a no is an answer: {led:?}");
    let answers = page.table("answers-and-plans-recommended");
    let size = ("How many people work there?, 100 to 499".to_owned(), "Requests".to_owned());
    assert_eq!(answers[&size], 2, "{answers:?}");
    let open = page.table("open-questions");
    let cell = |column: &str| open[&("How many people work there?".to_owned(), column.to_owned())];
    assert_eq!((cell("Asked"), cell("Not answered"), cell("Not sure")), (4, 1, 1));

    for figure in page.all("figure") {
        let id = figure.attr("id").unwrap();
        let mut table = page.table(id);
        table.retain(|(_, column), count| *count > 0 && column != "Requests" && column != "Asked");
        assert_eq!(page.picture(id), table, "{id}: the picture shows what the table says");
        assert!(!table.is_empty(), "{id}");
        for part in ["title", "desc"] {
            assert_eq!(page.all(&format!("#{id} > svg > {part}#{id}-{part}")).len(), 1, "{id}");
        }
        assert_eq!(
            page.all(&format!("#{id} > svg[role=img][aria-labelledby='{id}-title'][aria-describedby='{id}-desc']"))
                .len(),
            1
        );
    }
    assert_eq!(page.all("script, style, [style]").len(), 0, "the page's policy allows none");
    assert!(told.contains("A plan met every need in these weeks."), "{told}");
    server.stop().await;
}

#[tokio::test]
async fn an_address_chooses_the_weeks_and_says_what_is_wrong_with_it() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    fill(&place, &server).await;
    let reader = Reader::new(&place, &server).await;

    let page = reader.page("?catalog=msa&from=2026-W03&until=2026-W03").await;
    assert!(page.text().contains("2 requests counted"), "{}", page.text());
    assert_eq!(page.all("input[name=from]")[0].attr("value"), Some("2026-W03"));

    let page = reader.page("?catalog=none&from=soon").await;
    let alerts: Vec<_> = page.all("[role=alert]").into_iter().map(words).collect();
    assert_eq!(alerts.len(), 2, "{alerts:?}");
    assert!(
        alerts[0].contains("No catalogue is called “none”") && alerts[1].contains("“soon” is no week"),
        "{alerts:?}"
    );

    let page = reader.page("?from=2025-W01&until=2025-W02").await;
    assert!(page.text().contains("No request of these weeks is counted."), "{}", page.text());
    let all = page.all(".empty a")[0].attr("href").unwrap();
    assert_eq!(all, "?catalog=msa&from=2026-W02&until=2026-W09");
    assert!(reader.page(all).await.text().contains("5 requests counted"));
    assert_eq!(page.all("figure").len(), 0);
    server.stop().await;
}

#[tokio::test]
async fn every_figure_is_a_file_and_only_for_who_is_signed_in() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    fill(&place, &server).await;
    let reader = Reader::new(&place, &server).await;
    let page = reader.page(RANGE).await;

    for link in page.all("figure a[download]") {
        let address = link.attr("href").unwrap();
        let reply = reader.get(&format!("/inbox/{address}")).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("content-type")),
            (200, "text/csv; charset=utf-8"),
            "{address}"
        );
        assert!(reply.header("content-disposition").starts_with("attachment; filename=\"msa-"), "{address}");
        assert_eq!(reply.header("cache-control"), "no-store");
    }
    let reply = reader.get(&format!("/inbox/needs/csv{RANGE}&figure=plans-asked-for")).await;
    let lines = text(&reply);
    let lines: Vec<_> = lines.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "week,requests,Standard Support,MSA Start,MSA Plus,MSA Business,MSA Enterprise");
    assert_eq!(lines[1..], ["2026-W01,0,0,0,0,0,0", "2026-W02,2,0,0,1,1,0", "2026-W03,2,0,1,1,0,0"]);
    let reply = reader.get(&format!("/inbox/needs/csv{RANGE}&figure=open-questions")).await;
    assert!(text(&reply).contains("2026-W02,How many people work there?,2,0,0\r\n"), "{}", text(&reply));
    assert_eq!(reader.get("/inbox/needs/csv?figure=other").await.status, 404);

    for path in ["/inbox/needs", "/inbox/needs/csv?figure=open-questions"] {
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        let reply = send(client.get(format!("http://{}{path}", server.address))).await;
        assert_eq!(reply.status, 303, "{path}");
        assert!(reply.header("location").contains("sign-in"), "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn without_requests_the_page_says_so() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let reader = Reader::new(&place, &server).await;
    let page = reader.page("").await;
    let told = page.text();
    assert!(told.contains("0 requests counted") && told.contains("Once visitors ask for plans"), "{told}");
    assert_eq!(page.all("main h1").len(), 1);
    server.stop().await;
}
