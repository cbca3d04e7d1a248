//! Counts the stored requests of some weeks, in one pass.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use plans::{Answers, Catalog};

use crate::catalogs::Catalogs;
use crate::needs::left_out::LeftOut;
use crate::needs::sample::{Advised, Columns, Sample};
use crate::needs::tally::Tally;
use crate::needs::week::Week;
use crate::needs::words::Words;
use crate::store::Store;
use crate::store::values::Flag;

/// How many requests are read at once. Between two such parts, requests of visitors are stored.
const AT_ONCE: i64 = 250;

/// How many catalogues are kept at hand, each with the plans of one family.
const MAX_OFFERS: usize = 32;

/// What was counted.
#[derive(Debug, Default)]
pub struct Counted {
    /// The requests, by week.
    pub tally: Tally,
    /// How many were left out.
    pub left_out: LeftOut,
    /// What everything is called.
    pub words: Words,
}

/// What is read of a request.
#[derive(sqlx::FromRow)]
struct Row {
    reference: String,
    received_at: String,
    plan: String,
    recommended: Option<String>,
    #[sqlx(try_from = "Flag")]
    fits: bool,
    answers: String,
    /// None where a plan fits: then nothing of it is counted.
    advice: Option<String>,
    catalog_content: Option<String>,
}

/// Counts the requests of a catalogue in the weeks from one to another. Memory grows with neither their number nor what they say.
pub async fn count(
    store: &Store,
    catalogs: &Catalogs,
    catalog: &str,
    (from, until): (Week, Week),
) -> Result<Counted, sqlx::Error> {
    let mut counted = Counted { left_out: store.left_out(catalog, from, until).await?, ..Counted::default() };
    let mut offers = Offers { store, catalogs, at_hand: HashMap::new() };
    let contents = contents(store, catalog).await?;
    if let Some(newest) = contents.first()
        && let Some(newest) = catalogs.seen(store, newest).await?
    {
        counted.words.add(&newest);
    }
    // What was called otherwise, or not at all, in the newest one.
    let mut unnamed: BTreeSet<String> = BTreeSet::new();
    let mut after = (from.start(), String::new());
    loop {
        let rows = rows(store, catalog, &after, &until.later(1).start()).await?;
        let Some(last) = rows.last() else { break };
        after = (last.received_at.clone(), last.reference.clone());
        for row in rows {
            let content = row.catalog_content.clone().unwrap_or_default();
            let Some(sample) = offers.sample(&row).await? else {
                counted.left_out.unchecked += 1;
                continue;
            };
            let is_named = counted.words.has_plan(&sample.asked)
                && sample.questions.iter().all(|(question, _)| counted.words.has_question(question));
            if !is_named {
                unnamed.insert(content);
            }
            counted.tally.add(sample);
        }
    }
    for content in contents.iter().filter(|content| unnamed.contains(*content)).take(MAX_OFFERS) {
        if let Some(catalog) = catalogs.seen(store, content).await? {
            counted.words.add(&catalog);
        }
    }
    Ok(counted)
}

/// Lists the contents of a catalogue that were served, the newest first.
async fn contents(store: &Store, catalog: &str) -> Result<Vec<String>, sqlx::Error> {
    const SELECT: &str = "SELECT content FROM catalogs WHERE id = $1 ORDER BY first_served DESC, rowid DESC";
    sqlx::query_scalar(SELECT).bind(catalog).fetch_all(&mut store.read().await?).await
}

async fn rows(
    store: &Store,
    catalog: &str,
    (at, reference): &(String, String),
    end: &str,
) -> Result<Vec<Row>, sqlx::Error> {
    const SELECT: &str = "
        SELECT reference, received_at, plan, recommended, fits, answers, catalog_content,
            CASE WHEN fits = 1 AND recommended IS NOT NULL THEN NULL ELSE advice END AS advice
        FROM plan_requests
        WHERE (received_at, reference) > ($1, $2) AND received_at < $3 AND catalog_id = $4 AND checked = 1 AND suspect = '[]'
        ORDER BY received_at, reference LIMIT $5";
    let select = sqlx::query_as(SELECT).bind(at).bind(reference).bind(end).bind(catalog).bind(AT_ONCE);
    select.fetch_all(&mut store.read().await?).await
}

/// The catalogues by which requests are read, each with the plans of one family.
struct Offers<'a> {
    store: &'a Store,
    catalogs: &'a Catalogs,
    at_hand: HashMap<(String, String), Option<Arc<Catalog>>>,
}

impl Offers<'_> {
    /// Returns what is counted of a request; none where its catalogue, its plan or its answers cannot be read any more.
    async fn sample(&mut self, row: &Row) -> Result<Option<Sample>, sqlx::Error> {
        let Some(content) = &row.catalog_content else { return Ok(None) };
        let Some(catalog) = self.offer(content, &row.plan).await? else { return Ok(None) };
        Ok(sample(&catalog, row))
    }

    async fn offer(&mut self, content: &str, plan: &str) -> Result<Option<Arc<Catalog>>, sqlx::Error> {
        let key = (content.to_owned(), plan.to_owned());
        if let Some(offer) = self.at_hand.get(&key) {
            return Ok(offer.clone());
        }
        let whole = self.catalogs.seen(self.store, content).await?;
        let offer = whole.and_then(|whole| of_plan(&whole, plan));
        if self.at_hand.len() >= MAX_OFFERS {
            self.at_hand.clear();
        }
        self.at_hand.insert(key, offer.clone());
        Ok(offer)
    }
}

/// Returns a catalogue with the plans of the family of one; none where it has no such plan.
fn of_plan(catalog: &Arc<Catalog>, plan: &str) -> Option<Arc<Catalog>> {
    let plan = catalog.plan_by_id(plan)?;
    let is_its = |family: &plans::catalog::FamilyIx| catalog.parts().families[family.get()].plans.contains(&plan);
    Some(match catalog.families().find(is_its) {
        Some(family) => Arc::new(Catalog::clone(catalog).of_family(family)),
        None => catalog.clone(),
    })
}

fn sample(catalog: &Catalog, row: &Row) -> Option<Sample> {
    let answers = Answers::from_json(catalog, &row.answers).ok()?;
    let advised: Advised = match &row.advice {
        Some(advice) => serde_json::from_str(advice).ok()?,
        None => Advised::default(),
    };
    let week = Week::of(row.received_at.parse().ok()?);
    let columns = Columns { week, plan: &row.plan, recommended: row.recommended.as_deref(), fits: row.fits };
    Some(Sample::of(catalog, &answers, &columns, &advised))
}
