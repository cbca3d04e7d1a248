//! `POST /api/plan-requests` by a plain HTML form: what is stored, and the page that answers.

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection, Executor};

use crate::database::{self, ago};
use crate::form_page::FormPage;
use crate::support::{Reply, Server, ServerFolder, plan_request, send};

const MSA: &str = include_str!("../../../catalogs/msa.json");
const FORM: &str = "application/x-www-form-urlencoded";

type Fields = Vec<(String, String)>;

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What a form sends for the request of the other tests.
fn form() -> Fields {
    fields(&[
        ("plan", "business"),
        ("name", "Ada Lovelace"),
        ("email", "ada@analytical.example"),
        ("company", "Analytical Engines"),
        ("message", "Please call\r\nbefore noon."),
        ("catalog_id", "msa"),
        ("catalog_version", "an older one"),
        ("answer.company-size", "100-499"),
        ("answer.sev1-hours", "always"),
        ("answer.sev2-hours", ""),
        ("answer.incidents", "10"),
        ("answer.assurance", "health-check"),
    ])
}

/// The form with other values; without the field where the value is none.
fn form_with(changes: &[(&str, Option<&str>)]) -> Fields {
    let mut form = form();
    form.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    form.extend(changes.iter().filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.to_owned()))));
    form
}

async fn post(server: &Server, form: &Fields) -> Reply {
    send(server.post().form(form)).await
}

async fn post_bytes(server: &Server, body: &[u8]) -> Reply {
    send(server.post().header("content-type", FORM).body(body.to_vec())).await
}

/// The name of a catalogue's content.
fn content(catalog: &str) -> String {
    plans::source::read(catalog).unwrap().parts().content.clone()
}

fn msa_with(place: &ServerFolder, field: &str, value: Value) -> String {
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    catalog[field] = value;
    place.write("catalog.json", catalog.to_string().as_bytes());
    place.path("catalog.json").to_str().unwrap().to_owned()
}

/// A row without what is of one time.
fn lasting(row: &Value) -> Value {
    let mut row = row.clone();
    for name in ["reference", "received_at", "idempotency_key"] {
        row.as_object_mut().unwrap().remove(name);
    }
    row
}

#[tokio::test]
async fn a_form_is_stored_as_the_same_request_in_json_is() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    assert_eq!(server.post_json(&plan_request()).await.status, 201);

    let page = FormPage::read(&post(&server, &form()).await, 201);

    let rows = place.rows().await;
    assert_eq!((rows.len(), lasting(&rows[1])), (2, lasting(&rows[0])));
    assert_eq!(page.texts("h1"), ["Thank you. Your request is stored."]);
    assert_eq!(page.texts("strong"), [rows[1]["reference"].as_str().unwrap()]);
    assert_eq!(page.texts("dt"), ["Plan", "Severity 1", "Severity 2", "Severity 3", "Severity 4"]);
    assert_eq!(page.texts("dd")[0], "MSA Business");
    assert_eq!(page.attribute("html", "lang"), "en");
    assert_eq!(page.texts("title"), ["Thank you. Your request is stored. – Which support plan fits?"]);
}

#[tokio::test]
async fn a_receipt_tells_in_words_when_the_team_is_there() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let form = form_with(&[("plan", Some("plus"))]);
    FormPage::read(&post(&server, &form).await, 201);

    // As if it had come on a Sunday night.
    const SUNDAY: &str = "UPDATE plan_requests SET received_at = '2099-11-29T02:00:00Z'";
    sqlx::query(SUNDAY).execute(&mut place.database().await).await.unwrap();
    let page = FormPage::read(&post(&server, &form).await, 200);

    let monday = "Monday, 30 November 2099, 14:00 UTC";
    let at_once = "At once (Sunday, 29 November 2099, 02:00 UTC)";
    assert_eq!(page.texts("dd"), ["MSA Plus", at_once, monday, monday, monday]);
    let times: Vec<_> = page.all("time").iter().map(|time| time.attr("datetime").unwrap()).collect();
    assert_eq!(times[..2], ["2099-11-29T02:00:00Z", "2099-11-30T14:00:00Z"]);
}

#[tokio::test]
async fn a_receipt_tells_what_is_never_open_and_nothing_without_severities() {
    let place = ServerFolder::new();
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    catalog["severities"].as_array_mut().unwrap().truncate(1);
    catalog["sections"][1]["entitlements"][0]["values"]["business"] = json!("not-included");
    place.write("catalog.json", catalog.to_string().as_bytes());
    let path = place.path("catalog.json").to_str().unwrap().to_owned();
    let server = Server::start_with(&place, &["--catalog", &path]).await;
    let page = FormPage::read(&post(&server, &form()).await, 201);
    assert_eq!(page.texts("dd"), ["MSA Business", "Not open within a year"]);
    server.stop().await;

    let server = Server::start_with(&place, &["--catalog", &msa_with(&place, "severities", json!([]))]).await;
    let page = FormPage::read(&post(&server, &form()).await, 200);
    assert_eq!((page.texts("dd"), page.texts("h2")), (vec!["MSA Business".to_owned()], vec![]));
}

#[tokio::test]
async fn every_kind_of_answer_can_be_given() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    for (sent, stored) in [
        (&[][..], json!({})),
        (&[("company-size", "1-99")], json!({"company-size": "1-99"})),
        (&[("company-size", "")], json!({})),
        (&[("company-size", "not-sure")], json!({"company-size": null})),
        (&[("assurance", "review-call")], json!({"assurance": ["review-call"]})),
        (
            &[("assurance", "health-check"), ("assurance", ""), ("assurance", "quality-reports")],
            json!({"assurance": ["quality-reports", "health-check"]}),
        ),
        (&[("assurance", "")], json!({})),
        (&[("assurance", "not-sure")], json!({"assurance": null})),
        (&[("incidents", "0")], json!({"incidents": 0})),
        (&[("incidents", " 999999 ")], json!({"incidents": 999_999})),
        (&[("incidents", "  ")], json!({})),
        (&[("incidents", ""), ("incidents", "not-sure")], json!({"incidents": null})),
        (&[("remote-assistance", "yes")], json!({"remote-assistance": true})),
        (&[("remote-assistance", "no")], json!({"remote-assistance": false})),
        (&[("remote-assistance", "")], json!({})),
        (&[("remote-assistance", "not-sure")], json!({"remote-assistance": null})),
    ] {
        let mut form = form();
        form.retain(|(name, _)| !name.starts_with("answer."));
        form.extend(sent.iter().map(|(question, value)| (format!("answer.{question}"), (*value).to_owned())));
        // The same answers may stand here twice.
        form.push(("key".to_owned(), format!("k{}", place.rows().await.len())));
        FormPage::read(&post(&server, &form).await, 201);
        assert_eq!(place.rows().await.last().unwrap()["answers"], stored, "{sent:?}");
    }
}

#[tokio::test]
async fn a_choice_that_is_called_not_sure_is_that_choice() {
    let place = ServerFolder::new();
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    catalog["groups"][0]["questions"][0]["choices"][0]["id"] = json!("not-sure");
    place.write("catalog.json", catalog.to_string().as_bytes());
    let path = place.path("catalog.json").to_str().unwrap().to_owned();
    let server = Server::start_with(&place, &["--catalog", &path]).await;
    let not_sure = form_with(&[("answer.company-size", Some("not-sure"))]);

    let page = FormPage::read(&post(&server, &[not_sure.clone(), fields(&[("x", "")])].concat()).await, 422);
    assert_eq!(page.texts("[id='answer.company-size'] option[value=not-sure]"), ["1 to 99"]);
    FormPage::read(&post(&server, &not_sure).await, 201);
    assert_eq!(place.rows().await[0]["answers"]["company-size"], "not-sure");
}

#[tokio::test]
async fn that_one_is_not_sure_stays_in_a_form_that_is_shown_again_and_is_offered_nowhere_else() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let not_sure = |question| (question, Some("not-sure"));
    let questions = ["answer.company-size", "answer.incidents", "answer.assurance", "answer.remote-assistance"];
    let mut changes = questions.map(not_sure).to_vec();
    changes.push(("email", Some("ada at example")));

    let page = FormPage::read(&post(&server, &form_with(&changes)).await, 422);
    assert_eq!(page.all("option[value=not-sure]").len(), 2, "the two lists of what was sent");
    assert_eq!(page.all("input[value=not-sure]").len(), 2, "the two boxes");
    let mut again = page.filled();
    for (name, value) in &mut again {
        if name == "email" {
            *value = "ada@analytical.example".to_owned();
        }
    }
    FormPage::read(&post(&server, &again).await, 201);
    let answers = &place.rows().await[0]["answers"];
    for question in questions {
        assert_eq!(answers.get(&question["answer.".len()..]), Some(&Value::Null), "{question}");
    }
}

#[tokio::test]
async fn every_problem_stands_at_its_field_with_what_was_written() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let long = "C".repeat(201);
    let sent = fields(&[
        ("plan", "standard"),
        ("name", " "),
        ("email", "ada@localhost"),
        ("company", &long),
        ("message", "one\r\n\r\n\ttwo"),
        ("catalog_id", "msa"),
        ("catalog_version", "an older one"),
        ("key", "k"),
        ("answer.company-size", "100-500"),
        ("answer.sev1-hours", "always"),
        ("answer.sev2-hours", "always"),
        ("answer.sev2-hours", "weekdays"),
        ("answer.incidents", "1000000"),
        ("answer.contacts", "ten"),
        ("answer.remote-assistance", "perhaps"),
        ("answer.assurance", "health-check"),
        ("answer.assurance", "wealth-check"),
        ("answer.escalation", "not-sure"),
    ]);

    let page = FormPage::read(&post(&server, &sent).await, 422);

    let choice = |typed| format!("“{typed}” is not among the choices. Pick another, or leave the question out.");
    let renamed = |typed, near| {
        let way_out = "pick that or another, or leave the question out.";
        format!("“{typed}” is not among the choices. Perhaps it is now “{near}”: {way_out}")
    };
    let number = |typed| format!("“{typed}” is not a whole number from 0 to 999999. Write one, or clear the field.");
    let expected = [
        ("plan", "Please choose one of the plans.".to_owned()),
        ("name", "Please fill this in.".to_owned()),
        ("email", "Write an address such as name@company.com.".to_owned()),
        ("company", "This is too long. Shorten it a little.".to_owned()),
        ("answer.company-size", renamed("100-500", "100 to 499")),
        ("answer.sev2-hours", "Please give one answer, or leave the question out.".to_owned()),
        ("answer.incidents", number("1000000")),
        ("answer.contacts", number("ten")),
        ("answer.remote-assistance", choice("perhaps")),
        ("answer.assurance", renamed("wealth-check", "Yearly health check")),
    ];
    assert_eq!(page.errors(), expected.map(|(name, text)| (name.to_owned(), text)));
    // The summary says the same, each with a link to its field.
    let links: Vec<_> =
        page.all("[role=alert] li a").iter().map(|link| link.attr("href").unwrap()[1..].to_owned()).collect();
    assert_eq!(links, page.errors().into_iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert_eq!(page.texts("[role=alert] li")[1], "Your name Please fill this in.");
    assert_eq!(page.texts("[role=alert] li a")[4], "How many people work there?");
    assert_eq!(
        page.texts("[role=alert] p"),
        ["Nothing is stored yet. Please change what is listed here, and send the form again."]
    );

    // What the form can hold of what was written is still there.
    let cannot_be_held =
        [("catalog_version", "2026-11"), ("plan", ""), ("answer.company-size", ""), ("answer.remote-assistance", "")];
    for (name, value) in &sent {
        let kept = page.value(name);
        match cannot_be_held.iter().find(|(field, _)| field == name) {
            Some((_, instead)) => assert_eq!(kept, [*instead], "{name}"),
            None if ["weekdays", "wealth-check"].contains(&value.as_str()) => {}
            None => assert!(kept.contains(value), "{name}: {kept:?}"),
        }
    }
    let options: Vec<_> = page.all("#plan option").iter().map(|option| option.attr("value").unwrap()).collect();
    assert_eq!(options, ["", "start", "plus", "business", "enterprise"]);
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_form_that_was_put_right_in_the_page_is_stored() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let wrong = form_with(&[("email", Some("ada@")), ("key", Some("k"))]);
    let page = FormPage::read(&post(&server, &wrong).await, 422);

    let mut again = page.filled();
    again.iter_mut().find(|(name, _)| name == "email").unwrap().1 = "ada@analytical.example".to_owned();
    let (first, second) = (post(&server, &again).await, post(&server, &again).await);
    FormPage::read(&first, 201);
    FormPage::read(&second, 201);
    assert_eq!((&second.body, second.header("idempotency-replayed")), (&first.body, "true"));

    // The form that was put right is the server's own.
    let mut same = plan_request();
    same["catalog"] = json!({"id": "msa", "version": "2026-11", "content": content(MSA)});
    assert_eq!(server.post_json(&same).await.status, 201);
    let rows = place.rows().await;
    assert_eq!((rows.len(), lasting(&rows[0])), (2, lasting(&rows[1])));
    assert_eq!(rows[0]["idempotency_key"], "k");
}

#[tokio::test]
async fn an_empty_form_asks_for_all_that_it_needs() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for body in [&b""[..], b"&&", b"name=&email=&company=&plan="] {
        let page = FormPage::read(&post_bytes(&server, body).await, 422);
        let fields: Vec<_> = page.errors().into_iter().map(|(name, _)| name).collect();
        assert_eq!(fields, ["plan", "name", "email", "company"]);
        // Its catalogue is the one that made this page.
        let catalog: Value = serde_json::from_str(MSA).unwrap();
        assert_eq!(page.value("catalog_id"), ["msa"]);
        assert_eq!(page.value("catalog_version"), [catalog["version"].as_str().unwrap()]);
        assert_eq!(page.value("catalog_content"), [content(MSA)]);
        assert_eq!(page.texts("[role=alert] li[lang=en]").len(), 2);
    }
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

/// A form says how prices are told beside its answers; the page with what is wrong keeps it.
#[tokio::test]
async fn a_form_says_in_what_and_how_often_is_paid() {
    const API: &str = include_str!("../../../catalogs/loomgate-api.json");
    let place = ServerFolder::new();
    place.write("catalog.json", API.as_bytes());
    let server = Server::start_with(&place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await;
    let version = serde_json::from_str::<Value>(API).unwrap()["version"].as_str().unwrap().to_owned();
    let form = |period: &str, email: &str| {
        fields(&[
            ("plan", "pro"),
            ("name", "Ada Lovelace"),
            ("email", email),
            ("company", "Analytical Engines"),
            ("catalog_id", "loomgate-api"),
            ("catalog_version", &version),
            ("catalog_content", &content(API)),
            ("answer.users", "3"),
            ("period", period),
            ("currency", "EUR"),
        ])
    };

    let again = FormPage::read(&post(&server, &form("year", "nowhere")).await, 422);
    assert_eq!((again.value("period"), again.value("currency")), (vec!["year".to_owned()], vec!["EUR".to_owned()]));
    FormPage::read(&post(&server, &form("decade", "ada@analytical.example")).await, 422);
    FormPage::read(&post(&server, &form("year", "ada@analytical.example")).await, 201);

    let rows = place.rows().await;
    assert_eq!(rows.len(), 1);
    let answers = &rows[0]["answers"];
    let answers = answers.as_str().map_or(answers.clone(), |text| serde_json::from_str(text).unwrap());
    assert_eq!(answers, json!({"users": 3, "period": "year", "currency": "EUR"}));
}

#[tokio::test]
async fn what_no_field_can_hold_is_told_to_who_made_the_form() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let sent = form_with(&[
        ("reference", Some("mine")),
        ("answers", Some("{}")),
        ("answer.sev3-hours", Some("")),
        ("catalog_id", Some("other")),
    ]);

    let page = FormPage::read(&post(&server, &sent).await, 422);

    let known = "known are plan, name, email, company, message, consent, catalog_id, catalog_version, catalog_content, language, key, back, altcha, and \
                 \"answer.\" before the id of a question";
    assert_eq!(
        page.texts("[role=alert] li"),
        [
            format!("/reference: the field \"reference\" is unknown; {known}"),
            format!("/answers: the field \"answers\" is unknown; {known}"),
            "/answers/sev3-hours: no question is called \"sev3-hours\"; did you mean \"sev1-hours\"?".to_owned(),
            "/catalog/id: \"other\" is not the catalogue served here; send \"msa\"".to_owned(),
        ]
    );
    assert_eq!((page.errors(), place.rows().await), (vec![], vec![]));
    FormPage::read(&post(&server, &page.filled()).await, 201);
}

#[tokio::test]
async fn a_field_that_stands_twice_is_refused() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for (name, value) in
        [("plan", "plus"), ("name", "Ada"), ("email", "a@b.example"), ("message", "x"), ("company", "C")]
    {
        let page = FormPage::read(&post(&server, &[form(), fields(&[(name, value)])].concat()).await, 422);
        assert_eq!(page.errors().iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), [name]);
    }
    for answers in [["not-sure", "health-check"], ["health-check", "not-sure"]] {
        let answers = answers.map(|answer| ("answer.assurance", answer));
        let form = form_with(&[("answer.assurance", None)]);
        let page = FormPage::read(&post(&server, &[form, fields(&answers)].concat()).await, 422);
        let text = "Please give either an answer or “Not sure”.";
        assert_eq!(page.errors(), fields(&[("answer.assurance", text)]));
        assert_eq!(page.value("answer.assurance"), ["health-check", "not-sure"]);
    }
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn consent_is_a_ticked_box_whatever_its_value() {
    let place = ServerFolder::new();
    let words = "You may call <me> & store this.";
    let path = msa_with(&place, "consent", json!(words));
    let server = Server::start_with(&place, &["--catalog", &path]).await;

    let page = FormPage::read(&post(&server, &form()).await, 422);
    assert_eq!(page.errors(), fields(&[("consent", "Please tick this to go on.")]));
    assert_eq!(page.texts("label[for=consent]"), [words]);
    assert_eq!(page.texts("[role=alert] li"), [format!("{words} Please tick this to go on.")]);

    for (at, value) in ["on", "yes", ""].into_iter().enumerate() {
        let sent = form_with(&[("consent", Some(value)), ("key", Some(&at.to_string()))]);
        let page = FormPage::read(&post(&server, &[sent.clone(), fields(&[("x", "")])].concat()).await, 422);
        assert_eq!(page.value("consent"), ["yes"]);
        FormPage::read(&post(&server, &sent).await, 201);
        assert_eq!(place.rows().await[at]["consent"], words);
    }
}

#[tokio::test]
async fn markup_is_text_wherever_it_is_written() {
    let place = ServerFolder::new();
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    let markup = "\"'><script>alert(1)</script></textarea></select><!--&lt;";
    catalog["title"] = json!(markup);
    catalog["consent"] = json!(markup);
    catalog["plans"][3]["name"] = json!(markup);
    catalog["groups"][0]["title"] = json!(markup);
    catalog["groups"][0]["questions"][0]["prompt"] = json!(markup);
    catalog["groups"][0]["questions"][0]["choices"][0]["label"] = json!(markup);
    catalog["severities"][0]["name"] = json!(markup);
    place.write("catalog.json", catalog.to_string().as_bytes());
    let path = place.path("catalog.json").to_str().unwrap().to_owned();
    let server = Server::start_with(&place, &["--catalog", &path]).await;

    let texts = ["name", "email", "company", "message", "catalog_version", "answer.incidents"];
    let others = ["plan", "consent", "catalog_id", "answer.company-size", "answer.assurance", "answer.x", markup];
    let sent: Fields = texts.iter().chain(&others).map(|name| ((*name).to_owned(), markup.to_owned())).collect();
    let page = FormPage::read(&post(&server, &sent).await, 422);
    for name in texts {
        // The form that is shown is of this catalogue.
        let expected = if name == "catalog_version" { "2026-11" } else { markup };
        assert_eq!(page.value(name), [expected], "{name}");
    }
    assert_eq!(page.texts("label[for=consent]"), [markup]);
    assert_eq!(page.texts("legend")[0], markup);
    assert_eq!(page.texts("title"), [format!("Please check – {markup}")]);
    let quoted = format!("/{}: the field {markup:?}", markup.replace('/', "~1"));
    assert!(page.texts("[role=alert] li").iter().any(|line| line.starts_with(&quoted)));

    let kept = form_with(&[
        ("name", Some(markup)),
        ("company", Some(markup)),
        ("message", Some(markup)),
        ("catalog_version", Some(markup)),
        ("consent", Some(markup)),
        ("key", Some("<script>alert(1)</script>\"'&")),
    ]);
    let page = FormPage::read(&post(&server, &[kept.clone(), fields(&[("x", "")])].concat()).await, 422);
    assert_eq!(page.value("key"), ["<script>alert(1)</script>\"'&"]);
    let page = FormPage::read(&post(&server, &kept).await, 201);
    assert_eq!((page.texts("dt")[1].as_str(), page.texts("dd")[0].as_str()), (markup, markup));
    assert_eq!(place.rows().await[0]["name"], markup);

    let elsewhere = format!("http://{}/a?b='><script>", server.address);
    let page = FormPage::read(&send(server.post().header("referer", elsewhere).form(&kept)).await, 201);
    assert_eq!(page.all("main > p:last-child > a").len(), 1);
}

#[tokio::test]
async fn control_characters_are_refused_and_shown_as_such() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let sent = form_with(&[
        ("name", Some("A\0da")),
        ("company", Some("two\nlines")),
        ("message", Some("\u{1b}[1m")),
        ("answer.incidents", Some("1\0")),
        ("a\0b", Some("")),
    ]);
    let page = FormPage::read(&post(&server, &sent).await, 422);
    let fields: Vec<_> = page.errors().into_iter().map(|(name, _)| name).collect();
    assert_eq!(fields, ["name", "company", "message", "answer.incidents"]);
    assert_eq!((page.value("name"), page.value("message")), (vec!["A\u{fffd}da".into()], vec!["\u{fffd}[1m".into()]));
}

#[tokio::test]
async fn a_form_is_stored_once_under_its_key_or_by_its_content() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;

    let mut last = 0;
    for (key, count) in [(Some("7b2f2c1e"), 1), (None, 2), (Some(""), 2), (Some("!"), 3)] {
        let form = form_with(&[("key", key)]);
        let first = post(&server, &form).await;
        let again = post(&server, &form).await;
        let is_named = key.is_some_and(|key| !key.is_empty());
        if is_named {
            assert_eq!((first.status, &first.body), (again.status, &again.body));
            assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
        }
        let again_status = if is_named { 201 } else { 200 };
        let (first, again) =
            (FormPage::read(&first, if count == last { 200 } else { 201 }), FormPage::read(&again, again_status));
        assert_eq!(first.texts("strong"), again.texts("strong"));
        if !is_named {
            let sent = again.texts("main > p");
            let is_told = sent[0].starts_with("You sent this on ") && sent[0].ends_with(" UTC. It is stored once.");
            assert!(is_told, "{sent:?}");
        }
        last = count;
        assert_eq!(place.rows().await.len(), count, "{key:?}");
    }
    // Without a key, other content is another request.
    FormPage::read(&post(&server, &form_with(&[("message", Some("Please write."))])).await, 201);
    // The header names a form, too, and this key is of a form with a field.
    let headed = send(server.post().header("Idempotency-Key", "7b2f2c1e").form(&form())).await;
    FormPage::read(&headed, 422);
    // In JSON the same key is of another body.
    let json = send(server.post().header("Idempotency-Key", "7b2f2c1e").json(&plan_request())).await;
    assert_eq!((json.status.as_u16(), place.rows().await.len()), (422, 4));
}

#[tokio::test]
async fn the_same_content_is_the_same_request_for_ten_minutes_and_a_key_for_longer() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let age = async |seconds: i64| {
        let at = ago(chrono::TimeDelta::seconds(seconds));
        let age = sqlx::query("UPDATE plan_requests SET received_at = $1").bind(at);
        age.execute(&mut place.database().await).await.unwrap();
    };

    for (key, at_nine_minutes, at_eleven) in [(None, 200, 201), (Some("k"), 201, 201)] {
        let form = form_with(&[("key", key)]);
        FormPage::read(&post(&server, &form).await, 201);
        age(9 * 60).await;
        FormPage::read(&post(&server, &form).await, at_nine_minutes);
        age(11 * 60).await;
        FormPage::read(&post(&server, &form).await, at_eleven);
        FormPage::read(&post(&server, &form).await, if key.is_some() { 201 } else { 200 });
    }
    assert_eq!(place.rows().await.len(), 3);
}

#[tokio::test]
async fn other_content_under_a_taken_key_is_stored_only_when_it_is_sent_again() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    FormPage::read(&post(&server, &form_with(&[("key", Some("k"))])).await, 201);

    let changed = form_with(&[("key", Some("k")), ("message", Some("Please write."))]);
    let page = FormPage::read(&post(&server, &changed).await, 422);

    assert_eq!(
        page.texts("[role=alert] p"),
        [
            "An earlier request from this form is stored, with other content. Sending the form again stores this one as well."
        ]
    );
    assert_eq!((page.value("key"), page.value("message")), (vec![], vec!["Please write.".to_owned()]));
    assert_eq!(place.rows().await.len(), 1);
    for status in [201, 200] {
        FormPage::read(&post(&server, &page.filled()).await, status);
        assert_eq!(place.rows().await.len(), 2);
    }
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_and_left_out_of_the_page() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for key in ["two words", "schlüssel", &"k".repeat(256)] {
        let page = FormPage::read(&post(&server, &form_with(&[("key", Some(key))])).await, 400);
        assert_eq!(
            page.texts("[role=alert] p"),
            ["The form was not complete, and nothing is stored yet. It is complete now: please send it again."]
        );
        assert_eq!((page.value("key"), page.value("name")), (vec![], vec!["Ada Lovelace".to_owned()]));
    }
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_form_of_more_than_64_kib_is_refused_with_a_page() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let body = "plan=business&name=Ada&email=ada%40analytical.example&company=E&catalog_id=msa&catalog_version=1";
    let padded = |length: usize| format!("{body}{}", "&".repeat(length - body.len())).into_bytes();

    FormPage::read(&post_bytes(&server, &padded(64 * 1024)).await, 201);
    for length in [64 * 1024 + 1, 500_000] {
        let page = FormPage::read(&post_bytes(&server, &padded(length)).await, 413);
        assert_eq!(
            page.texts("[role=alert]"),
            [
                "What was sent is larger than 64 KiB, and nothing is stored. Please go back, shorten it, and send it again."
            ]
        );
    }
    let many = "x&".repeat(32 * 1024);
    let answer = post_bytes(&server, many.as_bytes()).await;
    FormPage::read(&answer, 422);
    assert!(answer.body.len() < 64 * 1024, "{}", answer.body.len());
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn a_form_that_is_cut_off_is_answered_with_a_page() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let head = "POST /api/plan-requests HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
    let response =
        server.raw(&format!("{head}Content-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n")).await;
    assert!(response.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{response}");
    let said = "What was sent did not arrive whole, and nothing is stored. Please go back and send it again.";
    assert!(response.contains(said), "{response}");
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_and_shown_as_such() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for name in [&b"Ad\xe9"[..], b"Ad%E9", b"Ad%e9"] {
        let body = [b"plan=business&company=Engines&name=", name].concat();
        let page = FormPage::read(&post_bytes(&server, &body).await, 400);
        assert!(page.texts("[role=alert] p")[0].starts_with("Some characters could not be read"));
        assert_eq!((page.value("name"), page.value("company")), (vec!["Ad\u{fffd}".into()], vec!["Engines".into()]));
    }
    assert_eq!(place.rows().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_fault_of_the_server_keeps_what_was_written_and_logs_none_of_it() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let form = form_with(&[("key", Some("k3y")), ("back", Some("/plans/"))]);
    FormPage::read(&post(&server, &form_with(&[("plan", Some("none"))])).await, 422);
    FormPage::read(&post(&server, &form).await, 201);
    let mut database = place.database().await;
    database.execute("ALTER TABLE plan_requests RENAME TO elsewhere").await.unwrap();
    database.close().await.unwrap();

    let page = FormPage::read(&post(&server, &form).await, 500);

    assert_eq!(
        page.texts("[role=alert] p"),
        ["The request could not be stored just now. What you wrote is still here; please try again."]
    );
    let mut kept = page.filled();
    kept.retain(|(_, value)| !value.is_empty());
    kept.sort();
    let mut sent = form;
    sent.retain(|(_, value)| !value.is_empty());
    sent.sort();
    assert_eq!(kept, sent);
    let log = server.stop().await.log.to_lowercase();
    let missing = match database::postgres() {
        Some(_) => "does not exist",
        None => "no such table",
    };
    assert!(log.contains("stored the plan request") && log.contains(missing), "{log}");
    for personal in ["ada", "lovelace", "analytical", "call", "100-499", "k3y", "127.0.0.1"] {
        assert!(!log.contains(personal), "{personal} is in the log: {log}");
    }
}

#[tokio::test]
async fn the_page_leads_back_to_where_the_form_stood() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let back = async |from: &str, form: &Fields, status| {
        let answer = send(server.post().header("referer", from).form(form)).await;
        FormPage::read(&answer, status).attribute("main > p:last-child > a[href]", "href")
    };
    let here = |path: &str| format!("http://{}{path}", server.address);

    assert_eq!(back(&here("/plans/?a=1"), &form(), 201).await, "/plans/?a=1");
    assert_eq!(back(&here("/plans/"), &fields(&[]), 422).await, "/plans/");
    assert_eq!(back(&here("/api/plan-requests"), &form(), 200).await, "../");
    assert_eq!(back("https://elsewhere.example/plans/", &form(), 200).await, "../");
    assert_eq!(FormPage::read(&post(&server, &form()).await, 200).attribute("main > p:last-child > a", "href"), "../");
}

#[tokio::test]
async fn a_form_that_was_put_right_leads_back_to_where_the_first_stood() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let from = |path: &str| format!("http://{}{path}", server.address);
    let first = server.post().header("referer", from("/plans/?a=1&b=2")).form(&form_with(&[("email", Some("ada@"))]));
    let mut page = FormPage::read(&send(first).await, 422);
    for email in ["@", "ada@analytical.example"] {
        let mut again = page.filled();
        again.iter_mut().find(|(name, _)| name == "email").unwrap().1 = email.to_owned();
        let status = if email == "@" { 422 } else { 201 };
        let next = server.post().header("referer", from("/api/plan-requests")).form(&again);
        page = FormPage::read(&send(next).await, status);
        assert_eq!(page.attribute("main > p:last-child > a[href]", "href"), "/plans/?a=1&b=2");
    }
}

#[tokio::test]
async fn a_form_is_told_by_its_type_with_whatever_parameters() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let body = "plan=business&name=Ada&email=ada%40analytical.example&company=E&catalog_id=msa&catalog_version=1";
    for (media_type, status) in [
        (FORM, 201),
        ("application/x-www-form-urlencoded; charset=UTF-8", 200),
        ("Application/X-WWW-Form-URLEncoded", 200),
    ] {
        let answer = send(server.post().header("content-type", media_type).body(body)).await;
        FormPage::read(&answer, status);
    }
}

#[tokio::test]
async fn the_pages_speak_the_catalogues_language() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &["--catalog", &msa_with(&place, "language", json!("en-GB"))]).await;
    assert_eq!(FormPage::read(&post(&server, &form()).await, 201).attribute("html", "lang"), "en-GB");
    assert_eq!(FormPage::read(&post(&server, &fields(&[])).await, 422).attribute("html", "lang"), "en-GB");
}

#[tokio::test]
async fn the_address_still_takes_posts_alone_and_its_style_is_read() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for method in [Method::GET, Method::HEAD, Method::PUT] {
        let request = server.request(method, "/api/plan-requests").header("content-type", FORM);
        let answer = send(request).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let page = FormPage::read(&post(&server, &form()).await, 201);
    let style = server.get(&format!("/api/{}", page.attribute("link[rel=stylesheet]", "href"))).await;
    assert_eq!((style.status.as_u16(), style.header("content-type")), (200, "text/css; charset=utf-8"));
}

/// A server whose catalogue is in English and German, with something to agree to.
async fn bilingual_server(place: &ServerFolder) -> Server {
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    catalog["title"] = json!({"en": "Which support plan fits?", "de": "Welcher Plan passt?"});
    catalog["consent"] = json!({"en": "You may write to me.", "de": "Sie dürfen mir schreiben."});
    place.write("catalog.json", catalog.to_string().as_bytes());
    Server::start_with(place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await
}

#[tokio::test]
async fn a_number_is_read_as_the_language_of_the_page_writes_it() {
    let place = ServerFolder::new();
    let server = bilingual_server(&place).await;
    let with = |typed: &str, language| {
        let key = format!("k{typed:?}{language}").bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
        let changes = [("answer.incidents", Some(typed)), ("language", Some(language)), ("key", Some(&*key))];
        [form_with(&changes), fields(&[("consent", "yes")])].concat()
    };
    for (typed, language, number) in [
        ("１２", "en", 12),
        ("٣", "en", 3),
        ("1,000", "en", 1000),
        ("1,000", "", 1000),
        ("1.000", "de", 1000),
        ("1.000", "de-AT", 1000),
        ("1'000", "de-CH", 1000),
    ] {
        FormPage::read(&post(&server, &with(typed, language)).await, 201);
        assert_eq!(place.rows().await.last().unwrap()["answers"]["incidents"], number, "{typed} in {language}");
    }
    for (typed, language) in [("1.000", "en"), ("1,000", "de"), ("1.000", "de-CH"), ("1,00", "en")] {
        let page = FormPage::read(&post(&server, &with(typed, language)).await, 422);
        let error = if language.starts_with("de") {
            format!("„{typed}“ ist keine ganze Zahl von 0 bis 999999. Schreiben Sie eine oder leeren Sie das Feld.")
        } else {
            format!("“{typed}” is not a whole number from 0 to 999999. Write one, or clear the field.")
        };
        assert_eq!(page.errors(), fields(&[("answer.incidents", &error)]));
        assert_eq!(
            (page.value("answer.incidents"), page.value("language")),
            (vec![typed.to_owned()], vec![language.to_owned()])
        );
    }
}

#[tokio::test]
async fn a_form_is_answered_in_the_language_of_its_page() {
    let place = ServerFolder::new();
    let server = bilingual_server(&place).await;
    let german = form_with(&[("language", Some("de"))]);
    let page = FormPage::read(&post(&server, &german).await, 422);
    assert_eq!((page.attribute("html", "lang"), page.value("language")), ("de".to_owned(), vec!["de".to_owned()]));
    assert_eq!(page.texts("label[for=consent]"), ["Sie dürfen mir schreiben."]);
    FormPage::read(&post(&server, &[german, fields(&[("consent", "yes")])].concat()).await, 201);
    assert_eq!(place.rows().await[0]["consent"], "Sie dürfen mir schreiben.");
    // What is no language, or none of the catalogue's, is passed over.
    for language in ["fr", "\"><b>", "de\" x=\""] {
        let page = FormPage::read(&post(&server, &form_with(&[("language", Some(language))])).await, 422);
        assert_eq!(page.attribute("html", "lang"), "en", "{language}");
    }
}

#[tokio::test]
async fn addresses_of_other_scripts_pass_and_the_form_lets_them() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for email in ["用户@例子.公司", "jürgen@x.example"] {
        let page = FormPage::read(&post(&server, &form_with(&[("email", Some(email)), ("plan", None)])).await, 422);
        assert_eq!(page.value("email"), [email]);
        // Browsers check what is of their type for addresses by a rule that knows ASCII alone.
        assert_eq!(page.attribute("#email", "type"), "text");
        assert_eq!(page.attribute("#email", "inputmode"), "email");
        FormPage::read(&post(&server, &form_with(&[("email", Some(email))])).await, 201);
        assert_eq!(place.rows().await.last().unwrap()["email"], email);
    }
}

#[tokio::test]
async fn what_shows_nothing_is_asked_for_again_and_what_directs_text_stays_in_its_place() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    for unseen in ["\u{200b}", "\u{3164}", "\u{2800}", "\u{ad}", "\u{202e}\u{301}"] {
        let sent = form_with(&[("name", Some(unseen)), ("company", Some(unseen))]);
        let page = FormPage::read(&post(&server, &sent).await, 422);
        let empty = "Please fill this in.";
        assert_eq!(page.errors(), fields(&[("name", empty), ("company", empty)]), "{unseen:?}");
    }
    let page =
        FormPage::read(&post(&server, &form_with(&[("answer.incidents", Some("\u{202e}12\u{2066}x"))])).await, 422);
    let error = "“12x” is not a whole number from 0 to 999999. Write one, or clear the field.";
    assert_eq!(page.errors(), fields(&[("answer.incidents", error)]));
    for field in ["#name", "#email", "#company", "#message"] {
        assert_eq!(page.attribute(field, "dir"), "auto", "{field}");
    }
    let page = FormPage::read(&post(&server, &form_with(&[("x\u{202e}y", Some("1"))])).await, 422);
    assert!(page.texts("[role=alert] li")[0].starts_with("/x\\u{202e}y: the field"), "escaped as controls are");
}

#[tokio::test]
async fn what_an_older_page_sends_is_answered_with_what_it_may_have_become() {
    let place = ServerFolder::new();
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    let size = &mut catalog["groups"][0]["questions"][0];
    assert_eq!(size["choices"][1]["id"], "100-499");
    size["choices"][1]["id"] = json!("100-999");
    size["choices"][1]["label"] = json!("100 to 999");
    catalog["consent"] = json!("You may write to me.");
    place.write("catalog.json", catalog.to_string().as_bytes());
    let mut server = Server::start_with(&place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await;

    let page = FormPage::read(&post(&server, &form_with(&[("catalog_version", Some("2026-10"))])).await, 422);
    let near = "“100-499” is not among the choices. Perhaps it is now “100 to 999”: pick that or another, or leave \
                the question out.";
    let consent = "Please tick this to go on.";
    assert_eq!(page.errors(), fields(&[("answer.company-size", near), ("consent", consent)]));
    assert_eq!(page.value("name"), ["Ada Lovelace"]);

    let answer = server.post_json(&plan_request()).await.json();
    let errors: Vec<_> = answer["errors"].as_array().unwrap().iter().map(|error| &error["detail"]).collect();
    assert_eq!(errors[0], "\"100-499\" is no choice of \"company-size\"; did you mean \"100-999\"?");

    // Each leaves a line that names places and rules, and nobody.
    let line = "its page's catalogue version: 2026-10): /answers/company-size unknown-name, /consent missing";
    server.logged(line).await;
    server.logged("refused a plan request with 422 (its page's catalogue version: unknown): ").await;
    let log = server.stop().await.log;
    assert_eq!(log.matches("refused a plan request").count(), 2, "{log}");
    for personal in ["Ada", "analytical", "Engines", "100-499", "Please call", "older"] {
        assert!(!log.contains(personal), "{personal}: {log}");
    }
}

#[tokio::test]
async fn a_program_may_name_its_form_in_the_head() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let keyed = |key: &str, form: &Fields| send(server.post().header("Idempotency-Key", key).form(form));

    assert_eq!(keyed("k1", &form()).await.status, 201);
    let again = keyed("\"k1\"", &form()).await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, "true"));
    assert_eq!(keyed("k1", &form_with(&[("name", Some("Eve"))])).await.status, 422);
    assert_eq!(keyed("k2", &form()).await.status, 201);
    assert_eq!(keyed("k3", &form_with(&[("key", Some("k3"))])).await.status, 201);
    for (key, field) in [("two words", ""), ("k4", "k5"), ("k4", "two words")] {
        assert_eq!(keyed(key, &form_with(&[("key", Some(field))])).await.status, 400, "{key} and {field}");
    }
    assert_eq!(place.rows().await.len(), 3);
}
