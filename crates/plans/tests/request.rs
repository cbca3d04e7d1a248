//! The plan request: what is taken, and every problem with its place and code.

mod support;

use std::collections::BTreeMap;

use plans::request::{
    Contact, LONGEST_FIELD, LONGEST_MESSAGE, Origin, PageCatalog, PlanRequest, UncheckedRequest, page_address,
};
use plans::{Catalog, testing};
use serde_json::{Value as Json, json};
use support::{answers, msa, msa_json, read, remove, set};

/// A body with everything in it.
fn body() -> Json {
    json!({
        "plan": "plus",
        "answers": {"company-size": "100-499", "sev1-hours": "always", "incidents": 10, "remote-assistance": true},
        "contact": {"name": "Ada Lovelace", "email": "ada@example.com", "company": "Analytical Engines"},
        "message": "We start in May.",
        "catalog": {"id": "msa", "version": "2026-11"},
    })
}

/// The body with one field set.
fn with(pointer: &str, value: impl Into<Json>) -> Json {
    let mut body = body();
    set(&mut body, pointer, value.into());
    body
}

/// The body without a field.
fn without(pointer: &str) -> Json {
    let mut body = body();
    remove(&mut body, pointer);
    body
}

/// The MSA catalogue, with consent asked for.
fn asking_consent() -> Catalog {
    let mut json = msa_json();
    set(&mut json, "/consent", json!("I agree to be called."));
    read(&json)
}

#[track_caller]
fn accepted(body: &Json) -> PlanRequest {
    PlanRequest::from_json(&msa(), &body.to_string()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The body has these problems, as place, code and detail, and no other.
#[track_caller]
fn check(body: &Json, expected: &[(&str, &str, &str)]) {
    check_on(&msa(), &body.to_string(), expected);
}

/// A catalogue's server finds these problems in a text, and no other.
#[track_caller]
fn check_on(catalog: &Catalog, text: &str, expected: &[(&str, &str, &str)]) {
    let problems = PlanRequest::from_json(catalog, text).err().unwrap_or_default();
    let expected =
        expected.iter().map(|(pointer, code, detail)| json!({"pointer": pointer, "code": code, "detail": detail}));
    assert_eq!(serde_json::to_value(problems).expect("problems are plain JSON"), expected.collect::<Json>());
}

#[test]
fn a_whole_request_is_read_whole() {
    let catalog = msa();
    let expected = PlanRequest {
        plan: catalog.plan_by_id("plus").expect("plus"),
        answers: answers(&catalog, &body()["answers"]),
        contact: Contact {
            name: "Ada Lovelace".to_owned(),
            email: "ada@example.com".to_owned(),
            company: "Analytical Engines".to_owned(),
        },
        message: Some("We start in May.".to_owned()),
        consents: false,
        page: PageCatalog { id: "msa".to_owned(), version: "2026-11".to_owned(), content: None, language: None },
        origin: Origin::default(),
    };
    assert_eq!(accepted(&body()), expected);
}

#[test]
fn the_message_may_be_left_out_null_or_blank() {
    for body in [without("/message"), with("/message", Json::Null), with("/message", ""), with("/message", " \n ")] {
        assert_eq!(accepted(&body).message, None);
    }
}

#[test]
fn a_message_keeps_its_lines_and_loses_the_space_around_it() {
    assert_eq!(accepted(&with("/message", "\n One.\r\n\n\tTwo. \n")).message.as_deref(), Some("One.\r\n\n\tTwo."));
}

#[test]
fn the_fields_of_the_contact_are_trimmed() {
    let contact = json!({"name": " Ada ", "email": " ada@example.com\u{a0}", "company": "\u{2003}AE "});
    let Contact { name, email, company } = accepted(&with("/contact", contact)).contact;
    assert_eq!([name, email, company], ["Ada", "ada@example.com", "AE"]);
}

#[test]
fn no_answer_need_be_given() {
    assert!(accepted(&with("/answers", json!({}))).answers.is_empty());
}

#[test]
fn what_is_missing_is_told_all_at_once() {
    let missing = |field: &str| format!("the field \"{field}\" is missing; add it");
    let details = ["plan", "answers", "contact", "catalog"].map(missing);
    check(&json!({}), &details.each_ref().map(|detail| ("", "missing", detail.as_str())));
    for (pointer, object, field) in [
        ("/contact/name", "/contact", "name"),
        ("/contact/email", "/contact", "email"),
        ("/contact/company", "/contact", "company"),
        ("/catalog/id", "/catalog", "id"),
        ("/catalog/version", "/catalog", "version"),
    ] {
        check(&without(pointer), &[(object, "missing", &missing(field))]);
    }
}

#[test]
fn a_wrong_type_is_one_problem_at_its_place() {
    let wrong = [
        ("/plan", "the id of a plan"),
        ("/answers", "an object"),
        ("/answers/company-size", "the id of a choice"),
        ("/contact", "an object"),
        ("/contact/name", "a text"),
        ("/contact/email", "a text"),
        ("/contact/company", "a text"),
        ("/message", "a text"),
        ("/catalog", "an object"),
        ("/catalog/id", "a text"),
        ("/catalog/version", "a text"),
    ];
    for (pointer, what) in wrong {
        let detail = format!("a list of 1 is not {what}; write {what}");
        check(&with(pointer, json!([[]])), &[(pointer, "wrong-type", &detail)]);
    }
}

#[test]
fn unknown_fields_are_refused() {
    check(
        &with("/phone", "1"),
        &[(
            "/phone",
            "unknown",
            "the field \"phone\" is unknown; known are plan, answers, contact, message, consent, consent_text, catalog, origin",
        )],
    );
    check(
        &with("/contact/e-mail", "1"),
        &[("/contact/e-mail", "unknown", "the field \"e-mail\" is unknown; did you mean \"email\"?")],
    );
    check(
        &with("/catalog/versoin", "1"),
        &[("/catalog/versoin", "unknown", "the field \"versoin\" is unknown; did you mean \"version\"?")],
    );
}

#[test]
fn the_plan_is_one_that_can_be_requested() {
    check(&with("/plan", "puls"), &[("/plan", "unknown-name", "no plan is called \"puls\"; did you mean \"plus\"?")]);
    check(
        &with("/plan", "standard"),
        &[("/plan", "not-allowed", "the plan \"standard\" cannot be requested; choose another")],
    );
    for plan in ["start", "plus", "business", "enterprise"] {
        assert_eq!(accepted(&with("/plan", plan)).plan, msa().plan_by_id(plan).expect("a plan"));
    }
}

#[test]
fn problems_of_answers_are_told_with_their_place_in_the_body() {
    check(
        &with("/answers", json!({"sev1-hour": "always", "assurance": ["health-check", "audit"]})),
        &[
            (
                "/answers/assurance/1",
                "unknown-name",
                "\"audit\" is no choice of \"assurance\"; known are quality-reports, review-call, health-check, private-patches",
            ),
            ("/answers/sev1-hour", "unknown-name", "no question is called \"sev1-hour\"; did you mean \"sev1-hours\"?"),
        ],
    );
}

#[test]
fn what_shows_nothing_is_empty_whatever_it_is_made_of() {
    for unseen in
        ["\u{200b}", "\u{3164}", "\u{2800}", "\u{ad}", "\u{202e}\u{2069}", "\u{301}", "\u{7}", "\u{fe0f} \u{2060}"]
    {
        for pointer in ["/contact/name", "/contact/email", "/contact/company"] {
            let detail = format!("{unseen:?} shows nothing; write a text that can be read");
            check(&with(pointer, unseen), &[(pointer, "empty", &detail)]);
        }
        if unseen != "\u{7}" {
            assert_eq!(accepted(&with("/message", unseen)).message, None);
        }
    }
}

#[test]
fn what_belongs_to_a_name_is_kept_as_it_was_typed() {
    for name in ["می\u{200c}نا", "\u{200f}C++ שלום", "R\u{202b}י\u{202c}", "Zoe\u{308}", "क्\u{200d}ष"] {
        assert_eq!(accepted(&with("/contact/name", name)).contact.name, name);
    }
}

#[test]
fn an_address_is_stored_as_mail_knows_it() {
    for (typed, email) in [
        ("jürgen@x.example", "jürgen@x.example"),
        ("用户@例子.公司", "用户@例子.公司"),
        ("用户＠例子。公司", "用户@例子.公司"),
        ("ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com"),
        ("\u{202a}ada@\u{200b}example.com\u{202c}", "ada@example.com"),
        ("हिन्दी@उदाहरण.भारत", "हिन्दी@उदाहरण.भारत"),
        ("\u{200f}דנה@דוגמה.ישראל", "דנה@דוגמה.ישראל"),
        ("a@می\u{200c}نا.ایران", "a@می\u{200c}نا.ایران"),
    ] {
        assert_eq!(accepted(&with("/contact/email", typed)).contact.email, email);
    }
    for typed in ["a\u{3000}b@x.example", "a\u{2800}@x.example", "a\u{fffd}@x.example"] {
        let detail = format!("{typed:?} is not an email address; write one as \"name@company.com\"");
        check(&with("/contact/email", typed), &[("/contact/email", "malformed", &detail)]);
    }
}

#[test]
fn fields_are_not_blank_not_long_and_on_one_line() {
    let blank = "the text is empty; write one, or leave the field out where it is optional";
    for pointer in ["/contact/name", "/contact/email", "/contact/company", "/catalog/version"] {
        check(&with(pointer, " "), &[(pointer, "empty", blank)]);
        check(
            &with(pointer, "a\nb"),
            &[(pointer, "control-character", "\"a\\nb\" holds the control character U+000A; take it out")],
        );
        let long = format!("\"{}\"… has 201 characters; keep it within 200", "é".repeat(60));
        check(&with(pointer, "é".repeat(LONGEST_FIELD + 1)), &[(pointer, "too-long", &long)]);
    }
    assert_eq!(accepted(&with("/contact/name", "é".repeat(LONGEST_FIELD))).contact.name.chars().count(), LONGEST_FIELD);
}

#[test]
fn a_message_is_not_long_and_has_no_control_characters_but_line_breaks_and_tabs() {
    assert!(accepted(&with("/message", "é".repeat(LONGEST_MESSAGE))).message.is_some());
    check(
        &with("/message", "é".repeat(LONGEST_MESSAGE + 1)),
        &[("/message", "too-long", "the message has 4001 characters; keep it within 4000")],
    );
    for control in ['\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{85}'] {
        check(
            &with("/message", format!("a{control}b")),
            &[("/message", "control-character", "the message holds a control character; take it out")],
        );
    }
}

#[test]
fn an_email_address_is_one_that_mail_from_the_internet_can_reach() {
    let good = [
        "ada@example.com",
        "ada.lovelace+msa@mail.example.co.uk",
        "o'neil@example.com",
        "ADA@EXAMPLE.COM",
        "1@2.de",
        "ada@xn--bcher-kva.example",
        "ada@bücher.example",
        "用户@例子.广告",
        "\"ada lovelace\"@example.com",
        "a-b_c@sub-domain.example",
    ];
    for email in good {
        assert_eq!(accepted(&with("/contact/email", email)).contact.email, email);
    }
    let bad = [
        "ada",
        "@example.com",
        "ada@",
        "ada@localhost",
        "ada@example",
        "ada@@example.com",
        "ada@example..com",
        "ada@.example.com",
        "ada@example.com.",
        "ada@-example.com",
        "ada@exa mple.com",
        "ada lovelace@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "ada..l@example.com",
        "ada@example.com, eve@example.com",
        "Ada <ada@example.com>",
        "<ada@example.com>",
        "mailto:ada@example.com@",
        "ada@[127.0.0.1]",
    ];
    for email in bad {
        let detail = format!("{email:?} is not an email address; write one as \"name@company.com\"");
        check(&with("/contact/email", email), &[("/contact/email", "malformed", &detail)]);
    }
}

#[test]
fn consent_is_required_where_the_catalogue_asks_for_it() {
    let missing = ("/consent", "missing", "the request needs the requester's consent; send true");
    for body in [body(), with("/consent", false), with("/consent", Json::Null), with("/consent", "true")] {
        check_on(&asking_consent(), &body.to_string(), &[missing]);
    }
    check_on(&asking_consent(), &with("/consent", true).to_string(), &[]);
    for body in [body(), with("/consent", false), with("/consent", true)] {
        check(&body, &[]);
    }
}

#[test]
fn the_catalogue_is_the_one_served_in_any_version() {
    check(
        &with("/catalog/id", "mas"),
        &[("/catalog/id", "unknown-name", "\"mas\" is not the catalogue served here; send \"msa\"")],
    );
    assert_eq!(accepted(&with("/catalog/version", "2019-01")).page.version, "2019-01");
}

#[test]
fn problems_of_every_part_are_told_together() {
    let body = json!({
        "plan": "standard",
        "answers": {"incidents": -1},
        "contact": {"name": "", "email": "ada", "company": 7},
        "message": "\u{7}",
        "catalog": {"id": "other", "version": "2026-11"},
        "phone": "1",
    });
    let problems = PlanRequest::from_json(&asking_consent(), &body.to_string()).expect_err("problems");
    let places: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    let expected = [
        "/phone",
        "/plan",
        "/answers/incidents",
        "/contact/name",
        "/contact/company",
        "/contact/email",
        "/message",
        "/consent",
        "/catalog/id",
    ];
    assert_eq!(places, expected);
}

#[test]
fn a_body_that_is_no_json_too_deep_or_too_large_is_refused() {
    let code = |text: &str| {
        let problems = PlanRequest::from_json(&msa(), text).expect_err("problems");
        serde_json::to_value(problems[0].code).expect("a code is a word")
    };
    assert_eq!(code(""), "not-json");
    assert_eq!(code("{\"plan\": \"plus\""), "not-json");
    assert_eq!(code(&"[".repeat(60_000)), "not-json");
    assert_eq!(code(&"{\"answers\":".repeat(6_000)), "not-json");
    assert_eq!(code(&" ".repeat(plans::json::MAX_BYTES + 1)), "too-large");
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    let twice = body().to_string().replacen('{', "{\"plan\": \"enterprise\", ", 1);
    check_on(&msa(), &twice, &[("/plan", "duplicate", "the field \"plan\" stands twice; keep one of the two")]);
}

#[test]
fn a_request_names_the_content_and_the_language_of_its_page() {
    let content = msa().parts().content.clone();
    assert_eq!(content.len(), 16, "{content}");
    let mut body = with("/catalog/content", content.as_str());
    set(&mut body, "/catalog/language", json!("de_AT"));
    let page = accepted(&body).page;
    assert_eq!((page.content, page.language), (Some(content), Some("de-AT".to_owned())));
    for nothing in [json!(null), json!("not a tag"), json!(7)] {
        assert_eq!(accepted(&with("/catalog/language", nothing)).page.language, None);
    }
    let detail = "\"A b\" is not the name of a catalogue's content; send that, or leave it out";
    check(&with("/catalog/content", "A b"), &[("/catalog/content", "malformed", detail)]);
}

#[test]
fn a_request_of_another_catalogue_is_read_by_its_form() {
    let mut body = with("/consent", true);
    set(&mut body, "/consent_text", json!("You may write to me."));
    set(&mut body, "/plan", json!("gold"));
    set(&mut body, "/catalog", json!({"id": "other", "version": "7", "content": "c0ffee", "language": "de"}));
    set(&mut body, "/answers", json!({"a": "b", "c": ["d", "e"], "f": 7, "g": true, "h": null}));
    let request = UncheckedRequest::from_json(&body.to_string()).expect("a request by its form");
    assert_eq!((request.plan.as_str(), &request.answers), ("gold", &body["answers"]));
    assert_eq!(request.consent.as_deref(), Some("You may write to me."));
    set(&mut body, "/consent", json!(false));
    let refused = UncheckedRequest::from_json(&body.to_string()).expect("a request by its form");
    assert_eq!(refused.consent, None, "nobody agreed to it");
    assert_eq!((request.contact.name.as_str(), request.page.id.as_str()), ("Ada Lovelace", "other"));
}

#[test]
fn what_is_of_no_form_is_refused_whatever_the_catalogue() {
    let mut body = with("/plan", "Gold plan");
    set(&mut body, "/contact/email", json!("ada"));
    set(&mut body, "/answers", json!({"a": {"b": 1}, "C d": "e"}));
    let problems = UncheckedRequest::from_json(&body.to_string()).expect_err("problems");
    let places: Vec<_> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    assert_eq!(places, ["/plan", "/answers/C d", "/answers/a", "/contact/email"]);
}

#[test]
fn the_name_of_a_content_follows_what_is_offered_alone() {
    let name = |json: &Json| read(json).parts().content.clone();
    let own = name(&msa_json());
    assert_eq!(name(&msa_json()), own);
    let mut other = msa_json();
    set(&mut other, "/title", json!("Which plan?"));
    assert_ne!(name(&other), own);
    let catalog = Catalog::from_compiled(&msa().to_compiled()).expect("a compiled catalogue");
    let plan = catalog.plan_by_id("plus").expect("plus");
    assert_eq!(catalog.in_language("de").only(&[plan]).parts().content, own, "a part of it is of that content");
}

/// A body for a plan of a small catalogue.
fn small(id: &str, plan: &str, answers: Json) -> String {
    let mut body = body();
    body["catalog"]["id"] = id.into();
    body["plan"] = plan.into();
    body["answers"] = answers;
    body.to_string()
}

#[test]
fn a_plan_that_cannot_be_had_is_refused_with_the_answers_that_would_do() {
    let with = |conditions: Json| {
        testing::catalog("small")
            .plans(["a"])
            .plan(testing::plan("b").set("available_if", conditions))
            .row(testing::row("calls", "inclusion", ["included", "included"]))
            .question(testing::number("seats"))
            .question(testing::yes_no("school").asks_for("a school"))
            .question(testing::one("edition", ["x", "y", "z"].map(testing::choice)))
            .read()
    };
    let refused = |conditions: Json, answers: Json, rule: &str| {
        let detail = format!("the plan \"b\" can be had only where {rule}; choose another plan, or correct the answer");
        let catalog = with(conditions);
        check_on(&catalog, &small("small", "b", answers.clone()), &[("/plan", "not-allowed", &detail)]);
        // Another plan can be had with the same answers, and this one while nothing is said.
        check_on(&catalog, &small("small", "a", answers), &[]);
        check_on(&catalog, &small("small", "b", json!({})), &[]);
    };
    refused(
        json!([{"question": "seats", "from": 3, "to": 300}]),
        json!({"seats": 301}),
        "\"seats\" is 3 or more and 300 or less, and it is 301",
    );
    refused(
        json!([{"question": "edition", "is": ["x", "y"]}]),
        json!({"edition": "z"}),
        "\"edition\" is \"x\" or \"y\", and it is \"z\"",
    );
    refused(
        json!([{"question": "school", "is": true}, {"question": "seats", "at_least": 2}]),
        json!({"school": false, "seats": 5}),
        "\"school\" is true, and it is false, and \"seats\" is 2 or more, and it is 5",
    );
}

#[test]
fn a_request_is_advised_on_by_the_family_of_its_plan() {
    let catalog = testing::catalog("small")
        .plans(["page", "site", "shop", "mall"])
        .family("websites", ["page", "site"])
        .family("shops", ["shop", "mall"])
        .row(testing::row("pages", "quantity", [3, 9, 2, 50]))
        .question(testing::number("pages").requires("pages", "answer"))
        .set("ask_current_plan", true)
        .read();
    let request = |answers: Json| {
        let request = PlanRequest::from_json(&catalog, &small("small", "mall", answers)).expect("a request");
        request.in_its_family(&catalog)
    };
    let (offer, asked) = request(json!({"pages": 8}));
    assert_eq!(offer.plans().map(|plan| offer.plan(plan).id.as_str()).collect::<Vec<_>>(), ["shop", "mall"]);
    assert_eq!(offer.plan(asked.plan).id.as_str(), "mall");
    let recommended = plans::Advice::of(&offer, &asked.answers).recommended();
    assert_eq!(recommended.map(|plan| offer.plan(plan).id.as_str()), Some("mall"), "and not the site of 9 pages");
    assert_eq!(offer.parts().content, catalog.parts().content);
    // The plan that one has may be of this family, or of another one.
    let current = |current: &str| {
        let (offer, asked) = request(json!({"pages": 8, "current-plan": current}));
        assert_eq!(asked.answers.to_json(&offer)["pages"], 8);
        asked.answers.current_plan(&offer).map(|plan| offer.plan(plan).id.to_string())
    };
    assert_eq!((current("shop").as_deref(), current("site")), (Some("shop"), None));
    // Without families the offer is the whole.
    let catalog = msa();
    let (offer, asked) = accepted(&body()).in_its_family(&catalog);
    assert_eq!((offer.into_owned(), asked), (msa(), accepted(&body())));
}

#[test]
fn what_cannot_be_kept_of_where_a_request_came_from_is_left_out() {
    let campaign: BTreeMap<String, String> = (0..12).map(|at| (format!("n{at:02}"), format!(" {at} "))).collect();
    let origin = json!({"campaign": campaign, "page": "https://a.example/?b", "variant": " b ", "topic": null});
    let mut read = accepted(&with("/origin", origin)).origin;
    assert_eq!(read.campaign.len(), 12);
    assert_eq!((read.page.as_deref(), read.variant.as_deref()), (Some("https://a.example/"), Some("b")));
    assert!(!read.fills_honeypot);
    read.keep(["n11", "other", "n03"]);
    assert_eq!(
        read.campaign.into_iter().collect::<Vec<_>>(),
        [("n03", "3"), ("n11", "11")].map(|(name, text)| (name.to_owned(), text.to_owned()))
    );

    let names: Vec<_> = (0..12).map(|at| format!("n{at:02}")).collect();
    let mut all = Origin::new(names.iter().map(|name| (name.as_str(), "x")), None, None, None);
    all.keep(names.iter().rev().map(String::as_str));
    assert_eq!(all.campaign.keys().next().map(String::as_str), Some("n02"), "the first ten that are asked for");
    assert_eq!(all.campaign.len(), 10);
    for text in ["", " ", "\u{200b}", "a\nb", &"x".repeat(201)] {
        assert_eq!(Origin::new([("utm_source", text)], None, Some(text), None), Origin::default(), "{text:?}");
    }
}

#[test]
fn the_address_of_a_page_tells_of_no_person() {
    for (text, expected) in [
        ("https://www.example.com/plans?utm_source=mail&user=17#top", Some("https://www.example.com/plans")),
        ("HTTP://127.0.0.1:8080/a/b#c?d", Some("http://127.0.0.1:8080/a/b")),
        ("https://ada:secret@a.example/x@y", Some("https://a.example/x@y")),
        ("https://a.example?b=https://c.example", Some("https://a.example")),
        ("https://bücher.example/größe", Some("https://bücher.example/größe")),
        (" https://a.example/ ", Some("https://a.example/")),
        ("https://ada@/x", None),
        ("https://", None),
        ("https:///x", None),
        ("https://a.example/a b", None),
        ("https://a.example/<b>", None),
        ("https://a.example/\\b", None),
        ("file:///home/ada", None),
        ("javascript://a.example/%0aalert(1)", None),
        ("about:srcdoc", None),
        ("www.example.com/plans", None),
        ("", None),
    ] {
        assert_eq!(page_address(text).as_deref(), expected, "{text}");
    }
    let at_most = |path: usize| page_address(&format!("https://a.example/{}", "x".repeat(path)));
    assert!(at_most(500 - 18).is_some() && at_most(500 - 17).is_none());
}

#[test]
fn what_was_filled_in_faster_than_a_person_can_is_quick_and_what_says_nothing_in_earnest_is_not() {
    let open = |value: Json| accepted(&with("/origin", json!({ "form_open": value }))).origin;
    for (value, is_quick) in [
        (json!(0), true),
        (json!(12), true),
        (json!(1_999), true),
        (json!(1_999.7), true),
        (json!(2_000), false),
        (json!(u64::MAX), false),
        (json!(1e300), false),
        (json!(-1), false),
        (json!(-0.5), false),
        (json!(null), false),
    ] {
        assert_eq!(open(value.clone()).is_quick(), is_quick, "{value}");
    }
    assert!(!accepted(&with("/origin", json!({}))).origin.is_quick());
    let told = plans::wire::SCRIPT_CONSTANTS.into_iter().find(|(name, _)| *name == "WIRE_LEAST_FORM_OPEN");
    assert_eq!(told.map(|(_, values)| values[0].parse()), Some(Ok(plans::wire::LEAST_FORM_OPEN)));
}
