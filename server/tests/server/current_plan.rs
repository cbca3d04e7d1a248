//! Requests of who has a plan already, and what a form leaves open of what the catalogue assumes.

use serde_json::{Value, json};

use crate::form_page::FormPage;
use crate::support::{Server, ServerFolder, plan_request, send};

const MSA: &str = include_str!("../../../catalogs/msa.json");

/// A server of the first catalogue with a change.
async fn serve(place: &ServerFolder, change: impl Fn(&mut Value)) -> Server {
    let mut catalog: Value = serde_json::from_str(MSA).unwrap();
    change(&mut catalog);
    place.write("catalog.json", catalog.to_string().as_bytes());
    Server::start_with(place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await
}

fn ask(catalog: &mut Value) {
    catalog["ask_current_plan"] = json!(true);
}

fn with_current(plan: &str) -> Value {
    let mut body = plan_request();
    body["answers"]["current-plan"] = plan.into();
    body
}

/// What a plain form sends.
fn form(current: &str) -> Vec<(String, String)> {
    let content = [
        ("plan", "business"),
        ("name", "Ada Lovelace"),
        ("email", "ada@analytical.example"),
        ("company", "Analytical Engines"),
        ("catalog_id", "msa"),
        ("catalog_version", "2026-11"),
        ("answer.current-plan", current),
    ];
    content.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

#[tokio::test]
async fn the_plan_that_one_has_is_not_requested_again_and_another_is_stored_with_it() {
    let place = ServerFolder::new();
    let server = serve(&place, |_| {}).await;
    let refused = server.post_json(&with_current("business")).await;
    assert_eq!(refused.status, 422);
    let errors = refused.json()["errors"].clone();
    assert_eq!((&errors[0]["pointer"], &errors[0]["code"]), (&json!("/plan"), &json!("not-allowed")), "{errors}");
    assert!(place.rows().await.is_empty());

    assert_eq!(server.post_json(&with_current("plus")).await.status, 201);
    let rows = place.rows().await;
    assert_eq!(rows[0]["answers"]["current-plan"], "plus");
}

#[tokio::test]
async fn a_plain_form_says_so_beside_the_plan_and_asks_again() {
    let place = ServerFolder::new();
    let server = serve(&place, ask).await;
    let page = FormPage::read(&send(server.post().form(&form("business"))).await, 422);
    assert!(page.texts("p.error").contains(&"You have this plan already. Please choose another one.".to_owned()));
    assert!(page.texts("label").contains(&"Which plan do you have now?".to_owned()));
    assert!(page.texts("option").contains(&"None yet".to_owned()));
    FormPage::read(&send(server.post().form(&form("none"))).await, 201);
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn what_a_form_leaves_out_of_what_is_assumed_is_left_open() {
    let place = ServerFolder::new();
    let server = serve(&place, |catalog| {
        for question in catalog["groups"][0]["questions"].as_array_mut().unwrap() {
            if question["id"] == "company-size" {
                question["default"] = json!("100-499");
            }
        }
    })
    .await;
    FormPage::read(&send(server.post().form(&form(""))).await, 201);
    let mut said = form("");
    said.push(("answer.company-size".to_owned(), "100-499".to_owned()));
    FormPage::read(&send(server.post().form(&said)).await, 201);
    let sizes: Vec<Value> = place.rows().await.iter().map(|row| row["answers"]["company-size"].clone()).collect();
    assert_eq!(sizes, [Value::Null, json!("100-499")]);
}

#[tokio::test]
async fn a_form_of_a_catalogue_without_questions_speaks_of_no_answers() {
    let place = ServerFolder::new();
    let server = serve(&place, |catalog| {
        let fields = catalog.as_object_mut().unwrap();
        fields.remove("groups");
        fields.remove("decides");
    })
    .await;
    let mut without_plan = form("");
    without_plan.retain(|(name, _)| name != "plan" && name != "answer.current-plan");
    let page = FormPage::read(&send(server.post().form(&without_plan)).await, 422);
    assert!(!page.texts("p").iter().any(|text| text.contains("Your answers")), "{:?}", page.texts("p"));
    assert_eq!(page.texts("fieldset").len(), 0);
}
