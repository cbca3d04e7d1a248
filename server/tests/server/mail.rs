//! Mails of requests, as a real mail server takes them.

mod receiver;

use mail_parser::{HeaderValue, MimeHeaders};
use serde_json::{Value, json};
use tokio::process::Command;

use self::receiver::{CERTIFICATE, KEY, Received, Receiver};
use crate::support::{BINARY, Server, ServerFolder, plan_request, serve, within};

const URL: &str = "https://plans.example/";
const FROM: &str = "Plans <plans@example.com>";
const SALES: &str = "sales@example.com";
const FERNHAUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../catalogs/fernhaus.json");

/// `plan-server serve` that sends mails to a server.
fn serve_with(place: &ServerFolder, smtp: &str, arguments: &[&str]) -> Command {
    let mut command = serve(place);
    command.args(["--url", URL, "--smtp", smtp, "--mail-from", FROM]).args(arguments);
    command
}

async fn start(place: &ServerFolder, receiver: &Receiver, arguments: &[&str]) -> Server {
    Server::spawn(&mut serve_with(place, &receiver.url(), arguments)).await
}

/// Sends a request; its reference.
async fn request(server: &Server, body: &Value) -> String {
    let answer = server.post_json(body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["reference"].as_str().unwrap().to_owned()
}

/// A request of a German page, for a plan that needs an add-on.
fn german() -> Value {
    json!({
        "plan": "team",
        "answers": {"seats": 12, "storage": "500"},
        "contact": {"name": "Käthe Möller, Prokura", "email": "kaethe@moeller.example", "company": "Möller & Söhne <GmbH>"},
        "message": "Bitte rufen Sie an.\n\n<b>Vormittags</b>",
        "catalog": {"id": "fernhaus", "version": "2026-11", "language": "de"},
        "origin": {"campaign": {"utm_source": "newsletter"}, "page": "https://www.fernhaus.example/preise", "variant": "b"},
    })
}

/// Checks that both parts of a mail say something.
#[track_caller]
fn both_say(mail: &Received, words: &str) {
    let text = mail.text();
    assert!(text.contains(words), "{words}: {text}");
    let html = mail.html();
    let page = scraper::Html::parse_document(&html);
    let shown = page.root_element().text().collect::<Vec<_>>().join(" ");
    let is_linked = html.contains(&words.replace('&', "&amp;"));
    assert!(shown.contains(words) || is_linked, "{words}: {html}");
}

#[tokio::test]
async fn those_who_answer_are_told_all_of_a_request_as_text_and_as_html() {
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start().await);
    let server = start(&place, &receiver, &["--notify", "sales@example.com,boss@example.com"]).await;

    let reference = request(&server, &plan_request()).await;

    let mails = [receiver.mail().await, receiver.mail().await];
    let mut recipients: Vec<_> = mails.iter().map(|mail| mail.to.join(" ")).collect();
    recipients.sort();
    assert_eq!(recipients, ["boss@example.com", SALES]);
    for mail in &mails {
        assert_eq!(mail.from, "plans@example.com");
        assert_eq!(mail.header("To"), mail.to[0]);
        assert_eq!(mail.header("From"), FROM);
        assert_eq!(mail.header("Reply-To"), "\"Ada Lovelace\" <ada@analytical.example>");
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert_eq!(mail.header("Content-Language"), "en");
        let id = mail.header("Message-ID");
        assert!(id.starts_with("<msg_") && id.ends_with("@example.com>"), "{id}");
        let mail_is_of_today =
            (mail.parsed().date().unwrap().to_timestamp() - chrono::Utc::now().timestamp()).abs() < 600;
        assert!(mail_is_of_today, "{}", mail.header("Date"));

        let parsed = mail.parsed();
        assert_eq!(parsed.subject().unwrap(), "Plan request: MSA Business, Analytical Engines");
        let kind = parsed.content_type().unwrap();
        assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("alternative")));
        assert_eq!((parsed.text_body_count(), parsed.html_body_count(), parsed.attachment_count()), (1, 1, 0));
        for words in [
            "Analytical Engines asks for MSA Business",
            "Ada Lovelace",
            "ada@analytical.example",
            &reference,
            "Recommended: MSA Enterprise",
            "What it misses",
            "The answers",
            "https://plans.example/msa/#v1;company-size=100-499;",
            &format!("https://plans.example/inbox/{reference}"),
        ] {
            both_say(mail, words);
        }
        assert!(mail.text().contains("> Please call\n> before noon.\n"), "{}", mail.text());
        assert!(mail.html().contains("<html lang=\"en\" dir=\"ltr\">"), "{}", mail.html());
    }
    assert_ne!(mails[0].header("Message-ID"), mails[1].header("Message-ID"), "each is a message of its own");
}

#[tokio::test]
async fn a_request_is_told_and_confirmed_in_the_language_of_its_page_with_its_price() {
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start().await);
    let server = start(&place, &receiver, &["--catalog", FERNHAUS, "--notify", SALES, "--confirm"]).await;

    let reference = request(&server, &german()).await;

    let mails = [receiver.mail().await, receiver.mail().await];
    let to = |address: &str| mails.iter().find(|mail| mail.to == [address]).unwrap();
    let (told, confirmed) = (to(SALES), to("kaethe@moeller.example"));

    for mail in [told, confirmed] {
        assert_eq!(mail.header("Content-Language"), "de");
        assert!(mail.html().contains("<html lang=\"de\" dir=\"ltr\">"));
        for words in
            ["Team mit", "106", "Empfohlen: ", "Wer antwortet", "Unser Team in Hamburg", "Bis wann", &reference]
        {
            both_say(mail, words);
        }
        both_say(mail, "https://plans.example/fernhaus/#v1;seats=12;storage=500;");
    }

    let subject = told.parsed().subject().unwrap().to_owned();
    assert!(subject.starts_with("Anfrage: Team mit") && subject.ends_with(", Möller & Söhne <GmbH>"), "{subject}");
    both_say(told, "newsletter");
    both_say(told, "https://www.fernhaus.example/preise");
    both_say(told, "Variante");
    assert!(told.text().contains("> Bitte rufen Sie an.\n> \n> <b>Vormittags</b>\n"), "{}", told.text());
    assert!(told.html().contains("&lt;b&gt;Vormittags&lt;/b&gt;") && !told.html().contains("<b>"));
    // A name with a comma and an umlaut is one name all the same.
    let HeaderValue::Address(replies) = told.parsed().header("Reply-To").unwrap().clone() else { panic!("addresses") };
    let addresses: Vec<_> = replies.iter().map(|address| (address.name(), address.address())).collect();
    assert_eq!(addresses, [(Some("Käthe Möller, Prokura"), Some("kaethe@moeller.example"))]);

    both_say(confirmed, "Vielen Dank. Ihre Anfrage ist gespeichert.");
    both_say(confirmed, "Wir antworten innerhalb eines Arbeitstages.");
    both_say(confirmed, "Ihre Antworten");
    assert_eq!(confirmed.header("To"), "kaethe@moeller.example");
    assert!(confirmed.parsed().reply_to().is_none());
    assert!(confirmed.parsed().subject().unwrap().ends_with(&format!("({reference})")));
    // Whoever writes another's address into the form does not write to them by it.
    for typed in ["Käthe", "Möller", "Prokura", "Bitte rufen", "Vormittags", "newsletter"] {
        assert!(!confirmed.text().contains(typed) && !confirmed.html().contains(typed), "{typed}");
        assert!(!String::from_utf8_lossy(&confirmed.content).contains(typed), "{typed}");
    }
}

#[tokio::test]
async fn what_has_changed_since_the_page_was_made_is_told_to_both() {
    let mut older: Value = serde_json::from_str(&std::fs::read_to_string(FERNHAUS).unwrap()).unwrap();
    older["consent"] = json!("You may call me.");
    let mut newer = older.clone();
    newer["plans"][1]["price"]["month"]["amount"] = json!("9");
    newer["version"] = json!("2031-01");
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start().await);
    let file = place.path("fernhaus.json");
    let arguments = ["--catalog", file.to_str().unwrap(), "--notify", SALES, "--confirm"];
    place.write("fernhaus.json", older.to_string().as_bytes());
    start(&place, &receiver, &arguments).await.stop().await;
    place.write("fernhaus.json", newer.to_string().as_bytes());
    let server = start(&place, &receiver, &arguments).await;
    let mut body = german();
    let content = plans::source::read(&older.to_string()).unwrap().parts().content.clone();
    body["catalog"] = json!({"id": "fernhaus", "version": "2026-11", "content": content, "language": "en"});
    body["consent"] = json!(true);

    request(&server, &body).await;

    let mails = [receiver.mail().await, receiver.mail().await];
    let to = |address: &str| mails.iter().find(|mail| mail.to == [address]).unwrap();
    let (told, confirmed) = (to(SALES), to("kaethe@moeller.example"));
    both_say(told, "What has changed since their page was made");
    both_say(told, "the version was \"2026-11\" and is \"2031-01\"");
    both_say(told, "and costs 118 USD");
    both_say(told, "What they agree to");
    assert!(told.text().contains("> You may call me.\n"));
    both_say(confirmed, "Your request is stored at the prices that your page showed");
    for mail in [told, confirmed] {
        both_say(mail, "$106");
    }
}

#[tokio::test]
async fn a_page_that_is_not_known_writes_nothing_into_a_confirmation() {
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start().await);
    let server = start(&place, &receiver, &["--notify", SALES, "--confirm"]).await;
    let mut body = plan_request();
    body["plan"] = json!("buy-pills");
    body["answers"] = json!({"look-at": "https://pills.example"});
    body["catalog"] = json!({"id": "pills", "version": "1", "content": "0".repeat(64), "language": "de"});

    let reference = request(&server, &body).await;

    let mails = [receiver.mail().await, receiver.mail().await];
    let to = |address: &str| mails.iter().find(|mail| mail.to == [address]).unwrap();
    both_say(to(SALES), "https://pills.example");
    both_say(to(SALES), "Nichts wurde geprüft");
    let confirmed = to("ada@analytical.example");
    both_say(confirmed, &reference);
    assert!(!confirmed.text().contains("pills") && !confirmed.html().contains("pills"), "{}", confirmed.text());
}

#[tokio::test]
async fn what_may_be_no_persons_is_told_as_such_and_confirmed_to_nobody() {
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start().await);
    let server = start(&place, &receiver, &["--notify", SALES, "--confirm"]).await;
    let mut suspect = plan_request();
    suspect["origin"] = json!({"topic": "filled by a program"});
    request(&server, &suspect).await;

    let told = receiver.mail().await;
    assert_eq!(told.to, [SALES]);
    assert_eq!(told.parsed().subject().unwrap(), "Suspect: Plan request: MSA Business, Analytical Engines");
    both_say(&told, "Perhaps no person sent this: honeypot.");

    // The next one is a person's: had the first been confirmed, too, there would be three mails.
    request(&server, &plan_request()).await;
    let mut to = [receiver.mail().await.to.join(" "), receiver.mail().await.to.join(" ")];
    to.sort();
    assert_eq!(to, ["ada@analytical.example", SALES]);
    let confirmations = "SELECT count(*) FROM outbox WHERE channel = 'confirmation'";
    let count: i64 = sqlx::query_scalar(confirmations).fetch_one(&mut place.database().await).await.unwrap();
    assert_eq!(count, 1);
}

#[tokio::test]
async fn a_mail_that_is_not_taken_now_is_sent_again_under_its_name() {
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start().await);
    receiver.replies(&json!({"RCPT": "451 4.7.1 <sales@example.com>: try again"}));
    let mut server = start(&place, &receiver, &["--notify", SALES]).await;
    request(&server, &plan_request()).await;

    assert_eq!(receiver.refused().await, "RCPT: 451 4.7.1 <sales@example.com>: try again");
    receiver.replies(&json!({}));
    let mail = receiver.mail_at_last(&place).await;

    server.logged("the mail server refuses the address: 451 4.7.1").await;
    let delivered = server.log_line("delivered msg_").await;
    let log = server.stop().await.log;
    let id = mail.header("Message-ID");
    let id = id.trim_start_matches('<').split('@').next().unwrap();
    assert!(delivered.contains(&format!("{id} (notification)")), "{id}: {log}");
    assert!(!delivered.ends_with(" at attempt 1") && delivered.contains(" at attempt "), "{delivered}");
    assert!(!log.contains("sales@") && !log.contains("analytical"), "no address stands in the log: {log}");
}

#[tokio::test]
async fn a_mail_waits_for_a_server_that_is_not_there() {
    let (place, receiver) = (ServerFolder::new(), Receiver::start_at_lasting_port().await);
    let port = receiver.port;
    let mut server = start(&place, &receiver, &["--notify", SALES]).await;
    drop(receiver);
    within(async { while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {} }).await;

    request(&server, &plan_request()).await;
    server.logged("the mail server cannot be used: Connection refused").await;
    let mut receiver = Receiver::start_with(json!({"port": port})).await;

    assert_eq!(receiver.mail_at_last(&place).await.to, [SALES]);
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_mail_and_made_anew_where_it_broke() {
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start_at_lasting_port().await);
    let mut server = start(&place, &receiver, &["--notify", SALES]).await;
    let first = request(&server, &plan_request()).await;
    let peer = receiver.mail().await.peer;
    server.logged(&format!("of {first} at attempt 1")).await;
    let second = request(&server, &plan_request()).await;
    assert_eq!(receiver.mail().await.peer, peer);
    server.logged(&format!("of {second} at attempt 1")).await;

    let port = receiver.port;
    drop(receiver);
    within(async { while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {} }).await;
    let mut receiver = Receiver::start_with(json!({"port": port})).await;
    let third = request(&server, &plan_request()).await;
    receiver.mail().await;
    server.logged(&format!("of {third} at attempt 1")).await;
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_given_up_and_the_other_gets_its_mail() {
    let (place, mut receiver) = (ServerFolder::new(), Receiver::start().await);
    receiver.replies(&json!({"gone@example.com": "550 5.1.1 <gone@example.com>: no such user"}));
    let mut server = start(&place, &receiver, &["--notify", SALES, "--notify", "gone@example.com"]).await;
    request(&server, &plan_request()).await;

    server.logged("is dead after attempt 1: the mail server refuses the address: 550 5.1.1").await;
    server.logged("delivered msg_").await;
    let select = "SELECT target, state, last_error FROM outbox ORDER BY target";
    let rows = sqlx::query_as::<_, (String, String, Option<String>)>(select);
    let rows = rows.fetch_all(&mut place.database().await).await.unwrap();
    let refused = "the mail server refuses the address: 550 5.1.1".to_owned();
    let expected = [("gone@example.com", "dead", Some(refused)), (SALES, "delivered", None)];
    assert_eq!(rows, expected.map(|(target, state, error)| (target.to_owned(), state.to_owned(), error)));
    let said = [receiver.said().await, receiver.said().await];
    assert!(said.iter().any(|said| said == "took 0001.json"), "{said:?}");
    assert!(!server.stop().await.log.contains("gone@"));
}

#[tokio::test]
async fn the_mail_server_is_signed_in_to_over_tls() {
    let certificate =
        json!({"certificate": CERTIFICATE, "key": KEY, "user": "plans@example.com", "password": "s3cret/%"});
    for (scheme, query, wrapped) in
        [("smtp", "?tls=required", false), ("smtp", "?tls=opportunistic", false), ("smtps", "", true)]
    {
        let mut settings = certificate.clone();
        settings["wrapped"] = json!(wrapped);
        let (place, mut receiver) = (ServerFolder::new(), Receiver::start_with(settings).await);
        place.write("password", b"s3cret/%\n");
        let password = place.path("password");
        let url = format!("{scheme}://plans%40example.com@localhost:{}{query}", receiver.port);
        let mut command = serve_with(&place, &url, &["--notify", SALES]);
        command.arg("--smtp-password-file").arg(password).env("SSL_CERT_FILE", CERTIFICATE);
        let server = Server::spawn(&mut command).await;
        request(&server, &plan_request()).await;

        let mail = receiver.mail().await;
        assert!(mail.is_encrypted);
        assert_eq!(mail.user.as_deref(), Some("plans@example.com"));
        let log = server.stop().await.log;
        assert!(!log.contains("s3cret"), "{log}");
    }
}

#[tokio::test]
async fn a_mail_server_that_cannot_be_used_is_tried_again_and_the_log_says_why() {
    let settings = json!({"certificate": CERTIFICATE, "key": KEY, "user": "plans", "password": "right"});
    let receiver = Receiver::start_with(settings).await;
    let port = receiver.port;
    let signed_in = format!("smtp://plans:wr0ng@localhost:{port}?tls=required");
    for (url, certificates, said) in [
        (&*signed_in, Some(CERTIFICATE), "the mail server cannot be used: 535 5.7.8"),
        (&*signed_in, None, "the mail server cannot be used: invalid peer certificate"),
        (&format!("smtp://localhost:{port}"), None, "the mail server refuses the sender, which --mail-from names: 530"),
    ] {
        let place = ServerFolder::new();
        // The variable names it, since everybody on this machine can read the flags of a program.
        let mut command = serve(&place);
        command.args(["--url", URL, "--mail-from", FROM, "--notify", SALES]).env("PLAN_SMTP", url);
        command.envs(certificates.map(|file| ("SSL_CERT_FILE", file)));
        let mut server = Server::spawn(&mut command).await;
        request(&server, &plan_request()).await;
        server.logged("failed at attempt 1").await;
        let log = server.stop().await.log;
        assert!(log.contains(said), "{said}: {log}");
        assert!(!log.contains("wr0ng"), "{log}");
    }
}

#[tokio::test]
async fn addresses_of_any_script_are_written_to_where_the_server_takes_them() {
    let mut body = plan_request();
    body["contact"]["email"] = json!("ädä@bücher.example");
    body["contact"]["name"] = json!("Ада\u{202e} Лавлейс");
    for takes in [true, false] {
        let (place, mut receiver) = (ServerFolder::new(), Receiver::start_with(json!({"smtputf8": takes})).await);
        let mut server = start(&place, &receiver, &["--notify", "sales@bücher.example", "--confirm"]).await;
        request(&server, &body).await;

        let told = loop {
            let mail = receiver.mail().await;
            if mail.to == ["sales@xn--bcher-kva.example"] {
                break mail;
            }
            assert_eq!(mail.to, ["ädä@xn--bcher-kva.example"]);
            assert!(takes);
        };
        both_say(&told, "ädä@bücher.example");
        assert_eq!(told.options.contains(&"SMTPUTF8".to_owned()), takes);
        assert_eq!(told.parsed().reply_to().is_some(), takes);
        if takes {
            server.logged("(confirmation)").await;
        } else {
            both_say(&told, "An answer to this mail does not reach");
            server.logged("(SMTPUTF8)").await;
        }
        assert!(!server.stop().await.log.contains("ädä"));
    }
}

/// Runs `plan-server serve` with settings that it cannot start with; what it says.
async fn refused(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let place = ServerFolder::new();
    let output = within(serve(&place).args(arguments).envs(variables.iter().copied()).output()).await.unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn settings_that_lack_others_are_told_at_the_start_and_no_password_is() {
    for (arguments, said) in [
        (
            &["--notify", SALES][..],
            "--notify needs --smtp; name the mail server, such as --smtp smtps://USER@mail.example",
        ),
        (&["--smtp", "smtp://localhost"], "--smtp needs --mail-from; name the address that mails are from"),
        (&["--mail-from", "nobody"], "it must be an address, such as plans@example.com"),
    ] {
        let error = refused(arguments, &[]).await;
        assert!(error.contains(said), "{error}");
    }
    let wrong =
        [("PLAN_SMTP", "  imaps://plans:s3cret@mail.example "), ("PLAN_MAIL_FROM", FROM), ("PLAN_CONFIRM", "true")];
    let error = refused(&["--url", URL], &wrong).await;
    assert!(error.contains("it begins with \"imaps:\"; write it as smtps://USER@HOST"), "{error}");
    assert!(!error.contains("s3cret"), "{error}");

    for help in ["-h", "--help"] {
        let mut command = Command::new(BINARY);
        command.args(["serve", help]).env_clear().env("PLAN_SMTP", " smtps://plans:s3cret@mail.example");
        let output = within(command.output()).await.unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.contains("PLAN_SMTP") && !printed.contains("s3cret"), "{printed}");
    }
}
