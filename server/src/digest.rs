//! Content named by its hash.

use sha2::{Digest, Sha256};

/// Returns the SHA-256 hash of some content, in hex.
pub fn hex(content: impl AsRef<[u8]>) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
