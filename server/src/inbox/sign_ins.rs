//! Attempts to sign in.

use chrono::{DateTime, Utc};

use crate::audit::{self, Action};
use crate::inbox::lockout::{Failures, Lockout};
use crate::inbox::passwords::{Busy, Checker};
use crate::inbox::secret::Secret;
use crate::inbox::sessions;
use crate::inbox::users::UserName;
use crate::store::{Store, instant};

/// What becomes of an attempt.
pub enum Attempt {
    /// A session has begun, which this names.
    Begun(Secret),
    /// The name or the password is wrong. Which of them is not said.
    Wrong,
    /// The name was tried too often, whether a user has it or not: until then nothing is looked at.
    Locked(DateTime<Utc>),
    /// So many try at once that this one was not looked at.
    Busy,
}

/// Who tries to sign in.
#[derive(Default)]
pub struct SignIns {
    lockout: Lockout,
    passwords: Checker,
}

impl SignIns {
    /// Tries to sign in, in a browser that may have a session already, which ends then. A name of nobody's takes the same way as one of
    /// somebody's, up to what is written after it is answered.
    pub async fn attempt(
        &self,
        store: &Store,
        typed: &str,
        password: String,
        before: Option<Secret>,
    ) -> Result<Attempt, sqlx::Error> {
        let now = Utc::now();
        let name = UserName::parse(typed).ok();
        let account = match &name {
            Some(name) => store.account(name).await?,
            None => None,
        };
        let tried = name.as_ref().map_or(typed, UserName::text).to_owned();
        let (hash, known) = account.map(|account| (account.password_hash, account.failures)).unzip();
        let failures = match self.lockout.begin(&tried, hash.as_deref(), known.unwrap_or_default(), now) {
            Ok(failures) => failures,
            Err(until) => return Ok(Attempt::Locked(until)),
        };
        let is_right = match self.passwords.check(password, hash.clone()).await {
            Ok(is_right) => is_right,
            Err(Busy) => {
                self.lockout.take_back(&tried);
                return Ok(Attempt::Busy);
            }
        };
        let Some((name, hash)) = name.zip(hash) else {
            tracing::warn!("somebody tried to sign in to the inbox by a name that no user has");
            return Ok(Attempt::Wrong);
        };
        if !is_right {
            tokio::spawn(note_failure(store.clone(), name, failures));
            return Ok(Attempt::Wrong);
        }
        self.lockout.forget(&tried);
        begin(store, &name, &hash, before, now).await
    }
}

/// Begins a session, unless the user has another password by now, or is no user any more.
async fn begin(
    store: &Store,
    name: &UserName,
    hash: &str,
    before: Option<Secret>,
    now: DateTime<Utc>,
) -> Result<Attempt, sqlx::Error> {
    let mut transaction = store.write().await?;
    let update = "UPDATE users SET failures = 0, locked_until = NULL WHERE name = $1 AND password_hash = $2";
    let update = sqlx::query(update).bind(name).bind(hash);
    if update.execute(&mut *transaction).await?.rows_affected() == 0 {
        return Ok(Attempt::Wrong);
    }
    if let Some(before) = before {
        sessions::end(&mut transaction, &before).await?;
    }
    let secret = sessions::begin(&mut transaction, name.text(), now).await?;
    audit::record(&mut transaction, name.text(), Action::SignedIn, None, None).await?;
    transaction.commit().await?;
    Ok(Attempt::Begun(secret))
}

/// Keeps a failure once it is answered, so that the time it takes tells nothing.
async fn note_failure(store: Store, name: UserName, failures: Failures) {
    if let Some(until) = failures.locked_until {
        tracing::warn!("a user of the inbox is locked out until {}; the audit log says who", instant(until));
    }
    if let Err(error) = store.note_failure(&name, &failures).await {
        tracing::error!("a failed attempt to sign in could not be kept: {error}");
    }
}
