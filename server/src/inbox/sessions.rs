//! The table of sessions: who is signed in, in which browser.

use chrono::{DateTime, TimeDelta, Utc};

use crate::audit::{self, Action};
use crate::digest;
use crate::inbox::role::Role;
use crate::inbox::secret::Secret;
use crate::store::unavailable::is_unavailable;
use crate::store::{Connection, Store, instant};

/// How long a session holds that is not used.
const IDLE: TimeDelta = TimeDelta::hours(12);

/// How long it holds at most.
const LONGEST: TimeDelta = TimeDelta::days(7);

/// How exactly it is known when a session was used last: so seldom is that written.
const SEEN_WITHIN: TimeDelta = TimeDelta::minutes(1);

/// Who is signed in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Session {
    /// The name of the user.
    pub user: String,
    /// What the user may do.
    pub role: Role,
    /// What every form of the session carries.
    pub csrf: String,
    seen_at: String,
}

impl Store {
    /// Finds the session that a secret names and that still holds; it is used now.
    pub async fn session(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Option<Session>, sqlx::Error> {
        const SELECT: &str = "
            SELECT sessions.\"user\", users.role, sessions.csrf, sessions.seen_at
            FROM sessions JOIN users ON users.name = sessions.\"user\"
            WHERE token_hash = $1 AND seen_at > $2 AND sessions.created_at > $3";
        let select = sqlx::query_as::<_, Session>(SELECT).bind(hash(secret));
        let select = select.bind(instant(now - IDLE)).bind(instant(now - LONGEST));
        let Some(session) = select.fetch_optional(&mut self.read().await?).await? else { return Ok(None) };
        if session.seen_at < instant(now - SEEN_WITHIN) {
            let update = sqlx::query("UPDATE sessions SET seen_at = $1 WHERE token_hash = $2");
            match self.execute(update.bind(instant(now)).bind(hash(secret))).await {
                // What is there can be read all the same.
                Err(error) if is_unavailable(&error) => tracing::warn!("the use of a session cannot be noted: {error}"),
                noted => drop(noted?),
            }
        }
        Ok(Some(session))
    }

    /// Ends a session.
    pub async fn sign_out(&self, secret: &Secret, user: &str) -> Result<(), sqlx::Error> {
        let mut transaction = self.write().await?;
        end(&mut transaction, secret).await?;
        audit::record(&mut transaction, user, Action::SignedOut, None, None).await?;
        transaction.commit().await
    }
}

/// Begins a session of a user, and forgets all that hold no more.
pub async fn begin(database: &mut Connection, user: &str, now: DateTime<Utc>) -> Result<Secret, sqlx::Error> {
    let delete = sqlx::query("DELETE FROM sessions WHERE seen_at <= $1 OR created_at <= $2");
    delete.bind(instant(now - IDLE)).bind(instant(now - LONGEST)).execute(&mut *database).await?;
    let (secret, csrf) = (Secret::random(), Secret::random());
    const INSERT: &str =
        "INSERT INTO sessions (token_hash, \"user\", csrf, created_at, seen_at) VALUES ($1, $2, $3, $4, $5)";
    let insert = sqlx::query(INSERT).bind(hash(&secret)).bind(user).bind(csrf.text());
    insert.bind(instant(now)).bind(instant(now)).execute(database).await?;
    Ok(secret)
}

/// Ends the session that a secret names, where there is one.
pub async fn end(database: &mut Connection, secret: &Secret) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = $1").bind(hash(secret)).execute(database).await?;
    Ok(())
}

/// Ends every session of a user.
pub async fn end_all(database: &mut Connection, user: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE \"user\" = $1").bind(user).execute(database).await?;
    Ok(())
}

/// Returns what is stored of a secret: whoever reads the database cannot sign in by it. It is random, so nobody finds it by its hash.
fn hash(secret: &Secret) -> String {
    digest::hex(secret.text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::users::UserName;
    use crate::store::testing::TestStore;

    #[tokio::test]
    async fn a_session_holds_for_twelve_hours_without_use_and_for_seven_days_with() {
        let store = TestStore::new().await;
        let name = UserName::parse("ada").expect("a name");
        assert!(store.add_user(&name, Role::Editor, "hash", "test").await.expect("a user"));
        let start = DateTime::UNIX_EPOCH;
        let begun = async || {
            let mut writing = store.write().await.expect("a transaction");
            let secret = begin(&mut writing, "ada", start).await.expect("a session");
            writing.commit().await.expect("a commit");
            secret
        };
        let holds = async |secret: &Secret, after: TimeDelta| {
            store.session(secret, start + after).await.expect("an answer").is_some()
        };

        let idle = begun().await;
        assert!(holds(&idle, TimeDelta::hours(12) - TimeDelta::seconds(1)).await, "it was used at its start");
        assert!(holds(&idle, TimeDelta::hours(23)).await, "and again since");
        assert!(!holds(&idle, TimeDelta::hours(36)).await);

        let used = begun().await;
        for hours in (0..7 * 24).step_by(11) {
            assert!(holds(&used, TimeDelta::hours(hours)).await, "{hours}");
        }
        assert!(!holds(&used, TimeDelta::days(7)).await, "it was used just now, and is over all the same");
        assert!(!holds(&Secret::random(), TimeDelta::zero()).await);
    }
}
