//! Bodies that are meant to cost much: what is told of them, and how much is compared for it, stays within bounds.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::catalog::Catalog;
use crate::json::{Code, Json, Limits, Problem, comparisons};
use crate::request::{PageCatalog, PlanRequest, UncheckedRequest};
use crate::source;

/// The largest body that a server takes.
const BODY: usize = 64 * 1024;

/// What a server adds around the problems, and the last of them, which says how many more there are.
const AROUND: usize = 1024;

fn msa() -> Catalog {
    source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue")
}

/// Makes a body with one part of it as text of its own.
fn body(part: &str, text: &str) -> String {
    let mut fields = BTreeMap::from([
        ("plan", json!("plus").to_string()),
        ("answers", json!({}).to_string()),
        ("contact", json!({"name": "Ada", "email": "ada@example.com", "company": "AE"}).to_string()),
        ("catalog", json!({"id": "msa", "version": "2026-11"}).to_string()),
    ]);
    fields.insert(part, text.to_owned());
    let fields: Vec<_> = fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}

/// Writes as many of these as a body has room for, one after another.
fn many(one: impl Fn(usize) -> String) -> String {
    let mut all = Vec::new();
    let mut length = 0;
    for at in 0.. {
        let one = one(at);
        length += one.len() + 1;
        if length > BODY - 500 {
            break;
        }
        all.push(one);
    }
    all.join(",")
}

/// Bodies of 64 KiB, each bad in its way.
fn nasty() -> Vec<(&'static str, String)> {
    let object = |one: &dyn Fn(usize) -> String| format!("{{{}}}", many(one));
    let list = |one: &dyn Fn(usize) -> String| format!("[{}]", many(one));
    let long = |c: &str| format!("\"{}\"", c.repeat((BODY - 1000) / c.len()));
    let mut all = Vec::new();
    for part in ["plan", "answers", "contact", "message", "consent", "consent_text", "catalog", "origin", "other"] {
        let mut add = |what, text: String| all.push((what, body(part, &text)));
        add("unknown names", object(&|at| format!("\"incident-{at}\":1")));
        add("names that are nearly known", object(&|at| format!("\"assuranc{at:03}\":1")));
        add("short names", object(&|at| format!("\"{at}\":0")));
        add("one name again and again", object(&|_| "\"incidents\":1".to_owned()));
        add("an unknown name again and again", object(&|_| "\"a\":1".to_owned()));
        add("names that JSON escapes", object(&|at| format!("\"\\u0001\\u0002\\u0003{at}\":1")));
        add("names that a pointer escapes", object(&|at| format!("\"~/~/~/~/{at}\":1")));
        add("names that a quotation escapes", object(&|at| format!("\"\u{10ffff}\u{10fffe}\u{e0001}{at}\":1")));
        add("a long name", format!("{{{}:1}}", long("a")));
        add("long names", object(&|at| format!("\"{at}{}\":1", "b".repeat(990))));
        add("long names with U+0000", object(&|at| format!("\"{at}{}\":1", "\\u0000".repeat(33))));
        add("a long text", long("é"));
        add("a long text without anything to see", long("\u{200b}"));
        add("a long text of quotes", long("\\\""));
        add("U+0000", long("\\u0000"));
        add("a list of texts", list(&|_| "\"a\"".to_owned()));
        add("a list of lists", list(&|_| "[]".to_owned()));
        add("a list of numbers", list(&|_| "1".to_owned()));
        add("deep lists", format!("{}1{}", "[".repeat(120), "]".repeat(120)));
        add("deep objects", format!("{}1{}", "{\"a\":".repeat(120), "}".repeat(120)));
        add("deeper lists", format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000)));
        add("a huge number", "9".repeat(BODY - 1000));
        add("a tiny number", format!("0.{}1", "0".repeat(BODY - 1000)));
        add("a number beyond all", "1e999999999".to_owned());
        add("half a character", long("\\ud800"));
        add("objects in objects", object(&|at| format!("\"{at}\":{{\"a\":{{}}}}")));
    }
    let choices = |id: &str, one: &dyn Fn(usize) -> String| format!("{{\"{id}\":{}}}", list(one));
    for (what, text) in [
        ("unknown choices", choices("assurance", &|at| format!("\"healthchec{at}\""))),
        ("a choice again and again", choices("assurance", &|_| "\"health-check\"".to_owned())),
        ("choices of a question with one", choices("company-size", &|_| "\"1-99\"".to_owned())),
        ("a hundred long choices", choices("assurance", &|at| format!("\"{}{at}\"", "health-chec".repeat(60)))),
    ] {
        all.push((what, body("answers", &text)));
    }
    let names = object(&|at| format!("\"utm_{at}\":1"));
    all.push(("a campaign of numbers", body("origin", &format!("{{\"campaign\":{names}}}"))));
    all.push(("nothing", String::new()));
    all.push(("an unknown name at the top", object(&|at| format!("\"{at}\":1"))));
    all
}

/// Checks what is told of a body.
fn check(what: &str, text: &str, problems: &[Problem]) {
    let told = serde_json::to_string(problems).expect("problems are plain JSON");
    let start: String = text.chars().take(60).collect();
    assert!(problems.len() <= Limits::REQUEST.problems + 1, "{what}: {} problems of {start}", problems.len());
    assert!(told.len() <= Limits::REQUEST.bytes + 50 * 60 + AROUND, "{what}: {} bytes of {start}", told.len());
    for problem in problems {
        assert!(problem.detail.len() <= 2000, "{what}: {problem}");
    }
}

#[test]
fn what_is_told_of_a_nasty_body_is_bounded_and_so_is_what_is_compared_for_it() {
    let catalog = msa();
    let names = 200;
    for (what, text) in nasty() {
        assert!(text.len() <= BODY, "{what} is {} long", text.len());
        let compared = comparisons::during(|| {
            check(what, &text, &PlanRequest::from_json(&catalog, &text).err().unwrap_or_default());
        });
        assert!(compared <= Limits::REQUEST.suggestions * names, "{what}: {compared} comparisons");
        let compared = comparisons::during(|| {
            check(what, &text, &UncheckedRequest::from_json(&text).err().unwrap_or_default());
        });
        assert!(compared <= Limits::REQUEST.suggestions * names, "{what}: {compared} comparisons");
    }
}

#[test]
fn the_last_problem_says_how_many_more_there_are() {
    let fields = (0..80).map(|at| (format!("field-{at:02}"), json!(1)));
    let text = Value::from_iter(fields).to_string();
    let problems = PlanRequest::from_json(&msa(), &text).expect_err("problems");
    assert_eq!(problems.len(), 51);
    let last = &problems[50];
    // 80 unknown fields, and four that are missing.
    assert_eq!((last.pointer.as_str(), last.code), ("", Code::TooLong));
    assert_eq!(last.detail, "there are 34 more problems; mend these first");
    // The first have a suggestion where one is near, and all have the names that are known.
    assert_eq!(problems[49].detail.split("; known are plan, answers").count(), 2, "{}", problems[49]);
}

#[test]
fn too_many_answers_or_choices_are_one_problem_each() {
    let answers = Value::from_iter((0..3000).map(|at| (format!("question-{at}"), json!(1))));
    let problem = |answers: &str| {
        let text = body("answers", answers);
        let checked = PlanRequest::from_json(&msa(), &text).expect_err("problems");
        assert_eq!(UncheckedRequest::from_json(&text), Err(checked.clone()), "both are read so");
        checked.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(problem(&answers.to_string()), ["/answers: there are 3000 answers; keep them within 104"]);
    let choices = json!({"assurance": vec!["health-check"; 101]}).to_string();
    assert_eq!(problem(&choices), ["/answers/assurance: there are 101 choices; keep them within 100"]);
}

#[test]
fn a_name_that_is_too_long_for_a_place_is_reported_at_its_object() {
    let name = "x".repeat(401);
    let text = body(
        "contact",
        &json!({"name": "Ada", "email": "ada@example.com", "company": "AE", name: {"a": 1}}).to_string(),
    );
    let problems = PlanRequest::from_json(&msa(), &text).expect_err("problems");
    let quoted = format!("\"{}\"…", "x".repeat(60));
    let detail = format!("/contact: the field {quoted} is unknown; known are name, email, company");
    assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [detail]);
}

#[test]
fn u_0000_is_refused_wherever_it_would_be_stored() {
    let catalog = msa();
    let whole = json!({
        "plan": "plus",
        "answers": {"company-size": "100-499", "assurance": ["health-check"]},
        "contact": {"name": "Ada", "email": "ada@example.com", "company": "AE"},
        "message": "Hello",
        "consent": true,
        "consent_text": "I agree",
        "catalog": {"id": "msa", "version": "1", "content": "0123456789abcdef"},
    });
    let places = [
        "/plan",
        "/answers/company-size",
        "/answers/assurance/0",
        "/contact/name",
        "/contact/email",
        "/contact/company",
        "/message",
        "/consent_text",
        "/catalog/id",
        "/catalog/version",
        "/catalog/content",
    ];
    for place in places {
        let mut body = whole.clone();
        let value = body.pointer_mut(place).expect("the body has every place");
        let text = value.as_str().expect("a text");
        *value = format!("{}\0{}", &text[..1], &text[1..]).into();
        for problems in [
            PlanRequest::from_json(&catalog, &body.to_string()).expect_err(place),
            UncheckedRequest::from_json(&body.to_string()).expect_err(place),
        ] {
            assert_eq!(problems.iter().map(|problem| problem.pointer.as_str()).collect::<Vec<_>>(), [place]);
        }
    }
    for object in ["/answers", "/contact", "/catalog", ""] {
        let mut body = whole.clone();
        body.pointer_mut(object).expect("an object")["a\0"] = "1".into();
        let place = format!("{object}/a\0");
        for problems in [
            PlanRequest::from_json(&catalog, &body.to_string()).expect_err(object),
            UncheckedRequest::from_json(&body.to_string()).expect_err(object),
        ] {
            assert_eq!(problems.iter().map(|problem| problem.pointer.as_str()).collect::<Vec<_>>(), [&*place]);
        }
    }
}

#[test]
fn what_a_page_says_of_its_catalogue_is_looked_up_only_where_it_is_sound() {
    let page = |catalog: Value| PageCatalog::of(&Json::parse(&json!({"catalog": catalog}).to_string()).expect("JSON"));
    assert!(page(json!({"id": "msa", "version": "1"})).is_some());
    assert_eq!(page(json!({"id": "msa", "version": "1\u{0}"})), None);
    assert_eq!(page(json!({"id": "\u{0}", "version": "1"})), None);
    assert_eq!(page(json!({"id": "msa", "version": "1".repeat(201)})), None);
    let content = page(json!({"id": "msa", "version": "1", "content": "a\u{0}"})).expect("a page").content;
    assert_eq!(content, None);
}
