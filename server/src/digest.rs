//! Content named by its hash.

use sha2::{Digest, Sha256};

/// Returns the SHA-256 hash of some content, in hex.
pub fn hex(content: impl AsRef<[u8]>) -> String {
    digits(&Sha256::digest(content))
}

/// Writes bytes in hex.
pub fn digits(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
