//! The audit log: who did what in the inbox and on the command line, and when. What a request says never stands here.

use chrono::Utc;

use crate::plan_requests::reference::Reference;
use crate::store::values::stored_as_words;
use crate::store::{Connection, Store, instant};

/// Who did what is done on the command line, by whoever may run commands on the server's machine.
pub const COMMAND_LINE: &str = "command line";

/// What was done. It is stored as a word, such as `state-changed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A user signed in.
    SignedIn,
    /// A wrong password was given for a user.
    SignInFailed,
    /// No further password is looked at for some time.
    LockedOut,
    /// A user signed out.
    SignedOut,
    /// A request has another state, which is the detail.
    StateChanged,
    /// A request has another note.
    NoteAdded,
    /// Requests were exported; the detail is how many.
    Exported,
    /// Requests were erased; the detail is how many, where their references are not told one by one.
    Erased,
    /// A user was added, whose name and role are the detail.
    UserAdded,
    /// A user was removed, whose name is the detail.
    UserRemoved,
    /// A user has another password, whose name is the detail.
    PasswordChanged,
    /// Messages of the outbox are sent again; the detail is how many.
    Replayed,
    /// Messages of the outbox that were given up are taken away; the detail is how many.
    Discarded,
}

stored_as_words!(Action {
    SignedIn: "signed-in",
    SignInFailed: "sign-in-failed",
    LockedOut: "locked-out",
    SignedOut: "signed-out",
    StateChanged: "state-changed",
    NoteAdded: "note-added",
    Exported: "exported",
    Erased: "erased",
    UserAdded: "user-added",
    UserRemoved: "user-removed",
    PasswordChanged: "password-changed",
    Replayed: "replayed",
    Discarded: "discarded",
});

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// When: RFC 3339 in UTC with whole seconds.
    pub at: String,
    /// The name of a user, or [`COMMAND_LINE`].
    pub by: String,
    /// The word of an action, also of one that is recorded no more.
    pub action: String,
    /// The reference of the request that it was done with, which may be erased since.
    pub reference: Option<String>,
    /// What more there is to say.
    pub detail: Option<String>,
}

/// Records what was done, in the transaction in which it is. Nothing personal may stand in the detail.
pub async fn record(
    database: &mut Connection,
    by: &str,
    action: Action,
    reference: Option<&Reference>,
    detail: Option<&str>,
) -> Result<(), sqlx::Error> {
    const INSERT: &str = "INSERT INTO audit (at, by, action, reference, detail) VALUES ($1, $2, $3, $4, $5)";
    let insert = sqlx::query(INSERT).bind(instant(Utc::now())).bind(by).bind(action).bind(reference).bind(detail);
    insert.execute(database).await?;
    Ok(())
}

impl Store {
    /// Reads some lines of the audit log, the newest first, and how many there are.
    pub async fn audit(&self, skip: u64, most: u64) -> Result<(Vec<Entry>, u64), sqlx::Error> {
        const SELECT: &str = "SELECT at, by, action, reference, detail FROM audit ORDER BY id DESC LIMIT $1 OFFSET $2";
        let entries = sqlx::query_as(SELECT).bind(i64::try_from(most).unwrap_or(i64::MAX));
        let entries = entries.bind(i64::try_from(skip).unwrap_or(i64::MAX)).fetch_all(&mut self.read().await?).await?;
        let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM audit").fetch_one(&mut self.read().await?).await?;
        Ok((entries, total.unsigned_abs()))
    }
}
