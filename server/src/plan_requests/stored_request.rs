//! A plan request as it is read back, whole.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::plan_requests::reference::Reference;
use crate::store::Store;
use crate::store::values::{Flag, Json, stored_as_words};

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nobody has answered it.
    New,
    /// Somebody has.
    Answered,
    /// The requester takes a plan.
    Won,
    /// The requester takes none.
    Lost,
}

stored_as_words!(State { New: "new", Answered: "answered", Won: "won", Lost: "lost" });

/// A row of the table of plan requests, without what is kept for sending again. Instants are RFC 3339 in UTC with whole seconds.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct StoredRequest {
    /// Names the request.
    pub reference: Reference,
    /// When it was received.
    pub received_at: String,
    /// What has become of it.
    pub state: State,
    /// The id of the plan asked for.
    pub plan: String,
    /// Who asks.
    pub name: String,
    /// Where to answer.
    pub email: String,
    /// The requester's company.
    pub company: String,
    /// What the requester adds.
    pub message: Option<String>,
    /// What the requester agreed to, in the words of the page.
    pub consent: Option<String>,
    /// What the requester answered: an object of question id to answer.
    pub answers: Json<Value>,
    /// The id of the plan that the server recommended, or of the closest.
    pub recommended: Option<String>,
    /// Whether that plan meets every answer.
    #[sqlx(try_from = "Flag")]
    pub fits: bool,
    /// The server's whole advice, as `plan-server advise` prints it; null where the request was not checked.
    pub advice: Json<Value>,
    /// What the plan costs with its add-ons, as the requester was told; none without prices.
    pub costs: Option<Json<Value>>,
    /// The catalogue's id.
    pub catalog_id: String,
    /// The catalogue's version.
    pub catalog_version: String,
    /// The catalogue's content, by which it was checked; none where it was not.
    pub catalog_content: Option<String>,
    /// Whether it was checked by the catalogue that its page showed.
    #[sqlx(try_from = "Flag")]
    pub checked: bool,
    /// What had changed in the catalogue since its page was made: objects with `pointer`, `code`, `detail`.
    pub changes: Json<Value>,
    /// The language of its page, a BCP 47 tag, where the page told it.
    pub page_language: Option<String>,
    /// Where it came from: names such as `utm_source`, and what the page said of each.
    pub campaign: Json<BTreeMap<String, String>>,
    /// The address of its page, without query and fragment.
    pub page_address: Option<String>,
    /// Which of two pages it was.
    pub variant: Option<String>,
    /// Why it may be no person's.
    pub suspect: Json<Vec<String>>,
}

impl StoredRequest {
    /// The columns that a query reads for it.
    pub const COLUMNS: &str = "reference, received_at, state, plan, name, email, company, message, consent, answers, recommended, fits, \
        advice, costs, catalog_id, catalog_version, catalog_content, checked, changes, page_language, campaign, page_address, variant, suspect";
}

impl Store {
    /// Reads a request by its reference.
    pub async fn plan_request(&self, reference: &Reference) -> Result<Option<StoredRequest>, sqlx::Error> {
        let select = format!("SELECT {} FROM plan_requests WHERE reference = $1", StoredRequest::COLUMNS);
        sqlx::query_as(sqlx::AssertSqlSafe(select)).bind(reference).fetch_optional(&mut self.read().await?).await
    }
}
