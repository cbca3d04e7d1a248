//! `--keep-months`: old requests are erased with everything of them, and a wrong clock erases none.

use chrono::{Months, TimeDelta, Utc};
use sqlx::{Connection, Executor, Row};

use crate::database::postgres;
use crate::support::{Server, ServerFolder, plan_request};

/// Makes a stored request older, by months and days.
async fn make_older(place: &ServerFolder, reference: &str, months: u32, days: i64) {
    let received = Utc::now() - Months::new(months) - TimeDelta::days(days);
    let received = received.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let mut database = place.database().await;
    let update = sqlx::query("UPDATE plan_requests SET received_at = $1 WHERE reference = $2");
    assert_eq!(update.bind(received).bind(reference).execute(&mut database).await.unwrap().rows_affected(), 1);
    database.close().await.unwrap();
}

/// Sends a request of this person.
async fn sent(server: &Server, name: &str) -> String {
    let mut body = plan_request();
    body["contact"]["name"] = name.into();
    body["contact"]["email"] = format!("{name}@example.com").into();
    let reply = server.post_json(&body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json()["reference"].as_str().unwrap().to_owned()
}

async fn names(place: &ServerFolder) -> Vec<String> {
    let mut database = place.database().await;
    let rows = database.fetch_all("SELECT name FROM plan_requests ORDER BY name").await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Which of these texts stand in the files of the database.
fn left(place: &ServerFolder, canaries: &[&'static str]) -> Vec<&'static str> {
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(place.path("data")).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
    let holds = |canary: &&str| bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
    canaries.iter().copied().filter(holds).collect()
}

/// A place with requests of these people that are so many months, and a day, old.
async fn with_requests(people: &[(&'static str, u32)]) -> ServerFolder {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (name, months) in people {
        let reference = sent(&server, name).await;
        make_older(&place, &reference, *months, i64::from(*months > 0)).await;
    }
    server.stop().await;
    place
}

#[tokio::test]
async fn old_requests_are_erased_at_the_start_and_the_log_says_how_many_and_never_whose() {
    let people = [("oldest", 30), ("older", 24), ("younger", 23), ("youngest", 0)];
    let place = with_requests(&people).await;
    let mut server = Server::start(&place).await;
    let line = server.log_line("erased ").await;
    assert!(line.contains("erased 2 requests older than 24 months, as --keep-months says"), "{line}");
    assert_eq!(names(&place).await, ["younger", "youngest"]);
    let log = server.stop().await.log;
    assert!(!log.contains("oldest") && !log.contains("example.com"), "{log}");
    if postgres().is_none() {
        assert_eq!(left(&place, &["oldest", "older@", "younger", "youngest"]), ["younger", "youngest"]);
    }
    let mut database = place.database().await;
    let audit = database.fetch_all("SELECT by, action, reference, detail FROM audit").await.unwrap();
    let audit: Vec<(String, String, Option<String>, Option<String>)> =
        audit.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
    assert_eq!(audit, [("retention rule".to_owned(), "erased".to_owned(), None, Some("2".to_owned()))]);
}

#[tokio::test]
async fn how_long_requests_are_kept_is_the_operators_to_say() {
    for (months, kept) in [("0", &["a", "b", "c"][..]), ("7", &["b", "c"]), ("2", &["c"]), ("24", &["a", "b", "c"])] {
        let place = with_requests(&[("a", 7), ("b", 6), ("c", 0)]).await;
        let mut server = Server::start_with(&place, &["--keep-months", months, "--log-level", "info"]).await;
        if kept.len() < 3 {
            server.logged("as --keep-months says").await;
        }
        // What was sent later is stored after the look.
        sent(&server, "d").await;
        server.stop().await;
        assert_eq!(names(&place).await, [kept, &["d"]].concat(), "--keep-months {months}");
    }
}

#[tokio::test]
async fn a_clock_that_has_jumped_erases_nothing_and_the_log_says_so() {
    let place = with_requests(&[("a", 30), ("b", 0)]).await;
    // The last look lies years back: either the clock has jumped since, or the server was off.
    let mut database = place.database().await;
    database.execute("UPDATE retention SET seen_at = '2021-01-01T00:00:00Z'").await.unwrap();
    database.close().await.unwrap();
    for _ in 0..2 {
        let mut server = Server::start(&place).await;
        let line = server.log_line("no old requests are erased until ").await;
        assert!(line.contains("ERROR") && line.contains("the clock has jumped"), "{line}");
        server.stop().await;
        assert_eq!(names(&place).await, ["a", "b"]);
    }
    // It has gone on steadily for a week since.
    let mut database = place.database().await;
    let week = (Utc::now() - TimeDelta::days(7)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let update = sqlx::query("UPDATE retention SET steady_since = $1").bind(week);
    update.execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    let mut server = Server::start(&place).await;
    server.logged("erased 1 request ").await;
    server.stop().await;
    assert_eq!(names(&place).await, ["b"]);
}

#[tokio::test]
async fn a_request_of_the_future_stops_erasing_until_the_clock_is_right() {
    let place = with_requests(&[("a", 30), ("b", 0)]).await;
    let mut database = place.database().await;
    database.execute("UPDATE plan_requests SET received_at = '2200-01-01T00:00:00Z' WHERE name = 'b'").await.unwrap();
    database.close().await.unwrap();
    let mut server = Server::start(&place).await;
    let line = server.log_line("no old requests are erased: ").await;
    assert!(line.contains("2200-01-01") && line.contains("plan-server requests list --from "), "{line}");
    server.stop().await;
    assert_eq!(names(&place).await, ["a", "b"]);
}
