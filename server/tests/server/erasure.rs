//! Erasing a person: from every table of either database, and while requests come.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor};

use crate::database::object;
use crate::support::{BINARY, Reply, Server, ServerFolder, plan_request, send, within};

/// Every table in which anything is kept.
const TABLES: [&str; 11] = [
    "plan_requests",
    "request_events",
    "outbox",
    "stopped_targets",
    "audit",
    "users",
    "sessions",
    "catalogs",
    "health",
    "spent_proofs",
    "retention",
];

/// Runs `plan-server requests`; its exit code, and what it prints.
async fn requests(place: &ServerFolder, arguments: &[&str]) -> (i32, String) {
    let mut command = tokio::process::Command::new(BINARY);
    command.env_clear().arg("requests").args(arguments).arg("--database").arg(place.database_place());
    let output = within(command.output()).await.unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

/// All that is stored, as text.
async fn everything(place: &ServerFolder) -> String {
    let mut database = place.database().await;
    let mut rows = Vec::new();
    for table in TABLES {
        let select = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}")));
        let found = select.fetch_all(&mut database).await.unwrap();
        rows.extend(found.iter().map(|row| format!("{table} {}", object(row, &[]))));
    }
    rows.join("\n").to_lowercase()
}

/// A key that is another one for each address, whatever letters it has.
fn digest(email: &str) -> usize {
    email.bytes().fold(7, |sum, byte| (sum * 31 + usize::from(byte)) % 1_000_000_007)
}

async fn sent(server: &Server, name: &str, email: &str) -> Reply {
    let mut body = plan_request();
    body["contact"] = json!({"name": name, "email": email, "company": format!("{name} company")});
    body["message"] = json!(format!("{name} message"));
    body["origin"] = json!({"campaign": {"utm_source": format!("{name} campaign")}, "page": "https://example.com/"});
    let reply = send(server.post().header("Idempotency-Key", format!("{name}-{}", digest(email))).json(&body)).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply
}

#[tokio::test]
async fn an_erased_person_is_in_no_table() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let mut references = Vec::new();
    for email in ["Zoë.ÄDA@canary.example", "zoË.äda@CANARY.example"] {
        let receipt = sent(&server, "canary", email).await.json();
        references.push(receipt["reference"].as_str().unwrap().to_owned());
    }
    let kept = sent(&server, "kept", "zoe.ada@kept.example").await.json();
    let mut database = place.database().await;
    for reference in &references {
        requests(&place, &["done", reference, "--state", "won"]).await;
        for statement in [
            "INSERT INTO request_events (reference, at, by, kind, text) VALUES ($1, '2026-01-05T10:00:00Z', 'x', 'note', 'canary note')",
            "INSERT INTO outbox (id, reference, channel, target, created_at, due_at, last_error)
                VALUES ('msg_' || $1, $1, 'webhook', 'x', '2026-01-05T10:00:00Z', '2099-01-05T10:00:00Z', 'canary')",
        ] {
            sqlx::query(statement).bind(reference).execute(&mut database).await.unwrap();
        }
    }
    let before = everything(&place).await;
    for said in ["canary company", "canary message", "canary campaign", "canary note", "canary-"] {
        assert!(before.contains(said), "{said} is there to be erased: {before}");
    }

    let erased = requests(&place, &["erase", "--yes", "--email", " ZOË.äda@canary.EXAMPLE"]).await;

    assert_eq!(erased, (0, "erased 2 requests\n".to_owned()));
    let after = everything(&place).await;
    let line = after.lines().find(|line| line.contains("canary"));
    assert!(line.is_none(), "{line:?}");
    for reference in references {
        let lines: Vec<_> = after.lines().filter(|line| line.contains(&reference.to_lowercase())).collect();
        assert!(lines.iter().all(|line| line.starts_with("audit ")) && lines.len() == 2, "{lines:?}");
    }
    assert!(after.contains("kept company"));
    let receipt = format!("/{}", kept["address"].as_str().unwrap());
    assert_eq!(server.get(&receipt).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_come_while_somebody_is_erased_are_stored_or_sent_away_for_a_moment() {
    let place = ServerFolder::new();
    let server = Arc::new(Server::start(&place).await);
    let done = Arc::new(AtomicBool::new(false));
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..4 {
        let (server, done) = (server.clone(), done.clone());
        clients.spawn(async move {
            let mut stored = 0;
            while !done.load(Ordering::Relaxed) {
                let mut body = plan_request();
                body["contact"]["email"] = format!("visitor{client}@example.com").into();
                let reply = server.post_json(&body).await;
                match reply.status.as_u16() {
                    201 => stored += 1,
                    503 => assert_eq!(reply.header("retry-after"), "5"),
                    _ => panic!("{reply:?}"),
                }
            }
            stored
        });
    }
    for round in 0..6 {
        let email = format!("gone{round}@example.com");
        sent(&server, "gone", &email).await;
        let erased = requests(&place, &["erase", "--yes", "--email", &email]).await;
        assert_eq!(erased, (0, "erased 1 request\n".to_owned()));
    }
    done.store(true, Ordering::Relaxed);
    let stored: usize = within(clients.join_all()).await.into_iter().sum();
    let left = place.rows().await;
    assert_eq!(left.len(), stored, "each that was acknowledged is there, once");
    let of_gone = |row: &&Value| row["email"].as_str().unwrap().starts_with("gone");
    assert_eq!(left.iter().filter(of_gone).count(), 0);
    // The server goes on.
    place.database().await.execute("SELECT 1").await.unwrap();
    sent(&server, "after", "after@example.com").await;
}
