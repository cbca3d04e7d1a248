//! What the stored requests can be narrowed to: the plans that they are for, and the campaigns that they came from.

use crate::catalogs::Served;
use crate::store::Store;

/// How many campaigns are offered. Any other can be typed.
const MOST_CAMPAIGNS: i64 = 100;

impl Store {
    /// Lists the plans that requests are stored for: catalogue and plan, by id.
    pub async fn requested_plans(&self) -> Result<Vec<(String, String)>, sqlx::Error> {
        let select = "SELECT DISTINCT catalog_id, plan FROM plan_requests ORDER BY catalog_id, plan";
        sqlx::query_as(select).fetch_all(&mut self.read().await?).await
    }

    /// Lists the values of campaigns that most requests came from.
    pub async fn campaigns(&self) -> Result<Vec<String>, sqlx::Error> {
        let entries = self.kind().entries_of("plan_requests.campaign");
        let select = format!(
            "
            SELECT entries.value FROM plan_requests, {entries} AS entries
            GROUP BY entries.value ORDER BY COUNT(*) DESC, {} LIMIT $1",
            self.kind().in_order("entries.value")
        );
        sqlx::query_scalar(sqlx::AssertSqlSafe(select)).bind(MOST_CAMPAIGNS).fetch_all(&mut self.read().await?).await
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
