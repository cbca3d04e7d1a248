//! The name of what a catalogue holds.

use sha2::{Digest, Sha256};

/// How many bytes of the hash are the name: 64 bits tell apart all that one author ever writes.
const LENGTH: usize = 8;

/// Returns the name of a compiled text, which holds no name yet: the first hex digits of its SHA-256 hash.
pub fn name(compiled: &str) -> String {
    Sha256::digest(compiled)[..LENGTH].iter().map(|byte| format!("{byte:02x}")).collect()
}
