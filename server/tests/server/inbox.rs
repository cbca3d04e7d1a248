//! `/inbox`: who gets in, and what is seen and done there.

use std::process::Command;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::header::SET_COOKIE;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use sqlx::Executor;

use crate::database::ago;
use crate::support::{BINARY, Reply, Server, ServerFolder, plan_request, send, within};
use crate::terminal::run_on_terminal;

pub const PASSWORD: &str = "correct horse battery";
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Runs `plan-server users` with this on standard input; gives its exit code and what it printed.
pub async fn users(place: &ServerFolder, arguments: &[&str], input: &str) -> (i32, String) {
    let database = place.database_place();
    let mut command = tokio::process::Command::new(BINARY);
    command.env_clear().arg("users").args(arguments).arg("--database").arg(database);
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that asks for nothing may have ended already.
    tokio::io::AsyncWriteExt::write_all(&mut stdin, input.as_bytes()).await.ok();
    drop(stdin);
    let output = within(child.wait_with_output()).await.unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(told).unwrap())
}

/// A browser: it keeps the cookies of the inbox, and follows nothing by itself.
pub struct Browser<'a> {
    server: &'a Server,
    client: Client,
    cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    pub fn new(server: &'a Server) -> Self {
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { server, client, cookies: Vec::new() }
    }

    /// One in which somebody has signed in.
    pub async fn signed_in(server: &'a Server, name: &str) -> Self {
        let mut browser = Self::new(server);
        let reply = browser.sign_in(name, PASSWORD).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "../inbox"), "{}", text(&reply));
        browser
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("http://{}{path}", self.server.address));
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    pub async fn send(&mut self, request: RequestBuilder) -> Reply {
        let reply = send(request).await;
        for line in reply.headers.get_all(SET_COOKIE) {
            let (name, value) = line.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        reply
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    /// A page that is there, and sound.
    async fn page(&mut self, path: &str) -> Page {
        Page::read(&self.get(path).await, 200)
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// Sends a form with the token of this session.
    pub async fn act(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let csrf = self.page("/inbox").await.attribute("form [name=csrf]", "value");
        self.post(path, &[&[("csrf", &*csrf)], fields].concat()).await
    }

    /// Opens the form to sign in, fills it in and sends it.
    pub async fn sign_in(&mut self, name: &str, password: &str) -> Reply {
        self.sign_in_to("/inbox/sign-in", name, password).await
    }

    async fn sign_in_to(&mut self, address: &str, name: &str, password: &str) -> Reply {
        let reply = self.get(address).await;
        if reply.status == 303 {
            return reply;
        }
        let page = Page::read(&reply, 200);
        let (csrf, to) = (page.attribute("[name=csrf]", "value"), page.attribute("[name=to]", "value"));
        self.post("/inbox/sign-in", &[("csrf", &csrf), ("to", &to), ("name", name), ("password", password)]).await
    }

    pub fn cookie(&self, name: &str) -> String {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// A page of the inbox.
struct Page(Html);

impl Page {
    /// Reads an answer, and checks what holds for every page.
    #[track_caller]
    fn read(reply: &Reply, status: u16) -> Self {
        assert_eq!(reply.status.as_u16(), status, "{}", text(reply));
        for (name, expected) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("x-robots-tag", "noindex, nofollow"),
            ("content-security-policy", POLICY),
            ("referrer-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(reply.header(name), expected, "{name}");
        }
        assert!(!reply.headers.contains_key("access-control-allow-origin"));
        let page = Self(Html::parse_document(&text(reply)));
        assert_eq!(page.0.errors, Vec::<String>::new(), "{}", text(reply));
        for (selector, count) in [("html[lang]", 1), ("title", 1), ("main", 1), ("h1", 1)] {
            assert_eq!(page.all(selector).len(), count, "{selector}");
        }
        for never in
            ["script", "style", "img", "iframe", "svg", "[style]", "[onerror]", "[onload]", "[onclick]", "base"]
        {
            assert_eq!(page.all(never).len(), 0, "{never} in {}", text(reply));
        }
        let ids: Vec<_> = page.all("[id]").iter().map(|it| it.attr("id").unwrap().to_owned()).collect();
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "an id stands twice: {ids:?}");
        for control in page.all("input:not([type=hidden]), select, textarea") {
            let id = control.attr("id").unwrap();
            assert_eq!(page.all(&format!("label[for='{id}']")).len(), 1, "{}", control.html());
        }
        // Behind any prefix of a proxy's, addresses that begin with a slash would lead elsewhere.
        for (selector, attribute) in [("a", "href"), ("link", "href"), ("form", "action")] {
            for element in page.all(selector) {
                let address = element.attr(attribute).unwrap_or_default();
                assert!(!address.starts_with('/') && !address.contains("://"), "{}", element.html());
            }
        }
        for form in page.all("form[method=post]") {
            let csrf = Selector::parse("[name=csrf][value]").unwrap();
            assert_eq!(form.select(&csrf).count(), 1, "{}", form.html());
        }
        page
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    #[track_caller]
    fn attribute(&self, selector: &str, name: &str) -> String {
        let found = self.all(selector).first().and_then(|element| element.attr(name)).map(str::to_owned);
        found.unwrap_or_else(|| panic!("no {selector} has {name}: {}", self.0.html()))
    }

    /// The texts of the elements that a selector finds.
    fn texts(&self, selector: &str) -> Vec<String> {
        let words = |element: &ElementRef<'_>| {
            element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        self.all(selector).iter().map(words).collect()
    }

    fn words(&self) -> String {
        self.texts("main").join(" ")
    }

    #[track_caller]
    fn says(&self, text: &str) {
        assert!(self.words().contains(text), "{text} is not in {}", self.words());
    }

    /// Who stands in the list, in order.
    fn names(&self) -> Vec<String> {
        self.texts("tbody a.whole")
    }
}

fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

/// A place with a server, and two users: ada, an editor, and rita, a reader.
async fn with_users() -> (ServerFolder, Server) {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (name, role) in [("ada", "editor"), ("rita", "reader")] {
        let added = users(&place, &["add", name, "--role", role], PASSWORD).await;
        assert_eq!(added, (0, format!("added {name} ({role})\n")));
    }
    (place, server)
}

/// The reference of a request that is sent with other fields.
async fn sent(server: &Server, changes: Value) -> String {
    let mut request = plan_request();
    for (name, value) in changes.as_object().unwrap() {
        match (name.as_str(), request["contact"].get(name)) {
            (_, Some(_)) => request["contact"][name] = value.clone(),
            _ => request[name] = value.clone(),
        }
    }
    let reply = server.post_json(&request).await;
    assert_eq!(reply.status, 201, "{}", text(&reply));
    reply.json()["reference"].as_str().unwrap().to_owned()
}

async fn audit(place: &ServerFolder) -> Vec<String> {
    let select = "SELECT by || ' ' || action || ' ' || coalesce(reference, '') || ' ' || coalesce(detail, '') FROM audit ORDER BY id";
    let lines: Vec<String> = sqlx::query_scalar(select).fetch_all(&mut place.database().await).await.unwrap();
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Waits until the audit log holds a line so many times: failures are kept once they are answered.
async fn audited(place: &ServerFolder, line: &str, times: usize) {
    within(async {
        while audit(place).await.iter().filter(|known| *known == line).count() < times {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_there_until_a_user_is_added_and_once_the_last_is_removed() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let nothing = server.get("/nothing").await;
    // Each answer has an id of its own.
    let problem = |reply: &Reply| {
        let mut problem = reply.json();
        problem.as_object_mut().unwrap().remove("request");
        problem
    };
    let is_off = async || {
        for path in ["/inbox", "/inbox/", "/inbox/sign-in", "/inbox/style.css", "/inbox/audit", "/inbox/K7QM-4XWD-9TPC"]
        {
            let reply = server.get(path).await;
            assert_eq!((reply.status, problem(&reply)), (nothing.status, problem(&nothing)), "{path}");
            assert_eq!(reply.header("content-security-policy"), nothing.header("content-security-policy"));
        }
        let posted = send(server.request(Method::POST, "/inbox/sign-in").form(&[("name", "ada")])).await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND);
    };
    is_off().await;

    assert_eq!(users(&place, &["add", "ada"], PASSWORD).await, (0, "added ada (editor)\n".to_owned()));
    let mut browser = Browser::new(&server);
    let reply = browser.get("/inbox").await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "inbox/sign-in"));
    assert_eq!(reply.header("cache-control"), "no-store");
    let style = browser.get("/inbox/style.css").await;
    assert_eq!((style.status.as_u16(), style.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(browser.get("/inbox/").await.header("location"), "../inbox");

    assert_eq!(users(&place, &["remove", "ada"], "").await.0, 0);
    is_off().await;
}

#[tokio::test]
async fn users_are_added_listed_given_another_password_and_removed() {
    let (code, told) = users(&ServerFolder::with_file(), &["list"], "").await;
    assert_eq!(code, 1);
    assert!(told.contains("there is no database at") && told.contains("--database"), "{told}");
    let place = ServerFolder::new();
    Server::start(&place).await.stop().await;

    let short = users(&place, &["add", "ada"], "elevenchars\n").await;
    let way_out = "a few words that nobody would guess are easy to keep";
    let expected = format!("error: the password has 11 characters and needs 12 or more; {way_out}\n");
    assert_eq!(short, (1, expected));
    assert_eq!(users(&place, &["list"], "").await, (0, String::new()));
    assert_eq!(users(&place, &["add", " Ada "], &format!("{PASSWORD}\n")).await.0, 0);
    let (code, told) = users(&place, &["add", "ADA"], PASSWORD).await;
    assert!(code == 1 && told.contains("there is a user ada already"), "{told}");
    let (code, told) = users(&place, &["add", "ada lovelace"], PASSWORD).await;
    assert!(code == 2 && told.contains("a name is 1 to 64 of the letters"), "{told}");
    let (_, told) = users(&place, &["list"], "").await;
    assert!(told.starts_with("ada\teditor\t20") && told.lines().count() == 1, "{told}");
    for arguments in [["password", "nobody"], ["remove", "nobody"]] {
        let (code, told) = users(&place, &arguments, PASSWORD).await;
        assert_eq!((code, &*told), (2, "error: no user is called nobody; `plan-server users list` names all\n"));
    }
    assert_eq!(users(&place, &["password", "ada"], "another good password").await.0, 0);
    assert_eq!(users(&place, &["remove", "ada"], "").await, (0, "removed ada, whose sessions have ended\n".to_owned()));
    let expected = ["user-added  ada, editor", "password-changed  ada", "user-removed  ada"];
    assert_eq!(audit(&place).await, expected.map(|line| format!("command line {line}")));

    let hash = "SELECT password_hash FROM users";
    assert_eq!(users(&place, &["add", "bob", "--role", "reader"], PASSWORD).await.0, 0);
    let hash: String = sqlx::query_scalar(hash).fetch_one(&mut place.database().await).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
}

#[tokio::test]
async fn one_client_tries_so_many_passwords_and_others_sign_in_meanwhile() {
    let (place, server) = with_users().await;
    server.stop().await;
    // After a minute, a further one is looked at.
    let arguments = ["--trusted-proxy", "127.0.0.1", "--rate-per-client", "1"];
    let server = Server::start_with(&place, &arguments).await;
    let mut browser = Browser::new(&server);
    let csrf = Page::read(&browser.get("/inbox/sign-in").await, 200).attribute("[name=csrf]", "value");
    let attempt = |browser: &Browser<'_>, address: &str, password: &str| {
        let fields = [("csrf", &*csrf), ("to", ""), ("name", "ada"), ("password", password)];
        browser.request(Method::POST, "/inbox/sign-in").header("X-Forwarded-For", address).form(&fields)
    };
    for (password, status) in [("wrong", 403), (PASSWORD, 429)] {
        let reply = browser.send(attempt(&browser, "203.0.113.9", password)).await;
        assert_eq!(reply.status, status, "{}", text(&reply));
        if status == 429 {
            assert!((1..=60).contains(&reply.header("retry-after").parse::<u64>().unwrap()));
            Page::read(&reply, 429).says("There were too many attempts. Try again in a minute.");
        }
    }
    assert_eq!(browser.send(attempt(&browser, "203.0.113.10", PASSWORD)).await.status, 303);
}

/// Adds a user on a terminal; gives the exit code and what stood there.
fn add_on_terminal(place: &ServerFolder, answers: &[&str]) -> (i32, String) {
    let mut command = Command::new(BINARY);
    command.env_clear().args(["users", "add", "ada", "--database"]).arg(place.database_place());
    // An error has a colon, too.
    run_on_terminal(command, &["Password: ", "again: "], answers)
}

#[tokio::test]
async fn a_password_is_typed_twice_on_a_terminal_and_never_shown() {
    let place = ServerFolder::new();
    Server::start(&place).await.stop().await;
    let shown = |code, told: &str| (code, told.to_owned());
    let differ = add_on_terminal(&place, &[PASSWORD, "correct horse batterz"]);
    let asked = "Password: \r\nThe same again: \r\n";
    assert_eq!(differ, shown(1, &format!("{asked}error: the two are not the same; run the command again\r\n")));
    assert_eq!(add_on_terminal(&place, &[PASSWORD, PASSWORD]), shown(0, &format!("{asked}added ada (editor)\r\n")));
}

#[tokio::test]
async fn one_signs_in_and_out_and_the_cookie_is_for_the_browser_alone() {
    let (place, server) = with_users().await;
    let mut browser = Browser::new(&server);
    let form = browser.page("/inbox/sign-in").await;
    assert_eq!(form.attribute("#password", "type"), "password");
    assert_eq!(form.attribute("#password", "autocomplete"), "current-password");
    assert_eq!(form.attribute("form", "action"), "../inbox/sign-in");

    let reply = browser.sign_in(" ADA ", PASSWORD).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "../inbox"));
    let token = browser.cookie("inbox");
    assert_eq!(token.len(), 43, "256 bits");
    // Without a path, the browser sends it to the folder of the address that set it, whatever a proxy puts before that.
    assert_eq!(reply.header("set-cookie"), format!("inbox={token}; HttpOnly; Secure; SameSite=Lax"));
    let stored = "SELECT count(*) FROM sessions WHERE token_hash = $1 OR \"user\" = $2 AND csrf = $3";
    let stored = sqlx::query_scalar::<_, i64>(stored).bind(&token).bind(&token).bind(&token);
    assert_eq!(stored.fetch_one(&mut place.database().await).await.unwrap(), 0, "only a hash is stored");

    let page = browser.page("/inbox").await;
    assert_eq!(page.texts("nav[aria-label=Inbox] a"), ["Requests", "Needs", "Audit"]);
    assert_eq!(page.texts("nav [aria-current=page]"), ["Requests"]);
    assert!(page.texts("header").join("").contains("ada (editor)"));
    assert_eq!(browser.get("/inbox/sign-in").await.header("location"), "../inbox", "one is signed in already");

    let reply = browser.act("/inbox/sign-out", &[]).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "../inbox/sign-in"));
    assert_eq!(browser.cookie("inbox"), "");
    browser.cookies.push(("inbox".to_owned(), token));
    assert_eq!(browser.get("/inbox").await.status, 303, "the session itself is over");
    browser.page("/inbox/sign-in").await.says("Your session has ended.");
    assert_eq!(audit(&place).await[2..], ["ada signed-in", "ada signed-out"]);
}

#[tokio::test]
async fn each_sign_in_begins_a_session_of_its_own_and_what_a_browser_brings_is_none() {
    let (place, server) = with_users().await;
    let mut browser = Browser::new(&server);
    let brought = "A".repeat(43);
    browser.cookies.push(("inbox".to_owned(), brought.clone()));
    browser.sign_in("ada", PASSWORD).await;
    let first = browser.cookie("inbox");
    assert_ne!(first, brought);
    // Another sign-in in the same browser, as by a page that was open before.
    let csrf = browser.cookie("inbox-form");
    let fields = [("csrf", &*csrf), ("name", "ada"), ("password", PASSWORD)];
    assert_eq!(browser.post("/inbox/sign-in", &fields).await.status, 303);
    assert_ne!(browser.cookie("inbox"), first);

    let mut other = Browser::new(&server);
    for (token, status) in [(brought, 303), (first, 303), (browser.cookie("inbox"), 200)] {
        other.cookies = vec![("inbox".to_owned(), token)];
        assert_eq!(other.get("/inbox").await.status.as_u16(), status);
    }

    let mut rita = Browser::signed_in(&server, "rita").await;
    assert_eq!(users(&place, &["password", "ada"], "another good password").await.0, 0);
    assert_eq!(browser.get("/inbox").await.status, 303, "another password ends all sessions");
    assert_eq!(rita.get("/inbox").await.status, 200, "of that user alone");
    assert_eq!(users(&place, &["remove", "rita"], "").await.0, 0);
    assert_eq!(rita.get("/inbox").await.status, 303);
    Page::read(&Browser::new(&server).sign_in("ada", PASSWORD).await, 403)
        .says("The name or the password is not right.");
}

#[tokio::test]
async fn five_failures_lock_a_name_whether_a_user_has_it_or_not() {
    let (place, server) = with_users().await;
    for name in ["ada", "nobody", "No <b>name</b> at all"] {
        let mut browser = Browser::new(&server);
        for _ in 0..5 {
            let page = Page::read(&browser.sign_in(name, "wrong").await, 403);
            assert_eq!(page.texts("[role=alert]"), ["The name or the password is not right."]);
            assert_eq!(page.attribute("#name", "value"), name, "what was typed stays");
            assert_eq!(page.all("#password[value]").len(), 0, "but for the password");
        }
        // Now the right one is not looked at either.
        let reply = browser.sign_in(name, PASSWORD).await;
        let page = Page::read(&reply, 429);
        let words = "There were too many attempts with this name. Try again in 1 minute, or ask whoever runs the server for another password.";
        assert_eq!(page.texts("[role=alert]"), [words]);
        assert!((1..=60).contains(&reply.header("retry-after").parse().unwrap()), "{:?}", reply.headers);
    }
    audited(&place, "ada sign-in-failed", 5).await;
    let audit = audit(&place).await;
    assert_eq!(audit.iter().filter(|line| line.starts_with("ada locked-out  until 20")).count(), 1, "{audit:?}");
    assert!(!audit.iter().any(|line| line.contains("nobody") || line.contains("name")), "{audit:?}");
    assert!(users(&place, &["list"], "").await.1.contains("\tlocked until 20"));
    Browser::signed_in(&server, "rita").await;
    let log = server.stop().await.log;
    // Numbers of requests, in hexadecimal digits, may hold these letters.
    let mut words = log.split(|c: char| !c.is_alphanumeric());
    assert!(words.all(|word| !["ada", "nobody"].contains(&word)), "{log}");

    // A minute may have passed by now.
    let lock = sqlx::query("UPDATE users SET locked_until = $1 WHERE name = 'ada' AND locked_until IS NOT NULL");
    let locked = lock
        .bind(crate::database::ago(-chrono::TimeDelta::hours(1)))
        .execute(&mut place.database().await)
        .await
        .unwrap();
    assert_eq!(locked.rows_affected(), 1);
    let server = Server::start(&place).await;
    let reply = Browser::new(&server).sign_in("ada", PASSWORD).await;
    assert_eq!(reply.status, 429, "a restart does not unlock");
    assert_eq!(users(&place, &["password", "ada"], PASSWORD).await.0, 0);
    Browser::signed_in(&server, "ada").await;
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_back_to_where_they_wanted_to_go_and_never_elsewhere() {
    let (_place, server) = with_users().await;
    let mut browser = Browser::new(&server);
    for (path, to) in [
        ("/inbox?state=new&text=a+b", "inbox/sign-in?to=inbox%3Fstate%3Dnew%26text%3Da%2Bb"),
        ("/inbox/audit?page=2", "../inbox/sign-in?to=inbox%2Faudit%3Fpage%3D2"),
        ("/inbox/K7QM-4XWD-9TPC", "../inbox/sign-in?to=inbox%2FK7QM-4XWD-9TPC"),
        ("/inbox/K7QM-4XWD-9TPC/erase", "../../inbox/sign-in?to=inbox%2FK7QM-4XWD-9TPC%2Ferase"),
    ] {
        let reply = browser.get(path).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, to), "{path}");
        let address = format!("/{}", to.trim_start_matches("../"));
        let reply = Browser::new(&server).sign_in_to(&address, "ada", PASSWORD).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, &*format!("..{path}")));
    }
    for to in [
        "https://elsewhere.example",
        "//elsewhere.example",
        "inbox//elsewhere.example",
        "inbox/../../x",
        "\\\\x",
        "javascript:x",
    ] {
        let query = reqwest::Url::parse_with_params("http://a/inbox/sign-in", [("to", to)]).unwrap();
        let address = format!("/inbox/sign-in?{}", query.query().unwrap());
        let reply = Browser::new(&server).sign_in_to(&address, "ada", PASSWORD).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "../inbox"), "{to}");
    }
}

#[tokio::test]
async fn a_form_of_another_site_or_of_another_session_changes_nothing() {
    let (place, server) = with_users().await;
    let reference = sent(&server, json!({})).await;
    let mut browser = Browser::signed_in(&server, "ada").await;
    let csrf = browser.page("/inbox").await.attribute("form [name=csrf]", "value");
    let before = audit(&place).await;
    let forms: [(&str, (&str, &str)); 5] = [
        ("state", ("state", "won")),
        ("notes", ("note", "A note")),
        ("erase", ("a", "b")),
        ("../export", ("a", "b")),
        ("../sign-out", ("a", "b")),
    ];
    for (act, field) in forms {
        let path = match act.strip_prefix("../") {
            Some(act) => format!("/inbox/{act}"),
            None => format!("/inbox/{reference}/{act}"),
        };
        for token in [&[][..], &[("csrf", "")], &[("csrf", "A")], &[("csrf", &*browser.cookie("inbox-form"))]] {
            let fields = [token, &[field]].concat();
            let request = browser.request(Method::POST, &path).form(&fields);
            Page::read(&browser.send(request).await, 403);
        }
        let with_token = [("csrf", &*csrf), field];
        for (header, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://elsewhere.example"),
            ("origin", "null"),
        ] {
            let request = browser.request(Method::POST, &path).header(header, value).form(&with_token);
            Page::read(&browser.send(request).await, 403).says("another site");
        }
        let json = browser.request(Method::POST, &path).json(&json!({"csrf": csrf}));
        Page::read(&browser.send(json).await, 415);
    }
    assert_eq!(audit(&place).await, before);
    let count: i64 =
        sqlx::query_scalar("SELECT count(*) FROM request_events").fetch_one(&mut place.database().await).await.unwrap();
    assert_eq!(count, 0);

    let mut stranger = Browser::new(&server);
    let fields = [("name", "ada"), ("password", PASSWORD)];
    Page::read(&stranger.post("/inbox/sign-in", &fields).await, 403).says("Your browser did not send the cookie");
    let request = stranger.request(Method::POST, "/inbox/sign-in").header("sec-fetch-site", "cross-site").form(&fields);
    Page::read(&stranger.send(request).await, 403).says("another site");
}

#[tokio::test]
async fn a_reader_sees_all_and_changes_nothing() {
    let (place, server) = with_users().await;
    let reference = sent(&server, json!({})).await;
    let mut rita = Browser::signed_in(&server, "rita").await;
    let list = rita.page("/inbox").await;
    assert_eq!(list.texts("nav[aria-label=Inbox] a"), ["Requests", "Needs"]);
    let page = rita.page(&format!("/inbox/{reference}")).await;
    page.says("Please call before noon.");
    assert_eq!(page.texts("main button, main textarea, main .button--danger"), Vec::<String>::new());
    Page::read(&rita.get("/inbox/audit").await, 403).says("Readers change nothing");
    Page::read(&rita.get(&format!("/inbox/{reference}/erase")).await, 403);
    for (act, field) in [("state", ("state", "won")), ("notes", ("note", "A note")), ("erase", ("a", "b"))] {
        Page::read(&rita.act(&format!("/inbox/{reference}/{act}"), &[field]).await, 403).says("Readers change nothing");
    }
    let page = rita.page(&format!("/inbox/{reference}")).await;
    assert_eq!(page.texts(".title .badge"), ["New"]);
    page.says("Nothing was done with it yet.");
    assert_eq!(rita.act("/inbox/export", &[]).await.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(audit(&place).await[2..], ["rita signed-in", "rita exported  1"]);
}

#[tokio::test]
async fn a_request_is_told_as_its_requester_saw_it_and_worked_with() {
    let (place, server) = with_users().await;
    let origin =
        json!({"campaign": {"utm_source": "newsletter"}, "page": "https://www.example.com/plans", "variant": "b"});
    let content = server.get("/catalog.json").await;
    assert!(content.status == 404 || content.status == 200);
    let reference =
        sent(&server, json!({"origin": origin, "catalog": {"id": "msa", "version": "2026-11", "language": "en"}}))
            .await;
    let mut browser = Browser::signed_in(&server, "ada").await;
    let address = format!("/inbox/{reference}");
    let page = browser.page(&address).await;
    assert_eq!(page.texts("h1"), ["Ada Lovelace, Analytical Engines"]);
    for text in [
        &*reference,
        "MSA Business",
        "Please call before noon.",
        "How many people work there?",
        "100 to 499",
        "newsletter",
        "https://www.example.com/plans",
        "ada@analytical.example",
    ] {
        page.says(text);
    }
    let mail = page.attribute("a[href^='mailto:']", "href");
    assert_eq!(
        mail,
        format!("mailto:ada@analytical%2Eexample?subject=Your%20request%20{}", reference.replace('-', "%2D"))
    );
    let link = page.attribute("a[rel=noreferrer]", "href");
    assert!(link.starts_with("../?lang=en#v1;") && link.contains("sev1-hours=always"), "{link}");

    // A state, undone, and set again.
    let reply = browser.act(&format!("{address}/state"), &[("state", "won")]).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, &*format!("../{reference}?was=new")));
    let page = browser.page(&format!("{address}?was=new")).await;
    assert_eq!(page.texts("[role=status] p"), ["The state is Won now; it was New."]);
    assert_eq!(page.attribute("[role=status] button", "value"), "new");
    assert_eq!(page.texts(".choices [aria-pressed=true]"), ["Won"]);
    page.says("Set by ada");
    browser.act(&format!("{address}/state"), &[("state", "new")]).await;
    assert_eq!(browser.page(&format!("{address}?was=won")).await.texts(".title .badge"), ["New"]);
    Page::read(&browser.act(&format!("{address}/state"), &[("state", "sold")]).await, 422);

    // A note, as it was typed.
    let note = "Called her.\r\n  She <b>thinks</b> it over, \u{5e9}\u{5dc}\u{5d5}\u{5dd}";
    let reply = browser.act(&format!("{address}/notes"), &[("note", note)]).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, &*format!("../{reference}?noted=yes")));
    let page = browser.page(&format!("{address}?noted=yes")).await;
    assert_eq!(page.texts("[role=status]"), ["The note is added."]);
    let notes: Vec<String> = page.all(".history p[dir=auto]").iter().map(|it| it.text().collect()).collect();
    assert_eq!(notes, [note.replace("\r\n", "\n")]);
    assert_eq!(page.texts(".history li > p:not(.soft)").len(), 3, "the note, and the states before it");
    for (typed, why) in
        [("  ".to_owned(), "The note is empty."), ("ä".repeat(5001), "has 5001 characters and may have 5000")]
    {
        let page = Page::read(&browser.act(&format!("{address}/notes"), &[("note", &typed)]).await, 422);
        page.says(why);
        assert_eq!(page.texts("textarea").join(""), typed.trim(), "nothing typed is lost");
    }
    let audit = audit(&place).await;
    let expected = ["state-changed", "state-changed", "note-added"];
    let acts: Vec<_> = audit.iter().filter(|line| line.contains(&*reference)).collect();
    assert_eq!(acts.len(), expected.len(), "{audit:?}");
    for (line, act) in acts.iter().zip(expected) {
        assert!(line.starts_with(&format!("ada {act} {reference}")), "{line}");
    }
    let page = browser.page("/inbox/audit").await;
    assert_eq!(page.texts("tbody td:nth-child(3)")[..3], ["Note added", "State changed: new", "State changed: won"]);

    for path in ["/inbox/K7QM-4XWD-9TPC", "/inbox/nonsense", "/inbox/K7QM-4XWD-9TPC/erase"] {
        Page::read(&browser.get(path).await, 404).says("No request has this reference.");
    }
    for act in ["state", "notes"] {
        assert_eq!(
            browser.get(&format!("{address}/{act}")).await.header("location"),
            format!("../../inbox/{reference}")
        );
    }
}

#[tokio::test]
async fn a_note_that_was_typed_when_the_session_had_ended_is_kept_through_the_sign_in() {
    let (_place, server) = with_users().await;
    let reference = sent(&server, json!({})).await;
    let mut browser = Browser::signed_in(&server, "ada").await;
    let csrf = browser.page("/inbox").await.attribute("form [name=csrf]", "value");
    browser.act("/inbox/sign-out", &[]).await;
    let note = "Ask for \"Grace\" & <b>Co</b>\r\nat noon";
    let typed = [("csrf", &*csrf), ("note", note)];
    let page = Page::read(&browser.post(&format!("/inbox/{reference}/notes"), &typed).await, 403);
    page.says("Your session has ended. Sign in to go on.");
    let kept = |page: &Page| {
        let fields = ["csrf", "to", "note"].map(|name| page.attribute(&format!("[name={name}]"), "value"));
        assert_eq!(fields[1..], [format!("inbox/{reference}"), note.replace("\r\n", "\n")]);
        fields
    };
    let [csrf, to, kept_note] = kept(&page);
    let fields =
        |password| [("csrf", &*csrf), ("to", &*to), ("note", &*kept_note), ("name", "ada"), ("password", password)];
    let page = Page::read(&browser.post("/inbox/sign-in", &fields("wrong")).await, 403);
    kept(&page);
    let page = Page::read(&browser.post("/inbox/sign-in", &fields(PASSWORD)).await, 200);
    page.says("The note is not stored yet.");
    let (action, csrf) = (page.attribute("main form", "action"), page.attribute("main [name=csrf]", "value"));
    assert_eq!(action, format!("../inbox/{reference}/notes"));
    let text: String = page.all("textarea")[0].text().collect();
    assert_eq!(text, note.replace("\r\n", "\n"));
    let reply = browser.post(&format!("/inbox/{reference}/notes"), &[("csrf", &csrf), ("note", &text)]).await;
    assert_eq!(reply.status, 303);
    browser.page(&format!("/inbox/{reference}")).await.says("Ask for \"Grace\" & <b>Co</b> at noon");

    // A page of another session in the same browser.
    let typed = [("csrf", "of another session"), ("note", "One more")];
    let page = Page::read(&browser.post(&format!("/inbox/{reference}/notes"), &typed).await, 403);
    assert_eq!(page.texts("textarea"), ["One more"]);
}

#[tokio::test]
async fn all_requests_of_an_address_are_erased_at_once() {
    let (place, server) = with_users().await;
    let mut references = Vec::new();
    for email in ["Eve@example.com", "eve@EXAMPLE.com", "mallory@example.com"] {
        references.push(sent(&server, json!({"email": email})).await);
    }
    let mut browser = Browser::signed_in(&server, "ada").await;
    let ask = |number: usize| format!("/inbox/{}/erase", references[number]);
    let buttons =
        async |browser: &mut Browser<'_>, number| browser.page(&ask(number)).await.texts("form .button--danger");
    assert_eq!(buttons(&mut browser, 2).await, ["Erase for good"], "there is but one of this address");
    assert_eq!(buttons(&mut browser, 0).await, ["Erase for good", "Erase all 2 for good"]);
    let reply = browser.act(&ask(0), &[("what", "all")]).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "../../inbox?erased-all=2"));
    let page = browser.page("/inbox?erased-all=2").await;
    assert_eq!(page.texts("[role=status]"), ["2 requests of one address are erased."]);
    let left: Vec<_> = place.rows().await.iter().map(|row| row["email"].clone()).collect();
    assert_eq!(left, ["mallory@example.com"]);
    Page::read(&browser.act(&ask(1), &[("what", "all")]).await, 404);
    let audit = audit(&place).await;
    for reference in &references[..2] {
        assert!(audit.iter().any(|line| line.starts_with(&format!("ada erased {reference}"))), "{audit:?}");
    }
}

#[tokio::test]
async fn a_request_is_erased_to_the_end_though_the_browser_has_gone() {
    let place = ServerFolder::with_file();
    let mut server = Server::start(&place).await;
    users(&place, &["add", "ada"], &format!("{PASSWORD}\n")).await;
    let reference = server.post_json(&plan_request()).await.json()["reference"].as_str().unwrap().to_owned();
    // What somebody reads cannot leave the log, which the last step of an erasure is to empty.
    let mut reader = place.database().await;
    reader.execute("BEGIN").await.unwrap();
    reader.execute("SELECT COUNT(*) FROM plan_requests").await.unwrap();

    let mut browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/inbox/{reference}/erase");
    {
        let mut asked = std::pin::pin!(browser.act(&path, &[]));
        let is_gone = within(async { while !place.rows().await.is_empty() {} });
        tokio::select! {
            reply = &mut asked => panic!("nothing holds it up: {reply:?}"),
            () = is_gone => {}
        }
    }
    drop(browser);
    server.logged("a request could not be erased to the end: ").await;
}

#[tokio::test]
async fn a_request_is_erased_once_that_was_asked() {
    let (place, server) = with_users().await;
    let (reference, other) = (sent(&server, json!({})).await, sent(&server, json!({"name": "Grace"})).await);
    let mut browser = Browser::signed_in(&server, "ada").await;
    let page = browser.page(&format!("/inbox/{reference}")).await;
    assert_eq!(page.attribute(".button--danger", "href"), format!("{reference}/erase"));
    let page = browser.page(&format!("/inbox/{reference}/erase")).await;
    page.says("It cannot be brought back.");
    assert_eq!(page.attribute("main a", "href"), format!("../{reference}"));
    let reply = browser.act(&format!("/inbox/{reference}/erase"), &[]).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, &*format!("../../inbox?erased={reference}")));
    let page = browser.page(&format!("/inbox?erased={reference}")).await;
    assert_eq!(page.texts("[role=status]"), [format!("The request {reference} is erased.")]);
    assert_eq!(page.names(), ["Grace"]);
    Page::read(&browser.get(&format!("/inbox/{reference}")).await, 404);
    Page::read(&browser.act(&format!("/inbox/{reference}/erase"), &[]).await, 404);
    browser.page(&format!("/inbox/{other}")).await;
    assert!(audit(&place).await.iter().any(|line| line.starts_with(&format!("ada erased {reference}"))));
}

#[tokio::test]
async fn the_list_is_paged_searched_and_narrowed_by_its_address() {
    let (place, server) = with_users().await;
    let mut browser = Browser::signed_in(&server, "ada").await;
    browser.page("/inbox").await.says("No request has come yet.");
    for at in 0..57 {
        let plan = if at % 3 == 0 { "enterprise" } else { "business" };
        let source = if at % 2 == 0 { "newsletter" } else { "fair" };
        let origin = json!({"campaign": {"utm_source": source}});
        let fields = json!({"name": format!("Nr {at:02}"), "email": format!("nr{at}@example.com"), "plan": plan, "origin": origin});
        sent(&server, fields).await;
    }
    sqlx::query("UPDATE plan_requests SET received_at = '2026-01-31T23:59:59Z' WHERE name IN ('Nr 00', 'Nr 01')")
        .execute(&mut place.database().await)
        .await
        .unwrap();
    sqlx::query("UPDATE plan_requests SET suspect = '[\"honeypot\"]', state = 'lost' WHERE name = 'Nr 05'")
        .execute(&mut place.database().await)
        .await
        .unwrap();

    let page = browser.page("/inbox").await;
    let names = |page: &Page| (page.names().first().cloned(), page.names().last().cloned(), page.names().len());
    let ends = |first: &str, last: &str, count| (Some(first.to_owned()), Some(last.to_owned()), count);
    assert_eq!(names(&page), ends("Nr 56", "Nr 32", 25));
    page.says("1 to 25 of 57");
    assert_eq!(page.texts(".states a"), ["All 57", "New 56", "Answered 0", "Won 0", "Lost 1"]);
    assert_eq!(page.attribute("a[rel=next]", "href"), "inbox?page=2");
    assert_eq!(names(&browser.page("/inbox?page=2").await), ends("Nr 31", "Nr 07", 25));
    let last = browser.page("/inbox?page=3").await;
    assert_eq!((names(&last), last.all("a[rel=next]").len()), (ends("Nr 06", "Nr 00", 7), 0));
    last.says("Suspect: hidden field");
    browser.page("/inbox?page=4").await.says("The list ends before this page.");

    for (query, count, first) in [
        ("text=nr+1", 10, "Nr 19"),
        ("text=NR56%40example.com", 1, "Nr 56"),
        ("text=analytical", 57, "Nr 56"),
        ("text=before+noon", 57, "Nr 56"),
        ("text=100%25", 0, ""),
        ("plan=msa%2Fenterprise", 19, "Nr 54"),
        ("plan=msa%2F", 57, "Nr 56"),
        ("plan=other%2F", 0, ""),
        ("state=lost", 1, "Nr 05"),
        ("state=won", 0, ""),
        ("campaign=fair", 28, "Nr 55"),
        ("suspect=yes", 1, "Nr 05"),
        ("suspect=honeypot", 1, "Nr 05"),
        ("suspect=quick", 0, ""),
        ("suspect=no", 56, "Nr 56"),
        ("until=2026-01-31", 2, "Nr 01"),
        ("from=2026-01-31&until=2026-01-31", 2, "Nr 01"),
        ("from=2026-02-01", 55, "Nr 56"),
        ("plan=msa%2Fenterprise&campaign=fair&state=new", 9, "Nr 51"),
    ] {
        let page = browser.page(&format!("/inbox?{query}")).await;
        let shown = page
            .texts(".tools p")
            .first()
            .map_or(0, |line| line.split(" of ").nth(1).unwrap().split('.').next().unwrap().parse().unwrap());
        assert_eq!((shown, page.names().first().map(String::as_str).unwrap_or_default()), (count, first), "{query}");
        assert_eq!(page.all("[role=alert]").len(), 0);
        if count == 0 {
            page.says("No request is like that.");
        }
    }
    let reference = place.rows().await[9]["reference"].as_str().unwrap().to_lowercase().replace('-', " ");
    assert_eq!(browser.page(&format!("/inbox?text={}", reference.replace(' ', "+"))).await.names(), ["Nr 09"]);

    // What stands in the address stays in the fields, and in what leads on.
    let page = browser.page("/inbox?text=nr&plan=msa%2Fbusiness&campaign=fair&from=2026-01-01&suspect=no").await;
    assert_eq!(page.attribute("#text", "value"), "nr");
    assert_eq!(page.texts("#plan option[selected]"), ["MSA Business"]);
    assert_eq!(page.attribute("#from", "value"), "2026-01-01");
    assert_eq!(page.all("details[open]").len(), 1);
    let kept = "text=nr&plan=msa%2Fbusiness";
    assert!(page.attribute(".states a[aria-current]", "href").starts_with(&format!("inbox?{kept}")));
    assert_eq!(
        page.attribute("form[method=post][action^='inbox/export']", "action"),
        format!("inbox/export?{kept}&campaign=fair&suspect=no&from=2026-01-01")
    );

    // What is wrong is told at its field, and the rest holds.
    let page = browser.page("/inbox?state=open&from=gestern&suspect=maybe&plan=nothing&page=x&text=nr+5").await;
    assert_eq!(page.texts("[role=alert] li").len(), 5);
    page.says("“open” is no state; there are new, answered, won and lost");
    page.says("“gestern” is no day");
    assert_eq!(page.attribute("#from", "aria-invalid"), "true");
    assert_eq!(page.names().len(), 7);
    browser.page("/inbox?from=2026-02-02&until=2026-02-01").await.says("the last day is before the first");

    // The file holds what the list does, all of its pages.
    let reply = browser.act("/inbox/export?campaign=newsletter", &[]).await;
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"requests.csv\"");
    assert_eq!(reply.header("cache-control"), "no-store");
    let csv = text(&reply);
    assert_eq!(csv.matches("@example.com").count(), 29, "{csv}");
    assert_eq!(audit(&place).await.last().unwrap(), "ada exported  29");
}

#[tokio::test]
async fn nothing_that_a_visitor_or_a_user_writes_becomes_markup() {
    let (place, server) = with_users().await;
    let attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></textarea><b>";
    let origin = json!({
        "campaign": {"utm_source": attack}, "variant": "<b>\"'>", "page": "https://a.example/<script>alert(1)</script>",
    });
    let fields = json!({"name": attack, "company": attack, "message": attack, "origin": origin});
    let reference = sent(&server, fields).await;
    let answers = json!({attack: attack}).to_string();
    let columns = "plan = $1, catalog_id = $1, catalog_version = $1, catalog_content = NULL, checked = 0, consent = $1, page_language = $1,
        variant = $1, page_address = $1, suspect = $3, answers = $2, campaign = $2, email = $1, changes = $4";
    let update = format!("UPDATE plan_requests SET {columns} WHERE reference = '{reference}'");
    sqlx::query(sqlx::AssertSqlSafe(update))
        .bind(attack)
        .bind(answers)
        .bind(json!([attack]).to_string())
        .bind(json!([{"detail": attack}]).to_string())
        .execute(&mut place.database().await)
        .await
        .unwrap();
    let insert = "INSERT INTO outbox (id, reference, channel, target, created_at, due_at, attempts, last_error)
        VALUES ('msg_1', $1, 'webhook', $2, '2026-11-29T00:00:00Z', $2, 2, $2)";
    sqlx::query(insert).bind(&reference).bind(attack).execute(&mut place.database().await).await.unwrap();

    let mut browser = Browser::signed_in(&server, "ada").await;
    browser.act(&format!("/inbox/{reference}/notes"), &[("note", attack)]).await;
    // A page is refused by `Page::read` where anything of it has become an element.
    let encoded = reqwest::Url::parse_with_params("http://a/", [("text", attack)]).unwrap();
    let query = encoded.query().unwrap().strip_prefix("text=").unwrap();
    for name in ["text", "plan", "state", "campaign", "suspect", "from", "until", "page", "erased", "erased-all"] {
        let page = browser.page(&format!("/inbox?{name}={query}")).await;
        assert!(name != "text" || page.names() == [attack], "{name}");
    }
    let page = browser.page(&format!("/inbox/{reference}?was={query}&noted={query}")).await;
    assert_eq!(page.texts("h1"), [format!("{attack}, {attack}")]);
    assert!(page.words().matches(attack).count() >= 12, "{}", page.words());
    browser.page(&format!("/inbox/{reference}/erase")).await.says(attack);
    browser.page("/inbox/audit").await;
    browser.page(&format!("/inbox/audit?page={query}")).await;
    Page::read(&browser.get(&format!("/inbox/{query}")).await, 404);
    let mut stranger = Browser::new(&server);
    let page = Page::read(&stranger.sign_in(attack, attack).await, 403);
    assert_eq!(page.attribute("#name", "value"), attack);
    let page = stranger.page(&format!("/inbox/sign-in?to={query}")).await;
    assert_eq!(page.attribute("[name=to]", "value"), "inbox");
}

#[tokio::test]
async fn what_has_changed_in_the_catalogue_since_is_told_for_then_and_for_now() {
    let msa = include_str!("../../../catalogs/msa.json");
    let place = ServerFolder::new();
    place.write("catalog.json", msa.as_bytes());
    let path = place.path("catalog.json");
    let arguments = ["--catalog", path.to_str().unwrap()];
    let server = Server::start_with(&place, &arguments).await;
    let reference = sent(&server, json!({"catalog": {"id": "msa", "version": "2026-11"}})).await;
    server.stop().await;
    place.write("catalog.json", msa.replace("\"MSA Business\"", "\"MSA Company\"").as_bytes());
    let server = Server::start_with(&place, &arguments).await;
    users(&place, &["add", "ada"], PASSWORD).await;
    let mut browser = Browser::signed_in(&server, "ada").await;
    let page = browser.page(&format!("/inbox/{reference}")).await;
    page.says("Between the page and now");
    page.says("It was called \"MSA Business\", and is called \"MSA Company\".");
    assert_eq!(page.texts(".plan"), ["MSA Business"], "the request is told as its page was");
    assert_eq!(browser.page("/inbox").await.texts("tbody td:nth-child(2)"), ["MSA Company"]);
}

/// Stores so many requests beside the server, on one day, the last one under the greatest reference.
async fn fill(place: &ServerFolder, count: u32) {
    let copy = "
        INSERT INTO plan_requests (reference, received_at, plan, name, email, company, answers, page_catalog_version, fits, advice,
            catalog_id, catalog_version)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
        SELECT 'R' || (10000000000 + i), '2026-01-05T10:00:00Z', 'plus', 'N', 'e@x.example', 'C', '{}', '1', 0, 'null', 'msa', '1' FROM n";
    sqlx::query(copy).bind(i64::from(count)).execute(&mut place.database().await).await.unwrap();
}

#[tokio::test]
async fn an_export_has_every_request_once_however_many_there_are() {
    let (place, server) = with_users().await;
    let last = sent(&server, json!({"answers": {"company-size": "100-499"}, "message": "One line"})).await;
    fill(&place, 1203).await;
    let mut rita = Browser::signed_in(&server, "rita").await;
    let reply = rita.act("/inbox/export", &[]).await;
    let file = text(&reply);
    let mut lines = file.lines();
    let head = lines.next().unwrap();
    assert!(head.starts_with("\u{feff}reference,") && head.ends_with(",answer.company-size"), "{head}");
    let references: Vec<_> = lines.map(|line| line.split(',').next().unwrap().to_owned()).collect();
    let expected: Vec<_> = (1..=1203).map(|at| format!("R{}", 10_000_000_000_u64 + at)).chain([last]).collect();
    assert_eq!(references, expected, "the oldest first");
    assert_eq!(audit(&place).await.last().unwrap(), "rita exported  1204");
}

#[tokio::test]
async fn an_export_that_cannot_go_on_breaks_off() {
    let (place, mut server) = with_users().await;
    fill(&place, 600).await;
    // One behind the first part cannot be read.
    let spoil = "UPDATE plan_requests SET suspect = '{}' WHERE reference = 'R10000000550'";
    place.database().await.execute(spoil).await.unwrap();
    {
        let mut rita = Browser::signed_in(&server, "rita").await;
        let csrf = rita.page("/inbox?until=2026-01-01").await.attribute("form [name=csrf]", "value");
        let request = rita.request(Method::POST, "/inbox/export").form(&[("csrf", &csrf)]);
        let mut response = within(request.send()).await.unwrap();
        assert_eq!(response.status(), 200);
        let (mut file, broken) = within(async {
            let mut file = Vec::new();
            loop {
                match response.chunk().await {
                    Ok(Some(part)) => file.extend_from_slice(&part),
                    end => return (file, end.is_err()),
                }
            }
        })
        .await;
        file.truncate(file.iter().rposition(|byte| *byte == b'\n').unwrap());
        assert!(broken, "it ends as if it were whole: {}", String::from_utf8_lossy(&file));
        assert!(!String::from_utf8(file).unwrap().contains("R10000000550"));
    }
    server.logged("an export of the inbox broke off: ").await;
}

/// Checks that an answer is a page that asks to come again.
#[track_caller]
fn is_asked_for_again(reply: &Reply, at: &str) {
    let page = Page::read(reply, 503);
    assert_eq!(reply.header("retry-after"), "5", "{at}");
    assert!(!page.words().contains("Nothing was changed"), "{at}: that is not known: {}", page.words());
}

#[tokio::test]
async fn what_is_done_while_another_program_has_the_database_is_asked_for_again() {
    let place = ServerFolder::with_file();
    let server = Server::start(&place).await;
    for name in ["ada", "rita"] {
        assert_eq!(users(&place, &["add", name], PASSWORD).await.0, 0);
    }
    let reference = sent(&server, json!({})).await;
    let mut ada = Browser::signed_in(&server, "ada").await;
    let mut rita = Browser::new(&server);
    let in_form = Page::read(&rita.get("/inbox/sign-in").await, 200).attribute("[name=csrf]", "value");
    let csrf = ada.page("/inbox").await.attribute("form [name=csrf]", "value");
    let mut other = place.database().await;
    // The use of a session is noted where it was not used for a minute.
    let used = sqlx::query("UPDATE sessions SET seen_at = $1").bind(ago(TimeDelta::minutes(2)));
    used.execute(&mut other).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();

    let acts = [
        ("export".to_owned(), ("a", "b")),
        (format!("{reference}/state"), ("state", "won")),
        (format!("{reference}/notes"), ("note", "Call back.")),
        (format!("{reference}/erase"), ("a", "b")),
        ("sign-out".to_owned(), ("a", "b")),
    ];
    let posts = acts.iter().map(|(path, field)| {
        let request = ada.request(Method::POST, &format!("/inbox/{path}"));
        send(request.form(&[("csrf", &*csrf), *field]))
    });
    let fields = [("csrf", &*in_form), ("to", ""), ("name", "rita"), ("password", PASSWORD)];
    let sign_in = send(rita.request(Method::POST, "/inbox/sign-in").form(&fields));
    let page = send(ada.request(Method::GET, &format!("/inbox/{reference}")));
    let (posts, sign_in, page) = tokio::join!(join_all(posts), sign_in, page);
    for ((path, _), reply) in acts.iter().zip(&posts) {
        is_asked_for_again(reply, path);
    }
    is_asked_for_again(&sign_in, "sign-in");
    assert_eq!(Page::read(&posts[2], 503).texts("textarea"), ["Call back."]);
    Page::read(&page, 200).says("Please call before noon.");

    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(send(rita.request(Method::POST, "/inbox/sign-in").form(&fields)).await.status, 303);
    assert_eq!(ada.act(&format!("/inbox/{reference}/notes"), &[("note", "Call back.")]).await.status, 303);
    ada.page(&format!("/inbox/{reference}")).await.says("Call back.");
    ada.act(&format!("/inbox/{reference}/erase"), &[]).await;
    Page::read(&ada.get(&format!("/inbox/{reference}")).await, 404);
}
