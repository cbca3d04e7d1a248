//! A stored request in the words that its requester saw: for whoever answers it, and for the requester.

use plans::link::Link;
use serde_json::Value;

use crate::catalogs::Catalogs;
use crate::plan_requests::answer_promise::AnswerPromise;
use crate::plan_requests::recalled::Recalled;
use crate::plan_requests::stored_request::StoredRequest;
use crate::store::Store;

/// What a stored request says, in the language of its page. All of it is plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The language that it is told in, a BCP 47 tag.
    pub language: String,
    /// The title of the catalogue; its id where its content is not here.
    pub title: String,
    /// The plan asked for, with the add-ons that it needs for the answers; its id where the catalogue is not here.
    pub plan: String,
    /// Which plan the answers lead to: "Recommended: MSA Plus". None where they lead to none, or the request was not checked.
    pub advice: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// What of the answers the plan asked for misses.
    pub missed: Vec<String>,
    /// What of the answers it is not stated for.
    pub not_stated: Vec<String>,
    /// The answers: question and answer; ids and values where the catalogue is not here.
    pub answers: Vec<(String, String)>,
    /// What the plan costs: label and amount.
    pub costs: Vec<(String, String)>,
    /// Who will answer, and by when; none where the catalogue does not say it, or is not here.
    pub answer: Option<AnswerPromise>,
    /// The fragment that opens the page with the same answers, without `#`; none where the catalogue is not here.
    pub link: Option<String>,
}

impl Told {
    /// Words a request by the catalogue that its page showed.
    pub async fn of(request: &StoredRequest, catalogs: &Catalogs, store: &Store) -> Result<Self, sqlx::Error> {
        let recalled = Recalled::of(request, catalogs, store).await?;
        Ok(recalled.map_or_else(|| Self::by_ids(request), |recalled| Self::by_catalog(recalled, request)))
    }

    fn by_catalog(recalled: Recalled, request: &StoredRequest) -> Self {
        let Recalled { catalog, answers, plan } = recalled;
        let told = pages::told::request(&catalog, &answers, plan);
        let title = catalog.text(&catalog.parts().title).to_owned();
        let received_at = request.received_at.parse().ok();
        let answer = received_at.and_then(|received_at| AnswerPromise::of(&catalog, received_at));
        let link = Link { answers, ..Link::default() }.write(&catalog);
        Self {
            language: catalog.language().to_owned(),
            title,
            plan: told.plan,
            advice: told.advice,
            why: told.why,
            missed: told.missed,
            not_stated: told.not_stated,
            answers: told.answers,
            costs: told.costs.into_iter().map(|(label, amount)| (label.to_owned(), amount)).collect(),
            answer,
            link: Some(link),
        }
    }

    fn by_ids(request: &StoredRequest) -> Self {
        let words = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let answers = request.answers.as_object();
        Self {
            language: request.page_language.clone().unwrap_or_else(|| "en".to_owned()),
            title: request.catalog_id.clone(),
            plan: request.plan.clone(),
            advice: None,
            why: None,
            missed: Vec::new(),
            not_stated: Vec::new(),
            answers: answers.into_iter().flatten().map(|(id, value)| (id.clone(), words(value))).collect(),
            costs: Vec::new(),
            answer: None,
            link: None,
        }
    }
}
