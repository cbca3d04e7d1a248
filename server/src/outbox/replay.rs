//! Messages that the operator has sent again, or taken away.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use crate::audit::{self, Action};
use crate::store::{Connection, Store, instant};

/// Which messages are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Those of these names, whatever has become of them.
    Ids(Vec<String>),
    /// All that were given up.
    Dead,
    /// All of a target that have not arrived: its name, or its channel where it has no name.
    Target(String),
}

/// Why nothing is done.
#[derive(Debug)]
pub enum Refusal {
    /// No message has this name.
    UnknownId(String),
    /// Nothing goes, or went, to a target of this name; those that there are.
    UnknownTarget(String, Vec<String>),
    /// The database failed.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl Store {
    /// Makes messages due now, with their whole schedule before them, and lifts the stops of their targets. How many messages they are;
    /// what is being tried just now is left to itself. The audit log tells that `by` did so.
    ///
    /// # Errors
    ///
    /// Where something is not there; then nothing is done.
    pub async fn replay_messages(&self, selection: &Selection, by: &str, now: DateTime<Utc>) -> Result<u64, Refusal> {
        let lift = format!(
            "
            DELETE FROM stopped_targets WHERE (channel, target) IN (
                SELECT channel, target FROM outbox WHERE id IN ({}))",
            self.kind().texts_of("$1")
        );
        const LIFT_TARGET: &str =
            "DELETE FROM stopped_targets WHERE CASE WHEN target = '' THEN channel ELSE target END = $1";
        let update = format!(
            "
            UPDATE outbox SET state = 'waiting', attempts = 0, due_at = $1, claimed_until = NULL, ended_at = NULL, last_error = NULL
            WHERE id IN ({}) AND (claimed_until IS NULL OR claimed_until <= $1)",
            self.kind().texts_of("$2")
        );
        let mut transaction = self.write().await?;
        let ids = find(&mut transaction, selection).await?;
        sqlx::query(AssertSqlSafe(lift)).bind(&ids).execute(&mut *transaction).await?;
        if let Selection::Target(name) = selection {
            // Also where there is no message for it.
            sqlx::query(LIFT_TARGET).bind(name).execute(&mut *transaction).await?;
        }
        let done = sqlx::query(AssertSqlSafe(update)).bind(instant(now)).bind(&ids).execute(&mut *transaction).await?;
        let count = done.rows_affected();
        audit::record(&mut transaction, by, Action::Replayed, None, Some(&count.to_string())).await?;
        transaction.commit().await?;
        Ok(count)
    }

    /// Takes messages away that were given up. How many they are; others are left alone. The audit log tells that `by` did so.
    ///
    /// # Errors
    ///
    /// Where something is not there; then nothing is done.
    pub async fn discard_messages(&self, selection: &Selection, by: &str) -> Result<u64, Refusal> {
        let delete = format!("DELETE FROM outbox WHERE state = 'dead' AND id IN ({})", self.kind().texts_of("$1"));
        let mut transaction = self.write().await?;
        let ids = find(&mut transaction, selection).await?;
        let done = sqlx::query(AssertSqlSafe(delete)).bind(&ids).execute(&mut *transaction).await?;
        let count = done.rows_affected();
        audit::record(&mut transaction, by, Action::Discarded, None, Some(&count.to_string())).await?;
        transaction.commit().await?;
        Ok(count)
    }
}

/// Finds the messages that are meant: their names, as a list in JSON.
async fn find(database: &mut Connection, selection: &Selection) -> Result<String, Refusal> {
    let ids = match selection {
        Selection::Ids(ids) => {
            const SELECT: &str = "SELECT count(*) FROM outbox WHERE id = $1";
            for id in ids {
                if sqlx::query_scalar::<_, i64>(SELECT).bind(id).fetch_one(&mut *database).await? == 0 {
                    return Err(Refusal::UnknownId(id.clone()));
                }
            }
            ids.clone()
        }
        Selection::Dead => sqlx::query_scalar("SELECT id FROM outbox WHERE state = 'dead'").fetch_all(database).await?,
        Selection::Target(name) => {
            const TARGETS: &str = "
                SELECT CASE WHEN target = '' THEN channel ELSE target END FROM outbox
                UNION SELECT CASE WHEN target = '' THEN channel ELSE target END FROM stopped_targets ORDER BY 1";
            const SELECT: &str = "SELECT id FROM outbox WHERE state <> 'delivered' AND CASE WHEN target = '' THEN channel ELSE target END = $1";
            let targets: Vec<String> = sqlx::query_scalar(TARGETS).fetch_all(&mut *database).await?;
            if !targets.contains(name) {
                return Err(Refusal::UnknownTarget(name.clone(), targets));
            }
            sqlx::query_scalar(SELECT).bind(name).fetch_all(database).await?
        }
    };
    Ok(serde_json::to_string(&ids).expect("texts are plain JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::entry::{Entry, EntryState};
    use crate::outbox::message::{Channel, Target};
    use crate::outbox::testing::{at, entries, request, target};
    use crate::store::testing::TestStore;

    /// An outbox with a message that was delivered, one that is dead, one that is tried, and one that waits; a stopped target with one
    /// that is dead, and one that goes to the requester.
    async fn outbox() -> (TestStore, Vec<Entry>) {
        let store = TestStore::new().await;
        let (hook, gone) = (target("hook"), target("gone"));
        for number in 0..4 {
            request(&store, number, std::slice::from_ref(&hook)).await;
        }
        request(&store, 4, &[gone.clone(), Target { channel: Channel::Confirmation, name: String::new() }]).await;
        let claimed = store.claim_messages(&hook, 3, at(0)).await.expect("claims");
        store.note_delivered(&claimed[0], at(1)).await.expect("a note");
        store.note_dead(&claimed[1], "no", at(1)).await.expect("a note");
        let first = store.claim_messages(&gone, 1, at(0)).await.expect("claims").remove(0);
        store.note_gone(&first, at(1)).await.expect("a note");
        let entries = entries(&store).await;
        (store, entries)
    }

    /// Which of the messages are as they were when they were new, apart from when they are due.
    async fn renewed(store: &Store) -> Vec<bool> {
        let is_new =
            |entry: Entry| entry.state == EntryState::Waiting && entry.attempts == 0 && entry.last_error.is_none();
        entries(store).await.into_iter().map(is_new).collect()
    }

    #[tokio::test]
    async fn a_replay_is_of_what_is_selected_and_lifts_its_stop() {
        let (_, before) = outbox().await;
        // Delivered, dead, tried just now, waiting, gone, confirmation.
        let states: Vec<_> = before.iter().map(|entry| entry.state).collect();
        use EntryState::{Dead, Delivered, Waiting};
        assert_eq!(states, [Delivered, Dead, Waiting, Waiting, Dead, Waiting]);
        for (selection, count, expected, stopped) in [
            (Selection::Dead, 2, [false, true, false, true, true, true], 0),
            (Selection::Target("hook".into()), 2, [false, true, false, true, false, true], 1),
            (Selection::Target("gone".into()), 1, [false, false, false, true, true, true], 0),
            (Selection::Target("confirmation".into()), 1, [false, false, false, true, false, true], 1),
        ] {
            let (store, _) = outbox().await;
            assert_eq!(
                store.replay_messages(&selection, "test", at(9)).await.expect("a replay"),
                count,
                "{selection:?}"
            );
            assert_eq!(renewed(&store).await, expected, "{selection:?}");
            assert_eq!(store.stops().await.expect("stops").len(), stopped, "{selection:?}");
        }
    }

    #[tokio::test]
    async fn messages_are_replayed_by_name_whatever_became_of_them() {
        let (store, before) = outbox().await;
        let ids: Vec<_> = before.iter().map(|entry| entry.id.clone()).collect();
        let selection = Selection::Ids(vec![ids[0].clone(), ids[2].clone(), ids[4].clone()]);
        // The one that is tried just now is left alone.
        assert_eq!(store.replay_messages(&selection, "test", at(9)).await.expect("a replay"), 2);
        assert_eq!(renewed(&store).await, [true, false, false, true, true, true]);
        assert!(store.stops().await.expect("stops").is_empty());
        assert_eq!(store.claim_messages(&target("gone"), 9, at(9)).await.expect("claims").len(), 1);
    }

    #[tokio::test]
    async fn nothing_is_done_where_something_is_not_there() {
        let (store, before) = outbox().await;
        let ids = Selection::Ids(vec![before[1].id.clone(), "msg_none".to_owned()]);
        for result in [store.replay_messages(&ids, "test", at(9)).await, store.discard_messages(&ids, "test").await] {
            assert!(matches!(result, Err(Refusal::UnknownId(id)) if id == "msg_none"));
        }
        let unknown = store.replay_messages(&Selection::Target("hok".into()), "test", at(9)).await;
        let Err(Refusal::UnknownTarget(name, targets)) = unknown else { panic!("{unknown:?}") };
        assert_eq!((name.as_str(), targets), ("hok", vec!["confirmation".into(), "gone".into(), "hook".into()]));
        assert_eq!(entries(&store).await, before);
    }

    #[tokio::test]
    async fn only_what_was_given_up_is_discarded() {
        let (store, before) = outbox().await;
        let all = Selection::Ids(before.iter().map(|entry| entry.id.clone()).collect());
        assert_eq!(store.discard_messages(&all, "test").await.expect("a deletion"), 2);
        let left: Vec<_> = entries(&store).await.into_iter().map(|entry| entry.id).collect();
        assert_eq!(left, [0, 2, 3, 5].map(|at| before[at].id.clone()));
    }
}
