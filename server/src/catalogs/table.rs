//! The table of catalogues: every one that was ever served.

use chrono::Utc;
use plans::Catalog;

use crate::store::{Store, instant};

impl Store {
    /// Keeps a catalogue for good, as it was when it was served first.
    pub async fn keep_catalog(&self, catalog: &Catalog, json: &str) -> Result<(), sqlx::Error> {
        const INSERT: &str = "
            INSERT INTO catalogs (content, id, version, json, first_served) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (content) DO NOTHING";
        let parts = catalog.parts();
        let insert = sqlx::query(INSERT).bind(&parts.content).bind(parts.id.as_str()).bind(&parts.version);
        self.execute(insert.bind(json).bind(instant(Utc::now()))).await?;
        Ok(())
    }

    /// Returns the JSON of a catalogue that was ever served, by its content.
    pub async fn catalog(&self, content: &str) -> Result<Option<String>, sqlx::Error> {
        const SELECT: &str = "SELECT json FROM catalogs WHERE content = $1";
        sqlx::query_scalar(SELECT).bind(content).fetch_optional(&mut self.read().await?).await
    }

    /// Returns the content that was last served of a version.
    pub async fn content_of_version(&self, id: &str, version: &str) -> Result<Option<String>, sqlx::Error> {
        const SELECT: &str = "
            SELECT content FROM catalogs WHERE id = $1 AND version = $2 ORDER BY first_served DESC, rowid DESC LIMIT 1";
        sqlx::query_scalar(SELECT).bind(id).bind(version).fetch_optional(&mut self.read().await?).await
    }
}
