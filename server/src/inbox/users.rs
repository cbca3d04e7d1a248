//! The table of users: who may open the inbox.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::audit::{self, Action};
use crate::inbox::lockout::Failures;
use crate::inbox::role::Role;
use crate::inbox::sessions;
use crate::store::{Store, instant};

/// The most characters of a name.
const LONGEST: usize = 64;

/// The name of a user, in small letters.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct UserName(String);

impl UserName {
    /// Reads a name as people write it.
    ///
    /// # Errors
    ///
    /// What a name is made of.
    pub fn parse(text: &str) -> Result<Self, String> {
        let name = text.trim().to_ascii_lowercase();
        let is_one = (1..=LONGEST).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_@+".contains(&b));
        if is_one {
            return Ok(Self(name));
        }
        Err(format!(
            "a name is 1 to {LONGEST} of the letters a to z, digits and . - _ @ +, such as ada or ada@example.com"
        ))
    }

    /// Returns its text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A user, as the operator sees one.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct User {
    /// The name.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// When the user was added.
    pub created_at: String,
    /// Until when no password is looked at.
    pub locked_until: Option<String>,
}

/// What it takes to sign in.
#[derive(Clone, Debug)]
pub struct Account {
    /// The password's hash, a PHC string.
    pub password_hash: String,
    /// The attempts that failed.
    pub failures: Failures,
}

impl Store {
    /// Tells whether there is any user: without one there is no inbox.
    pub async fn has_users(&self) -> Result<bool, sqlx::Error> {
        let some = sqlx::query("SELECT 1 FROM users LIMIT 1").fetch_optional(&mut self.read().await?).await?;
        Ok(some.is_some())
    }

    /// Lists the users by name.
    pub async fn users(&self) -> Result<Vec<User>, sqlx::Error> {
        let select = "SELECT name, role, created_at, locked_until FROM users ORDER BY name";
        sqlx::query_as(select).fetch_all(&mut self.read().await?).await
    }

    /// Finds what it takes to sign in as a user.
    pub async fn account(&self, name: &UserName) -> Result<Option<Account>, sqlx::Error> {
        let select = sqlx::query_as("SELECT password_hash, failures, locked_until FROM users WHERE name = $1");
        let found: Option<(String, i64, Option<String>)> =
            select.bind(name).fetch_optional(&mut self.read().await?).await?;
        Ok(found.map(|(password_hash, count, until)| {
            let locked_until = until.and_then(|until| until.parse::<DateTime<Utc>>().ok());
            Account {
                password_hash,
                failures: Failures { count: u32::try_from(count).unwrap_or(u32::MAX), locked_until },
            }
        }))
    }

    /// Adds a user; tells whether the name was free.
    pub async fn add_user(
        &self,
        name: &UserName,
        role: Role,
        password_hash: &str,
        by: &str,
    ) -> Result<bool, sqlx::Error> {
        let mut transaction = self.write().await?;
        const INSERT: &str = "
            INSERT INTO users (name, password_hash, role, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING";
        let insert = sqlx::query(INSERT).bind(name).bind(password_hash).bind(role).bind(instant(Utc::now()));
        let is_new = insert.execute(&mut *transaction).await?.rows_affected() > 0;
        if is_new {
            let detail = format!("{name}, {}", role.word());
            audit::record(&mut transaction, by, Action::UserAdded, None, Some(&detail)).await?;
        }
        transaction.commit().await?;
        Ok(is_new)
    }

    /// Removes a user and ends the user's sessions; tells whether there was one.
    pub async fn remove_user(&self, name: &UserName, by: &str) -> Result<bool, sqlx::Error> {
        let mut transaction = self.write().await?;
        sessions::end_all(&mut transaction, name.text()).await?;
        let delete = sqlx::query("DELETE FROM users WHERE name = $1").bind(name);
        let was_there = delete.execute(&mut *transaction).await?.rows_affected() > 0;
        if was_there {
            audit::record(&mut transaction, by, Action::UserRemoved, None, Some(name.text())).await?;
        }
        transaction.commit().await?;
        Ok(was_there)
    }

    /// Gives a user another password, forgets the user's failures and ends the user's sessions; tells whether there is such a user.
    pub async fn set_password(&self, name: &UserName, password_hash: &str, by: &str) -> Result<bool, sqlx::Error> {
        let mut transaction = self.write().await?;
        sessions::end_all(&mut transaction, name.text()).await?;
        let update = "UPDATE users SET password_hash = $1, failures = 0, locked_until = NULL WHERE name = $2";
        let update = sqlx::query(update).bind(password_hash).bind(name);
        let is_there = update.execute(&mut *transaction).await?.rows_affected() > 0;
        if is_there {
            audit::record(&mut transaction, by, Action::PasswordChanged, None, Some(name.text())).await?;
        }
        transaction.commit().await?;
        Ok(is_there)
    }

    /// Keeps that an attempt to sign in as a user has failed.
    pub async fn note_failure(&self, name: &UserName, failures: &Failures) -> Result<(), sqlx::Error> {
        let mut transaction = self.write().await?;
        let until = failures.locked_until.map(instant);
        let update = sqlx::query("UPDATE users SET failures = $1, locked_until = $2 WHERE name = $3");
        update.bind(i64::from(failures.count)).bind(&until).bind(name).execute(&mut *transaction).await?;
        audit::record(&mut transaction, name.text(), Action::SignInFailed, None, None).await?;
        if let Some(until) = until {
            let detail = format!("until {until}");
            audit::record(&mut transaction, name.text(), Action::LockedOut, None, Some(&detail)).await?;
        }
        transaction.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_any_case_and_holds_nothing_that_could_be_taken_for_something_else() {
        for (text, expected) in [("Ada", "ada"), (" ada@Example.com ", "ada@example.com"), ("a.b-c_d+e", "a.b-c_d+e")] {
            assert_eq!(UserName::parse(text).map(|name| name.to_string()).as_deref(), Ok(expected));
        }
        for text in ["", " ", "command line", "ada,bob", "Åda", "<b>", &"a".repeat(65)] {
            assert!(UserName::parse(text).is_err(), "{text}");
        }
    }
}
