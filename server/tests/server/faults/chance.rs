//! Random numbers that a seed repeats.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::time::Duration;

/// SplitMix64.
#[derive(Clone)]
pub struct Chance(u64);

impl Chance {
    /// Begins at the seed in `PLAN_FAULT_SEED`, else at another one each time.
    pub fn new() -> Self {
        let seed = std::env::var("PLAN_FAULT_SEED").ok();
        Self(seed.map_or_else(|| RandomState::new().hash_one(0), |seed| seed.parse().expect("a seed is a number")))
    }

    /// Returns what repeats all that follows.
    pub fn seed(&self) -> u64 {
        self.0
    }

    /// Returns a number in a range, which is not empty.
    pub fn within(&mut self, range: Range<usize>) -> usize {
        range.start + (self.next() % (range.end - range.start) as u64) as usize
    }

    /// Is true once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.within(0..times) == 0
    }

    /// Returns a time below so many milliseconds.
    pub fn below(&mut self, milliseconds: usize) -> Duration {
        Duration::from_micros(self.within(0..milliseconds * 1000) as u64)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
