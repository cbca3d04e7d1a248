//! Whether requests need a proof of work, as the operator says it.

use std::sync::Arc;

use super::ProofOfWork;
use super::key::ProofKey;
use crate::store::Store;

/// The flag of proofs of work.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct ProofSettings {
    /// Ask a proof of work of each request: browsers solve a small task for a second or two, so that programs cannot send requests by the
    /// thousand. Forms then need scripts. The variable PLAN_PROOF_KEY may hold the key for it [default: one that the database keeps]
    #[arg(long, env = "PLAN_PROOF_OF_WORK")]
    proof_of_work: bool,
}

impl ProofSettings {
    /// Returns what makes and checks challenges; none where requests need no proof.
    ///
    /// # Errors
    ///
    /// Where there is no key.
    pub async fn open(&self, store: &Store) -> anyhow::Result<Option<Arc<ProofOfWork>>> {
        if !self.proof_of_work {
            return Ok(None);
        }
        Ok(Some(Arc::new(ProofOfWork::new(&ProofKey::find(store).await?))))
    }
}
