//! Requests of offers with prices: what a plan costs with its add-ons is computed by the server, stored and told, and a plan that cannot
//! be had is refused.

use serde_json::{Value, json};

use crate::form_page::FormPage;
use crate::support::{Server, ServerFolder, plan_request, send};

fn fernhaus() -> Value {
    serde_json::from_str(include_str!("../../../catalogs/fernhaus.json")).unwrap()
}

async fn serve(place: &ServerFolder, catalog: &Value) -> Server {
    place.write("catalog.json", catalog.to_string().as_bytes());
    Server::start_with(place, &["--catalog", place.path("catalog.json").to_str().unwrap()]).await
}

/// What is stored of the costs of each request.
async fn stored_costs(place: &ServerFolder) -> Vec<Value> {
    let costs = sqlx::query_scalar::<_, Option<String>>("SELECT costs FROM plan_requests ORDER BY rowid");
    let costs = costs.fetch_all(&mut place.database().await).await.unwrap();
    costs.into_iter().map(|costs| costs.map_or(Value::Null, |json| serde_json::from_str(&json).unwrap())).collect()
}

/// The name of a catalogue's content.
fn content(catalog: &Value) -> String {
    plans::source::read(&catalog.to_string()).unwrap().parts().content.clone()
}

/// A request for a plan with some answers, of a page of this catalogue.
fn request(catalog: &Value, plan: &str, answers: Value) -> Value {
    let mut body = plan_request();
    body["plan"] = json!(plan);
    body["answers"] = answers;
    body["catalog"] = json!({
        "id": catalog["id"], "version": catalog["version"], "content": content(catalog), "language": "en",
    });
    body
}

/// What a plain form sends.
fn form(plan: &str, answers: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = content(&fernhaus());
    let version = fernhaus()["version"].as_str().unwrap().to_owned();
    let mut fields = vec![
        ("plan", plan),
        ("name", "Ada Lovelace"),
        ("email", "ada@analytical.example"),
        ("company", "Analytical Engines"),
        ("catalog_id", "fernhaus"),
        ("catalog_version", &version),
        ("catalog_content", &own),
    ];
    fields.extend(answers);
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[tokio::test]
async fn what_a_plan_costs_is_computed_stored_and_told() {
    let place = ServerFolder::new();
    let server = serve(&place, &fernhaus()).await;
    let answers = json!({"seats": 12, "storage": "500", "period": "year"});

    let answer = server.post_json(&request(&fernhaus(), "team", answers)).await;

    assert_eq!(answer.status, 201, "{}", answer.json());
    let costs = answer.json()["costs"].clone();
    assert_eq!((&costs["currency"], &costs["period"]), (&json!("USD"), &json!("year")));
    assert_eq!(costs["add_ons"], json!([{"add_on": "extra-storage", "count": 1}]));
    assert_eq!(costs["total"], json!({"amount": "84.8"}));
    let lines: Vec<_> = costs["lines"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(lines[..2], ["Extra storage", "$6.40 per seat a month, billed yearly"]);
    assert!(
        lines[2].starts_with("$84.80 a month, billed yearly (12 × $6.40 + Extra storage $8). Prices in US dollars"),
        "{lines:?}"
    );
    assert_eq!(stored_costs(&place).await, [costs]);
    assert_eq!(answer.json()["notice"], Value::Null);
}

#[tokio::test]
async fn a_plan_that_is_not_recommended_is_told_at_its_own_price() {
    let place = ServerFolder::new();
    let server = serve(&place, &fernhaus()).await;
    let answers = json!({"seats": 12, "storage": "500"});
    let answer = server.post_json(&request(&fernhaus(), "studio", answers)).await.json();
    assert_eq!((&answer["recommended"], &answer["costs"]["total"]["amount"]), (&json!("team"), &json!("168")));
    assert_eq!(answer["costs"].get("add_ons"), None);
}

#[tokio::test]
async fn a_request_made_at_other_prices_says_so_and_is_kept_at_those_of_its_page() {
    let mut newer = fernhaus();
    newer["version"] = json!("2031-01");
    newer["plans"][1]["price"]["month"]["amount"] = json!("9");
    let place = ServerFolder::new();
    serve(&place, &fernhaus()).await.stop().await;
    let server = serve(&place, &newer).await;

    let answers = json!({"seats": 12, "storage": "500"});
    let answer = server.post_json(&request(&fernhaus(), "team", answers)).await;

    assert_eq!(answer.status, 201, "{}", answer.json());
    let receipt = answer.json();
    assert_eq!(receipt["costs"]["total"], json!({"amount": "106"}));
    let change = json!({
        "pointer": "/plan", "code": "other-price",
        "detail": "the plan cost 106 USD (with 1 × extra-storage), and costs 118 USD (with 1 × extra-storage) now",
    });
    assert!(receipt["changes"].as_array().unwrap().contains(&change), "{receipt}");
    let notice = "Prices have changed since your page was made. Your request is stored at the prices that your page showed, and we see what has changed.";
    assert_eq!(receipt["notice"], notice);
}

#[tokio::test]
async fn a_plan_that_cannot_be_had_is_refused_with_what_would_make_it_so() {
    let place = ServerFolder::new();
    let server = serve(&place, &fernhaus()).await;

    let refused = server.post_json(&request(&fernhaus(), "company", json!({"seats": 12}))).await;

    assert_eq!(refused.status, 422);
    let errors = refused.json()["errors"].clone();
    let problem = json!([{
        "pointer": "/plan", "code": "not-allowed",
        "detail": "the plan \"company\" can be had only where \"seats\" is 50 or more, and it is 12; choose another plan, or correct the answer",
    }]);
    assert_eq!(errors, problem);
    assert!(place.rows().await.is_empty());
    // While nothing is said, nothing speaks against it; and what fits is taken.
    for answers in [json!({}), json!({"seats": 50})] {
        assert_eq!(server.post_json(&request(&fernhaus(), "company", answers)).await.status, 201);
    }
}

#[tokio::test]
async fn a_plain_form_is_told_the_costs_or_why_a_plan_cannot_be_had() {
    let place = ServerFolder::new();
    let server = serve(&place, &fernhaus()).await;
    let answers = [("answer.seats", "12"), ("answer.storage", "500")];

    let refused = FormPage::read(&send(server.post().form(&form("company", &answers))).await, 422);
    assert_eq!(
        refused.errors(),
        [(
            "plan".to_owned(),
            "This plan is available from 50 seats. Change that answer, or choose another plan.".to_owned()
        )]
    );

    let page = FormPage::read(&send(server.post().form(&form("team", &answers))).await, 201);
    // Before it stand who answers, and by when.
    let told = &page.texts("dd")[2..];
    assert_eq!(told[..3], ["Team", "Extra storage", "$8 per seat a month"]);
    assert!(told[3].starts_with("$106 a month, billed monthly (12 × $8 + Extra storage $10). "), "{told:?}");
}

#[tokio::test]
async fn a_plain_form_keeps_the_period_that_was_chosen() {
    let place = ServerFolder::new();
    let server = serve(&place, &fernhaus()).await;
    let chosen =
        |plan: &str, period: &str| form(plan, &[("answer.seats", "12"), ("answer.storage", "500"), ("period", period)]);

    let again = FormPage::read(&send(server.post().form(&chosen("company", "year"))).await, 422);
    assert_eq!(again.value("period"), ["year"]);

    let page = FormPage::read(&send(server.post().form(&chosen("team", "year"))).await, 201);
    assert!(page.texts("dd")[5].starts_with("$84.80 a month, billed yearly"), "{:?}", page.texts("dd"));
    assert_eq!(place.rows().await[0]["answers"]["period"], "year");
    // One that there is not is told, and the form that is shown again leaves it out.
    let wrong = FormPage::read(&send(server.post().form(&chosen("team", "decade"))).await, 422);
    assert_eq!(wrong.value("period"), [""; 0]);
    assert!(wrong.texts("[role=alert] li").iter().any(|line| line.contains("decade")), "{:?}", wrong.texts("li"));
}

#[tokio::test]
async fn without_prices_a_receipt_says_nothing_of_them() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let answer = server.post_json(&plan_request()).await.json();
    assert_eq!(answer.get("costs"), None, "{answer}");
    assert_eq!(stored_costs(&place).await, [Value::Null]);
}
