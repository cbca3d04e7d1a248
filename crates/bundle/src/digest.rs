//! Digests of bytes, as file names and browsers have them.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use crate::manifest::Hashed;

/// How long a hash in a file's name is, in hex digits.
const IN_NAME: usize = 16;

/// Returns the digest of some bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the digest of some bytes as the attribute `integrity` holds it, and, in quotes, a content security policy.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// Names some bytes by their content: `NAME-HASH.EXTENSION`, with the hash by which browsers check them.
pub fn name_by_content(name: &str, extension: &str, bytes: &[u8]) -> Hashed {
    Hashed { name: format!("{name}-{}.{extension}", &hex(bytes)[..IN_NAME]), integrity: integrity(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_the_begin_of_the_hash() {
        let Hashed { name, integrity } = name_by_content("a", "js", b"");
        assert_eq!(name, "a-e3b0c44298fc1c14.js");
        assert_eq!(integrity, "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
