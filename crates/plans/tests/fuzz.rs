//! What comes from outside, changed at random: nothing panics, every error names a place, and what is taken is written and read again as
//! the same. `cargo xtask fuzz` runs these for long.

mod support;

use plans::catalog::Billing;
use plans::json::Limits;
use plans::link::Link;
use plans::request::{Origin, PlanRequest, UncheckedRequest, page_address};
use plans::wire::{EntryText, FORM_OPEN, HONEYPOT, View, each_entry};
use plans::{Advice, Answers, Catalog, Problem, source};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};
use support::fuzz::{changed, changes, fuzz};
use support::random::{damaged, damages};

/// The catalogues of the repository.
const CATALOGS: [&str; 6] = [
    include_str!("../../../catalogs/msa.json"),
    include_str!("../../../catalogs/fernhaus.json"),
    include_str!("../../../catalogs/loomgate-api.json"),
    include_str!("../../../catalogs/copperleaf.json"),
    include_str!("../../../catalogs/quarry-data.json"),
    include_str!("../../../catalogs/tidewater-hosting.json"),
];

fn catalogs() -> Vec<Catalog> {
    CATALOGS.iter().map(|text| source::read(text).expect("a checked catalogue")).collect()
}

/// Some answers that the catalogue takes: each question's first choice, a number, or yes.
fn some_answers(catalog: &Catalog) -> Answers {
    let mut answers = Answers::none();
    for question in catalog.questions() {
        let first = catalog.question(question).choices().first().map(|choice| choice.id.to_string());
        let _ = ["3", "yes"]
            .into_iter()
            .map(str::to_owned)
            .chain(first)
            .any(|value| answers.enter(catalog, question, &value));
    }
    answers
}

/// A request by a catalogue, with everything in it.
fn request(catalog: &Catalog) -> Json {
    let plan = catalog.parts().plans.iter().find(|plan| plan.requestable).expect("a plan that can be requested");
    json!({
        "plan": plan.id.as_str(),
        "answers": some_answers(catalog).to_json(catalog),
        "contact": {"name": "Ada Lovelace", "email": "ada@example.com", "company": "Analytical Engines"},
        "message": "Please call\nbefore noon.",
        "consent": true,
        "consent_text": "I agree",
        "catalog": {
            "id": catalog.parts().id.as_str(), "version": catalog.parts().version,
            "content": catalog.parts().content, "language": "en",
        },
        "origin": {
            "campaign": {"utm_source": "mail"}, "page": "https://example.com/plans", "variant": "b", HONEYPOT: null, FORM_OPEN: 9000,
        },
    })
}

/// A text that is a valid one of these, after changes of what it holds and then of its letters.
fn bodies(catalogs: &[Catalog]) -> impl Strategy<Value = (usize, String)> + use<> {
    const WORDS: &[&str] = &[
        "null",
        "true",
        "{}",
        "[]",
        "\"\":0,",
        "\"plan\":\"plus\",",
        "\"answers\"",
        "\"en\"",
        "not-sure",
        "1e400",
        "-1",
        "0.5",
    ];
    let valid: Vec<_> = catalogs.iter().map(request).enumerate().collect();
    let text_changes = prop_oneof![3 => Just(Vec::new()), 1 => changes(WORDS)];
    (select(valid), prop_oneof![1 => Just(Vec::new()), 4 => damages()], text_changes)
        .prop_map(|((at, json), damages, changes)| (at, changed(&damaged(&json, &damages).to_string(), &changes)))
}

/// Checks that every problem has a place in the document, and that not more is told than may be.
fn check_problems(text: &str, problems: &[Problem], limits: Limits) -> Result<(), TestCaseError> {
    prop_assert!(!problems.is_empty() && problems.len() <= limits.problems + 1, "{} problems", problems.len());
    let json: Json = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    for Problem { pointer, detail, .. } in problems {
        let outer = pointer.rsplit_once('/').map_or("", |(outer, _)| outer);
        prop_assert!(json.pointer(outer).is_some(), "{pointer} is no place of {text}: {detail}");
        prop_assert!(!detail.is_empty() && detail.len() < 3000, "{detail}");
    }
    Ok(())
}

/// Writes a request as a body that says the same.
fn written(catalog: &Catalog, request: &PlanRequest) -> Json {
    let mut body = json!({
        "plan": catalog.plan(request.plan).id.as_str(),
        "answers": request.answers.to_json(catalog),
        "contact": {"name": request.contact.name, "email": request.contact.email, "company": request.contact.company},
        "message": request.message,
        "consent": request.consents,
        "catalog": {
            "id": request.page.id, "version": request.page.version, "content": request.page.content, "language": request.page.language,
        },
        "origin": origin(&request.origin),
    });
    if let Some(object) = body["origin"].as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    body
}

fn origin(origin: &Origin) -> Json {
    json!({
        "campaign": origin.campaign, "page": origin.page, "variant": origin.variant,
        HONEYPOT: origin.fills_honeypot.then_some("x"), FORM_OPEN: origin.form_open,
    })
}

#[test]
fn a_body_is_a_request_or_has_problems_with_places() {
    let catalogs = catalogs();
    fuzz("body", &bodies(&catalogs), |(at, text)| {
        let catalog = &catalogs[at];
        match PlanRequest::from_json(catalog, &text) {
            Ok(request) => {
                let again = PlanRequest::from_json(catalog, &written(catalog, &request).to_string());
                prop_assert_eq!(again.as_ref(), Ok(&request));
                // What is stored can be advised on, for the family of its plan.
                let (offer, request) = request.in_its_family(catalog);
                Advice::of(&offer, &request.answers);
            }
            Err(problems) => check_problems(&text, &problems, Limits::REQUEST)?,
        }
        match UncheckedRequest::from_json(&text) {
            Ok(request) => {
                let stored = request.answers.to_string();
                prop_assert!(!stored.contains("\\u0000"), "{}", stored);
                let mut body: Json = serde_json::from_str(text.trim_start_matches('\u{feff}')).expect("it was read");
                body["answers"] = request.answers.clone();
                prop_assert_eq!(UncheckedRequest::from_json(&body.to_string()), Ok(request));
            }
            Err(problems) => check_problems(&text, &problems, Limits::REQUEST)?,
        }
        Ok(())
    });
}

#[test]
fn a_catalogue_is_taken_whole_or_has_problems_with_places() {
    const WORDS: &[&str] = &["null", "{}", "\"en\"", "always", "\"id\":\"plus\",", "1e400", "4h working", "¤", "// "];
    let valid: Vec<Json> = CATALOGS.iter().map(|text| serde_json::from_str(text).expect("JSON")).collect();
    let text_changes = prop_oneof![4 => Just(Vec::new()), 1 => changes(WORDS)];
    let texts = (select(valid), damages(), text_changes)
        .prop_map(|(json, damages, changes)| changed(&damaged(&json, &damages).to_string(), &changes));
    fuzz("catalogue", &texts, |text| {
        match source::read(&text) {
            Ok(catalog) => {
                source::warnings(&catalog, &text);
                let compiled = catalog.to_compiled();
                prop_assert!(Catalog::from_compiled(&compiled).as_ref() == Ok(&catalog), "{}", text);
                Advice::of(&catalog, &some_answers(&catalog));
            }
            Err(problems) => check_problems(&text, &problems, Limits::CATALOG)?,
        }
        Ok(())
    });
}

#[test]
fn a_link_opens_what_it_can_and_is_written_as_the_same() {
    const WORDS: &[&str] = &[
        ";",
        ",",
        "~",
        "#v1;",
        "v2",
        "%23",
        "%3B",
        "%253D",
        "&amp;",
        "=3D",
        "=\n",
        "plans=",
        "answer.plans=",
        "lang=de",
        "theme=dark",
        "moment=10079",
        "zone=Europe/Berlin",
        "rows=00000000",
        "was=",
        "not-sure",
        ":~:text=",
        "utm_source=x",
    ];
    let catalogs = catalogs();
    let links: Vec<_> = catalogs
        .iter()
        .enumerate()
        .map(|(at, catalog)| {
            let mut link = Link { answers: some_answers(catalog), language: Some("de".to_owned()), ..Link::default() };
            link.view.plans = catalog.plans().take(2).collect();
            link.view.moment = Some("2026-11-30T14:00".to_owned());
            (at, format!("#{}", link.write(catalog)))
        })
        .collect();
    let texts = (select(links), changes(WORDS)).prop_map(|((at, text), changes)| (at, changed(&text, &changes)));
    fuzz("link", &texts, |(at, text)| {
        let catalog = &catalogs[at];
        let opened = Link::read(catalog, &text);
        opened.changes(catalog);
        let written = opened.link.write(catalog);
        let again = Link::read(catalog, &written);
        prop_assert_eq!(&again.faults, &[], "{}", written);
        prop_assert_eq!(&again.link, &opened.link, "{}", written);
        Ok(())
    });
}

#[test]
fn the_text_of_an_attribute_is_taken_as_far_as_it_can_and_is_written_as_the_same() {
    const WORDS: &[&str] =
        &[";", ",", "plans=", "only=differences", "open=", "folded=", "severity=1", "moment=0", "zone=UTC", "family="];
    let catalogs = catalogs();
    let views: Vec<_> = catalogs
        .iter()
        .enumerate()
        .map(|(at, catalog)| {
            let rows = catalog.entitlements().take(2).collect();
            let view = View {
                plans: catalog.plans().collect(),
                only_differences: true,
                explained: rows,
                folded: vec![0],
                severity: catalog.severities().next(),
                moment: Some("10079".to_owned()),
                zone: Some("Europe/Berlin".to_owned()),
                family: catalog.families().next(),
            };
            (at, text_of(catalog, &view, &Billing::default()))
        })
        .collect();
    let texts = (select(views), changes(WORDS)).prop_map(|((at, text), changes)| (at, changed(&text, &changes)));
    fuzz("attributes", &texts, |(at, text)| {
        let catalog = &catalogs[at];
        let (view, billing) = taken(catalog, &text);
        let written = text_of(catalog, &view, &billing);
        prop_assert_eq!(taken(catalog, &written), (view, billing), "{}", written);
        Ok(())
    });
}

/// Takes the entries of an attribute, as far as they are known.
fn taken(catalog: &Catalog, text: &str) -> (View, Billing) {
    let (mut view, mut billing) = (View::default(), Billing::default());
    each_entry(text, &mut |name, value| {
        if view.enter(catalog, name, value).is_err() {
            billing.enter(catalog, name, value);
        }
    });
    (view, billing)
}

fn text_of(catalog: &Catalog, view: &View, billing: &Billing) -> String {
    let mut text = EntryText::default();
    for (name, value) in view.entries(catalog) {
        text.add(name, &value);
    }
    for (name, value) in billing.entries(catalog) {
        text.add(name, value);
    }
    text.finish()
}

#[test]
fn what_is_kept_of_where_a_request_comes_from_is_kept_again() {
    const WORDS: &[&str] = &["utm_source", "://", "http://", "?", "#", "@", "/", "user:word@", "file:"];
    let valid = select(vec![
        "https://www.example.com/plans?utm_source=mail&user=17#top",
        "http://a:b@h/",
        "newsletter",
        "utm_source",
    ]);
    let text = || (valid.clone(), changes(WORDS)).prop_map(|(text, changes)| changed(text, &changes));
    let origins = (text(), text(), text(), text(), text());
    fuzz("campaign", &origins, |(name, value, page, variant, honeypot)| {
        let origin =
            Origin::new([(&*name, &*value), ("utm_source", &*name)], Some(&page), Some(&variant), Some(&honeypot));
        let kept = |origin: &Origin| {
            let texts = origin.campaign.values().chain(&origin.page).chain(&origin.variant);
            texts.cloned().collect::<Vec<_>>()
        };
        for text in kept(&origin) {
            prop_assert!(!text.chars().any(char::is_control) && text.trim() == text, "{:?}", text);
        }
        if let Some(page) = &origin.page {
            prop_assert_eq!(&page_address(page), &origin.page);
            prop_assert!(!page.contains(['?', '#', '@']) || page.split("://").nth(1).is_some(), "{}", page);
        }
        let campaign = origin.campaign.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let honeypot = origin.fills_honeypot.then_some("x");
        let again = Origin::new(campaign, origin.page.as_deref(), origin.variant.as_deref(), honeypot);
        prop_assert_eq!(again, origin);
        Ok(())
    });
}
