//! Runs laws on valid inputs that were changed: some in every run of the tests, and for `FUZZ_SECONDS` each where that is set.

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// How many cases a run of the tests has, always the same ones.
const CASES: u32 = 256;

/// Checks a law on what a strategy generates.
#[track_caller]
pub fn fuzz<S: Strategy>(name: &str, strategy: &S, law: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = |cases| ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let Some(seconds) = seconds else {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let done = TestRunner::new_with_rng(config(CASES), rng).run(strategy, law);
        return done.unwrap_or_else(|error| panic!("{name}: {error}"));
    };
    let (start, mut count) = (Instant::now(), 0);
    while start.elapsed() < Duration::from_secs(seconds) {
        // Each has a seed of its own.
        TestRunner::new(config(CASES)).run(strategy, &law).unwrap_or_else(|error| panic!("{name}: {error}"));
        count += CASES;
    }
    println!("fuzzed {name}: {count} cases in {} s", start.elapsed().as_secs());
}

/// A change of a text: a place, as a share of all places, and what happens there.
#[derive(Clone, Debug)]
pub struct Change(Index, Edit);

#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    Insert(String),
    Repeat(usize, usize),
    Move(Index, usize),
    End,
}

/// Some changes of a text, or none; `words` are what stands in such texts.
pub fn changes(words: &'static [&'static str]) -> impl Strategy<Value = Vec<Change>> {
    const ODD: [&str; 24] = [
        "\0",
        "\u{7}",
        "\u{7f}",
        "\u{85}",
        "\u{a0}",
        "\u{200b}",
        "\u{202e}",
        "\u{feff}",
        "\u{fffd}",
        "\u{10ffff}",
        "é",
        "e\u{301}",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "%",
        "%00",
        "%ff",
        "&",
        "=",
        "+",
        "\r\n",
        "18446744073709551616",
    ];
    let word = prop_oneof![select(&ODD[..]), select(words)].prop_map(str::to_owned);
    let edit = prop_oneof![
        (1..40_usize).prop_map(Edit::Remove),
        prop_oneof![word, any::<char>().prop_map(String::from), "[0-9]{1,30}", "[a-z~/.-]{1,5}"].prop_map(Edit::Insert),
        (1..30_usize, 2..40_usize).prop_map(|(length, times)| Edit::Repeat(length, times)),
        (any::<Index>(), 1..30_usize).prop_map(|(from, length)| Edit::Move(from, length)),
        Just(Edit::End),
    ];
    vec((any::<Index>(), edit).prop_map(|(at, edit)| Change(at, edit)), 0..6)
}

/// Returns a text after these changes.
pub fn changed(text: &str, changes: &[Change]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for Change(at, edit) in changes {
        let at = at.index(letters.len() + 1);
        let end = |from: usize, length: usize, letters: &[char]| (from + length).min(letters.len());
        match edit {
            Edit::Remove(length) => drop(letters.drain(at..end(at, *length, &letters))),
            Edit::Insert(word) => drop(letters.splice(at..at, word.chars())),
            Edit::Repeat(length, times) => {
                let piece = letters[at..end(at, *length, &letters)].repeat(*times);
                letters.splice(at..at, piece);
            }
            Edit::Move(from, length) => {
                let from = from.index(letters.len() + 1);
                let piece = letters[from..end(from, *length, &letters)].to_vec();
                letters.splice(at..at, piece);
            }
            Edit::End => letters.truncate(at),
        }
    }
    letters.into_iter().collect()
}
