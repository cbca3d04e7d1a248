//! `plan-server requests`: what operators do with stored requests, while a server serves.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::support::{BINARY, Server, ServerFolder, plan_request, within};

/// Runs `plan-server requests` on the database of a place; its exit code, standard output and standard error.
fn requests(place: &ServerFolder, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(BINARY);
    command.env_clear().arg("requests").args(arguments).arg("--database").arg(place.database_place());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Runs it where nothing goes wrong; what it prints.
#[track_caller]
fn printed(place: &ServerFolder, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = requests(place, arguments);
    assert_eq!(code, 0, "{arguments:?}: {stdout}{stderr}");
    stdout
}

#[track_caller]
fn json_of(place: &ServerFolder, arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(place, arguments)).unwrap()
}

/// Sends a request of a person for a plan; its reference.
async fn send(server: &Server, plan: &str, name: &str, email: &str) -> String {
    let mut request = plan_request();
    request["plan"] = plan.into();
    request["contact"] = json!({"name": name, "email": email, "company": format!("{name} & Co")});
    let answer = server.post_json(&request).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["reference"].as_str().unwrap().to_owned()
}

/// The references that a list has, in its order.
fn listed(place: &ServerFolder, filters: &[&str]) -> Vec<String> {
    let list = json_of(place, &[&["list", "--json"], filters].concat());
    let requests = list["requests"].as_array().unwrap();
    requests.iter().map(|request| request["reference"].as_str().unwrap().to_owned()).collect()
}

/// The cells of a table of comma-separated values.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn requests_are_listed_and_filtered_while_the_server_serves() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let ada = send(&server, "business", "Ada", "ada@one.example").await;
    let bob = send(&server, "plus", "Bob 100%_x", "bob@two.example").await;
    let eve = send(&server, "plus", "Eve", "eve@two.example").await;
    let mut database = place.database().await;
    let update = "UPDATE plan_requests SET campaign = '{\"utm_source\": \"Mailing\"}', suspect = '[\"honeypot\"]', \
                  received_at = '2026-01-05T10:00:00Z' WHERE reference = $1";
    sqlx::query(update).bind(&eve).execute(&mut database).await.unwrap();
    printed(&place, &["done", &bob]);

    for (filters, expected) in [
        (&[][..], vec![&bob, &ada, &eve]),
        (&["--plan", "plus"], vec![&bob, &eve]),
        (&["--catalog", "msa"], vec![&bob, &ada, &eve]),
        (&["--catalog", "other"], vec![]),
        (&["--state", "answered"], vec![&bob]),
        (&["--state", "new", "--plan", "plus"], vec![&eve]),
        (&["--text", "ONE.example"], vec![&ada]),
        (&["--text", "100%_"], vec![&bob]),
        (&["--text", "%"], vec![&bob]),
        (&["--text", "before noon"], vec![&bob, &ada, &eve]),
        (&["--text", &ada.to_lowercase().replace('-', " ")], vec![&ada]),
        (&["--campaign", "mailing"], vec![&eve]),
        (&["--campaign", "utm_source"], vec![]),
        (&["--suspect"], vec![&eve]),
        (&["--suspect=honeypot"], vec![&eve]),
        (&["--suspect=quick"], vec![]),
        (&["--suspect=false"], vec![&bob, &ada]),
        (&["--from", "2026-01-05", "--until", "2026-01-05"], vec![&eve]),
        (&["--until", "2026-01-05T10:00:00Z"], vec![]),
        (&["--from", "2026-01-06"], vec![&bob, &ada]),
        (&["--most", "1", "--skip", "1"], vec![&ada]),
    ] {
        let found = listed(&place, filters);
        // Two of the same second are in any order.
        if filters.contains(&"--most") || expected.len() < 2 {
            assert_eq!(found.len(), expected.len(), "{filters:?}");
        }
        let sorted = |mut references: Vec<String>| {
            references.sort();
            references
        };
        if !filters.contains(&"--most") {
            assert_eq!(sorted(found), sorted(expected.into_iter().cloned().collect()), "{filters:?}");
        }
    }

    let table = printed(&place, &["list"]);
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert!(lines[0].starts_with("REFERENCE") && lines[3].starts_with(&eve), "{table}");
    assert!(
        lines[3].contains("2026-01-05 10:00") && lines[3].contains("new? honeypot"),
        "suspect ones are marked: {table}"
    );
    assert_eq!(printed(&place, &["list", "--text", "nobody"]), "no requests\n");
    server.stop().await;
}

#[tokio::test]
async fn what_visitors_typed_cannot_move_the_cursor_and_a_table_fits_the_terminal() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let name = "Ada\u{202e}gnp \u{200b}and a name that is far longer than any column of any table";
    let reference = send(&server, "business", name, "ada@one.example").await;
    // Older versions kept what is refused today.
    let mut database = place.database().await;
    let update = "UPDATE plan_requests SET message = $1, company = $2";
    let update =
        sqlx::query(update).bind("\u{1b}]0;owned\u{7}\nsecond\u{9b}2J line").bind("\u{1b}[2J日本語日本語日本語");
    update.execute(&mut database).await.unwrap();

    for arguments in [&["list"][..], &["show", &reference]] {
        let text = printed(&place, arguments);
        let is_safe = |c: char| c == '\n' || !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c);
        assert!(text.chars().all(is_safe), "{text:?}");
        let wide =
            |line: &str| line.chars().map(|c| if c > '\u{2e80}' && c != '\u{fffd}' { 2 } else { 1 }).sum::<usize>();
        assert!(text.lines().all(|line| wide(line) <= 80), "{text}");
    }
    assert!(printed(&place, &["show", &reference]).contains("second"), "a message keeps its lines");
    server.stop().await;
}

#[tokio::test]
async fn a_request_is_shown_as_its_visitor_saw_it_by_a_catalogue_that_is_served_no_longer() {
    let place = ServerFolder::new();
    let msa = include_str!("../../../catalogs/msa.json");
    let older = msa.replace("MSA Business", "MSA Former Business");
    place.write("catalog.json", older.as_bytes());
    let path = place.path("catalog.json");
    let server = Server::start_with(&place, &["--catalog", path.to_str().unwrap()]).await;
    let reference = send(&server, "business", "Ada", "ada@one.example").await;
    server.stop().await;
    std::fs::remove_file(&path).unwrap();

    let shown = json_of(&place, &["show", &reference, "--json"]);
    assert_eq!(shown["told"]["plan"], "MSA Former Business");
    assert_eq!(shown["told"]["advice"], "Recommended: MSA Enterprise");
    assert!(shown["told"]["why"].as_str().unwrap().contains("health check"), "{shown}");
    assert_eq!(shown["told"]["answers"].as_array().unwrap().len(), 4);
    assert_eq!((&shown["name"], &shown["state"], &shown["events"]), (&json!("Ada"), &json!("new"), &json!([])));

    printed(&place, &["done", &reference, "--state", "won"]);
    let text = printed(&place, &["show", &reference]);
    for part in [
        "MSA Former Business",
        "Recommended: MSA Enterprise",
        "ada@one.example",
        "before noon.",
        "command line said: won",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.starts_with(&format!("{reference}  won\n")), "{text}");
}

#[tokio::test]
async fn what_became_of_a_request_is_recorded_once() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let reference = send(&server, "business", "Ada", "ada@one.example").await;

    assert_eq!(printed(&place, &["done", &reference]), format!("{reference} is answered\n"));
    let lower = reference.to_lowercase().replace('-', "");
    assert_eq!(json_of(&place, &["done", &lower, "--json"]), json!({"reference": reference, "state": "answered"}));
    assert_eq!(json_of(&place, &["done", &reference, "--state", "lost", "--json"])["state"], "lost");

    let shown = json_of(&place, &["show", &reference, "--json"]);
    let events: Vec<_> = shown["events"].as_array().unwrap().iter().map(|event| event["text"].clone()).collect();
    assert_eq!(events, ["answered", "lost"]);
    assert!(shown["events"].as_array().unwrap().iter().all(|event| event["by"] == "command line"), "{shown}");
    let audit = "SELECT by || ' ' || action || ' ' || detail FROM audit WHERE reference = $1 ORDER BY id";
    let audit: Vec<String> =
        sqlx::query_scalar(audit).bind(&reference).fetch_all(&mut place.database().await).await.unwrap();
    assert_eq!(audit, ["command line state-changed answered", "command line state-changed lost"]);
    server.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_told_with_the_way_out() {
    let place = ServerFolder::with_file();
    let (code, stdout, stderr) = requests(&place, &["list"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("there is no database at") && stderr.contains("--database"), "{stderr}");
    assert!(!place.path("data").exists(), "asking makes no database");

    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let reference = send(&server, "business", "Ada", "ada@one.example").await;
    let (all_but_last, last) = reference.split_at(reference.len() - 1);
    let typo = format!("{all_but_last}{}", if last == "2" { "3" } else { "2" });
    for verb in ["show", "done", "erase"] {
        let (code, stdout, stderr) = requests(&place, &[verb, "2222-2222-2222"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(
            stderr.starts_with("error: there is no request 2222-2222-2222; `plan-server requests list`"),
            "{stderr}"
        );
        let (code, _, stderr) = requests(&place, &[verb, &typo]);
        assert_eq!(code, 2);
        assert!(stderr.contains(&format!("did you mean {reference}?")), "{stderr}");
        let (code, _, stderr) = requests(&place, &[verb, "K7QM"]);
        assert_eq!(code, 2);
        assert!(stderr.contains("a reference is 12 characters"), "{stderr}");
    }
    let (code, _, stderr) = requests(&place, &["list", "--from", "yesterday"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("write a day, such as 2026-11-29"), "{stderr}");
    let (code, _, stderr) = requests(&place, &["export"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("--csv"), "{stderr}");
    let (code, _, stderr) = requests(&place, &["erase", "--email", "nobody@x.example", "--yes"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("there is no request of nobody@x.example"), "{stderr}");
    let (code, _, stderr) = requests(&place, &["erase", &reference]);
    assert_eq!(code, 1);
    assert!(stderr.contains("say --yes"), "{stderr}");
    assert_eq!(listed(&place, &[]), [reference], "nothing is erased that nobody agreed to");
    server.stop().await;
}

#[tokio::test]
async fn a_table_has_a_column_for_each_campaign_name_and_question_and_no_formula() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let ada = send(&server, "business", "=HYPERLINK(\"http://x\")", "ada@one.example").await;
    let bob = send(&server, "plus", "\u{ff1d}1+1", "bob@two.example").await;
    let mut database = place.database().await;
    let update = "UPDATE plan_requests SET campaign = '{\"utm_source\": \"+mail\", \"partner\": \"x, \\\"y\\\"\"}', \
                  message = $2, received_at = '2026-01-05T10:00:00Z' WHERE reference = $1";
    sqlx::query(update).bind(&bob).bind("one;=2\n@three").execute(&mut database).await.unwrap();

    let table = printed(&place, &["export", "--csv"]);
    let table = table.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(table.lines().next().unwrap().starts_with("reference,received_at,state,plan,"), "{table}");
    let rows = cells(table);
    let cell = |row: usize, column: &str| {
        let at = rows[0].iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}: {:?}", rows[0]));
        rows[row][at].as_str()
    };
    assert_eq!(rows.len(), 3, "{table}");
    assert_eq!((cell(1, "reference"), cell(2, "reference")), (bob.as_str(), ada.as_str()), "the oldest first");
    assert_eq!(cell(1, "name"), "'\u{ff1d}1+1");
    assert_eq!(cell(1, "message"), "one;'=2\n'@three");
    assert_eq!((cell(1, "campaign.utm_source"), cell(1, "campaign.partner")), ("'+mail", "x, \"y\""));
    assert_eq!((cell(2, "campaign.utm_source"), cell(2, "name")), ("", "'=HYPERLINK(\"http://x\")"));
    assert_eq!((cell(2, "answer.company-size"), cell(2, "answer.assurance")), ("100-499", "health-check"));
    assert_eq!((cell(2, "recommended"), cell(2, "fits"), cell(2, "state")), ("enterprise", "true", "new"));

    let file = place.path("requests.csv");
    let (code, stdout, stderr) =
        requests(&place, &["export", "--csv", file.to_str().unwrap(), "--no-bom", "--plan", "plus"]);
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
    assert!(stderr.starts_with("wrote 1 request to "), "{stderr}");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.starts_with("reference,"), "{written}");
    assert_eq!(cells(&written).len(), 2);
    let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&file).unwrap());
    assert_eq!(mode & 0o777, 0o600, "what is personal is its owner's alone");

    let lines: Vec<Value> =
        printed(&place, &["export", "--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&lines[0]["name"], &lines[0]["message"]),
        (&json!("\u{ff1d}1+1"), &json!("one;=2\n@three")),
        "as typed"
    );
    let exported = "SELECT detail FROM audit WHERE action = 'exported' ORDER BY id";
    let exported: Vec<String> = sqlx::query_scalar(exported).fetch_all(&mut database).await.unwrap();
    assert_eq!(exported, ["2", "1", "2"]);
    server.stop().await;
}

#[tokio::test]
async fn every_request_is_exported_once_however_many_there_are() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    send(&server, "business", "Ada", "ada@one.example").await;
    let copy = "
        INSERT INTO plan_requests (reference, received_at, plan, name, email, company, answers, page_catalog_version, fits,
            advice, catalog_id, catalog_version)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1203)
        SELECT 'R' || (10000000000 + i), '2026-01-05T10:00:00Z', 'plus', 'N', 'e@x.example', 'C', '{}', '1', 0, 'null', 'msa', '1' FROM n";
    sqlx::query(copy).execute(&mut place.database().await).await.unwrap();

    let rows = cells(&printed(&place, &["export", "--csv", "--no-bom"]));
    let mut references: Vec<_> = rows.iter().skip(1).map(|row| row[0].clone()).collect();
    references.sort();
    references.dedup();
    assert_eq!((rows.len(), references.len()), (1205, 1204));
    server.stop().await;
}

/// Which of these texts stand in the files of the database.
fn found_in_files(place: &ServerFolder, texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for suffix in ["", "-wal", "-shm"] {
        let Ok(bytes) = std::fs::read(place.path(&format!("data/plan-requests.db{suffix}"))) else { continue };
        let holds =
            |text: &String| bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()));
        found.extend(texts.iter().filter(|text| holds(text)).map(|text| format!("{text} in the file{suffix}")));
    }
    found
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_the_files() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let mut database = place.database().await;
    let canary = |field: &str| format!("CANARY{field}");
    let mut references = Vec::new();
    // Those of others in between, so that parts of the file are moved and split as in real life.
    for at in 0..60 {
        let (name, email) = if at % 6 == 0 {
            let email = format!("{}@gone.example", canary("address"));
            // Typed in another case each time.
            (canary("name"), if at % 12 == 0 { email.to_lowercase() } else { email })
        } else {
            (format!("Other {at}"), format!("other{at}@kept.example"))
        };
        let mut request = plan_request();
        request["contact"] = json!({"name": name, "email": email, "company": if at % 6 == 0 { canary("company") } else { "Kept".into() }});
        if at % 6 == 0 {
            // What was never served here is kept as it came.
            request["catalog"] = json!({"id": "msa", "version": canary("version"), "content": "00c0ffee00c0ffee"});
            request["message"] = format!("{} {}", canary("message"), "and more words ".repeat(at * 4)).into();
            request["answers"] = json!({(canary("question").to_lowercase()): canary("answer").to_lowercase()});
        }
        let answer = server.post_json(&request).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let reference = answer.json()["reference"].as_str().unwrap().to_owned();
        if at % 6 == 0 {
            for (column, value) in [
                ("campaign", json!({"utm_source": canary("campaign")}).to_string()),
                ("page_address", format!("https://{}.example/", canary("page"))),
                ("variant", canary("variant")),
                ("consent", canary("consent")),
                ("idempotency_key", format!("{}{at}", canary("key"))),
                ("reply", canary("reply")),
                ("page_content", canary("content")),
                ("changes", json!([{"detail": canary("change")}]).to_string()),
            ] {
                let update = format!("UPDATE plan_requests SET {column} = $1 WHERE reference = $2");
                let update = sqlx::query(sqlx::AssertSqlSafe(update)).bind(value).bind(&reference);
                update.execute(&mut database).await.unwrap();
            }
            let note = "INSERT INTO request_events (reference, at, by, kind, text) VALUES ($1, '2026-01-05T10:00:00Z', 'x', 'note', $2)";
            sqlx::query(note).bind(&reference).bind(canary("note")).execute(&mut database).await.unwrap();
            let message = "INSERT INTO outbox (id, reference, channel, target, created_at, due_at, last_error)
                VALUES ($1, $2, 'webhook', $3, '2026-01-05T10:00:00Z', '2099-01-05T10:00:00Z', $4)";
            let message = sqlx::query(message).bind(format!("msg_{at}")).bind(&reference).bind(canary("target"));
            message.bind(canary("error")).execute(&mut database).await.unwrap();
            references.push(reference.clone());
        }
        if at % 3 == 0 {
            printed(&place, &["done", &reference, "--state", if at % 2 == 0 { "answered" } else { "won" }]);
        }
    }
    let fields = [
        "name", "address", "company", "version", "content", "message", "question", "answer", "campaign", "page",
        "variant", "consent", "key", "reply", "change", "note", "target", "error",
    ];
    let canaries: Vec<_> = fields.iter().map(|field| canary(field)).collect();
    for canary in &canaries {
        assert!(!found_in_files(&place, std::slice::from_ref(canary)).is_empty(), "{canary} was there to be erased");
    }

    // One by its reference, the rest by the address, in a case of its own.
    assert_eq!(printed(&place, &["erase", &references[0], "--yes"]), "erased 1 request\n");
    let erased = json_of(&place, &["erase", "--email", " Canaryaddress@GONE.example ", "--yes", "--json"]);
    assert_eq!(erased, json!({"erased": 9}));

    assert_eq!(found_in_files(&place, &canaries), Vec::<String>::new());
    // The server may just write something of its own.
    let log = || std::fs::metadata(place.path("data/plan-requests.db-wal")).map_or(0, |file| file.len());
    within(async {
        while log() > 0 {
            sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    assert_eq!(listed(&place, &["--most", "100"]).len(), 50, "those of others are kept");
    for table in ["request_events", "outbox"] {
        let count =
            format!("SELECT count(*) FROM {table} WHERE reference NOT IN (SELECT reference FROM plan_requests)");
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&mut database).await.unwrap();
        assert_eq!(count, 0, "{table}");
    }
    let audit =
        "SELECT reference FROM audit WHERE action = 'erased' AND by = 'command line' AND detail IS NULL ORDER BY id";
    let audit: Vec<String> = sqlx::query_scalar(audit).fetch_all(&mut database).await.unwrap();
    assert_eq!(audit, references);
    // The server goes on with the file that was written anew.
    let after = send(&server, "plus", "After", "after@kept.example").await;
    assert!(listed(&place, &["--text", "after@kept.example"]).contains(&after));
    server.stop().await;
}

#[tokio::test]
async fn an_erasure_is_asked_for_on_a_terminal_and_a_closed_pipe_is_no_error() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    send(&server, "business", "Ada", "ada@one.example").await;
    let mut command = Command::new(BINARY);
    command.env_clear().args(["requests", "erase", "--email", "ada@one.example", "--database"]);
    command.arg(place.database_place()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // What is piped in is nobody's word.
    let _ = child.stdin.take().unwrap().write_all(b"yes\n");
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(1));
    assert_eq!(listed(&place, &[]).len(), 1);

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(BINARY);
    command.env_clear().args(["requests", "list", "--database"]).arg(place.database_place());
    let output = command.stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(1), Vec::new()));
    server.stop().await;
}
