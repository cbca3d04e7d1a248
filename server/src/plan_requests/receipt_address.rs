//! The secret address at which a requester finds the receipt again.

use chrono::TimeDelta;

use crate::digest;
use crate::random;

/// How many random bytes a secret has: 160 bits, so that nobody guesses another's.
const LENGTH: usize = 20;

/// The address of one receipt. Whoever knows it sees what was sent, so the table of requests keeps a hash of its secret alone; but the
/// answer that is kept for sending again, in the column `reply`, has it for as long as the idempotency key holds, which is 72 hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptAddress {
    secret: String,
}

impl ReceiptAddress {
    /// How long a receipt is found, from when its request was received.
    pub const HOLDS: TimeDelta = TimeDelta::days(30);

    /// Makes a new address, from the operating system's randomness.
    pub fn random() -> Self {
        Self { secret: digest::digits(&random::bytes::<LENGTH>()) }
    }

    /// Reads what stands in the place of a secret. It may be any text: none but a secret has a hash that is stored.
    pub fn of_secret(secret: String) -> Self {
        Self { secret }
    }

    /// Returns the hash by which the receipt is found.
    pub fn hash(&self) -> String {
        digest::hex(&self.secret)
    }

    /// Writes the address relative to the site: `receipts/SECRET`.
    pub fn path(&self) -> String {
        format!("receipts/{}", self.secret)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn addresses_do_not_repeat_and_their_hash_tells_nothing_of_them() {
        let addresses: Vec<_> = (0..100).map(|_| ReceiptAddress::random()).collect();
        let paths: HashSet<_> = addresses.iter().map(ReceiptAddress::path).collect();
        assert_eq!(paths.len(), addresses.len());
        for address in addresses {
            let path = address.path();
            let secret = path.strip_prefix("receipts/").expect("the folder of receipts");
            assert_eq!((secret.len(), secret.bytes().all(|c| c.is_ascii_hexdigit())), (2 * LENGTH, true), "{path}");
            assert!(!address.hash().contains(secret));
            assert_eq!(ReceiptAddress::of_secret(secret.to_owned()), address);
        }
    }
}
