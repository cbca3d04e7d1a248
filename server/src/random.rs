//! The operating system's randomness.

/// Returns so many random bytes, which nobody guesses.
pub fn bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("an operating system that runs programs gives them randomness");
    bytes
}
