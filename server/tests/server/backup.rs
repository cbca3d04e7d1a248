//! Copies of the database, made while the server serves and put back while it does not.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};
use tokio::process::Command;

use crate::support::{BINARY, Server, ServerFolder, plan_request, within};

const DATABASE: &str = "data/plan-requests.db";

/// Runs a command on the database of a place: its exit code, what it prints, and its errors.
async fn run(place: &ServerFolder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(BINARY);
    command.env_clear().args(arguments).arg("--database").arg(place.path(DATABASE));
    let output = within(command.output()).await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

async fn works(place: &ServerFolder, arguments: &[&str]) -> String {
    let (code, out, error) = run(place, arguments).await;
    assert_eq!((code, error.as_str()), (Some(0), ""));
    out
}

async fn fails(place: &ServerFolder, arguments: &[&str]) -> String {
    let (code, out, error) = run(place, arguments).await;
    assert_eq!((code, out.as_str()), (Some(1), ""));
    error
}

async fn stored(server: &Server) -> String {
    let reply = server.post_json(&plan_request()).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json()["reference"].as_str().unwrap().to_owned()
}

async fn references(file: &Path) -> Vec<String> {
    let mut database = SqliteConnectOptions::new().filename(file).read_only(true).connect().await.unwrap();
    let whole: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut database).await.unwrap();
    assert_eq!(whole, "ok");
    sqlx::query_scalar("SELECT reference FROM plan_requests ORDER BY rowid").fetch_all(&mut database).await.unwrap()
}

/// The names in the folder of the database.
fn names(place: &ServerFolder) -> Vec<String> {
    let entries = fs::read_dir(place.path("data")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_backup_has_all_that_was_answered_while_requests_come() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    let copy = place.path("copy.db");
    let copy_name = copy.to_str().unwrap();

    let load = async {
        let mut answered = vec![first.clone()];
        for _ in 0..10 {
            answered.push(stored(&server).await);
        }
        answered
    };
    let arguments = ["backup", copy_name];
    let (said, answered) = tokio::join!(works(&place, &arguments), load);

    let copied = references(&copy).await;
    assert!(!copied.is_empty() && answered.starts_with(&copied), "{copied:?} {answered:?}");
    let requests = if copied.len() == 1 { "1 request".to_owned() } else { format!("{} requests", copied.len()) };
    let bytes = copy.metadata().unwrap().len();
    assert_eq!(said, format!("wrote {requests} to {copy_name} ({bytes} bytes)\n"));
    assert_eq!(copy.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(references(&place.path(DATABASE)).await, answered);
}

#[tokio::test]
async fn a_backup_overwrites_nothing_unless_it_is_told_to() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    stored(&server).await;
    place.write("copy.db", b"precious");
    let copy = place.path("copy.db");
    let copy_name = copy.to_str().unwrap();

    let said = fails(&place, &["backup", copy_name]).await;
    assert_eq!(said, format!("error: {copy_name} is there already; name another file, or say --force\n"));
    assert_eq!(fs::read(&copy).unwrap(), b"precious");
    works(&place, &["backup", copy_name, "--force"]).await;
    assert_eq!(references(&copy).await.len(), 1);

    let database = place.path(DATABASE);
    let said = fails(&place, &["backup", database.to_str().unwrap(), "--force"]).await;
    assert!(said.contains("is the database itself; name another file"), "{said}");
    let said = fails(&place, &["backup", "/nowhere/copy.db"]).await;
    assert!(said.starts_with("error: cannot write /nowhere/"), "{said}");
    let nothing = ServerFolder::with_file();
    let said = fails(&nothing, &["backup", copy_name, "--force"]).await;
    assert!(said.starts_with("error: there is no database at "), "{said}");
    assert!(!names(&place).iter().any(|name| name.contains("part")), "{:?}", names(&place));
}

#[tokio::test]
async fn a_restore_puts_a_copy_back_and_keeps_what_was_there() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    let copy = place.path("copy.db");
    let copy_name = copy.to_str().unwrap();
    works(&place, &["backup", copy_name]).await;
    let content = fs::read(&copy).unwrap();
    let second = stored(&server).await;

    let id = server.id();
    let said = fails(&place, &["restore", copy_name]).await;
    let expected = format!(
        "error: nothing is restored: a program has the database {} open (process {id}); stop the server first\n",
        place.path(DATABASE).display()
    );
    assert_eq!(said, expected);
    let third = stored(&server).await;
    // Its log is full, and goes with it.
    server.signal(rustix::process::Signal::KILL);
    server.ended().await;

    let said = works(&place, &["restore", copy_name]).await;
    let former = said.lines().last().unwrap().strip_prefix("the database of before is ").unwrap();
    assert!(said.starts_with(&format!("restored 1 request to {}\n", place.path(DATABASE).display())), "{said}");
    assert_eq!(fs::read(&copy).unwrap(), content, "the copy stays as it is");
    assert_eq!(references(Path::new(former)).await, [first.clone(), second, third]);
    assert_eq!(place.path(DATABASE).metadata().unwrap().permissions().mode() & 0o777, 0o600);

    let server = Server::start(&place).await;
    assert_eq!(references(&place.path(DATABASE)).await, std::slice::from_ref(&first));
    let fourth = stored(&server).await;
    server.stop().await;
    assert_eq!(references(&place.path(DATABASE)).await, [first, fourth]);

    // A place without a database has nothing to keep.
    let elsewhere = ServerFolder::with_file();
    let said = works(&elsewhere, &["restore", copy_name]).await;
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(names(&elsewhere), ["plan-requests.db"]);
}

#[tokio::test]
async fn nothing_is_restored_beside_a_server_whose_file_was_removed() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    let copy = place.path("copy.db");
    works(&place, &["backup", copy.to_str().unwrap()]).await;
    stored(&server).await;
    fs::remove_file(place.path(DATABASE)).unwrap();
    let before = names(&place);

    let said = fails(&place, &["restore", copy.to_str().unwrap()]).await;
    let expected = format!(
        "error: nothing is restored: a program has the database {} open (process {}); stop the server first\n",
        place.path(DATABASE).display(),
        server.id()
    );
    assert_eq!(said, expected);
    assert_eq!(names(&place), before);

    server.stop().await;
    let said = works(&place, &["restore", copy.to_str().unwrap()]).await;
    assert!(said.starts_with("restored 1 request to "), "{said}");
    let server = Server::start(&place).await;
    assert_eq!(references(&place.path(DATABASE)).await, [first]);
    drop(server);
}

#[tokio::test]
async fn what_is_no_whole_copy_is_not_restored() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let first = stored(&server).await;
    works(&place, &["backup", place.path("copy.db").to_str().unwrap()]).await;
    server.stop().await;
    let whole = fs::read(place.path("copy.db")).unwrap();
    let mut damaged = whole.clone();
    // Pages in the middle.
    let middle = damaged.len() / 2;
    damaged[middle..middle + 8192].fill(0xff);
    place.write("empty.db", b"");
    place.write("text.db", &b"not a database".repeat(100));
    place.write("half.db", &whole[..whole.len() / 2]);
    place.write("damaged.db", &damaged);
    let before = names(&place);

    for name in ["missing.db", "empty.db", "text.db", "half.db", "damaged.db"] {
        let said = fails(&place, &["restore", place.path(name).to_str().unwrap()]).await;
        assert!(said.starts_with("error: nothing is restored: ") && said.contains(name), "{said}");
        assert_eq!(names(&place), before, "{name}");
    }
    assert_eq!(references(&place.path(DATABASE)).await, [first]);

    // A copy of a newer program.
    let mut newer = SqliteConnectOptions::new().filename(place.path("copy.db")).connect().await.unwrap();
    let step = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, '', 1, x'00', 0)";
    newer.execute(step).await.unwrap();
    newer.close().await.unwrap();
    let (before, content) = (names(&place), fs::read(place.path(DATABASE)).unwrap());
    let said = fails(&place, &["restore", place.path("copy.db").to_str().unwrap()]).await;
    assert!(said.contains("of a newer program"), "{said}");
    assert_eq!((names(&place), fs::read(place.path(DATABASE)).unwrap()), (before, content));
}

#[tokio::test]
async fn a_log_beside_a_restored_copy_is_not_taken() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    let reader = place.reader().await;
    stored(&server).await;
    works(&place, &["backup", place.path("copy.db").to_str().unwrap()]).await;
    server.signal(rustix::process::Signal::KILL);
    server.ended().await;
    reader.close().await.unwrap();
    assert!(place.path("data/plan-requests.db-wal").metadata().unwrap().len() > 0);
    // By hand, and so without moving the log away.
    fs::copy(place.path("copy.db"), place.path(DATABASE)).unwrap();
    let output = within(crate::support::serve(&place).output()).await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("is not that of the database"), "{said}");
    // The way out that it tells.
    let said = works(&place, &["restore", place.path("copy.db").to_str().unwrap()]).await;
    assert!(said.contains("the database of before is "), "{said}");
    let server = Server::start(&place).await;
    assert_eq!(references(&place.path(DATABASE)).await.len(), 1);
    drop(server);
}

#[tokio::test]
async fn for_postgresql_its_own_programs_are_named() {
    for (verb, program) in [("backup", "pg_dump"), ("restore", "pg_restore")] {
        let mut command = Command::new(BINARY);
        command.env_clear().args([verb, "copy", "--database", "postgres://plans:canary@127.0.0.1:1/plans"]);
        let output = within(command.output()).await.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(said.contains(program) && !said.contains("canary"), "{said}");
    }
}
