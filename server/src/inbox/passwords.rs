//! Passwords: which are taken, and how they are kept.

use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

/// The fewest characters of a password.
pub const FEWEST: usize = 12;

/// The most bytes of one: hashing takes longer for more.
const MOST_BYTES: usize = 1024;

/// How many are checked at once. Each takes 19 MiB and a processor.
const AT_ONCE: usize = 2;

/// How long an attempt waits until it is checked.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// A hash that no password has, made as all others are, so that a name of nobody's takes as long as one of somebody's.
const OF_NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Tells what is wrong with a new password, and the way out.
pub fn fault(password: &str) -> Option<String> {
    let count = password.chars().count();
    if count < FEWEST {
        return Some(format!(
            "the password has {count} characters and needs {FEWEST} or more; a few words that nobody would guess are easy to keep"
        ));
    }
    let is_long = password.len() > MOST_BYTES;
    is_long.then(|| format!("the password has {} bytes and may have {MOST_BYTES}; take a shorter one", password.len()))
}

/// Hashes a password by argon2id with a salt of its own: a PHC string.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?;
    Ok(hash.to_string())
}

/// Tells whether a password has a hash.
fn is_right(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
}

/// Checks passwords, a few at a time, on threads that may block.
pub struct Checker {
    free: Semaphore,
}

impl Default for Checker {
    fn default() -> Self {
        Self { free: Semaphore::new(AT_ONCE) }
    }
}

/// So many passwords are being checked that this one is not.
#[derive(Debug, PartialEq, Eq)]
pub struct Busy;

impl Checker {
    /// Tells whether a password has a hash. Without one it does not, and takes as long to say so.
    pub async fn check(&self, password: String, hash: Option<String>) -> Result<bool, Busy> {
        let free = tokio::time::timeout(LONGEST_WAIT, self.free.acquire()).await.map_err(|_| Busy)?;
        let _permit = free.map_err(|_| Busy)?;
        if password.len() > MOST_BYTES {
            return Ok(false);
        }
        let of_somebody = hash.is_some();
        let hash = hash.unwrap_or_else(|| OF_NOBODY.to_owned());
        let checked = tokio::task::spawn_blocking(move || is_right(&password, &hash)).await;
        Ok(checked.unwrap_or(false) && of_somebody)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_and_no_other_is() {
        let stored = hash("correct horse battery").expect("a hash");
        assert_ne!(stored, hash("correct horse battery").expect("a hash"), "each has a salt of its own");
        let checker = Checker::default();
        for (password, hash, expected) in [
            ("correct horse battery", Some(stored.clone()), true),
            ("correct horse batterz", Some(stored.clone()), false),
            ("", Some(stored.clone()), false),
            ("correct horse battery", Some("no hash".to_owned()), false),
            ("correct horse battery", None, false),
        ] {
            assert_eq!(checker.check(password.to_owned(), hash).await, Ok(expected), "{password}");
        }
    }

    #[test]
    fn the_hash_of_nobody_is_one_and_takes_as_long_as_all_others() {
        let parameters = |hash: &str| hash.rsplitn(3, '$').last().map(str::to_owned);
        assert!(PasswordHash::new(OF_NOBODY).is_ok_and(|hash| hash.hash.is_some()));
        assert_eq!(parameters(OF_NOBODY), parameters(&hash("any other password").expect("a hash")));
        assert!(parameters(OF_NOBODY).is_some_and(|text| text.starts_with("$argon2id$")));
    }

    #[test]
    fn a_new_password_is_long_enough_and_not_too_long() {
        assert!(fault("twelve chars").is_none());
        assert!(fault("zwölf Zeich.").is_none());
        assert!(fault("eleven char").is_some_and(|fault| fault.contains("has 11 characters and needs 12")));
        assert!(fault(&"a".repeat(1025)).is_some_and(|fault| fault.contains("has 1025 bytes")));
    }
}
