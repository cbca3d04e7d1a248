//! Forms changed at random: nothing panics, what is wrong is shown on a page that is whole and small, and what is read is the same again.

use axum::http::HeaderMap;
use plans::json::Limits;
use plans::request::{PlanRequest, UncheckedRequest};
use plans::source;
use proptest::prelude::*;

use super::fields::Fields;
use super::page::Page;
use super::return_url::ReturnUrl;
use crate::error_response::ErrorResponse;
use crate::plan_requests::campaign_names::CampaignNames;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::plan_requests::referer;

#[path = "../../../../crates/plans/tests/support/fuzz.rs"]
mod fuzz;

use fuzz::{changed, changes, fuzz};

/// A form with everything in it.
const FORM: &str = "plan=business&name=Ada+Lovelace&email=ada%40analytical.example&company=Analytical+Engines&message=Please+call%0D%0Abefore+noon.\
    &catalog_id=msa&catalog_version=1&language=de&key=k1&back=%2Fplans%3Fa%3Db&consent=yes&answer.company-size=100-499&answer.sev1-hours=always\
    &answer.incidents=10&answer.assurance=health-check&answer.assurance=review-call&answer.sev2-hours=&campaign.utm_source=mail\
    &page=https%3A%2F%2Fwww.example.com%2Fplans&variant=b&topic=&form_open=9000";

const WORDS: &[&str] = &[
    "answer.",
    "campaign.",
    "&name=",
    "&plan=",
    "not-sure",
    "%ED%A0%80",
    "%C3",
    "%0d%0a",
    "<script>",
    "\"'",
    "language=ar",
    "&key=",
    "=on",
    "1%C2%A0000",
    "-",
    "12.5",
    "back=//",
    "back=javascript:",
];

#[test]
fn a_form_is_read_or_shown_again() {
    let msa = source::read(include_str!("../../../../catalogs/msa.json")).expect("a checked catalogue");
    fuzz("form", &changes(WORDS).prop_map(|changes| changed(FORM, &changes)), |body| {
        let bytes = body.as_bytes();
        let fields = Fields::parse(bytes);
        let page = fields.page();
        prop_assert!(![&page.id, &page.version].iter().any(|text| text.chars().any(char::is_control)), "{:?}", page);
        let back = ReturnUrl::of(&HeaderMap::new(), fields.all(ReturnUrl::FIELD).next());
        let origin = referer::completed(fields.origin(), &HeaderMap::new(), &CampaignNames::default());
        let unreadable = Fields::check_utf8(bytes).err();
        for catalog in [Some(&msa), None] {
            let text = fields.to_json(catalog).to_string();
            let told = msa.clone().in_language(fields.language());
            let mut problems = match catalog {
                Some(catalog) => PlanRequest::from_json(catalog, &text).err().unwrap_or_default(),
                None => UncheckedRequest::from_json(&text).err().unwrap_or_default(),
            };
            let unknown = fields.unknown();
            prop_assert!(unknown.len() <= 21 && problems.len() <= Limits::REQUEST.problems + 1);
            problems.extend(unknown);
            let problem = match &unreadable {
                Some(problem) => ErrorResponse::malformed(problem.clone()),
                None => ErrorResponse::unprocessable(problems),
            };
            let shown = Page::again(&told, &fields, &problem, &back, &origin, None).document().to_owned();
            prop_assert!(shown.ends_with("</html>") && !shown.contains('\0'));
            prop_assert!(!shown.contains("<script") && !shown.contains("href=\"javascript"));
            prop_assert!(shown.len() < 6 * body.len() + 128 * 1024, "{} bytes of {}", shown.len(), body.len());
        }
        if let Ok(Some(IdempotencyKey::OfClient(key))) = fields.own_key(None) {
            prop_assert!((1..=255).contains(&key.len()), "{:?}", key);
        }
        Ok(())
    });
}

#[test]
fn a_key_is_one_that_can_be_stored_or_none() {
    fuzz(
        "idempotency key",
        &changes(&["\"", "\\\"", " ", "key"]).prop_map(|changes| changed("\"k1 a\\\"b\"", &changes)),
        |text| {
            if let Some(IdempotencyKey::OfClient(key)) = IdempotencyKey::parse(text.as_bytes()) {
                prop_assert!(
                    (1..=255).contains(&key.len()) && key.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
                    "{:?}",
                    key
                );
                let quoted = format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""));
                prop_assert_eq!(IdempotencyKey::parse(quoted.as_bytes()), Some(IdempotencyKey::OfClient(key)));
            }
            Ok(())
        },
    );
}

#[test]
fn what_a_browser_says_of_its_page_is_kept_as_far_as_it_can_be() {
    let valid = "https://plans.example/offer?utm_source=mail&ref=a%20b&utm_id=%00#top";
    fuzz(
        "referer",
        &changes(&["utm_source=", "ref=", "&", "%00", "http://"]).prop_map(move |changes| changed(valid, &changes)),
        |text| {
            let Ok(referer) = axum::http::HeaderValue::from_str(&text) else { return Ok(()) };
            let headers = HeaderMap::from_iter([
                (axum::http::header::REFERER, referer),
                (axum::http::header::HOST, axum::http::HeaderValue::from_static("plans.example")),
            ]);
            let names = CampaignNames::new(vec!["ref".to_owned()]);
            let origin = referer::completed(plans::request::Origin::default(), &headers, &names);
            prop_assert!(origin.campaign.keys().all(|name| names.all().any(|known| known == name)), "{:?}", origin);
            let mut texts = origin.campaign.values().chain(&origin.page);
            prop_assert!(texts.all(|text| !text.chars().any(char::is_control)), "{:?}", origin);
            ReturnUrl::of(&headers, Some(&text));
            Ok(())
        },
    );
}
