//! What people did with a request: its states and notes.

use chrono::Utc;

use crate::audit::{self, Action};
use crate::plan_requests::reference::Reference;
use crate::plan_requests::stored_request::State;
use crate::store::values::stored_as_words;
use crate::store::{Connection, Kind, Store, instant};

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// The request has another state, which is the event's text.
    State,
    /// Something was noted.
    Note,
}

stored_as_words!(EventKind { State: "state", Note: "note" });

/// Something that was done with a request.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct RequestEvent {
    /// When: RFC 3339 in UTC with whole seconds.
    pub at: String,
    /// By whom: the name of a user of the inbox, or `command line`.
    pub by: String,
    /// What kind of thing.
    pub kind: EventKind,
    /// The new state, or the note.
    pub text: String,
}

impl Store {
    /// Lists what was done with a request, in the order in which it was.
    pub async fn events(&self, reference: &Reference) -> Result<Vec<RequestEvent>, sqlx::Error> {
        const SELECT: &str = "SELECT at, by, kind, text FROM request_events WHERE reference = $1 ORDER BY id";
        sqlx::query_as(SELECT).bind(reference).fetch_all(&mut self.read().await?).await
    }

    /// Says what has become of a request. Saying what it is already changes nothing. False where there is no such request.
    pub async fn set_state(&self, reference: &Reference, state: State, by: &str) -> Result<bool, sqlx::Error> {
        let mut transaction = self.write().await?;
        let Some(before) = state_of(self.kind(), &mut transaction, reference).await? else { return Ok(false) };
        if before != state {
            const UPDATE: &str = "UPDATE plan_requests SET state = $1 WHERE reference = $2";
            sqlx::query(UPDATE).bind(state).bind(reference).execute(&mut *transaction).await?;
            insert(&mut transaction, reference, by, EventKind::State, state.word()).await?;
            audit::record(&mut transaction, by, Action::StateChanged, Some(reference), Some(state.word())).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Adds a note to a request. False where there is no such request.
    pub async fn add_note(&self, reference: &Reference, text: &str, by: &str) -> Result<bool, sqlx::Error> {
        let mut transaction = self.write().await?;
        if state_of(self.kind(), &mut transaction, reference).await?.is_none() {
            return Ok(false);
        }
        insert(&mut transaction, reference, by, EventKind::Note, text).await?;
        audit::record(&mut transaction, by, Action::NoteAdded, Some(reference), None).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// Returns the state of a request that is about to be changed.
async fn state_of(
    kind: Kind,
    connection: &mut Connection,
    reference: &Reference,
) -> Result<Option<State>, sqlx::Error> {
    let select = format!("SELECT state FROM plan_requests WHERE reference = $1{}", kind.for_update());
    sqlx::query_scalar(sqlx::AssertSqlSafe(select)).bind(reference).fetch_optional(connection).await
}

async fn insert(
    connection: &mut Connection,
    reference: &Reference,
    by: &str,
    kind: EventKind,
    text: &str,
) -> Result<(), sqlx::Error> {
    const INSERT: &str = "INSERT INTO request_events (reference, at, by, kind, text) VALUES ($1, $2, $3, $4, $5)";
    let insert = sqlx::query(INSERT).bind(reference).bind(instant(Utc::now())).bind(by).bind(kind).bind(text);
    insert.execute(connection).await?;
    Ok(())
}
