//! What the stored requests can be narrowed to: the plans that they are for, and the campaigns that they came from.

use crate::catalogs::Served;
use crate::store::Store;

/// How many campaigns are offered. Any other can be typed.
const MOST_CAMPAIGNS: u32 = 100;

impl Store {
    /// Lists the plans that requests are stored for: catalogue and plan, by id.
    pub async fn requested_plans(&self) -> Result<Vec<(String, String)>, sqlx::Error> {
        let select = "SELECT DISTINCT catalog_id, plan FROM plan_requests ORDER BY catalog_id, plan";
        sqlx::query_as(select).fetch_all(self.pool()).await
    }

    /// Lists the values of campaigns that most requests came from.
    pub async fn campaigns(&self) -> Result<Vec<String>, sqlx::Error> {
        const SELECT: &str = "
            SELECT value FROM plan_requests, json_each(plan_requests.campaign)
            GROUP BY value ORDER BY COUNT(*) DESC, value LIMIT ?";
        sqlx::query_scalar(SELECT).bind(MOST_CAMPAIGNS).fetch_all(self.pool()).await
    }
}

/// Returns what a plan is called in what is served; its id where it is not.
pub fn plan_name(served: &Served, catalog: &str, plan: &str) -> String {
    let Some(catalog) = served.of_id(catalog) else { return plan.to_owned() };
    catalog.plan_by_id(plan).map_or_else(|| plan.to_owned(), |at| catalog.text(&catalog.plan(at).name).to_owned())
}

/// Returns what a catalogue is called in what is served; its id where it is not.
pub fn catalog_name(served: &Served, catalog: &str) -> String {
    served.of_id(catalog).map_or_else(|| catalog.to_owned(), |found| found.text(&found.parts().title).to_owned())
}
