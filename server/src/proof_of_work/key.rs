//! The key by which challenges are signed.

use std::env::{self, VarError};

use anyhow::{Context, bail, ensure};

use crate::digest;
use crate::random;
use crate::store::Store;

/// The variable that holds it. No flag does: the arguments of a process can be read by all users of its machine.
const VARIABLE: &str = "PLAN_PROOF_KEY";

/// The fewest characters of a key.
const LEAST: usize = 32;

/// How a key is made.
const WAY_OUT: &str =
    "make one by: openssl rand -hex 32; or leave the variable out, and one is drawn and kept in the database";

/// A secret text.
#[derive(Clone)]
pub struct ProofKey(String);

impl ProofKey {
    /// Returns the key that the operator gives, or else the one that the database keeps, which is drawn when it is first asked for.
    ///
    /// # Errors
    ///
    /// Where the operator's is too short, or the database does not answer.
    pub async fn find(store: &Store) -> anyhow::Result<Self> {
        match env::var(VARIABLE) {
            Ok(text) => Self::parse(&text),
            Err(VarError::NotPresent) => {
                let drawn = digest::digits(&random::bytes::<32>());
                let kept = store.proof_key(&drawn).await.context("the key of proofs of work cannot be kept")?;
                Ok(Self(kept))
            }
            Err(VarError::NotUnicode(_)) => bail!("{VARIABLE} is not UTF-8; {WAY_OUT}"),
        }
    }

    /// Reads a key.
    ///
    /// # Errors
    ///
    /// Where it is too short. The message does not tell it.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let length = text.trim().chars().count();
        ensure!(length >= LEAST, "{VARIABLE} has {length} characters, and needs {LEAST} or more; {WAY_OUT}");
        Ok(Self(text.trim().to_owned()))
    }

    /// Returns its text.
    pub fn text(&self) -> &str {
        &self.0
    }
}
